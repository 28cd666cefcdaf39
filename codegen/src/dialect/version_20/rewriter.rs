//! The state of the conversion of a 2.0 description.

use super::Origins;
use crate::diag::{Diagnostics, Pointer};
use crate::source::Documents;
use serde_json::{Map, Value};

/// How many references in a chain are followed before it counts as a cycle.
pub(super) const LONGEST_CHAIN: usize = 100;

pub(super) struct Rewriter<'d> {
    pub(super) documents: &'d Documents,
    pub(super) origins: &'d mut Origins,
    pub(super) diagnostics: &'d mut Diagnostics,
    /// The shared parameters, as they were written.
    pub(super) shared: Map<String, Value>,
    pub(super) consumes: Vec<String>,
    pub(super) produces: Vec<String>,
    /// The hosts with their schemes, for operations that have schemes of their own.
    pub(super) places: Vec<String>,
}

/// A value with the place where it was written.
pub(super) struct Part {
    pub(super) value: Value,
    pub(super) before: Pointer,
}

/// The media types of one operation.
pub(super) struct Media {
    pub(super) consumes: Vec<String>,
    pub(super) produces: Vec<String>,
}

pub(super) fn member<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}
