//! Rewrites schemas into the form of 3.1: `nullable` becomes a type, exclusive bounds become numbers, and siblings of
//! `$ref` that 3.0 ignores are dropped. Descriptions that declare 3.1 often keep the idioms of 3.0 with the same
//! meaning.

use super::origins::Origins;
use crate::diag::PathStack;
use serde_json::{Map, Value, json};

/// How to treat siblings of `$ref`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Siblings {
    /// They add to the referenced schema (JSON Schema 2020-12, 8.2.3.1).
    Hold,
    /// They are ignored (OpenAPI 3.0.3, "Reference Object"), except for descriptions, which are harmless and helpful.
    Ignored,
}

/// Annotations: they do not constrain values, so they stay outside when a schema is wrapped.
const ANNOTATIONS: &[&str] =
    &["title", "description", "deprecated", "default", "example", "examples", "readOnly", "writeOnly"];
/// Keywords that imply the type of a schema without `type`.
pub(crate) const TELLING: &[(&str, &str)] = &[
    ("properties", "object"),
    ("additionalProperties", "object"),
    ("items", "array"),
    ("pattern", "string"),
    ("minLength", "string"),
    ("maxLength", "string"),
    ("format", "string"),
];
/// Keywords that compose a schema of subschemas.
const COMPOSITION: &[&str] = &["$ref", "allOf", "oneOf", "anyOf", "not", "if"];

/// Rewrites one schema object. Returns whether an array under `items` was read as a choice.
pub(super) fn rewrite(
    schema: &mut Map<String, Value>,
    trail: &PathStack<'_>,
    (siblings, listed): (Siblings, ListedItems),
    origins: &mut Origins,
) -> bool {
    if siblings == Siblings::Ignored {
        drop_siblings(schema);
    }
    exclusive_bound(schema, "minimum", "exclusiveMinimum");
    exclusive_bound(schema, "maximum", "exclusiveMaximum");
    // As Swagger 2.0 extensions write it.
    if let Some(Value::String(property)) = schema.get("discriminator") {
        let object = json!({"propertyName": property});
        schema.insert("discriminator".to_owned(), object);
    }
    let is_listed = schema.get("items").is_some_and(Value::is_array) && !schema.contains_key("prefixItems");
    match listed {
        ListedItems::Choice if is_listed => by_choice(schema, trail, origins),
        ListedItems::Positions if is_listed => by_position(schema, trail, origins),
        ListedItems::Choice | ListedItems::Positions => {}
    }
    if is_nullable(schema) && !becomes_null(schema) {
        wrap(schema, trail, origins);
    }
    is_listed && listed == ListedItems::Choice
}

fn drop_siblings(schema: &mut Map<String, Value>) {
    // A property can be named `$ref`; the keyword has a string.
    if schema.get("$ref").is_some_and(Value::is_string) {
        schema.retain(|key, _| {
            matches!(
                key.as_str(),
                "$ref" | "title" | "description" | "nullable" | "deprecated" | "readOnly" | "writeOnly"
            ) || key.starts_with("x-")
        });
    }
}

fn exclusive_bound(schema: &mut Map<String, Value>, bound: &str, exclusive: &str) {
    match schema.get(exclusive) {
        Some(Value::Bool(true)) => {
            schema.shift_remove(exclusive);
            if let Some(value) = schema.shift_remove(bound) {
                schema.insert(exclusive.to_owned(), value);
            }
        }
        Some(Value::Bool(false)) => {
            schema.shift_remove(exclusive);
        }
        _ => {}
    }
}

/// What an array of schemas under `items` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListedItems {
    /// Items match any of them: OpenAPI 2.0 and 3.0 do not support positional schemas, and authors who write an array
    /// mean a choice.
    Choice,
    /// One schema for each position (JSON Schema, drafts before 2020-12).
    Positions,
}

/// Rewrites an array of schemas under `items` as a choice between them and `additionalItems`.
fn by_choice(schema: &mut Map<String, Value>, trail: &PathStack<'_>, origins: &mut Origins) {
    let place = trail.pointer();
    let before = origins.original(&place);
    let Some(Value::Array(mut choice)) = schema.shift_remove("items") else { return };
    if schema.get("additionalItems").is_some_and(Value::is_object)
        && let Some(more) = schema.shift_remove("additionalItems")
    {
        origins.moved(before.join("additionalItems"), place.join("items").join("anyOf").join(choice.len()));
        choice.push(more);
    }
    origins.moved(before.join("items"), place.join("items").join("anyOf"));
    let items = if choice.is_empty() { json!({}) } else { json!({"anyOf": choice}) };
    schema.insert("items".to_owned(), items);
}

/// Rewrites an array of schemas under `items` as `prefixItems`, and `additionalItems` as `items` (JSON Schema, drafts
/// before 2020-12).
fn by_position(schema: &mut Map<String, Value>, trail: &PathStack<'_>, origins: &mut Origins) {
    let place = trail.pointer();
    let mut moved = |schema: &mut Map<String, Value>, before: &str, after: &str| {
        if let Some(value) = schema.shift_remove(before) {
            origins.moved(origins.original(&place).join(before), place.join(after));
            schema.insert(after.to_owned(), value);
        }
    };
    moved(schema, "items", "prefixItems");
    // Without `additionalItems`, anything may follow.
    if schema.get("additionalItems") != Some(&Value::Bool(true)) {
        moved(schema, "additionalItems", "items");
    }
}

/// Whether a schema is nullable, by `nullable` of 3.0 or the extension used with 2.0.
fn is_nullable(schema: &mut Map<String, Value>) -> bool {
    // In a map of properties, `nullable` is a property's schema.
    let mut nullable = false;
    for key in ["nullable", "x-nullable"] {
        if schema.get(key).is_some_and(Value::is_boolean) {
            nullable |= schema.shift_remove(key) == Some(Value::Bool(true));
        }
    }
    nullable
}

/// Adds `null` to the types of a schema. `false` if it is a composition or has a `const`.
fn becomes_null(schema: &mut Map<String, Value>) -> bool {
    if COMPOSITION.iter().any(|key| schema.contains_key(*key)) || schema.contains_key("const") {
        return false;
    }
    let null = json!("null");
    match schema.get_mut("type") {
        Some(Value::String(name)) => {
            let types = json!([name, "null"]);
            schema.insert("type".to_owned(), types);
        }
        Some(Value::Array(types)) => {
            if !types.contains(&null) {
                types.push(null);
            }
        }
        // Without a type, only a keyword that implies one or the list of values forbids `null`.
        _ => {
            if let Some((_, name)) = TELLING.iter().find(|(key, _)| schema.contains_key(*key)) {
                schema.insert("type".to_owned(), json!([name, "null"]));
            } else if !schema.contains_key("enum") {
                // Nothing else constrains it. As a variant of a union, this means null.
                schema.insert("nullable".to_owned(), json!(true));
            }
        }
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    true
}

/// Beside a reference or a composition, `nullable` means the union with null.
fn wrap(schema: &mut Map<String, Value>, trail: &PathStack<'_>, origins: &mut Origins) {
    let (outer, inner): (Map<String, Value>, Map<String, Value>) = std::mem::take(schema)
        .into_iter()
        .partition(|(key, _)| ANNOTATIONS.contains(&key.as_str()) || key.starts_with("x-"));
    *schema = outer;
    let place = trail.pointer();
    origins.wrapped(&place, place.join("anyOf").join(0));
    schema.insert("anyOf".to_owned(), json!([inner, {"type": "null"}]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::normalise;

    fn rewritten_as(version: &str, schema: &Value) -> Value {
        let document = json!({"openapi": version, "paths": {}, "components": {"schemas": {"A": schema}}});
        let (normal, diagnostics) = normalise(document);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        normal.documents.main()["components"]["schemas"]["A"].clone()
    }

    fn rewritten(schema: Value) -> Value {
        rewritten_as("3.0.3", &schema)
    }

    #[test]
    fn nullable_becomes_a_type() {
        for version in ["3.0.3", "3.1.0"] {
            for (before, after) in [
                (json!({"type": "string", "nullable": true}), json!({"type": ["string", "null"]})),
                (json!({"type": "string", "nullable": false}), json!({"type": "string"})),
                (json!({"type": "string", "x-nullable": true}), json!({"type": ["string", "null"]})),
                (
                    json!({"$ref": "#/x", "nullable": true, "description": "d"}),
                    json!({"description": "d", "anyOf": [{"$ref": "#/x"}, {"type": "null"}]}),
                ),
                (
                    json!({"properties": {"a": {"items": {"type": "integer", "nullable": true}}}}),
                    json!({"properties": {"a": {"items": {"type": ["integer", "null"]}}}}),
                ),
                (
                    json!({"type": "string", "enum": ["a"], "nullable": true}),
                    json!({"type": ["string", "null"], "enum": ["a", null]}),
                ),
                (json!({"enum": ["a"], "nullable": true}), json!({"enum": ["a", null]})),
                (
                    json!({"properties": {"a": {}}, "nullable": true}),
                    json!({"properties": {"a": {}}, "type": ["object", "null"]}),
                ),
                (
                    json!({"allOf": [{"$ref": "#/x"}], "nullable": true, "readOnly": true}),
                    json!({"readOnly": true, "anyOf": [{"allOf": [{"$ref": "#/x"}]}, {"type": "null"}]}),
                ),
                (json!({"nullable": true, "title": "t"}), json!({"title": "t", "nullable": true})),
            ] {
                assert_eq!(rewritten_as(version, &before), after);
            }
        }
        let in_31 = json!({"type": ["string", "integer"], "nullable": true});
        assert_eq!(rewritten_as("3.1.0", &in_31), json!({"type": ["string", "integer", "null"]}));
    }

    #[test]
    fn exclusive_bounds_become_numbers() {
        assert_eq!(rewritten(json!({"minimum": 1, "exclusiveMinimum": true})), json!({"exclusiveMinimum": 1}));
        assert_eq!(rewritten(json!({"maximum": 1, "exclusiveMaximum": false})), json!({"maximum": 1}));
        let in_31 = json!({"exclusiveMinimum": 1});
        assert_eq!(rewritten_as("3.1.0", &in_31), in_31);
    }

    #[test]
    fn schemas_by_position_are_those_of_3_1() {
        for (before, after) in [
            (
                json!({"items": [{"type": "string", "nullable": true}, {}], "additionalItems": {"type": "integer", "nullable": true}}),
                json!({"prefixItems": [{"type": ["string", "null"]}, {}], "items": {"type": ["integer", "null"]}}),
            ),
            (json!({"items": [{}], "additionalItems": false}), json!({"prefixItems": [{}], "items": false})),
            (json!({"items": [{}], "additionalItems": true}), json!({"additionalItems": true, "prefixItems": [{}]})),
            (json!({"items": {}, "additionalItems": false}), json!({"items": {}, "additionalItems": false})),
        ] {
            assert_eq!(rewritten_as("3.1.0", &before), after);
        }
        let schema = json!({"items": [{"type": "string"}], "additionalItems": {"type": "integer"}});
        let document = json!({"openapi": "3.1.0", "components": {"schemas": {"A": schema}}});
        let (normal, _) = normalise(document);
        let at = |text: &str| crate::diag::Pointer::from_escaped(format!("/components/schemas/A/{text}"));
        for (before, after) in [("items/0", "prefixItems/0"), ("additionalItems", "items")] {
            assert_eq!(
                (normal.origins.current(&at(before)), normal.origins.original(&at(after))),
                (at(after), at(before))
            );
        }
    }

    #[test]
    fn a_list_of_schemas_under_items_is_a_choice_before_3_1() {
        for (before, after) in [
            (
                json!({"items": [{"type": "string", "nullable": true}, {}]}),
                json!({"items": {"anyOf": [{"type": ["string", "null"]}, {}]}}),
            ),
            (
                json!({"items": [{"type": "string"}], "additionalItems": {"type": "integer"}}),
                json!({"items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}),
            ),
            (json!({"items": []}), json!({"items": {}})),
        ] {
            let document = json!({"openapi": "3.0.3", "paths": {}, "components": {"schemas": {"A": before}}});
            let (normal, diagnostics) = normalise(document);
            assert_eq!(normal.documents.main()["components"]["schemas"]["A"], after);
            let place = diagnostics.iter().map(|each| (each.code.number(), each.pointer.text())).next();
            assert_eq!(place, Some(("B0206", "/components/schemas/A/items".to_owned())));
            let at = |text: &str| crate::diag::Pointer::from_escaped(format!("/components/schemas/A/{text}"));
            assert_eq!(normal.origins.current(&at("items/0")), at("items/anyOf/0"));
            assert_eq!(
                normal.origins.original(&at("items/anyOf/1")),
                match before["additionalItems"].is_object() {
                    true => at("additionalItems"),
                    false => at("items/1"),
                }
            );
        }
    }

    #[test]
    fn siblings_of_a_reference_are_ignored_in_3_0_and_kept_in_3_1() {
        let schema = json!({"$ref": "#/x", "type": "object", "description": "d"});
        assert_eq!(rewritten(schema.clone()), json!({"$ref": "#/x", "description": "d"}));
        assert_eq!(rewritten_as("3.1.1", &schema), schema);
    }

    #[test]
    fn properties_named_like_keywords_are_left_alone() {
        for name in ["nullable", "$ref", "discriminator", "exclusiveMinimum", "example", "x-nullable"] {
            let schema = json!({"properties": {name: {"type": "boolean"}}});
            assert_eq!(rewritten(schema.clone()), schema);
        }
        let inside_data = json!({"default": {"nullable": true, "type": "a"}, "example": {"nullable": true}});
        assert_eq!(rewritten(inside_data.clone()), inside_data);
    }

    #[test]
    fn a_bare_discriminator_becomes_an_object() {
        assert_eq!(rewritten(json!({"discriminator": "kind"})), json!({"discriminator": {"propertyName": "kind"}}));
    }
}
