//! Writes YAML 1.2 in block style. Strings are plain where no reader can take them for anything else, and otherwise quoted as in JSON.

use crate::tree::{Tree, quoted};

/// Words that YAML 1.1 or 1.2 reads as other values than strings.
const RESERVED: [&str; 12] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity"];

/// The value as YAML, with a newline at the end.
pub fn to_yaml(tree: &Tree) -> String {
    let mut out = String::new();
    match tree {
        Tree::Object(members) if !members.is_empty() => object(members, 0, &mut out),
        Tree::Array(elements) if !elements.is_empty() => array(elements, 0, &mut out),
        other => {
            out.push_str(&flat(other));
            out.push('\n');
        }
    }
    out
}

fn object(members: &[(String, Tree)], depth: usize, out: &mut String) {
    for (index, (key, value)) in members.iter().enumerate() {
        if index > 0 {
            indent(depth, out);
        }
        out.push_str(&plain(key));
        out.push(':');
        match value {
            Tree::Object(inner) if !inner.is_empty() => {
                out.push('\n');
                indent(depth + 1, out);
                object(inner, depth + 1, out);
            }
            Tree::Array(inner) if !inner.is_empty() => {
                out.push('\n');
                indent(depth + 1, out);
                array(inner, depth + 1, out);
            }
            other => {
                out.push(' ');
                out.push_str(&flat(other));
                out.push('\n');
            }
        }
    }
}

fn array(elements: &[Tree], depth: usize, out: &mut String) {
    for (index, value) in elements.iter().enumerate() {
        if index > 0 {
            indent(depth, out);
        }
        out.push_str("- ");
        match value {
            Tree::Object(inner) if !inner.is_empty() => object(inner, depth + 1, out),
            Tree::Array(inner) if !inner.is_empty() => array(inner, depth + 1, out),
            other => {
                out.push_str(&flat(other));
                out.push('\n');
            }
        }
    }
}

fn indent(depth: usize, out: &mut String) {
    out.extend(std::iter::repeat_n("  ", depth));
}

/// A value that takes no further line.
fn flat(tree: &Tree) -> String {
    match tree {
        Tree::Object(_) => "{}".to_owned(),
        Tree::Array(_) => "[]".to_owned(),
        Tree::Scalar(json) => tree.text().map_or_else(|| json.clone(), |text| plain(&text)),
    }
}

/// A string, without quotes if it cannot be anything else.
fn plain(text: &str) -> String {
    let is_word = |each: char| each.is_ascii_alphanumeric() || matches!(each, '_' | '-' | '.' | '/' | '$');
    let first = text.chars().next();
    let starts = first.is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, '/' | '$' | '_'));
    let is_reserved = RESERVED.iter().any(|word| text.eq_ignore_ascii_case(word));
    if starts && !is_reserved && text.chars().all(is_word) { text.to_owned() } else { escaped(text) }
}

/// A string in quotes. Escapes what JSON allows in a string and YAML does not (YAML 1.2, 5.1).
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for each in quoted(text).chars() {
        match each {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(each)));
            }
            each => out.push(each),
        }
    }
    out
}
