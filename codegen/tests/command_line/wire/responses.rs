//! Streams and headers of responses.

use super::{Workspace, deviations, shown};
use bindery::verify::Finding;
use serde_json::{Map, Value, json};

#[test]
fn the_values_of_streams_are_checked() {
    let workspace = Workspace::new("wire_streams");
    let item = json!({"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}});
    let content = json!({
        "/lines": {"application/x-ndjson": {"schema": {"type": "array", "items": item}}},
        "/items": {"application/jsonl": {"itemSchema": {"type": "integer"}}},
        "/records": {"application/json-seq": {"itemSchema": item}},
        "/data": {"text/event-stream": {"schema": item}},
        "/whole": {"text/event-stream": {"itemSchema": {"type": "object", "required": ["data"],
            "properties": {"event": {"type": "string", "enum": ["add", "end"]}, "data": {"type": "string", "contentMediaType": "application/json", "contentSchema": item}}}}},
    });
    let mut paths = Map::new();
    for (path, content) in content.as_object().expect("an object") {
        paths.insert(path.clone(), json!({"get": {"responses": {"200": {"description": "", "content": content}}}}));
    }
    let description = json!({"openapi": "3.2.0", "info": {"title": "Streams", "version": "1"}, "paths": paths});
    let answer = |path: &str, body: &str| {
        let media_type = content[path].as_object().and_then(|content| content.keys().next()).expect("a media type");
        let headers = json!({"Content-Type": media_type});
        json!({"method": "GET", "url": path, "status": 200, "responseHeaders": headers, "responseBody": body})
            .to_string()
            + "\n"
    };
    for (path, body, from, to, expected) in [
        ("/lines", "{\"n\":1}\n{\"n\":2}\n", "2", "true", "wrong-type $[].n "),
        ("/lines", "{\"n\":1}\n{\"n\":2}\n", "{\"n\":2}", "{}", "missing-required $[].n n"),
        ("/lines", "{\"n\":1}\n{\"n\":2}\n", "{\"n\":2}", "oops", "wrong-type $[] "),
        ("/items", "1\n2\n", "2", "\"2\"", "wrong-type $ "),
        ("/records", "\u{1e}{\"n\":1}\n\u{1e}{\"n\":2}\n", "2", "null", "unexpected-null $.n "),
        (
            "/data",
            ": hi\n\ndata: {\"n\":1}\n\ndata: {\ndata: \"n\":2}\n\ndata: [DONE]\n\n",
            "2",
            "\"x\"",
            "wrong-type $.n ",
        ),
        ("/whole", "event: add\ndata: {\"n\":1}\n\n", "add", "new", "new-enum-value $.event "),
        ("/whole", "event: add\ndata: {\"n\":1}\n\n", "1", "{}", "wrong-type $.data<json>.n "),
    ] {
        assert_eq!(shown(&deviations(&workspace, &description, &answer(path, body))), [""; 0], "{path}");
        // A recording may end anywhere.
        let cut = &body[..body.len() - 4];
        assert_eq!(shown(&deviations(&workspace, &description, &answer(path, cut))), [""; 0], "{path} {cut:?}");
        let damaged = body.replacen(from, to, 1);
        assert_eq!(
            shown(&deviations(&workspace, &description, &answer(path, &damaged))),
            [expected],
            "{path} {damaged:?}"
        );
    }
}

#[test]
fn declared_headers_of_responses_are_checked() {
    let workspace = Workspace::new("wire_headers");
    let headers = json!({
        "X-Total": {"required": true, "schema": {"type": "integer"}}, "X-Kinds": {"schema": {"type": "array", "items": {"type": "integer"}}},
        "X-Name": {"schema": {"type": "string"}}, "X-Secret": {"schema": {"type": "integer"}},
    });
    let responses = json!({"204": {"description": "", "headers": headers}, "404": {"description": ""}});
    let description = json!({
        "openapi": "3.1.0", "info": {"title": "Headers", "version": "1"}, "paths": {"/a": {"get": {"responses": responses}}},
    });
    let answer = |status: u16, headers: Value| {
        json!({"method": "GET", "url": "/a", "status": status, "responseHeaders": headers}).to_string() + "\n"
    };
    for (status, headers, expected) in [
        (204, json!({"x-total": "7", "x-kinds": "1, 2", "x-name": "a,b", "date": "now", "cf-ray": "1"}), ""),
        (404, json!({"x-total": "many", "x-other": "1"}), ""),
        (204, Value::Null, ""),
        (204, json!({"x-name": "a"}), "missing-required header.X-Total X-Total"),
        (204, json!({"x-total": "many"}), "wrong-type header.X-Total "),
        (204, json!({"x-total": "7", "x-kinds": "1,b"}), "wrong-type header.X-Kinds[] "),
        (204, json!({"x-total": "7", "x-other": "1"}), "undeclared-header header.x-other x-other"),
        (204, json!({"x-total": "7", "x-secret": "s3cr3t"}), "wrong-type header.X-Secret "),
    ] {
        let found = deviations(&workspace, &description, &answer(status, headers.clone()));
        assert_eq!(shown(&found).join("|"), expected, "{headers}");
        assert!(!format!("{:?}", found.iter().map(Finding::diagnostic).collect::<Vec<_>>()).contains("s3cr3t"));
    }
}
