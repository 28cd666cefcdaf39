//! Limits the cost of edits, so that no expression and no sequence of copies takes unbounded time or memory.

use super::segments::Shape;
use serde_json::Value;

/// The limit for values that all edits of a document together may add or compare.
const MOST_MERGED: usize = 2_000_000;
/// The limit for values that an expression may visit.
const MOST_VISITED: usize = 100_000_000;
/// The limit for nesting, as for the documents themselves.
const DEEPEST: usize = 127;

/// The remaining budget for the edits of a document.
pub(super) struct Budget {
    merged: usize,
    values: usize,
    depth: usize,
}

impl Budget {
    pub(super) fn for_document(root: &Value) -> Self {
        let (values, depth) = measured(root);
        Self { merged: MOST_MERGED, values, depth }
    }

    /// Spends the values of an addition at a depth; `None` if there are too many, or they are nested too deeply.
    pub(super) fn add(&mut self, value: &Value, depth: usize) -> Option<()> {
        let (values, inner) = measured(value);
        self.visit(values)?;
        self.values += values;
        self.depth = self.depth.max(depth + inner);
        (depth + inner <= DEEPEST).then_some(())
    }

    /// Spends values that are compared.
    pub(super) fn visit(&mut self, values: usize) -> Option<()> {
        self.merged = self.merged.checked_sub(values)?;
        Some(())
    }

    /// Whether an expression of this form may be evaluated, by an upper bound for the values that it visits.
    pub(super) fn allows(&self, shape: &Shape) -> bool {
        if !shape.branches {
            return true;
        }
        let inner = shape.descents.saturating_sub(1);
        let deeper = (0..inner).try_fold(self.values, |cost, _| cost.checked_mul(self.depth.max(1)));
        let nested =
            deeper.and_then(|cost| (0..shape.nested_queries).try_fold(cost, |cost, _| cost.checked_mul(self.values)));
        nested.is_some_and(|cost| cost <= MOST_VISITED)
    }
}

/// The number of values, and their depth.
fn measured(value: &Value) -> (usize, usize) {
    let inside = |values: &mut dyn Iterator<Item = &Value>| {
        values.map(measured).fold((1, 1), |(count, depth), (inner, deep)| (count + inner, depth.max(deep + 1)))
    };
    match value {
        Value::Object(members) => inside(&mut members.values()),
        Value::Array(elements) => inside(&mut elements.iter()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (1, 1),
    }
}
