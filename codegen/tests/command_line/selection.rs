//! Selections: the bound operations, everything that belongs to them, and reports of selectors that match nothing.

use super::Workspace;
use serde_json::{Value, json};

/// Operations that differ in every aspect that a selector can match.
fn shop() -> Value {
    let of = |name: &str| json!({"200": {"description": "", "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}}}});
    json!({
        "openapi": "3.2.0", "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": "https://shop.example"}],
        "tags": [{"name": "Orders"}, {"name": "Lines", "parent": "Orders"}, {"name": "partner", "kind": "audience"}],
        "security": [{"token": []}],
        "paths": {
            "/orders": {
                "get": {"operationId": "listOrders", "tags": ["Orders"], "responses": of("Order")},
                "post": {"operationId": "createOrder", "tags": ["Orders", "partner"], "security": [{"key": []}], "responses": of("Order")},
            },
            "/orders/{id}/lines": {
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"$ref": "#/components/schemas/Id"}}],
                "get": {"operationId": "listLines", "tags": ["Lines"], "responses": of("Line")},
                "delete": {"operationId": "clearLines", "tags": ["Lines"], "deprecated": true, "responses": {"204": {"description": ""}}},
            },
            "/admin/stats": {
                "x-internal": true,
                "servers": [{"url": "https://admin.example"}],
                "get": {"tags": ["Admin"], "x-audience": ["staff"], "responses": of("Broken"), "parameters": [{"name": "x", "in": "nowhere"}]},
            },
        },
        "webhooks": {"orderPaid": {"post": {"operationId": "onPaid", "tags": ["Orders"], "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Payment"}}}}, "responses": {}}}},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}, "key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
            "schemas": {
                "Id": {"type": "string", "enum": ["a", "b"]},
                "Order": {"type": "object", "properties": {"party": {"$ref": "#/components/schemas/Party"}}},
                "Party": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}, "discriminator": {"propertyName": "kind"}},
                "Person": {"allOf": [{"$ref": "#/components/schemas/Party"}, {"type": "object", "properties": {"born": {"$ref": "#/components/schemas/Born"}}}]},
                "Manager": {"allOf": [{"$ref": "#/components/schemas/Person"}, {"type": "object", "properties": {"team": {"type": "string"}}}]},
                "Born": {"type": "object", "properties": {"year": {"type": "integer"}}},
                "Line": {"type": "object", "properties": {"count": {"type": "integer"}}},
                "Payment": {"type": "object", "properties": {"sum": {"type": "number"}}},
                "Broken": {"type": "object", "properties": {"gone": {"$ref": "#/components/schemas/Gone"}}},
                "Unused": {"type": "object", "properties": {"other": {"$ref": "#/components/schemas/Gone"}}},
            },
        },
    })
}

/// The ids of the operations that a selection leaves, and the names of its component schemas.
fn listed(workspace: &Workspace, arguments: &[&str]) -> (Vec<String>, Vec<String>, String) {
    let outcome = workspace.run(&[&["list", "api.json", "--json"], arguments].concat());
    assert_eq!(outcome.code, 0, "{arguments:?}: {}", outcome.stderr);
    let listing: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let texts = |rows: &str, key: &str| -> Vec<String> {
        let rows = listing[rows].as_array().expect("rows").iter();
        rows.map(|row| row[key].as_str().unwrap_or_default().to_owned()).collect()
    };
    let schemas = texts("schemas", "pointer").into_iter();
    let components = schemas.filter_map(|place| place.strip_prefix("#/components/schemas/").map(str::to_owned));
    let mut components: Vec<String> = components.filter(|name| !name.contains('/')).collect();
    let mut ids = texts("operations", "id");
    ids.sort();
    components.sort();
    // A base type is listed with the type of its own values.
    components.dedup();
    (ids, components, outcome.stderr)
}

#[test]
fn operations_are_selected_by_every_aspect() {
    let workspace = Workspace::with("operations_are_selected_by_every_aspect", &shop());
    let all = ["clearLines", "createOrder", "get_admin_stats", "listLines", "listOrders"];
    for (arguments, expected) in [
        (&[][..], &all[..]),
        (&["--only", "list*"], &["listLines", "listOrders"]),
        (&["--only", "tag:orders"], &["createOrder", "listOrders"]),
        (&["--only", "group:orders"], &["clearLines", "createOrder", "listLines", "listOrders"]),
        (&["--only", "group:Orders.Lines"], &["clearLines", "listLines"]),
        (&["--only", "GET /orders/**"], &["listLines", "listOrders"]),
        (&["--only", "/orders/*/lines", "--except", "deprecated"], &["listLines"]),
        (&["--only", "POST /orders", "--only", "get_admin_stats"], &["createOrder", "get_admin_stats"]),
        (&["--except", "internal", "--except", "deprecated"], &["createOrder", "listLines", "listOrders"]),
        (&["--only", "audience:partner", "--only", "audience:staff"], &["createOrder", "get_admin_stats"]),
    ] {
        assert_eq!(listed(&workspace, arguments).0, expected, "{arguments:?}");
    }
}

#[test]
fn what_no_selected_operation_uses_is_left_out() {
    let workspace = Workspace::with("what_no_selected_operation_uses", &shop());
    let (_, schemas, stderr) = listed(&workspace, &["--only", "listOrders"]);
    assert_eq!(schemas, ["Born", "Manager", "Order", "Party", "Person"], "subtypes belong to their base");
    assert!(!stderr.contains("warning"), "problems elsewhere are not reported: {stderr}");
    let (_, schemas, _) = listed(&workspace, &["--only", "webhook:order*", "--only", "listLines"]);
    assert_eq!(schemas, ["Id", "Line", "Payment"]);

    let outcome = workspace.run(&["generate", "api.json", "--out", "out", "--only", "createOrder"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let text: String =
        workspace.files().into_iter().filter(|(name, _)| name.starts_with("out/")).map(|(_, text)| text).collect();
    for gone in ["Payment", "admin.example", "token", "lines", "Line", "Unused", "Id"] {
        assert!(
            !text.contains(&format!("\"{gone}\""))
                && !text.contains(&format!("struct {gone}"))
                && !text.contains(&format!("{gone} =")),
            "{gone} is left"
        );
    }
    assert!(text.contains("X-Key") && text.contains("struct Order") && text.contains("struct Manager"));
}

#[test]
fn the_configuration_selects_and_the_command_line_narrows() {
    let workspace = Workspace::with("the_configuration_selects", &shop());
    workspace.write("bindery.toml", "description = \"api.json\"\noutput = \"out\"\n[select]\nonly = [\"group:orders\"]\nexcept = [\"deprecated\"]\n[[rule]]\nmatch = \"Broken\"\nrename = \"Other\"\n");
    let ids = |arguments: &[&str]| listed(&workspace, &[&["--config", "bindery.toml"], arguments].concat()).0;
    assert_eq!(ids(&[]), ["createOrder", "listLines", "listOrders"]);
    assert_eq!(ids(&["--except", "tag:lines"]), ["createOrder", "listOrders"]);
    assert_eq!(
        ids(&["--only", "/admin/**", "--only", "DELETE /**", "--only", "listLines"]),
        ["get_admin_stats", "listLines"]
    );
    assert_eq!(workspace.run(&["generate"]).code, 0);
    assert_eq!(workspace.run(&["generate", "--check"]).code, 0);
    assert_eq!(workspace.run(&["generate", "--check", "--only", "listLines"]).code, 1);
}

#[test]
fn a_selector_that_matches_nothing_is_an_error_with_the_nearest() {
    let workspace = Workspace::with("a_selector_that_matches_nothing", &shop());
    for (selector, nearest) in [
        ("listOrder", "listOrders"),
        ("tag:Order", "tag:Orders"),
        ("orders", "tag:Orders"),
        ("group:lines", "tag:Lines"),
        ("GET /order", "GET /orders"),
        ("webhook:orderPayed", "webhook:orderPaid"),
        ("audience:partners", "audience:partner"),
        ("tag:zzzzzzzz", "one of tag:Admin, tag:Lines, tag:Orders, tag:partner"),
    ] {
        let outcome = workspace.run(&["generate", "api.json", "--out", "out", "--only", selector]);
        assert_eq!(outcome.code, 1, "{}", outcome.stderr);
        assert!(
            outcome.stderr.contains("error[B0112]") && outcome.stderr.contains(nearest),
            "{selector}: {}",
            outcome.stderr
        );
        assert!(!workspace.has("out"));
    }
    workspace.write(
        "bindery.toml",
        "description = \"api.json\"\noutput = \"out\"\n[select]\nonly = [\"tag:Lines\"]\nexcept = [\"clearLine\"]\n",
    );
    let outcome = workspace.run(&["generate"]);
    assert!(
        outcome.code == 1 && outcome.stderr.contains("bindery.toml") && outcome.stderr.contains("clearLines"),
        "{}",
        outcome.stderr
    );
    workspace.write("bindery.toml", "description = \"api.json\"\noutput = \"out\"\n");
    let outcome = workspace.run(&["list", "api.json", "--only", "listLines", "--except", "tag:lines"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("leaves no operation"), "{}", outcome.stderr);
    let outcome = workspace.run(&["list", "api.json", "--only", "tag:"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("has no name"), "{}", outcome.stderr);
}
