//! Parses YAML text (YAML 1.2) to the value that its author meant.
//!
//! The events of the parser are composed into nodes, in which an alias shares the node of its anchor, and the nodes are
//! converted to values. Scalars follow the core schema, so that `on`, `no` and dates are strings; where a description
//! always has a string (`version: 1.0`) they keep their text. Aliases and merge keys are copied within a limit.

mod compose;
mod convert;
mod events;
mod locate;
mod scalar;

pub(super) use locate::locate;

use super::{ParseError, Parsed};

/// Parses YAML text. Of duplicate keys, the last one is used, and recorded.
pub(super) fn parse(text: &str, document: &str) -> Result<Parsed, ParseError> {
    let (root, documents) = compose::compose(text)?;
    let convert::Converted { value, duplicates, digits, out_of_range } = convert::convert(&root, document)?;
    Ok(Parsed { value, duplicates, digits, out_of_range, documents })
}

#[cfg(test)]
mod styles;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Pointer;
    use serde_json::{Value, json};

    fn value(text: &str) -> Value {
        parse(text, "").expect("YAML").value
    }

    #[test]
    fn scalars_are_what_the_author_of_a_description_meant() {
        let text = "
openapi: 3.0
info: {title: 2020, version: 1.10, description: ~}
data: [on, no, yes, y, 2020-01-01, 12:30:45, 0x1F, 0o17, 1.5, -3, 007, .5, 1e3, ~, null, true, 1_000, 18446744073709551615]
responses: {200: a, 4XX: b, on: c, null: d, 1.0: e}
schema: {type: string, enum: [1.10, no, on, true, null, 010], default: 1.0, example: 1}
number: {type: number, enum: [1.10, 2]}
required: yes
deprecated: off
variables: {port: {enum: [8443, 1.10], default: 1.10}}
text: !!str 12
types: {type: [string, null], a: {type: null}, b: {type: }}
folded: >-
  a
  b
";
        assert_eq!(
            value(text),
            json!({
                "openapi": "3.0",
                "info": {"title": "2020", "version": "1.10", "description": null},
                "data": ["on", "no", "yes", "y", "2020-01-01", "12:30:45", 31, 15, 1.5, -3, 7, 0.5, 1000.0, null, null,
                    true, "1_000", 18_446_744_073_709_551_615_u64],
                "responses": {"200": "a", "4XX": "b", "on": "c", "null": "d", "1.0": "e"},
                "schema": {"type": "string", "enum": ["1.10", "no", "on", "true", null, "010"], "default": "1.0", "example": "1"},
                "number": {"type": "number", "enum": [1.1, 2]},
                "required": true,
                "deprecated": false,
                "variables": {"port": {"enum": ["8443", "1.10"], "default": "1.10"}},
                "text": "12",
                "types": {"type": ["string", "null"], "a": {"type": "null"}, "b": {"type": null}},
                "folded": "a b",
            })
        );
    }

    #[test]
    fn one_value_is_one_value_in_every_style() {
        let expected = json!({"a": {"b": [1, 2], "c": "x y"}, "d": "line\n"});
        for text in [
            "a:\n  b: [1, 2]\n  c: x y\nd: |\n  line\n",
            "{a: {b: [1, 2], c: x y}, d: \"line\\n\"}\n",
            "a: {\n  b: [\n    1, 2\n  ],\n  c: x y\n}\nd: >\n  line\n",
            "a: {\n b: [1,\n2\n],\n c: 'x y'\n}\nd: \"line\\n\"\n",
            "a:\n  {\nb: [\n1,\n2,\n],\nc: \"x\n  y\"\n}\nd: |\n line\n",
            "a:\n  b:\n  - 1\n  - 2\n  c: x\n    y\nd: |\n  line\n",
            "? a\n: ? b\n  : - 1\n    - 2\n  ? c\n  : x y\n? d\n: |\n  line\n",
            "%YAML 1.2\n---\na:\n  b: [1, 2]\n  c: x y\nd: |\n  line\n...\n",
            "# comment\na: # comment\n  b: [1, # one\n    2]\n  # more\n  c: x y\nd: |\n  line\n# end",
            "a: &a !!map\n  b: !!seq [1, !!int 2]\n  c: !!str x y\nd: !!str |\n  line\n",
            "a:\r\n  b: [1, 2]\r\n  c: x y\r\nd: |\r\n  line\r\n",
            "a:\n  b:\t[1,\t2]\n  c:\tx y\t\nd: |\t\n  line\n",
            "a:\n  b: [1, 2]\n  c: 'x\n\n    y'\nd: \"\\\n  line\\n\"\n".replace("x\n\n    y", "x\n    y").as_str(),
            "base: &base\n  b: [1, 2]\na:\n  <<: *base\n  c: x y\nd: |\n  line",
        ] {
            let mut found = value(text);
            if let Some(found) = found.as_object_mut() {
                found.shift_remove("base");
            }
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn quoted_strings_span_lines() {
        let text =
            "a: \"one\n  two\n\n  three\"\nb: 'it''s\n  one'\nc: one\n  two\n\n  three\nd: \"\\u00e9\\x41\\t\\\\\"\n";
        assert_eq!(
            value(text),
            json!({"a": "one two\nthree", "b": "it's one", "c": "one two\nthree", "d": "\u{e9}A\t\\"})
        );
        let block = "a: |-\n  x\n    y\n\n  z\nb: >+\n  x\n  y\n\n\nc: |2\n    x\n  y\nd: >-\n  x\n   * y\n  z";
        assert_eq!(value(block), json!({"a": "x\n  y\n\nz", "b": "x y\n\n\n", "c": "  x\ny\n", "d": "x\n * y\nz"}));
    }

    #[test]
    fn a_flow_collection_closes_at_any_indentation() {
        for close in ["", " ", "  ", "    ", "      "] {
            let text = format!("a:\n  b: {{\n    c: [\n      1\n{close}],\n    d: 2\n{close}}}\n  e: 3\n");
            assert_eq!(value(&text), json!({"a": {"b": {"c": [1], "d": 2}, "e": 3}}), "{text}");
        }
    }

    #[test]
    fn numbers_that_do_not_fit_into_a_float_keep_their_digits_or_their_text() {
        let digits = "9".repeat(400);
        let parsed = parse(&format!("a: {digits}\nb: -{digits}\nc: 1e999\nd: [-1.5e400]\n"), "x.yaml").expect("YAML");
        assert!(parsed.value["a"].is_number() && parsed.value["b"].is_number());
        assert_eq!(parsed.digits.len(), 2);
        assert_eq!(parsed.digits[1].1, format!("-{digits}"));
        assert_eq!((&parsed.value["c"], &parsed.value["d"]), (&json!("1e999"), &json!(["-1.5e400"])));
        let places: Vec<String> = parsed.out_of_range.iter().map(|(place, _)| place.to_string()).collect();
        assert_eq!(places, ["x.yaml#/c", "x.yaml#/d/0"]);
    }

    #[test]
    fn anchors_aliases_and_merge_keys_are_copied() {
        let text = "
base: &base {a: 1, b: 2}
more: &more {c: 3, b: 9}
one: {<<: *base, b: 5}
two: {<<: [*base, *more], d: 4}
list: [*base]
";
        let value = value(text);
        assert_eq!(value["one"], json!({"a": 1, "b": 5}));
        assert_eq!(value["two"], json!({"a": 1, "b": 2, "c": 3, "d": 4}));
        assert_eq!(value["list"], json!([{"a": 1, "b": 2}]));
    }

    #[test]
    fn a_duplicate_key_is_recorded() {
        let parsed = parse("a: {x: 1, y: 2, x: 3}\n", "b.yaml").expect("YAML");
        assert_eq!(parsed.value, json!({"a": {"x": 3, "y": 2}}));
        assert_eq!(parsed.duplicates, [Pointer::in_document("b.yaml", "/a/x")]);
    }

    #[test]
    fn an_alias_bomb_is_rejected() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
        }
        assert!(matches!(parse(&text, ""), Err(ParseError::AliasBomb)));
    }

    #[test]
    fn deep_nesting_and_an_alias_inside_its_own_anchor_are_rejected() {
        let deep = "[".repeat(10_000) + &"]".repeat(10_000);
        assert!(matches!(parse(&deep, ""), Err(ParseError::TooDeep { .. })));
        let nested: String = (0..1_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
        assert!(matches!(parse(&nested, ""), Err(ParseError::TooDeep { .. })));
        assert!(matches!(parse("a: &a [*a]\n", ""), Err(ParseError::Syntax { .. })));
    }

    #[test]
    fn a_syntax_error_has_its_place_in_bytes() {
        match parse("é: é\nb: [1\nc: 2\n", "") {
            Err(ParseError::Syntax { offset, message }) => {
                assert!(message.starts_with("invalid YAML"), "{message}");
                assert!((7..=18).contains(&offset), "{offset}");
            }
            other => panic!("expected a syntax error, found {other:?}"),
        }
    }

    #[test]
    fn an_empty_text_is_null_and_further_documents_are_counted() {
        assert_eq!(value(""), Value::Null);
        assert_eq!(value("# only a comment\n"), Value::Null);
        let parsed = parse("a: 1\n---\nb: 2\n", "").expect("YAML");
        assert_eq!((parsed.value, parsed.documents), (json!({"a": 1}), 2));
    }
}
