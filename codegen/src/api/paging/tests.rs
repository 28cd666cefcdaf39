use super::{Next, Paging};
use crate::api::Type;
use crate::config::{self, Config};
use crate::diag::Diagnostics;
use crate::{dialect, resolve, shape};
use serde_json::{Value, json};

/// The ways to page an operation `GET /things` with parameters in the query and an answer.
fn ways(parameters: &[(&str, Value)], answer: Value) -> Vec<Paging> {
    let (ways, diagnostics) = configured(parameters, answer, "");
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    ways
}

fn configured(parameters: &[(&str, Value)], answer: Value, text: &str) -> (Vec<Paging>, Diagnostics) {
    let parameters: Vec<Value> =
        parameters.iter().map(|(name, schema)| json!({"name": name, "in": "query", "schema": schema})).collect();
    let thing = json!({"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]});
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "Things", "version": "1"},
        "components": {"schemas": {"Thing": thing, "Answer": answer}},
        "paths": {"/things": {"get": {"operationId": "list_things", "parameters": parameters, "responses": {"200": {
            "description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}}
        }}}}},
    });
    let (config, found): (Config, Diagnostics) = config::parse(text);
    assert!(found.is_empty(), "{found:?}");
    let (document, _) = dialect::normalise(document);
    let (mut description, _) = resolve::resolve(&document);
    let (shapes, _) = shape::shape(&mut description);
    let (api, diagnostics) = crate::api::build(&description, &shapes, &config);
    (api.operations[0].paging.clone(), diagnostics)
}

fn things() -> Value {
    json!({"type": "array", "items": {"$ref": "#/components/schemas/Thing"}})
}

fn integer() -> Value {
    json!({"type": "integer"})
}

fn text() -> Value {
    json!({"type": "string"})
}

fn envelope(more: &[(&str, Value)]) -> Value {
    let mut properties = serde_json::Map::new();
    properties.insert("things".to_owned(), things());
    properties.extend(more.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())));
    json!({"type": "object", "properties": properties})
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn numbers_of_pages_begin_where_something_says_so() {
    for (schema, first) in [
        (json!({"type": "integer"}), 1),
        (json!({"type": "integer", "minimum": 0}), 0),
        (json!({"type": "integer", "minimum": 0, "default": 1}), 1),
        (json!({"type": "integer", "description": "The page, zero-based."}), 0),
    ] {
        let ways = ways(&[("page", schema), ("per_page", integer())], things());
        let [way] = ways.as_slice() else { panic!("{ways:?}") };
        assert_eq!((&way.next, way.size), (&Next::Page(0, first), Some(1)));
        assert!(way.items.is_empty() && matches!(way.item, Type::Named(_)));
    }
}

#[test]
fn items_can_be_counted() {
    let ways = ways(&[("limit", integer()), ("offset", integer())], envelope(&[("total", integer())]));
    let [way] = ways.as_slice() else { panic!("{ways:?}") };
    assert_eq!((&way.next, way.size), (&Next::Offset(1), Some(0)));
    assert_eq!((&way.items, &way.total), (&strings(&["things"]), &strings(&["total"])));
}

#[test]
fn a_cursor_stands_in_the_answer_or_in_what_it_says_about_its_page() {
    let found = ways(&[("cursor", text()), ("limit", integer())], envelope(&[("next_cursor", text())]));
    assert_eq!(found[0].next, Next::Cursor(0, strings(&["next_cursor"])));
    let nested = json!({"type": "object", "properties": {"nextPageToken": {"type": ["string", "null"]}}});
    let found = ways(&[("page_token", text())], envelope(&[("meta", nested)]));
    assert_eq!(found[0].next, Next::Cursor(0, strings(&["meta", "nextPageToken"])));
    let address = json!({"type": "string", "format": "uri"});
    let found = ways(&[("cursor", text())], envelope(&[("next", address)]));
    assert_eq!(found[0].next, Next::Address(strings(&["next"])));
}

#[test]
fn the_last_item_names_the_next_page() {
    let answer = envelope(&[("has_more", json!({"type": "boolean"}))]);
    let found = ways(&[("starting_after", text()), ("limit", integer())], answer);
    assert_eq!(found[0].next, Next::LastItem(0, strings(&["id"])));
    assert_eq!(found[0].more, strings(&["has_more"]));
}

#[test]
fn a_list_with_both_ways_has_both_and_asks_for_a_size() {
    let counted = envelope(&[("total", integer()), ("start", integer())]);
    let told = envelope(&[("next", text())]);
    let parameters = [
        ("page", integer()),
        ("per_page", integer()),
        ("from", text()),
        ("take", json!({"type": "integer", "maximum": 20})),
    ];
    let found = ways(&parameters, json!({"oneOf": [things(), counted, told]}));
    let [told, counted] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(told.next, Next::Cursor(2, strings(&["next"])));
    assert_eq!((told.size, told.unsaid_size), (Some(3), Some(20)));
    assert_eq!(counted.next, Next::Page(0, 1));
    assert_eq!((counted.size, counted.unsaid_size), (Some(1), None));
    let link = ways(&[("from", text()), ("take", integer())], things());
    assert_eq!((&link[0].next, link[0].unsaid_size), (&Next::Link, Some(50)));
}

#[test]
fn what_is_no_list_or_has_no_place_to_go_on_is_not_paged() {
    let none = |parameters: &[(&str, Value)], answer| assert_eq!(ways(parameters, answer), []);
    none(&[("page", integer())], json!({"type": "object", "properties": {"name": text()}}));
    none(&[("from", text()), ("to", text())], things());
    none(&[("cursor", text())], envelope(&[]));
    none(&[("offset", integer())], things());
    none(&[], things());
    let other = json!({"type": "array", "items": {"type": "integer"}});
    let two = json!({"type": "object", "properties": {"one": other.clone(), "two": other.clone()}});
    none(&[("page", integer())], two);
    none(&[("page", integer())], json!({"oneOf": [things(), other]}));
}

#[test]
fn the_configuration_has_the_last_word() {
    let parameters = [("page", integer()), ("key", text())];
    let answer = envelope(&[("last", text())]);
    let (found, _) = configured(&parameters, answer.clone(), "[[paging]]\nmatch = \"list_*\"\nstyle = \"none\"\n");
    assert_eq!(found, []);
    let rule = "[[paging]]\nmatch = \"list_things\"\nstyle = \"cursor\"\nparameter = \"key\"\nnext = \"last\"\n";
    let (found, _) = configured(&parameters, answer.clone(), rule);
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].next, &found[0].items), (&Next::Cursor(1, strings(&["last"])), &strings(&["things"])));
    let wrong = "[[paging]]\nmatch = \"*\"\nstyle = \"page\"\nparameter = \"number\"\nitems = \"nothing\"\n";
    let (found, diagnostics) = configured(&parameters, answer, wrong);
    assert!(found.is_empty() && diagnostics.has_errors());
}
