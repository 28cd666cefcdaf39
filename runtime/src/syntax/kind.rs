//! The types of JSON.

/// The JSON types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number without fraction or exponent.
    Integer,
    /// Any other number.
    Fraction,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

impl Kind {
    /// The JSON Schema name of the type.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "boolean",
            Self::Integer => "integer",
            Self::Fraction => "number",
            Self::Text => "string",
            Self::List => "array",
            Self::Object => "object",
        }
    }

    /// With its article, for error messages.
    pub(crate) const fn described(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "true or false",
            Self::Integer => "an integer",
            Self::Fraction => "a number",
            Self::Text => "a string",
            Self::List => "an array",
            Self::Object => "an object",
        }
    }
}
