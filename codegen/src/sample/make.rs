//! Makes values of a schema.

use super::document::Document;
use super::manner::Manner;
use super::merge::{Schema, both, type_names};
use super::random::Random;
use super::unmade::Unmade;
use super::words::word;
use super::{branch, scalar, scalar::count};
use crate::api::Use;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Below this depth, only required properties are made.
const DEEP: usize = 5;
/// Below this depth, nothing is made.
const DEEPEST: usize = 24;
/// After so many values, only required properties are made.
const MANY: usize = 2_000;
/// After so many values, nothing is made.
const MOST: usize = 200_000;

/// Whether objects get undeclared properties, where allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undeclared {
    /// Now and then.
    Some,
    /// Never.
    None,
}

/// Makes values of the schemas of one description.
pub struct Maker<'d> {
    /// The description.
    pub document: &'d Document,
    /// Whether objects get undeclared properties.
    pub undeclared: Undeclared,
    /// The manner of values.
    pub manner: Manner,
    /// The direction of the values: without those that only the other side sets.
    pub way: Option<Use>,
    /// The source of choices.
    pub random: Random,
    /// Optional properties that were omitted because they cannot be made.
    pub left_out: BTreeMap<Unmade, usize>,
    made: usize,
}

impl<'d> Maker<'d> {
    /// Makes odd values with undeclared properties, for both directions.
    pub fn new(document: &'d Document, random: Random) -> Self {
        let (undeclared, manner) = (Undeclared::Some, Manner::Odd);
        Self { document, undeclared, manner, way: None, random, left_out: BTreeMap::new(), made: 0 }
    }

    /// Makes values that people expect, in one direction.
    pub fn exemplary(document: &'d Document, way: Use, seed: u64) -> Self {
        let (undeclared, manner) = (Undeclared::None, Manner::Exemplary);
        Self { undeclared, manner, way: Some(way), ..Self::new(document, Random::from(seed)) }
    }

    /// Makes a value of a schema.
    ///
    /// # Errors
    /// No value can be made.
    pub fn value(&mut self, schema: &Value) -> Result<Value, Unmade> {
        self.made = 0;
        self.make(schema, 0)
    }

    fn is_odd(&self) -> bool {
        self.manner == Manner::Odd
    }

    fn make(&mut self, schema: &Value, depth: usize) -> Result<Value, Unmade> {
        self.made += 1;
        if depth > DEEPEST || self.made > MOST {
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
        if !self.is_odd() {
            return word(&mut self.random).into();
        }
        let values = [json!(null), json!(true), json!(1), json!("text"), json!([]), json!({"a": [1.5, {"b": null}]})];
        values[self.random.below(values.len())].clone()
    }

    /// The example or the default of a schema.
    fn example(&self, schema: &Schema) -> Option<Value> {
        let first = || schema.get("examples").and_then(|examples| examples.as_array()?.first());
        let written = schema.get("example").or_else(first).or_else(|| schema.get("default"));
        written.filter(|value| self.manner == Manner::Exemplary && !value.is_null()).cloned()
    }

    fn flat(&mut self, mut schema: Schema, depth: usize) -> Result<Value, Unmade> {
        if self.is_odd() && schema.contains_key("not") {
            return Err(Unmade::Keyword("not"));
        }
        if let Some(example) = self.example(&schema) {
            return Ok(example);
        }
        if schema.get("nullable") == Some(&Value::Bool(true)) && self.is_odd() && self.once_in(5) {
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
            let listed = values.iter().filter(|value| self.is_odd() || !value.is_null() || values.len() == 1);
            let listed: Vec<&Value> = listed.collect();
            return listed.get(self.random.below(listed.len())).map(|value| (*value).clone()).ok_or(Unmade::Nothing);
        }
        match self.kind(&schema).as_str() {
            "null" => Ok(Value::Null),
            "boolean" => Ok(json!(self.once_in(2))),
            "integer" => scalar::integer(&schema, self.manner, &mut self.random),
            "number" => scalar::number(&schema, self.manner, &mut self.random),
            "string" => self.text(&schema, depth),
            "array" => self.array(&schema, depth),
            "object" => self.object(&schema, depth),
            "" => Ok(self.anything()),
            _ => Err(Unmade::Keyword("type of another name")),
        }
    }

    /// A text; one that holds JSON holds a value of its schema.
    fn text(&mut self, schema: &Schema, depth: usize) -> Result<Value, Unmade> {
        let media_type = schema.get("contentMediaType").and_then(Value::as_str).unwrap_or_default();
        match schema.get("contentSchema") {
            Some(inner) if crate::text::is_json(&crate::text::essence(media_type)) => {
                Ok(self.make(inner, depth + 1)?.to_string().into())
            }
            _ => scalar::text(schema, self.manner, &mut self.random).map(Value::String),
        }
    }

    /// The type, one of several, or what the keywords are about.
    fn kind(&mut self, schema: &Schema) -> String {
        let mut names = schema.get("type").map(type_names).unwrap_or_default();
        if !self.is_odd() && names.len() > 1 {
            names.retain(|name| *name != "null");
            names.truncate(1);
        }
        if !names.is_empty() {
            return names[self.random.below(names.len())].to_owned();
        }
        let about = [
            ("object", &["properties", "required", "additionalProperties", "patternProperties"][..]),
            ("array", &["items", "prefixItems", "minItems", "maxItems"]),
            ("string", &["format", "pattern", "minLength", "maxLength", "contentMediaType", "contentSchema"]),
            ("number", &["minimum", "maximum", "multipleOf"]),
        ];
        let of = about.iter().find(|(_, keywords)| keywords.iter().any(|keyword| schema.contains_key(*keyword)));
        of.map(|(name, _)| (*name).to_owned()).unwrap_or_default()
    }

    /// A value of a random branch, or of the first one; merged with its siblings.
    fn branch(&mut self, beside: &Schema, branches: &[Value], depth: usize) -> Result<Value, Unmade> {
        let first = if self.is_odd() { self.random.below(branches.len().max(1)) } else { 0 };
        let mut why = Unmade::Nothing;
        let mut null = None;
        for turn in 0..branches.len() {
            let branch = &branches[(first + turn) % branches.len()];
            let made = self.document.flatten(branch).and_then(|flat| {
                let mut whole = both(beside.clone(), flat.unwrap_or_default())?;
                branch::tag(&mut whole, beside, branch);
                if !self.is_odd() {
                    let others = branches.iter().filter(|other| !std::ptr::eq(*other, branch));
                    let others = others.filter_map(|other| self.document.flatten(other).ok()?);
                    branch::tell(&mut whole, others, |of| self.is_foreign(of));
                }
                self.flat(whole, depth + 1)
            });
            match made {
                Ok(Value::Null) if !self.is_odd() => null = Some(Value::Null),
                Ok(made) => return Ok(made),
                Err(error) => why = error,
            }
        }
        null.ok_or(why)
    }

    fn array(&mut self, schema: &Schema, depth: usize) -> Result<Value, Unmade> {
        let least = count(schema, "minItems").unwrap_or_default();
        let most = count(schema, "maxItems").unwrap_or(usize::MAX);
        if least > 1_000 || least > most {
            return Err(Unmade::Nothing);
        }
        let first = schema.get("prefixItems").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let more = match self.manner {
            _ if depth > DEEP || self.made > MANY => 0,
            Manner::Odd => self.random.below(3),
            _ if least.max(first.len()) > 0 => 0,
            _ => 1 + self.random.below(2),
        };
        let wanted = least.max(first.len()).saturating_add(more).min(most);
        let anything = Value::Bool(true);
        let items = schema.get("items").unwrap_or(&anything);
        let is_set = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let mut made: Vec<Value> = Vec::new();
        // A set may need several attempts for each of its items.
        for attempt in 0..wanted.saturating_mul(if is_set { 32 } else { 1 }) {
            if made.len() == wanted {
                break;
            }
            match self.make(first.get(made.len()).unwrap_or(items), depth + 1) {
                Ok(item) if is_set && made.contains(&item) => made.extend(self.numbered(items, &item, attempt)),
                Ok(item) => made.push(item),
                Err(_) if made.len() >= least.max(first.len()) => break,
                Err(why) => return Err(why),
            }
        }
        if made.len() < least { Err(Unmade::Nothing) } else { Ok(Value::Array(made)) }
    }

    /// A text of a set that has all words already, if its schema takes any text.
    fn numbered(&self, items: &Value, item: &Value, attempt: usize) -> Option<Value> {
        const NARROW: [&str; 8] = ["enum", "const", "pattern", "format", "oneOf", "anyOf", "not", "maxLength"];
        let flat = self.document.flatten(items).ok()?.unwrap_or_default();
        let is_free = !self.is_odd() && attempt >= 16 && NARROW.iter().all(|keyword| !flat.contains_key(*keyword));
        Some(format!("{}-{attempt}", item.as_str().filter(|_| is_free)?).into())
    }

    /// Whether a property is set only by the other side.
    fn is_foreign(&self, of: &Value) -> bool {
        let keyword = match self.way {
            None => return false,
            Some(Use::Sent) => "readOnly",
            Some(Use::Received) => "writeOnly",
        };
        let says = |value: &Value| value.get(keyword) == Some(&Value::Bool(true));
        says(of) || says(self.document.followed(of))
    }

    fn object(&mut self, schema: &Schema, depth: usize) -> Result<Value, Unmade> {
        let none = Map::new();
        let declared = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
        let others = schema.get("additionalProperties");
        let required = schema.get("required").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let least = count(schema, "minProperties").unwrap_or_default();
        let most = count(schema, "maxProperties").unwrap_or(usize::MAX);
        let mut made = Map::new();
        for name in required.iter().filter_map(Value::as_str) {
            // A name that is required and forbidden at once: people expect it to be there.
            let others = others.filter(|others| self.is_odd() || **others != Value::Bool(false));
            let of = declared.get(name).or(others).unwrap_or(&Value::Bool(true));
            if !self.is_foreign(of) {
                made.insert(name.to_owned(), self.make(of, depth + 1)?);
            }
        }
        for (name, of) in declared {
            let is_wanted = match self.manner {
                Manner::Odd => self.once_in(2),
                Manner::Exemplary | Manner::Plain => self.made <= MANY,
            };
            let wanted = made.len() < least || (depth <= DEEP && is_wanted);
            if made.contains_key(name) || made.len() >= most || !wanted || self.is_foreign(of) {
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
        if ["patternProperties", "propertyNames"].iter().any(|keyword| schema.contains_key(*keyword)) {
            return self.named(schema, least, made, depth);
        }
        let wanted = match (schema.get("additionalProperties"), self.undeclared) {
            (Some(Value::Bool(false)), _) => return Ok(()),
            (Some(Value::Object(_)), _) if depth <= DEEP && self.is_odd() => self.random.below(3),
            (Some(Value::Object(_)), _) if depth <= DEEP && self.made <= MANY => 1,
            (_, Undeclared::Some) if self.once_in(4) => 1,
            _ => 0,
        };
        let anything = Value::Bool(true);
        let of = schema.get("additionalProperties").unwrap_or(&anything);
        let odd: &[&str] = if self.is_odd() { &["one more", "x-\u{e9}", "\"", "a/b~c", "9", "self"] } else { &["key"] };
        let names = odd.iter().map(|name| (*name).to_owned());
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

impl Maker<'_> {
    /// Undeclared properties whose names have a pattern or a schema: as many as are required.
    fn named(
        &mut self,
        schema: &Schema,
        least: usize,
        made: &mut Map<String, Value>,
        depth: usize,
    ) -> Result<(), Unmade> {
        let anything = Value::Bool(true);
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        let (names, of) = match (patterns.and_then(|patterns| patterns.iter().next()), schema.get("propertyNames")) {
            (Some((pattern, of)), _) => (json!({"type": "string", "pattern": pattern}), of),
            (None, Some(names)) => {
                let text = json!({"allOf": [{"type": "string"}, names]});
                (text, schema.get("additionalProperties").unwrap_or(&anything))
            }
            (None, None) => return Ok(()),
        };
        for _ in 0..least.saturating_mul(8).min(MANY) {
            if made.len() >= least {
                break;
            }
            if let Value::String(name) = self.make(&names, depth + 1)? {
                made.insert(name, self.make(of, depth + 1)?);
            }
        }
        if made.len() < least { Err(Unmade::Keyword("propertyNames")) } else { Ok(()) }
    }
}
