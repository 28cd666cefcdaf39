//! What the configuration chooses for types.

use crate::config::{EqualTypes, Openness};
use std::sync::Arc;

/// A type of another crate, or of the user.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct External {
    /// Its path.
    pub path: Arc<str>,
    /// What its values are in JSON.
    pub form: ExternalForm,
}

/// What the values of an external type are in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExternalForm {
    /// A string.
    Text,
    /// A number.
    Number,
    /// Anything, by serde.
    Json,
}

impl ExternalForm {
    /// The type of the runtime that keeps such a value.
    pub fn carrier(self) -> &'static str {
        match self {
            Self::Text => "Typed",
            Self::Number => "TypedNumber",
            Self::Json => "TypedJson",
        }
    }
}

/// What rules say about a type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Wishes {
    /// Whether a rule gives it its name.
    pub is_renamed: bool,
    /// Whether an enum takes other values.
    pub values: Openness,
    /// Additional derives.
    pub derive: Vec<String>,
    /// Additional attributes.
    pub attributes: Vec<String>,
    /// What to do if it is equal to others.
    pub equal_types: Option<EqualTypes>,
}
