//! Streams that clients send.

use super::{Mock, Workspace};
use serde_json::{Value, json};

/// A description with operations that take streams: of items, and of the array of all.
fn intake() -> Value {
    let item = json!({"type": "object", "properties": {"n": {"type": "integer", "maximum": 5}, "name": {"type": "string", "maxLength": 3}}});
    let all = json!({"type": "array", "maxItems": 3, "items": {"$ref": "#/components/schemas/Item"}});
    let operation = |content: Value| json!({"post": {"requestBody": {"content": content}, "responses": {"204": {"description": ""}}}});
    json!({
        "openapi": "3.2.0", "info": {"title": "Intake", "version": "1"}, "components": {"schemas": {"Item": item, "All": all}},
        "paths": {
            "/items": operation(json!({
                "application/jsonl": {"itemSchema": {"$ref": "#/components/schemas/Item"}},
                "application/json-seq": {"itemSchema": {"$ref": "#/components/schemas/Item"}},
                "text/event-stream": {"itemSchema": {"type": "object", "properties": {"data": {"type": "string", "maxLength": 3}}}},
            })),
            "/all": operation(json!({"application/x-ndjson": {"schema": {"$ref": "#/components/schemas/All"}}})),
        },
    })
}

#[test]
fn each_item_of_a_stream_is_checked_as_a_body_is() {
    let workspace = Workspace::with("mock_streams", &intake());
    let mock = Mock::start(&workspace, &[]);
    let faults = |path: &str, media_type: &str, body: &str| -> Vec<String> {
        let answer = mock.request("POST", path, &[&format!("content-type: {media_type}")], body);
        if answer.status == 204 {
            return Vec::new();
        }
        assert_eq!(answer.status, 400, "{answer:?}");
        let all = answer.json()["errors"].as_array().cloned().unwrap_or_default();
        let text = |error: &Value, key: &str| error[key].as_str().unwrap_or_default().to_owned();
        all.iter().map(|error| format!("{}: {}", text(error, "path"), text(error, "expected"))).collect()
    };
    let lines = "{\"n\": 1}\n{\"n\": 9}\n{\"name\": \"four\"}\n";
    let expected = ["$[1].n: a number of at most 5", "$[2].name: a string of at most 3 characters"];
    assert_eq!(faults("/items", "application/jsonl", lines), expected);
    let records: String = lines.lines().map(|line| format!("\u{1e}{line}\n")).collect();
    assert_eq!(faults("/items", "application/json-seq", &records), expected);
    assert_eq!(faults("/all", "application/x-ndjson", lines), expected);
    let many = "{}\n".repeat(4);
    assert_eq!(faults("/all", "application/x-ndjson", &many), ["$: an array of at most 3 items"]);
    assert_eq!(faults("/items", "application/jsonl", &many), [""; 0]);
    assert_eq!(faults("/items", "application/jsonl", "{}\n{oops\n"), ["$[1]: JSON"]);
    assert_eq!(faults("/items", "application/jsonl", "{\"n\": 5}"), [""; 0]);
    // Its data may be any text.
    assert_eq!(faults("/items", "text/event-stream", "data: long\n\ndata: ok\n\n"), [""; 0]);
}
