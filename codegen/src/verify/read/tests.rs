//! Complete, broken and hostile recordings.

use super::super::model::{Body, Traffic, Unread};
use super::{har, lines, mappings};
use crate::verify::read::body::Files;
use serde_json::json;
use std::path::Path;

fn of_har(text: &[u8]) -> Traffic {
    let mut traffic = Traffic::default();
    har::read(text, &"a.har".into(), &mut traffic);
    traffic
}

fn place(problem: &Unread) -> String {
    format!("{}:{}", problem.file, problem.line.unwrap_or_default())
}

#[test]
fn entries_of_an_archive_have_lines_and_bodies() {
    let text = r#"{"log": {"version": "1.2", "entries": [
{"request": {"method": "get", "url": "https://a.example/b", "headers": [{"name": "X", "value": "1"}]},
 "response": {"status": 200, "content": {"mimeType": "application/json", "text": "eyJhIjoxfQ==", "encoding": "base64"}}},
{"request": {"method": "POST", "url": "/c", "postData": {"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "a", "value": "b"}]}},
 "response": {"status": 0}},
{"response": {}},
{"request": {"method": "GET", "url": "/d"}, "response": {"status": 200, "content": {"text": "!", "encoding": "base64"}}}
]}}"#;
    let traffic = of_har(text.as_bytes());
    let lines: Vec<usize> = traffic.exchanges.iter().map(|each| each.origin.line).collect();
    assert_eq!(lines, [2, 4, 7]);
    assert_eq!(traffic.exchanges[0].response.body, Body::Json(json!({"a": 1})));
    assert_eq!(traffic.exchanges[1].request.body, Body::Text("a=b".to_owned()));
    assert_eq!(traffic.exchanges[1].status, None);
    assert_eq!(traffic.problems.len(), 2, "{:?}", traffic.problems);
    assert!(traffic.problems[0].to_string().starts_with("a.har:6: the entry has no request"), "{:?}", traffic.problems);
    assert!(
        traffic.problems[1].to_string().starts_with("a.har:7: a body is declared as base64"),
        "{:?}",
        traffic.problems
    );
}

#[test]
fn entries_before_the_end_of_a_truncated_archive_are_kept() {
    let whole = r#"{"log": {"entries": [
{"request": {"method": "GET", "url": "/a"}},
{"request": {"method": "GET", "#;
    let traffic = of_har(whole.as_bytes());
    assert_eq!(traffic.exchanges.len(), 1);
    assert!(traffic.problems[0].to_string().starts_with("a.har:3: EOF"), "{:?}", traffic.problems);
    let mut bytes = whole.as_bytes().to_vec();
    bytes[60] = 0xff;
    assert!(of_har(&bytes).problems.iter().any(|problem| problem.why.contains("not UTF-8")));
    for hostile in ["", "[]", "{\"log\": 1}", "{\"log\": {\"entries\": {}}}", "\0", &"[".repeat(100_000)] {
        assert_eq!(of_har(hostile.as_bytes()).problems.len(), 1, "{hostile:.20}");
    }
}

#[test]
fn an_invalid_line_does_not_affect_the_others() {
    let text = b"{\"method\": \"get\", \"url\": \"/a\", \"status\": \"200\", \"responseBody\": {\"b\": 1}}\n\n{\"method\": 1}\n[]\n{oops\n\xff\n{\"method\": \"GET\", \"url\": \"/\", \"status\": 7}\n{\"method\": \"PUT\", \"url\": \"/c\", \"requestBody\": \"{\\\"d\\\": 2}\"}";
    let mut traffic = Traffic::default();
    lines::read(text, &"a.jsonl".into(), &mut traffic);
    let origins: Vec<String> = traffic.exchanges.iter().map(|each| each.origin.to_string()).collect();
    assert_eq!(origins, ["a.jsonl:1", "a.jsonl:8"]);
    assert_eq!(traffic.exchanges[1].request.body, Body::Json(json!({"d": 2})));
    let places: Vec<String> = traffic.problems.iter().map(place).collect();
    assert_eq!(places, ["a.jsonl:3", "a.jsonl:4", "a.jsonl:5", "a.jsonl:6", "a.jsonl:7"]);
}

#[test]
fn a_mapping_becomes_an_exchange_with_the_values_that_it_matches() {
    let text = r#"{"mappings": [
{"request": {"method": "GET", "urlPathTemplate": "/a/{id}/{x}", "pathParameters": {"id": {"equalTo": "7"}},
  "queryParameters": {"q": {"equalTo": "r s"}, "t": {"hasExactly": [{"equalTo": "1"}, {"equalTo": "2"}]}}},
 "response": {"status": 200, "jsonBody": [1]}},
{"request": {"method": "ANY", "url": "/"}, "response": {}},
{"request": {"method": "GET", "urlPathPattern": "/a/.*"}, "response": {}},
{"request": {"method": "GET", "url": "/f"}, "response": {"bodyFileName": "../../etc/passwd"}}
]}"#;
    let mut traffic = Traffic::default();
    mappings::read(text.as_bytes(), &"m.json".into(), &Files::beside(Path::new("m.json"), None), &mut traffic);
    assert_eq!(traffic.exchanges.len(), 1);
    assert_eq!(traffic.exchanges[0].url, "/a/7/{x}?q=r%20s&t=1&t=2");
    assert_eq!(traffic.exchanges[0].response.body, Body::Json(json!([1])));
    let lines: Vec<String> = traffic.problems.iter().map(place).collect();
    assert_eq!(lines, ["m.json:5", "m.json:6", "m.json:7"]);
}
