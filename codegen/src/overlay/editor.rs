//! Changes one document, and tracks where its values were written.

use super::cost::Budget;
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use crate::source::{Provenance, Written};
use serde_json::Value;
use std::collections::HashMap;

/// A document that is being edited.
pub(super) struct Editor {
    pub(super) root: Value,
    /// The place of its root.
    pub(super) whole: Pointer,
    pub(super) provenance: Provenance,
    pub(super) budget: Budget,
    /// Whether the edits exceed their budget.
    pub(super) exhausted: bool,
    /// Whether anything has changed since this was last reset.
    pub(super) changed: bool,
    diagnostics: Diagnostics,
}

/// Values to remove, as the part of the document's tree that contains them.
#[derive(Default)]
struct Removal {
    whole: bool,
    inside: HashMap<String, Removal>,
}

impl Editor {
    pub(super) fn new(name: &str, root: Value, provenance: Provenance) -> Self {
        let (whole, budget) = (Pointer::document_root(name), Budget::for_document(&root));
        Self { root, whole, provenance, budget, exhausted: false, changed: false, diagnostics: Diagnostics::new() }
    }

    pub(super) fn finish(self) -> (Value, Provenance, Diagnostics) {
        (self.root, self.provenance, self.diagnostics)
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports that something cannot be applied.
    pub(super) fn refuse(&mut self, place: &Pointer, message: impl Into<String>, expected: impl Into<String>) {
        self.report(Diagnostic::new(Code::Overlay, place, message).expected(expected));
    }

    /// Whether something inside of a place has been reported.
    pub(super) fn has_reported_inside(&self, place: &Pointer) -> bool {
        self.diagnostics.iter().any(|each| each.pointer.around().any(|around| around == place))
    }

    /// The value at a place of this document.
    pub(super) fn at(&self, place: &Pointer) -> Option<&Value> {
        self.root.pointer(&place.text())
    }

    pub(super) fn at_mut(&mut self, place: &Pointer) -> Option<&mut Value> {
        self.root.pointer_mut(&place.text())
    }

    /// Removes the values at some places, in any order: all indexes are those before the removal.
    pub(super) fn remove(&mut self, places: &[Pointer]) {
        let mut removal = Removal::default();
        for place in places {
            let node = place.segments().fold(&mut removal, |node, segment| node.inside.entry(segment).or_default());
            node.whole = true;
        }
        let whole = self.whole.clone();
        remove_inside(&mut self.root, &whole, &removal, &mut self.provenance);
        self.changed |= !places.is_empty();
    }

    /// Replaces the value at a place, which exists.
    pub(super) fn replace(&mut self, place: &Pointer, value: Value, written: Written) {
        if let Some(found) = self.at_mut(place) {
            let same = *found == value && !is_inexact(&value);
            *found = value;
            self.changed |= !same;
            self.provenance.put(place, written);
        }
    }

    /// Inserts a member into the enclosing object, or an element into the enclosing array. Fails if there is neither.
    pub(super) fn insert(&mut self, place: &Pointer, value: Value, written: Written) -> Result<(), NoRoom> {
        let (Some(around), Some(last)) = (place.parent(), place.last()) else {
            self.replace(&self.whole.clone(), value, written);
            return Ok(());
        };
        match self.at_mut(&around) {
            Some(Value::Object(members)) => {
                let inexact = is_inexact(&value);
                let before = members.insert(last, value);
                let same = !inexact && before.is_some_and(|before| self.at(place) == Some(&before));
                self.changed |= !same;
                self.provenance.put(place, written);
                Ok(())
            }
            Some(Value::Array(elements)) => {
                let count = elements.len();
                let index = super::json_pointer::index(&last, count + 1).ok_or(NoRoom::Index(count))?;
                elements.insert(index, value);
                // The new element has no former index; its record is written right below.
                let kept: Vec<usize> = (0..index).chain([count]).chain(index..count).collect();
                self.provenance.renumber(&around, &kept);
                self.provenance.put(&around.join(index), written);
                self.changed = true;
                Ok(())
            }
            Some(_) | None => Err(NoRoom::Nothing),
        }
    }
}

/// Why a value cannot be inserted.
pub(super) enum NoRoom {
    /// The index is beyond the end of an array of this length.
    Index(usize),
    /// Neither an object nor an array encloses the place.
    Nothing,
}

fn remove_inside(value: &mut Value, place: &Pointer, removal: &Removal, provenance: &mut Provenance) {
    match value {
        Value::Object(members) => {
            members.retain(|key, value| {
                let Some(inside) = removal.inside.get(key) else { return true };
                let place = place.join(key);
                if inside.whole {
                    provenance.forget(&place);
                } else {
                    remove_inside(value, &place, inside, provenance);
                }
                !inside.whole
            });
        }
        Value::Array(elements) => {
            let mut kept = Vec::with_capacity(elements.len());
            for (index, element) in elements.iter_mut().enumerate() {
                match removal.inside.get(&index.to_string()) {
                    Some(inside) if inside.whole => continue,
                    Some(inside) => remove_inside(element, &place.join(index), inside, provenance),
                    None => {}
                }
                kept.push(index);
            }
            if kept.len() < elements.len() {
                let mut index = 0;
                let mut next = kept.iter().peekable();
                elements.retain(|_| {
                    let keep = next.next_if_eq(&&index).is_some();
                    index += 1;
                    keep
                });
                provenance.renumber(place, &kept);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether a number may be the approximation of an integer that does not fit into 64 bits.
pub(super) fn is_inexact(value: &Value) -> bool {
    value.as_number().is_some_and(|number| number.is_f64())
}
