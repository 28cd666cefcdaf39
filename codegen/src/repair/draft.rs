//! The documents of a description while they are mended, with the reason for each edit.

use crate::diag::Pointer;
use crate::dialect::Version;
use crate::source::Documents;
use crate::verify::Places;
use indexmap::IndexMap;
use serde_json::{Map, Value};

/// Documents that are being mended.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) documents: Documents,
    pub(super) version: Version,
    /// The edited members of objects, in order, each with its reasons.
    pub(super) edits: IndexMap<Pointer, Vec<String>>,
}

impl Draft {
    pub(super) fn of(documents: &Documents) -> Self {
        let version = Version::of(documents.main()).unwrap_or(Version::V31);
        Self { documents: documents.clone(), version, edits: IndexMap::new() }
    }

    pub(super) fn places(&self) -> Places<'_> {
        Places { documents: &self.documents }
    }

    pub(super) fn at(&self, place: &Pointer) -> Option<&Value> {
        self.documents.at(place)
    }

    /// The object at a place.
    pub(super) fn members(&self, place: &Pointer) -> Option<&Map<String, Value>> {
        self.at(place)?.as_object()
    }

    /// A member of the object at a place.
    pub(super) fn get(&self, place: &Pointer, key: &str) -> Option<&Value> {
        self.members(place)?.get(key)
    }

    /// Sets a member of the object at a place. Returns whether that changes anything.
    pub(super) fn set(&mut self, place: &Pointer, key: &str, value: Value, why: &str) -> bool {
        let Some(Value::Object(members)) = self.documents.at_mut(place) else { return false };
        if members.get(key) == Some(&value) {
            return false;
        }
        members.insert(key.to_owned(), value);
        self.note(place.join(key), why);
        true
    }

    /// Removes a member of the object at a place. Returns whether it was there.
    pub(super) fn remove(&mut self, place: &Pointer, key: &str, why: &str) -> bool {
        let Some(Value::Object(members)) = self.documents.at_mut(place) else { return false };
        if members.shift_remove(key).is_none() {
            return false;
        }
        self.note(place.join(key), why);
        true
    }

    /// Appends elements to the array under a key, which is made if it is missing. Returns whether that changes anything.
    pub(super) fn append(&mut self, place: &Pointer, key: &str, added: Vec<Value>, why: &str) -> bool {
        let mut elements = match self.get(place, key) {
            None => Vec::new(),
            Some(Value::Array(elements)) => elements.clone(),
            Some(_) => return false,
        };
        elements.extend(added);
        self.set(place, key, elements.into(), why)
    }

    fn note(&mut self, place: Pointer, why: &str) {
        let reasons = self.edits.entry(place).or_default();
        if !reasons.iter().any(|each| each == why) {
            reasons.push(why.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_version_is_that_of_the_description_also_as_a_number() {
        let version = |document: Value| Draft::of(&document.into()).version;
        for written in [json!("3.0.3"), json!("3.0"), json!(3.0)] {
            assert_eq!(version(json!({"openapi": written})), Version::V30, "{written}");
        }
        assert_eq!(version(json!({"openapi": "3.1.0"})), Version::V31);
        assert_eq!(version(json!({"swagger": "2.0"})), Version::V20);
    }
}
