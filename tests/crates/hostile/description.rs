//! A description with hostile texts in every kind of place.

use super::payloads::{PAYLOADS, texts};
use serde_json::{Map, Value, json};

/// Places of text that does not become a name.
pub(super) struct Prose<'a>(pub(super) &'a str);

impl Prose<'_> {
    pub(super) fn schema(&self) -> Value {
        json!({
            "type": "object", "title": self.0, "description": self.0, "required": ["id"],
            "properties": {
                "id": {"type": "string", "description": self.0, "pattern": self.0, "default": self.0, "example": self.0, "format": self.0},
                "kind": {"type": "string", "enum": ["one", "two"], "description": self.0, "x-enumDescriptions": [self.0, self.0],
                    "x-enum-descriptions": [self.0, self.0]},
                "old": {"type": "string", "deprecated": true, "examples": [self.0], "externalDocs": {"url": self.0, "description": self.0}},
                "keys": {"type": "object", "description": self.0, "additionalProperties": {"type": "string", "description": self.0},
                    "propertyNames": {"enum": [self.0, "b"], "description": self.0}},
                "other": {"$ref": "#/components/schemas/Thing", "description": self.0},
                "any": {"oneOf": [{"type": "string", "description": self.0}, {"type": "object", "description": self.0}]},
            },
        })
    }

    /// A usable default of a server variable: templates and empty defaults are not generated.
    pub(super) fn host(&self) -> String {
        format!("a{}", self.0.replace(['{', '<'], ""))
    }

    pub(super) fn operation(&self, id: &str, schema: &str) -> Value {
        let content = json!({"application/json": {"schema": {"$ref": schema}, "example": self.0,
            "examples": {self.0: {"summary": self.0, "description": self.0, "value": self.0}}}});
        json!({
            "operationId": id, "summary": self.0, "description": self.0, "tags": ["things"],
            "deprecated": true, "x-release-lifecycle": self.0,
            "externalDocs": {"url": self.0, "description": self.0},
            "parameters": [
                {"name": "q", "in": "query", "description": self.0, "example": self.0, "schema": {"type": "string", "default": self.0, "pattern": self.0}},
                {"name": "id", "in": "path", "required": true, "description": self.0, "schema": {"type": "string"}},
            ],
            "requestBody": {"required": true, "description": self.0, "content": content},
            "responses": {
                "200": {"description": self.0, "content": content},
                "404": {"description": self.0, "headers": {"X-A": {"description": self.0, "schema": {"type": "string"}}}},
            },
        })
    }

    pub(super) fn description(&self) -> Value {
        json!({
            "openapi": "3.1.0",
            "info": {"title": self.0, "version": self.0, "summary": self.0, "description": self.0,
                "termsOfService": self.0, "contact": {"name": self.0, "url": self.0}, "license": {"name": self.0}},
            "tags": [{"name": "things", "description": self.0}],
            "servers": [
                {"url": "https://{host}.example", "description": self.0,
                    "variables": {"host": {"default": self.host(), "enum": [self.host(), "b"], "description": self.0}}},
            ],
            "security": [{"key": []}],
            "paths": {"/a/{id}": {"summary": self.0, "description": self.0, "put": self.operation("change", "#/components/schemas/Thing")}},
            "webhooks": {"happened": {"post": {"summary": self.0, "description": self.0, "requestBody": {"description": self.0,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}, "responses": {"204": {"description": self.0}}}}},
            "components": {
                "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": self.0},
                    "oauth": {"type": "oauth2", "description": self.0, "flows": {"clientCredentials": {
                        "tokenUrl": "https://a.example/token", "scopes": {"read": self.0}}}}},
                "schemas": {"Thing": self.schema()},
            },
        })
    }
}

/// An operation with a text in every place.
fn operation(text: &str, index: usize) -> Value {
    let other = format!("{text}2");
    let mut operation = Prose(text).operation(text, &format!("#/components/schemas/S{index}"));
    operation["tags"] = json!([text]);
    operation["x-named"] =
        json!({"$ref": format!("#/components/schemas/N{}", text.replace('~', "~0").replace('/', "~1"))});
    operation["security"] = json!([{text: [text]}]);
    operation["parameters"].as_array_mut().expect("parameters").extend([
        json!({"name": text, "in": "query", "description": text, "schema": {"type": "string", "enum": [text]}}),
        json!({"name": other, "in": "query", "required": true, "style": text, "schema": {"type": "array", "items": {"type": "string"}}}),
        json!({"name": format!("X-{text}"), "in": "header", "schema": {"type": "string"}}),
        json!({"name": text, "in": "cookie", "schema": {"type": "string"}}),
    ]);
    operation["requestBody"]["content"][format!("text/{text}")] = json!({"schema": {"type": "string"}});
    operation["requestBody"]["content"]["multipart/form-data"] = json!({
        "schema": {"type": "object", "properties": {text: {"type": "string"}, &other: {"type": "string", "format": "binary"}}},
        "encoding": {text: {"contentType": text}},
    });
    let encoding = json!({"contentType": text, "headers": {text: {"required": true, "schema": {"const": text}}, "content-id": {"schema": {"type": "string"}}}});
    operation["requestBody"]["content"][format!("multipart/{text}")] = json!({
        "schema": {"type": "array", "prefixItems": [{}, {"type": "object", "properties": {text: {}}}], "items": {"type": "string", "format": "binary"}},
        "prefixEncoding": [encoding, {"contentType": "multipart/mixed", "encoding": {text: encoding}}], "itemEncoding": encoding,
    });
    operation["parameters"].as_array_mut().expect("parameters").push(json!({"name": "whole", "in": "querystring", "content": {
        "application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {text: {"type": "string"}}}, "encoding": {text: {"contentType": text, "style": text}}},
    }}));
    operation["responses"][text] =
        json!({"description": text, "content": {"application/json": {"schema": {"type": "string"}}}});
    // Other letters for one status.
    for status in ["4xx", "4XX", " 4XX"] {
        operation["responses"][status] =
            json!({"description": text, "content": {"application/json": {"schema": {"type": "boolean"}}}});
    }
    operation["callbacks"] = json!({text: {format!("{{$request.body#/{text}}}"): {"post": {"responses": {"200": {"description": text}}, "requestBody":
        {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Left"}}}}}}}});
    operation
}

/// Every text at every place of one description, including places that become names.
pub(super) fn everywhere() -> Value {
    let mut schemas = Map::new();
    let mut paths = Map::new();
    let mut webhooks = Map::new();
    let mut schemes = Map::new();
    let mut tags = Vec::new();
    for (index, text) in texts().iter().enumerate() {
        let prose = Prose(text);
        let other = format!("{text}2");
        let mut schema = prose.schema();
        schema["properties"][text] = json!({"type": "string", "const": text});
        schema["properties"][&other] = json!({"type": "string", "enum": [text, other, "x"]});
        schema["properties"]["words"] =
            json!({"type": "integer", "enum": [index, index + 1], "x-enum-varnames": [text, "Other"]});
        schema["properties"]["union"] = json!({
            "oneOf": [{"$ref": "#/components/schemas/Left"}, {"$ref": "#/components/schemas/Right"}],
            "discriminator": {"propertyName": "kind", "mapping": {text: "#/components/schemas/Left", &other: "#/components/schemas/Right"}},
        });
        schemas.insert(format!("S{index}"), schema);
        schemas.insert(
            format!("N{text}"),
            json!({"type": "object", "properties": {"a": {"type": "integer", "minimum": index}}}),
        );
        let operation = operation(text, index);
        let path = format!("/p{index}/{{id}}/{}", text.replace(['{', '}'], ""));
        paths.insert(path, json!({"put": operation, "servers": [{"url": format!("https://s{index}.example/{}", text.replace(['{', '}'], "")), "description": text}]}));
        webhooks.insert(
            text.clone(),
            json!({"post": {"summary": text, "description": text, "requestBody": {"content":
            {"application/json": {"schema": {"$ref": "#/components/schemas/Left"}}}}}}),
        );
        schemes.insert(text.clone(), json!({"type": "apiKey", "in": "query", "name": text, "description": text}));
        tags.push(json!({"name": text, "description": text}));
    }
    for (name, tag) in [("Left", "left"), ("Right", "right")] {
        schemas.insert(name.to_owned(), json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, tag: {"type": "string"}}}));
    }
    let mut description = Prose(PAYLOADS[0]).description();
    // Those without a default are arguments of the builder.
    let variables: Map<String, Value> = texts()
        .iter()
        .filter(|text| !text.contains(['{', '}']))
        .enumerate()
        .flat_map(|(index, text)| {
            let with_default = json!({"default": text, "enum": [text], "description": text});
            [(format!("{text}{index}"), with_default), (text.clone(), json!({"description": text}))]
        })
        .collect();
    description["servers"][0]["url"] =
        format!("https://a.example/{}", variables.keys().map(|name| format!("{{{name}}}")).collect::<String>()).into();
    description["servers"][0]["variables"] = Value::Object(variables);
    description["tags"] = tags.into();
    description["paths"].as_object_mut().expect("paths").extend(paths);
    description["webhooks"].as_object_mut().expect("webhooks").extend(webhooks);
    description["components"]["schemas"].as_object_mut().expect("schemas").extend(schemas);
    description["components"]["securitySchemes"].as_object_mut().expect("schemes").extend(schemes);
    description
}
