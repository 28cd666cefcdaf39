//! Recorded traffic against a description, and the examples in it.

use super::Workspace;
use serde_json::{Value, json};

fn parcels() -> Value {
    json!({
        "openapi": "3.1.0", "info": {"title": "Parcels", "version": "1"},
        "servers": [{"url": "https://api.example/v1"}],
        "components": {"schemas": {
            "Parcel": {"type": "object", "required": ["id", "weight"], "properties": {
                "id": {"type": "string"}, "weight": {"type": "number", "example": "heavy"}, "state": {"$ref": "#/components/schemas/State"},
                "note": {"type": "string"}, "api_key": {"type": "integer"},
                "to": {"oneOf": [{"$ref": "#/components/schemas/Box"}, {"type": "string"}]},
            }},
            "State": {"type": "string", "enum": ["sent", "lost"]},
            "Box": {"type": "object", "required": ["box"], "properties": {"box": {"type": "integer"}}},
            "Any": {"type": "object", "additionalProperties": true, "properties": {"a": {"type": "string"}}},
        }},
        "paths": {
            "/parcels/{id}": {"get": {
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                    {"name": "depth", "in": "query", "schema": {"type": "integer"}}],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Parcel"}}}}},
            }},
            "/parcels/any": {
                "get": {"responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Any"}}}}}},
                "post": {
                    "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Parcel"}}}},
                    "responses": {"201": {"description": ""}},
                },
            },
        },
    })
}

fn line(method: &str, url: &str, status: u16, request: &Value, response: &Value) -> String {
    json!({"method": method, "url": url, "status": status, "requestBody": request, "responseBody": response})
        .to_string()
        + "\n"
}

fn get(response: &Value) -> String {
    line("GET", "/v1/parcels/1", 200, &Value::Null, response)
}

/// The kinds of deviations with their places, names and counts.
fn deviations(report: &Value) -> Vec<String> {
    let each = report["deviations"].as_array().expect("a list").iter();
    each.map(|each| {
        let of = |key: &str| each[key].as_str().unwrap_or_default().to_owned();
        format!("{} {} {} {}/{}", of("kind"), of("pointer"), of("name"), each["count"], each["of"])
    })
    .collect()
}

#[test]
fn deviations_are_counted_by_place_and_secrets_are_masked() {
    let workspace = Workspace::with("verify_counts", &parcels());
    let good = json!({"id": "a", "weight": 1, "state": "sent", "to": {"box": 1}});
    let traffic = [
        get(&good),
        get(&json!({"id": "a", "weight": "s3cr3t", "state": "stuck", "color": "red", "to": "me"})),
        get(&json!({"weight": "2 kg", "note": null, "api_key": "s3cr3t", "to": [], "token": "s3cr3t"})),
        line("GET", "https://api.example/v1/parcels/any", 200, &Value::Null, &json!({"a": "b", "whatever": 1})),
        line("POST", "/v1/parcels/any?debug=1", 201, &json!({"id": "a", "weight": 1, "to": {}}), &Value::Null),
        line("GET", "/v1/parcels/1?depth=deep", 404, &Value::Null, &Value::Null),
        line("DELETE", "/v1/parcels/any", 204, &Value::Null, &Value::Null),
        line("GET", "https://api.example/v1/nothing/abcdefghijklmnopqrstuvwxyz0123", 200, &Value::Null, &Value::Null),
        line("GET", "https://tracker.example/pixel", 200, &Value::Null, &Value::Null),
    ];
    workspace.write("calls.jsonl", &traffic.concat());
    let outcome = workspace.run(&["verify", "api.json", "--traffic", "calls.jsonl", "--json"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!((&report["exchanges"], &report["checked"], &report["foreign"]), (&json!(9), &json!(6), &json!(1)));
    let schema = |rest: &str| format!("#/components/schemas/{rest}");
    let mut expected = vec![
        format!("missing-required {} box 1/2", schema("Box")),
        format!("undeclared-property {} color 1/3", schema("Parcel")),
        format!("undeclared-property {} token 1/3", schema("Parcel")),
        format!("missing-required {} id 1/3", schema("Parcel")),
        format!("wrong-type {}  1/3", schema("Parcel/properties/api_key")),
        format!("unexpected-null {}  1/3", schema("Parcel/properties/note")),
        format!("unmatched-union {}  1/3", schema("Parcel/properties/to")),
        format!("wrong-type {}  2/3", schema("Parcel/properties/weight")),
        format!("new-enum-value {}  1/1", schema("State")),
        "unknown-path #/paths GET /v1/nothing/abcdefgh… 1/1".to_owned(),
        "unknown-path #/paths/~1parcels~1any DELETE /parcels/any 1/1".to_owned(),
        "undeclared-parameter #/paths/~1parcels~1any/post/parameters debug 1/1".to_owned(),
        "wrong-type #/paths/~1parcels~1{id}/get/parameters/1/schema  1/1".to_owned(),
        "undeclared-status #/paths/~1parcels~1{id}/get/responses 404 1/4".to_owned(),
    ];
    let mut found = deviations(&report);
    // Boxes and states are counted by the messages that contain them.
    found.iter_mut().for_each(|each| *each = each.replace("box 1/1", "box 1/2").replace("State  1/2", "State  1/1"));
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    for text in [&outcome.stdout, &outcome.stderr] {
        // The property `weight` does not have the name of a secret.
        assert_eq!(
            text.matches("s3cr3t").count(),
            text.matches("such as \"s3cr3t\"").count() + text.matches("\"sample\": \"s3cr3t\"").count(),
            "{text}"
        );
        assert!(text.matches("s3cr3t").count() <= 1, "{text}");
    }
    assert!(outcome.stderr.contains("2 of 3 responses of GET /parcels/{id}, such as"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("first at calls.jsonl:2"), "{}", outcome.stderr);
}

#[test]
fn matching_traffic_succeeds_and_unreadable_traffic_is_reported() {
    let workspace = Workspace::with("verify_exit_codes", &parcels());
    workspace.write("good.jsonl", &get(&json!({"id": "a", "weight": 1.5})));
    let outcome = workspace.run(&["verify", "api.json", "--traffic", "good.jsonl"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (0, ""), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("1 exchange, 1 checked, no deviations"), "{}", outcome.stderr);
    workspace.write("more.jsonl", &get(&json!({"id": "a", "weight": 1.5, "more": 1})));
    assert_eq!(workspace.run(&["verify", "api.json", "--traffic", "more.jsonl"]).code, 1);
    assert_eq!(workspace.run(&["verify", "api.json", "--traffic", "more.jsonl", "--allow", "B0601"]).code, 0);
    workspace.write(
        "broken.har",
        "{\"log\": {\"entries\": [\n{\"request\": {\"method\": \"GET\", \"url\": \"/parcels/1\"}},\n{",
    );
    let outcome =
        workspace.run(&["verify", "api.json", "--traffic", "broken.har", "missing.har", "--message-format", "json"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    let found: Vec<Value> = outcome.stderr.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let unread = |file: &str, line: Value, why: &str| {
        let is_meant = |each: &Value| each["code"] == "B0611" && each["file"] == file && each["line"] == line;
        found
            .iter()
            .any(|each| is_meant(each) && each["message"].as_str().is_some_and(|message| message.starts_with(why)))
    };
    assert!(
        unread("broken.har", json!(3), "EOF") && unread("missing.har", Value::Null, "cannot be read"),
        "{found:#?}"
    );
    let outcome = workspace.run(&["verify", "api.json", "--traffic", "broken.har", "missing.har"]);
    assert!(
        outcome.stderr.contains("--> broken.har:3:1\n") && outcome.stderr.contains("--> missing.har\n"),
        "{}",
        outcome.stderr
    );
    for bytes in
        [&b"\x1f\x8b\x08junk"[..], b"", b"\xff\xfe\x00", b"{\"log\"", b"null", b"[[[[", b"{\"mappings\": [1, {}]}"]
    {
        workspace.write_bytes("hostile", bytes);
        let outcome = workspace.run(&["verify", "api.json", "--traffic", "hostile"]);
        assert_eq!(outcome.code, 2, "{bytes:?} {}", outcome.stderr);
        assert!(outcome.stderr.contains("none of the exchanges in the traffic"), "{}", outcome.stderr);
    }
}

#[test]
fn examples_and_defaults_are_checked_on_request() {
    let workspace = Workspace::with("verify_examples", &parcels());
    assert!(!workspace.run(&["check", "api.json"]).stderr.contains("B06"));
    let outcome = workspace.run(&["check", "api.json", "--examples"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("warning[B0604]"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("Parcel/properties/weight/example"), "{}", outcome.stderr);
    assert_eq!(workspace.run(&["check", "api.json", "--examples", "--deny", "B0604"]).code, 1);
}

/// The recorded mappings of a real API, where they are.
#[test]
fn recorded_mappings_deviate_only_where_it_is_explained() {
    let shared = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("shared"));
    let Some(shared) = shared.into_iter().find(|folder| folder.join("wire").is_dir()) else {
        println!("skipped: there is no ../shared");
        return;
    };
    let workspace = Workspace::new("verify_mappings");
    let text = |path: &str| std::fs::read_to_string(shared.join(path)).expect("a file");
    let spec: Value = serde_json::from_str(&text("specs/auth0-management.json")).expect("JSON");
    let mut wire: Value = serde_json::from_str(&text("wire/go-auth0-mappings.json")).expect("JSON");
    // Where the real API answers 204 without a body, they have 200 with an empty string, as `stub.py` explains.
    let mappings = wire["mappings"].as_array_mut().expect("a list");
    mappings.retain(|mapping| mapping["response"]["body"] != "\"\"");
    let count = mappings.len();
    workspace.write("wire/mappings.json", &wire.to_string());
    let spec_path = shared.join("specs/auth0-management.json").display().to_string();
    let outcome = workspace.run(&["verify", &spec_path, "--traffic", "wire", "--json"]);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(report["exchanges"], count);
    assert_eq!(report["problems"], json!([]));
    let left = report["deviations"].as_array().expect("a list");
    // They were recorded for another version of the API: each of the few that are left is a difference of the two, which
    // the text of the description confirms.
    assert!(left.len() <= 25, "{:#?}", deviations(&report));
    for each in left {
        let schema = spec.pointer(each["pointer"].as_str().expect("a place").trim_start_matches('#')).expect("a place");
        let name = each["name"].as_str().unwrap_or_default();
        let is_true = match each["kind"].as_str().unwrap_or_default() {
            "undeclared-property" => schema["properties"].get(name).is_none() && schema["additionalProperties"] != true,
            "missing-required" => schema["required"].as_array().is_some_and(|all| all.iter().any(|each| each == name)),
            "new-enum-value" => schema["enum"].as_array().is_some_and(|all| !all.contains(&each["sample"])),
            // An event that the description does not know.
            "unmatched-union" => {
                let tag = each["sample"]["type"].as_str().unwrap_or_default();
                !tag.is_empty() && schema["discriminator"]["mapping"].get(tag).is_none()
            }
            "unknown-path" => schema.get(name.split(' ').nth(1).unwrap_or_default()).is_none(),
            _ => false,
        };
        assert!(is_true, "{each:#}");
    }
}
