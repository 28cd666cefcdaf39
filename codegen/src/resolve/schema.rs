//! A schema of the description, with references resolved.

use crate::diag::Pointer;
use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

/// The number of a schema in [`Resolved::schemas`](super::Resolved::schemas).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub(crate) usize);

/// A schema object (JSON Schema 2020-12, as OpenAPI 3.1 uses it).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// The place of the schema.
    pub pointer: Pointer,
    /// `$ref`, if it can be resolved.
    pub reference: Option<SchemaId>,
    /// Whether it has a `$ref` that cannot be resolved, which has been reported.
    pub is_lost: bool,
    /// Whether keywords contradict each other, which has been reported.
    pub is_contradictory: bool,
    /// `true` and `false` as schemas.
    pub boolean: Option<bool>,
    /// `type`; empty if missing.
    pub types: TypeSet,
    /// Whether it is `nullable` and otherwise unconstrained. On its own, this means any JSON value; as a variant, it means null.
    pub says_null: bool,
    /// `properties`
    pub properties: IndexMap<String, SchemaId>,
    /// `required`
    pub required: IndexSet<String>,
    /// `additionalProperties`
    pub additional: Additional,
    /// `propertyNames`, if docs can express it.
    pub key_names: Option<KeyNames>,
    /// Whether it has `patternProperties`.
    pub pattern_properties: Vec<SchemaId>,
    /// `items`
    pub items: Option<SchemaId>,
    /// `minItems`
    pub min_items: Option<u64>,
    /// `maxItems`
    pub max_items: Option<u64>,
    /// `prefixItems`
    pub prefix_items: Vec<SchemaId>,
    /// `allOf`
    pub all_of: Vec<SchemaId>,
    /// `oneOf`
    pub one_of: Vec<SchemaId>,
    /// `anyOf`
    pub any_of: Vec<SchemaId>,
    /// `discriminator`
    pub discriminator: Option<Discriminator>,
    /// `x-ms-discriminator-value`: the discriminator value of this schema.
    pub discriminator_value: Option<Value>,
    /// `x-abstract`: whether all values match schemas that extend this one.
    pub is_abstract: bool,
    /// `enum`
    pub values: Option<Vec<Value>>,
    /// Names and descriptions of the `enum` values, from extensions that several tools support.
    pub value_names: Vec<ValueNames>,
    /// `const`
    pub constant: Option<Value>,
    /// `format`
    pub format: Option<String>,
    /// `contentMediaType`
    pub content_media_type: Option<String>,
    /// `contentEncoding`
    pub content_encoding: Option<String>,
    /// `contentSchema`, if the string is JSON text without an encoding (JSON Schema 2020-12 Validation, 8.5), according to
    /// `contentMediaType` and `contentEncoding`.
    pub content_schema: Option<SchemaId>,
    /// `minimum` or `exclusiveMinimum`: the largest float that does not exceed it.
    pub minimum: Option<f64>,
    /// `maximum` or `exclusiveMaximum`, likewise.
    pub maximum: Option<f64>,
    /// The type implied by other keywords where `type` is missing: `pattern` or `minLength` imply a string, and so on.
    pub implied: TypeSet,
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `default`: documentation, never sent.
    pub default: Option<Value>,
    /// `example`, else the first of `examples`: documentation.
    pub example: Option<Value>,
    /// `pattern`, for the docs.
    pub pattern: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// `readOnly`
    pub read_only: bool,
    /// `writeOnly`
    pub write_only: bool,
    /// The number of enclosing unions that have passed their sibling keywords down to it. Only for schemas that are created while shapes
    /// are computed.
    pub(crate) handed_down: usize,
}

impl Schema {
    /// Whether any keyword constrains the values, apart from `$ref`.
    pub fn is_structural(&self) -> bool {
        self.boolean.is_some()
            || !self.types.is_empty()
            || !self.properties.is_empty()
            || !self.required.is_empty()
            || self.additional != Additional::Unsaid
            || !self.pattern_properties.is_empty()
            || self.items.is_some()
            || !self.prefix_items.is_empty()
            || !self.all_of.is_empty()
            || !self.one_of.is_empty()
            || !self.any_of.is_empty()
            || self.values.is_some()
            || self.constant.is_some()
            || self.content_schema.is_some()
    }
}

/// `additionalProperties`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Additional {
    /// Missing, which allows any.
    #[default]
    Unsaid,
    /// `true`
    Allowed,
    /// `false`
    Forbidden,
    /// A schema for the values.
    Typed(SchemaId),
}

/// `discriminator` (OpenAPI 3.1, 4.8.25)
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator {
    /// `propertyName`
    pub property: String,
    /// `mapping`, in order, without entries that cannot be resolved.
    pub mapping: Vec<(String, SchemaId)>,
    /// `defaultMapping` (OpenAPI 3.2, 4.25): the schema of values without the property, or with an unlisted value.
    pub default: Option<SchemaId>,
}

/// A set of JSON types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TypeSet(u8);

impl TypeSet {
    /// No type.
    pub const NONE: Self = Self(0);
    /// `null`
    pub const NULL: Self = Self(1);
    /// `boolean`
    pub const BOOLEAN: Self = Self(2);
    /// `integer`
    pub const INTEGER: Self = Self(4);
    /// `number`
    pub const NUMBER: Self = Self(8);
    /// `string`
    pub const STRING: Self = Self(16);
    /// `array`
    pub const ARRAY: Self = Self(32);
    /// `object`
    pub const OBJECT: Self = Self(64);

    const NAMES: [(&'static str, Self); 7] = [
        ("null", Self::NULL),
        ("boolean", Self::BOOLEAN),
        ("integer", Self::INTEGER),
        ("number", Self::NUMBER),
        ("string", Self::STRING),
        ("array", Self::ARRAY),
        ("object", Self::OBJECT),
    ];

    /// The type with a name, as in `type`.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(each, _)| *each == name).map(|(_, set)| *set)
    }

    /// The types in the set.
    pub fn each(self) -> impl Iterator<Item = Self> {
        Self::NAMES.into_iter().map(|(_, set)| set).filter(move |set| self.contains(*set))
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this set includes every type of the other one.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The union of both sets.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The types that are not in the other set.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The types that both sets allow; `number` allows `integer`.
    #[must_use]
    pub fn meet(self, other: Self) -> Self {
        let widen = |set: Self| if set.contains(Self::NUMBER) { set.with(Self::INTEGER) } else { set };
        Self(widen(self).0 & widen(other).0)
    }

    /// The type of a value.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) if number.is_f64() => Self::NUMBER,
            Value::Number(_) => Self::INTEGER,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }
}

impl std::fmt::Display for TypeSet {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut separator = "";
        for (name, set) in Self::NAMES {
            if self.contains(set) {
                write!(formatter, "{separator}{name}")?;
                separator = " or ";
            }
        }
        Ok(())
    }
}

/// A value of an enum with its name and description.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ValueNames {
    /// The value.
    pub value: Value,
    /// Its name before casing.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
}

/// Constraints on the keys of an object. Rust keys are strings, so this is for docs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct KeyNames {
    /// `enum` or `const`
    pub values: Vec<String>,
    /// `pattern`
    pub pattern: Option<String>,
}
