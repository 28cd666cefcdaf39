//! Where in a list a stream of pages is.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use http::HeaderMap;

use super::link;
use crate::client::Request;
use crate::client::paging::{Next, Paging};
use crate::json::elements;
use crate::{Json, Kind};

/// Where a stream is: the page that was asked for last, the one that comes next, and what was there before.
pub(super) struct Place {
    /// `None`: as the call says, which is mostly the first page.
    current: Option<String>,
    next: Option<String>,
    /// The cursors that were there, so that a server that goes in circles does not keep the client going. Their hashes
    /// suffice, and stay small.
    seen: HashSet<u64>,
    hasher: RandomState,
    /// The items of the page before.
    before: Option<u64>,
    /// The number of items on all pages so far and before the first, if that is known.
    position: Option<i64>,
    pages: u64,
}

/// What a page means for the stream.
pub(super) struct Step {
    pub(super) is_last: bool,
    /// Whether the page is worth giving out: it has items, or is the first.
    pub(super) has_content: bool,
}

impl Place {
    pub(super) fn new(request: &Request, paging: &Paging) -> Self {
        let given = match paging.next {
            Next::Page { parameter, .. }
            | Next::Offset { parameter }
            | Next::Cursor { parameter, .. }
            | Next::LastItem { parameter, .. } => request.argument_text(parameter),
            Next::Link | Next::Address { .. } => None,
        };
        let mut place = Self {
            current: None,
            next: None,
            seen: HashSet::new(),
            hasher: RandomState::new(),
            before: None,
            position: Some(0),
            pages: 0,
        };
        if let Some(given) = given {
            place.resume(given);
        }
        place
    }

    /// Begins elsewhere. How many items come before is then known only where they are counted.
    pub(super) fn resume(&mut self, cursor: String) {
        self.position = None;
        self.next = Some(cursor);
    }

    pub(super) fn current(&self) -> Option<&str> {
        self.current.as_deref()
    }

    pub(super) fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// Makes a request ask for the next page.
    pub(super) fn apply(&self, request: &mut Request, paging: &Paging) {
        if let Some(size) = paging.size
            && let (Some(unsaid), None) = (size.unsaid, request.argument_text(size.parameter))
        {
            request.set_argument(size.parameter, &unsaid);
        }
        let Some(cursor) = &self.next else { return };
        match paging.next {
            Next::Page { parameter, .. }
            | Next::Offset { parameter }
            | Next::Cursor { parameter, .. }
            | Next::LastItem { parameter, .. } => request.set_text_argument(parameter, cursor),
            Next::Link | Next::Address { .. } => apply_query(request, cursor),
        }
    }

    /// Goes on to what comes after a page.
    pub(super) fn advance(&mut self, answer: &Json, items: &Json, headers: &HeaderMap, paging: &Paging) -> Step {
        let count = i64::try_from(elements(items.text()).len()).unwrap_or(i64::MAX);
        let has_content = count > 0 || self.pages == 0;
        self.pages += 1;
        self.current = self.next.take();
        if let Some(current) = &self.current {
            let hash = self.hasher.hash_one(current);
            self.seen.insert(hash);
        }
        if let Next::Offset { .. } = paging.next {
            let start = self.current.as_ref().map_or(Some(0), |current| current.parse().ok());
            self.position = start;
        }
        self.position = self.position.map(|position| position.saturating_add(count));
        if count > 0 && !self.is_complete(answer, paging) && !self.repeats(items, paging) {
            let next = self.following(answer, items, headers, paging);
            self.next = next.filter(|next| !next.is_empty() && !self.seen.contains(&self.hasher.hash_one(next)));
        }
        Step { is_last: self.next.is_none(), has_content }
    }

    /// Whether the server says that this was all.
    fn is_complete(&self, answer: &Json, paging: &Paging) -> bool {
        let more = at(answer, paging.more).and_then(|more| more.as_bool());
        let total = at(answer, paging.total).and_then(|total| total.as_f64());
        #[expect(clippy::cast_precision_loss, reason = "no list has so many items")]
        let reached = total.zip(self.position).is_some_and(|(total, position)| position as f64 >= total);
        more == Some(false) || reached
    }

    /// Whether a page that the server was asked for by its number is the one before once more: the server takes no
    /// notice of the number.
    fn repeats(&mut self, items: &Json, paging: &Paging) -> bool {
        let hash = self.hasher.hash_one(items.text());
        let before = self.before.replace(hash);
        matches!(paging.next, Next::Page { .. } | Next::Offset { .. }) && before == Some(hash)
    }

    /// The cursor of the page that follows.
    fn following(&self, answer: &Json, items: &Json, headers: &HeaderMap, paging: &Paging) -> Option<String> {
        match paging.next {
            Next::Page { first, .. } => {
                let number: i64 = self.current.as_ref().map_or(Some(first), |current| current.parse().ok())?;
                Some(number.checked_add(1)?.to_string())
            }
            Next::Offset { .. } => self.position.map(|position| position.to_string()),
            Next::Cursor { path, .. } => scalar(&at(answer, path)?),
            Next::LastItem { key, .. } => {
                let last = elements(items.text()).pop().map(Json::trusted)?;
                scalar(&at(&last, key)?)
            }
            Next::Link => link::next(headers).and_then(query),
            Next::Address { path } => scalar(&at(answer, path)?).and_then(|address| query(&address)),
        }
    }
}

/// The items of an answer: the answer, if it is an array, else what stands where they are said to be. Without any it is
/// an empty array.
pub(super) fn items(answer: &Json, paging: &Paging) -> (Json, &'static [&'static str]) {
    if answer.kind() == Kind::List {
        return (answer.clone(), &[]);
    }
    let found = at(answer, paging.items).filter(|found| found.kind() == Kind::List);
    (found.unwrap_or_else(|| Json::trusted("[]")), paging.items)
}

/// What stands at a place; an empty path leads nowhere.
fn at(json: &Json, path: &[&str]) -> Option<Json> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(json.get(first)?, |value, name| value.get(name))
}

/// A string, or a number as it is written.
fn scalar(json: &Json) -> Option<String> {
    match json.kind() {
        Kind::Text => json.as_str().map(std::borrow::Cow::into_owned),
        Kind::Integer | Kind::Fraction => Some(json.text().to_owned()),
        _ => None,
    }
}

/// The query of an address. The rest of it is not used: credentials go to the client's own server, and the path is that
/// of the operation.
fn query(address: impl AsRef<str>) -> Option<String> {
    let (_, query) = address.as_ref().split_once('?')?;
    Some(query.split('#').next().unwrap_or_default().to_owned())
}

/// Sets the parameters that a query names; a name that is no parameter is sent along as it is.
fn apply_query(request: &mut Request, query: &str) {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        pairs.push((link::decode(name), link::decode(value)));
    }
    pairs.iter().for_each(|(name, _)| request.unset_query(name));
    let query = &mut request.options_mut().query;
    query.retain(|(given, _)| !pairs.iter().any(|(name, _)| name == given));
    query.extend(pairs);
}
