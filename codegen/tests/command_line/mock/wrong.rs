//! Wrong requests: each answer says where, what was expected, and what is there.

use super::{Mock, Response, Workspace, parcels};
use serde_json::{Value, json};

/// The faults that a response lists: place, path, expected, found.
fn faults(response: &Response) -> Vec<String> {
    assert_eq!(response.header("content-type"), "application/problem+json", "{response:?}");
    let body = response.json();
    assert_eq!(body["status"], response.status);
    let text = |each: &Value, key: &str| each[key].as_str().unwrap_or_default().to_owned();
    let line = |each: &Value| {
        format!("{} {}| {}| {}", text(each, "place"), text(each, "path"), text(each, "expected"), text(each, "found"))
    };
    body["errors"].as_array().expect("a list").iter().map(line).collect()
}

#[test]
fn wrong_requests_are_refused_with_place_expectation_and_finding() {
    let workspace = Workspace::with("mock_wrong", &parcels());
    let mock = Mock::start(&workspace, &[]);
    let refused = |response: &Response, status: u16, expected: &[&str]| {
        assert_eq!(response.status, status, "{response:?}");
        assert_eq!(faults(response), expected);
    };
    refused(&mock.get("/parcel", &[]), 404, &["path | one of the declared paths, such as /parcels| \"/parcel\""]);
    let other = mock.request("PUT", "/parcels", &[], "");
    refused(&other, 405, &["method | one of the declared methods GET, POST| \"PUT\""]);
    assert_eq!(other.header("allow"), "GET, POST");
    refused(
        &mock.get("/parcels?limit=many&state=found", &["x-trace: abc"]),
        400,
        &[
            "query parameter \"limit\" | a 64-bit integer| a string, \"many\"",
            "query parameter \"state\" | one of \"sent\", \"lost\"| a string, \"found\"",
            "header \"X-Trace\" | a 64-bit integer| a string, \"abc\"",
        ],
    );
    let log = mock.log_until("query parameter \"limit\"");
    assert!(log.iter().any(|line| line == "400 GET /parcels"), "{log:#?}");
    let line = log.last().expect("a line");
    assert!(
        line.contains(
            "expected a 64-bit integer, found a string, \"many\" (#/paths/~1parcels/get/parameters/0/schema)"
        ),
        "{line}"
    );
    // A placeholder of a recording is a value here.
    refused(&mock.get("/parcels/{id}", &[]), 400, &["path parameter \"id\" | a 64-bit integer| a string, \"{id}\""]);
    refused(
        &mock.send("POST", "/parcels", &json!({"state": "found", "lines": [{"sku": 1}, {}], "more": 1})),
        422,
        &[
            "body $.weight| \"weight\", which is required| nothing",
            "body $.state| one of \"sent\", \"lost\"| a string, \"found\"",
            "body $.lines[0].sku| a string| an integer, 1",
            "body $.lines[1].sku| \"sku\", which is required| nothing",
            "body $.more| one of the declared properties| an integer, 1",
        ],
    );
    refused(&mock.request("POST", "/parcels", &[], ""), 422, &["body | a body, which is required| nothing"]);
    refused(
        &mock.request("POST", "/parcels", &["content-type: text/xml"], "<a/>"),
        415,
        &["header \"Content-Type\" | application/json| text/xml"],
    );
}

/// A description with a bound for each part of a request.
fn bounded() -> Value {
    let json = |schema: &Value| json!({"application/json": {"schema": schema}});
    let parameter = |name: &str, place: &str, schema: Value| json!({"name": name, "in": place, "schema": schema});
    let mut deep = parameter(
        "filter",
        "query",
        json!({"type": "object", "properties": {"size": {"type": "integer", "minimum": 1}}}),
    );
    (deep["style"], deep["explode"]) = (json!("deepObject"), json!(true));
    let mut piped = parameter(
        "tags",
        "query",
        json!({"type": "array", "maxItems": 2, "items": {"type": "string", "minLength": 2}}),
    );
    (piped["style"], piped["explode"]) = (json!("pipeDelimited"), json!(false));
    let content = json!({"name": "where", "in": "query", "content": json(&json!({"type": "object", "minProperties": 1, "properties": {"at": {"type": "string", "format": "date"}}}))});
    let fields = json!({"type": "object", "required": ["name"], "properties": {
        "name": {"type": "string", "maxLength": 3}, "count": {"type": "integer", "maximum": 5}, "client_secret": {"type": "string", "minLength": 9}}});
    json!({
        "openapi": "3.1.0", "info": {"title": "Bounds", "version": "1"},
        "components": {"schemas": {"Box": {"type": "object", "properties": {
            "label": {"type": "string", "pattern": "^[A-Z]+$"}, "mail": {"type": "string", "format": "email"},
            "sizes": {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "number", "multipleOf": 0.5}},
            "shape": {"oneOf": [
                {"type": "object", "required": ["radius"], "properties": {"radius": {"type": "number", "exclusiveMinimum": 0}}},
                {"type": "object", "required": ["width"], "properties": {"width": {"type": "number", "exclusiveMinimum": 0}}}]},
        }}}},
        "paths": {"/boxes/{id}": {"post": {
            "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}}, deep, piped, content,
                parameter("X-Level", "header", json!({"type": "integer", "exclusiveMaximum": 3})), parameter("lang", "cookie", json!({"type": "string", "maxLength": 2})),
            ],
            "requestBody": {"content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Box"}},
                "application/x-www-form-urlencoded": {"schema": fields}, "multipart/form-data": {"schema": fields},
            }},
            "responses": {"204": {"description": ""}},
        }}},
    })
}

#[test]
fn each_part_of_a_request_has_to_be_within_its_bounds() {
    let workspace = Workspace::with("mock_bounds", &bounded());
    let mock = Mock::start(&workspace, &[]);
    let path = "/boxes/123e4567-e89b-12d3-a456-426614174000";
    let right = json!({"label": "A", "mail": "a@b.example", "sizes": [1, 1.5], "shape": {"width": 2}});
    let query = "?filter[size]=1&tags=ab|cd&where=%7B%22at%22:%222026-01-31%22%7D";
    let json = ["content-type: application/json", "x-level: 2", "cookie: lang=en; other=long"];
    let answer = mock.request("POST", &format!("{path}{query}"), &json, &right.to_string());
    assert_eq!(answer.status, 204, "{answer:?}");
    let wrong = json!({"label": "a", "mail": "a", "sizes": [1, 0.7, 1.0], "shape": {"radius": 0}});
    let query = "?filter[size]=0&tags=ab|c|ef&where=%7B%22at%22:%22today%22%7D";
    let json = ["content-type: application/json", "x-level: 3", "cookie: lang=eng"];
    assert_eq!(
        faults(&mock.request("POST", &format!("/boxes/7{query}"), &json, &wrong.to_string())),
        [
            "path parameter \"id\" | a UUID, such as \"123e4567-e89b-12d3-a456-426614174000\"| a string, \"7\"",
            "query parameter \"filter\" $.size| a number of at least 1| an integer, 0",
            "query parameter \"tags\" | an array of at most 2 items| an array of 3 items",
            "query parameter \"tags\" $[1]| a string of at least 2 characters| a string of 1 character, \"c\"",
            "query parameter \"where\" $.at| a date (RFC 3339), such as \"2026-01-31\"| a string, \"today\"",
            "header \"X-Level\" | a number below 3| an integer, 3",
            "cookie parameter \"lang\" | a string of at most 2 characters| a string of 3 characters, \"eng\"",
            "body $.label| a string that matches ^[A-Z]+$| a string, \"a\"",
            "body $.mail| an e-mail address| a string, \"a\"",
            "body $.sizes| an array of distinct items| item 2 again",
            "body $.sizes[1]| a number that is a multiple of 0.5| a number, 0.7",
            "body $.shape.radius| a number above 0| an integer, 0",
        ]
    );
    let expected = [
        "body $.name| a string of at most 3 characters| a string of 4 characters, \"long\"",
        "body $.count| a number of at most 5| an integer, 6",
        "body $.client_secret| a string of at least 9 characters| a string of 6 characters, \"***\"",
    ];
    let form = ["content-type: application/x-www-form-urlencoded"];
    let answer = mock.request("POST", path, &form, "name=long&count=6&client_secret=s3cr3t");
    assert_eq!(faults(&answer), expected);
    let part =
        |name: &str, value: &str| format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let parts =
        [part("name", "long"), part("count", "6"), part("client_secret", "s3cr3t"), "--b--\r\n".to_owned()].concat();
    let multipart = ["content-type: multipart/form-data; boundary=b"];
    assert_eq!(faults(&mock.request("POST", path, &multipart, &parts)), expected);
    assert_eq!(
        faults(&mock.request("POST", path, &form, "count=1")),
        ["body $.name| \"name\", which is required| nothing"]
    );
    // What is wrong with the body is no reason to be silent about the rest.
    let broken = faults(&mock.request("POST", "/boxes/7", &json[..1], "{"));
    assert!(
        broken.len() == 2 && broken[0].starts_with("path parameter") && broken[1].starts_with("body | JSON"),
        "{broken:#?}"
    );
}

#[test]
fn bodies_media_types_credentials_and_preferences_are_checked() {
    let workspace = Workspace::with("mock_wrong_parts", &parcels());
    let mock = Mock::start(&workspace, &[]);
    let refused = |response: &Response, status: u16, expected: &[&str]| {
        assert_eq!(response.status, status, "{response:?}");
        assert_eq!(faults(response), expected);
    };
    let broken = mock.request("POST", "/parcels", &["content-type: application/json"], "{\"weight\": }");
    assert_eq!(broken.status, 400);
    assert!(faults(&broken)[0].starts_with("body | JSON| expected value at line 1 column 12"), "{broken:?}");
    refused(
        &mock.get("/parcels", &["accept: image/png"]),
        406,
        &["header \"Accept\" | application/json| \"image/png\""],
    );
    refused(
        &mock.get("/label", &[]),
        401,
        &["credentials | the key \"X-Key\" (header)| none of them (--no-credentials accepts requests without)"],
    );
    refused(
        &mock.get("/parcels/1", &["prefer: code=418"]),
        400,
        &["header \"Prefer\" | one of the declared statuses 200, 404, 5XX| code=418"],
    );
    refused(
        &mock.get("/label", &["x-key: k", "prefer: example=third"]),
        400,
        &["header \"Prefer\" | one of the examples wrong, first, second| example=third"],
    );
}

#[test]
fn what_is_only_not_declared_is_reported_and_answered() {
    let workspace = Workspace::with("mock_undeclared", &parcels());
    let mock = Mock::start(&workspace, &[]);
    assert_eq!(mock.get("/parcels?page=1", &[]).status, 200);
    mock.log_until("the query parameter \"page\" is not declared");
    assert_eq!(mock.send("PATCH", "/parcels/1", &json!({"weight": 2, "color": "red"})).status, 200);
    mock.log_until("body $.color is not declared");
}

#[test]
fn hostile_requests_do_not_end_the_mock() {
    let workspace = Workspace::with("mock_hostile", &parcels());
    let mock = Mock::start(&workspace, &["--max-body", "100000"]);
    let deep = "[".repeat(90_000);
    let json = ["content-type: application/json"];
    assert_eq!(mock.request("POST", "/parcels", &json, &deep).status, 400);
    assert_eq!(mock.request("POST", "/parcels", &json, &"x".repeat(100_001)).status, 413);
    // More than the limit, without a length.
    let chunks: String = (0..200).map(|_| format!("400\r\n{}\r\n", "y".repeat(1024))).collect();
    let head = "POST /parcels HTTP/1.1\r\nhost: a\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n";
    assert_eq!(mock.raw(format!("{head}{chunks}0\r\n\r\n").as_bytes()).status, 413);
    assert_eq!(mock.raw(b"nonsense\r\n\r\n").status, 400);
    assert!(
        (400..500)
            .contains(&mock.raw(format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(200_000)).as_bytes()).status)
    );
    let many: String = (0..2_000).map(|index| format!("x-{index}: {}\r\n", "z".repeat(100))).collect();
    assert!(
        (400..500).contains(&mock.raw(format!("GET /parcels HTTP/1.1\r\nhost: a\r\n{many}\r\n").as_bytes()).status)
    );
    for path in
        ["/parcels/%ff%fe", "/parcels/%", "/%2e%2e/%2e%2e/etc/passwd", "//", "/parcels/1/../2", "*", "/parcels?&&==&%"]
    {
        let status = mock.get(path, &[]).status;
        assert!([200, 400, 404].contains(&status), "{path} {status}");
    }
    let odd = mock.raw(b"GET /parcels HTTP/1.1\r\nhost: a\r\nconnection: close\r\naccept: \xff;q=nan, */*;q=1e999\r\nprefer: ;;==,\r\n\r\n");
    assert!([200, 406].contains(&odd.status), "{odd:?}");
    let body = "{\"weight\": 1e999999, \"note\": \"\\ud800\"}";
    assert_eq!(mock.request("POST", "/parcels", &json, body).status, 400);
    // Numbers in the answers stay numbers, and the mock still answers.
    assert_eq!(mock.get("/parcels/7", &[]).status, 200);
}

/// Pieces of requests, of which random ones are put together.
const PIECES: [&str; 24] = [
    "GET ",
    "POST ",
    "PATCH ",
    "DELETE ",
    "OPTIONS ",
    "/parcels",
    "/parcels/7",
    "/v1/parcels/%ff",
    "/label",
    "/events",
    "?limit=1&state=sent&x[a][b]=1",
    " HTTP/1.1\r\n",
    "host: a\r\n",
    "content-type: application/json\r\n",
    "content-type: multipart/form-data; boundary=\r\n",
    "content-length: 20\r\n",
    "transfer-encoding: chunked\r\n",
    "accept: */*;q=0\r\n",
    "prefer: code=404, example=x\r\n",
    "cookie: a=b; =;;\r\n",
    "\r\n",
    "{\"weight\": 1, \"note\": \"a\"}",
    "5\r\n",
    "[[[",
];

#[test]
fn random_requests_neither_end_nor_block_the_mock() {
    use proptest::prelude::{Just, Strategy, any, prop_oneof};
    use proptest::test_runner::{Config, TestRunner};
    let workspace = Workspace::with("mock_random", &parcels());
    let mock = Mock::start(&workspace, &["--quiet", "--no-credentials"]);
    let piece = prop_oneof![
        6 => proptest::sample::select(&PIECES[..]).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..40),
    ];
    let whole = proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    // Half of them are well-formed up to the body.
    let begun =
        Just(b"POST /parcels HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\n".to_vec());
    let request = prop_oneof![whole.clone(), (begun, whole).prop_map(|(head, rest)| [head, rest].concat())];
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(300) });
    let outcome = runner.run(&request, |bytes| {
        let mut stream = std::net::TcpStream::connect(&mock.address).expect("a connection");
        stream.set_read_timeout(Some(std::time::Duration::from_secs(10))).expect("a timeout");
        // A server that refuses may close before it has read everything.
        drop(std::io::Write::write_all(&mut stream, &bytes));
        drop(stream.shutdown(std::net::Shutdown::Write));
        let mut answer = Vec::new();
        let read = std::io::Read::read_to_end(&mut stream, &mut answer);
        let is_late = read
            .is_err_and(|error| matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut));
        proptest::prop_assert!(!is_late, "no end of the answer {:?}", String::from_utf8_lossy(&answer));
        proptest::prop_assert!(
            answer.is_empty() || answer.starts_with(b"HTTP/1."),
            "{:?}",
            String::from_utf8_lossy(&answer)
        );
        Ok(())
    });
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(mock.get("/parcels/7", &[]).status, 200);
}
