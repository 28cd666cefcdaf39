//! Forms and multipart bodies.

use super::{Workspace, deviations, multipart, post, shown};
use serde_json::{Value, json};

/// A description of a form and of a multipart body with the same properties.
pub(super) fn bodies() -> Value {
    let schema = json!({"type": "object", "required": ["n"], "properties": {
        "n": {"type": "integer"}, "s": {"type": "string"}, "list": {"type": "array", "items": {"type": "integer"}},
        "inside": {"type": "object", "properties": {"x": {"type": "integer"}}}, "joined": {"type": "array", "items": {"type": "integer"}},
        "deep": {"type": "object", "properties": {"y": {"type": "integer"}}}, "whole": {"type": "array", "items": {"type": "integer"}},
        "file": {"type": "string", "format": "binary"},
    }});
    let encoding = json!({
        "joined": {"explode": false}, "deep": {"style": "deepObject", "explode": true},
        "whole": {"contentType": "application/json"}, "file": {"contentType": "image/png, image/jpeg"},
    });
    let body = |media_type: &str| {
        let content = json!({media_type: {"schema": schema, "encoding": encoding}});
        json!({"post": {"requestBody": {"required": true, "content": content}, "responses": {"204": {"description": ""}}}})
    };
    json!({
        "openapi": "3.1.0", "info": {"title": "Bodies", "version": "1"},
        "paths": {"/form": body("application/x-www-form-urlencoded"), "/parts": body("multipart/form-data")},
    })
}

#[test]
fn forms_and_their_encodings_are_read() {
    let workspace = Workspace::new("wire_forms");
    let form = |body: &str| post("/form", "application/x-www-form-urlencoded", body);
    let whole = "n=1&s=a+%26+b&list=1&list=2&inside=%7B%22x%22%3A1%7D&joined=1,2&deep%5By%5D=3&whole=%5B1%2C2%5D";
    // Other clients write arrays and objects in brackets, or encode the comma.
    let other = "n=1&list[]=1&list[]=2&inside[x]=1&joined=1%2C2";
    assert_eq!(shown(&deviations(&workspace, &bodies(), &(form(whole) + &form(other) + &form("n=1")))), [""; 0]);
    for (from, to, expected) in [
        ("n=1", "n=one", "wrong-type $.n "),
        ("n=1&", "", "missing-required $.n n"),
        ("list=2", "list=two", "wrong-type $.list[] "),
        ("%3A1%7D", "%3Atrue%7D", "wrong-type $.inside.x "),
        ("%3A1%7D", "", "wrong-type $.inside "),
        ("joined=1,2", "joined=1,b", "wrong-type $.joined[] "),
        ("=3", "=c", "wrong-type $.deep.y "),
        ("%2C2%5D", "%2C%222%22%5D", "wrong-type $.whole[] "),
        ("s=a", "new=a", "undeclared-property $.new new"),
    ] {
        assert!(whole.contains(from), "{from}");
        let found = deviations(&workspace, &bodies(), &form(&whole.replacen(from, to, 1)));
        assert_eq!(shown(&found), [expected], "{from} {to}");
    }
}

#[test]
fn parts_and_their_encodings_are_read() {
    let workspace = Workspace::new("wire_parts");
    let send = |body: &str| post("/parts", "multipart/form-data; boundary=b", body);
    let whole = [
        ("name=\"n\"", "1"),
        ("name=\"s\"", "a & b"),
        ("name=\"list\"", "1"),
        ("name=\"list\"", "2"),
        ("name=\"inside\"\r\nContent-Type: application/json", "{\"x\": 1}"),
        ("name=\"joined\"", "1,2"),
        ("name=\"deep[y]\"", "3"),
        ("name=\"whole\"\r\nContent-Type: application/json", "[1, 2]"),
        ("name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png", "bytes"),
    ];
    assert_eq!(shown(&deviations(&workspace, &bodies(), &send(&multipart(&whole)))), [""; 0]);
    for (index, part, expected) in [
        (0, Some(("name=\"n\"", "one")), "wrong-type $.n "),
        (0, None, "missing-required $.n n"),
        (3, Some(("name=\"list\"", "two")), "wrong-type $.list[] "),
        (4, Some(("name=\"inside\"\r\nContent-Type: application/json", "{\"x\": true}")), "wrong-type $.inside.x "),
        (4, Some(("name=\"inside\"\r\nContent-Type: application/json", "{")), "wrong-type $.inside "),
        (5, Some(("name=\"joined\"", "1,b")), "wrong-type $.joined[] "),
        (6, Some(("name=\"deep[y]\"", "c")), "wrong-type $.deep.y "),
        (7, Some(("name=\"whole\"\r\nContent-Type: application/json", "[\"1\"]")), "wrong-type $.whole[] "),
        (
            7,
            Some(("name=\"whole\"\r\nContent-Type: text/csv", "1,2")),
            "undeclared-media-type $.whole text/csv|wrong-type $.whole ",
        ),
        (
            8,
            Some(("name=\"file\"; filename=\"a\"\r\nContent-Type: text/css", "")),
            "undeclared-media-type $.file text/css",
        ),
        (8, Some(("name=\"more\"; filename=\"a\"", "")), "undeclared-property $.more more"),
    ] {
        let mut parts: Vec<_> =
            whole.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, part)| *part).collect();
        parts.extend(part);
        let found = shown(&deviations(&workspace, &bodies(), &send(&multipart(&parts))));
        let expected: Vec<&str> = expected.split('|').collect();
        assert_eq!(found, expected, "{part:?}");
    }
    let cut = multipart(&whole).replace("--b--", "");
    assert_eq!(shown(&deviations(&workspace, &bodies(), &send(&cut))), ["wrong-type $ "]);
}

#[test]
fn archives_have_parts_and_cookies_in_lists() {
    let workspace = Workspace::with("wire_archives", &bodies());
    let entry = |params: Value| {
        json!({"request": {"method": "POST", "url": "/parts", "headers": [], "cookies": [{"name": "a", "value": "b"}],
            "postData": {"mimeType": "multipart/form-data; boundary=x", "params": params}}, "response": {"status": 204}})
    };
    let good = json!([{"name": "n", "value": "1"}, {"name": "file", "fileName": "a", "contentType": "image/png"}]);
    let bad = json!([{"name": "n", "value": "x"}, {"name": "file", "fileName": "a", "contentType": "text/css"}]);
    let archive = |params: Value| json!({"log": {"version": "1.2", "entries": [entry(params)]}}).to_string();
    workspace.write("good.har", &archive(good));
    workspace.write("bad.har", &archive(bad));
    let outcome = workspace.run(&["verify", "api.json", "--traffic", "good.har"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let outcome = workspace.run(&["verify", "api.json", "--traffic", "bad.har"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("($.n; first at bad.har:1)") && outcome.stderr.contains("text/css"),
        "{}",
        outcome.stderr
    );
}
