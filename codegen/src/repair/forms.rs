//! Edits the forms of Swagger 2.0, whose properties are parameters.

use super::draft::Draft;
use super::needs::Need;
use crate::verify::Kind;
use serde_json::{Value, json};

/// Edits the parameters of a form, if a need is about one as a whole. Returns whether that changes anything.
pub(super) fn edit(draft: &mut Draft, need: &Need, why: &str) -> Option<bool> {
    let operation = draft.places().operation_of_form(&need.place)?;
    let name = need.name.as_deref()?;
    let known = draft.places().form_parameter(&need.place, name);
    match (need.kind, known) {
        (Kind::MissingRequired, Some(parameter)) => Some(draft.remove(&parameter, "required", why)),
        (Kind::UndeclaredProperty, None) => {
            Some(draft.append(&operation, "parameters", vec![parameter(name, need, draft)], why))
        }
        _ => None,
    }
}

/// A parameter for values that were found.
fn parameter(name: &str, need: &Need, draft: &Draft) -> Value {
    let schema = need.values.schema(draft.version);
    let scalar = |schema: &Value| match schema["type"].as_str() {
        Some(of @ ("boolean" | "integer" | "number")) => of.to_owned(),
        _ => "string".to_owned(),
    };
    let of = match schema["type"].as_str() {
        Some("array") => {
            json!({"type": "array", "items": {"type": scalar(&schema["items"])}, "collectionFormat": "multi"})
        }
        _ if schema["format"] == "binary" => json!({"type": "file"}),
        _ => json!({"type": scalar(&schema)}),
    };
    let mut parameter = json!({"name": name, "in": "formData"});
    for (key, value) in of.as_object().into_iter().flatten() {
        parameter[key] = value.clone();
    }
    parameter
}
