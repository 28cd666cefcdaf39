//! Chains, cycles and schemas that could multiply: every walk ends.

use super::*;

/// Schemas called `S0`, `S1` and so on, each of which is made with a reference to the next, and `A`, which is the first.
fn chain(length: usize, link: impl Fn(Value) -> Value) -> Value {
    let next = |index: usize| json!({"$ref": format!("#/components/schemas/S{index}")});
    let links = (0..length).map(|index| (format!("S{index}"), link(next(index + 1))));
    let ends = [("A".to_owned(), next(0)), (format!("S{length}"), json!({"type": "string"}))];
    Value::Object(links.chain(ends).collect())
}

#[test]
fn long_chains_do_not_exhaust_the_stack() {
    type Link = (&'static str, fn(Value) -> Value);
    let length = 1_500;
    let links: [Link; 6] = [
        ("reference", |next| next),
        ("property", |next| json!({"type": "object", "properties": {"next": next}})),
        ("items", |next| json!({"type": "array", "items": next})),
        ("values", |next| json!({"type": "object", "additionalProperties": next})),
        ("union", |next| json!({"oneOf": [next, {"type": "integer"}]})),
        ("base", |next| json!({"allOf": [{"type": "object", "properties": {"next": next}}]})),
    ];
    for (name, link) in links {
        let (components, shapes, diagnostics) = shapes_of(chain(length, link));
        assert!(!diagnostics.has_errors(), "{name}: {diagnostics:?}");
        assert!(components.iter().all(|(_, id)| shapes.is_needed(*id)), "{name}");
    }
}

#[test]
fn a_chain_through_all_of_is_said_to_be_too_long() {
    let schemas = chain(250, |next| json!({"allOf": [next, {"properties": {"a": {"type": "string"}}}]}));
    let (_, _, diagnostics) = shapes_of(schemas);
    assert!(!diagnostics.has_errors() && diagnostics.iter().any(|each| each.code == Code::TooDeep));
}

#[test]
fn parts_that_occur_twice_do_not_multiply() {
    let (_, _, diagnostics) = shapes_of(chain(60, |next| json!({"allOf": [next, next]})));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn schemas_that_lead_to_themselves_meet_once() {
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let (_, shapes, diagnostics) = shapes_of(json!({
        "A": {"allOf": [reference("B"), reference("C")]},
        "B": {"type": "object", "properties": {"next": reference("B")}},
        "C": {"type": "object", "properties": {"next": reference("C")}},
    }));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert!(shapes.schemas.len() < 40, "{}", shapes.schemas.len());
}

#[test]
fn unions_in_each_other_do_not_multiply_without_bound() {
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let (_, shapes, _) = shapes_of(json!({
        "A": {"oneOf": [reference("B"), reference("C")], "properties": {"a": {"type": "string"}}},
        "B": {"oneOf": [reference("A"), reference("C")], "properties": {"b": {"type": "string"}}},
        "C": {"anyOf": [reference("A"), {"type": "object"}], "properties": {"c": {"type": "string"}}},
    }));
    assert!(shapes.schemas.len() < 100_000, "{}", shapes.schemas.len());
}

#[test]
fn slips_in_the_types_of_an_all_of_are_taken_as_meant() {
    let kind = json!({"type": "string", "enum": ["a", "b"]});
    for (schema, nullable) in
        [(json!({"allOf": [kind, {"type": "null"}]}), true), (json!({"allOf": [kind], "type": "object"}), false)]
    {
        let (components, shapes, diagnostics) = shapes_of(json!({"A": schema}));
        let codes: Vec<Code> = diagnostics.iter().map(|each| each.code).collect();
        assert_eq!(codes, [Code::Conflict], "{schema}");
        let (canonical, null) = shapes.canonical(components[0].1);
        assert_eq!((&shapes.shape(canonical).shape, null), (&Shape::Enum(vec![json!("a"), json!("b")]), nullable));
    }
    let (_, _, diagnostics) = shapes_of(json!({"A": {"allOf": [{"type": "string"}, {"type": "integer"}]}}));
    assert!(diagnostics.iter().any(|each| each.code == Code::Contradiction));
}

#[test]
fn a_default_mapping_takes_what_the_tag_does_not_name() {
    let schemas = |other: Value| {
        json!({
            "A": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Other"}],
                  "discriminator": {"propertyName": "kind", "defaultMapping": "Other", "mapping": {"cat": "Cat"}}},
            "Cat": {"type": "object", "properties": {"kind": {"type": "string"}}, "required": ["kind"]},
            "Other": other,
        })
    };
    let declared = json!({"type": "object", "properties": {"kind": {"type": "string"}, "a": {"type": "string"}}});
    let (components, shapes, diagnostics) = shapes_of(schemas(declared.clone()));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let id = |name: &str| components.iter().find(|(each, _)| each == name).expect("component").1;
    let Shape::Object(object) = &shapes.shape(id("Other")).shape else { panic!("expected an object") };
    assert_eq!(object.property("kind").expect("kind").constant, None, "it can have any value there");
    for other in [declared, json!({"type": "object"}), json!({})] {
        let probes = union_of(schemas(other.clone())).dispatch.probes;
        let [.., Probe::Tag { values, .. }, Probe::Also(..), Probe::Otherwise(1)] = &probes[..] else {
            panic!("{other}: {probes:?}")
        };
        assert_eq!(values[0], (json!("cat"), 0));
    }
}

/// A schema that contains references to `count` components.
fn link(seed: &mut u64, count: u64) -> Value {
    let mut draw = |below: u64| {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) % below
    };
    let mut to = || json!({"$ref": format!("#/components/schemas/S{}", draw(count))});
    let (one, other) = (to(), to());
    match draw(16) {
        0 => one,
        1 => json!({"allOf": [one]}),
        2 => json!({"allOf": [one, other]}),
        3 => json!({"anyOf": [one]}),
        4 => json!({"anyOf": [one, other]}),
        5 => json!({"oneOf": [one, {"type": "null"}, {"anyOf": [other]}]}),
        6 => json!({"type": "array", "items": one}),
        7 => json!({"type": "object", "properties": {"a": one, "b": other}, "required": ["a"]}),
        8 => json!({"not": one, "allOf": [{"items": other}]}),
        9 => json!({"properties": {"t": {"const": "x"}}, "discriminator": {"propertyName": "t"}, "allOf": [one]}),
        10 => json!({"oneOf": [one, other], "discriminator": {"propertyName": "t", "mapping": {"a": "S0", "b": "S1"}}}),
        11 => json!({"$ref": one["$ref"], "properties": {"t": other}}),
        12 => json!({"oneOf": [one, {"type": "string"}], "properties": {"c": other}}),
        13 => json!({"additionalProperties": one, "patternProperties": {"^x": other}}),
        14 => json!({"prefixItems": [one, other], "items": false}),
        _ => {
            json!({"type": "object", "required": ["t"], "discriminator": {"propertyName": "t"}, "properties": {"t": {"type": "string"}}})
        }
    }
}

#[test]
fn no_graph_of_references_exhausts_the_stack() {
    let graphs = || {
        for start in 0..400_u64 {
            let mut seed = start.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let count = 1 + start % 7;
            let schemas = (0..count).map(|index| (format!("S{index}"), link(&mut seed, count))).collect();
            let document = json!({
                "openapi": "3.1.0",
                "components": {"schemas": Value::Object(schemas)},
                "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"content": {"application/json": {
                    "schema": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/S0"}}}
                }}}}}}},
            });
            let run = crate::bind(
                std::path::Path::new("api.json"),
                document.to_string().into_bytes(),
                &crate::config::Config::default(),
            );
            assert!(run.product.is_some(), "{document}: {:?}", run.diagnostics);
        }
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(graphs).expect("a thread");
    thread.join().expect("every graph is bound");
}

#[test]
fn a_union_among_its_own_variants_has_those_outside_of_the_circle() {
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let of = |schemas: Value| {
        let (components, shapes, diagnostics) = shapes_of(schemas);
        let codes: HashSet<Code> = diagnostics.iter().map(|each| each.code).collect();
        assert_eq!(codes, HashSet::from([Code::CyclicReference]));
        shapes.shape(shapes.canonical(components[0].1).0).shape.clone()
    };
    for itself in [
        json!({"A": {"anyOf": [to("A")]}}),
        json!({"A": {"oneOf": [to("B")]}, "B": {"anyOf": [to("A")]}}),
        json!({"A": {"oneOf": [to("B"), to("C")]}, "B": {"anyOf": [to("A"), to("C")]}, "C": to("A")}),
    ] {
        assert_eq!(of(itself.clone()), Shape::Opaque(Opaque::Missing), "{itself}");
    }
    let one = of(json!({"A": {"anyOf": [to("A"), {"type": "string"}]}}));
    assert_eq!(one, Shape::Scalar(Scalar::Text));
    let both = of(json!({
        "A": {"anyOf": [to("B"), {"type": "integer"}]},
        "B": {"anyOf": [to("A"), {"type": "string"}]},
    }));
    let Shape::Union(union) = both else { panic!("expected a union: {both:?}") };
    assert_eq!(union.variants.len(), 2);
}

/// Base types with discriminators that extend each other are nested in as many ways as they have subsets.
#[test]
fn a_line_of_bases_with_discriminators_grows_with_its_square_at_most() {
    let line = |length: usize| {
        let base = |index: usize| match index {
            0 => json!({"type": "object", "required": ["t"], "properties": {"t": {"type": "string"}}}),
            _ => json!({"allOf": [
                {"$ref": format!("#/components/schemas/N{}", index - 1)},
                {"properties": {format!("p{index}"): {"$ref": "#/components/schemas/N0"}}},
            ]}),
        };
        let schemas = (0..length).map(|index| {
            let mut schema = base(index);
            schema["discriminator"] = json!({"propertyName": "t"});
            (format!("N{index}"), schema)
        });
        let (_, shapes, diagnostics) = shapes_of(Value::Object(schemas.collect()));
        assert!(!diagnostics.has_errors(), "{diagnostics:?}");
        let sizes = shapes.shapes.iter().flatten().map(|shaped| children(&shaped.shape).len());
        shapes.schemas.len() + sizes.sum::<usize>()
    };
    let (short, long) = (line(30), line(60));
    assert!(long <= short * 5, "{short} grew to {long}");
}

/// The schemas inside of a component that is only a part of others are found, too.
#[test]
fn a_component_that_is_only_merged_is_not_made_of_itself() {
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let document = json!({
        "openapi": "3.1.0",
        "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"content": {"application/json": {"schema": to("A")}}}}}}},
        "components": {"schemas": {
            "A": {"allOf": [to("Base"), {"properties": {"items": {"type": "array", "items": {"type": "integer"}, "minItems": 1}}}]},
            "Base": {"type": "object", "properties": {"items": to("Items")}},
            "Items": {"type": "array", "items": to("Item")},
            "Item": {"type": "object", "properties": {"b": {"type": "string"}}},
        }},
    });
    let bytes = document.to_string().into_bytes();
    let run = crate::bind(std::path::Path::new("api.json"), bytes, &crate::config::Config::default());
    let messages: Vec<&str> = run.diagnostics.iter().map(|each| each.message.as_str()).collect();
    assert!(!messages.iter().any(|message| message.contains("made of itself")), "{messages:?}");
}

#[test]
fn an_extension_that_its_base_lists_is_not_the_base() {
    let (components, shapes, diagnostics) = shapes_of(json!({
        "Base": {"type": "object", "properties": {"kind": {"type": "string"}}, "oneOf": [{"$ref": "#/components/schemas/One"}, {"$ref": "#/components/schemas/Two"}], "discriminator": {"propertyName": "kind"}},
        "One": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {"one": {"type": "string"}}}]},
        "Two": {"allOf": [{"$ref": "#/components/schemas/Base"}]},
    }));
    // The tag is not required.
    let messages: Vec<&str> = diagnostics.iter().map(|each| each.message.as_str()).collect();
    assert_eq!(messages, [r#"variants without the property "kind" are told apart by trial"#]);
    let id = |name: &str| components.iter().find(|(each, _)| each == name).expect("component").1;
    let Shape::Union(union) = &shapes.shape(id("Base")).shape else { panic!("expected a union") };
    let variants: Vec<_> = union.variants.iter().map(|variant| shapes.canonical(*variant).0).collect();
    assert_eq!(variants[0], id("One"));
    assert!(matches!(&shapes.shape(variants[1]).shape, Shape::Object(object) if object.properties.len() == 1));
}
