//! Where schemas stand in a document.

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
];
/// Keywords whose value is a list of schemas.
const SCHEMAS: &[&str] = &["allOf", "oneOf", "anyOf", "prefixItems"];
/// Keywords whose value maps names to schemas.
const NAMED_SCHEMAS: &[&str] = &["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];
/// Members that hold data, in which nothing is a schema.
const DATA: &[&str] = &["example", "examples", "default", "enum", "const", "mapping", "scopes"];

/// Calls `visit` for every schema object of a document, outermost first.
pub(super) fn each_schema(document: &mut Value, visit: &mut dyn FnMut(&mut Map<String, Value>)) {
    let Some(root) = document.as_object_mut() else { return };
    if let Some(Value::Object(schemas)) =
        root.get_mut("components").and_then(|components| components.get_mut("schemas"))
    {
        schemas.values_mut().for_each(|schema| inside_schema(schema, visit));
    }
    for (key, value) in root.iter_mut() {
        outside(key, value, visit);
    }
}

/// Outside schemas, a schema is what a member called `schema` holds.
fn outside(key: &str, value: &mut Value, visit: &mut dyn FnMut(&mut Map<String, Value>)) {
    if DATA.contains(&key) || key.starts_with("x-") {
        return;
    }
    match value {
        Value::Object(_) if matches!(key, "schema" | "itemSchema") => inside_schema(value, visit),
        Value::Object(members) if key != "schemas" => {
            members.iter_mut().for_each(|(key, value)| outside(key, value, visit));
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| outside("", element, visit)),
        _ => {}
    }
}

fn inside_schema(schema: &mut Value, visit: &mut dyn FnMut(&mut Map<String, Value>)) {
    let Some(object) = schema.as_object_mut() else { return };
    visit(object);
    for (key, value) in object.iter_mut() {
        let key = key.as_str();
        match value {
            Value::Array(elements) if SCHEMAS.contains(&key) || key == "items" => {
                elements.iter_mut().for_each(|element| inside_schema(element, visit));
            }
            Value::Object(members) if NAMED_SCHEMAS.contains(&key) => {
                members.values_mut().for_each(|member| inside_schema(member, visit));
            }
            Value::Object(_) if SCHEMA.contains(&key) => inside_schema(value, visit),
            _ => {}
        }
    }
}
