//! The state of the phase.

use super::inheritance::Subtypes;
use super::model::Shaped;
use crate::diag::{Diagnostics, Pointer};
use crate::resolve::{Schema, SchemaId};
use std::collections::{HashMap, HashSet};

/// Computes shapes on demand.
pub(super) struct Shaper {
    pub(super) schemas: Vec<Schema>,
    pub(super) shapes: Vec<State>,
    pub(super) subtypes: Subtypes,
    /// The limit for all schemas, created ones included.
    pub(super) most: usize,
    /// The current depth of nested classification.
    pub(super) nested: usize,
    /// Schemas whose references do not end in a cycle.
    pub(super) straight: HashSet<SchemaId>,
    /// Schemas whose references end in a cycle.
    pub(super) circular: HashSet<SchemaId>,
    /// The targets of aliases, with those between skipped.
    pub(super) ends: HashMap<SchemaId, SchemaId>,
    /// The schemas behind aliases with known targets, and whether they or an alias on the way are nullable.
    pub(super) behind_aliases: HashMap<SchemaId, (SchemaId, bool)>,
    /// Schemas created for two that must both hold.
    pub(super) pairs: HashMap<(SchemaId, SchemaId), SchemaId>,
    pub(super) diagnostics: Diagnostics,
}

/// How far the shape of a schema is known.
pub(super) enum State {
    Unknown,
    /// In progress: a schema that needs it again contains itself.
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
    /// Adds a created schema.
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
