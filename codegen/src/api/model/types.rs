//! Types, before they have Rust names.

use super::wishes::{External, Shown, Wishes};
use crate::config::{Dates, Required, Scalars};
use crate::diag::Pointer;
use crate::resolve::KeyNames;
use crate::shape::{Dispatch, Temporal, Width};
use serde_json::Value;

/// The number of a definition in [`Api::types`](super::Api::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub(crate) usize);

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `true` or `false`
    Bool,
    /// An integer.
    Integer(Width),
    /// A number with or without a fraction.
    Number,
    /// A number whose digits all matter.
    Exact,
    /// A string.
    Text,
    /// A secret string, which is not shown.
    Secret,
    /// A date, in the types of a library.
    Temporal(Temporal, Dates),
    /// A type of another crate.
    External(External),
    /// Bytes outside of JSON.
    Binary,
    /// A part of a body that is a file: bytes with a name and a media type.
    File,
    /// Any JSON value.
    Json,
    /// An array.
    List(Box<Type>),
    /// A tuple: the type of each position, the number of required positions, and the type of additional items, if any.
    Tuple(Vec<Type>, usize, Option<Box<Type>>),
    /// An object whose keys are data.
    Map(Box<Type>),
    /// A string that holds the JSON text of a value.
    Embedded(Box<Type>),
    /// A named type.
    Named(TypeId),
    /// The type or `null`.
    Nullable(Box<Type>),
}

impl Type {
    /// The type without `null`, and whether `null` was allowed.
    pub fn split_null(self) -> (Self, bool) {
        match self {
            Self::Nullable(inner) => (*inner, true),
            other => (other, false),
        }
    }

    /// The type inside of JSON, where bytes are strings.
    #[must_use]
    pub(crate) fn without_bytes(self) -> Self {
        match self {
            Self::Binary => Self::Text,
            Self::List(inner) => Self::List(Box::new(inner.without_bytes())),
            Self::Tuple(elements, least, rest) => {
                let elements = elements.into_iter().map(Self::without_bytes).collect();
                Self::Tuple(elements, least, rest.map(|rest| Box::new(rest.without_bytes())))
            }
            Self::Map(inner) => Self::Map(Box::new(inner.without_bytes())),
            Self::Nullable(inner) => Self::Nullable(Box::new(inner.without_bytes())),
            other => other,
        }
    }

    /// The number of a named type.
    pub fn as_named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            _ => None,
        }
    }

    /// Visits the named types in a type, in order.
    pub(crate) fn each_named(&mut self, visit: &mut dyn FnMut(&mut TypeId)) {
        match self {
            Self::Named(id) => visit(id),
            Self::List(inner) | Self::Map(inner) | Self::Embedded(inner) | Self::Nullable(inner) => {
                inner.each_named(visit)
            }
            Self::Tuple(elements, _, rest) => {
                elements.iter_mut().chain(rest.as_deref_mut()).for_each(|element| element.each_named(visit));
            }
            Self::Bool
            | Self::Integer(_)
            | Self::Number
            | Self::Exact
            | Self::Text
            | Self::Secret
            | Self::Temporal(..)
            | Self::External(_)
            | Self::Binary
            | Self::File
            | Self::Json => {}
        }
    }

    /// Visits a type and those in it.
    pub(crate) fn each(&self, visit: &mut dyn FnMut(&Self)) {
        visit(self);
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Embedded(inner) | Self::Nullable(inner) => inner.each(visit),
            Self::Tuple(elements, _, rest) => {
                elements.iter().chain(rest.as_deref()).for_each(|element| element.each(visit));
            }
            _ => {}
        }
    }

    /// The named types in a type.
    pub fn named(&self, found: &mut Vec<TypeId>) {
        match self {
            Self::Named(id) => found.push(*id),
            Self::List(inner) | Self::Map(inner) | Self::Embedded(inner) | Self::Nullable(inner) => inner.named(found),
            Self::Tuple(elements, _, rest) => {
                elements.iter().chain(rest.as_deref()).for_each(|element| element.named(found));
            }
            Self::Bool
            | Self::Integer(_)
            | Self::Number
            | Self::Exact
            | Self::Text
            | Self::Secret
            | Self::Temporal(..)
            | Self::External(_)
            | Self::Binary
            | Self::File
            | Self::Json => {}
        }
    }
}

/// What a component schema became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A type.
    Type(Type),
    /// A constant: the properties that refer to it need no type.
    Constant,
}

/// Documentation from the description.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Docs {
    /// `description`
    pub text: Option<String>,
    /// `default`: documentation, never sent.
    pub default: Option<Value>,
    /// `example`, or the first of `examples`.
    pub example: Option<Value>,
    /// `pattern`
    pub pattern: Option<String>,
    /// `propertyNames`
    pub keys: Option<KeyNames>,
    /// `format`
    pub format: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
}

/// A named type.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The place of its schema.
    pub pointer: Pointer,
    /// The parts of its name: the component's, or the path to it from a component.
    pub name: NameParts,
    /// The documentation.
    pub docs: Docs,
    /// What it is.
    pub kind: Kind,
    /// The settings of rules for it.
    pub wishes: Wishes,
}

/// The origin of a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NameParts {
    /// A component schema, with the name that the configuration or the description gives it.
    Component(String),
    /// An inline schema in a definition, whose name comes first.
    Inside(TypeId, Vec<String>),
    /// An inline schema in an operation.
    Operation(Vec<String>),
    /// An inline schema in a shared response, body or parameter.
    Shared(Vec<String>, Part),
}

/// A part of an operation that can be a shared component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// One of `components/responses`.
    Response,
    /// One of `components/requestBodies`.
    Body,
    /// One of `components/parameters`.
    Parameter,
}

impl Part {
    /// The shared component that contains the schema of a body or a parameter, if any.
    pub(crate) fn around(pointer: &Pointer) -> Option<(Self, String)> {
        // Most are elsewhere.
        let segments: Vec<String> = pointer.inside_of("components")?.collect();
        let [kind, name, inner @ ..] = segments.as_slice() else { return None };
        let part = match kind.as_str() {
            "responses" => Self::Response,
            "requestBodies" => Self::Body,
            "parameters" => Self::Parameter,
            _ => return None,
        };
        let is_whole = match inner {
            [schema] => schema == "schema",
            [content, _, schema] => content == "content" && (schema == "schema" || schema == "itemSchema"),
            _ => false,
        };
        is_whole.then(|| (part, name.clone()))
    }

    /// The word for it in names.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::Body => "body",
            Self::Parameter => "parameter",
        }
    }
}

/// The content of a definition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An object with declared properties.
    Object {
        /// The properties, in order.
        properties: Vec<Property>,
        /// The type of other properties, if it is known.
        rest: Option<Type>,
        /// Whether the description allows other properties. It only matters if a union tries the object.
        others: AdditionalProperties,
    },
    /// One of several constants.
    Enum(Vec<EnumValue>),
    /// One of several types.
    Union {
        /// The variants, in order.
        variants: Vec<Variant>,
        /// How they are told apart.
        dispatch: Dispatch,
    },
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// The value.
    pub value: Value,
    /// The Rust name before casing, if the configuration or the description gives one.
    pub name: Option<String>,
    /// Whether a rule gives it its name.
    pub is_renamed: bool,
    /// The description.
    pub description: Option<String>,
    /// Attributes that rules add.
    pub attributes: Vec<String>,
}

/// What the description says about undeclared properties. They are kept in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AdditionalProperties {
    /// Nothing, so they are allowed.
    #[default]
    Unspecified,
    /// They are allowed.
    Expected,
    /// They are forbidden.
    Forbidden,
}

impl Kind {
    /// The types in it, in order: those of the properties, then that of other properties; those of the variants.
    pub fn parts(&self) -> impl Iterator<Item = &Type> {
        let (properties, rest, variants) = match self {
            Self::Object { properties, rest, .. } => (properties.as_slice(), rest.as_ref(), Default::default()),
            Self::Union { variants, .. } => (Default::default(), None, variants.as_slice()),
            Self::Enum(_) => Default::default(),
        };
        let properties = properties.iter().map(|property| &property.of);
        properties.chain(rest).chain(variants.iter().map(|variant| &variant.of))
    }

    /// Visits the same types in the same order, mutably.
    pub(crate) fn each_part_mut(&mut self, visit: &mut dyn FnMut(&mut Type)) {
        match self {
            Self::Object { properties, rest, .. } => {
                properties.iter_mut().for_each(|property| visit(&mut property.of));
                rest.iter_mut().for_each(visit);
            }
            Self::Union { variants, .. } => variants.iter_mut().for_each(|variant| visit(&mut variant.of)),
            Self::Enum(_) => {}
        }
    }

    /// The definition without the named types in it, and those in order.
    pub(crate) fn skeleton(&self) -> (Self, Vec<TypeId>) {
        let mut kind = self.clone();
        let mut held = Vec::new();
        kind.each_part_mut(&mut |of| {
            of.each_named(&mut |id| held.push(std::mem::replace(id, TypeId(0))));
        });
        if let Self::Union { variants, .. } = &mut kind {
            variants.iter_mut().for_each(|variant| variant.hint = None);
        }
        (kind, held)
    }

    /// The word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Object { .. } => "object",
            Self::Enum(_) => "enum",
            Self::Union { .. } => "union",
        }
    }
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Property {
    /// The name on the wire.
    pub name: String,
    /// The Rust name before casing, if the configuration gives one.
    pub rename: Option<String>,
    /// The type without `null`.
    pub of: Type,
    /// Whether it is required.
    pub required: bool,
    /// Whether responses may omit it although it is required.
    pub leniency: Required,
    /// Whether a rule puts it into a box, or takes it out.
    pub boxed: Option<bool>,
    /// Whether scalars of another type are accepted in responses.
    pub scalars: Scalars,
    /// Whether the description declares it, apart from `required`.
    pub declared: bool,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// Its only allowed value.
    pub constant: Option<Value>,
    /// Whether it is `readOnly`: the server sets it.
    pub read_only: bool,
    /// Whether it is `writeOnly`: it is sent, and never returned.
    pub write_only: bool,
    /// Whether `Debug` shows its value.
    pub shown: Shown,
    /// The documentation.
    pub docs: Docs,
    /// Attributes that rules add.
    pub attributes: Vec<String>,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// The Rust name before casing, if the configuration gives one.
    pub rename: Option<String>,
    /// The type of its content.
    pub of: Type,
    /// A word for it if its type has no name: a title, a constant.
    pub hint: Option<String>,
    /// Its only value; its type is then ignored.
    pub constant: Option<EnumValue>,
    /// Whether users can construct it.
    pub made: Made,
    /// Attributes that rules add.
    pub attributes: Vec<String>,
}

/// Whether users construct values of a variant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Made {
    /// Like any other variant.
    #[default]
    Yes,
    /// Only values of subtypes are constructed.
    Abstract,
}
