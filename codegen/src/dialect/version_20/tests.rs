use super::*;
use crate::dialect::{Normal, normalise};

fn normal(document: Value) -> Normal {
    let (normal, diagnostics) = normalise(document);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    normal
}

/// The operation `POST /a` of a document in which it is written so.
fn post(operation: Value, shared: Value) -> (Value, Normal) {
    let mut document = json!({"swagger": "2.0", "paths": {"/a": {"post": operation}}});
    if let (Value::Object(members), Value::Object(more)) = (&mut document, shared) {
        members.extend(more);
    }
    let normal = normal(document);
    (normal.documents.main()["paths"]["/a"]["post"].clone(), normal)
}

fn original(normal: &Normal, place: &str) -> String {
    normal.origins.original(&Pointer::from_escaped(place)).to_string()
}

fn current(normal: &Normal, place: &str) -> String {
    normal.origins.current(&Pointer::from_escaped(place)).to_string()
}

#[test]
fn host_and_schemes_become_servers() {
    let servers = |document: Value| normal(document).documents.main()["servers"].clone();
    assert_eq!(
        servers(json!({"swagger": "2.0", "host": "a.example:8080", "basePath": "/v1/", "schemes": ["http", "https"]})),
        json!([{"url": "https://a.example:8080/v1"}, {"url": "http://a.example:8080/v1"}])
    );
    assert_eq!(servers(json!({"swagger": "2.0", "host": "a.example"})), json!([{"url": "https://a.example"}]));
    assert_eq!(servers(json!({"swagger": "2.0", "basePath": "v1"})), json!([{"url": "/v1"}]));
    assert_eq!(servers(json!({"swagger": "2.0"})), Value::Null);
    let (operation, _) = post(json!({"schemes": ["wss"]}), json!({"host": "a.example", "basePath": "/b"}));
    assert_eq!(operation["servers"], json!([{"url": "wss://a.example/b"}]));
}

#[test]
fn definitions_become_components_and_keep_both_places() {
    let document = json!({
        "swagger": "2.0",
        "definitions": {
            "Pet": {"type": "object", "discriminator": "kind", "properties": {"age": {"type": "integer", "x-nullable": true}}},
            "Dog": {"allOf": [{"$ref": "#/definitions/Pet"}, {"type": "object"}], "x-nullable": true},
        },
    });
    let normal = normal(document);
    let schemas = &normal.documents.main()["components"]["schemas"];
    assert_eq!(schemas["Pet"]["discriminator"], json!({"propertyName": "kind"}));
    assert_eq!(schemas["Pet"]["properties"]["age"], json!({"type": ["integer", "null"]}));
    assert_eq!(schemas["Dog"]["anyOf"][0]["allOf"][0], json!({"$ref": "#/definitions/Pet"}));
    assert_eq!(current(&normal, "/definitions/Pet/properties/age"), "#/components/schemas/Pet/properties/age");
    assert_eq!(current(&normal, "/definitions/Dog/allOf/1"), "#/components/schemas/Dog/anyOf/0/allOf/1");
    assert_eq!(original(&normal, "/components/schemas/Dog/anyOf/0/allOf/1/type"), "#/definitions/Dog/allOf/1/type");
}

#[test]
fn a_body_parameter_becomes_the_request_body() {
    let (operation, normal) = post(
        json!({
            "consumes": ["application/json", "application/xml"],
            "parameters": [
                {"name": "q", "in": "query", "type": "integer", "format": "int32", "maximum": 9},
                {"name": "pet", "in": "body", "required": true, "description": "d", "schema": {"type": "object"}},
                {"name": "X", "in": "header", "type": "string"},
            ],
        }),
        json!({}),
    );
    let schema = "/paths/~1a/post/requestBody/content/application~1json/schema";
    assert_eq!(
        operation["requestBody"],
        json!({
            "description": "d",
            "required": true,
            "content": {
                "application/json": {"schema": {"type": "object"}},
                "application/xml": {"schema": {"$ref": "#/paths/~1a/post/parameters/1/schema"}},
            },
        })
    );
    assert_eq!(
        operation["parameters"],
        json!([
            {"name": "q", "in": "query", "schema": {"type": "integer", "format": "int32", "maximum": 9}},
            {"name": "X", "in": "header", "schema": {"type": "string"}},
        ])
    );
    assert_eq!(original(&normal, schema), "#/paths/~1a/post/parameters/1/schema");
    assert_eq!(current(&normal, "/paths/~1a/post/parameters/1/schema"), format!("#{schema}"));
    assert_eq!(original(&normal, "/paths/~1a/post/parameters/1/schema/type"), "#/paths/~1a/post/parameters/2/type");
    assert_eq!(current(&normal, "/paths/~1a/post/parameters/2/name"), "#/paths/~1a/post/parameters/1/name");
}

#[test]
fn shared_parameters_and_those_of_the_path_are_found() {
    let document = json!({
        "swagger": "2.0",
        "consumes": ["application/json"],
        "parameters": {
            "Limit": {"name": "limit", "in": "query", "type": "integer"},
            "Pet": {"name": "pet", "in": "body", "schema": {"type": "object"}},
            "File": {"name": "file", "in": "formData", "type": "file", "required": true},
        },
        "paths": {
            "/a": {
                "parameters": [{"$ref": "#/parameters/Limit"}, {"$ref": "#/parameters/Pet"}],
                "post": {},
                "put": {"parameters": [{"name": "own", "in": "body", "schema": {"type": "string"}}]},
            },
            "/b": {"post": {"parameters": [{"$ref": "#/parameters/File"}, {"$ref": "#/parameters/Limit"}]}},
        },
    });
    let normal = normal(document);
    let main = normal.documents.main();
    assert_eq!(main["components"]["parameters"]["Limit"]["schema"], json!({"type": "integer"}));
    assert_eq!(main["paths"]["/a"]["parameters"], json!([{"$ref": "#/parameters/Limit"}]));
    let schema = |path: &str, method: &str, media_type: &str| {
        main["paths"][path][method]["requestBody"]["content"][media_type]["schema"].clone()
    };
    assert_eq!(schema("/a", "post", "application/json"), json!({"$ref": "#/parameters/Pet/schema"}));
    assert_eq!(schema("/a", "put", "application/json"), json!({"type": "string"}));
    assert_eq!(
        current(&normal, "/parameters/Pet/schema"),
        "#/components/requestBodies/Pet/content/application~1json/schema"
    );
    assert_eq!(
        schema("/b", "post", "multipart/form-data"),
        json!({"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}, "required": ["file"]})
    );
    assert_eq!(main["paths"]["/b"]["post"]["parameters"], json!([{"$ref": "#/parameters/Limit"}]));
    assert_eq!(current(&normal, "/parameters/Limit"), "#/components/parameters/Limit");
}

#[test]
fn extensions_on_a_parameter_with_an_enum_move_to_its_schema() {
    let words = json!({"type": "string", "enum": ["a"], "x-ms-enum": {"name": "Letter"}, "x-enum-descriptions": ["The first."]});
    let mut parameter = words.clone();
    parameter["name"] = json!("letter");
    parameter["in"] = json!("query");
    let (operation, _) = post(json!({"parameters": [parameter]}), json!({}));
    assert_eq!(operation["parameters"][0]["schema"], words);
}

#[test]
fn form_parameters_become_the_properties_of_a_body() {
    let (operation, normal) = post(
        json!({
            "consumes": ["application/x-www-form-urlencoded", "multipart/form-data"],
            "parameters": [
                {"name": "a/b", "in": "formData", "type": "string", "description": "d"},
                {"name": "list", "in": "formData", "type": "array", "items": {"type": "string"}, "collectionFormat": "multi"},
            ],
        }),
        json!({}),
    );
    let form = "application/x-www-form-urlencoded";
    let content = &operation["requestBody"]["content"];
    assert_eq!(operation["requestBody"]["required"], json!(false));
    assert_eq!(content[form]["schema"]["properties"]["a/b"], json!({"type": "string", "description": "d"}));
    assert_eq!(content[form]["encoding"], json!({"list": {"style": "form", "explode": true}}));
    let schema = "/paths/~1a/post/requestBody/content/application~1x-www-form-urlencoded/schema";
    assert_eq!(content["multipart/form-data"]["schema"], json!({"$ref": format!("#{schema}")}));
    assert_eq!(original(&normal, &format!("{schema}/properties/a~1b/type")), "#/paths/~1a/post/parameters/0/type");
}

#[test]
fn collection_formats_become_styles() {
    for (place, format, style, explode) in [
        ("query", None, "form", false),
        ("query", Some("csv"), "form", false),
        ("query", Some("multi"), "form", true),
        ("query", Some("ssv"), "spaceDelimited", false),
        ("query", Some("pipes"), "pipeDelimited", false),
        ("path", Some("csv"), "simple", false),
        ("header", None, "simple", false),
    ] {
        let mut parameter = json!({"name": "a", "in": place, "type": "array", "items": {"type": "string"}});
        if let Some(format) = format {
            parameter["collectionFormat"] = json!(format);
        }
        let (operation, _) = post(json!({"parameters": [parameter]}), json!({}));
        let parameter = &operation["parameters"][0];
        assert_eq!(
            (&parameter["style"], &parameter["explode"]),
            (&json!(style), &json!(explode)),
            "{place} {format:?}"
        );
    }
    let parameter = json!({"name": "a", "in": "query", "type": "array", "collectionFormat": "tsv"});
    let (_, diagnostics) = normalise(json!({"swagger": "2.0", "paths": {"/a": {"get": {"parameters": [parameter]}}}}));
    let place = diagnostics.iter().next().expect("a diagnostic").pointer.to_string();
    assert_eq!(place, "#/paths/~1a/get/parameters/0/collectionFormat");
}

#[test]
fn responses_have_the_media_types_that_are_produced() {
    let (operation, normal) = post(
        json!({
            "produces": ["application/json", "text/csv"],
            "responses": {
                "200": {
                    "description": "d",
                    "schema": {"$ref": "#/definitions/Pet"},
                    "headers": {"X": {"type": "integer"}},
                    "examples": {"text/csv": "a,b"},
                },
                "204": {"description": "none"},
                "404": {"$ref": "#/responses/Missing"},
            },
        }),
        json!({"responses": {"Missing": {"description": "m", "schema": {"type": "object"}}}}),
    );
    let responses = &operation["responses"];
    let pet = json!({"$ref": "#/definitions/Pet"});
    assert_eq!(
        responses["200"],
        json!({
            "description": "d",
            "headers": {"X": {"schema": {"type": "integer"}}},
            "content": {"application/json": {"schema": pet}, "text/csv": {"schema": pet, "example": "a,b"}},
        })
    );
    assert_eq!(responses["204"], json!({"description": "none"}));
    assert_eq!(current(&normal, "/responses/Missing"), "#/components/responses/Missing");
    assert_eq!(
        original(&normal, "/components/responses/Missing/content/application~1json/schema/type"),
        "#/responses/Missing/schema/type"
    );
    let (operation, _) = post(json!({"responses": {"200": {"schema": {"type": "file"}}}}), json!({}));
    assert_eq!(
        operation["responses"]["200"]["content"],
        json!({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}})
    );
}

#[test]
fn security_definitions_become_schemes() {
    let normal = normal(json!({
        "swagger": "2.0",
        "securityDefinitions": {
            "basic": {"type": "basic"},
            "key": {"type": "apiKey", "name": "X", "in": "header"},
            "oauth": {"type": "oauth2", "flow": "accessCode", "tokenUrl": "t", "authorizationUrl": "a", "scopes": {"r": "d"}},
        },
    }));
    assert_eq!(
        normal.documents.main()["components"]["securitySchemes"],
        json!({
            "basic": {"type": "http", "scheme": "basic"},
            "key": {"type": "apiKey", "name": "X", "in": "header"},
            "oauth": {"type": "oauth2", "flows": {"authorizationCode": {"tokenUrl": "t", "authorizationUrl": "a", "scopes": {"r": "d"}}}},
        })
    );
}

#[test]
fn parts_of_operations_in_other_files_are_copied() {
    let mut documents = Documents::new(
        json!({
            "swagger": "2.0",
            "definitions": {"Tag": {"type": "string"}},
            "paths": {"/a": {"$ref": "paths/a.yaml"}},
        }),
        "api.yaml".to_owned(),
    );
    documents.insert(
        "paths/a.yaml".to_owned(),
        json!({"post": {
            "parameters": [{"$ref": "../parameters.yaml#/Pet"}, {"$ref": "../parameters.yaml#/Limit"}],
            "responses": {"200": {"description": "", "schema": {"$ref": "../api.yaml#/definitions/Tag"}}},
        }}),
    );
    documents.insert(
        "parameters.yaml".to_owned(),
        json!({
            "Pet": {"name": "pet", "in": "body", "schema": {"type": "object"}},
            "Limit": {"name": "limit", "in": "query", "type": "integer"},
        }),
    );
    let (normal, diagnostics) = normalise(documents);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let operation = &normal.documents.main()["paths"]["/a"]["post"];
    assert_eq!(operation["parameters"], json!([{"name": "limit", "in": "query", "schema": {"type": "integer"}}]));
    assert_eq!(
        operation["requestBody"]["content"]["application/json"]["schema"],
        json!({"$ref": "parameters.yaml#/Pet/schema"})
    );
    assert_eq!(
        operation["responses"]["200"]["content"]["application/json"]["schema"],
        json!({"$ref": "#/definitions/Tag"})
    );
    assert_eq!(original(&normal, "/paths/~1a/post/operationId"), "paths/a.yaml#/post/operationId");
    assert_eq!(original(&normal, "/paths/~1a/post/parameters/0/schema/type"), "parameters.yaml#/Limit/type");
}

#[test]
fn values_of_the_wrong_type_are_left_as_they_are() {
    for document in [
        json!({"swagger": "2.0", "paths": [], "definitions": 1, "parameters": "x", "responses": null, "host": 1}),
        json!({"swagger": "2.0", "paths": {"/a": {"get": {"parameters": {}, "responses": []}, "post": 5}}}),
        json!({"swagger": "2.0", "parameters": {"a": {"$ref": "#/parameters/a"}, "b": 1}, "paths": {"/a": {"get":
            {"parameters": [{"$ref": "#/parameters/a"}, {"$ref": "#/parameters/b"}, 1, {"in": "body"}, {"in": "formData"}]}}}}),
    ] {
        drop(normalise(document));
    }
}
