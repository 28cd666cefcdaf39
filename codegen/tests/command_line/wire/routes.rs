//! Which operation a request means, where several templates match its path.

use super::Workspace;
use bindery::verify::{Route, Router};
use bindery::{Options, modelled};
use serde_json::{Value, json};

/// The ids of the operations to which requests go.
fn routed(name: &str, paths: &[(&str, &[(&str, Value)])], requests: &[&str]) -> Vec<String> {
    let path = |(template, parameters): &(&str, &[(&str, Value)])| {
        let parameter = |(name, schema): &(&str, Value)| {
            let is_long = schema.get("x-long").is_some();
            json!({"name": name, "in": "path", "required": true, "schema": schema, "allowReserved": is_long})
        };
        let parameters: Vec<Value> = parameters.iter().map(parameter).collect();
        let get = json!({"operationId": template, "parameters": parameters, "responses": {"200": {"description": ""}}});
        ((*template).to_owned(), json!({"get": get}))
    };
    let paths: serde_json::Map<String, Value> = paths.iter().map(path).collect();
    let description = json!({
        "openapi": "3.2.0", "info": {"title": "Files", "version": "1"}, "servers": [{"url": "https://a.example/api"}],
        "paths": paths,
    });
    let workspace = Workspace::with(name, &description);
    let run = modelled(&Options { description: Some(workspace.path().join("api.json")), ..Options::default() });
    let (api, documents) = run.model().expect("a model");
    let router = Router::new(api, documents, &[]);
    let route = |request: &&str| match router.route("GET", request) {
        Route::Operation(operation, values) => {
            let values: Vec<String> = values.decoded().into_iter().map(|(_, value)| value).collect();
            format!("{} {}", operation.path, values.join(" "))
        }
        _ => "none".to_owned(),
    };
    requests.iter().map(route).collect()
}

#[test]
fn of_templates_of_one_shape_the_one_that_fits_is_meant() {
    let uuid = json!({"type": "string", "format": "uuid"});
    let orders: [(&str, &[(&str, Value)]); 4] = [
        ("/orders/{id}", &[("id", uuid)]),
        ("/orders/{number}", &[("number", json!({"type": "string", "pattern": "^PO-"}))]),
        ("/orders/{row}", &[("row", json!({"type": "integer"}))]),
        ("/orders/all", &[]),
    ];
    let requests = [
        "/orders/123e4567-e89b-12d3-a456-426614174000",
        "/api/orders/PO-7",
        "https://a.example/api/orders/7",
        "/orders/all",
        // None fits: the first one says what is wrong. A placeholder of a mapping fits any.
        "/orders/x",
        "/orders/{x}",
    ];
    let expected = [
        "/orders/{id} 123e4567-e89b-12d3-a456-426614174000",
        "/orders/{number} PO-7",
        "/orders/{row} 7",
        "/orders/all ",
        "/orders/{id} x",
        "/orders/{id} {x}",
    ];
    assert_eq!(routed("routes_orders", &orders, &requests), expected);
    let mut reversed = orders;
    reversed.reverse();
    assert_eq!(routed("routes_reversed", &reversed, &requests)[..4], expected[..4]);
}

#[test]
fn a_narrower_template_is_meant_even_if_it_does_not_fit() {
    let paths: [(&str, &[(&str, Value)]); 4] = [
        ("/pets/{id}", &[("id", json!({"type": "integer"}))]),
        ("/{kind}/{name}", &[("kind", json!({"type": "string"})), ("name", json!({"type": "string"}))]),
        ("/{kind}/me/{x}", &[("kind", json!({"type": "integer"})), ("x", json!({"type": "string"}))]),
        ("/pets/{id}/{y}", &[("id", json!({"type": "integer"})), ("y", json!({"type": "string"}))]),
    ];
    let requests = ["/pets/rex", "/cats/rex", "/pets/7/a", "/7/me/a", "/pets/me/a"];
    let expected = [
        "/pets/{id} rex",
        "/{kind}/{name} cats rex",
        "/pets/{id}/{y} 7 a",
        "/{kind}/me/{x} 7 a",
        "/pets/{id}/{y} me a",
    ];
    assert_eq!(routed("routes_narrower", &paths, &requests), expected);
}

#[test]
fn a_value_whose_slashes_are_not_escaped_has_several_segments() {
    let long = || json!({"type": "string", "x-long": true});
    let paths: [(&str, &[(&str, Value)]); 3] =
        [("/files/{path}", &[("path", long())]), ("/files/{path}/raw", &[("path", long())]), ("/files/top", &[])];
    let requests = ["/api/files/a/b%20c", "/files/a/b/raw", "/files/top", "/files/a", "/files"];
    let expected = ["/files/{path} a/b c", "/files/{path}/raw a/b", "/files/top ", "/files/{path} a", "none"];
    assert_eq!(routed("routes_long", &paths, &requests), expected);
}
