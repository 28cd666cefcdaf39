//! The output of the phase: shapes of schemas.

use crate::resolve::{Schema, SchemaId};
use serde_json::Value;
use std::collections::HashSet;

/// The shapes of every needed schema, by schema.
#[derive(Debug)]
pub struct Shapes {
    pub(super) schemas: Vec<Schema>,
    pub(super) shapes: Vec<Option<Shaped>>,
    /// Properties that are tags of a union, by the objects that are its variants.
    pub(super) tags: HashSet<(SchemaId, String)>,
    /// Objects that a union tries.
    pub(super) tried: HashSet<SchemaId>,
    /// Schemas that were created for the values of a base type itself.
    pub(super) bases: HashSet<SchemaId>,
    /// The schema behind aliases, by schema, once all shapes are known.
    pub(super) canonical: Vec<(SchemaId, bool)>,
}

impl Shapes {
    /// The schema of the description, or the merged one.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0]
    }

    /// The shape of a schema.
    pub fn shape(&self, id: SchemaId) -> &Shaped {
        const NONE: &Shaped = &Shaped { nullable: false, shape: Shape::Opaque(Opaque::Cyclic) };
        self.shapes.get(id.0).and_then(Option::as_ref).unwrap_or(NONE)
    }

    /// Whether the shape of a schema was needed.
    pub fn is_needed(&self, id: SchemaId) -> bool {
        self.shapes.get(id.0).is_some_and(Option::is_some)
    }

    /// Whether this property is the tag by which a union recognizes an object.
    pub fn is_tag(&self, object: SchemaId, property: &str) -> bool {
        self.tags.contains(&(object, property.to_owned()))
    }

    /// Whether a union tries an object to decide whether a value is one.
    pub fn is_tried(&self, object: SchemaId) -> bool {
        self.tried.contains(&object)
    }

    /// Whether a schema was created for the values of a base type itself, not of a subtype. Its place is that of the base type.
    pub fn is_base_itself(&self, id: SchemaId) -> bool {
        self.bases.contains(&id)
    }

    /// Whether a predicate holds for a schema, or for one that it is an alias of.
    pub fn is_somewhere(&self, id: SchemaId, holds: fn(&Schema) -> bool) -> bool {
        let mut id = id;
        for _ in 0..self.shapes.len() {
            if holds(self.schema(id)) {
                return true;
            }
            match self.shape(id).shape {
                Shape::Alias(target) => id = target,
                _ => break,
            }
        }
        false
    }

    /// The schema behind aliases, and whether it or one of them is nullable.
    pub fn canonical(&self, id: SchemaId) -> (SchemaId, bool) {
        if let Some(known) = self.canonical.get(id.0) {
            return *known;
        }
        let (mut id, mut nullable) = (id, false);
        // An alias always points to another schema; the bound is only a safeguard.
        for _ in 0..self.shapes.len() {
            let shaped = self.shape(id);
            nullable |= shaped.nullable;
            match shaped.shape {
                Shape::Alias(target) => id = target,
                _ => break,
            }
        }
        (id, nullable)
    }
}

/// A shape, and whether `null` is allowed, too.
#[derive(Clone, Debug, PartialEq)]
pub struct Shaped {
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// The shape of other values.
    pub shape: Shape,
}

/// The values that a schema allows.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A scalar.
    Scalar(Scalar),
    /// One of several constants.
    Enum(Vec<Value>),
    /// An object with declared properties.
    Object(Object),
    /// One of several shapes.
    Union(Union),
    /// An array of one shape.
    List(SchemaId),
    /// An array with a shape for each position.
    Tuple(Tuple),
    /// An object whose keys are data.
    Map(SchemaId),
    /// A string that holds the JSON text of a value.
    Embedded(SchemaId),
    /// An alias of another schema.
    Alias(SchemaId),
    /// Any JSON value.
    Opaque(Opaque),
}

/// A scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `boolean`
    Bool,
    /// `integer`
    Integer(Width),
    /// `number`
    Number,
    /// A number whose digits all matter: `format: decimal`, and integers beyond 64 bits.
    Exact,
    /// `string`
    Text,
    /// `string` that `format: password` marks as secret.
    Password,
    /// `string` that is a date, with or without a time.
    Temporal(Temporal),
    /// Bytes outside of JSON: a file in a form, a binary body.
    Binary,
}

/// The kind of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Temporal {
    /// `format: date-time`, RFC 3339
    DateTime,
    /// `format: date`, the first part of the same
    Date,
}

/// The width of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Width {
    /// `int32`
    I32,
    /// `int64`, and the default.
    I64,
    /// `uint32`
    U32,
    /// `uint64`, and if the maximum is above `int64`.
    U64,
}

/// Why a schema has no better shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Opaque {
    /// The schema is empty: `{}` or `true`.
    Empty,
    /// No keyword implies a type.
    Typeless,
    /// No value is allowed: `false` or `not: {}`.
    Never,
    /// Only `null` is allowed.
    Null,
    /// An array without `items`.
    Elements,
    /// The schema contains itself.
    Cyclic,
    /// The schema is nested in too many lists and maps, or composed through too many levels.
    Deep,
    /// The schema could not be resolved, which has been reported.
    Missing,
    /// The parts of the schema contradict each other, which has been reported.
    Contradictory,
}

impl Opaque {
    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Empty => "the schema is empty",
            Self::Typeless => "the schema has no type",
            Self::Never => "the schema allows no value",
            Self::Null => "the schema allows only null",
            Self::Elements => "the array has no items schema",
            Self::Cyclic => "the schema contains itself",
            Self::Deep => "the schema is nested too deeply",
            Self::Missing => "a reference cannot be resolved",
            Self::Contradictory => "the schema contradicts itself",
        }
    }
}

/// An object with declared properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// The properties, in order.
    pub properties: Vec<Property>,
    /// The other properties.
    pub rest: AdditionalProperties,
}

impl Object {
    /// A property by name.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }
}

/// Properties that are not declared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AdditionalProperties {
    /// Allowed, with any value.
    #[default]
    Open,
    /// Forbidden by the description. They are kept nevertheless.
    Closed,
    /// Allowed, with values of a schema.
    Typed(SchemaId),
}

/// A declared property.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// The name on the wire.
    pub name: String,
    /// Its schema; `None` for a property that is required but not declared.
    pub schema: Option<SchemaId>,
    /// Whether it is required.
    pub required: bool,
    /// Its only allowed value.
    pub constant: Option<Value>,
}

/// An array with a shape for each position.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuple {
    /// The shapes by position.
    pub elements: Vec<SchemaId>,
    /// How many of them are required.
    pub least: usize,
    /// The shape of additional items, if allowed.
    pub rest: Option<SchemaId>,
}

/// One of several shapes.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The variants, in order.
    pub variants: Vec<SchemaId>,
    /// The values of the `discriminator`.
    pub discriminator: Option<Discriminated>,
    /// The position of the variant for unlisted discriminator values.
    pub default: Option<usize>,
    /// The position of the base type that the other variants extend. It takes values of unknown kinds.
    pub base: Option<usize>,
    /// Variants that are a single value, with their positions.
    pub constants: Vec<(Value, usize)>,
    /// How the variants are told apart.
    pub dispatch: Dispatch,
}

/// The values of a discriminator, in the JSON type of its property, with positions of variants.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Discriminated {
    /// The property.
    pub property: String,
    /// The values.
    pub values: Vec<(Value, usize)>,
    /// Names of schemas that also select a variant, although a mapping gives it another value.
    pub also: Vec<(Value, usize)>,
}

/// The schemas that a shape contains.
pub fn children(shape: &Shape) -> Vec<SchemaId> {
    match shape {
        Shape::Object(object) => {
            let rest = match object.rest {
                AdditionalProperties::Typed(schema) => Some(schema),
                AdditionalProperties::Open | AdditionalProperties::Closed => None,
            };
            object.properties.iter().filter_map(|property| property.schema).chain(rest).collect()
        }
        Shape::Union(union) => union.variants.clone(),
        Shape::List(inner) | Shape::Map(inner) | Shape::Embedded(inner) | Shape::Alias(inner) => vec![*inner],
        Shape::Tuple(tuple) => tuple.elements.iter().chain(&tuple.rest).copied().collect(),
        Shape::Scalar(_) | Shape::Enum(_) | Shape::Opaque(_) => Vec::new(),
    }
}

/// The probes that tell variants apart, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dispatch {
    /// The probes.
    pub probes: Vec<Probe>,
}

impl Dispatch {
    /// The positions of variants that are tried.
    pub fn tried(&self) -> impl Iterator<Item = usize> {
        let tried = self.probes.iter().filter_map(|probe| match probe {
            Probe::Trial(variants) => Some(variants.iter().copied()),
            _ => None,
        });
        tried.flatten()
    }
}

/// A test on a value. Numbers are positions of variants.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Probe {
    /// A property, possibly nested, whose value names the variant.
    Tag {
        /// The names from the value inwards.
        path: Vec<String>,
        /// The values.
        values: Vec<(Value, usize)>,
    },
    /// Alternative values of the preceding tag: they are read, and constructors use the value of the tag.
    Also(String, Vec<(Value, usize)>),
    /// Variants that are a single value.
    Constants(Vec<(Value, usize)>),
    /// The JSON type.
    Kinds(Vec<(Kind, usize)>),
    /// Properties, possibly nested, that only one variant has.
    Keys(Vec<(Vec<String>, usize)>),
    /// The JSON type of the first element of an array.
    Elements(Vec<(Kind, usize)>),
    /// An exact match by trial.
    Trial(Vec<usize>),
    /// This variant for any value, including one with an unlisted tag.
    Otherwise(usize),
}

/// The JSON types that tell variants apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `true` or `false`
    Bool,
    /// A number without a fraction.
    Integer,
    /// A number with a fraction.
    Fraction,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

pub(super) const ALL_KINDS: [Kind; 6] =
    [Kind::Bool, Kind::Integer, Kind::Fraction, Kind::Text, Kind::List, Kind::Object];
