//! Schemas of the types that users hold.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::text::embedded::Embedded;
use crate::value::additional::Additional;
use crate::value::extra::Extra;
use crate::value::json::Json;
use crate::value::number::Number;
use crate::value::parsed::Parsed;
use crate::value::patch::Patch;
use crate::value::prefixed::Prefixed;
use crate::value::secret::Secret;
use crate::value::typed::{Typed, TypedNumber};
use crate::value::unknown::{Unmatched, Unrecognized};

/// A date and a time, whatever the Rust type.
#[derive(Debug)]
pub enum DateTimeText {}

/// A date, whatever the Rust type.
#[derive(Debug)]
pub enum DateText {}

/// The content of a file.
#[derive(Debug)]
pub enum BinaryText {}

/// Schemas that stand where they are used.
macro_rules! inline {
    ($([$($parameter:ident $(: $bound:ident)?)?] $type:ty, $name:literal, $generator:ident => $schema:expr;)*) => {$(
        impl $(<$parameter $(: $bound)?>)? JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

inline! {
    [] Json, "Json", _generator => true.into();
    [] Unmatched, "Unmatched", _generator => true.into();
    [] Unrecognized, "Unrecognized", _generator => true.into();
    [] Number, "Number", _generator => json_schema!({ "type": "number" });
    [] Secret, "Secret", _generator => json_schema!({ "type": "string" });
    [] Extra, "Extra", _generator => json_schema!({ "type": "object" });
    [] DateTimeText, "DateTime", _generator => json_schema!({ "type": "string", "format": "date-time" });
    [] DateText, "Date", _generator => json_schema!({ "type": "string", "format": "date" });
    [] BinaryText, "Binary", _generator => json_schema!({ "type": "string", "format": "binary" });
    [T] Parsed<T>, "Parsed", _generator => json_schema!({ "type": "string" });
    [T] Typed<T>, "Typed", _generator => json_schema!({ "type": "string" });
    [T] TypedNumber<T>, "TypedNumber", _generator => json_schema!({ "type": "number" });
    [T: JsonSchema] Patch<T>, "Patch", generator => Option::<T>::json_schema(generator);
    [T: JsonSchema] Additional<T>, "Additional", generator => {
        let of = generator.subschema_for::<T>();
        json_schema!({ "type": "object", "additionalProperties": of })
    };
    [T: JsonSchema] Embedded<T>, "Embedded", generator => {
        let of = generator.subschema_for::<T>();
        json_schema!({ "type": "string", "contentMediaType": "application/json", "contentSchema": of })
    };
}

impl<First: JsonSchema, Rest: JsonSchema, const LEAST: usize> JsonSchema for Prefixed<First, Rest, LEAST> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Prefixed".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = First::json_schema(generator);
        let length = schema.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
        schema.remove("maxItems");
        schema.insert("minItems".to_owned(), json!(length.min(LEAST)));
        schema.insert("items".to_owned(), generator.subschema_for::<Rest>().to_value());
        schema
    }
}
