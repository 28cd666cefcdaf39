//! Reads an overlay: its version, what it extends, its actions.

use super::json_path::{JsonPath, Wrong};
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use crate::text::{closest, kind};
use serde_json::{Map, Value};

/// An overlay.
pub(super) struct Overlay<'v> {
    /// The document that it extends, and the place of that field.
    pub(super) extends: Option<(Pointer, &'v str)>,
    pub(super) actions: Vec<Action<'v>>,
}

/// One action of an overlay.
pub(super) struct Action<'v> {
    pub(super) place: Pointer,
    pub(super) target: JsonPath,
    pub(super) change: Change<'v>,
}

/// The effect of an action on the values that its target selects.
pub(super) enum Change<'v> {
    Remove,
    Update(&'v Value),
    Copy(JsonPath),
    /// None: the action has no operation, or both `update` and `copy`, which exclude each other.
    Nothing(&'static str),
}

/// An overlay, if it can be applied at all, and all its problems.
pub(super) fn overlay<'v>(root: &Pointer, value: &'v Value) -> (Option<Overlay<'v>>, Diagnostics) {
    let mut read = Reader { diagnostics: Diagnostics::new() };
    let overlay = read.overlay(root, value);
    (overlay, read.diagnostics)
}

struct Reader {
    diagnostics: Diagnostics,
}

impl Reader {
    fn refuse(&mut self, place: &Pointer, message: impl Into<String>, expected: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(Code::Overlay, place, message).expected(expected));
    }

    fn overlay<'v>(&mut self, root: &Pointer, value: &'v Value) -> Option<Overlay<'v>> {
        let Some(members) = value.as_object() else {
            self.refuse(
                root,
                format!("the file is {}, not an overlay", kind(value)),
                "an object with \"overlay\" and \"actions\"",
            );
            return None;
        };
        self.version(root, members)?;
        self.unknown_keys(root, members, &["overlay", "info", "extends", "actions"]);
        let extends = match members.get("extends") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some((root.join("extends"), text.as_str())),
            Some(other) => {
                self.refuse(
                    &root.join("extends"),
                    format!("\"extends\" is {}", kind(other)),
                    "the URL or path of a document, as a string",
                );
                None
            }
        };
        let place = root.join("actions");
        let actions = match members.get("actions") {
            Some(Value::Array(actions)) if !actions.is_empty() => actions,
            found => {
                let (place, message) = match found {
                    None => (root, "the overlay has no actions".to_owned()),
                    Some(Value::Array(_)) => (&place, "the list of actions is empty".to_owned()),
                    Some(other) => (&place, format!("\"actions\" is {}", kind(other))),
                };
                self.refuse(place, message, "\"actions\": an array of objects, each with a \"target\"");
                return None;
            }
        };
        let actions: Vec<_> =
            actions.iter().enumerate().filter_map(|(index, value)| self.action(&place.join(index), value)).collect();
        Some(Overlay { extends, actions })
    }

    /// All versions are read by the rules of 1.1, since overlays that declare 1.0 use them, too.
    fn version(&mut self, root: &Pointer, members: &Map<String, Value>) -> Option<()> {
        let supported = "\"overlay\": \"1.0.0\" or \"1.1.0\"";
        let is_patch = ["openapi", "swagger", "paths", "components"].iter().any(|key| members.contains_key(*key));
        let version = match members.get("overlay") {
            Some(Value::String(version)) => version.clone(),
            // Without quotes, `1.0` is a number in YAML.
            Some(Value::Number(number)) => number.to_string(),
            Some(other) => {
                self.refuse(&root.join("overlay"), format!("the version is {}", kind(other)), supported);
                return None;
            }
            None => {
                let expected = match is_patch {
                    true => format!("{supported}; list a JSON Merge Patch under \"patches\", or pass it as --patch"),
                    false => supported.to_owned(),
                };
                self.refuse(root, "the file is not an overlay: it has no \"overlay\" field", expected);
                return None;
            }
        };
        let known = ["1.0", "1.1"].iter().any(|minor| {
            version.trim().strip_prefix(minor).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
        });
        if !known {
            self.refuse(&root.join("overlay"), format!("version {version:?} of overlays is not supported"), supported);
            return None;
        }
        Some(())
    }

    fn action<'v>(&mut self, place: &Pointer, value: &'v Value) -> Option<Action<'v>> {
        let Some(members) = value.as_object() else {
            self.refuse(place, format!("the action is {}", kind(value)), "an object with a \"target\"");
            return None;
        };
        self.unknown_keys(place, members, &["target", "description", "update", "remove", "copy"]);
        let target = self.path(place, members, "target");
        let remove = match members.get("remove") {
            None | Some(Value::Null) => false,
            Some(Value::Bool(remove)) => *remove,
            Some(other) => {
                self.refuse(&place.join("remove"), format!("\"remove\" is {}", kind(other)), "true or false");
                return None;
            }
        };
        let change = match (remove, members.get("update"), members.contains_key("copy")) {
            (true, ..) => Change::Remove,
            (false, Some(_), true) => Change::Nothing("\"update\" and \"copy\" exclude each other: neither is applied"),
            (false, Some(update), false) => Change::Update(update),
            (false, None, true) => Change::Copy(self.path(place, members, "copy")?),
            (false, None, false) => Change::Nothing("the action has neither \"update\" nor \"remove\" nor \"copy\""),
        };
        Some(Action { place: place.clone(), target: target?, change })
    }

    fn path(&mut self, action: &Pointer, members: &Map<String, Value>, key: &str) -> Option<JsonPath> {
        let place = action.join(key);
        match members.get(key) {
            Some(Value::String(text)) => match JsonPath::parse(text) {
                Ok(path) => Some(path),
                Err(Wrong { message, expected }) => {
                    self.refuse(&place, message, expected);
                    None
                }
            },
            Some(other) => {
                self.refuse(&place, format!("{key:?} is {}", kind(other)), "a JSONPath expression, as a string");
                None
            }
            None => {
                self.refuse(
                    action,
                    format!("the action has no {key:?}"),
                    "a JSONPath expression such as $.paths['/pets'].get",
                );
                None
            }
        }
    }

    fn unknown_keys(&mut self, place: &Pointer, members: &Map<String, Value>, known: &[&str]) {
        for key in members.keys().filter(|key| !known.contains(&key.as_str()) && !key.starts_with("x-")) {
            let expected = match closest(key, known.iter().copied()) {
                Some(near) => format!("{near:?}"),
                None => format!("one of {}, or an extension that begins with x-", known.join(", ")),
            };
            let message = format!("{key:?} is not a field here; it is ignored");
            self.diagnostics.push(Diagnostic::new(Code::Tolerated, &place.join(key), message).expected(expected));
        }
    }
}
