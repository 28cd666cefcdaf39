//! Answers: from examples, made, and chosen by the request.

use super::{Mock, Workspace, parcels};
use serde_json::{Value, json};

#[test]
fn answers_are_made_from_schemas_and_are_the_same_for_the_same_seed() {
    let workspace = Workspace::with("mock_made", &parcels());
    let mock = Mock::start(&workspace, &[]);
    assert!(mock.address.starts_with("127.0.0.1:"), "{}", mock.address);
    let response = mock.get("/parcels/7", &[]);
    assert_eq!((response.status, response.header("content-type")), (200, "application/json"), "{response:?}");
    assert!(response.header("x-left").parse::<i64>().is_ok(), "{response:?}");
    let parcel = response.json();
    assert!(parcel["weight"].as_f64().is_some_and(|weight| weight > 0.0), "{parcel}");
    assert!(["sent", "lost"].iter().any(|state| parcel["state"] == *state), "{parcel}");
    let code = parcel["code"].as_str().expect("a code");
    assert!(
        code.len() == 7 && code.starts_with('P') && code[1..].bytes().all(|digit| digit.is_ascii_digit()),
        "{parcel}"
    );
    assert!(parcel["sent_at"].as_str().is_some_and(|at| at.ends_with('Z') && at.len() == 20), "{parcel}");
    // The server's own path works, too.
    assert_eq!(mock.get("/v1/parcels/7", &[]).body, response.body);
    assert_ne!(mock.get("/parcels/8", &[]).body, response.body);
    assert!(mock.get("/parcels", &[]).json().as_array().is_some_and(|all| !all.is_empty()));
    let again = Mock::start(&workspace, &[]);
    assert_eq!(again.get("/parcels/7", &[]).body, response.body);
    let other = Mock::start(&workspace, &["--seed", "2"]);
    assert_ne!(other.get("/parcels/7", &[]).body, response.body);
}

#[test]
fn examples_that_fit_are_sent_and_requests_choose_among_answers() {
    let workspace = Workspace::with("mock_examples", &parcels());
    let mock = Mock::start(&workspace, &[]);
    let label = |headers: &[&str]| mock.get("/label", &[&["x-key: k"], headers].concat());
    assert_eq!(label(&[]).json(), json!({"label": "one"}));
    let log = mock.log_until("an example of response 200 is not sent");
    assert!(log.iter().any(|line| line == "200 GET /label"), "{log:#?}");
    assert!(log.last().is_some_and(|line| line.contains("$.label: expected a string, found an integer")), "{log:#?}");
    // What is asked for by name is sent as it is.
    assert_eq!(label(&["prefer: example=wrong"]).json(), json!({"label": 1}));
    assert_eq!(label(&["prefer: example=second"]).json(), json!({"label": "two"}));
    let made = label(&["prefer: dynamic=true"]).json();
    assert!(made["label"].is_string() && made != json!({"label": "one"}), "{made}");
    let plain = label(&["accept: text/plain"]);
    assert_eq!((plain.header("content-type"), plain.text()), ("text/plain", "plain label"));
    assert_eq!(label(&["accept: text/csv, text/plain;q=0.5"]).text(), "a,b");
    let missing = mock.get("/parcels/1", &["prefer: code=404"]);
    assert!(missing.status == 404 && missing.json()["message"].is_string(), "{missing:?}");
    let broken = mock.get("/parcels/1", &["prefer: code=503"]);
    assert_eq!((broken.status, broken.body.len()), (503, 0));
    let dynamic = Mock::start(&workspace, &["--dynamic", "--no-credentials"]);
    assert_ne!(dynamic.get("/label", &[]).json(), json!({"label": "one"}));
}

#[test]
fn streams_heads_and_browsers_are_answered() {
    let workspace = Workspace::with("mock_streams", &parcels());
    let mock = Mock::start(&workspace, &[]);
    let events = mock.get("/events", &["accept: text/event-stream"]);
    assert_eq!(events.header("content-type"), "text/event-stream");
    let each: Vec<&str> = events.text().split_terminator("\n\n").collect();
    assert_eq!(each.len(), 2, "{events:?}");
    for event in each {
        let data = event.strip_prefix("event: moved\ndata: ").expect("an event");
        assert!(serde_json::from_str::<Value>(data).expect("JSON")["weight"].is_number(), "{event}");
    }
    let (head, get) = (mock.request("HEAD", "/parcels/7", &[], ""), mock.get("/parcels/7", &[]));
    assert_eq!((head.status, head.body.len(), head.header("content-type")), (200, 0, get.header("content-type")));
    let asked =
        ["origin: http://a.example", "access-control-request-method: PATCH", "access-control-request-headers: x-a"];
    let preflight = mock.request("OPTIONS", "/parcels/7", &asked, "");
    assert_eq!(
        (
            preflight.status,
            preflight.header("access-control-allow-methods"),
            preflight.header("access-control-allow-headers")
        ),
        (204, "PATCH", "x-a")
    );
    let allowed = mock.get("/parcels/7", &asked[..1]);
    assert_eq!(allowed.header("access-control-allow-origin"), "http://a.example");
}

#[test]
fn a_swagger_description_in_several_files_is_served() {
    let workspace = Workspace::new("mock_swagger");
    workspace.write(
        "api.json",
        &json!({
            "swagger": "2.0", "info": {"title": "Old", "version": "1"}, "basePath": "/api", "produces": ["application/json"],
            "paths": {"/a": {"get": {"responses": {"200": {"description": "", "schema": {"$ref": "models.json#/A"}}}}},
                "/b": {"get": {"responses": {"200": {"description": "", "schema": {"type": "object"}, "examples": {"application/json": {"b": 1}}}}}}},
        })
        .to_string(),
    );
    workspace.write(
        "models.json",
        &json!({"A": {"type": "object", "required": ["b"], "properties": {"b": {"$ref": "#/B"}}}, "B": {"type": "string", "enum": ["only"]}})
            .to_string(),
    );
    let mock = Mock::start(&workspace, &[]);
    assert_eq!(mock.get("/api/a", &[]).json(), json!({"b": "only"}));
    assert_eq!(mock.get("/b", &[]).json(), json!({"b": 1}));
}

#[cfg(unix)]
#[test]
fn the_mock_stops_when_it_is_asked_to() {
    let workspace = Workspace::with("mock_stops", &parcels());
    for signal in ["-INT", "-TERM"] {
        let mock = Mock::start(&workspace, &["--quiet"]);
        assert_eq!(mock.get("/parcels/1", &[]).status, 200);
        // A connection that is open and idle does not keep it.
        let idle = std::net::TcpStream::connect(&mock.address).expect("a connection");
        assert_eq!(mock.stop(signal), Some(0));
        drop(idle);
    }
    let taken = Mock::start(&workspace, &[]);
    let port = taken.address.rsplit(':').next().expect("a port");
    let outcome = workspace.run(&["mock", "api.json", "--port", port]);
    assert!(outcome.code == 2 && outcome.stderr.contains("cannot listen on 127.0.0.1"), "{}", outcome.stderr);
}
