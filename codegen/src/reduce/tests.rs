use super::closure::{Security, closure};
use super::{Limit, Moves, Tally, Target, Tree, keeping_finding, keeping_operation, strip, to_yaml};
use crate::diag::{Code, Diagnostic, Pointer};
use crate::source;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

fn tree(value: &Value) -> Tree {
    Tree::parse(&value.to_string()).expect("JSON")
}

fn value(tree: &Tree) -> Value {
    serde_json::from_str(&tree.to_json()).expect("JSON")
}

/// Any JSON value, with texts that are hard to write.
fn any_value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "[a-z0-9/$.-]{0,6}",
        any::<String>(),
        prop::sample::select(vec![
            "", "null", "No", "0x1f", "1e3", "- a", "a: b", "#", "&a", "~", "a #b", ".inf", "<<", "=", "\u{2028}"
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e9..1e9f64).prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        let object = btree_map(text.clone(), inner.clone(), 0..5).prop_map(|members| members.into_iter().collect());
        prop_oneof![vec(inner, 0..5).prop_map(Value::Array), object.prop_map(Value::Object)]
    })
}

/// Every single removal of a member or an element.
fn removals(value: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    match value {
        Value::Object(members) => {
            for (key, inner) in members {
                let without: serde_json::Map<_, _> = members
                    .iter()
                    .filter(|(other, _)| *other != key)
                    .map(|(key, value)| (key.clone(), value.clone()))
                    .collect();
                all.push(without.into());
                for smaller in removals(inner) {
                    let mut copy = members.clone();
                    copy.insert(key.clone(), smaller);
                    all.push(copy.into());
                }
            }
        }
        Value::Array(elements) => {
            for (index, inner) in elements.iter().enumerate() {
                let mut without = elements.clone();
                without.remove(index);
                all.push(without.into());
                for smaller in removals(inner) {
                    let mut copy = elements.clone();
                    copy[index] = smaller;
                    all.push(copy.into());
                }
            }
        }
        _ => {}
    }
    all
}

/// The number of members named `a`, of elements that are true, and of strings: something that depends on several places at once.
fn features(value: &Value) -> (usize, usize) {
    match value {
        Value::Object(members) => members.iter().fold((0, 0), |(names, texts), (key, inner)| {
            let (more, others) = features(inner);
            (names + more + usize::from(key.contains('a')), texts + others)
        }),
        Value::Array(elements) => {
            elements.iter().map(features).fold((0, 0), |left, right| (left.0 + right.0, left.1 + right.1))
        }
        Value::String(_) => (0, 1),
        _ => (0, 0),
    }
}

fn reduce(whole: &Value, keep: impl Fn(&Value) -> bool) -> Value {
    let mut shows = |text: &str, _: Tally| keep(&serde_json::from_str(text).expect("JSON"));
    let found = Diagnostic::new(Code::Contradiction, &Pointer::root(), "");
    let whole = tree(whole);
    let target = Target::of(&found, &whole, Moves::Nowhere);
    let reduced = keeping_finding(whole, &target, Limit::default(), &mut shows);
    assert!(reduced.is_minimal);
    value(&reduced.tree)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_result_keeps_what_is_asked_and_nothing_that_can_go(whole in any_value()) {
        let (names, texts) = features(&whole);
        // Half of each has to stay; what stays depends on what else went.
        let keep = |candidate: &Value| {
            let (left, others) = features(candidate);
            left >= names / 2 && others >= texts / 2 && (left + others) % 2 == (names / 2 + texts / 2) % 2
                || *candidate == whole
        };
        let small = reduce(&whole, keep);
        prop_assert!(keep(&small));
        prop_assert!(tree(&small).count() <= tree(&whole).count());
        for smaller in removals(&small) {
            prop_assert!(!keep(&smaller), "{small} can become {smaller}");
        }
        prop_assert_eq!(reduce(&small, |candidate| keep(candidate)), small);
    }

    #[test]
    fn yaml_and_json_are_read_back_as_they_were(whole in any_value()) {
        let tree = tree(&whole);
        for (path, text) in [("a.yaml", to_yaml(&tree)), ("a.json", tree.to_pretty_json()), ("a.json", tree.to_json())] {
            let (read, found) = source::parse(Path::new(path), text.clone().into_bytes());
            prop_assert!(!found.has_errors(), "{text}\n{found:?}");
            prop_assert_eq!(read.documents.main(), &whole, "{}", text);
        }
    }
}

#[test]
fn numbers_keep_their_digits() {
    let text = r#"{"a":[123456789012345678901234567890,1e400,-0.10,1.0]}"#;
    assert_eq!(Tree::parse(text).expect("JSON").to_json(), text);
    assert!(to_yaml(&Tree::parse(text).expect("JSON")).contains("- 123456789012345678901234567890\n"));
}

#[test]
fn the_limit_ends_the_work_and_the_result_says_so() {
    let whole = tree(&json!((0..100).collect::<Vec<_>>()));
    let target = Target::of(&Diagnostic::new(Code::Contradiction, &Pointer::root(), ""), &whole, Moves::Nowhere);
    let mut tries = 0;
    let mut shows = |text: &str, _: Tally| {
        tries += 1;
        text.contains("37") && text.contains("73")
    };
    let stopped = Limit { is_stopped: || true, ..Limit::default() };
    let untouched = keeping_finding(whole.clone(), &target, stopped, &mut shows);
    assert!(untouched.tree == whole && !untouched.is_minimal && untouched.tally.tries == 0);
    let reduced = keeping_finding(whole.clone(), &target, Limit { tries: 5, ..Limit::default() }, &mut shows);
    assert!(!reduced.is_minimal && reduced.tree.to_json().contains("37") && tries == 5);
    let mut shows = |text: &str, _: Tally| text.contains("37") && text.contains("73");
    let reduced = keeping_finding(whole, &target, Limit::default(), &mut shows);
    assert_eq!((reduced.is_minimal, reduced.tree.to_json().as_str()), (true, "[37,73]"));
    assert!(reduced.tally.tries < 60, "{:?}", reduced.tally);
}

#[test]
fn a_finding_is_known_by_its_code_and_place_while_array_positions_move() {
    let whole = tree(&json!({"a": [{}, {"200": {}}]}));
    let found = |code, place: &str| Diagnostic::new(code, &Pointer::from_escaped(place), "");
    let target = Target::of(&found(Code::Contradiction, "/a/1/200"), &whole, Moves::Nowhere);
    assert!(target.is_shown(&found(Code::Contradiction, "/a/0/200")));
    for (code, place) in
        [(Code::Conflict, "/a/1/200"), (Code::Contradiction, "/a/1/404"), (Code::Contradiction, "/a/1")]
    {
        assert!(!target.is_shown(&found(code, place)), "{place}");
    }
    let target = Target::of(&found(Code::Contradiction, "/a/1/200"), &whole, Moves::Outwards);
    assert!(["/a/0/200", "/a/0", "/a", ""].iter().all(|place| target.is_shown(&found(Code::Contradiction, place))));
    assert!(
        !target.is_shown(&found(Code::Contradiction, "/b"))
            && !target.is_shown(&found(Code::Contradiction, "/a/0/200/x"))
    );
}

#[test]
fn a_closure_follows_every_kind_of_reference() {
    let whole = json!({
        "openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "tags": [{"name": "t"}],
        "security": [{"key": []}],
        "paths": {
            "/a": {"$ref": "#/components/pathItems/A"},
            "/b": {"get": {"responses": {}}},
        },
        "components": {
            "pathItems": {"A": {"parameters": [{"$ref": "#/components/parameters/P"}],
                "get": {"responses": {"200": {"content": {"x/y": {"schema": {"$ref": "#/components/schemas/Base"}}}}}},
                "put": {"requestBody": {"$ref": "#/components/requestBodies/Gone"}}}},
            "parameters": {"P": {"name": "p", "in": "query", "schema": {"$ref": "#/paths/~1b/get/x-list/0"}}, "Q": {}},
            "requestBodies": {"Gone": {}},
            "securitySchemes": {"key": {"type": "http", "scheme": "basic"}, "other": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Base": {"discriminator": {"propertyName": "kind", "mapping": {"x": "Mapped"}}},
                "Sub": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"$ref": "#/components/schemas/Deep"}]},
                "Deep": {"type": "object", "properties": {"self": {"$ref": "#/components/schemas/Sub"}}},
                "Mapped": {"type": "object"}, "Unused": {"type": "object"},
            },
        },
    });
    let place = ["paths", "/a", "get"].map(str::to_owned).to_vec();
    let written = ["components", "pathItems", "A", "get"].map(str::to_owned).to_vec();
    let small = value(&closure(&tree(&whole), &[place.clone(), written.clone()], Security::Kept));
    let mut expected = whole.clone();
    let drop_at = |value: &mut Value, place: &str, key: &str| {
        value
            .pointer_mut(place)
            .and_then(Value::as_object_mut)
            .expect("an object")
            .shift_remove(key)
            .expect("a member");
    };
    drop_at(&mut expected, "", "tags");
    drop_at(&mut expected, "/paths", "/b");
    drop_at(&mut expected, "/components/pathItems/A", "put");
    drop_at(&mut expected, "/components/parameters", "Q");
    drop_at(&mut expected, "/components", "requestBodies");
    drop_at(&mut expected, "/components/securitySchemes", "other");
    drop_at(&mut expected, "/components/schemas", "Unused");
    assert_eq!(small, expected);
    assert_eq!(keeping_operation(&tree(&whole), &[place, written]), strip::stripped(&tree(&expected)));
}

#[test]
fn prose_examples_and_unknown_extensions_go_and_names_stay() {
    let whole = json!({
        "openapi": "3.1.0", "info": {"title": "a", "version": "1", "contact": {"email": "a@b.example"}}, "x-schemas": {"A": {"type": "string"}},
        "x-logo": "u", "components": {"examples": {"E": {}}, "schemas": {"example": {
            "type": "object", "description": "d", "example": {"token": "s"}, "x-nullable": true, "x-secret": {"key": "s"},
            "required": ["description"], "default": {"description": "kept"},
            "properties": {"description": {"type": "string", "description": "d", "examples": ["s"], "enum": ["example"]}},
        }}},
    });
    let expected = json!({
        "openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "x-schemas": {"A": {"type": "string"}},
        "components": {"schemas": {"example": {
            "type": "object", "x-nullable": true, "required": ["description"], "default": {"description": "kept"},
            "properties": {"description": {"type": "string", "enum": ["example"]}},
        }}},
    });
    assert_eq!(value(&strip::stripped(&tree(&whole))), expected);
}
