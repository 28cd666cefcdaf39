mod bounds;

use super::*;
use crate::diag::Code;
use crate::resolve::resolve;
use serde_json::{Value, json};

/// The shapes of a document with these component schemas, all of them used, and the diagnostics.
fn shapes_of(schemas: Value) -> (Vec<(String, SchemaId)>, Shapes, Diagnostics) {
    let paths: serde_json::Map<String, Value> = schemas
        .as_object()
        .expect("schemas")
        .keys()
        .map(|name| {
            let schema = json!({"$ref": format!("#/components/schemas/{name}")});
            let item = json!({"get": {"responses": {"200": {"content": {"application/json": {"schema": schema}}}}}});
            (format!("/{name}"), item)
        })
        .collect();
    let document = json!({"openapi": "3.1.0", "paths": paths, "components": {"schemas": schemas}});
    let (resolved, mut diagnostics) = resolve(&document.into());
    let description = resolved.description;
    let (shapes, more) = shape(&description, resolved.schemas, Unreached::default());
    diagnostics.extend(more);
    (description.components, shapes, diagnostics)
}

/// The shape of the schema `A`, behind aliases.
fn shape_of(schemas: Value) -> (Shaped, Shapes) {
    let (components, shapes, _) = shapes_of(schemas);
    let id = components.iter().find(|(name, _)| name == "A").expect("A").1;
    let (canonical, nullable) = shapes.canonical(id);
    (Shaped { nullable, shape: shapes.shape(canonical).shape.clone() }, shapes)
}

fn union_of(schemas: Value) -> Union {
    match shape_of(schemas).0.shape {
        Shape::Union(union) => union,
        other => panic!("expected a union, found {other:?}"),
    }
}

fn names(object: &Object) -> Vec<(&str, bool)> {
    object.properties.iter().map(|property| (property.name.as_str(), property.required)).collect()
}

#[test]
fn null_is_told_apart_in_every_form() {
    for schema in [
        json!({"type": ["string", "null"]}),
        json!({"anyOf": [{"type": "string"}, {"type": "null"}]}),
        json!({"oneOf": [{"type": "string"}, {"const": null}]}),
        json!({"oneOf": [{"type": ["string", "null"]}]}),
    ] {
        let (shaped, _) = shape_of(json!({"A": schema}));
        assert_eq!(shaped, Shaped { nullable: true, shape: Shape::Scalar(Scalar::Text) }, "{schema}");
    }
}

#[test]
fn a_variant_that_is_only_null_makes_its_union_nullable() {
    let nothing = [
        json!({"nullable": true}),
        json!({"nullable": true, "description": "None.", "title": "Null", "default": null}),
        json!({"type": "null"}),
        json!({"enum": [null]}),
        json!({"const": null}),
        json!({"not": {}}),
        json!(false),
        json!({"$ref": "#/components/schemas/Null"}),
        json!({"$ref": "#/components/schemas/Nullable"}),
        json!({"allOf": [{"$ref": "#/components/schemas/Null"}], "description": "None."}),
        json!({"oneOf": [{"$ref": "#/components/schemas/Null"}]}),
        json!({"$ref": "#/components/schemas/Never"}),
    ];
    for nothing in nothing {
        for key in ["anyOf", "oneOf"] {
            let text = json!({"type": "string"});
            for variants in [json!([text, nothing]), json!([nothing, text]), json!([nothing, {"type": "null"}, text])] {
                let (shaped, _) = shape_of(json!({
                    "A": {key: variants, "description": "A text.", "default": null},
                    "Null": {"$ref": "#/components/schemas/NullEnum"},
                    "NullEnum": {"enum": [null]},
                    "Nullable": {"nullable": true, "description": "Nothing."},
                    "Never": {"not": {}},
                }));
                assert_eq!(shaped, Shaped { nullable: true, shape: Shape::Scalar(Scalar::Text) }, "{key}: {variants}");
            }
        }
    }
    let alone = |schema: Value| shape_of(json!({"A": schema})).0.shape;
    assert_eq!(alone(json!({"anyOf": [{"not": {}}]})), Shape::Opaque(Opaque::Never));
    assert_eq!(alone(json!({"anyOf": [{"nullable": true}]})), Shape::Opaque(Opaque::Null));
    assert_eq!(alone(json!({"nullable": true})), Shape::Opaque(Opaque::Empty));
}

#[test]
fn integers_beside_numbers_are_a_variant_of_their_own() {
    let integer = || json!({"type": "integer", "title": "Whole"});
    for (schema, probes) in [
        (json!({"type": ["integer", "number"]}), vec![(Kind::Integer, 0), (Kind::Fraction, 1)]),
        (json!({"anyOf": [{"type": "number"}, integer()]}), vec![(Kind::Integer, 1), (Kind::Fraction, 0)]),
        (
            json!({"anyOf": [integer(), {"type": "integer", "format": "int32"}, {"enum": [-1]}, {"type": "number"},
                {"type": "string"}], "title": "Value"}),
            vec![(Kind::Integer, 0), (Kind::Fraction, 1), (Kind::Text, 2)],
        ),
    ] {
        let union = union_of(json!({"A": schema}));
        assert_eq!(union.dispatch.probes, [Probe::Kinds(probes)], "{schema}");
    }
}

#[test]
fn a_tuple_is_as_long_as_the_description_says() {
    let of = |mut schema: Value| {
        schema["prefixItems"] = json!([{"type": "string"}, {"type": "integer"}]);
        match shape_of(json!({"A": schema, "Never": false})).0.shape {
            Shape::Tuple(tuple) => (tuple.elements.len(), tuple.least, tuple.rest.is_some()),
            other => panic!("expected a tuple, found {other:?}"),
        }
    };
    for (schema, expected) in [
        (json!({}), (2, 0, true)),
        (json!({"minItems": 1}), (2, 1, true)),
        (json!({"minItems": 5}), (2, 2, true)),
        (json!({"minItems": 2, "maxItems": 2}), (2, 2, false)),
        (json!({"minItems": 2, "items": false}), (2, 2, false)),
        (json!({"minItems": 2, "items": {"$ref": "#/components/schemas/Never"}}), (2, 2, false)),
        (json!({"minItems": 1, "maxItems": 1}), (1, 1, false)),
        (json!({"items": false}), (2, 0, true)),
        (json!({"minItems": 2, "maxItems": 3}), (2, 2, true)),
        (json!({"allOf": [{"minItems": 2}, {"maxItems": 2}]}), (2, 2, false)),
    ] {
        assert_eq!(of(schema.clone()), expected, "{schema}");
    }
}

#[test]
fn variants_that_json_cannot_tell_apart_become_one() {
    let one = |variants: Value| shape_of(json!({"A": {"oneOf": variants}})).0.shape;
    assert_eq!(
        one(json!([{"type": "string", "format": "email"}, {"type": "string", "pattern": "a"}])),
        Shape::Scalar(Scalar::Text)
    );
    assert_eq!(one(json!([{"type": "number"}, {"type": "number", "format": "float"}])), Shape::Scalar(Scalar::Number));
    assert_eq!(
        one(json!([{"type": "integer"}, {"type": "number"}, {"type": "number", "format": "decimal"}])),
        Shape::Scalar(Scalar::Exact)
    );
    assert_eq!(
        one(json!([{"const": "a", "description": "x"}, {"enum": ["b"]}])),
        Shape::Enum(vec![json!("a"), json!("b")])
    );
    assert_eq!(one(json!([{"enum": ["a", "b"]}, {"type": "string"}])), Shape::Enum(vec![json!("a"), json!("b")]));
}

#[test]
fn all_of_is_one_object() {
    let (shaped, _) = shape_of(json!({
        "A": {"allOf": [{"$ref": "#/components/schemas/B"}, {"properties": {"b": {"type": "string"}}, "required": ["b", "a"]}]},
        "B": {"type": "object", "properties": {"a": {"type": "integer"}}},
    }));
    let Shape::Object(object) = shaped.shape else { panic!("expected an object") };
    assert_eq!(names(&object), [("a", true), ("b", true)]);
}

#[test]
fn properties_beside_a_union_are_in_every_variant() {
    let union = union_of(json!({"A": {
        "type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"],
        "oneOf": [{"properties": {"x": {"type": "string"}}, "required": ["x"]}, {"properties": {"y": {"type": "string"}}, "required": ["y"]}],
    }}));
    assert_eq!(union.dispatch.probes, [Probe::Keys(vec![(vec!["x".into()], 0), (vec!["y".into()], 1)])]);
}

#[test]
fn branches_that_only_require_are_no_variants() {
    let (shaped, _) = shape_of(json!({"A": {
        "type": "object", "properties": {"a": {}, "b": {}}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
    }}));
    assert!(matches!(shaped.shape, Shape::Object(_)));
}

#[test]
fn a_tag_is_found_without_a_discriminator() {
    let kind = |value: &str, key: &str| json!({"properties": {"name": {"type": "string"}, "type": {"enum": [value]}, key: {"type": "string"}}, "required": ["type"]});
    let union = union_of(json!({"A": {"oneOf": [kind("x", "a"), kind("y", "b")]}}));
    assert_eq!(
        union.dispatch.probes,
        [Probe::Tag { path: vec!["type".into()], values: vec![(json!("x"), 0), (json!("y"), 1)] }]
    );
}

#[test]
fn an_optional_tag_is_backed_by_nested_properties() {
    let kind = |value: &str, key: &str| {
        let sink = json!({"type": "object", "properties": {key: {"type": "string"}}, "required": [key]});
        json!({"properties": {"type": {"enum": [value]}, "sink": sink}})
    };
    let union = union_of(json!({"A": {"oneOf": [kind("x", "a"), kind("y", "b")]}}));
    let keys = vec![(vec!["sink".into(), "a".into()], 0), (vec!["sink".into(), "b".into()], 1)];
    assert_eq!(union.dispatch.probes[1..], [Probe::Keys(keys)]);
}

#[test]
fn a_nested_tag_is_found() {
    let kind = |value: &str| {
        let destination = json!({"type": "object", "properties": {"type": {"const": value}}, "required": ["type"]});
        json!({"properties": {"destination": destination}, "required": ["destination"]})
    };
    let union = union_of(json!({"A": {"oneOf": [kind("x"), kind("y")]}}));
    let path = vec!["destination".to_owned(), "type".to_owned()];
    assert_eq!(union.dispatch.probes, [Probe::Tag { path, values: vec![(json!("x"), 0), (json!("y"), 1)] }]);
}

#[test]
fn json_types_come_before_trial() {
    let union = union_of(json!({"A": {"type": ["string", "array", "object", "null"], "items": {"type": "string"}}}));
    let Probe::Kinds(kinds) = &union.dispatch.probes[0] else { panic!("expected kinds") };
    assert_eq!(kinds.len(), 3);
    assert_eq!(union.dispatch.probes.len(), 1);
}

#[test]
fn a_discriminator_gives_its_variants_their_constant() {
    let (components, shapes, _) = shapes_of(json!({
        "A": {"oneOf": [{"$ref": "#/components/schemas/B"}, {"$ref": "#/components/schemas/C"}],
              "discriminator": {"propertyName": "kind", "mapping": {"b": "#/components/schemas/B", "c1": "C", "c2": "C"}}},
        "B": {"type": "object", "properties": {"kind": {"type": "string"}}},
        "C": {"type": "object", "properties": {"kind": {"type": "string"}}},
    }));
    let kind = |name: &str| {
        let id = components.iter().find(|(each, _)| each == name).expect("component").1;
        let Shape::Object(object) = &shapes.shape(id).shape else { panic!("expected an object") };
        (object.property("kind").expect("kind").clone(), shapes.is_tag(id, "kind"))
    };
    let (of_b, is_tag) = kind("B");
    assert_eq!(of_b.constant, Some(json!("b")));
    assert!(is_tag && !of_b.required, "values may come without it, as the schema says");
    assert_eq!(kind("C").0.constant, None, "two values lead here, so the property stays");
}

#[test]
fn without_a_mapping_constants_come_before_schema_names() {
    let union = |b: &str, c: &str| {
        let object = |constant: &str| json!({"type": "object", "properties": {"kind": {"type": "string", "enum": [constant]}}, "required": ["kind"]});
        let (components, shapes, _) = shapes_of(json!({
            "A": {"oneOf": [{"$ref": "#/components/schemas/B"}, {"$ref": "#/components/schemas/C"}, {"$ref": "#/components/schemas/D"}],
                  "discriminator": {"propertyName": "kind"}},
            "B": object(b),
            "C": {"allOf": [{"type": "object", "properties": {"c": {"type": "string"}}}, object(c)]},
            "D": {"type": "object", "properties": {"kind": {"type": "string"}}, "required": ["kind"]},
        }));
        let id = components.iter().find(|(each, _)| each == "A").expect("component").1;
        let Shape::Union(union) = &shapes.shape(id).shape else { panic!("expected a union") };
        union.dispatch.probes.clone()
    };
    let values = vec![(json!("b"), 0), (json!("c"), 1), (json!("D"), 2)];
    assert_eq!(union("b", "c"), [Probe::Tag { path: vec!["kind".into()], values }]);
    let same = union("b", "b");
    assert!(matches!(same.last(), Some(Probe::Trial(_))), "one constant for two variants tells nothing: {same:?}");
}

#[test]
fn cycles_end_in_a_diagnostic() {
    let (_, _, diagnostics) = shapes_of(json!({
        "A": {"allOf": [{"$ref": "#/components/schemas/B"}, {"type": "object"}]},
        "B": {"allOf": [{"$ref": "#/components/schemas/A"}, {"type": "object"}]},
    }));
    assert!(diagnostics.iter().any(|each| each.code == Code::CyclicReference));
}

#[test]
fn a_contradiction_is_any_json_with_a_warning() {
    for schema in [
        json!({"type": "integer", "enum": ["a", ["b"]]}),
        json!({"allOf": [{"type": "string"}, {"type": "object"}]}),
        json!({"allOf": [{"type": "string", "enum": ["a", "b"]}, {"type": "string", "enum": ["c", "d"]}]}),
        json!({"allOf": [{"type": "object", "properties": {"a": {"type": "string"}}}, {"type": "integer"}]}),
    ] {
        let (components, shapes, diagnostics) = shapes_of(json!({"A": schema}));
        assert_eq!(diagnostics.iter().map(|each| each.code).collect::<Vec<_>>(), [Code::Contradiction], "{schema}");
        assert!(!diagnostics.has_errors(), "{schema}");
        assert_eq!(shapes.shape(components[0].1).shape, Shape::Opaque(Opaque::Contradictory), "{schema}");
    }
    let (_, _, diagnostics) =
        shapes_of(json!({"A": {"type": "object", "properties": {"a": false}, "required": ["a"]}}));
    assert!(diagnostics.iter().any(|each| each.code == Code::Contradiction));
}

#[test]
fn a_later_and_narrower_list_of_values_overrides_an_earlier_one() {
    let of = |values: &Value| json!({"type": "string", "enum": values});
    for (earlier, later, taken) in [
        (of(&json!(["a", "b", "c"])), of(&json!(["x"])), json!(["x"])),
        (of(&json!(["a", "b", "c"])), of(&json!(["x", "y"])), json!(["x", "y"])),
        (of(&json!(["a"])), json!({"const": "x"}), json!(["x"])),
        (json!({"const": "a"}), json!({"const": "x"}), json!(["x"])),
        (of(&json!(["a", "b"])), of(&json!(["b", "c"])), json!(["b"])),
    ] {
        let base = json!({"type": "object", "required": ["kind"], "properties": {"kind": earlier}});
        let derived = json!({"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"kind": later}}]});
        let (components, shapes, diagnostics) = shapes_of(json!({"Base": base, "Derived": derived}));
        assert!(!diagnostics.has_errors(), "{diagnostics:?}");
        let Shape::Object(derived) = &shapes.shape(components[1].1).shape else { panic!("an object") };
        let kind = derived.properties[0].schema.expect("a schema");
        assert_eq!(shapes.shape(kind).shape, Shape::Enum(taken.as_array().expect("values").clone()));
    }
}

#[test]
fn strings_are_kept_whatever_the_type() {
    for stated in ["integer", "number", "boolean", "object"] {
        let (shaped, _) = shape_of(json!({"A": {"type": stated, "enum": ["small", "large"]}}));
        assert_eq!(shaped.shape, Shape::Enum(vec![json!("small"), json!("large")]), "{stated}");
    }
}

#[test]
fn mistyped_enum_values_are_converted() {
    let text = json!({"A": {"type": "string", "enum": [1, 2]}});
    assert_eq!(shape_of(text.clone()).0.shape, Shape::Enum(vec![json!("1"), json!("2")]));
    let list = json!({"A": {"type": "array", "enum": ["EU", "US"], "items": {"type": "string"}}});
    let (Shaped { shape: Shape::List(elements), .. }, shapes) = shape_of(list.clone()) else { panic!("a list") };
    assert_eq!(shapes.shape(elements).shape, Shape::Enum(vec![json!("EU"), json!("US")]));
    for schemas in [text, list] {
        let (_, _, diagnostics) = shapes_of(schemas);
        assert_eq!(diagnostics.iter().map(|each| each.code).collect::<Vec<_>>(), [Code::MistypedValues]);
    }
}

#[test]
fn unresolved_entries_of_a_mapping_are_ignored() {
    let (_, _, diagnostics) = shapes_of(json!({
        "A": {"oneOf": [{"$ref": "#/components/schemas/com.b"}, {"type": "object", "properties": {"x": {}}}],
              "discriminator": {"propertyName": "kind", "mapping": {"b": "com.b", "c": "models/c.yml#/c"}}},
        "com.b": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "b"}}},
    }));
    let lost: Vec<_> = diagnostics.iter().filter(|each| each.code == Code::LostMapping).collect();
    assert_eq!(lost.len(), 1);
    assert!(lost[0].message.ends_with(r#"ignored: "c""#), "{}", lost[0].message);
    assert!(!diagnostics.has_errors());
}

#[test]
fn a_variant_beside_required_unique_properties_needs_no_trial() {
    let object = |keys: &[&str]| {
        let properties: serde_json::Map<_, _> = keys.iter().map(|key| ((*key).to_owned(), json!({}))).collect();
        json!({"type": "object", "properties": properties, "required": keys})
    };
    let union = union_of(json!({"A": {"oneOf": [object(&["name", "setup"]), object(&["name"])]}}));
    let keys = Probe::Keys(vec![(vec!["setup".into()], 0)]);
    assert_eq!(union.dispatch.probes, [keys, Probe::Kinds(vec![(Kind::Object, 1)])]);
}

#[test]
fn unique_properties_are_found_in_rounds() {
    let variant = |setup: serde_json::Value| json!({"type": "object", "properties": {"name": {"type": "string"}, "setup": setup}, "required": ["name", "setup"]});
    let inner = |key: &str, required: &[&str]| json!({"type": "object", "properties": {key: {"type": "string"}}, "required": required});
    let union = union_of(json!({"A": {"oneOf": [
        variant(inner("token", &["token"])), variant(inner("code", &[])),
        {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
    ]}}));
    let keys = vec![(vec!["setup".into(), "token".into()], 0), (vec!["setup".into()], 1)];
    assert_eq!(union.dispatch.probes, [Probe::Keys(keys), Probe::Kinds(vec![(Kind::Object, 2)])]);
}

#[test]
fn a_variant_that_accepts_anything_comes_last() {
    let union = union_of(json!({"A": {"oneOf": [
        {"type": "object"}, {"type": "object", "properties": {"a": {"type": "string"}}}, {"type": "string"},
    ]}}));
    let text = Probe::Kinds(vec![(Kind::Text, 2)]);
    assert_eq!(union.dispatch.probes, [text, Probe::Trial(vec![1]), Probe::Kinds(vec![(Kind::Object, 0)])]);
}

#[test]
fn arrays_are_told_apart_by_their_items() {
    let list = |of: &str| json!({"type": "array", "items": {"type": of}});
    let union = union_of(json!({"A": {"oneOf": [list("string"), list("integer")]}}));
    let elements = Probe::Elements(vec![(Kind::Text, 0), (Kind::Integer, 1)]);
    assert_eq!(union.dispatch.probes, [elements, Probe::Kinds(vec![(Kind::List, 0)])]);
}
