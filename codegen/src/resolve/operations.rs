//! Reading everything that is not a schema.

use super::description::{
    Content, Description, Info, Operation, Parameter, Place, RequestBody, Response, SecurityAlternative,
    SecurityScheme, Server, ServerVariable,
};
use super::read::{Node, Reader, extensions};
use super::schema::SchemaId;
use super::schemas;
use crate::diag::{Code, Diagnostic, Pointer};
use serde_json::Value;

/// The members of a path item that are operations (OpenAPI 3.1, 4.8.9; `query` since 3.2).
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

pub(super) fn description(reader: &mut Reader<'_>) -> Description {
    let Value::Object(members) = reader.document else { return Description::default() };
    let root = Node { pointer: Pointer::root(), members };
    let mut description =
        Description { info: info(reader, &root), servers: servers(reader, &root), ..Description::default() };
    if let Some(components) = child(reader, &root, "components") {
        description.components = reader
            .entries(&components, "schemas")
            .into_iter()
            .map(|(name, pointer, value)| (name.to_owned(), reader.schema(pointer, value)))
            .collect();
        description.security_schemes = security_schemes(reader, &components);
    }
    description.security = security(reader, &root);
    for (path, item) in reader.named_objects(&root, "paths") {
        path_item(reader, path, &item, &mut description);
    }
    for (name, item) in reader.named_objects(&root, "webhooks") {
        webhook(reader, name, &item, &mut description);
    }
    schemas::read_all(reader);
    description.components.append(&mut reader.named);
    description.schemas = std::mem::take(&mut reader.schemas);
    description
}

fn child<'a>(reader: &mut Reader<'a>, node: &Node<'a>, key: &str) -> Option<Node<'a>> {
    reader.object(&node.pointer.join(key), node.members.get(key)?)
}

fn info<'a>(reader: &mut Reader<'a>, root: &Node<'a>) -> Info {
    let Some(info) = child(reader, root, "info") else { return Info::default() };
    Info {
        title: reader.text(&info, "title").unwrap_or_default(),
        version: info.members.get("version").map(plain).unwrap_or_default(),
        description: reader.text(&info, "description").or_else(|| reader.text(&info, "summary")),
    }
}

/// A scalar as text: versions and defaults are often written as numbers.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn servers<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Vec<Server> {
    let mut servers = Vec::new();
    for (pointer, value) in reader.elements(node, "servers") {
        let Some(server) = reader.object(&pointer, value) else { continue };
        let Some(url) = reader.text(&server, "url") else { continue };
        let mut variables = Vec::new();
        for (name, variable) in reader.named_objects(&server, "variables") {
            variables.push(ServerVariable {
                name: name.to_owned(),
                default: variable.members.get("default").map(plain),
                values: reader.elements(&variable, "enum").into_iter().map(|(_, value)| plain(value)).collect(),
                description: reader.text(&variable, "description"),
            });
        }
        let (name, description) = (reader.text(&server, "name"), reader.text(&server, "description"));
        servers.push(Server { url, name, description, variables });
    }
    servers
}

fn security_schemes<'a>(reader: &mut Reader<'a>, components: &Node<'a>) -> Vec<SecurityScheme> {
    let mut schemes = Vec::new();
    for (name, scheme) in reader.named_objects(components, "securitySchemes") {
        schemes.push(SecurityScheme {
            name: name.to_owned(),
            kind: reader.text(&scheme, "type").unwrap_or_default(),
            description: reader.text(&scheme, "description"),
            members: scheme.members.clone(),
        });
    }
    schemes
}

/// `None` when nothing is said, which is not the same as an empty list.
fn security<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Option<Vec<SecurityAlternative>> {
    node.members.get("security")?;
    let mut alternatives = Vec::new();
    for (pointer, value) in reader.elements(node, "security") {
        let Some(alternative) = reader.object(&pointer, value) else { continue };
        let names: Vec<String> = alternative.members.keys().cloned().collect();
        alternatives.push(names.into_iter().map(|name| (name.clone(), reader.texts(&alternative, &name))).collect());
    }
    Some(alternatives)
}

fn path_item<'a>(reader: &mut Reader<'a>, path: &str, item: &Node<'a>, description: &mut Description) {
    let shared = Shared {
        parameters: parameters(reader, item),
        servers: servers(reader, item),
        security: description.security.clone().unwrap_or_default(),
    };
    for method in METHODS {
        let Some(node) = child(reader, item, method) else { continue };
        let operation = operation(reader, method, path, &node, &shared);
        callbacks(reader, &node, description);
        description.operations.push(operation);
    }
}

/// What an operation has unless it says otherwise.
struct Shared {
    /// Those of the path.
    parameters: Vec<Parameter>,
    /// Those of the path.
    servers: Vec<Server>,
    /// That of the document.
    security: Vec<SecurityAlternative>,
}

fn operation<'a>(reader: &mut Reader<'a>, method: &str, path: &str, node: &Node<'a>, shared: &Shared) -> Operation {
    let mut own = parameters(reader, node);
    let is_kept = |each: &&Parameter| !own.iter().any(|other| other.is_same(each));
    let mut parameters: Vec<Parameter> = shared.parameters.iter().filter(is_kept).cloned().collect();
    parameters.append(&mut own);
    let own_servers = servers(reader, node);
    let own_security = security(reader, node);
    Operation {
        pointer: node.pointer.clone(),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        id: reader.text(node, "operationId"),
        summary: reader.text(node, "summary"),
        description: reader.text(node, "description"),
        tags: reader.texts(node, "tags"),
        deprecated: reader.flag(node, "deprecated") == Some(true),
        parameters,
        body: child(reader, node, "requestBody").map(|body| request_body(reader, &body)),
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
        let Some(node) = reader.object(&pointer, value) else { continue };
        parameters.extend(parameter(reader, &node));
    }
    parameters
}

fn parameter<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Option<Parameter> {
    let name = reader.text(node, "name");
    let place = match reader.text(node, "in").as_deref() {
        Some("path") => Some(Place::Path),
        Some("query") => Some(Place::Query),
        Some("header") => Some(Place::Header),
        Some("cookie") => Some(Place::Cookie),
        _ => None,
    };
    let (Some(name), Some(place)) = (name, place) else {
        let message = "the parameter has no name or no place";
        let expected = "\"name\", and \"in\" with path, query, header or cookie";
        reader.report(Diagnostic::new(Code::WrongType, &node.pointer, message).expected(expected));
        return None;
    };
    let content = content(reader, node).into_iter().next();
    let schema = match node.members.get("schema") {
        Some(value) => Some(reader.schema(node.pointer.join("schema"), value)),
        None => content.as_ref().and_then(|content| content.schema),
    };
    Some(Parameter {
        pointer: node.pointer.clone(),
        required: reader.flag(node, "required") == Some(true) || place == Place::Path,
        description: reader.text(node, "description"),
        deprecated: reader.flag(node, "deprecated") == Some(true),
        media_type: content.map(|content| content.media_type),
        style: reader.text(node, "style"),
        explode: reader.flag(node, "explode"),
        allow_reserved: reader.flag(node, "allowReserved") == Some(true),
        extensions: extensions(node),
        name,
        place,
        schema,
    })
}

fn request_body<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> RequestBody {
    RequestBody {
        pointer: node.pointer.clone(),
        description: reader.text(node, "description"),
        required: reader.flag(node, "required"),
        content: content(reader, node),
    }
}

fn responses<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Vec<Response> {
    let mut responses = Vec::new();
    for (status, node) in reader.named_objects(node, "responses") {
        responses.push(Response {
            pointer: node.pointer.clone(),
            status: status.to_owned(),
            description: reader.text(&node, "description"),
            content: content(reader, &node),
        });
    }
    responses
}

fn content<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Vec<Content> {
    let mut content = Vec::new();
    for (media_type, node) in reader.named_objects(node, "content") {
        let schema = ["schema", "itemSchema"]
            .iter()
            .find_map(|key| node.members.get(*key).map(|value| reader.schema(node.pointer.join(key), value)));
        content.push(Content { media_type: media_type.to_owned(), schema });
    }
    content
}

/// Webhooks are calls that others make: only their payloads are bound.
fn webhook<'a>(reader: &mut Reader<'a>, name: &str, item: &Node<'a>, description: &mut Description) {
    for method in METHODS {
        let Some(node) = child(reader, item, method) else { continue };
        let Some(body) = child(reader, &node, "requestBody") else { continue };
        let schemas: Vec<SchemaId> = content(reader, &body).into_iter().filter_map(|content| content.schema).collect();
        description.webhooks.extend(schemas.into_iter().map(|schema| (name.to_owned(), schema)));
    }
}

fn callbacks<'a>(reader: &mut Reader<'a>, operation: &Node<'a>, description: &mut Description) {
    for (name, callback) in reader.named_objects(operation, "callbacks") {
        for (key, value) in callback.members {
            if let Some(item) = reader.object(&callback.pointer.join(key), value) {
                webhook(reader, name, &item, description);
            }
        }
    }
}
