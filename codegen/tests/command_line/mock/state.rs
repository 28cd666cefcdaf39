//! What is created, changed and deleted.

use super::{Mock, Workspace, parcels};
use serde_json::{Value, json};

#[test]
fn what_is_created_can_be_fetched_listed_changed_and_deleted() {
    let workspace = Workspace::with("mock_state", &parcels());
    let mock = Mock::start(&workspace, &[]);
    let created = mock.send("POST", "/parcels", &json!({"weight": 2.5, "state": "lost", "note": "a"}));
    assert_eq!(created.status, 201, "{created:?}");
    let first = created.json();
    assert_eq!((&first["weight"], &first["state"], &first["note"]), (&json!(2.5), &json!("lost"), &json!("a")));
    let second = mock.send("POST", "/parcels", &json!({"weight": 3})).json();
    assert_ne!(first["id"], second["id"]);
    let path = format!("/parcels/{}", first["id"]);
    assert_eq!(mock.get(&path, &[]).json(), first);
    assert_eq!(mock.get("/v1/parcels", &[]).json(), json!([first, second]));
    let changed = mock.send("PATCH", &path, &json!({"note": null, "state": "sent"})).json();
    assert_eq!((&changed["note"], &changed["state"], &changed["weight"]), (&Value::Null, &json!("sent"), &json!(2.5)));
    assert_eq!((mock.get(&path, &[]).json(), &changed["id"]), (changed.clone(), &first["id"]));
    assert_eq!(mock.request("DELETE", &path, &[], "").status, 204);
    let gone = mock.get(&path, &[]);
    assert!(gone.status == 404 && gone.json()["message"].is_string(), "the declared response: {gone:?}");
    let gone = mock.request("DELETE", &path, &[], "");
    assert_eq!((gone.status, gone.header("content-type")), (404, "application/problem+json"));
    assert_eq!(mock.get("/parcels", &[]).json(), json!([second]));
    // What nobody created exists, with the identity of its path, until it is deleted.
    assert_eq!(mock.get("/parcels/77", &[]).json()["id"], json!(77));
    // Who asks for an answer changes nothing.
    assert_eq!(mock.get(&path, &["prefer: code=200"]).status, 200);
    let forgetful = Mock::start(&workspace, &["--no-state"]);
    assert_eq!(forgetful.request("DELETE", &path, &[], "").status, 204);
    assert_eq!(forgetful.get(&path, &[]).status, 200);
}

#[test]
fn what_is_gone_is_answered_with_a_declared_status() {
    let workspace = Workspace::new("mock_gone");
    let item = json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}});
    let content = json!({"application/json": {"schema": item}});
    let mut paths = serde_json::Map::new();
    for (name, status) in [("a", "404"), ("b", "410"), ("c", "4XX"), ("d", "default"), ("e", "400"), ("f", "401")] {
        let responses = |success: &str| json!({success: {"description": "", "content": content}, status: {"description": "", "content": content}});
        let operation = |success: &str| json!({"responses": responses(success)});
        let id = json!([{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}]);
        let change = json!({"requestBody": {"content": content}, "responses": responses("200")});
        paths.insert(format!("/{name}"), json!({"get": operation("200")}));
        paths.insert(
            format!("/{name}/{{id}}"),
            json!({"parameters": id, "get": operation("200"), "delete": operation("200"), "patch": change}),
        );
    }
    let document = json!({"openapi": "3.1.0", "info": {"title": "Gone", "version": "1"}, "paths": paths});
    workspace.write("api.json", &document.to_string());
    let mock = Mock::start(&workspace, &[]);
    for (name, expected) in [("a", 404), ("b", 410), ("c", 404), ("d", 404), ("e", 400), ("f", 404)] {
        let path = format!("/{name}/1");
        let change = || mock.send("PATCH", &path, &json!({"id": "1"}));
        assert_eq!((change().status, mock.request("DELETE", &path, &[], "").status), (200, 200), "{path}");
        for gone in [mock.request("DELETE", &path, &[], ""), mock.get(&path, &[]), change()] {
            assert_eq!(gone.status, expected, "{path} {gone:?}");
            let declared = gone.header("content-type") == "application/json" && gone.json()["id"].is_string();
            assert_eq!(declared, name != "f", "{path} {gone:?}");
        }
    }
    mock.log_until("deleted before, and the description declares no response that says so");
}

#[test]
fn an_example_with_more_than_its_schema_declares_is_no_reason_to_forget() {
    let item = json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "name": {"type": "string"}}});
    let body = |example: Value| json!({"application/json": {"schema": item, "example": example}});
    let example = json!({"id": "p1", "name": "example", "links": ["x"]});
    let id = json!([{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}]);
    let ok = |content: &Value| json!({"200": {"description": "", "content": content}});
    let list = json!({"application/json": {"schema": {"type": "array", "items": item}, "example": [example]}});
    let document = json!({"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {
        "/pets": {
            "get": {"responses": ok(&list)},
            "post": {"requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}}, "responses": ok(&body(example.clone()))},
        },
        "/pets/{id}": {"parameters": id, "get": {"responses": ok(&body(example.clone()))}},
    }});
    let workspace = Workspace::with("mock_more", &document);
    let mock = Mock::start(&workspace, &[]);
    let created = mock.send("POST", "/pets", &json!({"id": "p7", "name": "Rex", "password": "s"})).json();
    // What the client sends beyond the schema is not the answer's.
    assert_eq!(created, json!({"id": "p7", "name": "Rex", "links": ["x"]}));
    assert_eq!(mock.get("/pets/p7", &[]).json()["name"], json!("Rex"));
    assert_eq!(mock.get("/pets", &[]).json(), json!([created]));
}
