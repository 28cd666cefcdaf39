//! Operations: parameters, bodies and responses with their types.

use super::build::Builder;
use super::{
    Api, Body, BodyContent, Docs, NameParts, Operation, Parameter, Response, Success, Type, name_parts, servers,
};
use crate::config::UnsaidBodies;
use crate::diag::{Code, Diagnostic};
use crate::resolve::{self, Content, Description, Place};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Header parameters that OpenAPI 3.1 (4.8.12) leaves to content negotiation and security.
const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

pub(super) fn bind(builder: &mut Builder<'_>, description: &Description, api: &mut Api) {
    let mut ids: HashMap<&str, &resolve::Operation> = HashMap::new();
    let mut names = HashSet::new();
    for operation in &description.operations {
        let earlier = operation.id.as_deref().and_then(|id| ids.insert(id, operation));
        let name = (name_parts::group(operation), name_parts::name(operation));
        if let Some(earlier) = earlier {
            let message = format!(
                "the operationId {:?} is already that of {} {}",
                name_parts::id(operation),
                earlier.method,
                earlier.path
            );
            builder.diagnostics.push(Diagnostic::new(
                Code::DuplicateOperation,
                &operation.pointer.join("operationId"),
                message,
            ));
        } else if !names.insert(name.clone()) {
            let message = format!("there is already an operation {:?} in the group {}", name.1, name.0.join("."));
            builder.diagnostics.push(Diagnostic::new(Code::DuplicateOperation, &operation.pointer, message));
        }
        let mut bound = bind_one(builder, operation, name);
        bound.server = servers::of_operation(operation, &api.servers);
        if description.security.is_none() && bound.security.is_empty() && !operation.is_open {
            bound.security.clone_from(&api.security);
        }
        builder.finish_queue();
        api.operations.push(bound);
    }
}

fn bind_one(
    builder: &mut Builder<'_>,
    operation: &resolve::Operation,
    (group, name): (Vec<String>, String),
) -> Operation {
    let mut words = group.clone();
    words.push(name.clone());
    let responses = responses(builder, operation, &words);
    Operation {
        pointer: operation.pointer.clone(),
        id: name_parts::id(operation),
        method: operation.method.clone(),
        path: operation.path.clone(),
        summary: operation.summary.clone(),
        docs: Docs { text: operation.description.clone(), deprecated: operation.deprecated, ..Docs::default() },
        parameters: parameters(builder, operation, &words),
        body: body(builder, operation, &words),
        success: success(&responses),
        paging: Vec::new(),
        responses,
        server: None,
        security: operation.security.clone(),
        group,
        name,
    }
}

fn parameters(builder: &mut Builder<'_>, operation: &resolve::Operation, words: &[String]) -> Vec<Parameter> {
    let template = template_names(&operation.path);
    let mut parameters = Vec::new();
    for parameter in &operation.parameters {
        let ignored =
            parameter.place == Place::Header && IGNORED_HEADERS.contains(&parameter.name.to_ascii_lowercase().as_str());
        if ignored || parameter.extensions.get("x-sdk-ignore") == Some(&Value::Bool(true)) {
            continue;
        }
        if parameter.place == Place::Path && !template.contains(&parameter.name.as_str()) {
            let message =
                format!("the path {} has no {{{}}}; the parameter is left out", operation.path, parameter.name);
            builder.diagnostics.push(Diagnostic::new(Code::PathTemplate, &parameter.pointer, message));
            continue;
        }
        parameters.push(bind_parameter(builder, parameter, words));
    }
    for name in template {
        if !parameters.iter().any(|parameter| parameter.place == Place::Path && parameter.name == name) {
            let message =
                format!("the path has {{{name}}}, but no such path parameter is declared; it is taken as text");
            builder.diagnostics.push(Diagnostic::new(Code::PathTemplate, &operation.pointer, message));
            parameters.push(undeclared(name));
        }
    }
    parameters
}

fn bind_parameter(builder: &mut Builder<'_>, parameter: &resolve::Parameter, words: &[String]) -> Parameter {
    let mut name = || {
        let mut words = words.to_vec();
        words.push(parameter.name.clone());
        NameParts::Operation(words)
    };
    let of = parameter.schema.map_or(Type::Text, |schema| builder.type_of(schema, &mut name).split_null().0);
    let behind = parameter.schema.map(|schema| builder.docs_at(schema)).unwrap_or_default();
    let (minimum, maximum) = parameter.schema.map(|schema| builder.bounds(schema)).unwrap_or_default();
    Parameter {
        name: parameter.name.clone(),
        place: parameter.place,
        required: parameter.required,
        of,
        style: parameter.style.clone(),
        explode: parameter.explode,
        allow_reserved: parameter.allow_reserved,
        media_type: parameter.media_type.clone(),
        minimum,
        maximum,
        docs: Docs {
            text: parameter.description.clone().or(behind.text),
            deprecated: parameter.deprecated || behind.deprecated,
            ..behind
        },
    }
}

fn undeclared(name: &str) -> Parameter {
    Parameter {
        name: name.to_owned(),
        place: Place::Path,
        required: true,
        of: Type::Text,
        style: None,
        explode: None,
        allow_reserved: false,
        media_type: None,
        minimum: None,
        maximum: None,
        docs: Docs::default(),
    }
}

/// The names between braces, in order, each once.
pub(super) fn template_names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((_, tail)) = rest.split_once('{') {
        let Some((name, tail)) = tail.split_once('}') else { break };
        if !names.contains(&name) {
            names.push(name);
        }
        rest = tail;
    }
    names
}

fn body(builder: &mut Builder<'_>, operation: &resolve::Operation, words: &[String]) -> Option<Body> {
    let body = operation.body.as_ref()?;
    let mut content = Vec::with_capacity(body.content.len());
    for each in &body.content {
        let of = content_type(builder, each, words, "body");
        let encodings = each.encodings.clone();
        content.push(BodyContent { media_type: each.media_type.clone(), of, encodings });
    }
    let chosen = (0..content.len()).min_by_key(|index| preference(&content[*index].media_type))?;
    let others = others(&content, chosen);
    let required = body.required.unwrap_or(match builder.config.unsaid_bodies {
        UnsaidBodies::Required => true,
        UnsaidBodies::Optional => false,
        UnsaidBodies::ByMethod => matches!(operation.method.as_str(), "POST" | "PUT" | "PATCH"),
    });
    let docs = Docs { text: body.description.clone(), ..Docs::default() };
    Some(Body { required, content, chosen, others, docs })
}

/// The media types whose bodies are of another type than the chosen one, one for each type.
fn others(content: &[BodyContent], chosen: usize) -> Vec<usize> {
    let mut others: Vec<usize> = Vec::new();
    for (index, each) in content.iter().enumerate() {
        let known = |other: &usize| content[*other].of == each.of;
        if index != chosen && !known(&chosen) && !others.iter().any(known) {
            others.push(index);
        }
    }
    others
}

/// Which media type is sent when there are several: smaller comes first.
fn preference(media_type: &str) -> usize {
    match Media::of(media_type) {
        Media::Json => 0,
        Media::Form => 1,
        Media::Multipart => 2,
        Media::Text => 3,
        Media::Bytes => 4,
    }
}

/// How the body of a media type is written and read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
}

impl Media {
    pub(crate) fn of(media_type: &str) -> Self {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/json" | "text/json" | "*/*" => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            "application/xml" => Self::Text,
            // A stream never ends, so it must not be read as one text.
            "text/event-stream" => Self::Bytes,
            other if other.ends_with("+json") => Self::Json,
            other if other.ends_with("+xml") || other.starts_with("text/") => Self::Text,
            other if other.starts_with("multipart/") => Self::Multipart,
            _ => Self::Bytes,
        }
    }
}

fn content_type(builder: &mut Builder<'_>, content: &Content, words: &[String], role: &str) -> Type {
    let mut name = || {
        let mut words = words.to_vec();
        words.push(role.to_owned());
        NameParts::Operation(words)
    };
    match (Media::of(&content.media_type), content.schema) {
        (Media::Text, _) => Type::Text,
        (Media::Bytes, _) => Type::Binary,
        // Inside JSON and forms there are no bytes, only text.
        (_, Some(schema)) => without_bytes(builder.type_of(schema, &mut name)),
        (_, None) => Type::Json,
    }
}

fn without_bytes(of: Type) -> Type {
    match of {
        Type::Binary => Type::Text,
        Type::List(inner) => Type::List(Box::new(without_bytes(*inner))),
        Type::Map(inner) => Type::Map(Box::new(without_bytes(*inner))),
        Type::Nullable(inner) => Type::Nullable(Box::new(without_bytes(*inner))),
        other => other,
    }
}

fn responses(builder: &mut Builder<'_>, operation: &resolve::Operation, words: &[String]) -> Vec<Response> {
    let mut responses = Vec::with_capacity(operation.responses.len());
    for response in &operation.responses {
        let role =
            if response.status.starts_with('2') { "response".to_owned() } else { format!("error_{}", response.status) };
        let content = response.content.iter().min_by_key(|content| preference(&content.media_type));
        // RFC 9110, 15.3.5: 204 and 205 have no body, whatever is declared.
        let content = content.filter(|_| !matches!(response.status.as_str(), "204" | "205"));
        let content = content.map(|content| (content.media_type.clone(), content_type(builder, content, words, &role)));
        let docs = Docs { text: response.description.clone(), ..Docs::default() };
        responses.push(Response { status: response.status.clone(), content, docs });
    }
    responses
}

/// What an awaited call gives: the bodies of all successful statuses.
fn success(responses: &[Response]) -> Success {
    let mut successful: Vec<&Response> = responses.iter().filter(|response| response.status.starts_with('2')).collect();
    if successful.is_empty() {
        successful = responses.iter().filter(|response| response.status == "default").collect();
    }
    let mut distinct: Vec<Type> = Vec::new();
    for (_, of) in successful.iter().filter_map(|response| response.content.as_ref()) {
        if !distinct.contains(of) {
            distinct.push(of.clone());
        }
    }
    let some_empty = successful.iter().any(|response| response.content.is_none());
    match (distinct.as_slice(), some_empty) {
        ([], _) => Success::Empty,
        ([one], false) => Success::One(one.clone()),
        ([one], true) => Success::Maybe(one.clone()),
        _ => Success::PerStatus(
            successful
                .into_iter()
                .map(|response| (response.status.clone(), response.content.as_ref().map(|(_, of)| of.clone())))
                .collect(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn template_names_are_found_wherever_they_stand() {
        assert_eq!(template_names("/a/{x}.json/{y}..{z}/{x}"), ["x", "y", "z"]);
        assert_eq!(template_names("/a/{open"), Vec::<&str>::new());
    }

    #[test]
    fn media_types_are_told_apart_by_their_essence() {
        assert_eq!(Media::of("application/json; charset=utf-8"), Media::Json);
        assert_eq!(Media::of("application/scim+json"), Media::Json);
        assert_eq!(Media::of("text/plain"), Media::Text);
        assert_eq!(Media::of("text/event-stream"), Media::Bytes);
        assert_eq!(Media::of("multipart/form-data"), Media::Multipart);
        assert_eq!(Media::of("application/octet-stream"), Media::Bytes);
    }
}
