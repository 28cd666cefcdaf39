//! Inheritance by `allOf`: a schema with a discriminator and without a union of its own represents any of the schemas
//! that extend it.

use crate::resolve::{Description, Schema, SchemaId};
use indexmap::IndexSet;
use std::collections::{HashMap, HashSet};

/// The limit for a chain of schemas that extend each other.
pub(super) const LONGEST_LINE: usize = 50;

/// The subtypes of schemas, found once for the whole description.
#[derive(Debug, Default)]
pub(super) struct Subtypes {
    by_base: HashMap<SchemaId, IndexSet<SchemaId>>,
    /// By base type, the schema of values of the base type itself, not of a subtype.
    pub(super) themselves: HashMap<SchemaId, SchemaId>,
    /// The same schemas.
    pub(super) made: HashSet<SchemaId>,
}

impl Subtypes {
    /// Finds the subtypes of all components.
    pub(super) fn find(description: &Description, schemas: &[Schema]) -> Self {
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

    /// The schema of values of a base type itself, if one was created.
    pub(super) fn itself(&self, base: SchemaId) -> Option<SchemaId> {
        self.themselves.get(&base).copied()
    }

    /// Whether a schema was created for the values of a base type itself.
    pub(super) fn is_base_itself(&self, id: SchemaId) -> bool {
        self.made.contains(&id)
    }

    /// The schemas that were created for the values of a base type itself.
    pub(super) fn into_themselves(self) -> HashSet<SchemaId> {
        self.made
    }

    /// The subtypes of a base type, in the order of the description.
    pub(super) fn of(&self, base: SchemaId) -> Vec<SchemaId> {
        self.by_base.get(&base).map(|subtypes| subtypes.iter().copied().collect()).unwrap_or_default()
    }

    /// Whether a schema extends a base type.
    pub(super) fn extends(&self, schema: SchemaId, base: SchemaId) -> bool {
        self.by_base.get(&base).is_some_and(|subtypes| subtypes.contains(&schema))
    }
}

/// OpenAPI 3.1, 4.8.25: a discriminator in a schema without `oneOf` and `anyOf` tells its subtypes apart.
pub(super) fn is_base(schema: &Schema) -> bool {
    schema.discriminator.is_some() && schema.one_of.is_empty() && schema.any_of.is_empty()
}

/// The schemas that a schema extends by `allOf`, directly or indirectly.
pub(super) fn ancestors(schemas: &[Schema], id: SchemaId, left: usize, found: &mut IndexSet<SchemaId>) {
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
