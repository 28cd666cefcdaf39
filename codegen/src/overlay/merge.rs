//! Merges values by the rules of overlays: members recursively, elements appended, primitive values replaced.

use super::cost::Budget;
use super::editor::{Editor, is_inexact};
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use crate::source::{Provenance, Written};
use crate::text::kind;
use serde_json::Value;
use std::collections::HashSet;

/// A value to merge, and where it was written.
pub(super) struct Addition<'v> {
    pub(super) value: &'v Value,
    pub(super) written: Written,
}

/// Merges a value into the values at some places. A problem is reported once for each place in the overlay.
pub(super) fn merge_all(editor: &mut Editor, places: &[Pointer], addition: &Addition<'_>) {
    let Editor { root, provenance, budget, .. } = editor;
    let mut merge = Merge {
        provenance,
        budget,
        changed: false,
        exhausted: false,
        reported: HashSet::new(),
        found: Diagnostics::new(),
    };
    for place in places {
        let Some(into) = root.pointer_mut(&place.text()) else { continue };
        merge.whole(into, place, addition);
        if merge.exhausted {
            break;
        }
    }
    let (changed, exhausted, found) = (merge.changed, merge.exhausted, merge.found);
    editor.changed |= changed;
    editor.exhausted |= exhausted;
    if exhausted {
        let message = "the overlay adds or compares more values than are supported, or nests them too deeply";
        editor.report(Diagnostic::new(Code::TooLarge, &addition.written.place(), message));
    }
    found.iter().cloned().for_each(|each| editor.report(each));
}

struct Merge<'e> {
    provenance: &'e mut Provenance,
    budget: &'e mut Budget,
    changed: bool,
    exhausted: bool,
    reported: HashSet<Pointer>,
    found: Diagnostics,
}

impl Merge<'_> {
    /// Merges into a value that the target selects. Unlike in inner arrays, a value that is not an array is appended as an element.
    fn whole(&mut self, into: &mut Value, at: &Pointer, addition: &Addition<'_>) {
        match (into, addition.value) {
            (Value::Array(elements), value) if !value.is_array() => {
                self.push(elements, at, value, addition.written.clone())
            }
            (into, value) => self.value(into, at, value, &addition.written),
        }
    }

    /// The recursion is as deep as the nesting of documents, which is bounded.
    fn value(&mut self, into: &mut Value, at: &Pointer, value: &Value, written: &Written) {
        if self.exhausted || self.budget.visit(1).is_none() {
            self.exhausted = true;
            return;
        }
        match (into, value) {
            (Value::Object(members), Value::Object(added)) => {
                for (key, value) in added {
                    let (place, written) = (at.join(key), written.child(key));
                    match members.get_mut(key) {
                        Some(into) => self.value(into, &place, value, &written),
                        None => {
                            if !self.room(value, &place) {
                                return;
                            }
                            members.insert(key.clone(), value.clone());
                            self.provenance.put(&place, written);
                            self.changed = true;
                        }
                    }
                }
            }
            (Value::Array(elements), Value::Array(added)) => {
                for (index, value) in added.iter().enumerate() {
                    self.push(elements, at, value, written.child(&index.to_string()));
                }
            }
            (into @ (Value::Object(_) | Value::Array(_)), Value::Null) => {
                let message = format!("null cannot replace {at}, which is {}; it stays as it is", kind(into));
                self.report_once(written, |place| Diagnostic::new(Code::Tolerated, place, message));
            }
            (into, value) if is_primitive(into) && is_primitive(value) || is_type(at, into, value) => {
                if into != value || is_inexact(value) {
                    into.clone_from(value);
                    self.provenance.put(at, written.clone());
                    self.changed = true;
                }
            }
            (into, value) => {
                let message = format!("{} cannot be merged into {at}, which is {}", kind(value), kind(into));
                self.report_once(written, |place| {
                    let expected =
                        format!("{}; to replace it, remove it with an action of its own before this one", kind(into));
                    Diagnostic::new(Code::Overlay, place, message).expected(expected)
                });
            }
        }
    }

    fn push(&mut self, elements: &mut Vec<Value>, at: &Pointer, value: &Value, written: Written) {
        let place = at.join(elements.len());
        if self.room(value, &place) {
            elements.push(value.clone());
            self.provenance.put(&place, written);
            self.changed = true;
        }
    }

    fn room(&mut self, value: &Value, place: &Pointer) -> bool {
        self.exhausted |= self.budget.add(value, place.segments().count()).is_none();
        !self.exhausted
    }

    fn report_once(&mut self, written: &Written, diagnostic: impl FnOnce(&Pointer) -> Diagnostic) {
        let place = written.place();
        if self.reported.insert(place.clone()) {
            self.found.push(diagnostic(&place));
        }
    }
}

fn is_primitive(value: &Value) -> bool {
    !matches!(value, Value::Object(_) | Value::Array(_))
}

/// The types of a schema are a string or a list of strings, so one replaces the other.
fn is_type(at: &Pointer, into: &Value, value: &Value) -> bool {
    let of_types = |value: &Value| match value {
        Value::String(_) => true,
        Value::Array(types) => types.iter().all(Value::is_string),
        _ => false,
    };
    at.last().is_some_and(|last| last == "type")
        && of_types(into)
        && of_types(value)
        && into.is_array() != value.is_array()
}
