//! Converts Swagger 2.0 to the form of 3.1 (both as published by the OpenAPI Initiative).
//!
//! Definitions become components, `host`, `basePath` and `schemes` become servers, body and form parameters become
//! request bodies, the keywords of other parameters become their schema, and `consumes` and `produces` become media
//! types. Schemas themselves are rewritten later, as those of 3.0 are. Everything that moves is recorded in the
//! [`Origins`].

mod body;
mod parameter;
mod response;
mod rewriter;
mod security;

use super::Origins;
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use crate::source::Documents;
use parameter::Kind;
use rewriter::{LONGEST_CHAIN, Media, Part, Rewriter, member};
use serde_json::{Map, Value, json};

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch"];

/// Rewrites the main document. Parts of operations that are in other documents are copied into it.
pub(super) fn rewrite(documents: &mut Documents, origins: &mut Origins, diagnostics: &mut Diagnostics) {
    let mut main = documents.take_main();
    if let Value::Object(root) = &mut main {
        let mut rewriter = Rewriter {
            documents,
            origins,
            diagnostics,
            shared: take_object(root, "parameters"),
            consumes: take_texts(root, "consumes").unwrap_or_default(),
            produces: take_texts(root, "produces").unwrap_or_default(),
            places: Vec::new(),
        };
        rewriter.document(root);
    }
    documents.put_main(main);
}

impl Rewriter<'_> {
    fn document(&mut self, root: &mut Map<String, Value>) {
        root.shift_remove("swagger");
        root.insert("openapi".to_owned(), json!("3.1.0"));
        self.servers(root);
        let mut components = take_object(root, "components");
        let at = Pointer::root();
        if let Some(definitions) = root.shift_remove("definitions") {
            self.origins.moved(at.join("definitions"), at.join("components").join("schemas"));
            components.insert("schemas".to_owned(), definitions);
        }
        let schemes = take_object(root, "securityDefinitions");
        self.origins.moved(at.join("securityDefinitions"), at.join("components").join("securitySchemes"));
        let schemes = schemes.into_iter().map(|(name, scheme)| (name, security::scheme(scheme)));
        components.insert("securitySchemes".to_owned(), Value::Object(schemes.collect()));
        self.shared_parameters(&mut components);
        self.shared_responses(root, &mut components);
        root.insert("components".to_owned(), Value::Object(components));
        if let Some(Value::Object(paths)) = root.get_mut("paths") {
            for (path, item) in paths.iter_mut() {
                let place = at.join("paths").join(path);
                let part = self.taken_in(Part { value: item.take(), before: place.clone() });
                *item = self.path_item(part, &place);
            }
        }
    }

    fn shared_parameters(&mut self, components: &mut Map<String, Value>) {
        let before = Pointer::root().join("parameters");
        let after = Pointer::root().join("components");
        self.origins.moved(before.clone(), after.join("parameters"));
        let media = self.media(&mut Map::new());
        let (mut parameters, mut bodies) = (Map::new(), Map::new());
        for (name, value) in self.shared.clone() {
            let part = self.taken_in(Part { value, before: before.join(&name) });
            match Kind::of(&part.value) {
                Kind::Body => {
                    let place = after.join("requestBodies").join(&name);
                    let body = self.request_body(part, &place, &media);
                    bodies.insert(name, body);
                }
                // A form consists of several parameters, which each operation picks from here.
                Kind::Form => {}
                Kind::Other => {
                    let place = after.join("parameters").join(&name);
                    let parameter = self.parameter(part, &place);
                    parameters.insert(name, parameter);
                }
            }
        }
        components.insert("parameters".to_owned(), Value::Object(parameters));
        components.insert("requestBodies".to_owned(), Value::Object(bodies));
    }

    fn shared_responses(&mut self, root: &mut Map<String, Value>, components: &mut Map<String, Value>) {
        let before = Pointer::root().join("responses");
        let after = Pointer::root().join("components").join("responses");
        self.origins.moved(before.clone(), after.clone());
        let media = self.media(&mut Map::new());
        let mut responses = Map::new();
        for (name, value) in take_object(root, "responses") {
            let part = self.taken_in(Part { value, before: before.join(&name) });
            let response = self.response(part, &after.join(&name), &media);
            responses.insert(name, response);
        }
        components.insert("responses".to_owned(), Value::Object(responses));
    }

    fn path_item(&mut self, part: Part, place: &Pointer) -> Value {
        let Part { value: Value::Object(mut item), before } = part else { return part.value };
        if before != *place {
            self.origins.made(before.clone(), place.clone());
        }
        let (sent, plain): (Vec<Part>, Vec<Part>) =
            self.parameters(&mut item, &before).into_iter().partition(|part| self.kind(&part.value) != Kind::Other);
        if !plain.is_empty() {
            let list = self.plain_parameters(plain, place);
            item.insert("parameters".to_owned(), list);
        }
        for method in METHODS {
            if let Some(Value::Object(operation)) = item.get_mut(*method) {
                self.operation(operation, &before.join(method), &place.join(method), &sent);
            }
        }
        Value::Object(item)
    }

    fn operation(&mut self, operation: &mut Map<String, Value>, before: &Pointer, place: &Pointer, sent: &[Part]) {
        let media = self.media(operation);
        self.own_servers(operation);
        let own = self.parameters(operation, before);
        let same =
            |one: &Value, other: &Value| ["name", "in", "$ref"].iter().all(|key| one.get(*key) == other.get(*key));
        let inherited = sent
            .iter()
            .filter(|part| !own.iter().any(|other| same(&part.value, &other.value)))
            .map(|part| Part { value: part.value.clone(), before: part.before.clone() })
            .collect::<Vec<_>>();
        let (mut plain, mut bodies, mut forms) = (Vec::new(), Vec::new(), Vec::new());
        for part in inherited.into_iter().chain(own) {
            match self.kind(&part.value) {
                Kind::Body => bodies.push(part),
                Kind::Form => forms.push(part),
                Kind::Other => plain.push(part),
            }
        }
        if !plain.is_empty() {
            let list = self.plain_parameters(plain, place);
            operation.insert("parameters".to_owned(), list);
        }
        let body_place = place.join("requestBody");
        // Only one body is allowed; that of the operation overrides that of its path.
        if let Some(body) = bodies.pop() {
            let body = self.request_body(body, &body_place, &media);
            operation.insert("requestBody".to_owned(), body);
        } else if !forms.is_empty() {
            let body = self.form(forms, &body_place, &media);
            operation.insert("requestBody".to_owned(), body);
        }
        if let Some(Value::Object(responses)) = operation.get_mut("responses") {
            for (status, response) in responses.iter_mut() {
                let before = before.join("responses").join(status);
                let part = self.taken_in(Part { value: response.take(), before });
                *response = self.response(part, &place.join("responses").join(status), &media);
            }
        }
    }

    /// The media types of an operation, else those of the document, else JSON.
    fn media(&self, operation: &mut Map<String, Value>) -> Media {
        let or_json = |own: Option<Vec<String>>, all: &[String]| match own {
            Some(own) if !own.is_empty() => own,
            _ if !all.is_empty() => all.to_vec(),
            _ => vec!["application/json".to_owned()],
        };
        Media {
            consumes: or_json(take_texts(operation, "consumes"), &self.consumes),
            produces: or_json(take_texts(operation, "produces"), &self.produces),
        }
    }

    fn servers(&mut self, root: &mut Map<String, Value>) {
        let host = take_text(root, "host");
        let base = take_text(root, "basePath").unwrap_or_default();
        let schemes = take_texts(root, "schemes").unwrap_or_default();
        let path = base.trim_end_matches('/');
        let path = if path.is_empty() || path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        let mut urls = Vec::new();
        match host {
            Some(host) => {
                self.places = vec![format!("{host}{path}")];
                urls = server_urls(&self.places, &schemes);
            }
            None if !path.is_empty() => urls.push(path),
            None => {}
        }
        if !urls.is_empty() && !root.contains_key("servers") {
            root.insert("servers".to_owned(), server_list(urls));
        }
    }

    /// `schemes` of an operation override those of the document.
    fn own_servers(&self, operation: &mut Map<String, Value>) {
        let Some(schemes) = take_texts(operation, "schemes") else { return };
        if !schemes.is_empty() && !self.places.is_empty() {
            operation.insert("servers".to_owned(), server_list(server_urls(&self.places, &schemes)));
        }
    }

    /// Copies a value from another document into this one, following references.
    fn taken_in(&mut self, part: Part) -> Part {
        let Part { mut value, mut before } = part;
        for _ in 0..LONGEST_CHAIN {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else { break };
            let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
            if document.is_empty() {
                break;
            }
            // References in the copy are relative to the main document.
            let name = self.documents.named("", document);
            let place = Pointer::in_document(&name, &crate::source::decoded(fragment));
            // Unresolved references are reported where all references are resolved.
            let Some(found) = self.documents.at(&place) else { break };
            value = found.clone();
            before = place;
            self.absolute_references(&mut value, before.document());
        }
        Part { value, before }
    }

    /// Rewrites the references in a value that is copied into the main document, so that they keep their targets.
    fn absolute_references(&self, value: &mut Value, from: &str) {
        match value {
            Value::Array(elements) => elements.iter_mut().for_each(|each| self.absolute_references(each, from)),
            Value::Object(members) => {
                for (key, value) in members.iter_mut() {
                    match value {
                        Value::String(reference) if key == "$ref" => {
                            let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
                            *reference = format!("{}#{fragment}", self.documents.named(from, document));
                        }
                        value => self.absolute_references(value, from),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn tolerated(&mut self, place: &Pointer, message: String) {
        self.diagnostics.push(Diagnostic::new(Code::Tolerated, place, message));
    }
}

/// A reference to a place.
fn reference_to(place: &Pointer) -> Value {
    json!({"$ref": place.to_string().replace('%', "%25")})
}

fn server_urls(places: &[String], schemes: &[String]) -> Vec<String> {
    let mut schemes: Vec<&str> = schemes.iter().map(String::as_str).collect();
    if schemes.is_empty() {
        schemes.push("https");
    }
    // Prefer TLS.
    schemes.sort_by_key(|scheme| !scheme.eq_ignore_ascii_case("https"));
    places.iter().flat_map(|place| schemes.iter().map(move |scheme| format!("{scheme}://{place}"))).collect()
}

fn server_list(urls: Vec<String>) -> Value {
    urls.into_iter().map(|url| json!({"url": url})).collect()
}

fn take_object(members: &mut Map<String, Value>, key: &str) -> Map<String, Value> {
    match members.get_mut(key).map(Value::take) {
        Some(Value::Object(inner)) => {
            members.shift_remove(key);
            inner
        }
        Some(other) => {
            members.insert(key.to_owned(), other);
            Map::new()
        }
        None => Map::new(),
    }
}

fn take_text(members: &mut Map<String, Value>, key: &str) -> Option<String> {
    match members.shift_remove(key)? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn take_texts(members: &mut Map<String, Value>, key: &str) -> Option<Vec<String>> {
    match members.shift_remove(key)? {
        Value::Array(elements) => Some(elements.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
        Value::String(text) => Some(vec![text]),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
