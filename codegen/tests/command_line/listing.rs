//! `bindery list --json`: the shape that programs rely on.

use super::Workspace;
use super::workspace::pets;
use serde_json::{Value, json};

fn list(test: &str, description: &Value) -> Value {
    let workspace = Workspace::with(test, description);
    let outcome = workspace.run(&["list", "api.json", "--json"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    serde_json::from_str(&outcome.stdout).expect("JSON")
}

#[test]
fn every_type_and_operation_has_its_rust_path() {
    let listing = list("every_type_and_operation", &pets());
    assert_eq!(
        listing,
        json!({
            "package": "pets",
            "schemas": [
                {"pointer": "#/components/schemas/Pet", "rust": "pets::types::Pet", "kind": "object", "direction": "both"},
                {"pointer": "#/components/schemas/Kind", "rust": "pets::types::Kind", "kind": "enum", "direction": "both"},
            ],
            "operations": [
                {
                    "id": "getPet", "method": "GET", "path": "/pets/{id}",
                    "rust": "pets::operations::pets::Pets::get_pet", "group": "pets",
                    "accessors": ["pets"],
                    "parameters": [
                        {"name": "id", "in": "path", "rust": "id", "type": "String", "required": true},
                        {"name": "limit", "in": "query", "rust": "limit", "type": "i32", "required": false},
                    ],
                    "body": [],
                    "responses": [
                        {"status": "200", "media_type": "application/json", "type": "pets::types::Pet"},
                        {"status": "404", "media_type": null, "type": null},
                    ],
                    "paging": [], "events": null, "output": "pets::types::Pet",
                },
                {
                    "id": "putPet", "method": "PUT", "path": "/pets/{id}",
                    "rust": "pets::operations::pets::Pets::put_pet", "group": "pets",
                    "accessors": ["pets"],
                    "parameters": [{"name": "id", "in": "path", "rust": "id", "type": "String", "required": true}],
                    "body": [{"media_type": "application/json", "type": "pets::types::Pet", "required": true}],
                    "responses": [{"status": "204", "media_type": null, "type": null}],
                    "paging": [], "events": null, "output": "()",
                },
            ],
            "response_headers": [],
            "untyped": [{
                "pointer": "#/components/schemas/Pet/properties/any", "reason": "the schema is empty",
            }],
            "skipped": [],
        })
    );
}

#[test]
fn a_listing_for_people_has_a_line_for_each() {
    let workspace = Workspace::with("a_listing_for_people", &pets());
    let outcome = workspace.run(&["list", "api.json"]);
    assert_eq!(outcome.code, 0);
    let rows: Vec<Vec<&str>> = outcome.stdout.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["GET", "/pets/{id}", "pets::operations::pets::Pets::get_pet"]);
    assert!(rows.contains(&vec!["#/components/schemas/Kind", "pets::types::Kind"]));
}

#[test]
fn a_description_with_errors_has_no_listing() {
    let mut description = pets();
    description["openapi"] = json!("4.0.0");
    let workspace = Workspace::with("a_description_with_errors", &description);
    let outcome = workspace.run(&["list", "api.json", "--json"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    assert!(outcome.stderr.contains("error[B0104]"));
}
