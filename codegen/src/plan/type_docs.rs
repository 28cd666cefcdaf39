//! The docs of types and their fields.

use super::{Presence, rustdoc};
use crate::api::{self, Definition, Property};
use crate::diag::Pointer;
use crate::text::Line;

pub(super) fn type_docs(definition: &Definition) -> Vec<Line> {
    let mut docs = prose(&definition.docs, || place_as_docs(&definition.pointer));
    if definition.docs.deprecated {
        rustdoc::paragraph(&mut docs, "Deprecated.");
    }
    docs
}

/// The prose of the description, else a substitute.
pub(super) fn prose(docs: &api::Docs, otherwise: impl FnOnce() -> Line) -> Vec<Line> {
    let lines = docs.text.as_deref().map(rustdoc::lines).unwrap_or_default();
    if lines.is_empty() { vec![otherwise()] } else { lines }
}

/// The wire name, if nothing else is known. A number or a symbol alone would say nothing.
pub(super) fn name_as_docs(what: &str, name: &str) -> Line {
    let shown = rustdoc::code(name);
    match name.contains(char::is_alphabetic) {
        true => format!("`{shown}`").into(),
        false => format!("The {what} `{shown}`.").into(),
    }
}

/// The place of a type without prose, relative to the nearest name around it.
pub(super) fn place_as_docs(pointer: &Pointer) -> Line {
    let segments: Vec<String> = pointer.segments().collect();
    let is_keyword = |at: usize| {
        let is_name = at.checked_sub(1).is_some_and(|before| {
            matches!(
                segments[before].as_str(),
                "schemas"
                    | "properties"
                    | "patternProperties"
                    | "definitions"
                    | "$defs"
                    | "responses"
                    | "requestBodies"
                    | "parameters"
            )
        });
        let keyword = segments[at].as_str();
        !is_name
            && (!keyword.contains(char::is_alphabetic)
                || matches!(
                    keyword,
                    "items"
                        | "prefixItems"
                        | "additionalProperties"
                        | "allOf"
                        | "anyOf"
                        | "oneOf"
                        | "schema"
                        | "not"
                        | "contains"
                        | "then"
                        | "else"
                        | "if"
                        | "unevaluatedProperties"
                        | "additionalItems"
                        | "propertyNames"
                ))
    };
    let name = (0..segments.len()).rev().find(|at| !is_keyword(*at));
    let Some(name) = name else { return "A value of the API.".into() };
    let shown = rustdoc::code(&segments[name]);
    let of = match segments.get(name + 1).map(String::as_str) {
        None => return name_as_docs("schema", &segments[name]),
        Some("items" | "prefixItems" | "contains" | "additionalItems") => "An element of",
        Some("additionalProperties" | "unevaluatedProperties") => "A value of",
        Some("anyOf" | "oneOf") => "A variant of",
        Some(_) => "A part of",
    };
    format!("{of} `{shown}`.").into()
}

pub(super) fn property_docs(property: &Property, presence: Presence, withheld: bool, server_set: bool) -> Vec<Line> {
    let mut docs = prose(&property.docs, || name_as_docs("property", &property.name));
    if let Some(pattern) = &property.docs.pattern {
        rustdoc::paragraph(&mut docs, &format!("Matches `{}`.", rustdoc::code(pattern)));
    }
    if let Some(keys) = property.docs.keys.as_ref().and_then(rustdoc::keys) {
        rustdoc::paragraph(&mut docs, &keys);
    }
    if let Some(default) = &property.docs.default {
        let text = crate::dialect::plain_text(default);
        rustdoc::paragraph(&mut docs, &format!("Default or example: `{}`.", rustdoc::code(&text)));
    }
    if let Some(example) = rustdoc::example(&property.docs) {
        rustdoc::paragraph(&mut docs, &example);
    }
    if withheld {
        rustdoc::paragraph(&mut docs, "Required in requests; responses may omit it.");
    }
    if presence == Presence::Expected {
        rustdoc::paragraph(&mut docs, "Required by the description; responses may omit it.");
    }
    if server_set {
        rustdoc::paragraph(&mut docs, "Set by the server.");
    }
    if property.docs.deprecated {
        rustdoc::paragraph(&mut docs, "Deprecated.");
    }
    docs
}
