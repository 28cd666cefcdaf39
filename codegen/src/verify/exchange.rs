//! Checks whole exchanges: parameters, bodies, statuses and media types.

use super::checker::{At, Checker, IsOpen};
use super::declared::{is_alike, is_of};
use super::model::{Base, Body, Exchange, Found, Kind, Masked, Message, Part, Remedy, Site};
use super::route::{pairs, query};
use crate::api::{Api, Credential, Framing, Media, Operation, Parameter, Place, Response, Type, TypeId, Use};
use crate::diag::Pointer;
use crate::text::essence;
use serde_json::{Map, Value};
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

/// Whether a recorded value is a placeholder, such as `{id}`.
pub(crate) fn is_placeholder(value: &str) -> bool {
    value.starts_with('{') && value.ends_with('}')
}

/// The part of a request that a deviation is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// The path, the query or the request as a whole.
    Request,
    /// A parameter.
    Parameter(Place, String),
    /// The body.
    Body,
}

/// Checks a request and its response.
pub(super) fn exchange(
    api: &Api,
    is_open: IsOpen<'_>,
    operation: &Operation,
    values: &[(String, String)],
    exchange: &Exchange,
) -> [Checked; 2] {
    let mut sent = Side::new(api, is_open, operation, Use::Sent);
    let queried = query(&exchange.url);
    operation.parameters.iter().for_each(|parameter| sent.parameter(parameter, values, &queried, exchange));
    sent.undeclared(&queried);
    sent.request_body(&exchange.request);
    let mut received = Side::new(api, is_open, operation, Use::Received);
    if let Some(status) = exchange.status {
        received.response(status, exchange);
    }
    [sent.finish(Part::Request), received.finish(Part::Response)]
}

/// Checks a request that was really made, part by part.
pub(super) fn request(
    api: &Api,
    is_open: IsOpen<'_>,
    operation: &Operation,
    values: &[(String, String)],
    exchange: &Exchange,
) -> Vec<(Holder, Found)> {
    let mut side = Side::new(api, is_open, operation, Use::Sent);
    side.placeholders = Placeholders::AreValues;
    let queried = query(&exchange.url);
    let mut all = Vec::new();
    let mut add = |side: &mut Side<'_>, holder: Holder| {
        let found = std::mem::take(&mut side.checker.found);
        all.extend(found.into_iter().map(|found| (holder.clone(), found)));
    };
    for parameter in &operation.parameters {
        side.parameter(parameter, values, &queried, exchange);
        add(&mut side, Holder::Parameter(parameter.place, parameter.name.clone()));
    }
    side.undeclared(&queried);
    add(&mut side, Holder::Request);
    side.request_body(&exchange.request);
    add(&mut side, Holder::Body);
    all
}

struct Side<'a> {
    checker: Checker<'a>,
    operation: &'a Operation,
    places: Vec<Pointer>,
    placeholders: Placeholders,
}

impl<'a> Side<'a> {
    fn new(api: &'a Api, is_open: IsOpen<'a>, operation: &'a Operation, way: Use) -> Self {
        let places = vec![operation.pointer.clone()];
        Self { checker: Checker::new(api, is_open, way), operation, places, placeholders: Placeholders::Match }
    }

    fn finish(self, part: Part) -> Checked {
        Checked { part, found: self.checker.found, types: self.checker.seen, places: self.places }
    }

    fn note(&mut self, kind: Kind, place: &Pointer, path: &str, name: &str, expected: String, found: &str) {
        self.note_with(kind, place, path, name, (expected, found), None);
    }

    /// Notes a deviation with what a repair has to accept.
    fn note_with(
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

    /// Checks a parameter: whether it is there, and each of its values.
    fn parameter(
        &mut self,
        parameter: &'a Parameter,
        values: &[(String, String)],
        queried: &[(String, String)],
        exchange: &Exchange,
    ) {
        let given: Option<Vec<&str>> = match parameter.place {
            Place::Path => Some(of_name(values, &parameter.name, str::eq)),
            Place::Query => Some(of_name(queried, &parameter.name, str::eq)),
            // Cookies are not checked, and a whole query has no names.
            Place::Cookie | Place::QueryString => None,
            Place::Header => {
                exchange.request.headers.as_deref().map(|all| of_name(all, &parameter.name, str::eq_ignore_ascii_case))
            }
        };
        match given {
            Some(given) if given.is_empty() && parameter.required && !has_parts(parameter, queried) => {
                let (place, name) = (parameter.place.word(), &parameter.name);
                let expected = format!("the {place} parameter {name:?}, which is required");
                self.note(Kind::MissingRequired, &parameter.pointer, "request", name, expected, "nothing");
            }
            Some(given) => given.into_iter().for_each(|given| self.given(parameter, given)),
            None => {}
        }
    }

    /// Checks the value of a parameter if it is a single scalar. Others have styles, which servers interpret differently.
    fn given(&mut self, parameter: &'a Parameter, given: &str) {
        if is_placeholder(given) && self.placeholders == Placeholders::Match || parameter.media_type.is_some() {
            return;
        }
        let of = match (&parameter.of, parameter.explode) {
            (Type::List(inner), explode) if parameter.place == Place::Query && explode != Some(false) => inner,
            (of, _) => of,
        };
        if let Some(value) = self.scalar(of, given) {
            self.places.push(parameter.pointer.clone());
            self.checker.value(of, &value, &At::root(&parameter.pointer.join("schema")));
        }
    }

    /// Converts a string to a scalar of a type; `None` if the type is not a scalar.
    fn scalar(&self, of: &Type, given: &str) -> Option<Value> {
        let number = || serde_json::from_str::<Value>(given).ok().filter(Value::is_number);
        Some(match of {
            Type::Integer(_) | Type::Number | Type::Exact => number().unwrap_or_else(|| given.into()),
            Type::Bool => match given {
                "true" | "True" | "TRUE" => true.into(),
                "false" | "False" | "FALSE" => false.into(),
                other => other.into(),
            },
            Type::Named(id) => match &self.checker.api.definition(*id).kind {
                crate::api::Kind::Enum(values) => {
                    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    let same = values.iter().find(|each| plain(&each.value) == given);
                    same.map_or_else(|| given.into(), |each| each.value.clone())
                }
                _ => return None,
            },
            _ => return None,
        })
    }

    fn undeclared(&mut self, queried: &[(String, String)]) {
        let parameters = &self.operation.parameters;
        // The properties of an object are separate parameters.
        let is_open = parameters.iter().any(|parameter| {
            parameter.place == Place::QueryString
                || parameter.place == Place::Query && !matches!(self.plain(&parameter.of), Plain::Scalar)
        });
        let keys = self.checker.api.schemes.iter().filter_map(|scheme| match &scheme.credential {
            Credential::Key(Place::Query, name) => Some(name.as_str()),
            _ => None,
        });
        let keys: HashSet<&str> = keys.collect();
        let place = self.operation.pointer.join("parameters");
        for (name, value) in queried {
            let stem = name.split('[').next().unwrap_or_default();
            let is_known = |parameter: &Parameter| {
                parameter.place == Place::Query
                    && (parameter.name == *name || parameter.name.split('[').next() == Some(stem))
            };
            if !is_open && !keys.contains(name.as_str()) && !parameters.iter().any(is_known) {
                let expected = "one of the declared parameters".to_owned();
                let scalar = serde_json::from_str::<Value>(value).ok();
                let scalar = scalar.filter(|value| value.is_number() || value.is_boolean());
                let value = scalar.unwrap_or_else(|| value.as_str().into());
                let found = (expected, "a query parameter");
                self.note_with(Kind::UndeclaredParameter, &place, "request", name, found, Some(&value));
            }
        }
    }

    fn plain(&self, of: &Type) -> Plain {
        match of {
            Type::Map(_) | Type::Json => Plain::Members,
            Type::Named(id) => match &self.checker.api.definition(*id).kind {
                crate::api::Kind::Enum(_) => Plain::Scalar,
                _ => Plain::Members,
            },
            _ => Plain::Scalar,
        }
    }

    fn request_body(&mut self, message: &Message) {
        let place = self.operation.pointer.join("requestBody");
        let Some(body) = &self.operation.body else {
            let is_json = matches!(message.body, Body::Json(_) | Body::Text(_));
            if is_json && !matches!(self.operation.method.as_str(), "GET" | "HEAD" | "DELETE") {
                let expected = "no body, because none is declared".to_owned();
                let (place, evidence) = (self.operation.pointer.clone(), evidence(message));
                let found = (expected, "a body");
                self.note_with(Kind::UndeclaredMediaType, &place, "request", "a body", found, evidence.as_ref());
            }
            return;
        };
        if message.body == Body::Absent {
            // Without headers, the body may just not have been recorded.
            if body.required && message.headers.is_some() && message.media_type.is_none() {
                let expected = "a body, which is required".to_owned();
                self.note(Kind::MissingRequired, &place, "request", "body", expected, "nothing");
            }
            return;
        }
        let known = message.media_type.as_deref();
        let content = body.content.iter();
        let matching = content.clone().find(|each| known.is_none_or(|known| is_of(known, &each.media_type)));
        let Some(content) = matching else {
            let declared: Vec<&str> = content.map(|each| each.media_type.as_str()).collect();
            let known = essence(known.unwrap_or_default());
            let (place, evidence) = (place.join("content"), evidence(message));
            let found = (declared.join(" or "), known.as_str());
            self.note_with(Kind::UndeclaredMediaType, &place, "request", &known, found, evidence.as_ref());
            return;
        };
        let at = place.join("content").join(&content.media_type).join("schema");
        self.body(&content.of, &content.media_type, &message.body, at);
    }

    fn response(&mut self, status: u16, exchange: &Exchange) {
        let responses = self.operation.pointer.join("responses");
        let code = status.to_string();
        let class = format!("{}XX", status / 100);
        let of = |wanted: &str| self.operation.responses.iter().find(|each| each.status.eq_ignore_ascii_case(wanted));
        let Some(response) = of(&code).or_else(|| of(&class)).or_else(|| of("default")) else {
            let declared: Vec<&str> = self.operation.responses.iter().map(|each| each.status.as_str()).collect();
            let expected = if declared.is_empty() { "no response".to_owned() } else { declared.join(", ") };
            self.note(Kind::UndeclaredStatus, &responses, "response", &code, expected, &code);
            return;
        };
        let place = responses.join(&response.status);
        self.places.push(place.clone());
        let message = &exchange.response;
        let is_bodiless = exchange.method == "HEAD" || matches!(status, 100..=199 | 204 | 205 | 304);
        if message.body == Body::Absent || is_bodiless {
            self.without_body(response, &place, message, is_bodiless);
            return;
        }
        let Some((media_type, of)) = self.content(response, message) else {
            let declared = response.content.as_ref().map_or("no body", |(media_type, _)| media_type);
            let known = message.media_type.as_deref().map_or_else(|| "a body".to_owned(), essence);
            let (found, evidence) = ((declared.to_owned(), known.as_str()), evidence(message));
            self.note_with(Kind::UndeclaredMediaType, &place, "response", &known, found, evidence.as_ref());
            return;
        };
        let at = place.join("content").join(media_type).join("schema");
        self.body(of, media_type, &message.body, at);
    }

    fn without_body(&mut self, response: &Response, place: &Pointer, message: &Message, is_bodiless: bool) {
        let is_needed = response.content.as_ref().is_some_and(|(media_type, of)| {
            Media::of(media_type) == Media::Json && !self.checker.takes_null(of, 0) && *of != Type::Binary
        });
        // Browsers drop some bodies from recordings, but not JSON.
        if is_needed && !is_bodiless && message.headers.is_some() {
            let expected = "a body, which is declared".to_owned();
            self.note(Kind::MissingRequired, place, "response", "body", expected, "nothing");
        }
    }

    /// Returns the declared content that a response has.
    fn content(&self, response: &'a Response, message: &Message) -> Option<(&'a str, &'a Type)> {
        let operation = self.operation;
        let read = response.content.as_ref().map(|(media_type, of)| (media_type.as_str(), of));
        let Some(known) = message.media_type.as_deref() else { return read };
        let others = operation.media.iter().map(|other| (other.media_type.as_str(), &other.of));
        let events = operation.events.iter().map(|events| (events.media_type.as_str(), &Type::Binary));
        let all = read.into_iter().chain(others).chain(events);
        let declared = all.clone().find(|(media_type, _)| is_of(known, media_type));
        // Any JSON media type is accepted for another: only the type of the value matters.
        declared.or_else(|| read.filter(|(media_type, _)| is_alike(known, media_type)))
    }

    fn body(&mut self, of: &'a Type, media_type: &str, body: &Body, at: Pointer) {
        self.places.push(at.clone());
        match (Media::of(media_type), body) {
            _ if Framing::of(media_type).is_some() || *of == Type::Binary => {}
            (Media::Json, Body::Json(value)) => self.checker.value(of, value, &At::root(&at)),
            (Media::Json, Body::Text(text)) => {
                let value = Value::String(text.clone());
                let expected = self.checker.described(of);
                self.checker.deviates(Kind::WrongType, of, &value, &At::root(&at), format!("JSON: {expected}"));
                if let Some(found) = self.checker.found.last_mut() {
                    found.remedy = Remedy::None;
                }
            }
            (Media::Json, Body::Bytes) => {}
            (Media::Form, Body::Text(text)) => {
                if let Type::Named(id) = of
                    && let Some(value) = self.form(*id, text)
                {
                    self.checker.value(of, &value, &At::root(&at));
                }
            }
            _ => {}
        }
    }

    /// Parses a form into an object of its type; `None` if a property is not a scalar.
    fn form(&self, id: TypeId, text: &str) -> Option<Value> {
        let crate::api::Kind::Object { properties, .. } = &self.checker.api.definition(id).kind else { return None };
        let mut members = Map::new();
        for (name, given) in pairs(text) {
            match properties.iter().find(|property| property.name == name) {
                Some(property) => {
                    let value = self.scalar(&property.of, &given);
                    let is_text = matches!(property.of, Type::Text | Type::Secret | Type::Temporal(..));
                    // Arrays and objects have styles.
                    members.insert(name, value.or_else(|| is_text.then(|| given.into()))?);
                }
                None if name.contains(['[', '.']) => return None,
                None => drop(members.insert(name, given.into())),
            }
        }
        Some(Value::Object(members))
    }
}

/// What the schema of a body has to accept.
fn evidence(message: &Message) -> Option<Value> {
    match &message.body {
        Body::Json(value) => Some(value.clone()),
        Body::Text(text) => Some(text.as_str().into()),
        Body::Bytes | Body::Absent => None,
    }
}

enum Plain {
    Scalar,
    Members,
}

/// Whether the query has parameters that belong to this one, such as `filter[name]` to `filter`.
fn has_parts(parameter: &Parameter, queried: &[(String, String)]) -> bool {
    let is_part = |name: &str| name.strip_prefix(parameter.name.as_str()).is_some_and(|rest| rest.starts_with('['));
    parameter.place == Place::Query
        && (queried.iter().any(|(name, _)| is_part(name)) || matches!(parameter.of, Type::Map(_) | Type::Named(_)))
}

fn of_name<'v>(values: &'v [(String, String)], name: &str, is_same: fn(&str, &str) -> bool) -> Vec<&'v str> {
    values.iter().filter(|(each, _)| is_same(each, name)).map(|(_, value)| value.as_str()).collect()
}
