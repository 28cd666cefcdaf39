//! Creates values of a schema, directly from the document.

use crate::merge::{Document, Schema, both, type_names};
use crate::scalar;
use bindery_harness::random::Random;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt;

/// Below this depth, only required properties are created.
const DEEP: usize = 5;
/// Below this depth, nothing is created.
const DEEPEST: usize = 24;

/// Why no value is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unmade {
    /// Required properties recurse without end, or too deep.
    Endless,
    /// A reference that cannot be resolved within the document.
    Reference,
    /// No value matches the schema, as far as this program understands it.
    Nothing,
    /// A keyword that this program does not understand.
    Keyword(&'static str),
}

impl fmt::Display for Unmade {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Endless => formatter.write_str("required properties without an end"),
            Self::Reference => formatter.write_str("a reference out of the document"),
            Self::Nothing => formatter.write_str("no value fits"),
            Self::Keyword(keyword) => write!(formatter, "the keyword {keyword}"),
        }
    }
}

impl std::error::Error for Unmade {}

/// Whether objects get undeclared properties, where allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undeclared {
    Some,
    None,
}

/// Creates values of the schemas of one document.
pub(crate) struct Maker<'d> {
    pub(crate) document: &'d Document,
    pub(crate) undeclared: Undeclared,
    pub(crate) random: Random,
    /// Optional properties that were omitted because they cannot be created.
    pub(crate) left_out: BTreeMap<Unmade, usize>,
}

impl Maker<'_> {
    /// A value of a schema.
    pub(crate) fn make(&mut self, schema: &Value, depth: usize) -> Result<Value, Unmade> {
        if depth > DEEPEST {
            return Err(Unmade::Endless);
        }
        match self.document.flatten(schema)? {
            Some(flat) => self.flat(flat, depth),
            None => Ok(self.anything()),
        }
    }

    /// True once in so many times.
    fn once_in(&mut self, times: usize) -> bool {
        self.random.below(times) == 0
    }

    fn anything(&mut self) -> Value {
        let values = [json!(null), json!(true), json!(1), json!("text"), json!([]), json!({"a": [1.5, {"b": null}]})];
        values[self.random.below(values.len())].clone()
    }

    fn flat(&mut self, mut schema: Schema, depth: usize) -> Result<Value, Unmade> {
        if schema.contains_key("not") {
            return Err(Unmade::Keyword("not"));
        }
        if schema.get("nullable") == Some(&Value::Bool(true)) && self.once_in(5) {
            return Ok(Value::Null);
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(Value::Array(branches)) = schema.remove(keyword) {
                return self.branch(&schema, &branches, depth);
            }
        }
        if let Some(only) = schema.get("const") {
            return Ok(only.clone());
        }
        if let Some(Value::Array(values)) = schema.get("enum") {
            return values.get(self.random.below(values.len())).cloned().ok_or(Unmade::Nothing);
        }
        match self.kind(&schema).as_str() {
            "null" => Ok(Value::Null),
            "boolean" => Ok(json!(self.once_in(2))),
            "integer" => scalar::integer(&schema, &mut self.random),
            "number" => scalar::number(&schema, &mut self.random),
            "string" => scalar::text(&schema, &mut self.random).map(Value::String),
            "array" => self.array(&schema, depth),
            "object" => self.object(&schema, depth),
            "" => Ok(self.anything()),
            _ => Err(Unmade::Keyword("type of another name")),
        }
    }

    /// The type, one of several, or what the keywords are about.
    fn kind(&mut self, schema: &Schema) -> String {
        let names = schema.get("type").map(type_names).unwrap_or_default();
        if !names.is_empty() {
            return names[self.random.below(names.len())].to_owned();
        }
        let about = [
            ("object", &["properties", "required", "additionalProperties", "patternProperties"][..]),
            ("array", &["items", "prefixItems", "minItems", "maxItems"]),
            ("string", &["format", "pattern", "minLength", "maxLength"]),
            ("number", &["minimum", "maximum", "multipleOf"]),
        ];
        let of = about.iter().find(|(_, keywords)| keywords.iter().any(|keyword| schema.contains_key(*keyword)));
        of.map(|(name, _)| (*name).to_owned()).unwrap_or_default()
    }

    /// A value of a random branch, merged with its siblings.
    fn branch(&mut self, beside: &Schema, branches: &[Value], depth: usize) -> Result<Value, Unmade> {
        let first = self.random.below(branches.len().max(1));
        let mut why = Unmade::Nothing;
        for turn in 0..branches.len() {
            let branch = &branches[(first + turn) % branches.len()];
            let made = self.document.flatten(branch).and_then(|flat| {
                let mut whole = both(beside.clone(), flat.unwrap_or_default())?;
                tag(&mut whole, beside, branch);
                self.flat(whole, depth + 1)
            });
            match made {
                Ok(made) => return Ok(made),
                Err(error) => why = error,
            }
        }
        Err(why)
    }

    fn array(&mut self, schema: &Schema, depth: usize) -> Result<Value, Unmade> {
        let least = scalar::count(schema, "minItems").unwrap_or_default();
        let most = scalar::count(schema, "maxItems").unwrap_or(usize::MAX);
        if least > 1_000 || least > most {
            return Err(Unmade::Nothing);
        }
        let first = schema.get("prefixItems").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let more = if depth > DEEP { 0 } else { self.random.below(3) };
        let wanted = least.max(first.len()).saturating_add(more).min(most);
        let anything = Value::Bool(true);
        let items = schema.get("items").unwrap_or(&anything);
        let is_set = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let mut made: Vec<Value> = Vec::new();
        // A set may need several attempts for each of its items.
        for _ in 0..wanted.saturating_mul(if is_set { 8 } else { 1 }) {
            if made.len() == wanted {
                break;
            }
            match self.make(first.get(made.len()).unwrap_or(items), depth + 1) {
                Ok(item) if is_set && made.contains(&item) => {}
                Ok(item) => made.push(item),
                Err(_) if made.len() >= least.max(first.len()) => break,
                Err(why) => return Err(why),
            }
        }
        if made.len() < least { Err(Unmade::Nothing) } else { Ok(Value::Array(made)) }
    }

    fn object(&mut self, schema: &Schema, depth: usize) -> Result<Value, Unmade> {
        let none = Map::new();
        let declared = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
        let others = schema.get("additionalProperties");
        let required = schema.get("required").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let least = scalar::count(schema, "minProperties").unwrap_or_default();
        let most = scalar::count(schema, "maxProperties").unwrap_or(usize::MAX);
        let mut made = Map::new();
        for name in required.iter().filter_map(Value::as_str) {
            let of = declared.get(name).or(others).unwrap_or(&Value::Bool(true));
            made.insert(name.to_owned(), self.make(of, depth + 1)?);
        }
        for (name, of) in declared {
            let wanted = made.len() < least || (depth <= DEEP && self.once_in(2));
            if made.contains_key(name) || made.len() >= most || !wanted {
                continue;
            }
            match self.make(of, depth + 1) {
                Ok(value) => drop(made.insert(name.clone(), value)),
                Err(why) => *self.left_out.entry(why).or_default() += 1,
            }
        }
        self.others(schema, declared, (least, most), &mut made, depth)?;
        if made.len() < least || made.len() > most { Err(Unmade::Nothing) } else { Ok(Value::Object(made)) }
    }

    /// Undeclared properties.
    fn others(
        &mut self,
        schema: &Schema,
        declared: &Map<String, Value>,
        (least, most): (usize, usize),
        made: &mut Map<String, Value>,
        depth: usize,
    ) -> Result<(), Unmade> {
        // Their names have a pattern.
        let named = ["patternProperties", "propertyNames"].iter().any(|keyword| schema.contains_key(*keyword));
        let wanted = match (schema.get("additionalProperties"), self.undeclared) {
            (Some(Value::Bool(false)), _) => return Ok(()),
            _ if named => return if made.len() < least { Err(Unmade::Keyword("propertyNames")) } else { Ok(()) },
            (Some(Value::Object(_)), _) if depth <= DEEP => self.random.below(3),
            (_, Undeclared::Some) if self.once_in(4) => 1,
            _ => 0,
        };
        let anything = Value::Bool(true);
        let of = schema.get("additionalProperties").unwrap_or(&anything);
        let names = ["one more", "x-\u{e9}", "\"", "a/b~c", "9", "self"].into_iter().map(str::to_owned);
        let names = names.chain((0..1_000).map(|number| format!("more{number}")));
        let before = made.len();
        for name in names {
            let enough = made.len() >= least && made.len() >= before + wanted;
            if enough || made.len() >= most {
                break;
            }
            if !declared.contains_key(&name) {
                match self.make(of, depth + 1) {
                    Ok(value) => drop(made.insert(name, value)),
                    Err(_) if made.len() >= least => break,
                    Err(why) => return Err(why),
                }
            }
        }
        Ok(())
    }
}

/// Sets the discriminator property to the value of the branch.
fn tag(whole: &mut Schema, beside: &Schema, branch: &Value) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn made(root: &Value, seed: u64) -> Result<Value, Unmade> {
        let document = Document::new(root.clone());
        let random = Random::from(seed);
        let mut maker = Maker { document: &document, undeclared: Undeclared::Some, random, left_out: BTreeMap::new() };
        maker.make(&root["a"], 0)
    }

    #[test]
    fn required_properties_are_present_and_within_bounds() {
        let root = json!({"openapi": "3.1.0", "b": {"type": "object", "required": ["n"], "properties": {
            "n": {"type": "integer", "exclusiveMinimum": 2, "maximum": 4},
            "t": {"type": "string", "minLength": 3, "maxLength": 5},
            "again": {"$ref": "#/b"},
        }}, "a": {"allOf": [{"$ref": "#/b"}, {"required": ["t", "undeclared"]}], "additionalProperties": {"type": "boolean"}}});
        for seed in 0..200 {
            let value = made(&root, seed).expect("a value");
            assert!((3..=4).contains(&value["n"].as_i64().expect("an integer")), "{value}");
            assert!((3..=5).contains(&value["t"].as_str().expect("a text").chars().count()), "{value}");
            assert!(value["undeclared"].is_boolean(), "{value}");
            assert!(value["again"].is_null() || value["again"]["n"].is_i64(), "{value}");
        }
    }

    #[test]
    fn a_branch_has_its_tag() {
        let object =
            json!({"type": "object", "properties": {"kind": {"type": "string"}}, "additionalProperties": false});
        let root = json!({"openapi": "3.0.0", "c": object, "d": object, "a": {
            "oneOf": [{"$ref": "#/c"}, {"$ref": "#/d"}],
            "discriminator": {"propertyName": "kind", "mapping": {"see": "#/c"}},
        }});
        let mut kinds: Vec<Value> = (0..50).map(|seed| made(&root, seed).expect("a value")["kind"].clone()).collect();
        kinds.sort_by_key(Value::to_string);
        kinds.dedup();
        assert_eq!(kinds, ["d", "see"]);
    }

    #[test]
    fn equal_seeds_give_equal_values() {
        let root =
            json!({"openapi": "3.1.0", "a": {"type": "array", "minItems": 9, "items": {"type": ["string", "null"]}}});
        assert_eq!(made(&root, 5), made(&root, 5));
        assert_ne!(made(&root, 5), made(&root, 6));
    }

    #[test]
    fn values_that_cannot_be_created_are_reported() {
        let endless = json!({"openapi": "3.1.0", "a": {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#/a"}}}});
        assert_eq!(made(&endless, 1), Err(Unmade::Endless));
        let nowhere = json!({"openapi": "3.1.0", "a": {"$ref": "other.json#/a"}});
        assert_eq!(made(&nowhere, 1), Err(Unmade::Reference));
        let nothing = json!({"openapi": "3.1.0", "a": {"allOf": [{"type": "string"}, {"type": "object"}]}});
        assert_eq!(made(&nothing, 1), Err(Unmade::Nothing));
    }
}
