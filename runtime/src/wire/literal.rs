//! Constants of the description.

use crate::syntax::scan::same_number;

/// A constant of the description: a string, or another JSON scalar as its text.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A string, without quotes or escapes.
    Text(&'static str),
    /// The JSON text of a number, `true`, `false` or `null`.
    Json(&'static str),
}

impl Literal {
    /// Whether it is a scalar other than a string, and equals the one in a JSON text.
    pub(crate) fn is_scalar(self, text: &str) -> bool {
        match self {
            Self::Text(_) => false,
            Self::Json(json) => json == text || (is_number(json) && is_number(text) && same_number(json, text)),
        }
    }
}

fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}
