//! The schemas of a description, and how many steps may still be taken through them.

use crate::diag::Pointer;
use crate::sample::Document;
use serde_json::{Map, Value};

/// The maximum number of steps for one value: schemas may refer to themselves, and unions multiply steps.
const MOST_STEPS: usize = 200_000;

/// The schemas of a description.
pub(super) struct Schemas<'d> {
    pub(super) document: &'d Document,
    left: usize,
}

impl<'d> Schemas<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self { document, left: MOST_STEPS }
    }

    /// Counts a step; false after too many.
    pub(super) fn step(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }

    /// The target of the reference in a schema, with its place.
    pub(super) fn target(&self, schema: &Map<String, Value>) -> Option<(&'d Value, Pointer)> {
        let reference = schema.get("$ref")?.as_str()?;
        let (name, pointer) = reference.split_once('#')?;
        Some((self.document.at(reference).ok()?, Pointer::in_document(name, pointer)))
    }
}

/// The schemas of a list of them, with their positions.
pub(super) fn parts<'s>(schema: &'s Map<String, Value>, keyword: &str) -> impl Iterator<Item = (usize, &'s Value)> {
    schema.get(keyword).and_then(Value::as_array).into_iter().flatten().enumerate()
}
