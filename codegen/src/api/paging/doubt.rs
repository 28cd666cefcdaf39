//! Uncertainties about the pagination of an operation, and how to resolve them.

use crate::api::Operation;
use crate::diag::{Code, Diagnostic};

/// Why an operation that looks paginated has no or incomplete pagination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The number of the first page is unknown. Holds the parameter.
    FirstPage(String),
    /// It is unknown whether the parameter is an offset, and the number of the first item. Holds the parameter.
    Offset(String),
    /// Several lists could hold the items. Holds their paths.
    Items(Vec<String>),
}

impl Doubt {
    /// The note, with the rule that resolves it.
    pub(super) fn diagnostic(&self, operation: &Operation) -> Diagnostic {
        let id = &operation.id;
        let (message, expected) = match self {
            Self::FirstPage(parameter) => (
                format!("it is unknown whether {parameter:?} counts pages from 0 or 1, so there is no page stream"),
                format!(
                    "`default` or `minimum` in the parameter's schema, or in bindery.toml: \
                     [[rule]] match = {{ operation = {id:?} }}, \
                     paging = {{ style = \"page\", parameter = {parameter:?}, first = 1 }}"
                ),
            ),
            Self::Offset(parameter) => (
                format!(
                    "it is unknown whether {parameter:?} is an offset of items, and whether it counts from 0 or 1, \
                     so there is no page stream"
                ),
                format!(
                    "`default` or `minimum` in the parameter's schema, or in bindery.toml: \
                     [[rule]] match = {{ operation = {id:?} }}, \
                     paging = {{ style = \"offset\", parameter = {parameter:?}, first = 0 }}"
                ),
            ),
            Self::Items(places) => (
                format!("each of {} could hold the items, so there is no item stream", places.join(" and ")),
                format!(
                    "in bindery.toml: [[rule]] match = {{ operation = {id:?} }}, paging with style, parameter, next and items = {:?}",
                    places.first().map_or("", String::as_str)
                ),
            ),
        };
        Diagnostic::new(Code::PagingUnclear, &operation.pointer, message).expected(expected)
    }
}
