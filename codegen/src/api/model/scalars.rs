//! Which types hold nothing but scalars.

use super::types::{Definition, Kind, Type};

impl Type {
    /// Whether the type is a scalar, or an array or a map of scalars.
    pub(crate) fn is_of_scalars(&self, types: &[Definition]) -> bool {
        match self {
            Self::Bool
            | Self::Integer(_)
            | Self::Number
            | Self::Exact
            | Self::Text
            | Self::Secret
            | Self::Temporal(..)
            | Self::External(_) => true,
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.is_of_scalars(types),
            Self::Tuple(elements, _, rest) => {
                elements.iter().chain(rest.as_deref()).all(|element| element.is_of_scalars(types))
            }
            Self::Named(id) => types.get(id.0).is_some_and(|definition| matches!(definition.kind, Kind::Enum(_))),
            Self::Binary | Self::File | Self::Json | Self::Embedded(_) => false,
        }
    }
}
