//! Checks single messages, for a server that answers each.

use super::declared::is_declared;
use super::exchange::{self, Holder};
use super::model::{Exchange, Found, Kind, Masked, ReadValue};
use super::places::Places;
use super::redact::redacted;
use super::route::PathValues;
use crate::api::{Api, Operation};
use crate::diag::Pointer;
use crate::source::Documents;
use serde_json::Value;

/// Checks messages against an API.
pub struct Single<'a> {
    api: &'a Api,
    places: Places<'a>,
}

/// A deviation in a message.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The part of the message.
    pub holder: Holder,
    /// The kind.
    pub kind: Kind,
    /// The path in the body, such as `$.items[].price`; `$` if the whole is meant.
    pub path: String,
    /// The name of what is missing or not declared.
    pub name: Option<String>,
    /// The expectation of the description.
    pub expected: String,
    /// What is there, redacted.
    pub found: String,
    /// The place in the description.
    pub pointer: Pointer,
    /// Whether JSON Schema allows it, although the description does not mention it.
    pub is_allowed: bool,
}

/// A part of a request.
#[derive(Clone, Debug)]
pub struct ReadPart {
    /// The part.
    pub holder: Holder,
    /// Its deviations.
    pub problems: Vec<Problem>,
    /// The values that were read.
    pub values: Vec<ReadValue>,
}

/// What is there, with the value itself if it is a scalar, redacted.
pub(crate) fn described(found: String, value: Option<&Value>, secrecy: Masked) -> String {
    match value.map(|value| redacted(value, secrecy)) {
        Some(value @ (Value::String(_) | Value::Number(_) | Value::Bool(_))) => format!("{found}, {value}"),
        _ => found,
    }
}

impl<'a> Single<'a> {
    /// Checks messages against an API and the documents that it is from.
    pub fn new(api: &'a Api, documents: &'a Documents) -> Self {
        Self { api, places: Places { documents } }
    }

    /// Reads and checks a request, part by part. `path` has the values of the placeholders of its path.
    pub fn request(&self, operation: &Operation, exchange: &Exchange, path: &PathValues) -> Vec<ReadPart> {
        let parts = exchange::request(self.api, &self.places, operation, exchange, path.raw.clone()).into_iter();
        let part = |part: exchange::Read| {
            let wrong = part.found.into_iter().filter(|found| !is_declared(&self.places, found));
            let problems = wrong.map(|found| self.problem(part.holder.clone(), found)).collect();
            ReadPart { problems, values: part.values, holder: part.holder }
        };
        parts.map(part).collect()
    }

    /// The deviations of a response.
    pub fn response(&self, operation: &Operation, exchange: &Exchange) -> Vec<Problem> {
        let checked = exchange::response(self.api, &self.places, operation, exchange);
        let wrong = checked.found.into_iter().filter(|found| !is_declared(&self.places, found));
        wrong.map(|found| self.problem(Holder::Body, found)).collect()
    }

    fn problem(&self, holder: Holder, found: Found) -> Problem {
        let (pointer, _) = self.places.of(&found.site, self.api);
        let is_closed = |facet: &Pointer| {
            let says =
                |key: &str| self.places.at(facet).and_then(|schema| schema.get(key)) == Some(&Value::Bool(false));
            says("additionalProperties") || says("unevaluatedProperties")
        };
        let is_allowed = match found.kind {
            Kind::UndeclaredProperty => !self.places.facets(&pointer).iter().any(is_closed),
            kind => kind == Kind::UndeclaredParameter,
        };
        Problem {
            holder,
            kind: found.kind,
            found: described(found.found, found.value.as_ref(), found.secrecy),
            path: found.path,
            name: found.name,
            expected: found.expected,
            pointer,
            is_allowed,
        }
    }
}
