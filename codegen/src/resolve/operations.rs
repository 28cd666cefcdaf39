//! Reads operations with their parameters, bodies and responses.

use super::description::{
    Content, Description, Header, Operation, Parameter, Place, RequestBody, Resolved, Response, SecurityAlternative,
    Server, Webhook,
};
use super::document::{info, security, security_schemes, servers, tags};
use super::encodings;
use super::read::child;
use super::read::{Node, Reader, extensions};
use super::selection::{self, Facts, Selection};
use crate::config::Select;
use crate::diag::{Code, Diagnostic, Pointer};
use crate::dialect::kind;
use serde_json::Value;
use std::collections::HashSet;

/// The fields of a path item that are operations (OpenAPI 3.1, 4.8.9; `query` since 3.2).
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

pub(super) fn resolved(reader: &mut Reader<'_>, select: &Select) -> Resolved {
    let Value::Object(members) = reader.document else { return Resolved::default() };
    let root = Node { pointer: Pointer::root(), members };
    let mut description =
        Description { info: info(reader, &root), servers: servers(reader, &root), ..Description::default() };
    let mut selection = Selection::new(select);
    let mut components = Vec::new();
    if let Some(node) = child(reader, &root, "components") {
        components = reader.entries(&node, "schemas");
        if selection.is_all() {
            for (_, pointer, value) in &components {
                reader.schema(pointer.clone(), value);
            }
        }
        description.security_schemes = security_schemes(reader, &node);
    }
    description.security = security(reader, &root);
    description.tags = tags(reader, &root);
    for (path, pointer, value) in paths(reader, &root) {
        let path = routed(reader, path, &pointer);
        let item = reader.object(&pointer, value);
        if let Some(item) = &item {
            path_item(reader, &path, item, &mut selection, &mut description);
        }
        // Siblings of a path item's `$ref` add to it (OpenAPI 3.1, 4.8.9).
        if let (true, Value::Object(members)) = (item.is_none_or(|item| item.pointer != pointer), value) {
            path_item(reader, &path, &Node { pointer, members }, &mut selection, &mut description);
        }
    }
    for (name, item) in reader.named_objects(&root, "webhooks") {
        webhook(reader, name, None, &item, &mut Some(&mut selection), &mut description);
    }
    description.components = selection::read_components(reader, components);
    selection.finish(reader, &mut description);
    Resolved { description, schemas: std::mem::take(&mut reader.schemas) }
}

/// The path items. `paths` may be missing, but not have another type.
fn paths<'a>(reader: &mut Reader<'a>, root: &Node<'a>) -> Vec<(&'a str, Pointer, &'a Value)> {
    let paths = root.members.get("paths");
    if let Some(other @ (Value::Bool(_) | Value::Number(_) | Value::String(_))) = paths {
        let message = format!("\"paths\" is {}", kind(other));
        let place = root.pointer.join("paths");
        reader.report(Diagnostic::new(Code::WrongType, &place, message).expected("an object"));
        return Vec::new();
    }
    reader.entries(root, "paths")
}

/// Makes a path begin with a slash (OpenAPI 3.1, 4.8.8.1).
fn routed(reader: &mut Reader<'_>, path: &str, pointer: &Pointer) -> String {
    if path.starts_with('/') {
        return path.to_owned();
    }
    let message = format!("the path {path:?} does not begin with a slash; one is added");
    reader.report(Diagnostic::new(Code::Tolerated, pointer, message).expected(format!("\"/{path}\"")));
    format!("/{path}")
}

fn path_item<'a>(
    reader: &mut Reader<'a>,
    path: &str,
    item: &Node<'a>,
    selection: &mut Selection<'_>,
    description: &mut Description,
) {
    let security = description.security.clone().unwrap_or_default();
    let read_shared = |reader: &mut Reader<'a>| Shared {
        parameters: parameters(reader, item),
        servers: servers(reader, item),
        security: security.clone(),
    };
    // Of a path without a selected operation, nothing is read.
    let mut shared = selection.is_all().then(|| read_shared(reader));
    for (method, pointer, value) in methods(reader, item) {
        match reader.part(&pointer, value, "the operation is skipped") {
            Some(node) => {
                let facts = Facts { method: &method, path, webhook: None, item, node: &node };
                if !selection.takes(&facts, &description.tags) {
                    continue;
                }
                let shared = shared.get_or_insert_with(|| read_shared(reader));
                let operation = operation(reader, &method, path, &node, shared);
                description.operations.push(operation);
                callbacks(reader, &node, description);
            }
            None => {
                let reason = format!("{method} {path}: not an operation object");
                let message = format!("skipped an operation that cannot be bound: {reason}");
                reader.report(Diagnostic::new(Code::SkippedOperation, &pointer, message));
                description.skipped.push((pointer, reason));
            }
        }
    }
}

/// The operations of a path item with their methods, including `additionalOperations` of OpenAPI 3.2.
fn methods<'a>(reader: &mut Reader<'a>, item: &Node<'a>) -> Vec<(String, Pointer, &'a Value)> {
    let own = METHODS.iter().filter_map(|method| {
        let value = item.members.get(*method).filter(|value| !value.is_null())?;
        Some((method.to_ascii_uppercase(), item.pointer.join(method), value))
    });
    let mut methods: Vec<_> = own.collect();
    let mut known: HashSet<String> = methods.iter().map(|(method, ..)| method.clone()).collect();
    for (method, pointer, value) in reader.entries(item, "additionalOperations") {
        // RFC 9110, 9.1: a method is a token, whose case matters.
        let is_token = |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter);
        if method.is_empty() || !method.chars().all(is_token) {
            let message = format!("{method:?} is not an HTTP method; the operation is skipped");
            reader.report(Diagnostic::new(Code::Tolerated, &pointer, message));
        } else if known.insert(method.to_owned()) {
            methods.push((method.to_owned(), pointer, value));
        }
    }
    methods
}

/// Defaults that an operation inherits.
struct Shared {
    /// Of the path.
    parameters: Vec<Parameter>,
    /// Of the path.
    servers: Vec<Server>,
    /// Of the document.
    security: Vec<SecurityAlternative>,
}

fn operation<'a>(reader: &mut Reader<'a>, method: &str, path: &str, node: &Node<'a>, shared: &Shared) -> Operation {
    let mut own = parameters(reader, node);
    let replaced: HashSet<_> = own.iter().map(Parameter::identity).collect();
    let is_kept = |each: &&Parameter| !replaced.contains(&each.identity());
    let mut parameters: Vec<Parameter> = shared.parameters.iter().filter(is_kept).cloned().collect();
    parameters.append(&mut own);
    let own_servers = servers(reader, node);
    let own_security = security(reader, node);
    Operation {
        pointer: node.pointer.clone(),
        method: method.to_owned(),
        path: path.to_owned(),
        id: reader.text(node, "operationId"),
        summary: reader.text(node, "summary"),
        description: reader.text(node, "description"),
        tags: reader.texts(node, "tags"),
        deprecated: reader.flag(node, "deprecated") == Some(true),
        parameters,
        body: request_body(reader, node),
        responses: responses(reader, node),
        servers: if own_servers.is_empty() { shared.servers.clone() } else { own_servers },
        is_open: own_security.as_ref().is_some_and(Vec::is_empty),
        security: own_security.unwrap_or_else(|| shared.security.clone()),
        extensions: extensions(node),
    }
}

fn parameters<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    for (pointer, value) in reader.elements(node, "parameters") {
        let Some(node) = reader.part(&pointer, value, "the parameter is skipped") else { continue };
        parameters.extend(parameter(reader, &node));
    }
    parameters
}

fn parameter<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Option<Parameter> {
    let name = reader.text(node, "name");
    let place = match reader.text(node, "in").as_deref() {
        Some("path") => Some(Place::Path),
        Some("query") => Some(Place::Query),
        Some("querystring") => Some(Place::QueryString),
        Some("header") => Some(Place::Header),
        Some("cookie") => Some(Place::Cookie),
        _ => None,
    };
    let (Some(name), Some(place)) = (name, place) else {
        let message = "the parameter has no name, or no valid location; it is skipped";
        let expected = "a \"name\", and one of path, query, querystring, header and cookie for \"in\"";
        reader.report(Diagnostic::new(Code::WrongType, &node.pointer, message).expected(expected));
        return None;
    };
    let content = content(reader, node).into_iter().next();
    let schema = match node.members.get("schema") {
        Some(value) => Some(reader.schema(node.pointer.join("schema"), value)),
        None => content.as_ref().and_then(|content| content.schema),
    };
    let is_query = place == Place::QueryString;
    let encodings = content.as_ref().filter(|_| is_query).map(|content| content.encodings.clone()).unwrap_or_default();
    let (media_type, example) = content.map(|content| (content.media_type, content.example)).unzip();
    Some(Parameter {
        pointer: node.pointer.clone(),
        required: reader.flag(node, "required") == Some(true) || place == Place::Path,
        description: reader.text(node, "description"),
        deprecated: reader.flag(node, "deprecated") == Some(true),
        media_type,
        encodings,
        style: style(reader, node, place),
        explode: reader.flag(node, "explode"),
        allow_reserved: reader.flag(node, "allowReserved") == Some(true),
        example: reader.example(node).or(example.flatten()),
        extensions: extensions(node),
        name,
        place,
        schema,
    })
}

/// The style of a parameter, if its location supports it (OpenAPI 3.2, Style Values). `cookie` is a style of 3.2.
fn style<'a>(reader: &mut Reader<'a>, node: &Node<'a>, place: Place) -> Option<String> {
    let style = reader.text(node, "style")?;
    let styles: &[&str] = match place {
        Place::Path => &["simple", "label", "matrix"],
        Place::Query => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Place::Header => &["simple"],
        Place::Cookie => &["form", "cookie"],
        // It has a media type instead of a style.
        Place::QueryString => return None,
    };
    if styles.contains(&style.as_str()) {
        return Some(style);
    }
    let word = place.word();
    let message = format!("{style:?} is not a style of {word} parameters; the default style is used");
    let expected = format!("one of {}", styles.join(", "));
    reader.report(Diagnostic::new(Code::Tolerated, &node.pointer.join("style"), message).expected(expected));
    None
}

/// The request body. If it cannot be read, because its reference cannot be resolved, it is any JSON value, so that the
/// operation can still be called.
fn request_body<'a>(reader: &mut Reader<'a>, operation: &Node<'a>) -> Option<RequestBody> {
    let value = operation.members.get("requestBody").filter(|value| !value.is_null())?;
    let pointer = operation.pointer.join("requestBody");
    let Some(node) = reader.part(&pointer, value, ANY_BODY) else {
        return Some(RequestBody { pointer, description: None, required: None, content: vec![Content::any_json()] });
    };
    Some(RequestBody {
        pointer: node.pointer.clone(),
        description: reader.text(&node, "description"),
        required: reader.flag(&node, "required"),
        content: content(reader, &node),
    })
}

/// What happens to a body that cannot be read.
const ANY_BODY: &str = "the body is bound as any JSON value";

fn responses<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Vec<Response> {
    let mut responses: Vec<Response> = Vec::new();
    for (key, pointer, value) in reader.entries(node, "responses") {
        let Some(status) = status_of(key) else {
            let message = format!("{key:?} is not a status; the response is skipped");
            let expected = "a status such as 200, a range such as 2XX, or default";
            reader.report(Diagnostic::new(Code::Tolerated, &pointer, message).expected(expected));
            continue;
        };
        // Keys that differ in case can be the same status: `2XX` and `2xx`. As for duplicate keys, the last one is
        // used.
        if let Some(position) = responses.iter().position(|response| response.status == status) {
            responses.remove(position);
            let message = format!("the status {status} is declared twice; this response, the last one, is used");
            reader.report(Diagnostic::new(Code::DuplicateName, &pointer, message));
        }
        responses.push(match reader.part(&pointer, value, ANY_BODY) {
            Some(node) => Response {
                pointer: node.pointer.clone(),
                status,
                // Since OpenAPI 3.2, there may be only a summary.
                description: reader.text(&node, "description").or_else(|| reader.text(&node, "summary")),
                headers: headers(reader, &node),
                content: content(reader, &node),
            },
            None => {
                Response { pointer, status, description: None, headers: Vec::new(), content: vec![Content::any_json()] }
            }
        });
    }
    responses
}

fn headers<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Vec<Header> {
    let mut headers = Vec::new();
    for (name, node) in reader.named_objects(node, "headers") {
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        let content = content(reader, &node).into_iter().next();
        let schema = match node.members.get("schema") {
            Some(value) => Some(reader.schema(node.pointer.join("schema"), value)),
            None => content.as_ref().and_then(|content| content.schema),
        };
        headers.push(Header {
            name: name.to_owned(),
            description: reader.text(&node, "description"),
            deprecated: reader.flag(&node, "deprecated") == Some(true),
            schema,
            is_json: content.is_some(),
        });
    }
    headers
}

/// A status, a range in capitals, or `default` (OpenAPI 3.1, 4.8.16).
fn status_of(text: &str) -> Option<String> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("default") {
        return Some("default".to_owned());
    }
    let plain = text.to_ascii_uppercase();
    let is_status = match plain.as_bytes() {
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'9', rest @ ..] => rest.len() == 2 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    is_status.then_some(plain)
}

/// The media types of a body. If they or one of them have the wrong type, they are any JSON value.
fn content<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Vec<Content> {
    let mut content = Vec::new();
    if let Some(value @ (Value::Bool(_) | Value::Number(_) | Value::String(_))) = node.members.get("content") {
        reader.part(&node.pointer.join("content"), value, ANY_BODY);
        return vec![Content::any_json()];
    }
    for (media_type, pointer, value) in reader.entries(node, "content") {
        let media_type = media_type.to_owned();
        let Some(node) = reader.part(&pointer, value, ANY_BODY) else {
            content.push(Content { media_type, ..Content::any_json() });
            continue;
        };
        let key = ["schema", "itemSchema"].into_iter().find(|key| node.members.contains_key(*key));
        let schema = key.map(|key| reader.schema(node.pointer.join(key), &node.members[key]));
        let is_item = key == Some("itemSchema");
        let (example, encodings) = (reader.example(&node), encodings::of_content(reader, &node, &media_type));
        content.push(Content { media_type, schema, is_item, example, encodings });
    }
    content
}

/// Webhooks are requests that the API sends: bind them for the servers that receive them.
fn webhook<'a>(
    reader: &mut Reader<'a>,
    name: &str,
    expression: Option<&str>,
    item: &Node<'a>,
    selection: &mut Option<&mut Selection<'_>>,
    description: &mut Description,
) {
    let mut shared = None;
    for (method, pointer, value) in methods(reader, item) {
        let Some(node) = reader.object(&pointer, value) else { continue };
        let facts = Facts { method: &method, path: "", webhook: Some(name), item, node: &node };
        if selection.as_mut().is_some_and(|selection| !selection.takes(&facts, &description.tags)) {
            continue;
        }
        let shared = shared.get_or_insert_with(|| Shared {
            parameters: parameters(reader, item),
            servers: Vec::new(),
            security: Vec::new(),
        });
        let call = operation(reader, &method, "", &node, shared);
        let expression = expression.map(str::to_owned);
        description.webhooks.push(Webhook { name: name.to_owned(), expression, call });
    }
}

fn callbacks<'a>(reader: &mut Reader<'a>, operation: &Node<'a>, description: &mut Description) {
    for (name, callback) in reader.named_objects(operation, "callbacks") {
        for (key, value) in callback.members.iter().filter(|(key, _)| !key.starts_with("x-")) {
            if let Some(item) = reader.object(&callback.pointer.join(key), value) {
                // Callbacks are selected together with their operation.
                webhook(reader, name, Some(key), &item, &mut None, description);
            }
        }
    }
}
