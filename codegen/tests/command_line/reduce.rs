//! `bindery reduce`: small descriptions for reports.

use super::Workspace;
use super::workspace::pets;
use bindery::diag::{Code, File};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A description with one mistake of each of many kinds, among parts that are right, secrets and prose.
fn faulty() -> Value {
    let mut description = pets();
    description["info"]["description"] = json!("Ask ops@pets.example for s3cr3t.");
    let schemas = &mut description["components"]["schemas"];
    schemas["Odd"] = json!({"description": "An odd one.", "allOf": [
        {"$ref": "#/components/schemas/Pet"}, {"type": "object", "properties": {"name": {"type": "integer"}, "tag": {"type": "string"}}},
    ]});
    schemas["Never"] = json!({"type": "object", "properties": {"a": {"type": "string", "enum": ["x"], "allOf": [{"type": "integer"}]}}});
    schemas["Either"] = json!({"oneOf": [
        {"type": "object", "properties": {"a": {"type": "string"}}}, {"type": "object", "properties": {"b": {"type": "string"}}},
    ]});
    schemas["Numbers"] = json!({"type": "string", "enum": [1, 2, 3], "example": "s3cr3t"});
    schemas["Huge"] = json!({"type": "integer", "enum": [1, 2]});
    schemas["If"] = json!({"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}, "properties": {"a": {}, "b": {}}});
    schemas["Secret"] =
        json!({"type": "object", "properties": {"client_secret": {"type": "string", "example": "s3cr3t"}}});
    schemas["Typo"] = json!({"type": "object", "propertys": {"a": {"type": "string"}}});
    schemas["Pet"]["properties"]["owner"] = json!({"$ref": "#/components/schemas/Owner"});
    let get = &mut description["paths"]["/pets/{id}"]["get"];
    get["responses"]["200"]["content"]["application/json"]["examples"] = json!({"a": {"value": {"name": 5}}});
    get["parameters"]
        .as_array_mut()
        .expect("a list")
        .push(json!({"name": "limit", "in": "query", "schema": {"type": "string"}}));
    description["paths"]["/pets/{lost}/toys"] = json!({"get": {
        "operationId": "getPet", "description": "Toys.", "security": [{"odd": []}],
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Odd"}}}}},
    }});
    description["components"]["securitySchemes"] = json!({"odd": {"type": "mutualTLS"}});
    description
}

/// The codes that `check` reports about a description.
fn codes(description: &Value) -> BTreeSet<&'static str> {
    let run =
        bindery::bind("a.json".as_ref(), description.to_string().into_bytes(), &bindery::config::Config::default());
    run.diagnostics.iter().filter(|each| each.file == File::Description).map(|each| each.code.number()).collect()
}

/// Every description with one member or element less.
fn smaller(value: &Value) -> Vec<Value> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, inner)| (key.clone(), inner)).collect(),
        Value::Array(elements) => {
            elements.iter().enumerate().map(|(index, inner)| (index.to_string(), inner)).collect()
        }
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for (index, (key, inner)) in children.into_iter().enumerate() {
        let mut without = value.clone();
        match &mut without {
            Value::Object(members) => drop(members.shift_remove(&key)),
            Value::Array(elements) => drop(elements.remove(index)),
            _ => {}
        }
        all.push(without);
        for each in smaller(inner) {
            let mut copy = value.clone();
            match &mut copy {
                Value::Object(members) => drop(members.insert(key.clone(), each)),
                Value::Array(elements) => elements[index] = each,
                _ => {}
            }
            all.push(copy);
        }
    }
    all
}

#[test]
fn a_result_shows_its_finding_and_no_member_can_be_left_out() {
    let description = faulty();
    let workspace = Workspace::with("reduce_codes", &description);
    let all = codes(&description);
    assert!(all.len() >= 10, "{all:?}");
    for code in all {
        let outcome = workspace.run(&["reduce", "api.json", "--keep-code", code, "--json"]);
        assert_eq!(outcome.code, 0, "{code}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(&format!("[{code}] at #")), "{}", outcome.stderr);
        let small: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
        assert!(codes(&small).contains(code), "{code}: {small}");
        assert!(outcome.stdout.len() < 700 && !outcome.stdout.contains("s3cr3t"), "{code}: {}", outcome.stdout);
        for each in smaller(&small) {
            assert!(!codes(&each).contains(code), "{code}: {small} can become {each}");
        }
        workspace.write("small.json", &outcome.stdout);
        let again = workspace.run(&["reduce", "small.json", "--keep-code", code, "--json"]);
        assert_eq!((again.code, again.stdout), (0, outcome.stdout), "{code}, again");
    }
}

#[test]
fn one_operation_is_bound_as_before_without_the_rest() {
    let description = faulty();
    let workspace = Workspace::with("reduce_operation", &description);
    for (selector, kept) in [("putPet", "putPet"), ("PUT /pets/{id}", "putPet"), ("GET /pets/{lost}/toys", "getPet")] {
        let outcome = workspace.run(&["reduce", "api.json", "--keep-operation", selector, "--out", "small.yaml"]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (0, ""), "{}", outcome.stderr);
        let small = workspace.read("small.yaml");
        assert_eq!(small.matches("operationId").count(), 1, "{small}");
        assert!(
            small.contains(&format!("operationId: {kept}\n"))
                && !small.contains("s3cr3t")
                && !small.contains("Numbers"),
            "{small}"
        );
        // For callers, nothing of the operation changed.
        for (name, spec) in [("before", "api.json"), ("after", "small.yaml")] {
            let outcome = workspace.run(&["generate", spec, "--only", selector, "--out", name, "--name", "pets"]);
            assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        }
        let files = |folder: &str| -> Vec<(String, String)> {
            let files = workspace.files().into_iter().filter(|(name, _)| name.starts_with(&format!("{folder}/src")));
            let code = |text: &str| -> String {
                text.lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                    .map(|line| format!("{line}\n"))
                    .collect()
            };
            files.map(|(name, text)| (name.replacen(folder, "", 1), code(&text))).collect()
        };
        assert_eq!(files("before"), files("after"), "{selector}");
    }
    let outcome = workspace.run(&["reduce", "api.json", "--keep-operation", "putPet", "--keep-code", "B0202"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("$ref: \"#/components/schemas/Owner\""), "{}", outcome.stdout);
}

#[test]
fn several_files_become_one_and_bindery_toml_is_used_only_if_the_finding_needs_it() {
    let workspace = Workspace::new("reduce_files");
    workspace.write(
        "api/api.yaml",
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths:\n  /a: {$ref: 'paths/a.yaml'}\n",
    );
    workspace.write("api/paths/a.yaml", "parameters:\n- {$ref: '../common.yaml#/Page'}\nget:\n  operationId: a\n  responses:\n    '200':\n      description: ok\n      content:\n        application/json:\n          schema: {$ref: '../common.yaml#/Pet'}\nput: {operationId: b, responses: {}}\n");
    workspace.write("api/common.yaml", "Page: {name: page, in: query, schema: {type: integer}}\nPet:\n  type: object\n  properties:\n    token: {type: string}\n    owner: {$ref: '#/Gone'}\nOther: {type: object}\n");
    let outcome = workspace.run(&[
        "reduce",
        "api/api.yaml",
        "--keep-code",
        "b0202",
        "--at",
        "common.yaml#/Pet/properties/owner/$ref",
    ]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    workspace.write("one.yaml", &outcome.stdout);
    let check = workspace.run(&["check", "one.yaml", "--message-format", "short"]);
    assert!(
        check.stderr.contains("warning[B0202]") && !outcome.stdout.contains("token"),
        "{}{}",
        outcome.stdout,
        check.stderr
    );
    let outcome = workspace.run(&["reduce", "api/api.yaml", "--keep-operation", "a"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    workspace.write("two.yaml", &outcome.stdout);
    let list = workspace.run(&["list", "two.yaml", "--json"]);
    let list: Value = serde_json::from_str(&list.stdout).expect("JSON");
    assert_eq!(list["operations"].as_array().map(Vec::len), Some(1), "{list:#}");
    assert!(outcome.stdout.contains("page") && !outcome.stdout.contains("Other"), "{}", outcome.stdout);
    // A finding that a setting causes.
    workspace.write("bindery.toml", "description = \"api/api.yaml\"\noutput = \"out\"\nunreached = \"leave\"\n");
    workspace.write("three.yaml", "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {/a: {get: {responses: {}}}}\ncomponents: {schemas: {A: {type: string}, B: {type: string}}}\n");
    let outcome = workspace.run(&["reduce", "three.yaml", "--keep-code", "B0412"]);
    assert_eq!(outcome.code, 2, "{}", outcome.stderr);
    let outcome = workspace.run(&["reduce", "three.yaml", "--keep-code", "B0412", "--set", "unreached=leave"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let shown = "it depends on this part of the configuration:\n\nunreached = \"leave\"\n";
    assert!(outcome.stderr.contains(shown), "{}", outcome.stderr);
}

#[test]
fn what_cannot_be_kept_is_said_with_what_can() {
    let workspace = Workspace::with("reduce_errors", &faulty());
    workspace.write("broken.json", "{\"openapi\": ");
    workspace.write(
        "twice.json",
        "{\"openapi\": \"3.1.0\", \"info\": {}, \"info\": {\"title\": \"a\", \"version\": \"1\"}, \"paths\": {}}",
    );
    for (arguments, code, expected) in [
        (&["api.json", "--keep-code", "B0308"][..], 2, "does not show B0308; it shows"),
        (
            &["api.json", "--keep-code", "B0202", "--at", "#/info"],
            2,
            "there is no B0202 at #/info; it is at #/components/schemas/Pet/properties/owner",
        ),
        (&["api.json", "--keep-operation", "getpett"], 2, "B0112"),
        (&["api.json", "--keep-operation", "*Pet"], 2, "matches"),
        (&["api.json", "--keep-code", "B9999"], 2, "unknown code"),
        (&["api.json"], 2, "--keep-code"),
        (&["api.json", "--keep-operation", "putPet", "--at", "#/info"], 2, "--keep-code"),
        (&["gone.json", "--keep-code", "B0202"], 1, "B0101"),
        (&["broken.json", "--keep-code", "B0202"], 1, "B0102"),
        (&["twice.json", "--keep-code", "B0108"], 2, "about the text of the description"),
        (&["api.json", "--keep-code", "B0202", "--out", "small.toml"], 2, "ends in .yaml, .yml or .json"),
        (&["api.json", "--keep-code", "B0202", "--out", "api.json"], 1, "is an input and is not overwritten"),
        (&["api.json", "--keep-code", "B0202", "--out", "no/small.json"], 1, "cannot write no/small.json"),
    ] {
        let outcome = workspace.run(&[&["reduce"], arguments].concat());
        assert_eq!(outcome.code, code, "{arguments:?}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(expected), "{arguments:?}: {}", outcome.stderr);
        assert_eq!(outcome.stdout, "", "{arguments:?}");
    }
    assert!(Code::of("B0308").is_some());
    let quiet = workspace.run_on(&["reduce", "-", "--keep-code", "B0202", "--quiet"], &faulty().to_string());
    assert_eq!((quiet.code, quiet.stderr.as_str()), (0, ""));
    assert!(quiet.stdout.starts_with("openapi: \"3.1.0\"\n"), "{}", quiet.stdout);
}
