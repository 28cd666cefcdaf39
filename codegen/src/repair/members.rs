//! Edits the properties of objects.

use super::draft::Draft;
use super::needs::Need;
use crate::diag::Pointer;
use crate::verify::is_data;
use serde_json::{Value, json};

/// Drops a name from the required ones, wherever a part of the schema lists it.
pub(super) fn make_optional(draft: &mut Draft, need: &Need, why: &str) -> bool {
    let Some(name) = &need.name else { return false };
    let mut has_changed = false;
    for facet in draft.places().facets(&need.place) {
        let Some(Value::Array(names)) = draft.get(&facet, "required") else { continue };
        let left: Vec<Value> = names.iter().filter(|each| each.as_str() != Some(name)).cloned().collect();
        if left.len() == names.len() {
            continue;
        }
        has_changed |= match left.is_empty() {
            // Before 2020-12, an empty list is not allowed.
            true => draft.remove(&facet, "required", why),
            false => draft.set(&facet, "required", left.into(), why),
        };
    }
    has_changed
}

/// Declares a property. A name that is data is declared by `additionalProperties`.
pub(super) fn declare(draft: &mut Draft, need: &Need, why: &str) -> bool {
    let Some(name) = &need.name else { return false };
    let Some(place) = owner(draft, &need.place) else { return false };
    let schema = need.values.schema(draft.version);
    if is_data(name) {
        // The values of other such names may have other types.
        return open(draft, &need.place, why);
    }
    match draft.get(&place, "properties") {
        None => draft.set(&place, "properties", json!({name: schema}), why),
        Some(Value::Object(_)) => draft.set(&place.join("properties"), name, schema, why),
        Some(_) => false,
    }
}

/// The part of a schema that gets a new property: one that allows no others, else one with properties of its own.
fn owner(draft: &Draft, place: &Pointer) -> Option<Pointer> {
    let facets = draft.places().facets(place);
    let is_closed = |facet: &&Pointer| draft.get(facet, "additionalProperties") == Some(&Value::Bool(false));
    let has_properties = |facet: &&Pointer| {
        // A part that is a component describes other objects, too.
        draft.get(facet, "properties").is_some()
            && (facet.component().is_none() || facet.component() == place.component())
    };
    let is_own = |facet: &&Pointer| draft.get(facet, "$ref").is_none();
    let first = facets.iter().find(is_closed).or_else(|| facets.iter().find(has_properties));
    first.or_else(|| facets.iter().find(is_own)).cloned()
}

/// Allows other properties.
pub(super) fn open(draft: &mut Draft, place: &Pointer, why: &str) -> bool {
    let facets = draft.places().facets(place);
    let closed: Vec<&Pointer> =
        facets.iter().filter(|facet| draft.get(facet, "additionalProperties") == Some(&Value::Bool(false))).collect();
    let mut has_changed = false;
    for facet in &closed {
        has_changed |= draft.set(facet, "additionalProperties", true.into(), why);
    }
    let own = facets.iter().find(|facet| draft.get(facet, "$ref").is_none());
    has_changed || own.is_some_and(|facet| draft.set(facet, "additionalProperties", true.into(), why))
}
