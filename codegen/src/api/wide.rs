//! Descriptions with very many items of one kind: all are bound, and the output grows linearly.

use crate::config::Config;
use serde_json::{Map, Value, json};

/// The size of the output: types, operations, and the bytes of all files.
#[derive(Debug)]
struct Bound {
    types: usize,
    operations: usize,
    bytes: usize,
}

fn bound(description: &Value) -> Bound {
    let run = crate::bind(
        "wide.json".as_ref(),
        description.to_string().into_bytes(),
        &Config { unreached: Some(crate::config::Unreached::Leave), ..Config::default() },
    );
    let product = run.product.expect("a product");
    Bound {
        types: product.api.types.len(),
        operations: product.api.operations.len(),
        bytes: product.files.iter().map(|file| file.text.len()).sum(),
    }
}

fn map<T: Into<Value>>(count: usize, each: impl Fn(usize) -> (String, T)) -> Value {
    let members = (0..count).map(|number| {
        let (key, value) = each(number);
        (key, value.into())
    });
    Value::Object(members.collect::<Map<String, Value>>())
}

fn list(count: usize, each: impl Fn(usize) -> Value) -> Value {
    (0..count).map(each).collect()
}

fn text() -> Value {
    json!({"type": "string"})
}

fn to(name: impl std::fmt::Display) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// An object with a required property, and its kind.
fn variant(property: &str) -> Value {
    json!({"type": "object", "required": ["kind", property], "properties": {"kind": text(), property: text()}})
}

/// A description with one operation, which returns the schema `Root`.
fn with(schemas: Value, operation: &Value) -> Value {
    let mut call = json!({"responses": {"200": {
        "description": "", "content": {"application/json": {"schema": to("Root")}},
    }}});
    for (key, value) in operation.as_object().into_iter().flatten() {
        call[key] = value.clone();
    }
    json!({
        "openapi": "3.1.0", "info": {"title": "Wide", "version": "1"},
        "components": {"schemas": schemas}, "paths": {"/a": {"get": call}},
    })
}

/// A description with many operations.
fn operations(count: usize, each: impl Fn(usize) -> Value) -> Value {
    let paths = map(count, |number| {
        let mut call = json!({"responses": {"204": {"description": ""}}});
        for (key, value) in each(number).as_object().into_iter().flatten() {
            call[key] = value.clone();
        }
        (format!("/a{number}"), json!({"get": call}))
    });
    json!({
        "openapi": "3.1.0", "info": {"title": "Wide", "version": "1"}, "paths": paths,
        "tags": list(count, |number| json!({"name": format!("t{number}")})),
    })
}

/// The schemas `V0` and so on, beside `Root`.
fn beside(root: Value, count: usize, each: impl Fn(usize) -> Value) -> Value {
    let mut schemas = map(count, |number| (format!("V{number}"), each(number)));
    schemas["Root"] = root;
    schemas
}

/// The repeated item, and the expected types and operations.
type Case = (&'static str, fn(usize) -> Value, fn(usize) -> (usize, usize));

const CASES: [Case; 13] = [
    (
        "parameters of one operation",
        |count| {
            let parameter = |number| json!({"name": format!("p{number}"), "in": "query", "schema": text()});
            with(json!({"Root": text()}), &json!({"parameters": list(count, parameter)}))
        },
        |_| (0, 1),
    ),
    (
        "parameters of one path",
        |count| {
            let parameter =
                |number| json!({"name": format!("p{number}"), "in": "path", "required": true, "schema": text()});
            let path: String = (0..count).map(|number| format!("/{{p{number}}}")).collect();
            let call = json!({"parameters": list(count, parameter), "responses": {"204": {"description": ""}}});
            json!({"openapi": "3.1.0", "info": {"title": "Wide", "version": "1"}, "paths": {path: {"get": call}}})
        },
        |_| (0, 1),
    ),
    (
        "variables of a server",
        |count| {
            let url: String = (0..count).map(|number| format!("/{{v{number}}}")).collect();
            let variables = map(count, |number| (format!("v{number}"), json!({"default": "a"})));
            let server = json!({"url": format!("https://wide.example{url}"), "variables": variables});
            with(json!({"Root": text()}), &json!({"servers": [server]}))
        },
        |_| (0, 1),
    ),
    (
        "elements of an array",
        |count| {
            let elements = list(count, |number| variant(&format!("x{number}")));
            with(json!({"Root": {"type": "array", "prefixItems": elements}}), &json!({}))
        },
        |count| (count + 1, 1),
    ),
    (
        "values of a discriminator",
        |count| {
            let mapping = map(count, |number| (format!("k{number}"), format!("#/components/schemas/V{}", number % 2)));
            let discriminator = json!({"propertyName": "kind", "mapping": mapping});
            let root = json!({"oneOf": [to("V0"), to("V1")], "discriminator": discriminator});
            with(beside(root, 2, |number| variant(&format!("x{number}"))), &json!({}))
        },
        |_| (3, 1),
    ),
    (
        "variants with a mapping",
        |count| {
            let mapping = map(count, |number| (format!("k{number}"), format!("#/components/schemas/V{number}")));
            let variants = list(count, |number| to(format!("V{number}")));
            let root = json!({"oneOf": variants, "discriminator": {"propertyName": "kind", "mapping": mapping}});
            with(beside(root, count, |number| variant(&format!("x{number}"))), &json!({}))
        },
        |count| (count + 1, 1),
    ),
    (
        "objects of a union",
        |count| {
            let root = json!({"anyOf": list(count, |number| variant(&format!("x{number}")))});
            with(json!({"Root": root}), &json!({}))
        },
        |count| (count + 1, 1),
    ),
    (
        "references of an allOf",
        |count| {
            let root = json!({"allOf": list(count, |number| to(format!("V{number}")))});
            let part = |number| json!({"type": "object", "properties": {format!("p{number}"): text()}});
            with(beside(root, count, part), &json!({}))
        },
        |_| (1, 1),
    ),
    (
        "nullable unions in a row",
        |count| {
            let next = |number| match number + 1 == count {
                true => json!({"type": "object", "properties": {"a": text()}}),
                false => json!({"anyOf": [to(format!("V{}", number + 1)), {"type": "null"}]}),
            };
            let root = json!({"type": "object", "properties": {"first": to("V0")}});
            with(beside(root, count, next), &json!({}))
        },
        |_| (2, 1),
    ),
    (
        "media types",
        |count| {
            let schema =
                |number| json!({"type": "object", "required": ["a"], "properties": {format!("p{number}"): text()}});
            let content =
                map(count, |number| (format!("application/x{number}+json"), json!({"schema": schema(number)})));
            with(json!({"Root": text()}), &json!({"requestBody": {"required": true, "content": content}}))
        },
        |count| (count, 1),
    ),
    ("tags", |count| operations(count, |number| json!({"tags": [format!("t{number}")]})), |count| (0, count)),
    (
        "servers of operations",
        |count| operations(count, |number| json!({"servers": [{"url": format!("https://h{number}.example")}]})),
        |count| (0, count),
    ),
    ("operations of one id", |count| operations(count, |_| json!({"operationId": "same"})), |count| (0, count)),
];

#[test]
fn twice_as_many_are_all_bound_and_give_twice_the_text() {
    for (what, description, expected) in CASES {
        let (few, many) = (bound(&description(100)), bound(&description(200)));
        assert_eq!((few.types, few.operations), expected(100), "{what}");
        assert_eq!((many.types, many.operations), expected(200), "{what}");
        // Numbers of three digits are longer.
        assert!(many.bytes * 10 <= few.bytes * 22, "{what}: {few:?}, {many:?}");
    }
}
