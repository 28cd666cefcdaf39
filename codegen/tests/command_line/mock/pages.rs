//! Lists in pages.

use super::{Mock, Workspace};
use serde_json::{Map, Value, json};

/// An operation that lists what an example has.
fn operation(parameters: Value, schema: &Value, example: Value, headers: Value) -> Value {
    let content = json!({"application/json": {"schema": schema, "example": example}});
    let response = json!({"description": "", "headers": headers, "content": content});
    json!({"get": {"parameters": parameters, "responses": {"200": response}}})
}

/// Lists of five parcels, paginated in every way.
fn lists() -> Value {
    let parcel = json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}});
    let list = json!({"type": "array", "items": parcel});
    let example: Vec<Value> = (1..=5).map(|number| json!({"id": format!("p{number}")})).collect();
    let number =
        |name: &str, least: i64| json!({"name": name, "in": "query", "schema": {"type": "integer", "minimum": least}});
    let text = |name: &str| json!({"name": name, "in": "query", "schema": {"type": "string"}});
    let limit = number("limit", 1);
    let envelope = |more: Value| {
        let mut properties = json!({"data": list});
        let members = properties.as_object_mut().expect("an object");
        members.extend(more.as_object().expect("an object").clone());
        json!({"type": "object", "required": ["data"], "properties": properties})
    };
    let nullable = json!({"type": ["string", "null"]});
    let cursor = envelope(json!({"next_cursor": nullable, "has_more": {"type": "boolean"}}));
    let offset = envelope(json!({"total": {"type": "integer"}, "offset": {"type": "integer"}}));
    let last = envelope(json!({"has_more": {"type": "boolean"}}));
    let address = envelope(json!({"next": nullable}));
    let link =
        json!({"Link": {"schema": {"type": "string"}, "example": "<https://a.example/link?page=2>; rel=\"next\""}});
    let mut paths = Map::new();
    let mut add = |path: &str, operation: Value| drop(paths.insert(path.to_owned(), operation));
    add("/page", operation(json!([number("page", 1), limit]), &list, json!(example), json!({})));
    add("/link", operation(json!([number("page", 1), limit]), &list, json!(example), link));
    add(
        "/offset",
        operation(
            json!([number("offset", 0), limit]),
            &offset,
            json!({"data": example, "total": 90, "offset": 7}),
            json!({}),
        ),
    );
    add(
        "/cursor",
        operation(
            json!([text("cursor"), limit]),
            &cursor,
            json!({"data": example, "next_cursor": "abc", "has_more": true}),
            json!({}),
        ),
    );
    add(
        "/last",
        operation(json!([text("starting_after"), limit]), &last, json!({"data": example, "has_more": true}), json!({})),
    );
    add(
        "/address",
        operation(
            json!([number("page", 1), limit]),
            &address,
            json!({"data": example, "next": "/address?page=9"}),
            json!({}),
        ),
    );
    json!({"openapi": "3.1.0", "info": {"title": "Parcels", "version": "1"}, "paths": paths})
}

/// The identities on a page.
fn ids(page: &Value) -> Vec<String> {
    let list = page.get("data").unwrap_or(page).as_array().expect("a list");
    list.iter().map(|item| item["id"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Follows pages of two until there is no next one. Returns the identities on each.
fn followed(
    mock: &Mock,
    first: &str,
    next: impl Fn(&super::Response, &[String]) -> Option<String>,
) -> Vec<Vec<String>> {
    let mut path = Some(first.to_owned());
    let mut all: Vec<Vec<String>> = Vec::new();
    while let Some(at) = path {
        let response = mock.get(&at, &[]);
        assert_eq!(response.status, 200, "{at}: {response:?}");
        all.push(ids(&response.json()));
        path = next(&response, all.last().expect("a page"));
        assert!(all.len() < 10, "{all:?}");
    }
    all
}

#[test]
fn every_way_through_a_list_finds_all_once_and_ends() {
    let workspace = Workspace::new("mock_pages");
    workspace.write("api.json", &lists().to_string());
    let mock = Mock::start(&workspace, &[]);
    let pages = json!([["p1", "p2"], ["p3", "p4"], ["p5"]]);
    let text = |response: &super::Response, name: &str| response.json()[name].as_str().map(str::to_owned);
    let has_more = |response: &super::Response| response.json()["has_more"].as_bool().expect("a flag");

    let cursor = followed(&mock, "/cursor?limit=2", |response, _| {
        let next = text(response, "next_cursor");
        assert_eq!(next.is_some(), has_more(response));
        next.map(|next| format!("/cursor?limit=2&cursor={next}"))
    });
    assert_eq!(json!(cursor), pages);
    let last = followed(&mock, "/last?limit=2", |response, ids| {
        has_more(response).then(|| format!("/last?limit=2&starting_after={}", ids[ids.len() - 1]))
    });
    assert_eq!(json!(last), pages);
    let address = followed(&mock, "/address?limit=2", |response, _| text(response, "next"));
    assert_eq!(json!(address), pages);
    let link = followed(&mock, "/link?limit=2", |response, _| {
        Some(response.header("link").strip_prefix('<')?.strip_suffix(">; rel=\"next\"")?.to_owned())
    });
    assert_eq!(json!(link), pages);
}

#[test]
fn numbered_pages_end_with_an_empty_one() {
    let workspace = Workspace::new("mock_numbered_pages");
    workspace.write("api.json", &lists().to_string());
    let mock = Mock::start(&workspace, &[]);
    let of = |path: &str| mock.get(path, &[]).json();
    for (query, expected) in [
        ("", json!(["p1", "p2", "p3", "p4", "p5"])),
        ("?page=2", json!([])),
        ("?page=2&limit=3", json!(["p4", "p5"])),
        ("?page=3&limit=3", json!([])),
        ("?page=9223372036854775807&limit=9223372036854775807", json!([])),
    ] {
        assert_eq!(json!(ids(&of(&format!("/page{query}")))), expected, "{query}");
    }
    let page = of("/offset?offset=3&limit=1");
    assert_eq!(page, json!({"data": [{"id": "p4"}], "total": 5, "offset": 3}));
    // Who asks for an example gets it as it is.
    let example = mock.get("/cursor?limit=2", &["prefer: example=default"]);
    assert_eq!(example.status, 400, "{example:?}");
    // A cursor that this server did not name is the beginning.
    assert_eq!(ids(&of("/cursor?limit=2&cursor=abc")), ["p1", "p2"]);
    assert_eq!(ids(&of("/last?starting_after=nobody")), Vec::<String>::new());
}
