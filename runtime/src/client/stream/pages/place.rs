//! The position of a stream of pages in its list.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use http::HeaderMap;

use super::link;
use crate::client::Request;
use crate::client::api::paging::{Next, Paging};
use crate::client::request::parameter_style::decode;
use crate::client::request::secrets::pairs;
use crate::syntax::error::DecodeError;
use crate::syntax::kind::Kind;
use crate::value::json::Json;
use crate::value::json::elements;

/// The maximum number of empty pages in a row. A server that filters while it scans returns some, but a list that never ends
/// must not keep a client busy forever.
const MAX_EMPTY_PAGES: u32 = 100;

/// The position of a stream: the cursors of the last requested page, of the next one, and of all earlier ones.
pub(crate) struct Place {
    /// `None` for the page that the call itself requests, usually the first.
    current: Option<String>,
    next: Option<String>,
    /// The hashes of earlier cursors, so that a server that names a page again does not keep the client busy forever. Hashes
    /// take less memory than cursors.
    seen: HashSet<u64>,
    hasher: RandomState,
    /// The hash of the items on the previous page.
    previous: Option<u64>,
    /// The number of items up to here, including those before the first requested page, if it is known.
    position: Option<i64>,
    pages: u64,
    /// The number of empty pages in a row.
    empty_pages: u32,
}

/// How the stream continues after a page.
pub(crate) struct Step {
    pub(crate) is_last: bool,
    /// Whether the stream yields the page. An empty page that only ends a counted list is skipped.
    pub(crate) has_content: bool,
}

/// A page as it arrived.
pub(crate) struct Page<'p> {
    pub(crate) response: &'p Json,
    /// `None` if it is unknown which list holds the items.
    pub(crate) items: Option<&'p Json>,
    pub(crate) headers: &'p HeaderMap,
    /// The request of the list, without the parameters that change from page to page.
    pub(crate) request: &'p Request,
}

impl Place {
    pub(crate) fn new(request: &Request, paging: &Paging) -> Self {
        let given = match paging.next {
            Next::Page { parameter, .. }
            | Next::Offset { parameter, .. }
            | Next::Cursor { parameter, .. }
            | Next::LastItem { parameter, .. } => request.argument_text(parameter),
            Next::Link | Next::Address { .. } => None,
        };
        let mut place = Self {
            current: None,
            next: None,
            seen: HashSet::new(),
            hasher: RandomState::new(),
            previous: None,
            position: Some(0),
            pages: 0,
            empty_pages: 0,
        };
        if let Some(given) = given {
            place.resume(given);
        }
        place
    }

    /// Starts at a cursor. The number of items before it is then known only if the cursor is an offset.
    pub(crate) fn resume(&mut self, cursor: String) {
        self.position = None;
        self.next = Some(cursor);
    }

    pub(crate) fn current(&self) -> Option<&str> {
        self.current.as_deref()
    }

    pub(crate) fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// Changes a request so that it requests the next page.
    pub(crate) fn apply(&self, request: &mut Request, paging: &Paging) {
        if let Some(size) = paging.size
            && let (Some(default_size), None) = (size.default_size, request.argument_text(size.parameter))
        {
            request.set_argument(size.parameter, &default_size);
        }
        let Some(cursor) = &self.next else { return };
        match (paging.next, query(cursor)) {
            (Next::Cursor { .. } | Next::Page { .. } | Next::Offset { .. }, Some(query)) if is_address(cursor) => {
                apply_query(request, &query);
            }
            (
                Next::Page { parameter, .. }
                | Next::Offset { parameter, .. }
                | Next::Cursor { parameter, .. }
                | Next::LastItem { parameter, .. },
                _,
            ) => request.set_text_argument(parameter, cursor),
            (Next::Link | Next::Address { .. }, _) => apply_query(request, cursor.trim_start_matches('?')),
        }
    }

    /// Advances past a page.
    ///
    /// If each page names the next one, only the server ends the list: an empty page does not. If pages or items are counted, the
    /// list ends with an empty page, when the total is reached, or when the server returns the same page twice.
    ///
    /// # Errors
    /// If the name of the next page cannot be requested, or if too many pages in a row are empty.
    pub(crate) fn advance(&mut self, page: &Page<'_>, paging: &Paging) -> Result<Step, DecodeError> {
        let count = page.items.map(|items| i64::try_from(elements(items.text()).len()).unwrap_or(i64::MAX));
        let is_empty = count == Some(0);
        let has_content = paging.names_next_page() || !is_empty || self.pages == 0;
        self.pages += 1;
        self.empty_pages = if is_empty { self.empty_pages.saturating_add(1) } else { 0 };
        self.current = self.next.take();
        if let Some(current) = &self.current {
            let hash = self.hasher.hash_one(current);
            self.seen.insert(hash);
        }
        self.count(count.unwrap_or(0), paging);
        let continues = match paging.names_next_page() {
            false if linked(page).is_some() => true,
            true => more(page.response, paging) != Some(false),
            false => !is_empty && !self.is_complete(page.response, paging) && !self.repeats(page.items),
        };
        if continues {
            let next = self.following(page, paging)?;
            self.next = next.filter(|next| !next.is_empty() && !self.seen.contains(&self.hasher.hash_one(next)));
        }
        if self.next.is_some() && self.empty_pages >= MAX_EMPTY_PAGES {
            let expected = format!("items on one of {MAX_EMPTY_PAGES} pages in a row");
            return Err(located(
                DecodeError::mismatch(expected, "empty pages, each of which names a next one", 0),
                paging.items,
            ));
        }
        Ok(Step { is_last: self.next.is_none(), has_content })
    }

    /// Adds the items of a page to the position.
    fn count(&mut self, count: i64, paging: &Paging) {
        if let Next::Offset { first, .. } = paging.next {
            self.position = self.current.as_ref().map_or(Some(first), |current| current.parse().ok());
        }
        self.position = self.position.map(|position| position.saturating_add(count));
    }

    /// Whether the server says that a counted list is complete.
    fn is_complete(&self, response: &Json, paging: &Paging) -> bool {
        let total = at(response, paging.total).and_then(|total| total.as_f64());
        let before = if let Next::Offset { first, .. } = paging.next { first } else { 0 };
        #[expect(clippy::cast_precision_loss, reason = "no list has so many items")]
        let reached =
            total.zip(self.position).is_some_and(|(total, position)| position.saturating_sub(before) as f64 >= total);
        more(response, paging) == Some(false) || reached
    }

    /// Whether a numbered page has the same items as the previous one: the server ignores the number.
    fn repeats(&mut self, items: Option<&Json>) -> bool {
        let hash = items.map(|items| self.hasher.hash_one(items.text()));
        let previous = std::mem::replace(&mut self.previous, hash);
        previous.is_some() && previous == hash
    }

    /// Returns the cursor of the page after this one.
    fn following(&self, page: &Page<'_>, paging: &Paging) -> Result<Option<String>, DecodeError> {
        match paging.next {
            Next::Page { .. } | Next::Offset { .. } if linked(page).is_some() => Ok(linked(page)),
            Next::Page { first, .. } => {
                let number: Option<i64> = self.current.as_ref().map_or(Some(first), |current| current.parse().ok());
                Ok(number.and_then(|number| number.checked_add(1)).map(|number| number.to_string()))
            }
            Next::Offset { .. } => Ok(self.position.map(|position| position.to_string())),
            Next::Cursor { path, .. } => {
                let Some(cursor) = named(page.response, path)?.filter(|cursor| !cursor.is_empty()) else {
                    return Ok(linked(page));
                };
                Ok(Some(cursor).map(|cursor| match query(&cursor).filter(|_| is_address(&cursor)) {
                    Some(query) => format!("?{}", without_credentials(page.request, &query)),
                    None => cursor,
                }))
            }
            Next::LastItem { key, .. } => {
                let last = page.items.and_then(|items| elements(items.text()).pop()).map(Json::trusted);
                last.map_or(Ok(None), |last| named(&last, key))
            }
            Next::Link => match link::next(page.headers) {
                Some(address) => Ok(Some(without_credentials(page.request, &query_of(&address)?))),
                None => Ok(None),
            },
            Next::Address { path } => match named(page.response, path)?.filter(|address| !address.is_empty()) {
                Some(address) => {
                    let query = query_of(&address).map_err(|error| located(error, Some(path)))?;
                    Ok(Some(without_credentials(page.request, &query)))
                }
                None => Ok(linked(page)),
            },
        }
    }
}

/// Returns the query, with its question mark, of the next page in the `Link` header. The header counts whatever way of paging the
/// description declares.
fn linked(page: &Page<'_>) -> Option<String> {
    let query = query(&link::next(page.headers)?)?;
    Some(format!("?{}", without_credentials(page.request, &query)))
}

/// Returns the items of a response: the response itself, if it is an array, or the array at the declared path. A missing or null
/// array is an empty page. `None` if it is unknown which list holds the items.
///
/// # Errors
/// If the value at the path is not an array.
pub(crate) fn items(response: &Json, paging: &Paging) -> Result<Option<Json>, DecodeError> {
    let Some(path) = paging.items else { return Ok(None) };
    if response.kind() == Kind::List {
        return Ok(Some(response.clone()));
    }
    let found = if path.is_empty() { Some(response.clone()) } else { at(response, path) };
    match found.as_ref().map(Json::kind) {
        None | Some(Kind::Null) => Ok(Some(Json::trusted("[]"))),
        Some(Kind::List) => Ok(found),
        Some(_) => Err(located(DecodeError::mismatch("an array of items", "another value", 0), Some(path))),
    }
}

/// Returns the path of the items; empty if the response itself is an array.
pub(crate) fn path_of_items(response: &Json, paging: &Paging) -> &'static [&'static str] {
    paging.items.filter(|_| response.kind() != Kind::List).unwrap_or_default()
}

/// Adds a path of the response to an error.
pub(crate) fn located(error: DecodeError, path: Option<&'static [&'static str]>) -> DecodeError {
    path.unwrap_or_default().iter().rev().fold(error, |error, name| error.under_field(name))
}

/// Whether the server says that there are more pages.
fn more(response: &Json, paging: &Paging) -> Option<bool> {
    at(response, paging.more).and_then(|more| more.as_bool())
}

/// Returns the value at a path; `None` for an empty path.
fn at(json: &Json, path: &[&str]) -> Option<Json> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(json.get(first)?, |value, name| value.get(name))
}

/// Returns the name of the next page: a string, a number as written, or the `href` of a link object. A missing value, null and
/// `false` mean that there is none.
fn named(json: &Json, path: &'static [&'static str]) -> Result<Option<String>, DecodeError> {
    let Some(found) = at(json, path) else { return Ok(None) };
    let found = if found.kind() == Kind::Object { found.get("href").unwrap_or(found) } else { found };
    match found.kind() {
        Kind::Text => Ok(found.as_str().map(std::borrow::Cow::into_owned)),
        Kind::Integer | Kind::Fraction => Ok(Some(found.text().to_owned())),
        Kind::Null => Ok(None),
        Kind::Bool if found.as_bool() == Some(false) => Ok(None),
        _ => {
            let expected = "a string or a number that names the next page";
            Err(located(DecodeError::mismatch(expected, "another value", 0), Some(path)))
        }
    }
}

/// Whether a cursor looks like the address of the next page: some servers return one although their description only says
/// "string". Opaque cursors do not begin like an address and have no query.
fn is_address(cursor: &str) -> bool {
    ["http://", "https://", "/", "?"].iter().any(|beginning| cursor.starts_with(beginning))
}

/// Returns the query of an address. The rest is ignored: credentials are only sent to the client's own server, and the path is
/// that of the operation.
fn query(address: &str) -> Option<String> {
    let (_, query) = address.split_once('?')?;
    Some(query.split('#').next().unwrap_or_default().to_owned())
}

fn query_of(address: &str) -> Result<String, DecodeError> {
    let expected = "the address of the next page, with a query";
    query(address).ok_or_else(|| DecodeError::mismatch(expected, "a string without a query", 0))
}

/// Removes the client's credentials from a query: servers repeat them in the addresses that they return. The client adds them to
/// each request anyway, and users store cursors.
fn without_credentials(request: &Request, query: &str) -> String {
    let is_kept = |pair: &&str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        !request.is_credential(&decode(name), &decode(value))
    };
    query.split('&').filter(is_kept).collect::<Vec<_>>().join("&")
}

/// Sets the parameters in a query. Pairs that are not parameters of the operation are added unchanged.
fn apply_query(request: &mut Request, query: &str) {
    let pairs: Vec<_> = pairs(query).filter(|(name, value)| !request.is_credential(name, value)).collect();
    pairs.iter().for_each(|(name, _)| request.unset_query(name));
    let query = &mut request.options_mut().query;
    query.retain(|(given, _)| !pairs.iter().any(|(name, _)| name == given));
    query.extend(pairs);
}
