//! Reasons why there is no value.

use std::fmt;

/// Why no value is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unmade {
    /// Required properties recurse without end, or too deep.
    Endless,
    /// A reference that cannot be resolved within the description.
    Reference,
    /// No value matches the schema, as far as this module understands it.
    Nothing,
    /// A keyword that this module does not understand.
    Keyword(&'static str),
}

impl fmt::Display for Unmade {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Endless => formatter.write_str("required properties without an end"),
            Self::Reference => formatter.write_str("a reference out of the document"),
            Self::Nothing => formatter.write_str("no value fits"),
            Self::Keyword(keyword) => write!(formatter, "the keyword {keyword}"),
        }
    }
}

impl std::error::Error for Unmade {}
