//! Walks through a value along its schema.

use super::model::Excess;
use super::patterns::Patterns;
use super::schemas::{Schemas, parts};
use super::{keywords, shape};
use crate::api::{Secrecy, secrecy};
use crate::diag::Pointer;
use crate::sample::Document;
use serde_json::{Map, Value};

/// The maximum number of values out of bounds.
const MOST_FOUND: usize = 100;
/// The maximum depth of schemas inside of one another.
const DEEPEST: usize = 300;

/// A walk through one value.
pub(super) struct Walk<'w> {
    patterns: &'w Patterns,
    schemas: Schemas<'w>,
    pub(super) found: Vec<Excess>,
}

/// The path to a value, from the inside out.
#[derive(Clone, Copy)]
struct At<'a> {
    around: Option<&'a At<'a>>,
    step: Step<'a>,
    depth: usize,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    /// The value itself, with its name if it has one.
    Root(&'a str),
    Property(&'a str),
    Item(usize),
    /// Into another schema of the same value.
    Same,
}

impl<'a> At<'a> {
    fn to(&'a self, step: Step<'a>) -> Self {
        Self { around: Some(self), step, depth: self.depth + 1 }
    }

    fn steps(&self) -> Vec<Step<'a>> {
        let mut steps: Vec<Step<'_>> = std::iter::successors(Some(self), |at| at.around).map(|at| at.step).collect();
        steps.reverse();
        steps
    }

    fn path(&self) -> String {
        self.steps().into_iter().fold("$".to_owned(), |path, step| match step {
            Step::Property(name) => path + &crate::text::dotted(name),
            Step::Item(index) => format!("{path}[{index}]"),
            Step::Root(_) | Step::Same => path,
        })
    }

    fn is_secret(&self) -> bool {
        let hides = |step| matches!(step, Step::Root(name) | Step::Property(name) if secrecy(name) != Secrecy::None);
        self.steps().into_iter().any(hides)
    }
}

/// A schema with its place.
#[derive(Clone, Copy)]
struct Held<'s> {
    schema: &'s Map<String, Value>,
    place: &'s Pointer,
}

impl<'w> Walk<'w> {
    pub(super) fn new(patterns: &'w Patterns, document: &'w Document) -> Self {
        Self { patterns, schemas: Schemas::new(document), found: Vec::new() }
    }

    pub(super) fn root(&mut self, schema: &Value, place: &Pointer, name: &str, value: &Value) {
        self.value(schema, place, value, &At { around: None, step: Step::Root(name), depth: 0 });
    }

    fn value(&mut self, schema: &Value, place: &Pointer, value: &Value, at: &At<'_>) {
        let Some(schema) = schema.as_object().filter(|_| at.depth <= DEEPEST) else { return };
        if self.found.len() >= MOST_FOUND || !self.schemas.step() {
            return;
        }
        let held = Held { schema, place };
        if let Some((target, place)) = self.schemas.target(schema) {
            self.value(target, &place, value, &at.to(Step::Same));
        }
        for (index, part) in parts(schema, "allOf") {
            self.value(part, &place.join("allOf").join(index), value, &at.to(Step::Same));
        }
        for keyword in ["oneOf", "anyOf"] {
            self.choice(held, keyword, value, at);
        }
        for (keyword, expected, found) in keywords::out_of_bounds(self.patterns, schema, value) {
            let is_secret = at.is_secret() || schema.get("format").is_some_and(|format| format == "password");
            let place = self.schemas.document.original(&place.join(keyword));
            let excess = Excess { path: at.path(), place, expected, found, value: value.clone(), is_secret };
            // Parts of a schema often repeat a bound.
            if !self.found.iter().any(|each| each.path == excess.path && each.expected == excess.expected) {
                self.found.push(excess);
            }
        }
        match value {
            Value::Array(elements) => self.elements(held, elements, at),
            Value::Object(members) => self.members(held, members, at),
            _ => {}
        }
    }

    /// The branch of a union that a value has the shape of; of several, the one with the fewest values out of bounds. A value without a
    /// branch is for the model to report.
    fn choice(&mut self, held: Held<'_>, keyword: &str, value: &Value, at: &At<'_>) {
        let mut best: Option<Vec<Excess>> = None;
        for (index, branch) in parts(held.schema, keyword) {
            if !shape::fits(&mut self.schemas, branch, value, 0) {
                continue;
            }
            let before = std::mem::take(&mut self.found);
            self.value(branch, &held.place.join(keyword).join(index), value, &at.to(Step::Same));
            let found = std::mem::replace(&mut self.found, before);
            if best.as_ref().is_none_or(|best| found.len() < best.len()) {
                best = Some(found);
            }
        }
        self.found.extend(best.unwrap_or_default());
    }

    fn elements(&mut self, held: Held<'_>, elements: &[Value], at: &At<'_>) {
        let first = held.schema.get("prefixItems").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let (prefix, rest) = (held.place.join("prefixItems"), held.place.join("items"));
        for (index, element) in elements.iter().enumerate() {
            let inside = at.to(Step::Item(index));
            match (first.get(index), held.schema.get("items")) {
                (Some(schema), _) => self.value(schema, &prefix.join(index), element, &inside),
                (None, Some(schema)) => self.value(schema, &rest, element, &inside),
                (None, None) => break,
            }
        }
    }

    fn members(&mut self, held: Held<'_>, members: &Map<String, Value>, at: &At<'_>) {
        let declared = held.schema.get("properties").and_then(Value::as_object);
        let patterns = held.schema.get("patternProperties").and_then(Value::as_object);
        let others = held.schema.get("additionalProperties");
        let place = held.place.join("properties");
        for (name, member) in members {
            let inside = at.to(Step::Property(name));
            let mut is_declared = false;
            if let Some(schema) = declared.and_then(|declared| declared.get(name)) {
                is_declared = true;
                self.value(schema, &place.join(name), member, &inside);
            }
            for (pattern, schema) in patterns.into_iter().flatten() {
                if self.patterns.is_match(pattern, name) == Some(true) {
                    is_declared = true;
                    self.value(schema, &held.place.join("patternProperties").join(pattern), member, &inside);
                }
            }
            if let Some(others) = others.filter(|_| !is_declared) {
                self.value(others, &held.place.join("additionalProperties"), member, &inside);
            }
        }
    }
}
