//! A description with parameters and bodies of every kind that a client writes.

use serde_json::{Map, Value, json};

/// The description: an operation for each style and place, and one for each kind of body.
pub(crate) fn description() -> Value {
    let object =
        json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}});
    let schemas = [
        ("scalar", json!({"type": "integer"})),
        ("list", json!({"type": "array", "minItems": 1, "items": {"type": "integer"}})),
        ("object", object.clone()),
    ];
    let styles = [
        ("path", "simple"),
        ("path", "label"),
        ("path", "matrix"),
        ("query", "form"),
        ("query", "spaceDelimited"),
        ("query", "pipeDelimited"),
        ("query", "deepObject"),
        ("header", "simple"),
        ("cookie", "form"),
        ("cookie", "cookie"),
    ];
    let mut paths = Map::new();
    for (place, style) in styles {
        for (kind, schema) in &schemas {
            for explode in [true, false] {
                let name = format!("{place}-{style}-{kind}-{explode}");
                let parameter = json!({"name": "p", "in": place, "required": true, "style": style, "explode": explode, "schema": schema});
                add(&mut paths, &name, place, &json!({"parameters": [parameter]}));
            }
        }
    }
    for place in ["path", "query", "header", "cookie"] {
        let parameter =
            json!({"name": "p", "in": place, "required": true, "content": {"application/json": {"schema": object}}});
        add(&mut paths, &format!("{place}-json"), place, &json!({"parameters": [parameter]}));
    }
    let properties = json!({
        "n": {"type": "integer"}, "s": {"type": "string"}, "list": {"type": "array", "items": {"type": "integer"}}, "inside": object,
        "joined": {"type": "array", "minItems": 1, "items": {"type": "integer"}}, "deep": object,
        "whole": {"type": "array", "items": {"type": "integer"}},
    });
    let encoding = json!({
        "joined": {"explode": false}, "deep": {"style": "deepObject", "explode": true}, "whole": {"contentType": "application/json"},
    });
    for media_type in ["application/x-www-form-urlencoded", "multipart/form-data"] {
        let mut schema = json!({"type": "object", "required": ["n", "deep", "joined"], "properties": properties});
        if media_type.starts_with("multipart") {
            schema["properties"]["file"] = json!({"type": "string", "format": "binary"});
        }
        let body = json!({"required": true, "content": {media_type: {"schema": schema, "encoding": encoding}}});
        let name = media_type.split('/').next().unwrap_or_default();
        paths.insert(format!("/{name}"), json!({"post": operation(name, &json!({"requestBody": body}))}));
    }
    let query = json!({"name": "q", "in": "querystring", "required": true, "content": {"application/x-www-form-urlencoded": {"schema": object}}});
    add(&mut paths, "querystring", "querystring", &json!({"parameters": [query]}));
    json!({
        "openapi": "3.2.0", "info": {"title": "Kinds", "version": "1"}, "servers": [{"url": "https://kinds.example"}], "paths": paths,
    })
}

fn add(paths: &mut Map<String, Value>, name: &str, place: &str, members: &Value) {
    let path = if place == "path" { format!("/{name}/{{p}}") } else { format!("/{name}") };
    paths.insert(path, json!({"get": operation(name, members)}));
}

fn operation(name: &str, members: &Value) -> Value {
    let mut operation = members.clone();
    operation["operationId"] = json!(name);
    operation["tags"] = json!(["kinds"]);
    operation["responses"] = json!({"204": {"description": "Done."}});
    operation
}
