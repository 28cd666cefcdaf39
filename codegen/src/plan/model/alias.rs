//! Other names of types.

use crate::text::Line;

/// An alias of a type.
#[derive(Clone, Debug)]
pub struct Alias {
    /// The alias.
    pub ident: String,
    /// The type.
    pub target: String,
    /// Why there is one.
    pub origin: AliasOrigin,
    /// Its docs, by line.
    pub docs: Vec<Line>,
}

/// Why a type has an alias.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AliasOrigin {
    /// The description has another type that is equal.
    EqualType,
    /// A rule keeps a former name, which is deprecated in favour of this one.
    FormerName(String),
}
