//! `bindery list --json`: the format that programs rely on.

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
                    "media": [], "paging": [], "events": null, "output": "pets::types::Pet",
                },
                {
                    "id": "putPet", "method": "PUT", "path": "/pets/{id}",
                    "rust": "pets::operations::pets::Pets::put_pet", "group": "pets",
                    "accessors": ["pets"],
                    "parameters": [{"name": "id", "in": "path", "rust": "id", "type": "String", "required": true}],
                    "body": [{"media_type": "application/json", "type": "pets::types::Pet", "required": true}],
                    "responses": [{"status": "204", "media_type": null, "type": null}],
                    "media": [], "paging": [], "events": null, "output": "()",
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
fn other_media_types_of_responses_are_listed_with_their_methods() {
    let mut description = pets();
    description["paths"]["/pets/{id}"]["get"]["responses"]["200"]["content"]["text/csv"] = json!({});
    description["paths"]["/pets/{id}"]["get"]["responses"]["200"]["content"]["application/pdf"] = json!({});
    let listing = list("other_media_types", &description);
    assert_eq!(
        listing["operations"][0]["media"],
        json!([
            {"media_type": "text/csv", "rust": "pets::operations::pets::GetPet::csv", "type": "String"},
            {"media_type": "application/pdf", "rust": "pets::operations::pets::GetPet::pdf", "type": "pets::runtime::Bytes"},
        ])
    );
    let workspace = Workspace::with("other_media_types_for_people", &description);
    let outcome = workspace.run(&["list", "api.json"]);
    let line = outcome.stdout.lines().find(|line| line.contains("text/csv")).expect("a line");
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words, ["GET", "/pets/{id}", "as", "text/csv", "pets::operations::pets::GetPet::csv"]);
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

/// Components that no operation uses are bound behind a feature that is off if there are operations.
#[test]
fn unused_components_are_bound_or_counted() {
    let mut description = pets();
    description["components"]["schemas"]["Lone"] =
        json!({"type": "object", "properties": {"kind": {"$ref": "#/components/schemas/Kind"}}});
    description["components"]["schemas"]["pet"] = json!({"type": "object", "properties": {"lone": {"type": "string"}}});
    let workspace = Workspace::with("components_that_no_operation_reaches", &description);
    let outcome = workspace.run(&["list", "api.json", "--json"]);
    let listing: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let names: Vec<&str> =
        listing["schemas"].as_array().expect("schemas").iter().filter_map(|each| each["rust"].as_str()).collect();
    // Types that operations use keep their names.
    assert_eq!(names, ["pets::types::Pet", "pets::types::Kind", "pets::types::Lone", "pets::types::Pet2"]);
    assert_eq!(workspace.run(&["generate", "api.json", "--out", "out"]).code, 0);
    let manifest = workspace.read("out/Cargo.toml");
    assert!(manifest.contains("\ncomponents = [\"all\"]\n") && !manifest.contains("\"components\",\n"), "{manifest}");
    let table = workspace.read("out/src/types.rs");
    let (_, block) = table.split_once("    #[cfg(feature = \"components\")] {\n").expect("a block for components");
    assert!(block.contains("        lone: Lone;\n"), "{table}");
    workspace.write("bindery.toml", "description = \"api.json\"\nunreached = \"leave\"\n");
    let outcome = workspace.run(&["check"]);
    let note = "note[B0412]: 2 component schemas are not used by any operation and are skipped";
    assert!(outcome.stderr.contains(note), "{}", outcome.stderr);
    for key in ["paths", "servers"] {
        description.as_object_mut().expect("an object").remove(key);
    }
    workspace.write("schemas.json", &description.to_string());
    assert_eq!(workspace.run(&["generate", "schemas.json", "--out", "alone"]).code, 0);
    let manifest = workspace.read("alone/Cargo.toml");
    assert!(manifest.contains("\ncomponents = []\n") && manifest.contains("    \"components\",\n"), "{manifest}");
}
