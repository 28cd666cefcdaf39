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
