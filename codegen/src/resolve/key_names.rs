//! `propertyNames`: the keys of an object (JSON Schema 2020-12, 10.3.2.4).

use super::read::{Node, Reader};
use super::schema::KeyNames;
use serde_json::Value;

/// Keywords for keys that docs can express, or that every client leaves to the server.
const TOLD: &[&str] = &[
    "$comment",
    "const",
    "default",
    "deprecated",
    "description",
    "enum",
    "example",
    "examples",
    "format",
    "maxLength",
    "minLength",
    "pattern",
    "title",
    "type",
];

/// Reads `propertyNames`. `None` if it is missing, or has keywords that docs cannot express.
pub(super) fn read<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Option<KeyNames> {
    let value = node.members.get("propertyNames").filter(|value| value.is_object())?;
    let names = reader.object(&node.pointer.join("propertyNames"), value)?;
    if names.members.keys().any(|key| !key.starts_with("x-") && !TOLD.contains(&key.as_str())) {
        return None;
    }
    let listed = names.members.get("enum").and_then(Value::as_array).into_iter().flatten();
    let values = listed.chain(names.members.get("const")).filter_map(Value::as_str).map(str::to_owned).collect();
    let pattern = names.members.get("pattern").and_then(Value::as_str).map(str::to_owned);
    Some(KeyNames { values, pattern })
}
