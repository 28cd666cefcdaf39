//! A description in its normal form, with references that need no context.

use super::unmade::Unmade;
use crate::diag::{PathStack, Pointer};
use crate::dialect::{self, Normal};
use crate::resolve::Follower;
use crate::source::Documents;
use serde_json::Value;

/// The limit for references in a row.
const LONGEST_CHAIN: usize = 64;

/// A description whose references can be resolved from anywhere: each is the name of its document, `#` and a JSON pointer.
#[derive(Debug)]
pub struct Document {
    normal: Normal,
}

impl Document {
    /// Takes the documents of a description as they are written.
    pub fn new(documents: impl Into<Documents>) -> Self {
        let (mut normal, _) = dialect::normalise(documents);
        let found = absolute(&normal);
        for (place, reference) in found {
            if let Some(value) = normal.documents.at_mut(&place) {
                *value = Value::String(reference);
            }
        }
        Self { normal }
    }

    /// The value at a place, as the description was written.
    pub fn written(&self, place: &Pointer) -> Option<&Value> {
        self.normal.documents.at(&self.normal.origins.current(place))
    }

    /// The place in the normal form of what was written at a place.
    #[cfg(feature = "cli")]
    pub(crate) fn current(&self, place: &Pointer) -> Pointer {
        self.normal.origins.current(place)
    }

    /// The place where something in the normal form was written.
    #[cfg(feature = "cli")]
    pub(crate) fn original(&self, place: &Pointer) -> Pointer {
        self.normal.origins.original(place)
    }

    /// The value at a place of the normal form.
    #[cfg(feature = "cli")]
    pub(crate) fn here(&self, place: &Pointer) -> Option<&Value> {
        self.normal.documents.at(place)
    }

    /// The target of a reference.
    ///
    /// # Errors
    /// There is none.
    pub fn at(&self, reference: &str) -> Result<&Value, Unmade> {
        let (name, pointer) = reference.split_once('#').ok_or(Unmade::Reference)?;
        self.normal.documents.get(name).and_then(|document| document.pointer(pointer)).ok_or(Unmade::Reference)
    }

    /// Follows references, for everything that is not a schema: nothing beside a reference counts.
    pub fn followed<'d>(&'d self, value: &'d Value) -> &'d Value {
        let mut value = value;
        for _ in 0..LONGEST_CHAIN {
            match value.get("$ref").and_then(Value::as_str).map(|reference| self.at(reference)) {
                Some(Ok(target)) => value = target,
                _ => break,
            }
        }
        value
    }
}

/// The places of references, with what they have to be to need no context.
fn absolute(normal: &Normal) -> Vec<(Pointer, String)> {
    let follower = Follower::new(normal);
    let mut found = Vec::new();
    for (name, document) in normal.documents.iter() {
        visit(document, &PathStack::root(name), &mut |reference, trail| {
            let place = trail.pointer();
            if let Ok(((target, _), _)) = follower.target(&place, reference) {
                let absolute = format!("{}#{}", target.document(), target.text());
                if absolute != reference {
                    found.push((place.join("$ref"), absolute));
                }
            }
        });
    }
    found
}

/// Visits the objects with a reference.
fn visit(value: &Value, trail: &PathStack<'_>, found: &mut dyn FnMut(&str, &PathStack<'_>)) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                found(reference, trail);
            }
            members.iter().for_each(|(key, value)| visit(value, &trail.key(key), found));
        }
        Value::Array(elements) => {
            elements.iter().enumerate().for_each(|(index, value)| visit(value, &trail.index(index), found));
        }
        _ => {}
    }
}
