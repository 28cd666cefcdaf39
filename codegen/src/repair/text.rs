//! Prints overlays as JSON or YAML.

use super::Overlay;
use serde_json::{Value, json};

/// The key that marks an overlay as written by this command, and its value. A user who takes the file over removes it.
pub(crate) const MARK: &str = "x-written-by";
pub(crate) const MARKED: &str = "bindery verify";

/// The format of an overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Yaml,
}

/// Prints an overlay. `earlier` are actions that it had before; `extends` names its document, unless that is the main one.
pub(crate) fn print(
    overlay: &Overlay,
    earlier: &[Value],
    extends: Option<&str>,
    title: &str,
    format: Format,
) -> String {
    let title = format!("What recorded traffic says about {title}");
    let mut file = json!({"overlay": "1.0.0", "info": {"title": title, "version": "1.0.0"}, MARK: MARKED});
    if let Some(extends) = extends {
        file["extends"] = extends.into();
    }
    file["actions"] = earlier.iter().chain(&overlay.actions).cloned().collect();
    match format {
        Format::Json => format!("{file:#}\n"),
        Format::Yaml => {
            let mut out = String::new();
            yaml(&file, 0, &mut out);
            out
        }
    }
}

/// Writes a value in block style. Strings that YAML might read as something else are quoted as in JSON, which YAML includes.
fn yaml(value: &Value, depth: usize, out: &mut String) {
    let pad = "  ".repeat(depth);
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, value) in members {
                out.push_str(&pad);
                out.push_str(&scalar(&Value::from(key.as_str())));
                inside(value, depth + 1, out);
            }
        }
        Value::Array(elements) if !elements.is_empty() => {
            for element in elements {
                let mut text = String::new();
                yaml(element, depth + 1, &mut text);
                // The first line of an element follows its dash.
                let rest = text.get(pad.len() + 2..).unwrap_or_default();
                out.push_str(&format!("{pad}- {rest}"));
            }
        }
        other => out.push_str(&format!("{pad}{}\n", scalar(other))),
    }
}

fn inside(value: &Value, depth: usize, out: &mut String) {
    let is_block = match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(elements) => !elements.is_empty(),
        _ => false,
    };
    if is_block {
        out.push_str(":\n");
        yaml(value, depth, out);
    } else {
        out.push_str(&format!(": {}\n", scalar(value)));
    }
}

fn scalar(value: &Value) -> String {
    match value.as_str() {
        Some(text) if is_plain(text) => text.to_owned(),
        // JSON leaves control characters of Unicode as they are, which YAML does not allow.
        Some(_) => value.to_string().chars().fold(String::new(), |out, each| {
            match each.is_control() || matches!(each, '\u{2028}' | '\u{2029}' | '\u{feff}') {
                true => out + &format!("\\u{:04x}", u32::from(each)),
                false => out + each.encode_utf8(&mut [0; 4]),
            }
        }),
        None => value.to_string(),
    }
}

/// Whether a text needs no quotes: a word that is neither a number nor a word with a meaning of its own.
fn is_plain(text: &str) -> bool {
    let begins = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '$');
    let known = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let is_known = known.iter().any(|word| text.eq_ignore_ascii_case(word));
    begins
        && !is_known
        && text.len() < 400
        && text.chars().all(|each| each.is_ascii_alphanumeric() || "_-$./".contains(each))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn yaml_is_read_back_as_it_was() {
        let actions = [
            json!({"target": "$.a['b c'][?@ == 'x']", "description": "1: \"x\" # y", "remove": true}),
            json!({"target": "$.a", "update": {"type": ["string", "null"], "no": {}, "1": [], "deep": [[1, {"a": [{"b": null}]}], "- x"]}}),
            json!({"target": "$.\u{7f}\u{85}\u{2028}", "update": {"": "", " ": "a\nb", "~": "null", "é": 1.5}}),
        ];
        let overlay = Overlay { document: String::new(), actions: actions[1..].to_vec() };
        for format in [Format::Json, Format::Yaml] {
            let text = print(&overlay, &actions[..1], Some("a/b.yaml"), "Pets: 1", format);
            let (source, found) = crate::source::parse(Path::new("overlay.yaml"), text.clone().into_bytes());
            assert!(found.is_empty(), "{text}\n{found:?}");
            let expected = json!({
                "overlay": "1.0.0", "info": {"title": "What recorded traffic says about Pets: 1", "version": "1.0.0"},
                MARK: MARKED, "extends": "a/b.yaml", "actions": actions,
            });
            assert_eq!(*source.documents.main(), expected, "{text}");
        }
    }
}
