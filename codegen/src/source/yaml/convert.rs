//! Converts nodes to values.

use super::super::{DEEPEST, ParseError};
use super::compose::{Child, Form, Node, Scalar};
use super::scalar;
use crate::diag::{PathStack, Pointer};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// The limit for the bytes of all copies that aliases make. Real descriptions stay below 1 MB.
const COPIES: usize = 16 << 20;
/// The approximate size of a value apart from its text.
const VALUE: usize = 64;

/// Fields that are always strings.
const TEXT: &[&str] = &[
    "openapi",
    "swagger",
    "version",
    "title",
    "summary",
    "description",
    "operationId",
    "name",
    "in",
    "format",
    "pattern",
    "url",
    "termsOfService",
    "propertyName",
    "contentMediaType",
    "contentEncoding",
    "$ref",
    "$id",
    "$anchor",
];
/// Fields whose items are strings.
const TEXTS: &[&str] = &["required", "tags", "consumes", "produces", "schemes"];
/// Fields that are booleans if they look like one.
const FLAGS: &[&str] = &[
    "required",
    "deprecated",
    "nullable",
    "x-nullable",
    "readOnly",
    "writeOnly",
    "explode",
    "allowReserved",
    "allowEmptyValue",
    "uniqueItems",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "additionalProperties",
];
/// Fields whose values have the type that the `type` field beside them names.
const TYPED: &[&str] = &["enum", "const", "default", "example", "examples"];

/// What is expected at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Anything,
    Text,
    Texts,
    Flag,
    TextsOrFlag,
    /// The name of a type, or several: `null` is one of them.
    Type,
    /// Server variables, by name.
    Variables,
    /// A server variable, whose fields are all strings.
    Variable,
}

/// A document as values.
pub(super) struct Converted {
    pub(super) value: Value,
    /// Duplicate keys.
    pub(super) duplicates: Vec<Pointer>,
    /// Integers that do not fit into 64 bits.
    pub(super) digits: Vec<(Pointer, String)>,
    /// Numbers that do not fit into a float; they are read as strings.
    pub(super) out_of_range: Vec<(Pointer, String)>,
}

pub(super) fn convert(root: &Child<'_>, document: &str) -> Result<Converted, ParseError> {
    let mut converter = Converter {
        duplicates: Vec::new(),
        digits: Vec::new(),
        out_of_range: Vec::new(),
        copied: 0,
        copying: 0,
        depth: 0,
    };
    let value = converter.value(root, Expected::Anything, &PathStack::root(document))?;
    let Converter { duplicates, digits, out_of_range, .. } = converter;
    Ok(Converted { value, duplicates, digits, out_of_range })
}

struct Converter {
    duplicates: Vec<Pointer>,
    digits: Vec<(Pointer, String)>,
    out_of_range: Vec<(Pointer, String)>,
    /// Bytes of copies so far.
    copied: usize,
    /// How many aliases are being expanded.
    copying: usize,
    depth: usize,
}

impl Converter {
    fn value(&mut self, child: &Child<'_>, expected: Expected, trail: &PathStack<'_>) -> Result<Value, ParseError> {
        if self.depth > DEEPEST {
            return Err(ParseError::AliasBomb);
        }
        let aliases = usize::from(child.alias);
        self.copying += aliases;
        self.depth += 1;
        let value = match &*child.node {
            Node::Scalar(scalar) => {
                self.count(scalar.text.len())?;
                let value = scalar_value(scalar, expected);
                if let (Value::Number(number), Some(digits)) = (&value, scalar::integer(&scalar.text))
                    && number.is_f64()
                {
                    self.digits.push((trail.pointer(), digits.to_owned()));
                }
                let is_plain = scalar.form == Form::Plain && expected == Expected::Anything;
                if is_plain && value.is_string() && scalar::is_out_of_range(&scalar.text) {
                    self.out_of_range.push((trail.pointer(), scalar.text.clone().into_owned()));
                }
                value
            }
            Node::List(elements) => {
                self.count(0)?;
                self.list(elements, expected, trail)?
            }
            Node::Map(members) => {
                self.count(0)?;
                self.map(members, expected, trail)?
            }
        };
        self.depth -= 1;
        self.copying -= aliases;
        Ok(value)
    }

    /// Counts the size of a copy.
    fn count(&mut self, text: usize) -> Result<(), ParseError> {
        if self.copying > 0 {
            self.copied = self.copied.saturating_add(VALUE + text);
            if self.copied > COPIES {
                return Err(ParseError::AliasBomb);
            }
        }
        Ok(())
    }

    fn list(&mut self, elements: &[Child<'_>], expected: Expected, trail: &PathStack<'_>) -> Result<Value, ParseError> {
        let each = match expected {
            Expected::Texts | Expected::TextsOrFlag => Expected::Text,
            Expected::Type => Expected::Type,
            Expected::Anything | Expected::Text | Expected::Flag | Expected::Variables | Expected::Variable => {
                Expected::Anything
            }
        };
        let values = elements.iter().enumerate().map(|(index, element)| self.value(element, each, &trail.index(index)));
        values.collect::<Result<Vec<Value>, ParseError>>().map(Value::Array)
    }

    fn map(
        &mut self,
        members: &[(Child<'_>, Child<'_>)],
        expected: Expected,
        trail: &PathStack<'_>,
    ) -> Result<Value, ParseError> {
        let own: HashSet<&str> = members.iter().filter_map(|(key, _)| key_text(key)).collect();
        let text = is_text(members);
        let mut object = Map::with_capacity(members.len());
        let mut merged = HashSet::new();
        for (key, child) in members {
            if is_merge(key) {
                self.merge(child, &own, text, &mut object, &mut merged, trail)?;
                continue;
            }
            let whole = key_text(key).map_or_else(|| flow(key), str::to_owned);
            let place = trail.key(&whole);
            let value = self.value(child, inside(expected, &whole, text), &place)?;
            if object.contains_key(&whole) {
                self.duplicates.push(place.pointer());
            }
            object.insert(whole, value);
        }
        Ok(Value::Object(object))
    }

    /// `<<: *alias` or `<<: [*alias, ...]`: adds keys that the map itself does not have; earlier ones win.
    fn merge(
        &mut self,
        child: &Child<'_>,
        own: &HashSet<&str>,
        text: bool,
        object: &mut Map<String, Value>,
        merged: &mut HashSet<String>,
        trail: &PathStack<'_>,
    ) -> Result<(), ParseError> {
        if self.depth > DEEPEST {
            return Err(ParseError::AliasBomb);
        }
        self.depth += 1;
        self.copying += 1;
        self.count(0)?;
        match &*child.node {
            Node::Map(members) => {
                for (key, value) in members {
                    if is_merge(key) {
                        self.merge(value, own, text, object, merged, trail)?;
                        continue;
                    }
                    let whole = key_text(key).map_or_else(|| flow(key), str::to_owned);
                    if own.contains(whole.as_str()) || object.contains_key(&whole) {
                        continue;
                    }
                    let value = self.value(value, inside(Expected::Anything, &whole, text), &trail.key(&whole))?;
                    merged.insert(whole.clone());
                    object.insert(whole, value);
                }
            }
            Node::List(maps) => {
                for map in maps {
                    self.merge(map, own, text, object, merged, trail)?;
                }
            }
            Node::Scalar(_) => {}
        }
        self.copying -= 1;
        self.depth -= 1;
        Ok(())
    }
}

fn is_merge(key: &Child<'_>) -> bool {
    matches!(&*key.node, Node::Scalar(Scalar { text, form: Form::Plain }) if text == "<<")
}

/// A scalar key is always a string: `200`, `on` and `null` are names.
fn key_text<'n>(key: &'n Child<'_>) -> Option<&'n str> {
    match &*key.node {
        Node::Scalar(scalar) => Some(&scalar.text),
        Node::List(_) | Node::Map(_) => None,
    }
}

/// A key that is a collection: unquoted `{id}: ...` is a map in YAML, but a path or a name to its author.
fn flow(key: &Child<'_>) -> String {
    match &*key.node {
        Node::Scalar(scalar) => scalar.text.clone().into_owned(),
        Node::List(elements) => format!("[{}]", elements.iter().map(flow).collect::<Vec<_>>().join(",")),
        Node::Map(members) => {
            let keys: Vec<String> = members.iter().map(|(key, _)| flow(key)).collect();
            format!("{{{}}}", keys.join(","))
        }
    }
}

/// Whether the map is a schema whose values are strings.
fn is_text(members: &[(Child<'_>, Child<'_>)]) -> bool {
    let of = members.iter().find(|(key, _)| key_text(key) == Some("type")).map(|(_, of)| &*of.node);
    match of {
        Some(Node::Scalar(scalar)) => scalar.text == "string",
        Some(Node::List(types)) => {
            let mut names = types.iter().filter_map(key_text);
            names.any(|name| name == "string")
                && types.iter().filter_map(key_text).all(|name| matches!(name, "string" | "null"))
        }
        Some(Node::Map(_)) | None => false,
    }
}

/// What is expected of a field of a map.
fn inside(expected: Expected, key: &str, text: bool) -> Expected {
    match expected {
        Expected::Variables => return Expected::Variable,
        Expected::Variable => return if key == "enum" { Expected::Texts } else { Expected::Text },
        Expected::Anything
        | Expected::Text
        | Expected::Texts
        | Expected::Flag
        | Expected::TextsOrFlag
        | Expected::Type => {}
    }
    match key {
        "variables" => Expected::Variables,
        "type" => Expected::Type,
        "enum" | "examples" if text => Expected::Texts,
        _ if text && TYPED.contains(&key) => Expected::Text,
        _ if TEXTS.contains(&key) && FLAGS.contains(&key) => Expected::TextsOrFlag,
        _ if TEXTS.contains(&key) => Expected::Texts,
        _ if TEXT.contains(&key) => Expected::Text,
        _ if FLAGS.contains(&key) => Expected::Flag,
        _ => Expected::Anything,
    }
}

fn scalar_value(scalar: &Scalar<'_>, expected: Expected) -> Value {
    let text = || Value::String(scalar.text.clone().into_owned());
    if scalar.form == Form::Text {
        return text();
    }
    if matches!(expected, Expected::Flag | Expected::TextsOrFlag)
        && let Some(flag) = scalar::old_boolean(&scalar.text)
    {
        return Value::Bool(flag);
    }
    match scalar::resolve(&scalar.text) {
        Value::Null if expected == Expected::Type && scalar.text == "null" => text(),
        Value::Null => Value::Null,
        _ if matches!(expected, Expected::Text | Expected::Type) => text(),
        value => value,
    }
}
