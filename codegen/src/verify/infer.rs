//! Infers what values have in common, and a schema that accepts all of them. A schema never has a value in it.

use crate::dialect::Version;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The maximum number of properties of an object. With more, its keys are data.
const MAX_NAMED: usize = 60;
/// The maximum depth. Anything is accepted below it.
const MAX_DEPTH: usize = 24;

/// The types of some values.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Inferred {
    null: bool,
    boolean: bool,
    integer: bool,
    number: bool,
    string: bool,
    /// A file is among the values.
    bytes: bool,
    array: Option<Box<Self>>,
    object: Option<Members>,
    /// The values are nested more deeply than is known.
    vague: bool,
}

/// The members of objects.
#[derive(Clone, Debug, Default, PartialEq)]
struct Members {
    named: BTreeMap<String, Inferred>,
    /// The values of all members, if their keys are data.
    keyed: Option<Box<Inferred>>,
}

impl Inferred {
    /// Adds a value.
    pub(crate) fn add(&mut self, value: &Value) {
        self.add_at(value, 0);
    }

    fn add_at(&mut self, value: &Value, depth: usize) {
        if depth > MAX_DEPTH {
            self.vague = true;
            return;
        }
        match value {
            Value::Null => self.null = true,
            Value::Bool(_) => self.boolean = true,
            Value::Number(number) if number.is_i64() => self.integer = true,
            Value::Number(_) => self.number = true,
            Value::String(_) => self.string = true,
            Value::Array(elements) => {
                let inside = self.array.get_or_insert_default();
                elements.iter().for_each(|element| inside.add_at(element, depth + 1));
            }
            Value::Object(members) => {
                let known = self.object.get_or_insert_default();
                members.iter().for_each(|(key, value)| known.add(key, value, depth + 1));
            }
        }
    }

    /// Adds a file.
    pub(crate) fn add_bytes(&mut self) {
        self.bytes = true;
    }

    /// Adds the values of another one.
    pub(crate) fn absorb(&mut self, other: &Self) {
        self.null |= other.null;
        self.boolean |= other.boolean;
        self.integer |= other.integer;
        self.number |= other.number;
        self.string |= other.string;
        self.bytes |= other.bytes;
        self.vague |= other.vague;
        if let Some(inside) = &other.array {
            self.array.get_or_insert_default().absorb(inside);
        }
        if let Some(members) = &other.object {
            self.object.get_or_insert_default().absorb(members);
        }
    }

    /// The types other than null, in the words of JSON Schema.
    pub(crate) fn types(&self) -> Vec<&'static str> {
        let known = [
            (self.boolean, "boolean"),
            (self.integer && !self.number, "integer"),
            (self.number, "number"),
            (self.string || self.bytes, "string"),
            (self.array.is_some(), "array"),
            (self.object.is_some(), "object"),
        ];
        known.into_iter().filter(|(is_seen, _)| *is_seen).map(|(_, name)| name).collect()
    }

    /// Whether null is one of the values.
    pub(crate) fn has_null(&self) -> bool {
        self.null
    }

    /// A schema for each type, without null. `None` if the values are not known well enough.
    pub(crate) fn variants(&self, version: Version) -> Option<Vec<Value>> {
        let variant = |name: &'static str| {
            let mut schema = json!({"type": name});
            match (name, &self.array, &self.object) {
                ("array", Some(inside), _) => schema["items"] = inside.schema(version),
                ("string", ..) if self.bytes => schema["format"] = "binary".into(),
                ("object", _, Some(members)) => members.describe(&mut schema, version),
                _ => {}
            }
            schema
        };
        (!self.vague).then(|| self.types().into_iter().map(variant).collect())
    }

    /// A schema that accepts all values.
    pub(crate) fn schema(&self, version: Version) -> Value {
        let Some(mut variants) = self.variants(version) else { return json!({}) };
        match (version, variants.len()) {
            (Version::V31, 0) if self.null => json!({"type": "null"}),
            // Before 3.1 there is no schema of null alone.
            (_, 0) => json!({}),
            (Version::V31, 1) if self.null => {
                let mut only = variants.remove(0);
                only["type"] = json!([only["type"], "null"]);
                only
            }
            (_, 1) => {
                let mut only = variants.remove(0);
                self.mark_null(&mut only, version);
                only
            }
            // Swagger 2.0 has no alternatives.
            (Version::V20, _) => json!({}),
            (Version::V30, _) => {
                self.mark_null(&mut variants[0], version);
                json!({"anyOf": variants})
            }
            (Version::V31, _) => {
                let null = self.null.then(|| json!({"type": "null"}));
                json!({"anyOf": variants.into_iter().chain(null).collect::<Vec<_>>()})
            }
        }
    }

    fn mark_null(&self, schema: &mut Value, version: Version) {
        if self.null {
            schema[if version == Version::V20 { "x-nullable" } else { "nullable" }] = true.into();
        }
    }
}

impl Members {
    fn add(&mut self, key: &str, value: &Value, depth: usize) {
        if is_data(key) || self.named.len() >= MAX_NAMED && !self.named.contains_key(key) {
            self.key();
        }
        match &mut self.keyed {
            Some(keyed) => keyed.add_at(value, depth),
            None => self.named.entry(key.to_owned()).or_default().add_at(value, depth),
        }
    }

    /// Regards all keys as data.
    fn key(&mut self) {
        let keyed = self.keyed.get_or_insert_default();
        std::mem::take(&mut self.named).values().for_each(|inside| keyed.absorb(inside));
    }

    fn absorb(&mut self, other: &Self) {
        for (key, inside) in &other.named {
            self.named.entry(key.clone()).or_default().absorb(inside);
        }
        if let Some(keyed) = &other.keyed {
            self.keyed.get_or_insert_default().absorb(keyed);
        }
        if self.keyed.is_some() || self.named.len() > MAX_NAMED {
            self.key();
        }
    }

    fn describe(&self, schema: &mut Value, version: Version) {
        match &self.keyed {
            Some(values) => schema["additionalProperties"] = values.schema(version),
            None if self.named.is_empty() => {}
            None => {
                let each = self.named.iter().map(|(key, inside)| (key.clone(), inside.schema(version)));
                schema["properties"] = each.collect::<Map<_, _>>().into();
            }
        }
    }
}

/// Whether a key is data, such as an identifier or an address, instead of the name of a property.
pub(crate) fn is_data(key: &str) -> bool {
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    let is_address = key.contains('/') || key.find('@').is_some_and(|at| at > 0);
    let is_numbered = digits >= 6 || digits >= 3 && key.len() >= 20 || digits == key.len();
    is_address || is_numbered || key.len() > 48 || key.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(values: &[Value], version: Version) -> Value {
        let mut inferred = Inferred::default();
        values.iter().for_each(|value| inferred.add(value));
        inferred.schema(version)
    }

    #[test]
    fn a_schema_accepts_all_values() {
        let objects = [json!({"a": 1, "b": [true]}), json!({"a": 1.5, "b": [], "c": null})];
        assert_eq!(
            schema(&objects, Version::V31),
            json!({"type": "object", "properties": {
                "a": {"type": "number"}, "b": {"type": "array", "items": {"type": "boolean"}}, "c": {"type": "null"},
            }})
        );
        assert_eq!(schema(&[json!("a"), json!(null)], Version::V31), json!({"type": ["string", "null"]}));
        assert_eq!(schema(&[json!("a"), json!(null)], Version::V30), json!({"type": "string", "nullable": true}));
        assert_eq!(schema(&[json!("a"), json!(null)], Version::V20), json!({"type": "string", "x-nullable": true}));
        assert_eq!(schema(&[json!("a"), json!(1)], Version::V20), json!({}));
        assert_eq!(
            schema(&[json!(1), json!("a"), json!(null)], Version::V30),
            json!({"anyOf": [{"type": "integer", "nullable": true}, {"type": "string"}]})
        );
        assert_eq!(schema(&[json!([])], Version::V31), json!({"type": "array", "items": {}}));
        assert_eq!(schema(&[json!(u64::MAX)], Version::V31), json!({"type": "number"}));
    }

    #[test]
    fn keys_that_are_data_are_not_properties() {
        let by_id = json!({"8f14e45fceea167a5a36": {"n": 1}, "name": {"n": 2}});
        let object = json!({"type": "object", "properties": {"n": {"type": "integer"}}});
        assert_eq!(schema(&[by_id], Version::V31), json!({"type": "object", "additionalProperties": object}));
        let many: Map<String, Value> = (0..MAX_NAMED + 1).map(|index| (format!("k{index}"), json!(true))).collect();
        assert_eq!(schema(&[many.into()], Version::V30)["additionalProperties"], json!({"type": "boolean"}));
        for (key, is_it) in [
            ("sha256", false),
            ("address_line_1", false),
            ("@type", false),
            ("123", true),
            ("me@a.example", true),
            ("/v1/users", true),
            ("550e8400-e29b-41d4-a716-446655440000", true),
        ] {
            assert_eq!(is_data(key), is_it, "{key}");
        }
    }
}
