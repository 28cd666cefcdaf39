//! Resolves the references of a schema and merges its `allOf`.

use super::document::Document;
use super::unmade::Unmade;
use serde_json::{Map, Value, json};

/// The keywords of a schema.
pub(crate) type Schema = Map<String, Value>;

/// The limit for chains of references and nested `allOf`.
const LONGEST: usize = 40;

impl Document {
    /// The schema with everything merged that is not a choice. `None` if it is `true`, or empty.
    pub(crate) fn flatten(&self, schema: &Value) -> Result<Option<Schema>, Unmade> {
        let flat = self.flat(schema, 0)?;
        Ok((!flat.is_empty()).then_some(flat))
    }

    fn flat(&self, schema: &Value, depth: usize) -> Result<Schema, Unmade> {
        if depth > LONGEST {
            return Err(Unmade::Endless);
        }
        let mut own = match schema {
            Value::Bool(true) => return Ok(Schema::new()),
            Value::Object(own) => own.clone(),
            _ => return Err(Unmade::Nothing),
        };
        if own.contains_key("$recursiveRef") || own.contains_key("$dynamicRef") {
            return Err(Unmade::Keyword("$recursiveRef"));
        }
        let reference = own.remove("$ref");
        if let Some(Value::String(reference)) = &reference {
            let target = self.flat(self.at(reference)?, depth + 1)?;
            // The normal form has dropped siblings that do not count.
            return if own.is_empty() { Ok(target) } else { both(self.flat(&Value::Object(own), depth + 1)?, target) };
        }
        let parts = own.remove("allOf");
        // `nullable` on the outside applies to the whole.
        let nullable = own.get("nullable").cloned();
        let mut whole = own;
        for part in parts.iter().flat_map(|parts| parts.as_array().into_iter().flatten()) {
            whole = both(whole, self.flat(part, depth + 1)?)?;
        }
        if parts.is_some() {
            whole.remove("nullable");
            whole.extend(nullable.map(|nullable| ("nullable".to_owned(), nullable)));
        }
        Ok(whole)
    }
}

/// The intersection of two flat schemas.
pub(crate) fn both(mut one: Schema, other: Schema) -> Result<Schema, Unmade> {
    for (keyword, value) in other {
        let merged = match (one.remove(&keyword), keyword.as_str()) {
            (None, _) => value,
            (Some(before), "properties" | "patternProperties") => properties(before, value),
            (Some(before), "required") => listed(before, value),
            (Some(before), "enum") => common(&before, &value)?,
            (Some(before), "type") => types(&before, &value)?,
            (Some(before), "minimum" | "minLength" | "minItems" | "minProperties") => larger(before, value),
            (Some(before), "maximum" | "maxLength" | "maxItems" | "maxProperties") => larger(value, before),
            (Some(before), "additionalProperties" | "items") if before != value => together(before, value),
            // Two choices: the second one becomes part of the first one's branches.
            (Some(Value::Array(before)), "oneOf" | "anyOf") => {
                before.into_iter().map(|branch| json!({"allOf": [branch, {keyword.as_str(): value}]})).collect()
            }
            (Some(before), "const") if before != value => return Err(Unmade::Nothing),
            (Some(before), _) => before,
        };
        one.insert(keyword, merged);
    }
    Ok(one)
}

fn together(before: Value, value: Value) -> Value {
    json!({"allOf": [before, value]})
}

fn properties(before: Value, value: Value) -> Value {
    let (Value::Object(mut before), Value::Object(value)) = (before, value) else { return Value::Null };
    for (name, schema) in value {
        let merged = match before.remove(&name) {
            Some(same) if same != schema => together(same, schema),
            _ => schema,
        };
        before.insert(name, merged);
    }
    Value::Object(before)
}

fn listed(before: Value, value: Value) -> Value {
    let mut names: Vec<Value> = before.as_array().cloned().unwrap_or_default();
    for name in value.as_array().into_iter().flatten() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    Value::Array(names)
}

fn common(before: &Value, value: &Value) -> Result<Value, Unmade> {
    let others = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let both: Vec<Value> =
        before.as_array().into_iter().flatten().filter(|each| others.contains(each)).cloned().collect();
    if both.is_empty() { Err(Unmade::Nothing) } else { Ok(Value::Array(both)) }
}

/// The names of the types, one or several.
pub(crate) fn type_names(of: &Value) -> Vec<&str> {
    match of {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn types(before: &Value, value: &Value) -> Result<Value, Unmade> {
    let (before, value) = (type_names(before), type_names(value));
    let has = |names: &[&str], name| names.contains(&name) || (name == "integer" && names.contains(&"number"));
    let mut both: Vec<&str> = before.iter().copied().filter(|name| has(&value, name)).collect();
    both.extend(value.iter().copied().filter(|name| *name == "integer" && has(&before, name)));
    both.dedup();
    if both.is_empty() { Err(Unmade::Nothing) } else { Ok(json!(both)) }
}

/// The larger one of two numbers.
fn larger(one: Value, other: Value) -> Value {
    if one.as_f64() >= other.as_f64() { one } else { other }
}
