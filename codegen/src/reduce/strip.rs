//! Removes what a description says to people: prose, examples, and extensions that no generator reads.

use crate::tree::Tree;

/// Fields without a meaning for bindings.
const PROSE: &[&str] = &["description", "summary", "externalDocs", "example", "examples", "links", "xml"];
/// The fields of `info` that say who made the description.
const OF_INFO: &[&str] = &["contact", "license", "termsOfService"];
/// Fields whose members have names of the author's choice.
const NAMED: &[&str] = &[
    "paths",
    "webhooks",
    "properties",
    "patternProperties",
    "dependentSchemas",
    "dependentRequired",
    "$defs",
    "definitions",
    "schemas",
    "responses",
    "requestBodies",
    "headers",
    "securitySchemes",
    "securityDefinitions",
    "callbacks",
    "pathItems",
    "mediaTypes",
    "content",
    "encoding",
    "variables",
    "parameters",
    "flows",
    "x-documents",
];
/// Fields that hold data, whose members are no fields.
const DATA: &[&str] = &["default", "enum", "const", "mapping", "scopes", "security"];
/// The extensions that Bindery and other generators read.
const READ: &[&str] = &[
    "x-nullable",
    "x-enum-varnames",
    "x-enum-names",
    "x-enum-elements",
    "x-ms-",
    "x-abstract",
    "x-operation-name",
    "x-operation-group",
    "x-internal",
    "x-audience",
    "x-release-lifecycle",
    "x-documents",
    "x-extensible-enum",
    "x-enumNames",
];

/// What the keys of an object are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// Fields of the description or its components, where authors also keep schemas in extensions.
    Top,
    /// Fields of anything else.
    Fields,
    /// A map whose keys are names.
    Names,
}

/// A description without prose, examples and unknown extensions.
pub(super) fn stripped(tree: &Tree) -> Tree {
    let mut tree = inside(tree, Around::Top);
    if let Tree::Object(members) = &mut tree {
        // Tags have nothing but prose.
        members.retain(|(key, _)| key != "tags");
        if let Some((_, Tree::Object(info))) = members.iter_mut().find(|(key, _)| key == "info") {
            info.retain(|(key, _)| !OF_INFO.contains(&key.as_str()));
        }
        if let Some((_, Tree::Object(components))) = members.iter_mut().find(|(key, _)| key == "components") {
            components.retain(|(key, _)| !matches!(key.as_str(), "examples" | "links"));
        }
    }
    tree
}

fn inside(tree: &Tree, around: Around) -> Tree {
    match tree {
        Tree::Object(members) => {
            let kept = members.iter().filter(|(key, value)| is_kept(key, value, around));
            let member = |(key, value): &(String, Tree)| {
                let value = match around {
                    Around::Names => inside(value, Around::Fields),
                    _ if DATA.contains(&key.as_str()) => value.clone(),
                    _ if NAMED.contains(&key.as_str()) => inside(value, Around::Names),
                    Around::Top if key == "components" => inside(value, Around::Top),
                    _ => inside(value, Around::Fields),
                };
                (key.clone(), value)
            };
            Tree::Object(kept.map(member).collect())
        }
        // The elements of an array have no names.
        Tree::Array(elements) => Tree::Array(elements.iter().map(|each| inside(each, Around::Fields)).collect()),
        Tree::Scalar(_) => tree.clone(),
    }
}

fn is_kept(key: &str, value: &Tree, around: Around) -> bool {
    let is_unknown = key.starts_with("x-") && !READ.iter().any(|known| key.starts_with(known));
    match around {
        Around::Names => true,
        Around::Top if is_unknown => matches!(value, Tree::Object(_)),
        Around::Top | Around::Fields => !is_unknown && !PROSE.contains(&key),
    }
}
