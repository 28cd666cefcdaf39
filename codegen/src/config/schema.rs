//! The JSON Schema of `bindery.toml`, for editors and for its documentation.

use super::{
    Config, Dependencies, ExternalTable, ExternalType, MatchTable, Matcher, PagingRule, PagingRules, Patterns,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};
use std::borrow::Cow;

/// The JSON Schema of `bindery.toml`.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Config).to_value();
    schema["title"] = "bindery.toml".into();
    // The only top-level key that the tables themselves do not have: `crate`.
    schema["properties"]["crate"] = json!({
        "description": "Several crates: a table for each, with the keys of a whole bindery.toml. No other key may be outside of these tables.",
        "type": "array",
        "items": {"$ref": "#", "not": {"required": ["crate"]}},
        "minItems": 1,
    });
    schema["if"] = json!({"required": ["crate"]});
    schema["then"] = json!({"maxProperties": 1});
    schema
}

/// A hand-written schema for a type that can be written in several forms.
macro_rules! forms {
    ($($type:ident, $generator:ident => $schema:expr;)*) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

forms! {
    Patterns, _generator => json_schema!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]});
    Matcher, generator => json_schema!({"anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}, "minItems": 1},
        generator.subschema_for::<MatchTable>(),
    ]});
    ExternalType, generator => json_schema!({"anyOf": [
        {"type": "string"}, generator.subschema_for::<ExternalTable>(),
    ]});
    PagingRules, generator => json_schema!({"anyOf": [
        {"enum": ["none", "link"]},
        generator.subschema_for::<PagingRule>(),
        {"type": "array", "items": generator.subschema_for::<PagingRule>()},
    ]});
    Dependencies, _generator => json_schema!({"type": "object", "additionalProperties": {"anyOf": [
        {"type": "string"}, {"type": "object"},
    ]}});
}
