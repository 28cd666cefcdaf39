use super::*;
use crate::api::Use;
use serde_json::{Map, Value, json};

/// A description with these component schemas; references to them are short.
fn described(version: &str, schemas: &Value) -> Document {
    let text = schemas.to_string().replace("\"#/", "\"#/components/schemas/");
    let schemas: Value = serde_json::from_str(&text).expect("JSON");
    let info = json!({"title": "", "version": ""});
    Document::new(json!({"openapi": version, "info": info, "paths": {}, "components": {"schemas": schemas}}))
}

/// A value of the schema `a`.
fn made(version: &str, schemas: &Value, seed: u64) -> Result<Value, Unmade> {
    let document = described(version, schemas);
    Maker::new(&document, Random::from(seed)).value(document.at("#/components/schemas/a")?)
}

/// The value of the schema `a` that people expect.
fn exemplary(schemas: &Value, way: Use, seed: u64) -> Value {
    let document = described("3.1.0", schemas);
    let schema = document.at("#/components/schemas/a").expect("a schema");
    Maker::exemplary(&document, way, seed).value(schema).expect("a value")
}

#[test]
fn required_properties_are_present_and_within_bounds() {
    let schemas = json!({"b": {"type": "object", "required": ["n"], "properties": {
        "n": {"type": "integer", "exclusiveMinimum": 2, "maximum": 4},
        "t": {"type": "string", "minLength": 3, "maxLength": 5},
        "again": {"$ref": "#/b"},
    }}, "a": {"allOf": [{"$ref": "#/b"}, {"required": ["t", "undeclared"]}], "additionalProperties": {"type": "boolean"}}});
    for seed in 0..200 {
        for value in [made("3.1.0", &schemas, seed).expect("a value"), exemplary(&schemas, Use::Received, seed)] {
            assert!((3..=4).contains(&value["n"].as_i64().expect("an integer")), "{value}");
            assert!((3..=5).contains(&value["t"].as_str().expect("a text").chars().count()), "{value}");
            assert!(value["undeclared"].is_boolean(), "{value}");
            assert!(value["again"].is_null() || value["again"]["n"].is_i64(), "{value}");
        }
    }
}

#[test]
fn a_branch_has_its_tag() {
    let object = json!({"type": "object", "properties": {"kind": {"type": "string"}}, "additionalProperties": false});
    let schemas = json!({"c": object, "d": object, "a": {
        "oneOf": [{"$ref": "#/c"}, {"$ref": "#/d"}],
        "discriminator": {"propertyName": "kind", "mapping": {"see": "#/c"}},
    }});
    let kinds = (0..50).map(|seed| made("3.0.0", &schemas, seed).expect("a value")["kind"].clone());
    let mut kinds: Vec<Value> = kinds.collect();
    kinds.sort_by_key(Value::to_string);
    kinds.dedup();
    assert_eq!(kinds, ["d", "see"]);
}

#[test]
fn equal_seeds_give_equal_values() {
    let schemas = json!({"a": {"type": "array", "minItems": 9, "items": {"type": ["string", "null"]}}});
    let made = |seed| made("3.1.0", &schemas, seed);
    assert_eq!(made(5), made(5));
    assert_ne!(made(5), made(6));
    assert_eq!(exemplary(&schemas, Use::Sent, 5), exemplary(&schemas, Use::Sent, 5));
    assert_ne!(exemplary(&schemas, Use::Sent, 5), exemplary(&schemas, Use::Sent, 6));
}

#[test]
fn values_that_cannot_be_made_are_reported() {
    let made = |schemas: Value| made("3.1.0", &schemas, 1);
    let endless = json!({"a": {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#/a"}}}});
    assert_eq!(made(endless), Err(Unmade::Endless));
    assert_eq!(made(json!({"a": {"$ref": "other.json#/a"}})), Err(Unmade::Reference));
    assert_eq!(made(json!({"a": {"allOf": [{"type": "string"}, {"type": "object"}]}})), Err(Unmade::Nothing));
}

#[test]
fn people_get_examples_and_the_properties_of_their_direction() {
    let schemas = json!({"a": {"type": "object", "required": ["id", "secret"], "properties": {
        "id": {"type": "string", "readOnly": true, "pattern": "^p_[0-9]{4}$"},
        "secret": {"$ref": "#/secret"},
        "name": {"type": ["null", "string"], "examples": ["Ada"]},
        "level": {"type": "integer", "default": 7},
        "state": {"enum": [null, "on"]},
        "price": {"type": "number", "minimum": 0.5, "maximum": 0.5},
        "share": {"type": "number", "multipleOf": 0.25},
        "code": {"oneOf": [{"type": "null"}, {"type": "string", "format": "date"}]},
        "json": {"type": "string", "contentMediaType": "application/json", "contentSchema": {"const": {"a": 1}}},
    }}, "secret": {"type": "string", "writeOnly": true, "const": "s"}});
    let names = |value: &Value| value.as_object().map(Map::len);
    for seed in 0..50 {
        let received = exemplary(&schemas, Use::Received, seed);
        let id = received["id"].as_str().expect("a text");
        assert!(id.len() == 6 && id.starts_with("p_"), "{received}");
        assert_eq!(
            (&received["name"], &received["level"], &received["state"], &received["price"], &received["json"]),
            (&json!("Ada"), &json!(7), &json!("on"), &json!(0.5), &json!("{\"a\":1}"))
        );
        assert!(received["share"].as_f64().is_some_and(|share| (share / 0.25).fract() == 0.0), "{received}");
        assert_eq!((names(&received), received["code"].as_str().map(str::len)), (Some(8), Some(10)), "{received}");
        let sent = exemplary(&schemas, Use::Sent, seed);
        assert_eq!((names(&sent), &sent["id"], &sent["secret"]), (Some(8), &Value::Null, &json!("s")));
    }
}

#[test]
fn values_of_a_description_that_refers_to_itself_everywhere_stay_small() {
    let properties: Map<String, Value> = (0..30).map(|index| (format!("p{index}"), json!({"$ref": "#/a"}))).collect();
    let schemas = json!({"a": {"type": "object", "properties": properties}});
    let text = exemplary(&schemas, Use::Received, 1).to_string();
    assert!(text.len() < 100_000, "{}", text.len());
}

#[test]
fn what_is_required_and_forbidden_at_once_is_there_for_people() {
    let schemas = json!({"a": {"type": "object", "required": ["b"], "properties": {}, "additionalProperties": false}});
    assert!(exemplary(&schemas, Use::Received, 1)["b"].is_string());
    assert_eq!(made("3.1.0", &schemas, 1), Err(Unmade::Nothing));
}

#[test]
fn references_need_no_context() {
    let document = Document::new(json!({
        "swagger": "2.0", "info": {"title": "", "version": ""}, "paths": {},
        "definitions": {"a b": {"type": "string", "enum": ["x"]}, "B": {"$ref": "#/definitions/a%20b"}},
    }));
    let place = crate::diag::Pointer::from_escaped("/definitions/B");
    let schema = document.written(&place).expect("a schema").clone();
    assert_eq!(Maker::new(&document, Random::from(1)).value(&schema), Ok(json!("x")));
}

#[test]
fn an_object_of_a_union_shows_its_branch_at_any_depth() {
    let objects = json!([
        {"type": "object", "properties": {"target": {"type": "string"}, "template": {"type": "string"}}},
        {"type": "object", "properties": {"target": {"type": "string"}, "regex": {"type": "string"}}},
        {"type": "object", "properties": {"target": {"type": "string"}}},
    ]);
    for keyword in ["oneOf", "anyOf"] {
        let mut schema = json!({keyword: objects});
        for _ in 0..8 {
            schema = json!({"type": "object", "required": ["in"], "properties": {"in": schema}});
        }
        for seed in 0..20 {
            let made = exemplary(&json!({"a": schema}), Use::Sent, seed);
            let inside = made.pointer(&"/in".repeat(8)).expect("a value");
            assert!(inside["template"].is_string(), "{made}");
        }
    }
    // A schema that only says what its text contains is that of a text.
    let text = json!({"contentMediaType": "application/vnd.a+json", "contentSchema": {"type": "boolean"}});
    let made = exemplary(&json!({"a": text}), Use::Sent, 1);
    assert!(matches!(made.as_str(), Some("true" | "false")), "{made}");
}
