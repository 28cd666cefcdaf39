//! A base type represents its subtypes: it is a union of them and itself.

use super::Shaper;
use super::inheritance::{LONGEST_LINE, ancestors, is_base};
use super::{Shape, Shaped};
use crate::resolve::{Schema, SchemaId, TypeSet};
use indexmap::IndexSet;
use std::collections::HashSet;

impl Shaper {
    /// The union of a base type: its subtypes and itself. The base type itself takes values without further properties and values of
    /// unknown kinds, so that their common properties can be read.
    pub(super) fn union_with_subtypes(&mut self, id: SchemaId, schema: &Schema, mut variants: Vec<SchemaId>) -> Shaped {
        let itself = self.base_itself(id, schema);
        variants.push(itself);
        let mut shaped = self.union(schema, variants);
        if let Shape::Union(union) = &mut shaped.shape
            && union.default.is_none()
        {
            union.base = union.variants.iter().position(|variant| *variant == itself);
        }
        shaped
    }

    /// The schema of values of a base type itself. It declares the discriminator even if the base type does not.
    fn base_itself(&mut self, id: SchemaId, schema: &Schema) -> SchemaId {
        if let Some(known) = self.subtypes.itself(id) {
            return known;
        }
        let mut own = Schema { discriminator: None, ..schema.clone() };
        if let Some(discriminator) = &schema.discriminator
            && !self.declares(id, &discriminator.property)
        {
            let pointer = schema.pointer.join("discriminator").join("propertyName");
            let text = self.add(Schema { pointer, types: TypeSet::STRING, ..Schema::default() });
            own.properties.insert(discriminator.property.clone(), text);
        }
        let own = self.add(own);
        self.subtypes.themselves.insert(id, own);
        self.subtypes.made.insert(own);
        own
    }

    /// Whether a schema, or one of its parts, declares a property.
    fn declares(&self, id: SchemaId, property: &str) -> bool {
        let mut found = IndexSet::from([id]);
        ancestors(&self.schemas, id, LONGEST_LINE, &mut found);
        found.iter().any(|each| self.schema(*each).properties.contains_key(property))
    }

    /// The variants of a base type. Subtypes of another base type among them are variants of that one, unless the mapping names them.
    pub(super) fn heirs_of(&self, id: SchemaId) -> Vec<SchemaId> {
        let schema = self.schema(id);
        let Some(discriminator) = schema.discriminator.as_ref().filter(|_| is_base(schema)) else { return Vec::new() };
        let subtypes = self.subtypes.of(id);
        let behind: HashSet<SchemaId> = subtypes.iter().flat_map(|heir| self.subtypes.of(*heir)).collect();
        let mapped =
            discriminator.mapping.iter().flat_map(|(_, target)| [Some(*target), self.schema(*target).reference]);
        let mapped: HashSet<SchemaId> = mapped.flatten().collect();
        subtypes.into_iter().filter(|heir| !behind.contains(heir) || mapped.contains(heir)).collect()
    }

    /// Whether a schema includes another by `allOf`.
    pub(super) fn is_made_of(&self, id: SchemaId, other: &crate::diag::Pointer) -> bool {
        let mut id = id;
        for _ in 0..LONGEST_LINE {
            let Some(next) = self.schema(id).reference else { break };
            id = next;
            if self.schema(id).pointer == *other {
                return false;
            }
        }
        let mut found = IndexSet::new();
        ancestors(&self.schemas, id, LONGEST_LINE, &mut found);
        found.iter().any(|each| self.schema(*each).pointer == *other)
    }
}
