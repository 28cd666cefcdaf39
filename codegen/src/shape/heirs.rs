//! Inheritance by `allOf`: a schema with a discriminator and no union of its own stands for any of the schemas that
//! extend it.

use super::Shaper;
use super::{Shape, Shaped};
use crate::resolve::{Description, Schema, SchemaId, TypeSet};
use indexmap::IndexSet;
use std::collections::{HashMap, HashSet};

/// How many schemas may extend each other in a row.
const LONGEST_LINE: usize = 50;

/// The schemas that extend others, found once for the whole description.
#[derive(Debug, Default)]
pub(super) struct Heirs {
    by_base: HashMap<SchemaId, IndexSet<SchemaId>>,
    /// By base, the schema of values that are the base itself and nothing that extends it.
    themselves: HashMap<SchemaId, SchemaId>,
    /// The same schemas.
    made: HashSet<SchemaId>,
}

impl Heirs {
    /// Looks at every component.
    pub(super) fn find(description: &Description) -> Self {
        let schemas = &description.schemas;
        let mut by_base: HashMap<SchemaId, IndexSet<SchemaId>> = HashMap::new();
        if !schemas.iter().any(is_base) {
            return Self::default();
        }
        for (_, component) in &description.components {
            let mut bases = IndexSet::new();
            ancestors(schemas, *component, LONGEST_LINE, &mut bases);
            for base in bases.into_iter().filter(|base| base != component && is_base(&schemas[base.0])) {
                by_base.entry(base).or_default().insert(*component);
            }
        }
        Self { by_base, ..Self::default() }
    }

    /// The schema of values that are a base itself, as far as one was made.
    pub(super) fn itself(&self, base: SchemaId) -> Option<SchemaId> {
        self.themselves.get(&base).copied()
    }

    /// Whether a schema was made for the values that are a base itself.
    pub(super) fn is_base_itself(&self, id: SchemaId) -> bool {
        self.made.contains(&id)
    }

    /// The schemas that were made for the values that are a base itself.
    pub(super) fn into_themselves(self) -> HashSet<SchemaId> {
        self.made
    }

    /// The schemas that extend a base, in the order of the description.
    pub(super) fn of(&self, base: SchemaId) -> Vec<SchemaId> {
        self.by_base.get(&base).map(|heirs| heirs.iter().copied().collect()).unwrap_or_default()
    }

    /// Whether a schema extends a base.
    pub(super) fn extends(&self, schema: SchemaId, base: SchemaId) -> bool {
        self.by_base.get(&base).is_some_and(|heirs| heirs.contains(&schema))
    }
}

/// OpenAPI 3.1, 4.8.25: a discriminator in a schema without `oneOf` and `anyOf` tells apart what extends it.
fn is_base(schema: &Schema) -> bool {
    schema.discriminator.is_some() && schema.one_of.is_empty() && schema.any_of.is_empty()
}

/// What a schema extends by `allOf`, directly or by way of others.
fn ancestors(schemas: &[Schema], id: SchemaId, left: usize, found: &mut IndexSet<SchemaId>) {
    if left == 0 {
        return;
    }
    for part in &schemas[id.0].all_of {
        let mut part = *part;
        for _ in 0..LONGEST_LINE {
            if found.insert(part) {
                ancestors(schemas, part, left - 1, found);
            }
            match schemas[part.0].reference {
                Some(next) => part = next,
                None => break,
            }
        }
    }
}

impl Shaper {
    /// A base stands for what extends it, and for itself: for values that are no more than it describes, and for those of
    /// kinds that the description does not have yet, so that what all kinds have in common can be read.
    pub(super) fn union_with_heirs(&mut self, id: SchemaId, schema: &Schema, mut variants: Vec<SchemaId>) -> Shaped {
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

    /// The schema of values that are a base itself. It declares the discriminator, also where the base forgets to.
    fn base_itself(&mut self, id: SchemaId, schema: &Schema) -> SchemaId {
        if let Some(known) = self.heirs.itself(id) {
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
        self.heirs.themselves.insert(id, own);
        self.heirs.made.insert(own);
        own
    }

    /// Whether a schema, or one that it is made of, declares a property.
    fn declares(&self, id: SchemaId, property: &str) -> bool {
        let mut found = IndexSet::from([id]);
        ancestors(&self.schemas, id, LONGEST_LINE, &mut found);
        found.iter().any(|each| self.schema(*each).properties.contains_key(property))
    }

    /// The schemas that the schema stands for. Those that extend one which is a base itself are behind that one, unless the
    /// mapping names them.
    pub(super) fn heirs_of(&self, id: SchemaId) -> Vec<SchemaId> {
        let schema = self.schema(id);
        let Some(discriminator) = schema.discriminator.as_ref().filter(|_| is_base(schema)) else { return Vec::new() };
        let heirs = self.heirs.of(id);
        let behind: HashSet<SchemaId> = heirs.iter().flat_map(|heir| self.heirs.of(*heir)).collect();
        let mapped =
            discriminator.mapping.iter().flat_map(|(_, target)| [Some(*target), self.schema(*target).reference]);
        let mapped: HashSet<SchemaId> = mapped.flatten().collect();
        heirs.into_iter().filter(|heir| !behind.contains(heir) || mapped.contains(heir)).collect()
    }

    /// Whether a schema is made of another by `allOf`.
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
