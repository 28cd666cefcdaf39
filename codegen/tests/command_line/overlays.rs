//! Overlays and patches: their effects, their places in diagnostics, and how their errors are reported.

use super::Workspace;
use super::workspace::pets;
use serde_json::{Value, json};

/// An overlay with one action on each line, so that lines can be told apart.
fn overlay(actions: &[&str]) -> String {
    format!("overlay: 1.0.0\ninfo: {{title: Fixes, version: '1'}}\nactions:\n- {}\n", actions.join("\n- "))
}

#[test]
fn overlays_and_patches_apply_in_order_from_the_configuration_and_the_command_line() {
    let workspace = Workspace::with("overlays_apply_in_order", &pets());
    let config = "description = \"../api.json\"\noutput = \"../out\"\noverlays = [\"a.yaml\", \"b.yaml\"]\npatches = [\"c.json\", \"d.yaml\"]\n";
    workspace.write("spec/bindery.toml", config);
    workspace.write(
        "spec/a.yaml",
        &overlay(&["{target: $.components.schemas, update: {Owner: {type: object, properties: {a: {type: string}}}}}"]),
    );
    workspace.write(
        "spec/b.yaml",
        &overlay(&[
            "{target: $.components.schemas.Pet.properties, update: {owner: {$ref: '#/components/schemas/Owner'}}}",
        ]),
    );
    workspace.write("spec/c.json", r#"[{"op": "move", "from": "/components/schemas/Owner/properties/a", "path": "/components/schemas/Owner/properties/b"}]"#);
    workspace.write("spec/d.yaml", "components: {schemas: {Pet: {properties: {any: null}}}}\n");
    workspace.write("e.yaml", &overlay(&["{target: $.components.schemas.Owner.properties.b.type, update: integer}"]));
    let outcome = workspace.run(&["generate", "--overlay", "e.yaml"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    // The overlay of the command line comes before the patch that moves what it selects.
    assert!(outcome.stderr.contains("warning[B0111]"), "{}", outcome.stderr);
    let types = workspace.read("out/src/types.rs") + &all(&workspace);
    assert!(
        types.contains("pub struct Owner") && types.contains("pub owner: Option<Box<Owner>>")
            || types.contains("pub owner: Option<Owner>"),
        "{types}"
    );
    assert!(!types.contains("pub any:"), "the merge patch removes it");
}

fn all(workspace: &Workspace) -> String {
    let files = workspace.files().into_iter().filter(|(name, _)| name.starts_with("out/src"));
    files.map(|(_, text)| text).collect()
}

#[test]
fn diagnostics_point_into_the_overlay_or_the_description() {
    let mut description = pets();
    description["paths"]["/pets/{id}"]["get"]["parameters"]
        .as_array_mut()
        .expect("a list")
        .push(json!({"name": "page", "in": "query", "schema": {"$ref": "#/none"}}));
    let workspace = Workspace::with("diagnostics_point_into_the_overlay", &description);
    let before = workspace.run(&["check", "api.json", "--message-format", "json"]);
    workspace.write("fix.yaml", &overlay(&[
        "{target: \"$.paths['/pets/{id}'].get.parameters[1]\", remove: true}",
        "{target: $.components.schemas.Pet.properties, update: {\n    owner: {$ref: '#/components/schemas/Owner'}}}",
    ]));
    let after = workspace.run(&["check", "api.json", "--overlay", "fix.yaml", "--message-format", "json"]);
    let of = |text: &str| -> Vec<Value> {
        let all = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        all.filter(|each| each["code"] == "B0202").collect()
    };
    let (before, after) = (of(&before.stderr), of(&after.stderr));
    let place =
        |each: &Value| (each["file"].clone(), each["line"].clone(), each["column"].clone(), each["pointer"].clone());
    assert_eq!(before.len(), 1);
    assert_eq!(after.len(), 2, "{after:?}");
    let described = after.iter().find(|each| each["file"] == "api.json").expect("one in the description");
    assert_eq!(place(described), place(&before[0]), "the index in the text, not the one after the removal");
    let overlaid = after.iter().find(|each| each["file"] == "fix.yaml").expect("one in the overlay");
    assert_eq!(
        (overlaid["line"].as_u64(), overlaid["pointer"].as_str()),
        (Some(6), Some("fix.yaml#/actions/1/update/owner/$ref")),
        "{overlaid}"
    );
}

#[test]
fn faults_of_an_overlay_leave_the_old_output_whole() {
    let workspace = Workspace::with("faults_of_an_overlay", &pets());
    assert_eq!(workspace.run(&["generate", "api.json", "--out", "out"]).code, 0);
    let before = all(&workspace);
    for (text, code, message) in [
        (overlay(&["{target: $.paths./pets/{id}.get, remove: true}"]), "B0102", ""),
        (
            overlay(&["{target: '$.paths./pets.get', remove: true}"]),
            "B0110",
            "expected names that are not letters, digits and _ in brackets and quotes: $.paths['/pets'].get",
        ),
        (overlay(&["{target: $.openapi, remove: true}"]), "B0110", "with it, the description has no \"openapi\""),
        (overlay(&["{target: $, update: {openapi: 4.0.0}}"]), "B0104", "--> fix.yaml:4:"),
        (
            overlay(&["{target: $.info, update: {title: [1]}}"]),
            "B0110",
            "an array cannot be merged into #/info/title, which is a string",
        ),
        ("overlay: 1.0.0\nactions: {\n".to_owned(), "B0102", "--> fix.yaml:"),
        (String::new(), "B0102", "the file is empty"),
    ] {
        workspace.write("fix.yaml", &text);
        let outcome = workspace.run(&[
            "generate",
            "api.json",
            "--out",
            "out",
            "--overlay",
            "fix.yaml",
            "--effective-spec",
            "used.json",
        ]);
        assert_eq!(outcome.code, 1, "{text}: {}", outcome.stderr);
        assert!(
            outcome.stderr.contains(&format!("error[{code}]")) && outcome.stderr.contains(message),
            "{text}: {}",
            outcome.stderr
        );
        assert!(outcome.stderr.contains("fix.yaml"), "{}", outcome.stderr);
        assert_eq!(all(&workspace), before);
        assert!(!workspace.has("used.json"));
    }
    let outcome = workspace.run(&["generate", "api.json", "--out", "out", "--overlay", "gone.yaml"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.starts_with("error[B0101]: cannot read gone.yaml"), "{}", outcome.stderr);
}

#[test]
fn edits_count_for_the_check_and_the_effective_description_is_written() {
    let workspace = Workspace::with("edits_count_for_the_check", &pets());
    workspace.write(
        "bindery.toml",
        "description = \"api.json\"\noutput = \"out\"\noverlays = [\"fix.yaml\"]\neffective-spec = \"used.json\"\n",
    );
    workspace.write(
        "fix.yaml",
        &overlay(&["{target: $.components.schemas.Pet.properties, update: {age: {type: integer}}}"]),
    );
    assert_eq!(workspace.run(&["generate", "--check"]).code, 1);
    assert!(!workspace.has("used.json"));
    assert_eq!(workspace.run(&["generate"]).code, 0);
    assert_eq!(workspace.run(&["generate", "--check"]).code, 0);
    let used: Value = serde_json::from_str(&workspace.read("used.json")).expect("JSON");
    let mut expected = pets();
    expected["components"]["schemas"]["Pet"]["properties"]["age"] = json!({"type": "integer"});
    assert_eq!(used, expected);
    // What was used binds to the same bindings.
    let outcome = workspace.run(&["generate", "used.json", "--out", "out", "--config", "none.toml"]);
    assert_eq!(outcome.code, 1);
    let other = Workspace::with("edits_count_for_the_check_again", &used);
    assert_eq!(other.run(&["generate", "api.json", "--out", "out"]).code, 0);
    assert_eq!(all(&other), all(&workspace));

    workspace.write("used.json", "{}");
    let outcome = workspace.run(&["generate", "--check"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("used.json differs"), "{}", outcome.stderr);
    workspace
        .write("fix.yaml", &overlay(&["{target: $.components.schemas.Pet.properties, update: {age: {type: string}}}"]));
    let outcome = workspace.run(&["generate", "--check"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("B0503"), "{}", outcome.stderr);
    let outcome = workspace.run(&["generate", "--effective-spec", "api.json"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("is an input of this run"), "{}", outcome.stderr);
}

#[test]
fn an_overlay_can_bring_in_another_file() {
    let workspace = Workspace::with("an_overlay_can_bring_in_another_file", &pets());
    workspace.write("owner.yaml", "type: object\nproperties: {name: {type: string}}\n");
    workspace.write(
        "fix.yaml",
        &overlay(&["{target: $.components.schemas.Pet.properties, update: {owner: {$ref: owner.yaml}}}"]),
    );
    let outcome = workspace.run(&[
        "generate",
        "api.json",
        "--out",
        "out",
        "--overlay",
        "fix.yaml",
        "--effective-spec",
        "used.json",
    ]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("B0202"), "{}", outcome.stderr);
    let used: Value = serde_json::from_str(&workspace.read("used.json")).expect("JSON");
    assert_eq!(used["components"]["schemas"]["Pet"]["properties"]["owner"]["$ref"], "#/x-documents/owner.yaml");
    assert_eq!(used["x-documents"]["owner.yaml"]["type"], "object");
}
