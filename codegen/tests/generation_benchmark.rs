//! Tests the helpers of the generation benchmark: copies give multiples, counts are parsed, and failures do not stop a run.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "../benches/generate/bound.rs"]
mod bound;
#[path = "../benches/generate/copies.rs"]
mod copies;
#[path = "../benches/generate/failures.rs"]
mod failures;

use bindery::config::Config;
use bindery::diag::Severity;
use bound::Bound;
use failures::Failures;
use serde_json::{Value, json};
use std::path::Path;

/// The counts for a description copied so many times, with the webhooks, and the diagnostics that matter.
fn bind(document: &Value, times: usize) -> (Bound, usize) {
    let bytes = copies::repeated(document, times).to_string().into_bytes();
    let run = bindery::bind(Path::new("copies.json"), bytes, &Config::default());
    let found: Vec<&str> = run
        .diagnostics
        .iter()
        .filter(|each| each.severity != Severity::Note)
        .map(|each| each.message.as_str())
        .collect();
    assert_eq!(found, [""; 0], "{times} copies");
    let product = run.product.expect("a product");
    let bound = Bound {
        types: product.api.types.len(),
        equal: product.analysis.equal().count(),
        operations: product.api.operations.len(),
    };
    (bound, product.api.webhooks.len())
}

/// Binds a description once and several times over, and returns the counts of one.
fn copied(document: &Value) -> (Bound, usize) {
    let (one, webhooks) = bind(document, 1);
    for times in [2, 11] {
        let (several, received) = bind(document, times);
        assert_eq!(several.of_copies(one, times), Ok(()));
        assert_eq!(received, webhooks * times);
    }
    (one, webhooks)
}

fn content(schema: &Value) -> Value {
    json!({"description": "", "content": {"application/json": {"schema": schema}}})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// Everything by which copies could share something: types used only by webhooks, enums with one value, with numbers, with `null`, unions
/// of constants, names that share words with their parts, mappings by name.
fn description() -> Value {
    let text_or_number = json!({"anyOf": [{"type": "string"}, {"type": "integer"}]});
    let hook = json!({"post": {"requestBody": content(&json!({
        "type": "object", "properties": {"kind": {"type": "string", "enum": ["hook"]}, "of": {"type": "string", "enum": ["a", "b", "c"]},
            "mapping": {"type": "array", "items": {"type": "string"}}},
    })), "responses": {"204": {"description": ""}}}});
    let pet = json!({"oneOf": [reference("Dog"), reference("Cat")], "discriminator": {
        "propertyName": "type", "mapping": {"dog": "Dog", "cat": "#/components/schemas/Cat"},
    }});
    let animal = |tag: &str, more: &Value| {
        json!({"type": "object", "required": ["type"], "properties": {
            "type": {"type": "string", "enum": [tag]}, "size": more,
        }})
    };
    json!({
        "openapi": "3.1.0", "info": {"title": "Copied", "version": "1"},
        "security": [{"key": []}],
        "tags": [{"name": "pets", "description": "All about pets."}],
        "paths": {
            "/pets": {
                "get": {"operationId": "list_pets", "tags": ["pets"], "parameters": [{"$ref": "#/components/parameters/Sort"}],
                    "responses": {"200": content(&json!({"type": "array", "items": pet}))}},
                "post": {"operationId": "create_pet", "tags": ["pets"], "responses": {"200": {"$ref": "#/components/responses/Pet"}}},
            },
            "/pets/{id}": {"get": {"operationId": "get_pet", "tags": ["pets"],
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": text_or_number.clone()}],
                "responses": {"200": content(&json!({"$ref": "#/paths/~1pets/get/responses/200/content/application~1json/schema"}))}}},
        },
        "webhooks": {"pet.born": hook.clone(), "pet.gone": hook},
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "x-key"}},
            "parameters": {"Sort": {"name": "sort", "in": "query", "schema": {"type": "string", "enum": ["name", "age"]}}},
            "responses": {"Pet": content(&pet)},
            "schemas": {
                "Dog": animal("dog", &json!({"type": ["integer", "null"], "enum": [1, 2, 3, null]})),
                "Cat": animal("cat", &json!({"anyOf": [text_or_number, {"type": "null"}]})),
            },
        },
    })
}

#[test]
fn copies_give_multiples() {
    let (one, webhooks) = copied(&description());
    assert_eq!((one.operations, webhooks), (3, 2));
    // The two webhooks of a copy are equal.
    assert!(one.types > 8 && one.equal > 0, "{one}");
}

#[test]
fn copies_of_the_log_streams_give_multiples() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/auth0-log-streams.json");
    let document = serde_json::from_slice(&std::fs::read(path).expect("the description")).expect("JSON");
    assert_eq!(copied(&document), (Bound { types: 63, equal: 0, operations: 8 }, 0));
}

#[test]
fn copies_of_version_2_are_copies() {
    let list = json!({"description": "", "schema": {"type": "array", "items": {"$ref": "#/definitions/Pet"}}});
    let (one, _) = copied(&json!({
        "swagger": "2.0", "info": {"title": "Copied", "version": "1"}, "host": "example.com", "produces": ["application/json"],
        "paths": {"/pets": {"get": {"parameters": [{"$ref": "#/parameters/Sort"}], "responses": {"200": {"$ref": "#/responses/Pets"}}}}},
        "parameters": {"Sort": {"name": "sort", "in": "query", "type": "string", "enum": ["up", "down"]}},
        "responses": {"Pets": list},
        "definitions": {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}},
    }));
    assert_eq!(one, Bound { types: 2, equal: 0, operations: 1 });
}

#[test]
fn differences_between_copies_are_reported() {
    let one = Bound { types: 3, equal: 1, operations: 2 };
    assert_eq!(Bound { types: 12, equal: 4, operations: 8 }.of_copies(one, 4), Ok(()));
    for bound in [
        Bound { types: 11, equal: 4, operations: 8 },
        Bound { types: 12, equal: 5, operations: 8 },
        Bound { types: 12, equal: 4, operations: 7 },
    ] {
        let error = bound.of_copies(one, 4).expect_err("a difference");
        assert!(error.contains("12 types (4 equal to others), 8 operations are expected"), "{error}");
    }
}

#[test]
fn counts_are_parsed() {
    let said = |line: &str| Bound::said(&format!("warning: 5 types are odd\n{line}\n"));
    assert_eq!(
        said(
            "8324 types (2436 of them equal to others), 1152 operations, 76 untyped places, 0 skipped, 1 warning, 9 ms"
        ),
        Some(Bound { types: 8324, equal: 2436, operations: 1152 })
    );
    assert_eq!(
        said("1 type, 1 operation, 0 untyped places, 0 skipped, 9 ms"),
        Some(Bound { types: 1, equal: 0, operations: 1 })
    );
    assert_eq!(said("nothing bound, 1 error, 9 ms"), None);
}

#[test]
fn a_failure_does_not_end_a_run_and_is_reported() {
    let mut failures = Failures::default();
    failures.note("growth", Path::new("one.json"), Err("copies are none".into()));
    failures.note("growth", Path::new("two.json"), Ok(()));
    failures.note("phases", Path::new("three.json"), Err("no JSON".into()));
    let error = failures.end().expect_err("a failure").to_string();
    assert_eq!(error, "not measured:\none.json, growth: copies are none\nthree.json, phases: no JSON");
    assert!(Failures::default().end().is_ok());
}
