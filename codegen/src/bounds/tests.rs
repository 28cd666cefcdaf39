use super::*;
use crate::api::Use;
use crate::diag::Pointer;
use crate::sample::{Document, Maker, Manner, Random};
use serde_json::{Value, json};

fn described(schemas: &Value) -> Document {
    let text = schemas.to_string().replace("\"#/", "\"#/components/schemas/");
    let schemas: Value = serde_json::from_str(&text).expect("JSON");
    let info = json!({"title": "", "version": ""});
    Document::new(json!({"openapi": "3.1.0", "info": info, "paths": {}, "components": {"schemas": schemas}}))
}

/// What of a value is out of the bounds of the schema `a`: path, place below the schemas, expected, found.
fn found(schemas: &Value, value: &Value) -> Vec<String> {
    let place = Pointer::from_escaped("/components/schemas/a");
    let found = Bounds::default().check(&described(schemas), &place, "", value);
    let line = |each: Excess| {
        let place = each.place.to_string().replace("#/components/schemas/", "");
        format!("{} {place}: {}, {}", each.path, each.expected, each.found)
    };
    found.into_iter().map(line).collect()
}

#[test]
fn each_bound_is_checked_with_its_place() {
    let schemas = json!({
        "a": {"allOf": [{"$ref": "#/b"}], "minProperties": 2, "maxProperties": 8, "additionalProperties": {"maxLength": 1}, "properties": {
            "t": {"type": "string", "minLength": 2, "maxLength": 3, "pattern": "^é"}, "n": {"minimum": 1, "maximum": 9, "multipleOf": 0.1},
            "e": {"exclusiveMinimum": 1, "exclusiveMaximum": 2}, "l": {"minItems": 1, "maxItems": 2, "uniqueItems": true, "items": {"$ref": "#/c"}},
            "id": {"format": "uuid"}, "p": {"pattern": "^(?=a)"},
        }},
        "b": {"properties": {"t": {"minLength": 2}}},
        "c": {"type": ["string", "object"], "maxLength": 1, "properties": {"d": {"format": "date"}}},
    });
    let right = json!({"t": "éa", "n": 8.3, "e": 1.5, "l": ["a", "b"], "id": "123e4567-e89b-12d3-a456-426614174000", "p": "b", "o": "x"});
    assert!(found(&schemas, &right).is_empty(), "{:?}", found(&schemas, &right));
    let wrong = json!({"t": "x", "n": 0.55, "e": 2, "l": ["ab", {"d": "today"}, "ab"], "id": "7", "o": "xx"});
    assert_eq!(
        found(&schemas, &wrong),
        [
            "$.t b/properties/t/minLength: a string of at least 2 characters, a string of 1 character",
            "$.t a/properties/t/pattern: a string that matches ^é, a string",
            "$.n a/properties/n/minimum: a number of at least 1, a number",
            "$.n a/properties/n/multipleOf: a number that is a multiple of 0.1, a number",
            "$.e a/properties/e/exclusiveMaximum: a number below 2, an integer",
            "$.l a/properties/l/maxItems: an array of at most 2 items, an array of 3 items",
            "$.l a/properties/l/uniqueItems: an array of distinct items, item 2 again",
            "$.l[0] c/maxLength: a string of at most 1 character, a string of 2 characters",
            "$.l[1].d c/properties/d/format: a date (RFC 3339), such as \"2026-01-31\", a string",
            "$.l[2] c/maxLength: a string of at most 1 character, a string of 2 characters",
            "$.id a/properties/id/format: a UUID, such as \"123e4567-e89b-12d3-a456-426614174000\", a string",
            "$.o a/additionalProperties/maxLength: a string of at most 1 character, a string of 2 characters",
        ]
    );
    assert_eq!(
        found(&schemas, &json!({"l": []})),
        [
            "$ a/minProperties: an object of at least 2 properties, an object of 1 property",
            "$.l a/properties/l/minItems: an array of at least 1 item, an array of 0 items",
        ]
    );
}

#[test]
fn a_value_is_within_bounds_if_one_branch_of_its_shape_says_so() {
    let schemas = json!({"a": {"oneOf": [
        {"type": "object", "required": ["kind", "n"], "properties": {"kind": {"const": "x"}, "n": {"maximum": 5}}},
        {"type": "object", "required": ["kind", "n"], "properties": {"kind": {"const": "y"}, "n": {"maximum": 50}}},
        {"anyOf": [{"type": "string", "maxLength": 2}, {"type": "string", "format": "uuid"}, {"type": "null"}]},
    ]}});
    let count = |value: Value| found(&schemas, &value).len();
    assert_eq!((count(json!({"kind": "x", "n": 6})), count(json!({"kind": "y", "n": 6}))), (1, 0));
    assert_eq!((count(json!("ab")), count(json!("abc")), count(json!(null)), count(json!(true))), (0, 1, 0, 0));
    assert_eq!(count(json!("123e4567-e89b-12d3-a456-426614174000")), 0);
}

#[test]
fn secrets_are_known_by_names_and_formats() {
    let schemas = json!({"a": {"maxLength": 1, "properties": {
        "api_key": {"maxLength": 1}, "token": {"items": {"maxLength": 1}}, "name": {"maxLength": 1}, "own": {"maxLength": 1, "format": "password"}}}});
    let (document, place) = (described(&schemas), Pointer::from_escaped("/components/schemas/a"));
    let secret = |name: &str, value: Value| -> Vec<bool> {
        Bounds::default().check(&document, &place, name, &value).iter().map(|each| each.is_secret).collect()
    };
    assert_eq!(
        secret("", json!({"api_key": "ab", "token": ["ab"], "name": "ab", "own": "ab"})),
        [true, true, false, true]
    );
    assert_eq!((secret("client_secret", json!("ab")), secret("", json!("ab"))), (vec![true], vec![false]));
}

#[test]
fn large_and_recursive_values_take_a_bounded_number_of_steps() {
    let branch = json!({"type": "object", "properties": {"a": {"$ref": "#/a"}, "b": {"$ref": "#/a"}}});
    let schemas = json!({"a": {"anyOf": [branch, branch, branch, {"$ref": "#/a"}]}});
    let mut value = json!({});
    for _ in 0..100 {
        value = json!({"a": value, "b": {}});
    }
    assert!(found(&schemas, &value).is_empty());
    let twice = json!({"a": {"uniqueItems": true, "items": {"uniqueItems": true}}});
    let many: Value = (0..100_000).map(|index| json!([index, {"x": index}])).collect();
    assert!(found(&twice, &many).is_empty());
    assert_eq!(found(&twice, &json!([{"x": 1, "y": [2]}, {"y": [2.0], "x": 1}])).len(), 1);
}

#[test]
fn made_values_are_within_bounds() {
    let schemas = [
        json!({"type": "string", "minLength": 40, "maxLength": 41}),
        json!({"type": "string", "format": "email", "maxLength": 12}),
        json!({"type": "string", "format": "email", "minLength": 50}),
        json!({"type": "string", "format": "uri", "maxLength": 15}),
        json!({"type": "string", "format": "uri", "minLength": 100}),
        json!({"type": "string", "format": "date-time"}),
        json!({"type": "string", "pattern": "^[a-z]+(-[a-z]+)*$", "minLength": 20, "maxLength": 24}),
        json!({"type": "string", "pattern": "^(a|bb)\\b[-a].$"}),
        json!({"type": "integer", "minimum": 7, "multipleOf": 5, "maximum": 12}),
        json!({"type": "integer", "exclusiveMinimum": 9, "exclusiveMaximum": 11}),
        json!({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1.0e-7}),
        json!({"type": "number", "exclusiveMinimum": 1.0e12, "maximum": 2.0e12}),
        json!({"type": "number", "minimum": 0.3, "maximum": 1, "multipleOf": 0.25}),
        json!({"type": "array", "uniqueItems": true, "minItems": 5, "items": {"type": "integer", "minimum": 1, "maximum": 5}}),
        json!({"type": "array", "uniqueItems": true, "minItems": 3, "items": {"enum": ["a", "b", "c"]}}),
        json!({"type": "array", "uniqueItems": true, "minItems": 20, "items": {"type": "string"}}),
        json!({"type": "object", "minProperties": 3, "additionalProperties": {"type": "string", "maxLength": 2}}),
        json!({"type": "object", "minProperties": 2, "propertyNames": {"pattern": "^x-[a-z]{2}$"}, "additionalProperties": {"type": "string"}}),
        json!({"type": "object", "minProperties": 2, "patternProperties": {"^[a-z]{5}$": {"type": "integer", "minimum": 3}}, "additionalProperties": false}),
        json!({"type": "object", "maxProperties": 1, "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}),
    ];
    let bounds = Bounds::default();
    for schema in schemas {
        let document = described(&json!({"a": schema}));
        for seed in 0..50 {
            let mut maker = Maker::exemplary(&document, Use::Sent, seed);
            (maker.manner, maker.random) = (Manner::Plain, Random::from(seed));
            let value = maker.value(&schema).unwrap_or_else(|why| panic!("{schema}: {why}"));
            let found = bounds.check(&document, &Pointer::from_escaped("/components/schemas/a"), "", &value);
            assert!(found.is_empty(), "{schema} {value}: {found:?}");
        }
    }
}
