//! Edits the values that a schema accepts: null, and the values of an enum.

use super::draft::Draft;
use super::needs::Need;
use super::widen::{is_annotation, wrap};
use crate::diag::Pointer;
use crate::dialect::{TELLING, Version};
use crate::verify::Listed;
use serde_json::{Value, json};

/// Makes a schema accept null. Returns whether it has changed.
pub(super) fn add_null(draft: &mut Draft, place: &Pointer, why: &str) -> bool {
    let Some(schema) = draft.members(place) else { return false };
    let is_reference = schema.get("$ref").is_some_and(Value::is_string);
    match draft.version {
        Version::V31 => add_null_type(draft, place, why),
        Version::V20 | Version::V30 => {
            let keyword = if draft.version == Version::V20 { "x-nullable" } else { "nullable" };
            // Members beside a reference are ignored.
            let has_changed = is_reference && wrap_reference(draft, place, why);
            let is_set = draft.set(place, keyword, true.into(), why);
            add_null_value(draft, place, why) | is_set | has_changed
        }
    }
}

fn wrap_reference(draft: &mut Draft, place: &Pointer, why: &str) -> bool {
    let Some(reference) = draft.get(place, "$ref").cloned() else { return false };
    draft.remove(place, "$ref", why) && draft.set(place, "allOf", json!([{"$ref": reference}]), why)
}

fn add_null_type(draft: &mut Draft, place: &Pointer, why: &str) -> bool {
    let Some(schema) = draft.members(place) else { return false };
    let composed: Vec<&str> =
        ["$ref", "allOf", "anyOf", "oneOf", "not", "if"].into_iter().filter(|key| schema.contains_key(*key)).collect();
    let types = match schema.get("type") {
        Some(Value::String(only)) => vec![json!(only)],
        Some(Value::Array(types)) => types.clone(),
        _ => Vec::new(),
    };
    let is_constant = schema.contains_key("const");
    match composed.as_slice() {
        [] if types.is_empty() && !is_constant => {
            let telling = TELLING.iter().find(|(key, _)| schema.contains_key(*key));
            let implied = telling.map(|(_, name)| json!([name, "null"]));
            let is_set = implied.is_some_and(|types| draft.set(place, "type", types, why));
            add_null_value(draft, place, why) | is_set
        }
        [] => {
            let is_listed = add_null_value(draft, place, why);
            let has_null = types.is_empty() || types.contains(&json!("null"));
            let types: Vec<Value> = types.into_iter().chain([json!("null")]).collect();
            !has_null && draft.set(place, "type", types.into(), why) || is_listed
        }
        [keyword @ ("anyOf" | "oneOf")] if types.is_empty() && !is_constant => {
            let keyword = keyword.to_string();
            draft.append(place, &keyword, vec![json!({"type": "null"})], why)
        }
        _ => wrap(draft, place, vec![json!({"type": "null"})], why),
    }
}

/// Adds null to the listed values of a schema, if it lists any.
fn add_null_value(draft: &mut Draft, place: &Pointer, why: &str) -> bool {
    add_values(draft, place, &[Value::Null], why)
}

fn add_values(draft: &mut Draft, place: &Pointer, values: &[Value], why: &str) -> bool {
    let missing = |listed: &[Value]| values.iter().filter(|value| !listed.contains(value)).cloned().collect::<Vec<_>>();
    if let Some(Value::Array(listed)) = draft.get(place, "enum") {
        let missing = missing(listed);
        return !missing.is_empty() && draft.append(place, "enum", missing, why);
    }
    let Some(only) = draft.get(place, "const").cloned() else { return false };
    let missing = missing(std::slice::from_ref(&only));
    let listed: Vec<Value> = [only].into_iter().chain(missing).collect();
    draft.remove(place, "const", why) && draft.set(place, "enum", listed.into(), why)
}

/// Adds the values to the enum. Returns `false` if they cannot be listed, or there is no enum.
pub(super) fn list(draft: &mut Draft, need: &Need, why: &str) -> bool {
    let Listed::All(values) = &need.listed else { return false };
    let facets = draft.places().facets(&need.place);
    let is_listed = facets.iter().fold(false, |has_changed, facet| has_changed | add_values(draft, facet, values, why));
    // The values may be alternatives of one value each.
    is_listed
        || facets.iter().any(|facet| ["oneOf", "anyOf"].iter().any(|key| add_variant(draft, facet, key, values, why)))
}

fn add_variant(draft: &mut Draft, place: &Pointer, keyword: &str, values: &[Value], why: &str) -> bool {
    draft.get(place, keyword).is_some_and(Value::is_array)
        && draft.append(place, keyword, vec![json!({"enum": values})], why)
}

/// Drops the list of values. Their type stays.
pub(super) fn unlist(draft: &mut Draft, place: &Pointer, why: &str) -> bool {
    let facets = draft.places().facets(place);
    let mut has_changed = false;
    for facet in facets {
        let listed = match (draft.get(&facet, "enum"), draft.get(&facet, "const")) {
            (Some(Value::Array(listed)), _) => listed.clone(),
            (_, Some(only)) => vec![only.clone()],
            _ => continue,
        };
        let is_text = listed.iter().all(Value::is_string) && !listed.is_empty();
        let is_typed = draft.get(&facet, "type").is_some();
        has_changed |= draft.remove(&facet, "enum", why) | draft.remove(&facet, "const", why);
        if is_text && !is_typed {
            draft.set(&facet, "type", json!("string"), why);
        }
        let names: Vec<String> =
            draft.members(&facet).into_iter().flat_map(|members| members.keys().cloned()).collect();
        for name in names.iter().filter(|name| name.starts_with("x-enum") && is_annotation(name)) {
            draft.remove(&facet, name, why);
        }
    }
    has_changed
}
