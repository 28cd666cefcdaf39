//! Settings of the configuration for types.

use crate::config::{Derive, EqualTypes, Former, Openness};
use std::sync::Arc;

/// A type of another crate, or of the user.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct External {
    /// Its path.
    pub path: Arc<str>,
    /// The JSON form of its values.
    pub form: ExternalForm,
}

/// The JSON form of an external type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExternalForm {
    /// A string.
    Text,
    /// A number.
    Number,
    /// Any JSON, through serde.
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

/// The settings of rules for a type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Wishes {
    /// Whether a rule gives it its name.
    pub is_renamed: bool,
    /// Its former names.
    pub former: Vec<Former>,
    /// The rules that take a property out of its box, by position, with its name.
    pub unboxed: Vec<(usize, String)>,
    /// Whether an enum accepts other values.
    pub values: Openness,
    /// Additional derives.
    pub derive: Vec<Derive>,
    /// Additional attributes.
    pub attributes: Vec<String>,
    /// Whether to merge it with equal types.
    pub equal_types: Option<EqualTypes>,
}

/// Whether `Debug` shows the value of a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shown {
    /// As its type is shown.
    #[default]
    Yes,
    /// As its type is shown, whatever its name, because a rule says so.
    ByRule,
    /// Without its texts: its name or a rule makes it a secret.
    Redacted,
}
