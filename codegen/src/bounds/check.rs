//! Checks whole values.

use super::model::Excess;
use super::patterns::Patterns;
use super::walk::Walk;
use crate::diag::Pointer;
use crate::sample::Document;
use serde_json::Value;

/// Checks values of one description.
#[derive(Debug, Default)]
pub struct Bounds {
    patterns: Patterns,
}

impl Bounds {
    /// What of a value is out of bounds. `place` is that of its schema, as the description is written, and `name` that of the value, if it
    /// has one.
    pub fn check(&self, document: &Document, place: &Pointer, name: &str, value: &Value) -> Vec<Excess> {
        let place = document.current(place);
        let Some(schema) = document.here(&place) else { return Vec::new() };
        let mut walk = Walk::new(&self.patterns, document);
        walk.root(schema, &place, name, value);
        walk.found
    }
}
