//! Prints overlays as JSON or YAML.

use super::Overlay;
use crate::tree::Tree;
use crate::yaml::to_yaml;
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
        Format::Yaml => to_yaml(&Tree::of(&file)),
    }
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
