//! Writes TOML: a configuration as somebody would write it, with a table for each rule.

use crate::tree::{Tree, quoted};
use std::fmt::Write as _;

/// The value of a configuration as TOML; it is an object.
pub fn to_toml(tree: &Tree) -> String {
    let (tables, keys): (Vec<_>, Vec<_>) = tree.members().iter().partition(|(_, value)| is_table(value));
    let mut text = String::new();
    lines(keys.into_iter(), &mut text);
    for (key, value) in tables {
        let is_list = matches!(value, Tree::Array(_));
        let each = if is_list { value.elements() } else { std::slice::from_ref(value) };
        for table in each {
            let (open, close) = if is_list { ("[[", "]]") } else { ("[", "]") };
            let gap = if text.is_empty() { "" } else { "\n" };
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "{gap}{open}{}{close}", bare(key));
            // What a rule is for comes before what it does.
            let (first, rest): (Vec<_>, Vec<_>) = table.members().iter().partition(|(key, _)| key == "match");
            lines(first.into_iter().chain(rest), &mut text);
        }
    }
    text
}

/// Whether a member is written as a table, or as a list of tables.
fn is_table(value: &Tree) -> bool {
    match value {
        Tree::Object(_) => true,
        Tree::Array(elements) => {
            !elements.is_empty() && elements.iter().all(|element| matches!(element, Tree::Object(_)))
        }
        Tree::Scalar(_) => false,
    }
}

fn lines<'t>(members: impl Iterator<Item = &'t (String, Tree)>, text: &mut String) {
    for (key, value) in members {
        let _ = writeln!(text, "{} = {}", bare(key), inline(value));
    }
}

/// A value on one line.
fn inline(value: &Tree) -> String {
    match value {
        Tree::Object(members) if members.is_empty() => "{}".to_owned(),
        Tree::Object(members) => {
            let each = members.iter().map(|(key, value)| format!("{} = {}", bare(key), inline(value)));
            format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
        }
        Tree::Array(elements) => format!("[{}]", elements.iter().map(inline).collect::<Vec<_>>().join(", ")),
        // A basic string has the escapes of JSON, and one character more that has to be escaped.
        Tree::Scalar(text) => text.replace('\u{7f}', "\\u007F"),
    }
}

/// A key, in quotes if it has to be.
fn bare(key: &str) -> String {
    let is_bare = |each: char| each.is_ascii_alphanumeric() || matches!(each, '-' | '_');
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { quoted(key).replace('\u{7f}', "\\u007F") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn it_is_read_as_what_was_written() {
        let whole = json!({
            "dates": "jiff", "deny": ["B0302", "a\"b\\c\u{7f}\n"], "client": {"headers": {"x-a": "1", "b.c": ""}, "timeout": 1.5, "empty": {}},
            "rule": [{"match": {"property": "a*"}, "alias": ["x"], "secret": true}, {"match": "B", "paging": {"style": "cursor", "size": 3}}],
            "overlays": [],
        });
        let text = to_toml(&Tree::of(&whole));
        let read: Value = ::toml::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(read, whole, "{text}");
        assert!(text.contains("\n[[rule]]\nmatch = { property = \"a*\" }\nalias = [\"x\"]\nsecret = true\n"), "{text}");
    }
}
