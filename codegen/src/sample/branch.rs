//! What tells a branch of a union from the others.

use super::merge::Schema;
use serde_json::{Map, Value, json};

/// Sets the discriminator property to the value of the branch.
pub(super) fn tag(whole: &mut Schema, beside: &Schema, branch: &Value) {
    let Some(discriminator) = beside.get("discriminator") else { return };
    let (Some(name), Some(target)) = (discriminator["propertyName"].as_str(), branch["$ref"].as_str()) else { return };
    let short = target.rsplit('/').next().unwrap_or(target);
    let mapped = discriminator["mapping"].as_object().into_iter().flatten();
    let key = mapped.filter(|(_, to)| *to == target || *to == short).map(|(key, _)| key.as_str()).next();
    // A nested union has tags of its own.
    if key.is_none() && ["oneOf", "anyOf"].iter().any(|keyword| whole.contains_key(*keyword)) {
        return;
    }
    let declared = &whole.get("properties").unwrap_or(&Value::Null)[name];
    // The branch's own constant is used.
    let says = declared.get("enum").is_some() || declared.get("const").is_some() || declared.get("$ref").is_some();
    if !says || discriminator["mapping"].is_object() {
        let only = json!({"const": key.unwrap_or(short)});
        if let Some(properties) = whole.entry("properties").or_insert_with(|| json!({})).as_object_mut() {
            properties.insert(name.to_owned(), only);
        }
    }
    if let Some(required) = whole.entry("required").or_insert_with(|| json!([])).as_array_mut() {
        required.push(json!(name));
    }
}

/// Requires a property that tells an object from those of other branches, for each that would take it, too.
pub(super) fn tell(whole: &mut Schema, others: impl Iterator<Item = Schema>, is_foreign: impl Fn(&Value) -> bool) {
    let properties = |schema: &Schema| schema.get("properties").and_then(Value::as_object).cloned();
    let Some(own) = properties(whole) else { return };
    for other in others {
        let Some(known) = properties(&other) else { continue };
        let required = |schema: &'_ Schema| -> Vec<String> {
            let names = schema.get("required").and_then(Value::as_array).into_iter().flatten();
            names.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let constant = |of: &Map<String, Value>, name: &str| {
            of.get(name).and_then(|of| of.get("const").or(of.get("enum"))).cloned()
        };
        let differs = |name: &String| !known.contains_key(name) || constant(&own, name) != constant(&known, name);
        // Whether the other branch requires what this one does not have.
        let is_told =
            required(&other).iter().any(|name| !own.contains_key(name)) || required(whole).iter().any(differs);
        let telling = own.iter().find(|(name, of)| !known.contains_key(*name) && !is_foreign(of));
        if let (false, Some((name, _))) = (is_told, telling)
            && let Some(required) = whole.entry("required").or_insert_with(|| json!([])).as_array_mut()
        {
            required.push(name.as_str().into());
        }
    }
}
