//! Inheritance by `allOf`: a schema with a discriminator and no union of its own stands for any of the schemas that
//! extend it.

use super::Shaper;
use crate::resolve::{Description, Schema, SchemaId};
use std::collections::HashMap;

/// How many schemas may extend each other in a row.
const LONGEST_LINE: usize = 50;

/// The schemas that extend others, found once for the whole description.
#[derive(Debug, Default)]
pub(super) struct Heirs {
    by_base: HashMap<SchemaId, Vec<SchemaId>>,
}

impl Heirs {
    /// Looks at every component.
    pub(super) fn find(description: &Description) -> Self {
        let schemas = &description.schemas;
        let mut by_base: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
        if !schemas.iter().any(is_base) {
            return Self::default();
        }
        for (_, component) in &description.components {
            let mut bases = Vec::new();
            ancestors(schemas, *component, LONGEST_LINE, &mut bases);
            for base in bases.into_iter().filter(|base| base != component && is_base(&schemas[base.0])) {
                let heirs = by_base.entry(base).or_default();
                if !heirs.contains(component) {
                    heirs.push(*component);
                }
            }
        }
        Self { by_base }
    }

    /// The schemas that extend a base, in the order of the description.
    pub(super) fn of(&self, base: SchemaId) -> &[SchemaId] {
        self.by_base.get(&base).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a schema extends a base.
    pub(super) fn extends(&self, schema: SchemaId, base: SchemaId) -> bool {
        self.of(base).contains(&schema)
    }
}

/// OpenAPI 3.1, 4.8.25: a discriminator in a schema without `oneOf` and `anyOf` tells apart what extends it.
fn is_base(schema: &Schema) -> bool {
    schema.discriminator.is_some() && schema.one_of.is_empty() && schema.any_of.is_empty()
}

/// What a schema extends by `allOf`, directly or by way of others.
fn ancestors(schemas: &[Schema], id: SchemaId, left: usize, found: &mut Vec<SchemaId>) {
    if left == 0 {
        return;
    }
    for part in &schemas[id.0].all_of {
        let mut part = *part;
        for _ in 0..LONGEST_LINE {
            if !found.contains(&part) {
                found.push(part);
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
    /// The schemas that the schema stands for.
    pub(super) fn heirs_of(&self, id: SchemaId) -> Vec<SchemaId> {
        if is_base(self.schema(id)) { self.heirs.of(id).to_vec() } else { Vec::new() }
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
        let mut found = Vec::new();
        ancestors(&self.schemas, id, LONGEST_LINE, &mut found);
        found.iter().any(|each| self.schema(*each).pointer == *other)
    }
}
