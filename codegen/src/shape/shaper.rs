//! What is known while shapes are found.

use super::inheritance::Subtypes;
use super::model::Shaped;
use crate::diag::{Diagnostics, Pointer};
use crate::resolve::{Schema, SchemaId};
use std::collections::{HashMap, HashSet};

/// Finds shapes on demand.
pub(super) struct Shaper {
    pub(super) schemas: Vec<Schema>,
    pub(super) shapes: Vec<State>,
    pub(super) subtypes: Subtypes,
    /// How many schemas there may be, those included that are made of others.
    pub(super) most: usize,
    /// How often classifying has begun inside of itself.
    pub(super) nested: usize,
    /// Schemas from which references lead to something else.
    pub(super) straight: HashSet<SchemaId>,
    /// Schemas from which references lead into a circle.
    pub(super) circular: HashSet<SchemaId>,
    /// Where aliases lead, those between left out.
    pub(super) ends: HashMap<SchemaId, SchemaId>,
    /// What is behind aliases whose ends are known, and whether it or one of them is nullable.
    pub(super) behind_aliases: HashMap<SchemaId, (SchemaId, bool)>,
    /// Schemas made for two that must both hold.
    pub(super) pairs: HashMap<(SchemaId, SchemaId), SchemaId>,
    pub(super) diagnostics: Diagnostics,
}

/// How far a schema's shape is known.
pub(super) enum State {
    Unknown,
    /// Being computed: to ask for it again means that the schema is made of itself.
    InProgress,
    Done(Shaped),
}

impl State {
    pub(super) fn done(self) -> Option<Shaped> {
        match self {
            Self::Done(shaped) => Some(shaped),
            Self::Unknown | Self::InProgress => None,
        }
    }
}

impl Shaper {
    /// Adds a schema that the description does not have in this form.
    pub(super) fn add(&mut self, schema: Schema) -> SchemaId {
        self.schemas.push(schema);
        self.shapes.push(State::Unknown);
        SchemaId(self.schemas.len() - 1)
    }

    pub(super) fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0]
    }

    pub(super) fn report(&mut self, code: crate::diag::Code, pointer: &Pointer, message: String) {
        self.diagnostics.push(crate::diag::Diagnostic::new(code, pointer, message));
    }
}
