//! Operations that stream events (`text/event-stream`).

use super::build::Builder;
use super::paging::{CURSORS, is_parameter};
use super::{Api, Kind, NameParts, Operation, Response, Type};
use crate::resolve::{self, Content};
use crate::shape::Probe;

const EVENT_STREAM: &str = "text/event-stream";

/// Properties of data that say where a stream goes on.
const PLACES: [&str; 3] = ["offset", "cursor", "position"];

/// The events of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The type of what is described.
    pub of: Type,
    /// What is described.
    pub content: EventContent,
    /// Whether the operation gives anything else.
    pub alone: Alone,
    /// The property of the data that the name of the event stands for.
    pub tag: Option<String>,
    /// The parameter that takes where to go on, and the property of the data that says it.
    pub resume: Option<(usize, Vec<String>)>,
}

/// What the schema of a stream of events describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventContent {
    /// The data of an event.
    Data,
    /// The event, an object with `data`, `event` and `id` (OpenAPI 3.2, `itemSchema`).
    Event,
}

/// Whether an operation that streams events gives anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// Events are all that it gives.
    Yes,
    /// It also gives an answer that ends.
    No,
}

/// The stream among the successful answers of an operation.
pub(super) fn bind(
    builder: &mut Builder<'_>,
    operation: &resolve::Operation,
    words: &[String],
    responses: &[Response],
) -> Option<Events> {
    let successes = operation.responses.iter().filter(|response| response.status.starts_with('2'));
    let content = successes.flat_map(|response| &response.content).find(|content| is_stream(&content.media_type))?;
    let mut name = || NameParts::Operation([words, &["event".to_owned()]].concat());
    let of = content.schema.map_or(Type::Text, |schema| builder.type_of(schema, &mut name).split_null().0);
    let ends = |response: &Response| response.content.as_ref().is_some_and(|(media_type, _)| !is_stream(media_type));
    let successful = responses.iter().filter(|response| response.status.starts_with('2'));
    let alone = if successful.into_iter().any(ends) { Alone::No } else { Alone::Yes };
    Some(Events { of, content: described(content), alone, tag: None, resume: None })
}

fn is_stream(media_type: &str) -> bool {
    media_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(EVENT_STREAM)
}

/// By OpenAPI 3.2 `itemSchema` describes the event; what `schema` describes is by custom its data.
fn described(content: &Content) -> EventContent {
    if content.is_item { EventContent::Event } else { EventContent::Data }
}

/// Finds out what the types of all operations' events say about their streams.
pub(super) fn complete(api: &mut Api) {
    for index in 0..api.operations.len() {
        let Some(mut events) = api.operations[index].events.clone() else { continue };
        if events.content == EventContent::Event && !has_data(api, &events.of) {
            events.content = EventContent::Data;
        }
        if events.content == EventContent::Data {
            events.tag = tag(api, &events.of);
            events.resume = resume(api, &api.operations[index], &events.of);
        }
        api.operations[index].events = Some(events);
    }
}

fn objects<'a>(api: &'a Api, of: &Type) -> Vec<&'a [super::Property]> {
    let Some(id) = of.as_named() else { return Vec::new() };
    match &api.definition(id).kind {
        Kind::Object { properties, .. } => vec![properties],
        Kind::Union { variants, .. } => variants
            .iter()
            .filter_map(|variant| match &api.definition(variant.of.as_named()?).kind {
                Kind::Object { properties, .. } => Some(properties.as_slice()),
                _ => None,
            })
            .collect(),
        Kind::Enum(_) => Vec::new(),
    }
}

fn has_data(api: &Api, of: &Type) -> bool {
    let objects = objects(api, of);
    !objects.is_empty() && objects.iter().all(|properties| properties.iter().any(|property| property.name == "data"))
}

/// The property whose values tell the variants apart.
fn tag(api: &Api, of: &Type) -> Option<String> {
    let Kind::Union { dispatch, .. } = &api.definition(of.as_named()?).kind else { return None };
    dispatch.probes.iter().find_map(|probe| match probe {
        Probe::Tag { path, .. } => match path.as_slice() {
            [name] => Some(name.clone()),
            _ => None,
        },
        _ => None,
    })
}

/// A cursor in most of what the data may be, and a parameter that takes one.
fn resume(api: &Api, operation: &Operation, of: &Type) -> Option<(usize, Vec<String>)> {
    let parameter = CURSORS.iter().find_map(|word| is_parameter(operation, word))?;
    let objects = objects(api, of);
    let holds = |name: &str, properties: &[super::Property]| {
        properties.iter().any(|property| property.name == name && property.of == Type::Text)
    };
    let name = PLACES.iter().find(|name| {
        let holding = objects.iter().filter(|properties| holds(name, properties)).count();
        holding * 2 > objects.len()
    })?;
    Some((parameter, vec![(*name).to_owned()]))
}
