//! Ways in which a document can be mutated.

use bindery::sample::Random;
use serde_json::Value;

/// How a document is mutated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mutation {
    /// It ends somewhere.
    Truncated,
    /// The text is truncated, and read as YAML.
    TruncatedYaml,
    /// A byte is replaced.
    Byte,
    /// A value is replaced by one of another type.
    Kind,
    /// A value is replaced by a copy of another one.
    Copy,
    /// A reference is redirected to the target of another one, or near it.
    Reference,
    /// A property is removed.
    Missing,
}

impl Mutation {
    pub(crate) const ALL: [Self; 7] =
        [Self::Truncated, Self::TruncatedYaml, Self::Byte, Self::Kind, Self::Copy, Self::Reference, Self::Missing];

    /// The extension of the file that the mutated text is in.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::TruncatedYaml => "yaml",
            _ => "json",
        }
    }

    /// A mutated copy of a document, which is given as text and as value.
    pub(crate) fn apply(self, text: &[u8], value: &Value, random: &mut Random) -> Vec<u8> {
        match self {
            Self::Truncated | Self::TruncatedYaml => text[..random.below(text.len())].to_vec(),
            Self::Byte => {
                let mut bytes = text.to_vec();
                let at = random.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = b"{}[],:\"0-e\\ntx/#$"[random.below(17)];
                }
                bytes
            }
            Self::Kind => {
                let mut mutated = value.clone();
                let kinds = [
                    Value::Null,
                    Value::Bool(true),
                    5.into(),
                    (-0.5).into(),
                    "text".into(),
                    Value::Array(Vec::new()),
                    Value::Object(serde_json::Map::new()),
                    Value::Array(vec![Value::Null]),
                    serde_json::json!({"$ref": "#"}),
                    serde_json::json!({"type": "object", "properties": {"a": true}}),
                ];
                let kind = kinds[random.below(kinds.len())].clone();
                replace(&mut mutated, random, |_| kind);
                mutated.to_string().into_bytes()
            }
            Self::Copy => {
                let mut mutated = value.clone();
                let other = pick(value, random).clone();
                replace(&mut mutated, random, |_| other);
                mutated.to_string().into_bytes()
            }
            Self::Reference => {
                let mut references = Vec::new();
                collect(value, &mut references);
                let mut mutated = value.clone();
                if !references.is_empty() {
                    let target = references[random.below(references.len())].clone();
                    let mut number = random.below(references.len());
                    redirect(&mut mutated, &mut number, &target);
                }
                mutated.to_string().into_bytes()
            }
            Self::Missing => {
                let mut mutated = value.clone();
                replace(&mut mutated, random, |inner| {
                    let mut inner = inner.take();
                    if let Value::Object(members) = &mut inner {
                        let key = members.keys().next().cloned().unwrap_or_default();
                        members.remove(&key);
                    }
                    inner
                });
                mutated.to_string().into_bytes()
            }
        }
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(elements) => elements.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

/// Selects a value of a document.
fn pick<'v>(value: &'v Value, random: &mut Random) -> &'v Value {
    let mut number = random.below(count(value));
    nth(value, &mut number).unwrap_or(value)
}

fn nth<'v>(value: &'v Value, number: &mut usize) -> Option<&'v Value> {
    if *number == 0 {
        return Some(value);
    }
    *number -= 1;
    match value {
        Value::Array(elements) => elements.iter().find_map(|element| nth(element, number)),
        Value::Object(members) => members.values().find_map(|member| nth(member, number)),
        _ => None,
    }
}

/// Replaces a value.
fn replace(value: &mut Value, random: &mut Random, with: impl FnOnce(&mut Value) -> Value) {
    let mut number = random.below(count(value));
    if let Some(place) = nth_mut(value, &mut number) {
        *place = with(place);
    }
}

fn nth_mut<'v>(value: &'v mut Value, number: &mut usize) -> Option<&'v mut Value> {
    if *number == 0 {
        return Some(value);
    }
    *number -= 1;
    match value {
        Value::Array(elements) => elements.iter_mut().find_map(|element| nth_mut(element, number)),
        Value::Object(members) => members.values_mut().find_map(|member| nth_mut(member, number)),
        _ => None,
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Array(elements) => elements.iter().for_each(|element| collect(element, references)),
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                references.push(reference.clone());
            }
            members.values().for_each(|member| collect(member, references));
        }
        _ => {}
    }
}

/// Redirects a reference; returns whether it was found.
fn redirect(value: &mut Value, number: &mut usize, target: &str) -> bool {
    match value {
        Value::Array(elements) => elements.iter_mut().any(|element| redirect(element, number, target)),
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get_mut("$ref") {
                if *number == 0 {
                    target.clone_into(reference);
                    return true;
                }
                *number -= 1;
            }
            members.values_mut().any(|member| redirect(member, number, target))
        }
        _ => false,
    }
}
