//! Creates the smallest value that a schema allows, as far as it affects requests.

use serde_json::{Map, Value, json};

/// The maximum depth of optional properties.
const DEPTH: usize = 12;

/// Returns the smallest value of a schema.
pub(crate) fn smallest(document: &Value, schema: &Value) -> Value {
    value(document, schema, DEPTH)
}

fn value(document: &Value, schema: &Value, depth: usize) -> Value {
    let schema = &resolved(document, schema);
    if depth == 0 {
        return Value::Null;
    }
    if let Some(constant) = schema.get("const").or_else(|| schema["enum"].get(0)) {
        return constant.clone();
    }
    for key in ["oneOf", "anyOf"] {
        let variants = schema[key].as_array().into_iter().flatten();
        if let Some(variant) = variants.into_iter().find(|variant| variant["type"] != "null") {
            let mut siblings = schema.clone();
            siblings.as_object_mut().unwrap().remove(key);
            return value(document, &merged(siblings, &resolved(document, variant)), depth - 1);
        }
    }
    match type_of(schema) {
        "object" => object(document, schema, depth),
        "array" => {
            let count = schema["minItems"].as_u64().unwrap_or(0);
            (0..count).map(|_| value(document, &schema["items"], depth - 1)).collect()
        }
        "string" => text(schema),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        "boolean" => json!(true),
        _ => Value::Null,
    }
}

/// Returns the type, the first type other than `null`, or the type that other keywords imply.
fn type_of(schema: &Value) -> &str {
    let said = schema["type"].as_str();
    let listed = || schema["type"].as_array()?.iter().filter_map(Value::as_str).find(|each| *each != "null");
    said.or_else(listed).unwrap_or(if schema.get("items").is_some() { "array" } else { "object" })
}

fn object(document: &Value, schema: &Value, depth: usize) -> Value {
    let mut object = Map::new();
    let least = schema["minProperties"].as_u64().unwrap_or(0);
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for name in &required {
        object.insert((*name).to_owned(), value(document, &schema["properties"][name], depth - 1));
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if (object.len() as u64) < least && !object.contains_key(name) {
            object.insert(name.clone(), value(document, property, depth - 1));
        }
    }
    Value::Object(object)
}

fn text(schema: &Value) -> Value {
    // In this description, defaults are examples.
    if let Some(example) = schema["default"].as_str() {
        return json!(example);
    }
    let text = match schema["format"].as_str() {
        Some("date-time") => "2024-01-15T09:30:00.000Z",
        Some("date") => "2024-01-15",
        Some("email") => "user@example.com",
        Some("uri" | "url") => "https://example.com",
        Some("uuid") => "123e4567-e89b-12d3-a456-426614174000",
        Some("ipv4") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        Some("hostname") => "example.com",
        _ => "text",
    };
    let least = usize::try_from(schema["minLength"].as_u64().unwrap_or(0)).unwrap();
    json!(format!("{text:x<least$}"))
}

/// Resolves references and `allOf` into one schema.
pub(crate) fn resolved(document: &Value, schema: &Value) -> Value {
    let mut whole = schema.clone();
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).unwrap();
        whole.as_object_mut().unwrap().remove("$ref");
        whole = merged(whole, &resolved(document, target));
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        whole = merged(whole, &resolved(document, part));
    }
    whole
}

/// Merges the members of two schemas, including their properties and required names.
pub(crate) fn merged(mut left: Value, right: &Value) -> Value {
    if !left.is_object() {
        left = json!({});
    }
    for (key, value) in right.as_object().into_iter().flatten() {
        match (&mut left[key], value) {
            (Value::Object(own), Value::Object(more)) if key == "properties" => own.extend(more.clone()),
            (Value::Array(own), Value::Array(more)) if key == "required" => own.extend(more.clone()),
            (own, value) => *own = value.clone(),
        }
    }
    left
}

#[test]
fn values_match_their_schemas() {
    let document = json!({"s": {"type": "string", "minLength": 6}});
    let schema = json!({
        "allOf": [{"properties": {"a": {"$ref": "#/s"}}, "required": ["a"]}],
        "properties": {"b": {"enum": ["x", "y"]}, "c": {"oneOf": [{"type": "null"}, {"const": 3}]}, "d": {"type": "array", "items": {"type": ["null", "integer"], "minimum": 2}, "minItems": 2}, "e": {}},
        "required": ["b", "c", "d"],
    });
    assert_eq!(smallest(&document, &schema), json!({"a": "textxx", "b": "x", "c": 3, "d": [2, 2]}));
}
