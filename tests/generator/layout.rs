//! A type stays in its file when new references to it are added.

use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Returns the files of the crate for a description, by path, without the line that contains a hash of the rest.
fn files(description: &Value) -> BTreeMap<String, String> {
    let bytes = description.to_string().into_bytes();
    let run = bindery::bind("layout.json".as_ref(), bytes, &bindery::config::Config::default());
    let files = run.product.expect("a product").files;
    files.into_iter().map(|file| (file.path, file.text)).collect()
}

fn operation(group: &str, response: &Value) -> Value {
    let content = json!({"application/json": {"schema": response}});
    json!({"tags": [group], "responses": {"200": {"description": "", "content": content}}})
}

/// Returns a description with two groups of operations, one of which uses a tree of types.
fn description() -> Value {
    let boat = json!({"type": "object", "required": ["engine"], "properties": {
        "engine": {"$ref": "#/components/schemas/Engine"},
        "berth": {"type": "object", "properties": {"pier": {"type": "string"}, "kind": {"enum": ["dry", "wet"]}}},
    }});
    let engine = json!({"type": "object", "properties": {"maker": {"$ref": "#/components/schemas/Maker"}}});
    let maker = json!({"type": "object", "properties": {"name": {"type": "string"}}});
    let harbour = json!({"type": "object", "properties": {"name": {"type": "string"}, "depth": {"type": "number"}}});
    let inline =
        json!({"type": "object", "properties": {"total": {"type": "integer"}, "by": {"enum": ["size", "age"]}}});
    json!({
        "openapi": "3.1.0", "info": {"title": "Layout", "version": "1"},
        "paths": {
            "/boats": {"get": operation("boats", &json!({"$ref": "#/components/schemas/Boat"}))},
            "/boats/count": {"get": operation("boats", &inline)},
            "/harbours": {"get": operation("harbours", &json!({"$ref": "#/components/schemas/Harbour"}))},
        },
        "components": {"schemas": {"Boat": boat, "Engine": engine, "Maker": maker, "Harbour": harbour}},
    })
}

/// Returns the condition on features for the module of a type, from the table of modules.
fn enabled_by<'a>(files: &'a BTreeMap<String, String>, row: &str) -> &'a str {
    let table = &files["src/types.rs"];
    let before = &table[..table.find(&format!("        {row};\n")).expect("the row")];
    let (_, block) = before.rsplit_once("    #[cfg(").expect("a block with a condition");
    block.split_once(")] {\n").expect("the condition of the block").0
}

/// Returns the files below `src/types/` that differ or exist only on one side.
fn differing(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let paths = before.keys().chain(after.keys()).filter(|path| path.starts_with("src/types/"));
    let mut paths: Vec<String> = paths.filter(|path| before.get(*path) != after.get(*path)).cloned().collect();
    paths.sort();
    paths.dedup();
    paths
}

#[test]
fn a_type_is_in_the_file_of_its_component_or_of_its_group() {
    let files = files(&description());
    let paths: Vec<&str> = files.keys().filter_map(|path| path.strip_prefix("src/types/")).collect();
    assert_eq!(paths, ["boat.rs", "boats_operations.rs", "engine.rs", "harbour.rs", "maker.rs"]);
    assert!(files["src/types/boat.rs"].contains("pub enum BoatBerthKind"));
    assert_eq!(enabled_by(&files, "engine: Engine"), "feature = \"boats\"");
}

#[test]
fn adding_or_removing_a_reference_moves_no_type() {
    let before = files(&description());
    let mut more = description();
    more["components"]["schemas"]["Harbour"]["properties"]["flagship"] = json!({"$ref": "#/components/schemas/Boat"});
    let after = files(&more);
    // The property is added to its type; the types of boats stay in place, enabled by one more feature.
    assert_eq!(differing(&before, &after), ["src/types/harbour.rs"]);
    assert_eq!(enabled_by(&after, "maker: Maker"), "any(feature = \"boats\", feature = \"harbours\")");
    let mut unused = description();
    unused["paths"].as_object_mut().expect("paths").remove("/boats");
    // Components that no operation uses have their own feature.
    let unused = files(&unused);
    assert!(before.keys().eq(unused.keys()));
    assert_eq!(enabled_by(&unused, "boat: Boat, BoatBerth, BoatBerthKind"), "feature = \"components\"");
}

#[test]
fn a_new_first_group_does_not_move_equal_types_of_another() {
    let status = json!({"type": "object", "properties": {
        "time": {"type": "number"}, "usage": {"type": "integer"}, "status": {"type": "string"},
    }});
    let mut description = description();
    description["paths"]["/boats/wash"] = json!({"post": operation("boats", &status)});
    let before = files(&description);
    // Its names are shorter, and come before the others.
    description["paths"]["/a"] = json!({"put": operation("a", &status)});
    let after = files(&description);
    assert_eq!(differing(&before, &after), ["src/types/a_operations.rs"]);
}
