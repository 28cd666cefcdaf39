//! Which operations give a list in pages, and how the pages follow each other.
//!
//! No extension of OpenAPI is common for this, so it is told by shape: an answer with one list in it, parameters of the
//! right types under the names that APIs use for them, and a place in the answer that names the next page.

mod answer;
mod rules;
mod words;

pub(super) use words::CURSORS;

use super::{Api, Operation, Parameter, Place, Success, Type};
use crate::config::Config;
use crate::diag::Diagnostics;
use answer::Answer;
use serde_json::Value;

/// How the pages of an operation follow each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// What leads from one page to the next.
    pub next: Next,
    /// The property names that lead to the items, when an answer is an object.
    pub items: Vec<String>,
    /// The type of an item.
    pub item: Type,
    /// The position of the parameter for the number of items on a page.
    pub size: Option<usize>,
    /// What is sent for it when nothing else is said, where the server wants to be asked.
    pub unsaid_size: Option<i64>,
    /// The property names that lead to the number of all items.
    pub total: Vec<String>,
    /// The property names that lead to whether there are more.
    pub more: Vec<String>,
}

/// What leads from one page to the next. Parameters are given by position.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// The number of the page, and that of the first.
    Page(usize, i64),
    /// The number of items before the page.
    Offset(usize),
    /// A parameter, and what the answer has for it.
    Cursor(usize, Vec<String>),
    /// A parameter, and the property of the last item that goes there.
    LastItem(usize, Vec<String>),
    /// The `Link` header.
    Link,
    /// An address in the answer.
    Address(Vec<String>),
}

impl Next {
    /// The word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Page(..) => "page",
            Self::Offset(_) => "offset",
            Self::Cursor(..) => "cursor",
            Self::LastItem(..) => "last-item",
            Self::Link => "link",
            Self::Address(_) => "address",
        }
    }

    /// Whether each page says what comes after it, instead of being counted.
    fn is_told(&self) -> bool {
        !matches!(self, Self::Page(..) | Self::Offset(_))
    }
}

/// The size that is asked for where a server pages only when it is asked for one, and the description allows more.
const UNSAID_SIZE: i64 = 50;

/// Finds out for every operation how it is paged.
pub(super) fn find(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let found: Vec<Vec<Paging>> = api
        .operations
        .iter()
        .map(|operation| rules::given(api, operation, config, diagnostics).unwrap_or_else(|| infer(api, operation)))
        .collect();
    for (operation, paging) in api.operations.iter_mut().zip(found) {
        operation.paging = paging;
    }
}

/// The ways in which an operation can be paged: by what the pages say first, then by counting.
fn infer(api: &Api, operation: &Operation) -> Vec<Paging> {
    let success = match &operation.success {
        Success::One(of) | Success::Maybe(of) if operation.method == "GET" => of,
        _ => return Vec::new(),
    };
    let Some(answer) = answer::read(api, success, &operation.path) else { return Vec::new() };
    let query = Query { parameters: &operation.parameters };
    let mut ways: Vec<Paging> = told(&query, &answer).into_iter().chain(counted(&query, &answer)).collect();
    if ways.len() > 1 || ways.first().is_some_and(|way| way.next == Next::Link) {
        // Without a size such a server gives its other kind of answer.
        for way in ways.iter_mut().filter(|way| way.next.is_told()) {
            way.unsaid_size = way.size.map(|size| usual_size(&operation.parameters[size]));
        }
    }
    ways
}

fn usual_size(parameter: &Parameter) -> i64 {
    let most = parameter.maximum.map_or(UNSAID_SIZE, |most| UNSAID_SIZE.min(clamp(most)));
    parameter.docs.default.as_ref().and_then(Value::as_i64).unwrap_or(most)
}

#[expect(clippy::cast_possible_truncation, reason = "it saturates, as is meant")]
fn clamp(bound: f64) -> i64 {
    bound as i64
}

/// The next page is named by the answer, or by its header.
fn told(query: &Query<'_>, answer: &Answer) -> Option<Paging> {
    let cursor = query.first(words::CURSORS, is_cursor);
    let size = query.first(words::CURSOR_SIZES, is_integer);
    let next = match (cursor, &answer.next) {
        (_, Some(address)) if answer.next_is_address => Next::Address(address.clone()),
        (Some(cursor), Some(path)) => Next::Cursor(cursor, path.clone()),
        (Some(cursor), None) if !answer.more.is_empty() && !answer.key.is_empty() => {
            // It must be said to be what stands behind the last item.
            Next::LastItem(
                query.named(&["startingafter", "after"]).filter(|after| *after == cursor)?,
                answer.key.clone(),
            )
        }
        (Some(_), None) if size.is_some() && answer.is_list => Next::Link,
        _ => return None,
    };
    Some(answer.paging(next, size))
}

/// Pages or items are counted.
fn counted(query: &Query<'_>, answer: &Answer) -> Option<Paging> {
    let size = query.first(words::SIZES, is_integer);
    if let Some(page) = query.first(words::PAGES, is_integer) {
        return Some(answer.paging(Next::Page(page, first_page(&query.parameters[page])), size));
    }
    let offset = query.first(words::OFFSETS, is_integer).filter(|_| size.is_some())?;
    Some(answer.paging(Next::Offset(offset), size))
}

/// The number of the first page: 1, unless something says 0.
fn first_page(parameter: &Parameter) -> i64 {
    let default = parameter.docs.default.as_ref().and_then(Value::as_i64);
    let prose = parameter.docs.text.as_deref().unwrap_or_default().to_ascii_lowercase();
    let says_zero = [
        "page is 0",
        "zero-based",
        "zero based",
        "0-based",
        "0-indexed",
        "zero-indexed",
        "starts at 0",
        "starting at 0",
        "starting from 0",
    ];
    let zero = match default {
        Some(default) => default == 0,
        None => parameter.minimum == Some(0.0) || says_zero.iter().any(|words| prose.contains(words)),
    };
    if zero { 0 } else { 1 }
}

/// The parameter in the query that takes a cursor under a name.
pub(super) fn is_parameter(operation: &Operation, word: &str) -> Option<usize> {
    Query { parameters: &operation.parameters }.named(&[word])
}

fn is_integer(of: &Type) -> bool {
    matches!(of, Type::Integer(_) | Type::Number)
}

fn is_cursor(of: &Type) -> bool {
    matches!(of, Type::Text)
}

/// The parameters in the query.
struct Query<'a> {
    parameters: &'a [Parameter],
}

impl Query<'_> {
    /// The parameter whose name comes first in a list of words.
    fn first(&self, words: &[&str], fits: fn(&Type) -> bool) -> Option<usize> {
        words.iter().find_map(|word| {
            self.parameters.iter().position(|parameter| {
                parameter.place == Place::Query && fits(&parameter.of) && words::plain(&parameter.name) == *word
            })
        })
    }

    fn named(&self, words: &[&str]) -> Option<usize> {
        self.first(words, is_cursor)
    }
}

#[cfg(test)]
mod tests;
