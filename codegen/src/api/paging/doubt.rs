//! What nothing says about how an operation is paged, and how to say it.

use crate::api::Operation;
use crate::diag::{Code, Diagnostic};

/// Why an operation that looks paged is not bound so, or not wholly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Nothing says which number the first page has. The parameter.
    FirstPage(String),
    /// Nothing says whether the parameter is a position, or from which number it counts.
    Offset(String),
    /// Several lists could hold the items. Their places.
    Items(Vec<String>),
}

impl Doubt {
    /// The note, with the rule that settles it.
    pub(super) fn diagnostic(&self, operation: &Operation) -> Diagnostic {
        let id = &operation.id;
        let (message, expected) = match self {
            Self::FirstPage(parameter) => (
                format!(
                    "nothing says whether the first page of {parameter:?} is 0 or 1, so the pages are not followed"
                ),
                format!(
                    "`default` or `minimum` at the parameter, or in bindery.toml: \
                     [[paging]] match = {id:?}, style = \"page\", parameter = {parameter:?}, first = 1"
                ),
            ),
            Self::Offset(parameter) => (
                format!(
                    "nothing says whether {parameter:?} is the position of an item, or the position of the first one, \
                     so the pages are not followed"
                ),
                format!(
                    "`default` or `minimum` at the parameter, or in bindery.toml: \
                     [[paging]] match = {id:?}, style = \"offset\", parameter = {parameter:?}, first = 0"
                ),
            ),
            Self::Items(places) => (
                format!("{} could each be the items, so there are pages and no stream of items", places.join(" and ")),
                format!(
                    "in bindery.toml: [[paging]] match = {id:?} with style, parameter, next and items = {:?}",
                    places.first().map_or("", String::as_str)
                ),
            ),
        };
        Diagnostic::new(Code::PagingUnclear, &operation.pointer, message).expected(expected)
    }
}
