//! Whether a value has the shape of a schema: types, constants and required properties, without bounds. Unions choose by it.

use super::schemas::{Schemas, parts};
use serde_json::{Map, Value};

/// Below this depth, every value fits.
const DEEPEST: usize = 40;

/// Whether a value has the shape of a schema, as far as that can be told.
pub(super) fn fits(schemas: &mut Schemas<'_>, schema: &Value, value: &Value, depth: usize) -> bool {
    let Value::Object(schema) = schema else { return *schema != Value::Bool(false) };
    if depth > DEEPEST || !schemas.step() {
        return true;
    }
    let is_of_type = match schema.get("type") {
        Some(Value::String(name)) => is_of(value, name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(|name| is_of(value, name)),
        _ => true,
    };
    let same = |other: &Value| crate::text::is_same(other, value);
    let is_listed = schema.get("enum").and_then(Value::as_array).is_none_or(|all| all.iter().any(same));
    if !is_of_type || !is_listed || !schema.get("const").is_none_or(same) {
        return false;
    }
    if let Some((target, _)) = schemas.target(schema)
        && !fits(schemas, target, value, depth + 1)
    {
        return false;
    }
    if !parts(schema, "allOf").all(|(_, part)| fits(schemas, part, value, depth + 1)) {
        return false;
    }
    for keyword in ["oneOf", "anyOf"] {
        let is_choice = parts(schema, keyword).next().is_some();
        if is_choice && !parts(schema, keyword).any(|(_, branch)| fits(schemas, branch, value, depth + 1)) {
            return false;
        }
    }
    match value {
        Value::Object(members) => has_members(schemas, schema, members, depth),
        Value::Array(elements) => match schema.get("items") {
            Some(items) => elements.iter().take(100).all(|element| fits(schemas, items, element, depth + 1)),
            None => true,
        },
        _ => true,
    }
}

fn has_members(
    schemas: &mut Schemas<'_>,
    schema: &Map<String, Value>,
    members: &Map<String, Value>,
    depth: usize,
) -> bool {
    let none = Map::new();
    let declared = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let is_of_server = |name: &str| {
        let property = declared.get(name).map(|property| schemas.document.followed(property));
        property.and_then(|property| property.get("readOnly")) == Some(&Value::Bool(true))
    };
    let mut required = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    if !required.all(|name| members.contains_key(name) || is_of_server(name)) {
        return false;
    }
    let is_closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
    if is_closed && !schema.contains_key("patternProperties") && !members.keys().all(|name| declared.contains_key(name))
    {
        return false;
    }
    let given = declared.iter().filter_map(|(name, schema)| Some((schema, members.get(name)?)));
    given.into_iter().all(|(schema, member)| fits(schemas, schema, member, depth + 1))
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}
