//! What the configuration adds to types.

use crate::config::Derive;

/// What the configuration adds to the definition of a type.
#[derive(Clone, Debug, Default)]
pub struct Additions {
    /// Derives.
    pub derive: Vec<Derive>,
    /// Attributes.
    pub attributes: Vec<String>,
    /// What its JSON Schema says besides its table, if it has one.
    pub schema: Option<Described>,
}

/// The descriptions in the JSON Schema of a type; empty for nothing.
#[derive(Clone, Debug)]
pub struct Described {
    /// That of the type.
    pub of: String,
    /// Those of the properties or variants.
    pub members: Vec<String>,
}
