//! One side of an exchange, with what is found in it.

use super::checker::{At, Checker, Paths};
use super::model::{Base, Body, Found, Kind, Masked, Message, Part, ReadValue, Remedy, Site};
use super::places::Places;
use super::wire::Decoder;
use crate::api::{Api, Operation, Type, TypeId, Use};
use crate::diag::Pointer;
use serde_json::Value;
use std::collections::HashSet;

/// The findings in one message.
pub(super) struct Checked {
    pub(super) part: Part,
    pub(super) found: Vec<Found>,
    pub(super) types: HashSet<TypeId>,
    pub(super) places: Vec<Pointer>,
}

/// Whether a value in braces is the placeholder of a mapping, which matches any value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placeholders {
    Match,
    AreValues,
}

/// Whether a recorded value is a placeholder, such as `{id}`, and not a JSON object.
pub(crate) fn is_placeholder(value: &str) -> bool {
    let inside = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inside.is_some_and(|name| !name.is_empty() && !name.contains(['"', '{', '}']))
}

/// A request or a response of an operation.
pub(super) struct Side<'a> {
    pub(super) checker: Checker<'a>,
    pub(super) decoder: Decoder<'a>,
    pub(super) operation: &'a Operation,
    pub(super) places: Vec<Pointer>,
    pub(super) placeholders: Placeholders,
    /// The values that were read, with the places of their schemas, if somebody else checks them, too.
    read: Option<Vec<ReadValue>>,
}

impl<'a> Side<'a> {
    pub(super) fn new(api: &'a Api, places: &'a Places<'a>, operation: &'a Operation, way: Use) -> Self {
        Self {
            checker: Checker::new(api, places, way),
            decoder: Decoder::new(api, places, way),
            operation,
            places: vec![operation.pointer.clone()],
            placeholders: Placeholders::Match,
            read: None,
        }
    }

    /// A request that was really made: its values are kept, and braces are values.
    pub(super) fn made(api: &'a Api, places: &'a Places<'a>, operation: &'a Operation) -> Self {
        let mut side = Self::new(api, places, operation, Use::Sent);
        side.checker.paths = Paths::Exact;
        Self { placeholders: Placeholders::AreValues, read: Some(Vec::new()), ..side }
    }

    /// Checks a value that was read, whose schema is at a place.
    pub(super) fn value(&mut self, of: &'a Type, value: &Value, at: &At<'_>, place: &Pointer) {
        self.checker.value(of, value, at);
        self.keep(value, place, None);
    }

    /// Keeps a value that was read, for who checks it, too.
    pub(super) fn keep(&mut self, value: &Value, place: &Pointer, item: Option<usize>) {
        if let Some(read) = &mut self.read {
            read.push(ReadValue { place: place.clone(), value: value.clone(), item });
        }
    }

    /// The values that were read since the last time.
    pub(super) fn taken(&mut self) -> Vec<ReadValue> {
        self.read.as_mut().map(std::mem::take).unwrap_or_default()
    }

    pub(super) fn finish(self, part: Part) -> Checked {
        Checked { part, found: self.checker.found, types: self.checker.seen, places: self.places }
    }

    pub(super) fn note(&mut self, kind: Kind, place: &Pointer, path: &str, name: &str, expected: String, found: &str) {
        self.note_with(kind, place, path, name, (expected, found), None);
    }

    /// Notes a deviation with what a repair has to accept.
    pub(super) fn note_with(
        &mut self,
        kind: Kind,
        place: &Pointer,
        path: &str,
        name: &str,
        (expected, found): (String, &str),
        evidence: Option<&Value>,
    ) {
        self.checker.found.push(Found {
            kind,
            site: Site { base: Base::Place(place.clone()), steps: Vec::new() },
            path: path.to_owned(),
            name: Some(name.to_owned()),
            expected,
            found: found.to_owned(),
            value: None,
            secrecy: Masked::No,
            schema: None,
            evidence: evidence.cloned(),
            remedy: Remedy::Schema,
        });
    }

    /// Notes a text that has to be JSON, but is not.
    pub(super) fn not_json(&mut self, of: &'a Type, text: &str, at: &At<'_>) {
        let expected = self.checker.described(of);
        self.checker.deviates(Kind::WrongType, of, &text.into(), at, format!("JSON: {expected}"));
        self.remedy(Remedy::None);
    }

    /// Sets what can be done about the last deviation.
    pub(super) fn remedy(&mut self, remedy: Remedy) {
        if let Some(found) = self.checker.found.last_mut() {
            found.remedy = remedy;
        }
    }
}

/// What the schema of a body has to accept.
pub(super) fn evidence(message: &Message) -> Option<Value> {
    match &message.body {
        Body::Json(value) => Some(value.clone()),
        Body::Text(text) => Some(text.as_str().into()),
        Body::Parts(_) | Body::Bytes(_) | Body::Absent => None,
    }
}
