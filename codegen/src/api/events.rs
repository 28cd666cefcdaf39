//! Operations that stream events (`text/event-stream`), or other sequences of values.

use super::paging::{CURSORS, is_parameter};
use super::types::TypeBuilder;
use super::{Alone, Api, EventContent, Events, Framing, Kind, NameParts, Operation, Response, Type};
use crate::resolve::{self, Content};
use crate::shape::Probe;

/// Properties of the data that identify a position in the stream.
const PLACES: [&str; 3] = ["offset", "cursor", "position"];

/// The stream among the successful responses of an operation.
pub(super) fn bind(
    builder: &mut TypeBuilder<'_>,
    operation: &resolve::Operation,
    words: &[String],
    responses: &[Response],
) -> Option<Events> {
    let successes = operation.responses.iter().filter(|response| response.status.starts_with('2'));
    let mut content = successes.flat_map(|response| &response.content);
    let (content, framing) = content.find_map(|content| Some((content, Framing::of(&content.media_type)?)))?;
    let mut name = || NameParts::Operation([words, &["event".to_owned()]].concat());
    let of = content.schema.map_or(Type::Text, |schema| builder.type_of(schema, &mut name).split_null().0);
    let of = match of {
        // For a finite sequence, the schema may be that of a list of its values.
        Type::List(inner) if framing != Framing::Events && !content.is_item => *inner,
        Type::Text if framing != Framing::Events && content.schema.is_none() => Type::Json,
        // Without `itemSchema`, it is a file whose lines are not described.
        Type::Binary if framing != Framing::Events => return None,
        Type::Binary => Type::Text,
        // The data of an event is already a string.
        Type::Embedded(inner) if framing == Framing::Events => inner.split_null().0,
        of => of,
    };
    // Only event streams are endless.
    let goes_on = |media_type: &str| Framing::of(media_type) == Some(Framing::Events);
    let ends = |response: &Response| response.content.as_ref().is_some_and(|(media_type, _)| !goes_on(media_type));
    let successful = responses.iter().filter(|response| response.status.starts_with('2'));
    let alone = if successful.into_iter().any(ends) { Alone::No } else { Alone::Yes };
    let media_type = content.media_type.clone();
    Some(Events { media_type, framing, of, content: described(content, framing), alone, tag: None, resume: None })
}

/// In OpenAPI 3.2, `itemSchema` describes the event; `schema` conventionally describes its data.
fn described(content: &Content, framing: Framing) -> EventContent {
    if content.is_item && framing == Framing::Events { EventContent::Event } else { EventContent::Data }
}

/// Infers discriminators and cursors of all event streams from the types of their events.
pub(super) fn complete(api: &mut Api) {
    for index in 0..api.operations.len() {
        let Some(mut events) = api.operations[index].events.clone() else { continue };
        if events.content == EventContent::Event && !has_data(api, &events.of) {
            events.content = EventContent::Data;
        }
        if events.content == EventContent::Data && events.framing == Framing::Events {
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

/// A cursor in most variants of the data, and a parameter that takes it.
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// The stream of an operation with this response.
    fn streamed(media_type: &str, content: &Value) -> Option<Events> {
        let description = json!({
            "openapi": "3.2.0", "info": {"title": "Sequences", "version": "1"},
            "paths": {"/a": {"get": {"responses": {"200": {"description": "", "content": {media_type: content}}}}}},
        });
        let run =
            crate::bind("api.json".as_ref(), description.to_string().into_bytes(), &crate::config::Config::default());
        run.product.expect("a product").api.operations.remove(0).events
    }

    #[test]
    fn the_values_of_a_sequence_have_the_type_that_is_described() {
        let number = json!({"type": "integer"});
        let binary = json!({"type": "string", "format": "binary"});
        let integer = Type::Integer(crate::api::Width::I64);
        for (media_type, content, of) in [
            ("application/jsonl", json!({"itemSchema": number}), Some(integer.clone())),
            (
                "application/x-ndjson; charset=utf-8",
                json!({"schema": {"type": "array", "items": number}}),
                Some(integer.clone()),
            ),
            ("application/json-seq", json!({"schema": number}), Some(integer.clone())),
            ("application/stream+json", json!({}), Some(Type::Json)),
            (
                "application/jsonl",
                json!({"itemSchema": {"type": "array", "items": number}}),
                Some(Type::List(Box::new(integer.clone()))),
            ),
            ("application/jsonl", json!({"schema": binary}), None),
            ("application/json", json!({"schema": number}), None),
            ("text/event-stream", json!({"schema": number}), Some(integer)),
            ("text/event-stream", json!({"schema": binary}), Some(Type::Text)),
            ("text/event-stream", json!({}), Some(Type::Text)),
        ] {
            let events = streamed(media_type, &content);
            let alone = if media_type == "text/event-stream" { Alone::Yes } else { Alone::No };
            assert!(events.as_ref().is_none_or(|events| events.alone == alone), "{media_type}");
            assert_eq!(events.map(|events| events.of), of, "{media_type} {content}");
        }
    }
}
