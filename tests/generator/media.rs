//! The generator chooses the Rust type of a body by media type, and the runtime how to read it: both tables must agree.

use bindery::api::Media as Described;
use bindery_runtime::__private::Media as Read;

#[test]
fn generator_and_runtime_agree_on_media_types() {
    for media_type in [
        "",
        "*/*",
        "*/*; q=0.5",
        "application/*",
        "application/*+json",
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/json-lines",
        "application/json-patch+json",
        "application/json-seq",
        "application/json-stream",
        "application/jsonl",
        "application/jsonlines",
        "application/merge-patch+json",
        "application/ndjson",
        "application/octet-stream",
        "application/pdf",
        "application/problem+json",
        "application/problem+xml",
        "application/stream+json",
        "application/vnd.api+json; ext=x",
        "application/x-json",
        "application/x-json-stream",
        "application/x-jsonl",
        "application/x-jsonlines",
        "application/x-ndjson",
        "application/x-www-form-urlencoded",
        "application/xml",
        "application/geo+json-seq",
        "image/png",
        "image/svg+xml",
        "json",
        "multipart/form-data; boundary=x",
        "multipart/mixed",
        "multipart/related",
        "text/*",
        "text/csv",
        "text/event-stream",
        "text/html",
        "text/json",
        "text/plain; charset=iso-8859-1",
        "text/x-json",
        "text/xml",
    ] {
        let expected = match Described::of(media_type) {
            Described::Json => Read::Json,
            Described::Form => Read::Form,
            Described::Multipart => Read::Multipart,
            Described::Text => Read::Text,
            Described::Bytes => Read::Bytes,
        };
        assert_eq!(Read::of(media_type), expected, "{media_type}");
    }
}

/// Returns a description of version 3.0 or 2.0 with media types in this spelling.
fn description(version: &str, spelled: fn(&str) -> String) -> Vec<u8> {
    let media = |media_type: &str, of: serde_json::Value| serde_json::json!({spelled(media_type): {"schema": of}});
    let scan = || serde_json::json!({"type": "object", "properties": {"page": {"type": "string", "format": "binary"}}});
    let of_20 = serde_json::json!({
        "swagger": "2.0", "info": {"title": "scans", "version": "1"}, "host": "a.example", "schemes": ["http", spelled("https")],
        "paths": {"/files": {"get": {"operationId": "file", "produces": [spelled("application/json")], "responses": {
            "200": {"description": "", "schema": {"type": "file"}},
        }}}},
    });
    let bodies = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/mixed"];
    let sent = bodies.iter().enumerate().map(|(at, body)| {
        let call = serde_json::json!({"operationId": format!("send_{at}"), "responses": {},
            "requestBody": {"required": true, "content": media(body, scan())}});
        (format!("/sent/{at}"), serde_json::json!({"post": call}))
    });
    let embedded = serde_json::json!({"type": "object", "properties": {
        "note": {"type": "string", "contentMediaType": spelled("text/x-json"), "contentSchema": {"type": "integer"}},
        "scan": {"type": "string", "contentMediaType": spelled("application/octet-stream")},
    }});
    let responses = ["application/json", "text/plain", "text/event-stream", "application/jsonl", "application/pdf"];
    let received = responses.iter().enumerate().map(|(at, body)| {
        let response = serde_json::json!({"description": "", "content": media(body, embedded.clone())});
        let call = serde_json::json!({"operationId": format!("get_{at}"), "responses": {"200": response}});
        (format!("/received/{at}"), serde_json::json!({"get": call}))
    });
    let of_31 = serde_json::json!({
        "openapi": "3.1.0", "info": {"title": "scans", "version": "1"}, "servers": [{"url": "https://a.example"}],
        "components": {"securitySchemes": {"key": {"type": "http", "scheme": spelled("basic")}}}, "security": [{"key": []}],
        "paths": sent.chain(received).collect::<serde_json::Map<_, _>>(),
    });
    (if version == "2.0" { of_20 } else { of_31 }).to_string().into_bytes()
}

#[test]
fn media_types_and_schemes_are_case_insensitive() {
    let mixed: fn(&str) -> String = |text| {
        text.char_indices().map(|(at, each)| if at % 2 == 0 { each.to_ascii_uppercase() } else { each }).collect()
    };
    for version in ["2.0", "3.1"] {
        let files = |spelled: fn(&str) -> String| {
            let bytes = description(version, spelled);
            let run = bindery::bind("scans.json".as_ref(), bytes, &bindery::config::Config::default());
            let files = run.product.expect("a product").files;
            // Media types are sent as written, and the second line contains a hash: ignore both.
            let lines = |text: &str| text.lines().skip(2).map(str::to_ascii_lowercase).collect::<Vec<_>>();
            files.into_iter().map(|file| (file.path, lines(&file.text))).collect::<Vec<_>>()
        };
        for (written, expected) in files(mixed).into_iter().zip(files(str::to_owned)) {
            assert_eq!(written, expected, "{version}");
        }
    }
}
