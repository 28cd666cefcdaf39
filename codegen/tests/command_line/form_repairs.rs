//! Overlays for forms, whose properties are parameters in Swagger 2.0.

use super::Workspace;
use serde_json::{Value, json};

/// A description with a form of a media type, in the form of a version.
fn document(version: &str, media_type: &str) -> Value {
    let properties = [
        ("name", json!({"type": "string"})),
        ("count", json!({"type": "integer"})),
        ("kind", json!({"type": "string", "enum": ["a", "b"]})),
        ("tags", json!({"type": "array", "items": {"type": "integer"}})),
    ];
    let responses = json!({"204": {"description": ""}});
    let (mut document, operation) = match version {
        "2.0" => {
            let parameter = |(name, schema): &(&str, Value)| {
                let mut parameter = schema.clone();
                parameter["name"] = (*name).into();
                parameter["in"] = "formData".into();
                parameter["required"] = (*name == "name").into();
                if *name == "tags" {
                    parameter["collectionFormat"] = "multi".into();
                }
                parameter
            };
            let parameters: Vec<Value> = properties.iter().map(parameter).collect();
            (
                json!({"swagger": "2.0"}),
                json!({"consumes": [media_type], "parameters": parameters, "responses": responses}),
            )
        }
        version => {
            let properties: Value =
                properties.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
            let schema = json!({"type": "object", "required": ["name"], "properties": properties});
            let body = json!({"content": {media_type: {"schema": schema}}});
            (json!({"openapi": version}), json!({"requestBody": body, "responses": responses}))
        }
    };
    document["info"] = json!({"title": "Forms", "version": "1"});
    document["paths"] = json!({"/forms": {"post": operation}});
    document
}

fn form(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

fn parts(pairs: &[(&str, &str)]) -> String {
    let part = |(name, value): &(&str, &str)| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    pairs.iter().map(part).collect::<String>() + "--b--\r\n"
}

#[test]
fn what_deviates_in_a_form_is_mended_in_every_version() {
    let cases: [(&str, &[(&str, &str)]); 8] = [
        ("true", &[("name", "n"), ("count", "7"), ("kind", "b"), ("tags", "1"), ("tags", "2")]),
        ("missing", &[("count", "7")]),
        ("type", &[("name", "n"), ("count", "many")]),
        ("value", &[("name", "n"), ("kind", "c")]),
        ("element", &[("name", "n"), ("tags", "x")]),
        ("repeated", &[("name", "n"), ("name", "m")]),
        ("undeclared", &[("name", "n"), ("more", "1"), ("more", "x")]),
        ("all", &[("count", "1.5"), ("kind", "d"), ("tags", "x"), ("tags", "2"), ("more", "true")]),
    ];
    for version in ["2.0", "3.0.3", "3.1.0"] {
        for media_type in ["application/x-www-form-urlencoded", "multipart/form-data"] {
            let short = media_type.split('/').next().unwrap_or_default();
            for (name, pairs) in cases {
                let workspace =
                    Workspace::with(&format!("form_repairs_{version}_{short}_{name}"), &document(version, media_type));
                let (sent, body) = match short {
                    "multipart" => (format!("{media_type}; boundary=b"), parts(pairs)),
                    _ => (media_type.to_owned(), form(pairs)),
                };
                let line = json!({"method": "POST", "url": "/forms", "status": 204, "requestHeaders": {"content-type": sent}, "requestBody": body});
                workspace.write("calls.jsonl", &format!("{line}\n"));
                let verify = ["verify", "api.json", "--traffic", "calls.jsonl"];
                let before = workspace.run(&verify);
                assert_eq!(before.code, i32::from(name != "true"), "{version} {media_type} {name}: {}", before.stderr);
                let outcome = workspace.run(&[&verify[..], &["--write-overlay", "repairs.json"]].concat());
                assert_eq!(outcome.code, 0, "{version} {media_type} {name}: {}{}", before.stderr, outcome.stderr);
                if name != "true" {
                    let again = workspace.run(&[&verify[..], &["--overlay", "repairs.json"]].concat());
                    assert_eq!(again.code, 0, "{version} {media_type} {name}: {}", again.stderr);
                    let check = workspace.run(&["check", "api.json", "--overlay", "repairs.json"]);
                    assert_eq!(check.code, 0, "{version} {media_type} {name}: {}", check.stderr);
                }
            }
        }
    }
}
