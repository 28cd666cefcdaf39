//! Keywords that Rust types cannot express.

use super::read::{Node, Reader};
use crate::diag::{Code, Diagnostic};
use serde_json::{Map, Value};

/// Conditional and negative keywords. Those that only bound a value (`maximum`, `pattern`) are not among them: every
/// client leaves these to the server.
const KEYWORDS: &[&str] = &[
    "then",
    "else",
    "not",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contains",
    "propertyNames",
];

/// Whether a schema uses `not` to allow no value.
pub(super) fn forbids_everything(members: &Map<String, Value>) -> bool {
    match members.get("not") {
        Some(Value::Bool(all)) => *all,
        Some(Value::Object(all)) => all.is_empty(),
        _ => false,
    }
}

/// Reports, once per schema, which keywords are ignored.
pub(super) fn report(reader: &mut Reader<'_>, node: &Node<'_>, tells_keys: bool) {
    let says = |keyword: &&str| match (*keyword, node.members.get(*keyword)) {
        (_, None | Some(Value::Null)) => false,
        // Becomes docs.
        ("propertyNames", Some(_)) if tells_keys => false,
        // Without `if` they have no effect (JSON Schema 2020-12, 10.2.2).
        ("then" | "else", Some(_)) if !node.members.contains_key("if") => false,
        ("not", Some(Value::Bool(_))) => false,
        (_, Some(Value::Bool(all))) => !all,
        (_, Some(Value::Object(members))) => !members.is_empty(),
        (_, Some(_)) => true,
    };
    let keywords: Vec<String> =
        KEYWORDS.iter().filter(|keyword| says(keyword)).map(|keyword| format!("`{keyword}`")).collect();
    if !keywords.is_empty() {
        let (noun, verb, object) =
            if keywords.len() == 1 { ("keyword", "is", "it") } else { ("keywords", "are", "them") };
        let message = format!("the {noun} {} {verb} ignored: Rust types cannot express {object}", keywords.join(", "));
        reader.report(Diagnostic::new(Code::LeftOut, &node.pointer, message));
    }
}
