//! Widens schemas to values of other types.

use super::draft::Draft;
use super::needs::Need;
use crate::diag::Pointer;
use crate::dialect::Version;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// Keywords that do not constrain values: they stay where they are when a schema becomes a part of another one.
const ANNOTATIONS: [&str; 12] = [
    "title",
    "description",
    "deprecated",
    "default",
    "example",
    "examples",
    "readOnly",
    "writeOnly",
    "nullable",
    "externalDocs",
    "xml",
    "$comment",
];
/// What a parameter of Swagger 2.0 has beside its schema.
const PARAMETER: [&str; 4] = ["name", "in", "required", "collectionFormat"];

pub(super) fn is_annotation(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || key.starts_with("x-") || key.starts_with('$') && key != "$ref" && key != "$dynamicRef"
}

/// Makes a schema accept other types. Returns whether it has changed.
pub(super) fn widen(draft: &mut Draft, need: &Need, why: &str) -> bool {
    let place = &need.place;
    let Some(schema) = draft.members(place) else { return false };
    let is_parameter = is_parameter(schema) || draft.version == Version::V20 && is_element(draft, place);
    let Some(variants) = need.values.variants(draft.version) else { return false };
    let found = need.values.types();
    let declared = declared(schema);
    if declared.contains(&"integer") && found.iter().all(|found| ["integer", "number"].contains(found)) {
        return widen_number(draft, place, found.contains(&"number"), why);
    }
    if is_parameter {
        let is_list = found.contains(&"array") && !declared.contains(&"array");
        return if is_list { repeat_parameter(draft, place, why) } else { widen_parameter(draft, place, why) };
    }
    if found == ["string"] && schema.contains_key("contentSchema") {
        // A text that is not JSON.
        return ["contentSchema", "contentMediaType"]
            .iter()
            .fold(false, |has_changed, key| draft.remove(place, key, why) | has_changed);
    }
    let new: Vec<Value> = variants.into_iter().filter(|each| !declared.iter().any(|of| each["type"] == *of)).collect();
    if new.is_empty() {
        return false;
    }
    if ["oneOf", "anyOf"].iter().any(|key| schema.contains_key(*key)) {
        let variants = self::variants(draft, need);
        return !add_variants(draft, place, variants, why).is_empty();
    }
    let is_scalar = |name: &str| !["array", "object"].contains(&name);
    let has_values = schema.contains_key("enum") || schema.contains_key("const");
    let only_types = new.iter().all(|each| each["type"].as_str().is_some_and(is_scalar));
    match draft.version {
        Version::V20 => to_any(draft, place, why),
        Version::V31 if only_types && !has_values && !declared.is_empty() => {
            let types: Vec<Value> = declared.iter().map(|name| json!(name)).collect();
            let types: Vec<Value> = types.into_iter().chain(new.iter().map(|each| each["type"].clone())).collect();
            draft.set(place, "type", types.into(), why)
        }
        Version::V30 | Version::V31 => wrap(draft, place, new, why),
    }
}

/// The types that a schema names.
fn declared(schema: &Map<String, Value>) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(only)) => vec![only],
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is_parameter(schema: &Map<String, Value>) -> bool {
    schema.get("in").is_some_and(Value::is_string) && schema.get("name").is_some_and(Value::is_string)
}

/// Whether a schema is that of the elements of a parameter of Swagger 2.0.
fn is_element(draft: &Draft, place: &Pointer) -> bool {
    let mut outwards = std::iter::successors(Some(place.clone()), Pointer::parent);
    let around = outwards.find(|place| place.last().as_deref() != Some("items"));
    around.as_ref() != Some(place) && around.is_some_and(|around| draft.members(&around).is_some_and(is_parameter))
}

/// In Swagger 2.0, a parameter is its own schema, and a string can be anything.
fn widen_parameter(draft: &mut Draft, place: &Pointer, why: &str) -> bool {
    let has_changed = draft.set(place, "type", json!("string"), why);
    ["format", "enum", "items"].iter().fold(has_changed, |has_changed, key| draft.remove(place, key, why) | has_changed)
}

/// Lets a parameter of Swagger 2.0 occur several times.
fn repeat_parameter(draft: &mut Draft, place: &Pointer, why: &str) -> bool {
    let items = json!({"type": "string"});
    let has_changed = draft.set(place, "type", json!("array"), why) | draft.set(place, "items", items, why);
    let has_changed = draft.set(place, "collectionFormat", json!("multi"), why) | has_changed;
    ["format", "enum"].iter().fold(has_changed, |has_changed, key| draft.remove(place, key, why) | has_changed)
}

/// Widens an integer to 64 bits, or to any number.
fn widen_number(draft: &mut Draft, place: &Pointer, is_fraction: bool, why: &str) -> bool {
    let format = draft.get(place, "format").and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_narrow = ["int8", "int16", "int32", "uint8", "uint16", "uint32"].contains(&format.as_str());
    if !is_fraction {
        return is_narrow && draft.set(place, "format", json!("int64"), why);
    }
    if format.contains("int") {
        draft.remove(place, "format", why);
    }
    let wider = match draft.get(place, "type") {
        Some(Value::Array(types)) => {
            let other = types.iter().filter(|each| **each != json!("integer") && **each != json!("number"));
            [json!("number")].into_iter().chain(other.cloned()).collect::<Vec<_>>().into()
        }
        _ => json!("number"),
    };
    draft.set(place, "type", wider, why)
}

/// Makes a schema the first of several alternatives. Annotations stay where they are.
pub(super) fn wrap(draft: &mut Draft, place: &Pointer, others: Vec<Value>, why: &str) -> bool {
    if draft.version == Version::V20 {
        return to_any(draft, place, why);
    }
    let Some(schema) = draft.members(place) else { return false };
    // In 3.0, `nullable` has a meaning only beside a type.
    let is_inner = |key: &str| !is_annotation(key) || key == "nullable" && schema.contains_key("type");
    let inner: Map<String, Value> =
        schema.iter().filter(|(key, _)| is_inner(key)).map(|(key, value)| (key.clone(), value.clone())).collect();
    if inner.is_empty() {
        return false;
    }
    for key in inner.keys() {
        draft.remove(place, key, why);
    }
    let variants: Vec<Value> = [inner.into()].into_iter().chain(others).collect();
    draft.set(place, "anyOf", variants.into(), why)
}

/// The variants for the values of a need.
pub(super) fn variants(draft: &Draft, need: &Need) -> Vec<Value> {
    let variants = need.values.variants(draft.version).unwrap_or_default();
    let null = (need.values.has_null() && draft.version == Version::V31).then(|| json!({"type": "null"}));
    variants.into_iter().chain(null).collect()
}

/// The same, but an object has only properties that other variants have, too, and is open. A property that only one variant has is what
/// tells it apart, so that values without it would not be of this variant.
pub(super) fn open_variants(draft: &Draft, need: &Need) -> Vec<Value> {
    let places = draft.places();
    let others = places.facets(&need.place).into_iter().flat_map(|facet| {
        let count = |keyword: &str| draft.get(&facet, keyword).and_then(Value::as_array).map_or(0, Vec::len);
        let each = ["oneOf", "anyOf"].map(|keyword| (keyword, count(keyword)));
        each.into_iter()
            .flat_map(|(keyword, count)| (0..count).map(move |index| (keyword, index)))
            .map(|(keyword, index)| facet.join(keyword).join(index))
            .collect::<Vec<_>>()
    });
    let parts = others.flat_map(|variant| places.facets(&variant));
    let properties = parts.filter_map(|part| draft.get(&part, "properties")?.as_object());
    let known: HashSet<&String> = properties.flat_map(Map::keys).collect();
    let mut variants = need.values.variants(draft.version).unwrap_or_default();
    for variant in variants.iter_mut().filter(|variant| variant["type"] == "object") {
        if let Some(Value::Object(properties)) = variant.get_mut("properties") {
            properties.retain(|name, _| known.contains(name));
        }
        variant["additionalProperties"] = true.into();
    }
    variants
}

/// Adds variants to a union. Returns those that are new; none if there is no union.
pub(super) fn add_variants(draft: &mut Draft, place: &Pointer, mut variants: Vec<Value>, why: &str) -> Vec<Value> {
    for facet in draft.places().facets(place) {
        for keyword in ["oneOf", "anyOf"] {
            let Some(Value::Array(known)) = draft.get(&facet, keyword) else { continue };
            variants.retain(|variant| !known.contains(variant));
            let is_new = !variants.is_empty() && draft.append(&facet, keyword, variants.clone(), why);
            return if is_new { variants } else { Vec::new() };
        }
    }
    let is_list = draft.get(place, "type").is_some_and(Value::is_array);
    if is_list && draft.version == Version::V31 && wrap(draft, place, variants.clone(), why) {
        return variants;
    }
    Vec::new()
}

/// Drops variants that were added.
pub(super) fn drop_variants(draft: &mut Draft, place: &Pointer, added: &[Value], why: &str) {
    for facet in draft.places().facets(place) {
        for keyword in ["oneOf", "anyOf"] {
            let Some(Value::Array(known)) = draft.get(&facet, keyword) else { continue };
            let left: Vec<Value> = known.iter().filter(|variant| !added.contains(variant)).cloned().collect();
            if left.len() < known.len() && !left.is_empty() {
                draft.set(&facet, keyword, left.into(), why);
            }
        }
    }
}

/// Drops the discriminator of a union, whose tags are not all there are.
pub(super) fn untag(draft: &mut Draft, place: &Pointer, why: &str) -> bool {
    let facets = draft.places().facets(place);
    facets.iter().fold(false, |has_changed, facet| draft.remove(facet, "discriminator", why) | has_changed)
}

/// Makes a schema accept any value: only its annotations stay.
pub(super) fn to_any(draft: &mut Draft, place: &Pointer, why: &str) -> bool {
    let Some(schema) = draft.members(place) else { return false };
    let is_parameter = is_parameter(schema);
    let stays = |key: &str| is_annotation(key) || is_parameter && PARAMETER.contains(&key);
    let keys: Vec<String> = schema.keys().filter(|key| !stays(key)).cloned().collect();
    if is_parameter {
        return widen_parameter(draft, place, why);
    }
    keys.iter().fold(false, |has_changed, key| draft.remove(place, key, why) | has_changed)
}
