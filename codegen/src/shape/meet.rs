//! What is left of two keywords when both must hold.

use crate::resolve::{Additional, Schema, ValueNames};
use serde_json::Value;

/// What a schema lists as its values.
#[derive(Default)]
pub(super) struct Values {
    pub(super) constant: Option<Value>,
    pub(super) listed: Option<Vec<Value>>,
    pub(super) words: Vec<ValueNames>,
}

impl Values {
    pub(super) fn of(schema: &Schema) -> Self {
        Self { constant: schema.constant.clone(), listed: schema.values.clone(), words: schema.value_names.clone() }
    }
}

pub(super) fn first<T>(left: Vec<T>, right: Vec<T>) -> Vec<T> {
    if left.is_empty() { right } else { left }
}

pub(super) fn meet_boolean(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        // `true` beside anything adds nothing.
        _ => None,
    }
}

/// `additionalProperties: false` in one part of an allOf speaks of the properties of that part alone; by the letter it
/// would forbid those of the other parts, which is never what is meant.
pub(super) fn meet_additional(left: Additional, right: Additional) -> Additional {
    match (left, right) {
        (Additional::Typed(inner), _) | (_, Additional::Typed(inner)) => Additional::Typed(inner),
        (Additional::Allowed, _) | (_, Additional::Allowed) => Additional::Allowed,
        (Additional::Forbidden, _) | (_, Additional::Forbidden) => Additional::Forbidden,
        (Additional::Unsaid, Additional::Unsaid) => Additional::Unsaid,
    }
}
