//! The parts of an API that rules can match.

/// A part of an API that rules can match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Part {
    /// A schema with a type of its own.
    Schema,
    /// A property of an object.
    Property,
    /// A value of an enum.
    Value,
    /// A variant of a union.
    Variant,
    /// An operation.
    Operation,
    /// A parameter of an operation.
    Parameter,
    /// A group of operations.
    Group,
}

impl Part {
    /// All of them.
    pub(crate) const ALL: [Self; 7] =
        [Self::Schema, Self::Property, Self::Value, Self::Variant, Self::Operation, Self::Parameter, Self::Group];

    /// The key for it in the table of a `match`.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Property => "property",
            Self::Value => "value",
            Self::Variant => "variant",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::Group => "group",
        }
    }

    /// What it belongs to.
    pub(super) fn scope(self) -> Option<Self> {
        match self {
            Self::Property | Self::Value | Self::Variant => Some(Self::Schema),
            Self::Parameter => Some(Self::Operation),
            Self::Operation => Some(Self::Group),
            Self::Schema | Self::Group => None,
        }
    }

    /// The word for several of them, in messages.
    pub(crate) fn plural(self) -> &'static str {
        match self {
            Self::Schema => "schemas",
            Self::Property => "properties",
            Self::Value => "values",
            Self::Variant => "variants",
            Self::Operation => "operations",
            Self::Parameter => "parameters",
            Self::Group => "groups",
        }
    }
}
