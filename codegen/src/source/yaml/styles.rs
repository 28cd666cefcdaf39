//! The styles of YAML that descriptions are written in give the same value.

use super::super::ParseError;
use super::parse;
use crate::diag::Pointer;
use proptest::prelude::*;
use serde_json::{Value, json};

fn value(text: &str) -> Value {
    match parse(text, "") {
        Ok(parsed) => parsed.value,
        Err(error) => panic!("{error:?} in {text:?}"),
    }
}

#[test]
fn one_value_written_in_many_styles_is_one_value() {
    let expected = json!({"a": {"b": ["one two", "3"]}, "c": null});
    for text in [
        "a:\n  b:\n    - one two\n    - '3'\nc:\n",
        "a:\n  b:\n  - one two\n  - \"3\"\nc: ~\n",
        "{a: {b: [one two, '3']}, c: null}",
        "{\"a\":{\"b\":[\"one two\",\"3\"]},\"c\":null}",
        "a: {\n  b: [\n    one two,\n    '3'\n  ]\n}\nc:\n",
        "a: {\n  b: [\n    one two,\n    '3',\n]\n}\nc:\n",
        "a:\n  b: [\n  one two,\n  '3'\n  ]\nc:\n",
        "a:\n  b: [one\n    two, '3'\n]\nc: null\n",
        "? a\n: ? b\n  : - one two\n    - '3'\n? c\n",
        "a:\n  b:\n  - one\n    two\n  - !!str 3\nc: !!null\n",
        "a:\n  b:\n  - 'one\n    two'\n  - \"\\x33\"\nc:\n",
        "a:\n  b:\n  - \"one\\\n    \\ two\"\n  - '3'\nc:\n",
        "a:\n  b:\n  - >-\n    one\n    two\n  - |-\n    3\nc:\n",
        "%YAML 1.2\n---\na: {b: [one two, '3']}\nc:\n...\n",
        "%TAG !t! tag:yaml.org,2002:\n---\na: {b: [one two, !t!str 3]}\nc:\n",
        "# before\na: # beside\n  # between\n  b: [one two, # inside\n    '3']\nc: # after\n",
        "a:\r\n  b:\r\n    - one two\r\n    - '3'\r\nc:\r\n",
        "a:\t\n  b:\t[one two,\t'3']\t\nc:\t# tab\n",
        "a: &a\n  b: [&one one two, &three '3']\nc:\n",
        "x: &x {b: [one two, '3']}\n",
        "a:\n  b:\n    - one two\n    - |-\n      3\nc:",
        "---\na:\n  b:\n\n    - one two\n\n    - '3'\n\n\nc:\n",
    ] {
        let found = match value(text) {
            Value::Object(mut members) if members.contains_key("x") => json!({"a": members.remove("x"), "c": null}),
            found => found,
        };
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_flow_collection_closes_at_any_indentation() {
    for indent in 0..6 {
        let close = " ".repeat(indent);
        let text = format!("a:\n  b:\n    c: {{\n      x: 1\n{close}}}\n    d: [\n      2\n{close}]\ne: 3\n");
        assert_eq!(value(&text), json!({"a": {"b": {"c": {"x": 1}, "d": [2]}}, "e": 3}), "{text}");
    }
}

#[test]
fn scalars_of_several_lines_are_folded() {
    for (text, expected) in [
        ("a: one\n  two\n\n  three\n", json!({"a": "one two\nthree"})),
        ("a: 'one\n  two\n\n  it''s'\n", json!({"a": "one two\nit's"})),
        ("a: \"one\n  two\\n\\\n  three\"\n", json!({"a": "one two\nthree"})),
        ("a: \"one\ntwo\"\n", json!({"a": "one two"})),
        ("a: |\n  one\n   two\n\n  three\n\n", json!({"a": "one\n two\n\nthree\n"})),
        ("a: >\n  one\n  two\n\n  three\n   four\n", json!({"a": "one two\nthree\n four\n"})),
        ("a: |+\n  one\n\nb: >-\n  two\n\n", json!({"a": "one\n\n", "b": "two"})),
        ("a: |2\n    one\n  two\n", json!({"a": "  one\ntwo\n"})),
        ("a: |\n  one", json!({"a": "one\n"})),
        ("a: >-\n  one", json!({"a": "one"})),
        ("a: |\n  # no comment\n  b: c\n", json!({"a": "# no comment\nb: c\n"})),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn keys_of_every_style_are_text() {
    let text = "? |-\n  a\n: 1\n\"b\\u00e9\": 2\n'c: d': 3\n? e\n200: 4\n/x/{y}: 5\n{id}: 6\nf:g: 7\n-h: 8\n";
    let expected = json!({"a": 1, "bé": 2, "c: d": 3, "e": null, "200": 4, "/x/{y}": 5, "{id}": 6, "f:g": 7, "-h": 8});
    assert_eq!(value(text), expected);
}

#[test]
fn tags_say_what_a_scalar_is() {
    let text = "[!!str 1, !!int 2, !!float 3, !!bool true, !!null '', !own 4, !<tag:yaml.org,2002:str> 5, ! 6]";
    assert_eq!(value(text), json!(["1", 2, 3, true, null, "4", "5", "6"]));
}

#[test]
fn anchors_are_merged_copied_and_redefined() {
    let text = "a: &x {p: 1}\nb:\n  <<: *x\n  q: 2\nc: &x [3]\nd: *x\n? *x\n: e\n";
    let expected = json!({"a": {"p": 1}, "b": {"p": 1, "q": 2}, "c": [3], "d": [3], "[3]": "e"});
    assert_eq!(value(text), expected);
}

#[test]
fn numbers_of_any_size_are_numbers() {
    let digits = "9".repeat(400);
    let parsed = parse(&format!("[{digits}, -{digits}, 1e999, -1.5e999, 1e-999]"), "").expect("YAML");
    assert_eq!(parsed.value, json!([parsed.value[0], parsed.value[1], "1e999", "-1.5e999", 0.0]));
    let at = |index: usize| Pointer::root().join(index);
    assert_eq!(parsed.digits, [(at(0), digits.clone()), (at(1), format!("-{digits}"))]);
    assert!(parsed.value[0].is_number() && parsed.value[1].is_number());
    assert_eq!(parsed.out_of_range, [(at(2), "1e999".to_owned()), (at(3), "-1.5e999".to_owned())]);
}

#[test]
fn invalid_yaml_is_reported_at_its_place() {
    for (text, line) in [
        ("a: [1\nb: 2\n", 1..=3),
        ("a: 'b\n", 1..=2),
        ("a: b\n c: d\n", 2..=2),
        ("a: *none\n", 1..=1),
        ("é: é\na:\n\t- b\n", 3..=3),
        ("a: {b: c]\n", 1..=1),
        ("a: @b\n", 1..=1),
    ] {
        match parse(text, "") {
            Err(ParseError::Syntax { offset, .. }) => {
                assert!(text.is_char_boundary(offset), "{text}: {offset}");
                let found = text[..offset].matches('\n').count() + 1;
                assert!(line.contains(&found), "{text}: line {found}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

/// Values without fractions, which writers format differently.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[ -~é\n\t\u{1f980}]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let members = prop::collection::btree_map("[a-c~/ é:#-]{0,6}", inner.clone(), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            members.prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Writes a value as block collections, with scalars quoted as in JSON.
fn block(value: &Value, indent: usize) -> String {
    let space = "  ".repeat(indent);
    match value {
        Value::Array(elements) if !elements.is_empty() => {
            elements.iter().map(|each| format!("\n{space}- {}", block(each, indent + 1))).collect()
        }
        Value::Object(members) if !members.is_empty() => members
            .iter()
            .map(|(key, each)| format!("\n{space}{}: {}", Value::from(key.as_str()), block(each, indent + 1)))
            .collect(),
        leaf => leaf.to_string(),
    }
}

proptest! {
    #[test]
    fn json_is_yaml(value in values()) {
        for text in [value.to_string(), format!("{value:#}"), block(&value, 0), block(&value, 0).replace('\n', "\r\n")] {
            prop_assert_eq!(parse(&text, "").map(|parsed| parsed.value).ok(), Some(value.clone()), "{}", text);
        }
    }

    #[test]
    fn no_text_is_too_odd(text in "[a-c:,{}\\[\\]&*!|>'\"%?# \t\r\n~é\u{feff}0-9.-]{0,60}") {
        if let Err(ParseError::Syntax { offset, .. }) = parse(&text, "") {
            prop_assert!(offset <= text.len() && text.is_char_boundary(offset));
        }
    }
}
