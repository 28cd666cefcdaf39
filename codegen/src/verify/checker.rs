//! The state that all checks share: the path to the current value, and the deviations so far.

use super::model::{Base, Found, Kind, Masked, Remedy, Site, SiteStep};
use super::places::Places;
use super::redact::hides;
use crate::api::{Api, Parameter, Place, Type, TypeId, Use};
use crate::diag::Pointer;
use crate::text::dotted;
use serde_json::Value;
use std::collections::HashSet;

/// The maximum number of steps per message. Nested unions multiply steps.
const MAX_STEPS: usize = 2_000_000;
/// The maximum number of deviations per message.
const MAX_FOUND: usize = 1_000;
/// The maximum depth of a value, which parsing limits as well.
pub(super) const MAX_DEPTH: usize = 200;

/// Checks values against the types of an API.
pub(super) struct Checker<'a> {
    pub(super) api: &'a Api,
    pub(super) places: &'a Places<'a>,
    pub(super) way: Use,
    pub(super) found: Vec<Found>,
    pub(super) paths: Paths,
    /// The types of the values that were checked.
    pub(super) seen: HashSet<TypeId>,
    steps: usize,
}

/// What paths say about elements and keys that are data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paths {
    /// Nothing, so that paths to values of one schema are equal.
    Alike,
    /// Which they are.
    Exact,
}

/// One step on the path to a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'s> {
    Root(&'s Pointer),
    /// The schema of a parameter.
    Parameter(&'s Pointer, &'s Parameter),
    /// The schema of a header with a name.
    Header(&'s Pointer, &'s str),
    /// Enters a named type.
    Type(TypeId),
    Property(&'s str),
    Key(&'s str),
    Item(usize),
    Position(usize),
    Embedded,
    /// Enters a variant without a name.
    Variant,
}

/// The path to a value, from the inside out.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'s> {
    around: Option<&'s At<'s>>,
    step: Step<'s>,
    depth: usize,
}

impl<'s> At<'s> {
    pub(super) fn root(pointer: &'s Pointer) -> Self {
        Self { around: None, step: Step::Root(pointer), depth: 0 }
    }

    /// The value of a parameter, with the place of its schema.
    pub(super) fn parameter(pointer: &'s Pointer, parameter: &'s Parameter) -> Self {
        Self { around: None, step: Step::Parameter(pointer, parameter), depth: 0 }
    }

    /// The value of a header, with the place of its schema.
    pub(super) fn header(pointer: &'s Pointer, name: &'s str) -> Self {
        Self { around: None, step: Step::Header(pointer, name), depth: 0 }
    }

    pub(super) fn to(&'s self, step: Step<'s>) -> Self {
        Self { around: Some(self), step, depth: self.depth + 1 }
    }

    pub(super) fn is_deep(&self) -> bool {
        self.depth > 3 * MAX_DEPTH
    }

    fn inwards(&self) -> Vec<Step<'s>> {
        let mut steps: Vec<Step<'s>> = std::iter::successors(Some(self), |at| at.around).map(|at| at.step).collect();
        steps.reverse();
        steps
    }

    /// Returns the place of the schema of the value, and whether the path leads into a variant without a name.
    pub(super) fn site(&self) -> (Site, bool) {
        let mut site = Site { base: Base::Place(Pointer::root()), steps: Vec::new() };
        let mut vague = false;
        for step in self.inwards() {
            match step {
                Step::Root(pointer) | Step::Parameter(pointer, _) | Step::Header(pointer, _) => {
                    site.base = Base::Place(pointer.clone())
                }
                Step::Type(id) => {
                    site = Site { base: Base::Type(id), steps: Vec::new() };
                    vague = false;
                }
                Step::Variant => vague = true,
                _ if vague => {}
                Step::Property(name) => site.steps.push(SiteStep::Property(name.to_owned())),
                Step::Key(_) => site.steps.push(SiteStep::Values),
                Step::Item(_) => site.steps.push(SiteStep::Items),
                Step::Position(index) => site.steps.push(SiteStep::Position(index)),
                Step::Embedded => site.steps.push(SiteStep::Embedded),
            }
        }
        (site, vague)
    }

    /// Returns the path in the message: `$.items[].price`, or `query.limit` for a parameter. Without exact paths, keys that are data are left out.
    pub(super) fn path(&self, paths: Paths) -> String {
        self.inwards().into_iter().fold("$".to_owned(), |path, step| match step {
            Step::Property(name) => path + &dotted(name),
            Step::Key(name) if paths == Paths::Exact => path + &dotted(name),
            Step::Item(index) if paths == Paths::Exact => path + &format!("[{index}]"),
            Step::Key(_) => path + "{}",
            Step::Item(_) => path + "[]",
            Step::Position(index) => path + &format!("[{index}]"),
            Step::Embedded => path + "<json>",
            Step::Parameter(_, parameter) => parameter.place.word().to_owned() + &dotted(&parameter.name),
            Step::Header(_, name) => "header".to_owned() + &dotted(name),
            Step::Root(_) | Step::Type(_) | Step::Variant => path,
        })
    }

    /// Whether a name on the path marks everything below it as secret.
    fn is_secret(&self, value: &Value) -> bool {
        self.inwards().iter().any(|step| match step {
            Step::Property(name) | Step::Key(name) | Step::Header(_, name) => hides(name, value),
            // Most cookies are credentials.
            Step::Parameter(_, parameter) => parameter.place == Place::Cookie || hides(&parameter.name, value),
            _ => false,
        })
    }
}

impl<'a> Checker<'a> {
    pub(super) fn new(api: &'a Api, places: &'a Places<'a>, way: Use) -> Self {
        Self { api, places, way, found: Vec::new(), paths: Paths::Alike, seen: HashSet::new(), steps: MAX_STEPS }
    }

    /// Counts a step. Returns `false` after too many.
    pub(super) fn step(&mut self) -> bool {
        self.steps = self.steps.saturating_sub(1);
        self.steps > 0 && self.found.len() < MAX_FOUND
    }

    /// Notes a deviation of a value.
    pub(super) fn deviates(&mut self, kind: Kind, of: &Type, value: &Value, at: &At<'_>, expected: String) {
        let masked = matches!(of, Type::Secret) || at.is_secret(value);
        self.note(kind, at, None, expected, Some((value, masked)));
    }

    /// Notes a deviation of a property that is missing or not declared.
    pub(super) fn names(&mut self, kind: Kind, name: &str, value: Option<&Value>, at: &At<'_>, expected: String) {
        let value = value.map(|value| (value, at.is_secret(value) || hides(name, value)));
        self.note(kind, at, Some(name.to_owned()), expected, value);
    }

    fn note(&mut self, kind: Kind, at: &At<'_>, name: Option<String>, expected: String, value: Option<(&Value, bool)>) {
        let (site, is_vague) = at.site();
        let (kind, name) = if is_vague { (Kind::UnmatchedUnion, None) } else { (kind, name) };
        let path = match (&name, kind) {
            (Some(name), Kind::UndeclaredProperty | Kind::MissingRequired) => at.path(self.paths) + &dotted(name),
            _ => at.path(self.paths),
        };
        self.found.push(Found {
            kind,
            site,
            path,
            name,
            expected,
            found: value.map_or("nothing", |(value, _)| described(value)).to_owned(),
            value: value.map(|(value, _)| value.clone()),
            secrecy: if value.is_some_and(|(_, masked)| masked) { Masked::Yes } else { Masked::No },
            schema: None,
            evidence: None,
            remedy: Remedy::Schema,
        });
    }
}

/// Returns the JSON type of a value, with its article. Distinguishes integers from other numbers.
pub(super) fn described(value: &Value) -> &'static str {
    match value {
        Value::Number(number) if number.as_f64().is_some_and(|number| number.fract() != 0.0) => "a number",
        Value::Number(_) => "an integer",
        other => crate::text::kind(other),
    }
}
