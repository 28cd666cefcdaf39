//! What an edit of one text of a description changes in the generated crate: the place where the text is.

use super::Workspace;
use serde_json::{Value, json};

fn harbour() -> Value {
    json!({
        "openapi": "3.1.0", "info": {"title": "Harbour", "version": "1", "description": "All boats."},
        "tags": [{"name": "boats", "description": "Boats and what they do."}],
        "paths": {"/boats/{code}": {"get": {
            "operationId": "getBoat", "tags": ["boats"], "summary": "Gets a boat.", "description": "It may be at sea.",
            "parameters": [
                {"name": "code", "in": "path", "required": true, "description": "What is painted on it.", "schema": {"type": "string"}},
                {"name": "at", "in": "query", "description": "The time of day.", "schema": {"type": "integer"}},
            ],
            "responses": {
                "200": {"description": "The boat.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Boat"}}}},
                "404": {"description": "There is none.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}},
            },
        }}},
        "components": {"schemas": {
            "Boat": {"type": "object", "description": "A vessel.", "required": ["name"], "properties": {
                "name": {"type": "string", "description": "How it is called."},
                "state": {"$ref": "#/components/schemas/State"},
            }},
            "State": {"type": "string", "description": "Where it is.", "enum": ["afloat", "docked"],
                "x-enum-descriptions": ["On the water.", "On land."]},
            "Fault": {"type": "object", "description": "What went wrong.", "properties": {"text": {"type": "string"}}},
        }},
    })
}

/// The differing lines of each file, apart from the hash in its header; lines of one place stand together.
fn changed(before: &[(String, String)], after: &[(String, String)]) -> Vec<(String, usize)> {
    let names = |files: &[(String, String)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(before), names(after));
    let mut changed = Vec::new();
    for ((name, old), (_, new)) in before.iter().zip(after).filter(|((name, _), _)| name.starts_with("out/")) {
        let lines = |text: &str| -> Vec<String> {
            text.lines().filter(|line| !line.contains("@generated")).map(str::to_owned).collect()
        };
        let (old, new) = (lines(old), lines(new));
        let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(old, new)| old == new).count();
        let lines = old.len().max(new.len()) - start - end;
        if lines > 0 {
            changed.push((name.clone(), lines));
        }
    }
    changed
}

#[test]
fn an_edit_of_one_text_changes_one_place() {
    let workspace = Workspace::with("an_edit_of_one_text", &harbour());
    assert_eq!(workspace.run(&["generate", "api.json", "--out", "out"]).code, 0);
    let before = workspace.files();
    let schemas = "/components/schemas";
    let operation = "/paths/~1boats~1{code}/get";
    for (pointer, file) in [
        (format!("{operation}/description"), "out/src/operations/boats.rs"),
        (format!("{operation}/parameters/0/description"), "out/src/operations/boats.rs"),
        (format!("{operation}/parameters/1/description"), "out/src/operations/boats.rs"),
        (format!("{operation}/responses/404/description"), "out/src/operations/boats.rs"),
        (format!("{schemas}/Boat/description"), "out/src/types/boat.rs"),
        (format!("{schemas}/Boat/properties/name/description"), "out/src/types/boat.rs"),
        (format!("{schemas}/State/x-enum-descriptions/1"), "out/src/types/state.rs"),
        ("/info/description".to_owned(), "out/src/lib.rs"),
    ] {
        let mut description = harbour();
        let place = description.pointer_mut(&pointer).unwrap_or_else(|| panic!("{pointer}"));
        *place = json!("Another text.");
        workspace.write("api.json", &description.to_string());
        let outcome = workspace.run(&["generate", "api.json", "--out", "out"]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let found = changed(&before, &workspace.files());
        assert_eq!(found.len(), 1, "{pointer}: {found:?}");
        assert!(found[0].0 == file && found[0].1 == 1, "{pointer}: {found:?}");
        assert!(outcome.stderr.contains("files 1 changed"), "{}", outcome.stderr);
        workspace.write("api.json", &harbour().to_string());
        assert_eq!(workspace.run(&["generate", "api.json", "--out", "out"]).code, 0);
        assert_eq!(changed(&before, &workspace.files()), []);
    }
}
