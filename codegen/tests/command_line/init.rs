//! `bindery init`, and which configuration counts.

use super::Workspace;
use serde_json::{Value, json};
use std::fs;

fn description() -> Value {
    let list = json!({"application/json": {"schema": {"type": "object", "properties": {
        "crates": {"type": "array", "items": {"$ref": "#/components/schemas/CrateDTO"}},
    }}}});
    let page = |name: &str| json!({"name": name, "in": "query", "schema": {"type": "integer"}});
    let properties = json!({
        "crate_id": {"type": "string", "format": "uuid"},
        "crate_at": {"type": "string", "format": "date-time"},
        "crate_api_key": {"type": "string"},
    });
    json!({
        "openapi": "3.1.0", "info": {"title": "Ware House", "version": "1"},
        "paths": {"/crates": {"get": {
            "operationId": "listCrates", "responses": {"200": {"description": "", "content": list}},
            "parameters": [page("page"), page("per_page")],
        }}},
        "components": {"schemas": {
            "CrateDTO": {"type": "object", "properties": properties},
            "ShelfDTO": {"type": "object", "properties": {
                "crates": {"type": "array", "items": {"$ref": "#/components/schemas/CrateDTO"}},
                "content": {"oneOf": [
                    {"type": "object", "required": ["a", "b"], "properties": {"a": {}, "b": {}}},
                    {"type": "object", "required": ["a", "c"], "properties": {"a": {}, "c": {}}},
                ]},
            }},
            "HallDTO": {"type": "object", "properties": {"shelves": {"type": "array", "items": {"$ref": "#/components/schemas/ShelfDTO"}}}},
        }},
    })
}

#[test]
fn init_writes_a_configuration_that_works_with_every_suggestion() {
    let workspace = Workspace::with("init_writes", &description());
    let run = workspace.run(&["init", "api.json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("bindery generate"), "{}", run.stdout);
    let place = workspace.path().join("bindery.toml");
    let text = fs::read_to_string(&place).expect("a configuration");
    for part in [
        "description = \"api.json\"\noutput = \"ware-house\"\n",
        "name = \"ware-house\"",
        "# dates = \"jiff\"",
        "# uuid = \"uuid::Uuid\"",
        "# match = \"*DTO\"",
        "# match = \"CrateDTO.crate*\"",
        "# match = \"CrateDTO.crate_api_key\"\n# secret = true",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert_eq!(workspace.run(&["check"]).code, 0);
    let lines = text.lines().map(|line| line.strip_prefix("# ").unwrap_or(line));
    fs::write(&place, lines.collect::<Vec<_>>().join("\n")).expect("written");
    let all = workspace.run(&["generate"]);
    assert_eq!(all.code, 0, "{}\n{text}", all.stderr);
    let manifest = fs::read_to_string(workspace.path().join("ware-house/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("\nuuid = \"1\"\n"), "{manifest}");
}

#[test]
fn init_overwrites_nothing_and_needs_a_description() {
    let workspace = Workspace::with("init_overwrites", &description());
    let run = workspace.run(&["init"]);
    assert_eq!(run.code, 0, "the only description is found: {}", run.stderr);
    let before = fs::read_to_string(workspace.path().join("bindery.toml")).expect("a configuration");
    let run = workspace.run(&["init", "api.json"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("already exists"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(workspace.path().join("bindery.toml")).expect("the same"), before);
    workspace.write("docs/other.yaml", "# With a name of its own.\nopenapi: 3.1.0\n");
    workspace.write("fixes.yaml", "overlay: 1.0.0\n");
    let run = workspace.run(&["init", "--config", "other.toml"]);
    assert!(
        run.code == 1 && run.stderr.contains("there are several descriptions: api.json, docs/other.yaml\n"),
        "{}",
        run.stderr
    );
    let run = workspace.run(&["init", "openapi.json", "--config", "other.toml"]);
    assert!(run.code == 1 && run.stderr.contains("B0101"), "{}", run.stderr);
    assert!(!workspace.path().join("other.toml").exists());
}

#[test]
fn init_names_a_runtime_once_for_all_commands() {
    let workspace = Workspace::with("init_runtime", &description());
    let run = workspace.run(&["init", "--runtime-path", "runtime"]);
    assert!(run.code == 1 && run.stderr.contains("runtime is not bindery-runtime"), "{}", run.stderr);
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");
    let run = workspace.run(&["init", "--runtime-path", runtime]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(workspace.run(&["generate"]).code, 0);
    let manifest = workspace.read("ware-house/Cargo.toml");
    assert!(manifest.contains("bindery-runtime = { path = "), "{manifest}");
    assert_eq!(workspace.run(&["generate", "--check"]).code, 0);
}

#[test]
fn a_configuration_counts_for_its_description() {
    let workspace = Workspace::with("configuration_counts", &description());
    workspace.write("other.json", &description().to_string());
    workspace.write("bindery.toml", "description = \"api.json\"\n[[rule]]\nmatch = \"CrateDTO\"\nrename = \"Box\"\n");
    let named = |arguments: &[&str]| workspace.run(arguments);
    for arguments in [&["list"][..], &["list", "api.json"], &["list", "./api.json"]] {
        let run = named(arguments);
        assert!(run.stdout.contains("::types::Box"), "{arguments:?} {}", run.stdout);
    }
    let run = named(&["list", "other.json"]);
    assert!(!run.stdout.contains("::types::Box"), "{}", run.stdout);
    assert!(run.stderr.contains("note: bindery.toml configures \"api.json\" and is ignored"), "{}", run.stderr);
    assert!(named(&["list", "other.json", "--config", "bindery.toml"]).stdout.contains("::types::Box"));
}

#[test]
fn the_schema_is_printed() {
    let run = Workspace::new("schema").run(&["schema"]);
    let schema: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert!(schema["properties"]["rule"].is_object() && schema["properties"]["dates"].is_object());
}
