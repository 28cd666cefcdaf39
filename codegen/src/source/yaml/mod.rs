//! YAML text (YAML 1.2) to the value that its author meant.
//!
//! The events of the parser are composed into nodes, in which an alias shares the node of its anchor, and the nodes
//! into values. Scalars follow the core schema, so that `on`, `no` and dates are text; where a description always has
//! text (`version: 1.0`) they keep their letters. Aliases and merge keys are copied within a budget.

mod compose;
mod convert;
mod locate;
mod scalar;

pub(super) use locate::locate;

use super::{Parsed, Trouble};

/// Reads YAML text. Of a name that occurs twice, the last one counts, and it is noted.
pub(super) fn parse(text: &str, document: &str) -> Result<Parsed, Trouble> {
    let (root, documents) = compose::compose(text)?;
    let convert::Converted { value, duplicates, digits } = convert::convert(&root, document)?;
    Ok(Parsed { value, duplicates, digits, documents })
}

/// From the parser's positions, which count characters, to byte offsets.
struct Characters<'t> {
    text: &'t str,
    /// The byte offset of each character whose number is a multiple of [`STRIDE`]; empty when characters are bytes.
    marks: Vec<usize>,
}

const STRIDE: usize = 256;

impl<'t> Characters<'t> {
    fn of(text: &'t str) -> Self {
        let marks = match text.is_ascii() {
            true => Vec::new(),
            false => text.char_indices().step_by(STRIDE).map(|(at, _)| at).collect(),
        };
        Self { text, marks }
    }

    fn offset(&self, character: usize) -> usize {
        if self.marks.is_empty() {
            return character.min(self.text.len());
        }
        let Some(start) = self.marks.get(character / STRIDE) else { return self.text.len() };
        let rest = self.text.get(*start..).unwrap_or_default();
        start + rest.char_indices().nth(character % STRIDE).map_or(rest.len(), |(at, _)| at)
    }
}

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
    fn a_name_that_occurs_twice_is_noted() {
        let parsed = parse("a: {x: 1, y: 2, x: 3}\n", "b.yaml").expect("YAML");
        assert_eq!(parsed.value, json!({"a": {"x": 3, "y": 2}}));
        assert_eq!(parsed.duplicates, [Pointer::in_document("b.yaml", "/a/x")]);
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
        }
        assert!(matches!(parse(&text, ""), Err(Trouble::AliasBomb)));
    }

    #[test]
    fn deep_nesting_and_an_alias_inside_its_own_anchor_are_refused() {
        let deep = "[".repeat(10_000) + &"]".repeat(10_000);
        assert!(matches!(parse(&deep, ""), Err(Trouble::TooDeep { .. })));
        let nested: String = (0..1_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
        assert!(matches!(parse(&nested, ""), Err(Trouble::TooDeep { .. })));
        assert!(matches!(parse("a: &a [*a]\n", ""), Err(Trouble::Syntax { .. })));
    }

    #[test]
    fn a_syntax_error_has_its_place_in_bytes() {
        match parse("é: é\nb: [1\nc: 2\n", "") {
            Err(Trouble::Syntax { offset, message }) => {
                assert!(message.starts_with("the text is not YAML"), "{message}");
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
