//! Whether an empty body is valid.

use super::types::TypeBuilder;
use super::{Kind, Type};

impl TypeBuilder<'_> {
    /// Whether a type has an empty value: null, or an object without properties.
    pub(super) fn can_be_empty(&self, of: &Type) -> bool {
        match of {
            Type::Nullable(_) | Type::Json | Type::Map(_) => true,
            Type::Named(id) => match &self.types[id.0].kind {
                Kind::Object { properties, .. } => !properties.iter().any(|property| property.required),
                Kind::Enum(_) | Kind::Union { .. } => false,
            },
            _ => false,
        }
    }
}
