use super::*;
use crate::diag::{Code, Severity};
use crate::dialect::normalise;
use crate::source::Documents;
use serde_json::{Value, json};

/// A description whose main document is called `api.yaml`, with other documents.
fn resolved(main: Value, others: &[(&str, Value)]) -> (Resolved, Diagnostics) {
    let mut documents = Documents::new(main, "api.yaml".to_owned());
    for (name, value) in others {
        documents.insert((*name).to_owned(), value.clone());
    }
    let (normal, mut diagnostics) = normalise(documents);
    let (resolved, more) = resolve(&normal);
    diagnostics.extend(more);
    (resolved, diagnostics)
}

/// An operation whose response has a schema.
fn answering(schema: Value) -> Value {
    json!({"responses": {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}})
}

#[test]
fn schemas_of_other_files_are_components_with_sensible_names() {
    let (resolved, diagnostics) = resolved(
        json!({"openapi": "3.0.3", "paths": {"/a": {"get": answering(json!({"$ref": "models/pet.yaml"}))}, "/b": {"$ref": "paths/b.yaml"}}}),
        &[
            (
                "models/pet.yaml",
                json!({"properties": {
                    "tag": {"$ref": "common.yaml#/Tag"},
                    "next": {"$ref": "#"},
                    "gone": {"type": "string", "nullable": true},
                }}),
            ),
            ("models/common.yaml", json!({"Tag": {"type": "string"}})),
            ("paths/b.yaml", json!({"get": answering(json!({"$ref": "../models/pet.yaml#/properties/tag"}))})),
        ],
    );
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let names: Vec<&str> = resolved.description.components.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["pet", "Tag"]);
    let pet = resolved.schema(resolved.description.components[0].1);
    assert_eq!(pet.pointer.to_string(), "models/pet.yaml#");
    let property = |name: &str| resolved.schema(pet.properties[name]);
    assert_eq!(property("next").reference, Some(resolved.description.components[0].1));
    assert_eq!(property("gone").types, TypeSet::STRING.with(TypeSet::NULL));
    assert_eq!(resolved.description.operations[1].pointer.to_string(), "paths/b.yaml#/get");
}

#[test]
fn referenced_sections_are_read() {
    let responses = json!({"Pets": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}});
    let schemas =
        json!({"Pet": {"properties": {"tag": {"$ref": "#/components/schemas/Tag"}}}, "Tag": {"type": "string"}});
    let paths = json!({"/a": {"get": {"responses": {"200": {"$ref": "#/components/responses/Pets"}}}}, "x-b": {}});
    let schemes = json!({"key": {"type": "apiKey", "in": "header", "name": "X-Key"}});
    let one_file = json!({
        "openapi": "3.0.3", "paths": {"$ref": "#/x-paths"}, "x-paths": paths,
        "components": {
            "schemas": {"$ref": "#/x-schemas"}, "responses": {"$ref": "#/x-parts/responses"},
            "securitySchemes": {"$ref": "#/x-parts/schemes"},
        },
        "x-schemas": schemas, "x-parts": {"responses": responses, "schemes": schemes},
    });
    let in_main = |text: Value| -> Value {
        serde_json::from_str(&text.to_string().replace("#/components", "../api.yaml#/components")).expect("JSON")
    };
    let several = json!({
        "openapi": "3.1.0", "paths": {"$ref": "parts/paths.yaml"}, "components": {"$ref": "parts/components.yaml"},
    });
    let components = json!({
        "schemas": {"$ref": "schemas.yaml#/all"}, "responses": in_main(responses), "securitySchemes": schemes,
    });
    let others = [
        ("parts/paths.yaml", in_main(paths)),
        ("parts/components.yaml", components),
        ("parts/schemas.yaml", json!({"all": in_main(schemas)})),
    ];
    for (main, others) in [(one_file, &others[..0]), (several, &others[..])] {
        let (resolved, diagnostics) = resolved(main, others);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let names: Vec<&str> = resolved.description.components.iter().map(|(name, _)| name.as_str()).collect();
        assert!(names.starts_with(&["Pet", "Tag"]), "{names:?}");
        assert_eq!(resolved.description.security_schemes[0].name, "key");
        assert_eq!(resolved.description.operations.len(), 1);
        let mut schema = resolved.description.operations[0].responses[0].content[0].schema.expect("a schema");
        while let Some(next) = resolved.schema(schema).reference {
            schema = next;
        }
        assert_eq!(resolved.schema(schema).properties.len(), 1, "the schema of a pet");
    }
}

#[test]
fn sections_of_swagger_that_stand_elsewhere_are_read() {
    let (resolved, diagnostics) = resolved(
        json!({
            "swagger": "2.0", "paths": {"$ref": "paths.json"}, "definitions": {"$ref": "definitions.json"},
            "parameters": {"$ref": "parts.json#/parameters"}, "responses": {"$ref": "parts.json#/responses"},
            "securityDefinitions": {"$ref": "parts.json#/schemes"},
        }),
        &[
            ("definitions.json", json!({"Pet": {"type": "object", "properties": {"a": {"type": "string"}}}})),
            (
                "paths.json",
                json!({"/a": {"get": {
                    "parameters": [{"$ref": "api.yaml#/parameters/Limit"}], "responses": {"200": {"$ref": "api.yaml#/responses/Pet"}},
                }}}),
            ),
            (
                "parts.json",
                json!({
                    "parameters": {"Limit": {"name": "limit", "in": "query", "type": "integer"}},
                    "responses": {"Pet": {"description": "", "schema": {"$ref": "api.yaml#/definitions/Pet"}}},
                    "schemes": {"basic": {"type": "basic"}},
                }),
            ),
        ],
    );
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let operation = &resolved.description.operations[0];
    assert_eq!(operation.parameters[0].name, "limit");
    assert!(operation.responses[0].content[0].schema.is_some());
    assert_eq!(resolved.description.components[0].0, "Pet");
    assert_eq!(
        (resolved.description.security_schemes[0].kind.as_str(), resolved.description.security_schemes.len()),
        ("http", 1)
    );
}

#[test]
fn maps_that_stand_elsewhere_are_read() {
    let (resolved, diagnostics) = resolved(
        json!({"openapi": "3.1.0", "x-responses": {"200": {"description": "", "content": {"$ref": "content.yaml"}}},
            "paths": {"/a": {"get": {"responses": {"$ref": "#/x-responses", "404": {"description": "none"}}}}}}),
        &[(
            "content.yaml",
            json!({"application/json": {"schema": {"properties": {"$ref": "#/x-p", "b": {}}}}, "x-p": {"a": {}, "b": {}}}),
        )],
    );
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let responses = &resolved.description.operations[0].responses;
    assert_eq!(responses.len(), 2);
    let ok = responses.iter().find(|response| !response.content.is_empty()).expect("content");
    let schema = resolved.schema(ok.content[0].schema.expect("a schema"));
    let names: Vec<&str> = schema.properties.keys().map(String::as_str).collect();
    assert_eq!(names, ["b", "a"]);
}

#[test]
fn a_problem_in_another_file_is_reported_there() {
    let (_, diagnostics) = resolved(
        json!({"openapi": "3.1.0", "paths": {"/a": {"get": answering(json!({"$ref": "pet.yaml#/Pet"}))}}}),
        &[("pet.yaml", json!({"Pet": {"$ref": "#/Cat"}}))],
    );
    let places: Vec<String> = diagnostics.iter().map(|each| each.pointer.to_string()).collect();
    assert_eq!(places, ["pet.yaml#/Pet/$ref"]);
}

#[test]
fn places_of_a_swagger_document_are_those_of_its_author() {
    let (resolved, diagnostics) = resolved(
        json!({
            "swagger": "2.0",
            "definitions": {"Pet": {"type": "object", "properties": {"a": {"$ref": "#/definitions/None"}}}},
            "paths": {"/a": {"post": {
                "parameters": [{"name": "pet", "in": "body", "schema": {"$ref": "#/definitions/Pet"}}],
                "responses": {"200": {"description": "", "schema": {"type": "object"}}},
            }}},
        }),
        &[],
    );
    let places: Vec<String> = diagnostics.iter().map(|each| each.pointer.to_string()).collect();
    assert_eq!(places, ["#/definitions/Pet/properties/a/$ref"]);
    assert_eq!(resolved.schema(resolved.description.components[0].1).pointer.component().as_deref(), Some("Pet"));
    let operation = &resolved.description.operations[0];
    let body = operation.body.as_ref().expect("a body");
    assert_eq!(body.pointer.to_string(), "#/paths/~1a/post/parameters/0");
    let answer = operation.responses[0].content[0].schema.expect("a schema");
    assert_eq!(resolved.schema(answer).pointer.to_string(), "#/paths/~1a/post/responses/200/schema");
}

/// The operations that are bound and those that are not, of a document with these paths.
fn bound(paths: Value) -> (Vec<String>, Vec<String>, Vec<(Code, String)>) {
    let (resolved, diagnostics) = resolved(json!({"openapi": "3.2.0", "paths": paths}), &[]);
    let bound = resolved.description.operations.iter().map(|each| format!("{} {}", each.method, each.path)).collect();
    let skipped = resolved.description.skipped.into_iter().map(|(_, reason)| reason).collect();
    (bound, skipped, diagnostics.iter().map(|each| (each.code, each.pointer.to_string())).collect())
}

#[test]
fn an_operation_with_unresolved_parts_stays_callable() {
    for (wrong, place) in [
        (json!({"parameters": [{"in": "query"}]}), "/parameters/0"),
        (json!({"parameters": [5]}), "/parameters/0"),
        (json!({"parameters": {"name": "a", "in": "query"}}), "/parameters"),
        (json!({"requestBody": []}), "/requestBody"),
        (json!({"requestBody": {"content": "text"}}), "/requestBody/content"),
        (json!({"requestBody": {"content": {"application/json": 1}}}), "/requestBody/content/application~1json"),
        (json!({"responses": 1}), "/responses"),
        (json!({"responses": {"200": "ok"}}), "/responses/200"),
        (json!({"parameters": [{"$ref": "#/gone"}]}), "/parameters/0/$ref"),
        (json!({"requestBody": {"$ref": "#/gone"}}), "/requestBody/$ref"),
        (json!({"responses": {"200": {"$ref": "#/gone"}}}), "/responses/200/$ref"),
    ] {
        let (bound, skipped, diagnostics) = bound(json!({"/a": {"get": wrong, "put": {}}, "/b": {"get": {}}}));
        assert_eq!(bound, ["GET /a", "PUT /a", "GET /b"], "{wrong}");
        assert_eq!(skipped.len(), 0, "{wrong}");
        let places: Vec<&str> = diagnostics.iter().map(|(_, place)| place.as_str()).collect();
        assert_eq!(places, [format!("#/paths/~1a/get{place}")], "{wrong}");
        assert!(diagnostics.iter().all(|(code, _)| code.severity() == Severity::Warning), "{diagnostics:?}");
    }
    let (bound, skipped, _) = bound(json!({"/a": {"parameters": 1, "get": {}, "put": {}}, "/b": {"get": {}}}));
    assert_eq!((bound.len(), skipped.len()), (3, 0));
}

#[test]
fn unresolved_bodies_are_any_json() {
    let operation = json!({"requestBody": {"$ref": "#/gone"}, "responses": {"200": {"$ref": "#/gone"}, "404": 5}});
    let (resolved, _) = resolved(json!({"openapi": "3.1.0", "paths": {"/a": {"put": operation}}}), &[]);
    let operation = &resolved.description.operations[0];
    let is_any =
        |content: &[Content]| matches!(content, [one] if one.media_type == "application/json" && one.schema.is_none());
    assert!(operation.body.as_ref().is_some_and(|body| is_any(&body.content)));
    assert_eq!(operation.responses.len(), 2);
    assert!(operation.responses.iter().all(|response| is_any(&response.content)));
}

#[test]
fn invalid_operations_are_skipped_and_the_rest_is_bound() {
    for wrong in [json!("operation"), json!({"$ref": "#/gone"})] {
        let (bound, skipped, _) = bound(json!({"/a": {"get": wrong, "put": {}}, "/b": {"get": {}}}));
        assert_eq!(bound, ["PUT /a", "GET /b"], "{wrong}");
        assert!(matches!(skipped.as_slice(), [one] if one.starts_with("GET /a: ")), "{skipped:?}");
    }
}

#[test]
fn small_mistakes_are_warnings() {
    let operation = json!({
        "summary": 5, "description": null, "tags": null, "operationId": 7, "deprecated": "true",
        "parameters": [{"name": "a", "in": "query", "required": null, "schema": {"type": "int", "properties": [], "required": "a"}}],
        "responses": {"204": null, "2xx": {"content": {"application/json": null}}, "OK": {}, "default": {"description": 1}},
    });
    let (resolved, diagnostics) = resolved(
        json!({"openapi": "3.1.0", "info": null, "tags": 1, "components": {"schemas": []}, "paths": {"a": {"get": operation, "put": null}}}),
        &[],
    );
    assert!(diagnostics.iter().all(|each| each.code == Code::Tolerated), "{diagnostics:?}");
    let operation = &resolved.description.operations[0];
    assert_eq!((operation.path.as_str(), operation.id.as_deref()), ("/a", Some("7")));
    assert!(operation.deprecated);
    let statuses: Vec<&str> = operation.responses.iter().map(|response| response.status.as_str()).collect();
    assert_eq!(statuses, ["204", "2XX", "default"]);
    let schema = resolved.schema(operation.parameters[0].schema.expect("a schema"));
    assert_eq!(schema.types, TypeSet::INTEGER);
    assert_eq!(schema.required.iter().collect::<Vec<_>>(), ["a"]);
}

#[test]
fn styles_depend_on_the_location() {
    let with = |place: &str, style: &str| {
        let parameter = json!({"name": "a", "in": place, "style": style, "schema": {}});
        let (resolved, diagnostics) =
            resolved(json!({"openapi": "3.2.0", "paths": {"/{a}": {"get": {"parameters": [parameter]}}}}), &[]);
        let codes: Vec<Code> = diagnostics.iter().map(|each| each.code).collect();
        (resolved.description.operations[0].parameters[0].style.clone(), codes)
    };
    for (place, style) in [("path", "matrix"), ("query", "deepObject"), ("header", "simple"), ("cookie", "cookie")] {
        assert_eq!(with(place, style), (Some(style.to_owned()), Vec::new()));
    }
    for (place, style) in
        [("path", "form"), ("query", "cookie"), ("header", "form"), ("cookie", "multi"), ("query", "Form")]
    {
        assert_eq!(with(place, style), (None, vec![Code::Tolerated]), "{place} {style}");
    }
}

#[test]
fn a_requirement_names_its_scheme_or_refers_to_it() {
    let (resolved, diagnostics) = resolved(
        json!({"openapi": "3.2.0", "security": [{"a": ["x"]}, {"#/components/securitySchemes/b~1c": []}]}),
        &[],
    );
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let names =
        |name: &str, scopes: &[&str]| vec![(name.to_owned(), scopes.iter().map(|each| (*each).to_owned()).collect())];
    assert_eq!(resolved.description.security, Some(vec![names("a", &["x"]), names("b/c", &[])]));
}

#[test]
fn methods_and_path_items_of_every_form_are_operations() {
    let (bound, _, diagnostics) = bound(json!({
        "/a": {"query": {}, "additionalOperations": {"PURGE": {}, "a b": {}}},
        "/b": {"$ref": "#/components/pathItems/B", "put": {}},
        "/c": {"$ref": "#/paths/~1a"},
        "x-d": 1,
    }));
    assert_eq!(bound, ["QUERY /a", "PURGE /a", "PUT /b", "QUERY /c", "PURGE /c"]);
    let codes: Vec<Code> = diagnostics.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, [Code::Tolerated, Code::DanglingReference]);
}

#[test]
fn unsupported_keywords_are_reported_once_per_schema() {
    let reported = |schema: Value| {
        let paths = json!({"/a": {"get": answering(schema.clone())}});
        let (resolved, diagnostics) = resolved(json!({"openapi": "3.1.0", "paths": paths}), &[]);
        let messages: Vec<String> = diagnostics
            .iter()
            .map(|each| {
                assert_eq!(each.code, Code::LeftOut, "{schema}");
                each.message.clone()
            })
            .collect();
        (messages, resolved.schemas[0].boolean)
    };
    let conditional = json!({"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {}, "not": {"required": ["c"]},
        "dependentSchemas": {"a": {"required": ["d"]}}, "unevaluatedProperties": false});
    let message = "the keywords `then`, `not`, `dependentSchemas`, `unevaluatedProperties` are ignored: Rust types cannot express them";
    assert_eq!(reported(conditional), (vec![message.to_owned()], None));
    for nothing in [
        json!({"type": "object", "unevaluatedProperties": true, "if": {"required": ["a"]}}),
        json!({"type": "object", "then": {"required": ["a"]}}),
        json!({"type": "object", "not": false}),
        json!({"type": "object", "properties": {"not": {"type": "string"}, "if": {"type": "string"}}}),
    ] {
        assert_eq!(reported(nothing), (Vec::new(), None));
    }
    assert_eq!(reported(json!({"not": {}})), (Vec::new(), Some(false)));
}

#[test]
fn a_default_mapping_names_a_schema_or_is_reported() {
    let default = |name: &str| {
        let union = json!({"oneOf": [{"$ref": "#/components/schemas/Cat"}], "discriminator": {"propertyName": "kind", "defaultMapping": name}});
        let components = json!({"schemas": {"Cat": {"type": "object"}}});
        let document =
            json!({"openapi": "3.2.0", "paths": {"/a": {"get": answering(union)}}, "components": components});
        let (resolved, diagnostics) = resolved(document, &[]);
        let default = resolved.schemas.iter().find_map(|schema| schema.discriminator.clone()?.default);
        let place = default.map(|id| resolved.schema(id).pointer.to_string());
        (place, diagnostics.iter().map(|each| each.code).collect::<Vec<_>>())
    };
    let cat = Some("#/components/schemas/Cat".to_owned());
    assert_eq!(default("Cat"), (cat.clone(), Vec::new()));
    assert_eq!(default("#/components/schemas/Cat"), (cat, Vec::new()));
    assert_eq!(default("Dog"), (None, vec![Code::LostMapping]));
}

#[test]
fn constraints_on_keys_become_docs() {
    let of = |names: Value| {
        let schema = json!({"type": "object", "propertyNames": names, "additionalProperties": {"type": "string"}});
        let paths = json!({"/a": {"get": answering(schema)}});
        let components = json!({"schemas": {"Key": {"type": "string", "enum": ["a", "b"]}}});
        let document = json!({"openapi": "3.1.0", "paths": paths, "components": components});
        let (resolved, diagnostics) = resolved(document, &[]);
        let keys = resolved.schemas.iter().find_map(|schema| schema.key_names.clone());
        (keys.map(|keys| (keys.values.join(" "), keys.pattern)), diagnostics.len())
    };
    let pattern = Some("^x-".to_owned());
    assert_eq!(of(json!({"pattern": "^x-"})), (Some((String::new(), pattern)), 0));
    assert_eq!(of(json!({"type": "string", "enum": ["a", "b"]})), (Some(("a b".to_owned(), None)), 0));
    assert_eq!(of(json!({"$ref": "#/components/schemas/Key"})), (Some(("a b".to_owned(), None)), 0));
    assert_eq!(of(json!({"maxLength": 5})), (Some((String::new(), None)), 0));
    assert_eq!(of(json!({"not": {"const": "a"}})), (None, 1));
    assert_eq!(of(json!(false)), (None, 1));
}

#[test]
fn of_a_status_that_is_declared_twice_the_last_response_is_used() {
    let text = |text: &str| json!({"description": text});
    let responses = json!({"2XX": text("a"), "200": text("b"), "2xx": text("c"), " 200": text("d"), "DEFAULT": text("e"), "default": text("f")});
    let description = json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {"responses": responses}}}});
    let (resolved, diagnostics) = resolved(description, &[]);
    let found: Vec<(&str, Option<&str>)> = resolved.description.operations[0]
        .responses
        .iter()
        .map(|response| (response.status.as_str(), response.description.as_deref()))
        .collect();
    assert_eq!(found, [("2XX", Some("c")), ("200", Some("d")), ("default", Some("f"))]);
    let places: Vec<String> = diagnostics.iter().map(|each| each.pointer.to_string()).collect();
    assert_eq!(places.len(), 3, "{places:?}");
    assert!(places[0].ends_with("/responses/2xx"), "{places:?}");
}
