//! Decides whether an example contradicts its own schema, as far as bindings check: types, constants, required
//! properties, nested values. Patterns, lengths and bounds are left to the server; decoding does not fail for them.

use super::collect::Example;
use bindery::diag::Pointer;
use bindery::dialect::Normal;
use bindery::resolve::Follower;
use serde_json::{Map, Value, json};
use std::cell::Cell;

/// The limit for nested schemas and references.
const DEEPEST: usize = 120;
/// The limit for steps of one check: nested alternatives multiply.
const STEPS: usize = 200_000;
/// The limit for contradictions of one example.
const MOST: usize = 50;

/// A part of an example that its schema forbids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contradiction {
    /// A JSON pointer into the example.
    pub(super) place: String,
    pub(super) reason: String,
}

/// Checks values against schemas.
pub(super) struct Checker<'a> {
    normal: &'a Normal,
    follower: &'a Follower<'a>,
    steps: Cell<usize>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(normal: &'a Normal, follower: &'a Follower<'a>) -> Self {
        Self { normal, follower, steps: Cell::new(0) }
    }

    /// The contradictions of an example and its schema. A property is checked inside of its object.
    pub(super) fn contradictions(&self, example: &Example) -> Vec<Contradiction> {
        self.steps.set(STEPS);
        let Some(schema) = &example.schema else { return Vec::new() };
        let Some(found) = self.normal.documents.at(schema) else { return Vec::new() };
        let inside = example.value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        // JSON in a string is wrong only if both the string and its content are.
        let readings = [Some(example.value.clone()), inside.filter(|inside| inside.is_object() || inside.is_array())];
        let each = readings.into_iter().flatten().map(|value| {
            let value = match &example.property {
                Some(name) => json!({name: value}),
                None => value,
            };
            let mut all = Vec::new();
            let spot = Spot { schema: schema.clone(), place: String::new(), depth: 0 };
            self.check(&spot, found, &value, &mut all);
            all
        });
        each.reduce(|one, other| if one.is_empty() || other.is_empty() { Vec::new() } else { other })
            .unwrap_or_default()
    }

    fn check(&self, spot: &Spot, schema: &Value, value: &Value, all: &mut Vec<Contradiction>) {
        let steps = self.steps.get();
        let Some(schema) = schema.as_object().filter(|_| spot.depth < DEEPEST && steps > 0 && all.len() < MOST) else {
            return;
        };
        self.steps.set(steps - 1);
        if let Some(Value::String(_)) = schema.get("$ref")
            && let Some(here) = self.normal.documents.at(&spot.schema)
            && let Ok(((schema, target), _)) = self.follower.last(&spot.schema, here)
        {
            self.check(&Spot { schema, depth: spot.depth + 1, ..spot.clone() }, target, value, all);
        }
        own(schema, value, &spot.place, all);
        match value {
            Value::Object(members) => self.members(spot, schema, members, all),
            Value::Array(elements) => self.elements(spot, schema, elements, all),
            _ => {}
        }
        for (index, part) in listed(schema, "allOf") {
            self.check(&spot.part("allOf", index), part, value, all);
        }
        for keyword in ["anyOf", "oneOf"] {
            all.extend(self.alternatives(spot, schema, keyword, value));
        }
    }

    fn members(
        &self,
        spot: &Spot,
        schema: &Map<String, Value>,
        members: &Map<String, Value>,
        all: &mut Vec<Contradiction>,
    ) {
        let properties = schema.get("properties").and_then(Value::as_object);
        for (_, name) in listed(schema, "required") {
            let Some(name) = name.as_str().filter(|name| !members.contains_key(*name)) else { continue };
            if !properties.and_then(|properties| properties.get(name)).is_some_and(goes_one_way) {
                all.push(Contradiction { place: spot.inside(name), reason: "required, and missing".to_owned() });
            }
        }
        let patterns = schema.get("patternProperties").and_then(Value::as_object).is_some_and(|each| !each.is_empty());
        for (name, value) in members {
            let declared = properties.and_then(|properties| properties.get(name));
            let (at, of) = match (declared, schema.get("additionalProperties")) {
                (Some(property), _) => (spot.schema.join("properties").join(name), property),
                (None, Some(other)) if !patterns => (spot.schema.join("additionalProperties"), other),
                (None, _) => continue,
            };
            self.check(&Spot { schema: at, place: spot.inside(name), depth: spot.depth + 1 }, of, value, all);
        }
    }

    fn elements(&self, spot: &Spot, schema: &Map<String, Value>, elements: &[Value], all: &mut Vec<Contradiction>) {
        let first = listed(schema, "prefixItems");
        for (index, element) in elements.iter().enumerate() {
            let (at, of) = match (first.get(index), schema.get("items")) {
                (Some((_, of)), _) => (spot.schema.join("prefixItems").join(index), *of),
                (None, Some(of)) => (spot.schema.join("items"), of),
                (None, None) => continue,
            };
            let place = spot.inside(&index.to_string());
            self.check(&Spot { schema: at, place, depth: spot.depth + 1 }, of, element, all);
        }
        let length =
            |keyword| schema.get(keyword).and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
        let short = length("minItems").is_some_and(|least| elements.len() < least);
        let long = length("maxItems").is_some_and(|most| elements.len() > most);
        if (short || long) && !first.is_empty() {
            all.push(Contradiction { place: spot.place.clone(), reason: format!("has {} elements", elements.len()) });
        }
    }

    /// One of several schemas has to match: the one that the discriminator names, or any. Returns the contradictions of
    /// the closest one.
    fn alternatives(
        &self,
        spot: &Spot,
        schema: &Map<String, Value>,
        keyword: &str,
        value: &Value,
    ) -> Vec<Contradiction> {
        let branches = listed(schema, keyword);
        let named = named_branch(schema, &branches, value);
        let deepest = |all: &[Contradiction]| all.iter().map(|each| each.place.len()).max().unwrap_or_default();
        let mut nearest: Vec<Contradiction> = Vec::new();
        for (index, branch) in branches.iter().filter(|(index, _)| named.is_none_or(|named| named == *index)) {
            let mut found = Vec::new();
            self.check(&spot.part(keyword, *index), branch, value, &mut found);
            if found.is_empty() {
                return found;
            }
            if nearest.is_empty() || deepest(&found) > deepest(&nearest) {
                nearest = found;
            }
        }
        nearest
    }
}

/// A schema and the value to check.
#[derive(Clone)]
struct Spot {
    schema: Pointer,
    place: String,
    depth: usize,
}

impl Spot {
    /// The same value and a subschema.
    fn part(&self, keyword: &str, index: usize) -> Self {
        Self { schema: self.schema.join(keyword).join(index), place: self.place.clone(), depth: self.depth + 1 }
    }

    fn inside(&self, name: &str) -> String {
        format!("{}/{name}", self.place)
    }
}

/// Whether a property may be missing in one direction, as it is readOnly or writeOnly.
fn goes_one_way(property: &Value) -> bool {
    ["readOnly", "writeOnly"].iter().any(|keyword| property.get(*keyword) == Some(&Value::Bool(true)))
}

/// The contradictions of one schema's keywords and the value itself.
fn own(schema: &Map<String, Value>, value: &Value, place: &str, all: &mut Vec<Contradiction>) {
    let mut found = |reason: String| all.push(Contradiction { place: place.to_owned(), reason });
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.iter().any(|name| is_of(value, name)) {
        found(format!("{} where the type is {}", kind(value), types.join(" or ")));
        return;
    }
    if let Some(constant) = schema.get("const").filter(|constant| *constant != value) {
        found(format!("the only value is {constant}"));
    }
    if listed(schema, "enum").iter().all(|(_, each)| *each != value) && schema.get("enum").is_some_and(Value::is_array)
    {
        found("none of the values of the enum".to_owned());
    }
    let bits = match schema.get("format").and_then(Value::as_str) {
        Some("int32") => Some(f64::from(i32::MIN)..=f64::from(i32::MAX)),
        Some("int64") => Some(-9_223_372_036_854_775_808.0..=9_223_372_036_854_775_807.0),
        _ => None,
    };
    if let (Some(bits), Some(number), true) = (bits, value.as_f64(), types.contains(&"integer"))
        && !bits.contains(&number)
    {
        found("out of range of the format".to_owned());
    }
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "array" => value.is_array(),
        "object" => value.is_object(),
        // An unknown keyword means nothing.
        _ => true,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The branch that the discriminator of a schema names for a value.
fn named_branch(schema: &Map<String, Value>, branches: &[(usize, &Value)], value: &Value) -> Option<usize> {
    let discriminator = schema.get("discriminator")?;
    let tag = value.get(discriminator.get("propertyName")?.as_str()?)?.as_str()?;
    let mapped = discriminator.get("mapping").and_then(|mapping| mapping.get(tag)).and_then(Value::as_str);
    let last = |text: &str| text.rsplit('/').next().unwrap_or_default().to_owned();
    let name = mapped.map_or_else(|| tag.to_owned(), last);
    let is_meant = |branch: &Value| branch.get("$ref").and_then(Value::as_str).is_some_and(|to| last(to) == name);
    branches.iter().find(|(_, branch)| is_meant(branch)).map(|(index, _)| *index)
}

fn listed<'v>(schema: &'v Map<String, Value>, keyword: &str) -> Vec<(usize, &'v Value)> {
    schema.get(keyword).and_then(Value::as_array).into_iter().flatten().enumerate().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contradictions of a value and the schema `Subject`, given others.
    fn forbidden(schemas: Value, value: Value) -> Vec<String> {
        let normal = Normal::from(json!({"openapi": "3.1.0", "components": {"schemas": schemas}}));
        let follower = Follower::new(&normal);
        let schema = Some(Pointer::from_escaped("/components/schemas/Subject"));
        let example = Example { place: Pointer::root(), value, types: Vec::new(), schema, property: None };
        Checker::new(&normal, &follower).contradictions(&example).into_iter().map(|found| found.place).collect()
    }

    #[test]
    fn contradictions_are_found_at_their_place() {
        for (schema, value, places) in [
            (json!({"type": "integer"}), json!(5.0), vec![]),
            (json!({"type": "integer"}), json!(5.5), vec![""]),
            (json!({"type": "integer", "format": "int32"}), json!(3_000_000_000_u32), vec![""]),
            (json!({"type": ["string", "null"]}), Value::Null, vec![]),
            (json!({"const": "a"}), json!("b"), vec![""]),
            (json!({"enum": ["a", null]}), json!("b"), vec![""]),
            (json!({"required": ["a", "b"], "properties": {"b": {"readOnly": true}}}), json!({}), vec!["/a"]),
            (json!({"properties": {"a": {"type": "string"}}}), json!({"a": 1, "b": 1}), vec!["/a"]),
            (json!({"additionalProperties": {"type": "string"}}), json!({"a": 1}), vec!["/a"]),
            // Bindings keep it, whatever the schema.
            (json!({"additionalProperties": false}), json!({"a": 1}), vec![]),
            (json!({"pattern": "^a$", "maxLength": 1}), json!("bb"), vec![]),
            (json!({"items": {"type": "string"}}), json!(["a", 1]), vec!["/1"]),
            (json!({"prefixItems": [{"type": "string"}], "minItems": 1}), json!([]), vec![""]),
            (json!({"allOf": [{"type": "object"}, {"required": ["a"]}]}), json!({}), vec!["/a"]),
            (json!({"anyOf": [{"type": "string"}, {"required": ["a"]}]}), json!({"a": 1}), vec![]),
            (json!({"oneOf": [{"type": "string"}, {"type": "integer"}]}), json!({}), vec![""]),
            // The string contains valid JSON.
            (json!({"type": "object", "required": ["a"]}), json!("{\"a\": 1}"), vec![]),
        ] {
            assert_eq!(forbidden(json!({"Subject": schema}), value.clone()), places, "{schema} {value}");
        }
    }

    #[test]
    fn references_are_followed_and_a_discriminator_decides() {
        let schemas = json!({
            "Subject": {
                "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
                "discriminator": {"propertyName": "kind", "mapping": {"d": "#/components/schemas/Dog"}},
            },
            "Cat": {"type": "object"},
            "Dog": {"type": "object", "required": ["name"], "properties": {"next": {"$ref": "#/components/schemas/Subject"}}},
        });
        assert!(forbidden(schemas.clone(), json!({"kind": "Cat"})).is_empty());
        assert_eq!(forbidden(schemas.clone(), json!({"kind": "d"})), ["/name"]);
        assert_eq!(forbidden(schemas, json!({"kind": "d", "name": "a", "next": {"kind": "d"}})), ["/next/name"]);
    }

    #[test]
    fn a_recursive_schema_terminates() {
        let schemas = json!({"Subject": {"anyOf": [{"$ref": "#/components/schemas/Subject"}, {"type": "string"}]}});
        assert!(forbidden(schemas, json!(1)).len() <= MOST);
    }
}
