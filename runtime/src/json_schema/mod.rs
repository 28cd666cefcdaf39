//! `schemars::JsonSchema` for everything on the wire: the schema of a type is what its table says, not what its Rust fields are
//! called. For crates that are generated with `derive = ["schemars::JsonSchema"]` in bindery.toml.

mod values;

pub use values::{BinaryText, DateText, DateTimeText};

use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::wire::literal::Literal;
use crate::wire::table::{AdditionalProperties, Presence};
use crate::wire::{View, Wire};

/// Gives the schema of a type, or a reference to it: [`SchemaGenerator::subschema_for`].
pub type Subschema = fn(&mut SchemaGenerator) -> Schema;

/// A property of an object or a variant of a union, as the macro gives it.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// What the description says about it; empty for nothing.
    pub docs: &'static str,
    /// Its type; `None` for a constant.
    pub of: Option<Subschema>,
    /// The only value of a variant that is one.
    pub constant: Option<Literal>,
}

/// The schema of an object: a member for each property of its table, in order, and the type of other properties.
#[must_use]
pub fn object_schema<T: Wire>(
    generator: &mut SchemaGenerator,
    docs: &str,
    members: &[Member],
    rest: Option<Subschema>,
) -> Schema {
    let blank = T::blank();
    let View::Object(table, _) = blank.view() else { return Schema::from(true) };
    let mut properties = Map::new();
    let mut required = Vec::new();
    for ((_, row), member) in table.fields.numbered().zip(members) {
        let name = table.fields.name(row);
        let schema = match (table.fields.constant(row), member.of) {
            (Some(constant), _) => constant_schema(constant),
            (None, Some(of)) => of(generator),
            (None, None) => Schema::from(true),
        };
        properties.insert(name.to_owned(), described(schema, member.docs).to_value());
        if row.presence != Presence::Optional {
            required.push(Value::from(name));
        }
    }
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    if !properties.is_empty() {
        schema.insert("properties".to_owned(), properties.into());
    }
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
    let others = match (rest, table.additional) {
        (Some(rest), _) => Some(rest(generator).to_value()),
        (None, AdditionalProperties::Forbidden) => Some(false.into()),
        (None, AdditionalProperties::Unknown | AdditionalProperties::Expected) => None,
    };
    schema.extend(others.map(|others| ("additionalProperties".to_owned(), others)));
    described(schema.into(), docs)
}

/// The schema of an enum.
#[must_use]
pub fn enum_schema(docs: &str, literals: &[Literal]) -> Schema {
    let values: Vec<Value> = literals.iter().copied().map(value).collect();
    let mut schema = Map::new();
    if values.iter().all(Value::is_string) {
        schema.insert("type".to_owned(), "string".into());
    }
    schema.insert("enum".to_owned(), values.into());
    described(schema.into(), docs)
}

/// The schema of a union. Its variants may overlap, so a value may have the schema of several.
#[must_use]
pub fn union_schema(generator: &mut SchemaGenerator, docs: &str, members: &[Member]) -> Schema {
    let each = members.iter().map(|member| {
        let schema = match (member.constant, member.of) {
            (Some(constant), _) => constant_schema(constant),
            (None, Some(of)) => of(generator),
            (None, None) => Schema::from(true),
        };
        described(schema, member.docs).to_value()
    });
    let each: Vec<Value> = each.collect();
    described(Map::from_iter([("anyOf".to_owned(), each.into())]).into(), docs)
}

fn constant_schema(constant: Literal) -> Schema {
    Map::from_iter([("const".to_owned(), value(constant))]).into()
}

/// A schema with a description.
fn described(mut schema: Schema, docs: &str) -> Schema {
    if !docs.is_empty() {
        schema.insert("description".to_owned(), json!(docs));
    }
    schema
}

fn value(literal: Literal) -> Value {
    match literal {
        Literal::Text(text) => text.into(),
        Literal::Json(text) => serde_json::from_str(text).unwrap_or_default(),
    }
}
