//! What the phase gives: shapes of schemas.

use crate::resolve::{Schema, SchemaId};
use serde_json::Value;
use std::collections::HashSet;

/// The shapes of every schema that something needs, by schema.
#[derive(Debug)]
pub struct Shapes {
    pub(super) schemas: Vec<Schema>,
    pub(super) shapes: Vec<Option<Shaped>>,
    /// Properties by which a union knows the objects that are its variants.
    pub(super) tags: HashSet<(SchemaId, String)>,
    /// Objects that a union tries.
    pub(super) tried: HashSet<SchemaId>,
    /// Schemas that were made for the values that are a base itself.
    pub(super) bases: HashSet<SchemaId>,
    /// What is behind aliases, by schema, once all shapes are known.
    pub(super) canonical: Vec<(SchemaId, bool)>,
}

impl Shapes {
    /// The schema as the description says it, or as it was merged.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0]
    }

    /// The shape of a schema.
    pub fn shape(&self, id: SchemaId) -> &Shaped {
        const NONE: &Shaped = &Shaped { nullable: false, shape: Shape::Opaque(Opaque::Cyclic) };
        self.shapes.get(id.0).and_then(Option::as_ref).unwrap_or(NONE)
    }

    /// Whether anything needs the shape of a schema.
    pub fn is_needed(&self, id: SchemaId) -> bool {
        self.shapes.get(id.0).is_some_and(Option::is_some)
    }

    /// Whether a union knows an object by this property.
    pub fn is_tag(&self, object: SchemaId, property: &str) -> bool {
        self.tags.contains(&(object, property.to_owned()))
    }

    /// Whether a union tries an object in order to know whether a value is one.
    pub fn is_tried(&self, object: SchemaId) -> bool {
        self.tried.contains(&object)
    }

    /// Whether a schema was made for the values that are a base itself, and none of the schemas that extend it. It stands
    /// where the base stands.
    pub fn is_base_itself(&self, id: SchemaId) -> bool {
        self.bases.contains(&id)
    }

    /// Whether something holds of a schema, or of one that it is an alias of.
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
        // An alias always leads to another schema; the bound only guards against a cycle of them.
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

/// A shape, and whether `null` is allowed beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shaped {
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// What is allowed besides.
    pub shape: Shape,
}

/// What values a schema allows.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A single value without structure.
    Scalar(Scalar),
    /// One of the values listed.
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
    /// The same as another schema.
    Alias(SchemaId),
    /// Any JSON value.
    Opaque(Opaque),
}

/// A value without structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `boolean`
    Bool,
    /// `integer`
    Integer(Width),
    /// `number`
    Number,
    /// A number whose digits all count: `format: decimal`, and integers beyond 64 bits.
    Exact,
    /// `string`
    Text,
    /// `string` that `format: password` marks as secret.
    Password,
    /// `string` that is a date, with or without the time of the day.
    Temporal(Temporal),
    /// Bytes that stand outside JSON: a file in a form, a binary body.
    Binary,
}

/// What a date says.
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
    /// `int64`, and where nothing is said.
    I64,
    /// `uint32`
    U32,
    /// `uint64`, and where the maximum is above `int64`.
    U64,
}

/// Why a schema has no better shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Opaque {
    /// The schema says nothing: `{}` or `true`.
    Empty,
    /// The schema has members, but none that tells the type.
    Typeless,
    /// No value is allowed: `false` or `not: {}`.
    Never,
    /// Only `null` is allowed.
    Null,
    /// An array whose elements are not described.
    Elements,
    /// The schema is made of itself.
    Cyclic,
    /// The schema lies in too many lists and maps, or is made of others in too many levels.
    Deep,
    /// The schema was referred to, but is not there, which has been said.
    Missing,
    /// The parts of the schema exclude each other, which has been said.
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
            Self::Elements => "the elements of the array are not described",
            Self::Cyclic => "the schema is made of itself",
            Self::Deep => "the schema lies in too many others",
            Self::Missing => "a reference leads nowhere",
            Self::Contradictory => "the parts of the schema exclude each other",
        }
    }
}

/// An object with declared properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// The properties, in order.
    pub properties: Vec<Property>,
    /// What other properties hold.
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
    /// Not allowed by the description. They are kept all the same.
    Closed,
    /// Allowed, with values of a schema.
    Typed(SchemaId),
}

/// A declared property.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// The name on the wire.
    pub name: String,
    /// What it holds; `None` for a property that is required but nowhere declared.
    pub schema: Option<SchemaId>,
    /// Whether it must be there.
    pub required: bool,
    /// The only value it can have.
    pub constant: Option<Value>,
}

/// An array with a shape for each position.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuple {
    /// The shapes by position.
    pub elements: Vec<SchemaId>,
    /// How many of them must be there.
    pub least: usize,
    /// The shape of those that follow, if any may.
    pub rest: Option<SchemaId>,
}

/// One of several shapes.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The variants, in order.
    pub variants: Vec<SchemaId>,
    /// What a `discriminator` says.
    pub discriminator: Option<Discriminated>,
    /// The position of the variant of values that the discriminator names none for.
    pub default: Option<usize>,
    /// The position of the base that the other variants extend. Values of kinds that nothing names are its.
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
    /// Names of schemas that mean a variant, too, which a mapping gives another value.
    pub also: Vec<(Value, usize)>,
}

/// The schemas that a shape is made of.
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

/// What to look at, in order.
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

/// One thing to look at. Numbers are positions of variants.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Probe {
    /// A property, possibly nested, whose value names the variant.
    Tag {
        /// The names from the value inwards.
        path: Vec<String>,
        /// The values.
        values: Vec<(Value, usize)>,
    },
    /// Other names of variants in the tag before it: they are read, and what is made has the value of the tag.
    Also(String, Vec<(Value, usize)>),
    /// Variants that are a single value.
    Constants(Vec<(Value, usize)>),
    /// The JSON type.
    Kinds(Vec<(Kind, usize)>),
    /// Properties, possibly nested, that only one variant has.
    Keys(Vec<(Vec<String>, usize)>),
    /// The JSON type of the first element of an array.
    Elements(Vec<(Kind, usize)>),
    /// Decoding by exact fit.
    Trial(Vec<usize>),
    /// This variant, whatever the value is; also for a value whose tag is not listed.
    Otherwise(usize),
}

/// The JSON types that tell variants apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `true` or `false`
    Bool,
    /// A number without fraction.
    Integer,
    /// A number with one.
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
