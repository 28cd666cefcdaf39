//! Finds the schemas in a document.

use crate::diag::PathStack;
use serde_json::{Map, Value};

/// Keywords whose value is a schema.
const SCHEMA: &[&str] = &[
    "additionalProperties",
    "items",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
];
/// Keywords whose value is a list of schemas.
const SCHEMAS: &[&str] = &["allOf", "oneOf", "anyOf", "prefixItems"];
/// Keywords whose value maps names to schemas.
const NAMED_SCHEMAS: &[&str] = &["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];
/// Fields that hold data, in which nothing is a schema.
const DATA: &[&str] = &["example", "examples", "default", "enum", "const", "mapping", "scopes"];
/// Fields that schemas never have, but other parts of a description do.
const OTHERWISE: &[&str] = &["schema", "content", "in", "responses", "parameters", "paths"];

/// What to do with a schema at its place.
pub(super) type Visit<'v> = dyn FnMut(&mut Map<String, Value>, &PathStack<'_>) + 'v;

/// Calls `visit` for every schema object of a description, outermost first.
pub(super) fn each_schema(document: &mut Value, root: &PathStack<'_>, visit: &mut Visit<'_>) {
    let Some(members) = document.as_object_mut() else { return };
    for (key, value) in members.iter_mut() {
        let trail = root.key(key);
        match value {
            Value::Object(parts) if key == "components" => {
                for (kind, part) in parts.iter_mut() {
                    let trail = trail.key(kind);
                    match part {
                        Value::Object(schemas) if kind == "schemas" => named(schemas, &trail, visit),
                        part => outside(kind, part, &trail, visit),
                    }
                }
            }
            Value::Object(schemas) if NAMED_SCHEMAS.contains(&key.as_str()) => named(schemas, &trail, visit),
            // Authors keep referenced schemas anywhere.
            Value::Object(_) if key.starts_with("x-") => each_likely_schema(value, &trail, visit),
            value => outside(key, value, &trail, visit),
        }
    }
}

/// Calls `visit` for every object that could be a schema, in a document of unknown kind. The keywords that are
/// rewritten have a type that the same field does not have anywhere else.
pub(super) fn each_likely_schema(value: &mut Value, trail: &PathStack<'_>, visit: &mut Visit<'_>) {
    match value {
        Value::Object(members) => {
            if !OTHERWISE.iter().any(|key| members.contains_key(*key)) {
                visit(members, trail);
            }
            for (key, value) in members.iter_mut() {
                let trail = trail.key(key);
                match value {
                    Value::Object(inner) if NAMED_SCHEMAS.contains(&key.as_str()) => {
                        for (name, value) in inner.iter_mut() {
                            each_likely_schema(value, &trail.key(name), visit);
                        }
                    }
                    _ if DATA.contains(&key.as_str()) => {}
                    value => each_likely_schema(value, &trail, visit),
                }
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter_mut().enumerate() {
                each_likely_schema(element, &trail.index(index), visit);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn named(schemas: &mut Map<String, Value>, trail: &PathStack<'_>, visit: &mut Visit<'_>) {
    for (name, schema) in schemas.iter_mut() {
        inside_schema(schema, &trail.key(name), visit);
    }
}

/// Outside of schemas, a schema is the value of a field called `schema`.
fn outside(key: &str, value: &mut Value, trail: &PathStack<'_>, visit: &mut Visit<'_>) {
    if DATA.contains(&key) || key.starts_with("x-") {
        return;
    }
    match value {
        Value::Object(_) if matches!(key, "schema" | "itemSchema") => inside_schema(value, trail, visit),
        Value::Object(members) => {
            // Headers can have any names, also such as `x-total` or `default`.
            let are_names = key == "headers";
            for (key, value) in members.iter_mut() {
                outside(if are_names { "" } else { key }, value, &trail.key(key), visit);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter_mut().enumerate() {
                outside("", element, &trail.index(index), visit);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn inside_schema(schema: &mut Value, trail: &PathStack<'_>, visit: &mut Visit<'_>) {
    let Some(object) = schema.as_object_mut() else { return };
    visit(object, trail);
    for (key, value) in object.iter_mut() {
        let trail = trail.key(key);
        let key = key.as_str();
        match value {
            Value::Array(elements) if SCHEMAS.contains(&key) || key == "items" => {
                for (index, element) in elements.iter_mut().enumerate() {
                    inside_schema(element, &trail.index(index), visit);
                }
            }
            Value::Object(members) if NAMED_SCHEMAS.contains(&key) => named(members, &trail, visit),
            Value::Object(_) if SCHEMA.contains(&key) => inside_schema(value, &trail, visit),
            _ => {}
        }
    }
}
