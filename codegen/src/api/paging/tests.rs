use super::{Items, Next, Paging};
use crate::api::Listed;
use crate::api::Type;
use crate::config::{self, Config, Unreached};
use crate::diag::{Code, Diagnostics};
use crate::{dialect, resolve, shape};
use serde_json::{Value, json};

/// The ways to paginate an operation `GET /things` with query parameters and a response.
fn ways(parameters: &[(&str, Value)], response: Value) -> Vec<Paging> {
    let (ways, diagnostics) = configured(parameters, response, "");
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    ways
}

fn configured(parameters: &[(&str, Value)], response: Value, text: &str) -> (Vec<Paging>, Diagnostics) {
    let parameters: Vec<Value> =
        parameters.iter().map(|(name, schema)| json!({"name": name, "in": "query", "schema": schema})).collect();
    let thing = json!({"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]});
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "Things", "version": "1"},
        "components": {"schemas": {"Thing": thing, "Page": response}},
        "paths": {"/things": {"get": {"operationId": "list_things", "parameters": parameters, "responses": {"200": {
            "description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}
        }}}}},
    });
    let (config, found): (Config, Diagnostics) = config::parse(text);
    assert!(found.is_empty(), "{found:?}");
    let (document, _) = dialect::normalise(document);
    let (resolved, _) = resolve::resolve(&document);
    let resolve::Resolved { description, schemas } = resolved;
    let (shapes, _) = shape::shape(&description, schemas, Unreached::Bind);
    let (api, diagnostics) = crate::api::build(&description, &shapes, &config, &Listed::default());
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

/// The path of the items.
fn items(way: &Paging) -> Option<&[String]> {
    way.items.as_ref().map(|Items { path, .. }| path.as_slice())
}

/// The reported doubts.
fn doubts(parameters: &[(&str, Value)], response: Value) -> (Vec<Paging>, Vec<String>) {
    let (ways, diagnostics) = configured(parameters, response, "");
    let unclear = diagnostics.iter().filter(|each| each.code == Code::PagingUnclear);
    (ways, unclear.map(|each| each.message.clone()).collect())
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn page_numbers_begin_as_described() {
    for (schema, first) in [
        (json!({"type": "integer", "minimum": 1}), 1),
        (json!({"type": "integer", "default": "1"}), 1),
        (json!({"type": "integer", "description": "The page; counting starts at 1."}), 1),
        (json!({"type": "integer", "minimum": 0}), 0),
        (json!({"type": "integer", "minimum": 0, "default": 1}), 1),
        (json!({"type": "integer", "description": "The page, zero-based."}), 0),
    ] {
        let ways = ways(&[("page", schema), ("per_page", integer())], things());
        let [way] = ways.as_slice() else { panic!("{ways:?}") };
        assert_eq!((&way.next, way.size), (&Next::Page(0, first), Some(1)));
        assert!(matches!(&way.items, Some(Items { path, of: Type::Named(_) }) if path.is_empty()));
    }
}

#[test]
fn an_unknown_first_page_is_not_guessed() {
    let (ways, doubts) = doubts(&[("page", integer()), ("per_page", integer())], things());
    assert_eq!(ways, []);
    assert!(matches!(doubts.as_slice(), [one] if one.contains("\"page\"")), "{doubts:?}");
}

#[test]
fn an_undescribed_parameter_begins_like_others_of_its_name() {
    let operation = |schema: Value| {
        json!({"get": {
            "parameters": [{"name": "page", "in": "query", "schema": schema}],
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
                "type": "array", "items": {"type": "string"}
            }}}}}
        }})
    };
    for (others, first) in [(vec![0, 0], Some(0)), (vec![1], Some(1)), (vec![0, 1], None), (vec![], None)] {
        let mut paths = json!({"/silent": operation(integer())});
        for (index, minimum) in others.iter().enumerate() {
            paths[format!("/others/{index}")] = operation(json!({"type": "integer", "minimum": minimum}));
        }
        let document = json!({"openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "paths": paths});
        let (document, _) = dialect::normalise(document);
        let (resolved, _) = resolve::resolve(&document);
        let resolve::Resolved { description, schemas } = resolved;
        let (shapes, _) = shape::shape(&description, schemas, Unreached::Bind);
        let (api, _) = crate::api::build(&description, &shapes, &Config::default(), &Listed::default());
        let silent = api.operations.iter().find(|operation| operation.path == "/silent");
        let next = silent.and_then(|silent| silent.paging.first()).map(|way| &way.next);
        assert_eq!(next, first.map(|first| Next::Page(0, first)).as_ref(), "{others:?}");
    }
}

#[test]
fn offsets_begin_as_described() {
    let size = || ("count", integer());
    for (name, schema, first) in [
        ("offset", integer(), 0),
        ("skip", json!({"type": "integer", "minimum": 0}), 0),
        ("startIndex", json!({"type": "integer", "minimum": 1}), 1),
        ("startIndex", json!({"type": "integer", "default": 1}), 1),
        ("startIndex", json!({"type": "integer", "description": "The 1-based index of the first result."}), 1),
        ("start", json!({"type": "integer", "default": 0}), 0),
        ("from", json!({"type": "integer", "description": "How many to skip."}), 0),
    ] {
        let found = ways(&[(name, schema.clone()), size()], things());
        assert!(matches!(found.as_slice(), [way] if way.next == Next::Offset(0, first)), "{name} {schema} {found:?}");
    }
    let scim = json!({"type": "object", "properties": {"totalResults": integer(), "Resources": things()}});
    assert_eq!(ways(&[("startIndex", integer()), size()], scim)[0].next, Next::Offset(0, 1));
}

#[test]
fn times_are_neither_offsets_nor_cursors() {
    for parameters in [
        [("start", json!({"type": "integer", "description": "Unix timestamp"})), ("limit", integer())],
        [("from", json!({"type": "integer", "format": "unix-time"})), ("limit", integer())],
        [("start", json!({"type": "integer", "example": 1_700_000_000_000_i64})), ("limit", integer())],
        [("from", json!({"type": "string", "format": "date-time"})), ("limit", integer())],
    ] {
        assert_eq!(doubts(&parameters, things()), (vec![], vec![]), "{parameters:?}");
    }
    let period = [("start", json!({"type": "integer", "format": "int64"})), ("end", integer()), ("limit", integer())];
    assert_eq!(doubts(&period, things()), (vec![], vec![]));
    let since = [("after", json!({"type": "string", "format": "date"}))];
    assert_eq!(ways(&since, envelope(&[("next", text())])).first().map(|way| way.next.word()), Some("address"));
    let (ways, doubts) = doubts(&[("start", integer()), ("limit", integer())], things());
    assert_eq!((ways.len(), doubts.len()), (0, 1), "{doubts:?}");
}

#[test]
fn an_invalid_page_size_is_not_sent() {
    for (schema, sent) in [
        (json!({"type": "integer", "default": 20, "maximum": 100}), Some(20)),
        (json!({"type": "integer", "maximum": 20}), Some(20)),
        (json!({"type": "integer"}), Some(50)),
        (json!({"type": "integer", "default": -1}), None),
        (json!({"type": "integer", "default": 0}), None),
        (json!({"type": "integer", "default": 500, "maximum": 100}), None),
        (json!({"type": "integer", "maximum": 0}), None),
    ] {
        let found = ways(&[("from", text()), ("take", schema.clone())], things());
        assert!(matches!(found.as_slice(), [way] if way.default_size == sent), "{schema} {found:?}");
    }
}

#[test]
fn a_next_without_a_parameter_is_a_url() {
    let page = ("page", json!({"type": "integer", "minimum": 1}));
    let link = json!({"type": "object", "properties": {"href": text()}});
    for (response, place) in [
        (envelope(&[("next", json!({"type": ["string", "null"]}))]), strings(&["next"])),
        (
            envelope(&[("links", json!({"type": "object", "properties": {"next": text()}}))]),
            strings(&["links", "next"]),
        ),
        (
            envelope(&[("paging", json!({"type": "object", "properties": {"next": text()}}))]),
            strings(&["paging", "next"]),
        ),
        (
            envelope(&[("_links", json!({"type": "object", "properties": {"next": link}}))]),
            strings(&["_links", "next"]),
        ),
    ] {
        let found = ways(std::slice::from_ref(&page), response);
        assert_eq!(found.iter().map(|way| &way.next).collect::<Vec<_>>(), [&Next::Address(place), &Next::Page(0, 1)]);
        assert!(found.iter().all(|way| way.default_size.is_none()));
    }
}

#[test]
fn with_several_lists_none_is_guessed() {
    let history = json!({"type": "object", "properties": {"events": things()}});
    let response = json!({"type": "object", "properties": {
        "history": history, "rawHistory": {"type": "array", "items": text()}, "nextPageToken": text(),
    }});
    let (ways, doubts) = doubts(&[("nextPageToken", text()), ("maximumPageSize", integer())], response.clone());
    let [way] = ways.as_slice() else { panic!("{ways:?}") };
    assert_eq!((&way.next, &way.items), (&Next::Cursor(0, strings(&["nextPageToken"])), &None));
    assert!(
        matches!(doubts.as_slice(), [one] if one.contains("history.events") && one.contains("rawHistory")),
        "{doubts:?}"
    );
    let rule = "[[rule]]\nmatch = { operation = \"list_things\" }\n[rule.paging]\nstyle = \"cursor\"\nparameter = \"nextPageToken\"\n\
                next = \"nextPageToken\"\nitems = \"rawHistory\"\n";
    let (found, _) = configured(&[("nextPageToken", text())], response, rule);
    assert_eq!(items(&found[0]), Some(strings(&["rawHistory"]).as_slice()));
    let named =
        json!({"type": "object", "properties": {"things": things(), "warnings": things(), "next_cursor": text()}});
    let (ways, doubts) = self::doubts(&[("cursor", text())], named);
    assert_eq!((items(&ways[0]), doubts.len()), (Some(strings(&["things"]).as_slice()), 0));
}

#[test]
fn items_can_be_counted() {
    let ways = ways(&[("limit", integer()), ("offset", integer())], envelope(&[("total", integer())]));
    let [way] = ways.as_slice() else { panic!("{ways:?}") };
    assert_eq!((&way.next, way.size), (&Next::Offset(1, 0), Some(0)));
    assert_eq!((items(way), &way.total), (Some(strings(&["things"]).as_slice()), &strings(&["total"])));
}

#[test]
fn a_cursor_is_in_the_response_or_its_pagination_object() {
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
    let response = envelope(&[("has_more", json!({"type": "boolean"}))]);
    let found = ways(&[("starting_after", text()), ("limit", integer())], response);
    assert_eq!(found[0].next, Next::LastItem(0, strings(&["id"])));
    assert_eq!(found[0].more, strings(&["has_more"]));
}

#[test]
fn a_list_with_both_ways_has_both_and_sends_a_size() {
    let counted = envelope(&[("total", integer()), ("start", integer())]);
    let told = envelope(&[("next", text())]);
    let parameters = [
        ("page", json!({"type": "integer", "minimum": 0})),
        ("per_page", integer()),
        ("from", text()),
        ("take", json!({"type": "integer", "maximum": 20})),
    ];
    let found = ways(&parameters, json!({"oneOf": [things(), counted, told]}));
    let [told, counted] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(told.next, Next::Cursor(2, strings(&["next"])));
    assert_eq!((told.size, told.default_size), (Some(3), Some(20)));
    assert_eq!(counted.next, Next::Page(0, 0));
    assert_eq!((counted.size, counted.default_size), (Some(1), None));
    let link = ways(&[("from", text()), ("take", integer())], things());
    assert_eq!((&link[0].next, link[0].default_size), (&Next::Link, Some(50)));
}

#[test]
fn without_a_list_or_a_next_page_nothing_is_paginated() {
    let none = |parameters: &[(&str, Value)], response| assert_eq!(ways(parameters, response), []);
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
fn the_configuration_overrides_inference() {
    let parameters = [("page", integer()), ("key", text())];
    let response = envelope(&[("last", text())]);
    let (found, _) =
        configured(&parameters, response.clone(), "[[rule]]\nmatch = { operation = \"list_*\" }\npaging = \"none\"\n");
    assert_eq!(found, []);
    let rule = "[[rule]]\nmatch = { operation = \"list_things\" }\n[rule.paging]\nstyle = \"cursor\"\nparameter = \"key\"\nnext = \"last\"\n";
    let (found, _) = configured(&parameters, response.clone(), rule);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (&found[0].next, items(&found[0])),
        (&Next::Cursor(1, strings(&["last"])), Some(strings(&["things"]).as_slice()))
    );
    let wrong = "[[rule]]\nmatch = { operation = \"*\" }\n[rule.paging]\nstyle = \"page\"\nparameter = \"number\"\nitems = \"nothing\"\n";
    let (found, diagnostics) = configured(&parameters, response, wrong);
    assert!(found.is_empty() && diagnostics.has_errors());
}
