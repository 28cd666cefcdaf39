//! The items of the types module, and the Rust types in them.

use super::{Additions, Alias};
use crate::api::{AdditionalProperties, Dates, External, Shown, Temporal};
use crate::config::{Openness, Scalars};
use crate::shape::Kind;
use crate::text::Line;
use serde_json::Value;

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RustType {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f64`
    F64,
    /// A number whose digits all matter.
    Number,
    /// A date, in the types of a library.
    Temporal(Temporal, Dates),
    /// A type of another crate.
    External(External),
    /// `String`
    String,
    /// A secret string.
    Secret,
    /// Raw bytes.
    Bytes,
    /// A file in a multipart body.
    Upload,
    /// Any JSON value.
    Json,
    /// Whether an optional constant is present.
    Fixed,
    /// `Option<T>`
    Option(Box<RustType>),
    /// Missing, null or a value.
    Patch(Box<RustType>),
    /// `Box<T>`
    Box(Box<RustType>),
    /// `Vec<T>`
    Vec(Box<RustType>),
    /// `BTreeMap<String, T>`
    Map(Box<RustType>),
    /// `Embedded<T>`: a string that holds the JSON text of a value.
    Embedded(Box<RustType>),
    /// `(A, B)`
    Tuple(Vec<RustType>),
    /// `(A, B)` and any number of `C`; how many of the first are required, if not all.
    Prefixed(Box<RustType>, Box<RustType>, Option<usize>),
    /// A type of the generated crate.
    Named(String),
}

impl RustType {
    /// Whether an argument of this type is taken without a conversion. With `impl Into<u32>`, a literal without a suffix would be an `i32`,
    /// which does not convert into unsigned types.
    pub fn is_given_as_it_is(&self) -> bool {
        matches!(self, Self::Bool | Self::U32 | Self::U64)
    }

    /// Whether it is a scalar that is copied.
    pub fn is_copied(&self) -> bool {
        matches!(self, Self::Bool | Self::I32 | Self::I64 | Self::U32 | Self::U64 | Self::F64)
    }

    /// The type without the box around it, if there is one.
    pub fn unboxed(&self) -> &Self {
        match self {
            Self::Box(inner) => inner,
            other => other,
        }
    }
}

/// An item of the types module.
#[derive(Clone, Debug)]
pub enum Item {
    /// An object.
    Struct(Struct),
    /// An open enum.
    Enum(Enum),
    /// A union.
    Union(Union),
    /// An alias.
    Alias(Alias),
}

impl Item {
    /// The identifier of the item.
    pub fn ident(&self) -> &str {
        match self {
            Self::Struct(each) => &each.ident,
            Self::Enum(each) => &each.ident,
            Self::Union(each) => &each.ident,
            Self::Alias(each) => &each.ident,
        }
    }
}

/// An object.
#[derive(Clone, Debug)]
pub struct Struct {
    /// The type.
    pub ident: String,
    /// Its docs, by line.
    pub docs: Vec<Line>,
    /// Its properties, constants included.
    pub fields: Vec<Field>,
    /// The field for additional properties.
    pub rest: String,
    /// The type of that field; `None` for any JSON value.
    pub rest_type: Option<RustType>,
    /// Whether the description allows them.
    pub others: AdditionalProperties,
    /// Whether users construct it.
    pub constructor: Constructor,
    /// The additions of the configuration.
    pub additions: Additions,
}

impl Struct {
    /// Whether it has a default without a rule: its constructor takes no arguments.
    pub fn has_default(&self) -> bool {
        self.constructor == Constructor::Yes && self.fields.iter().all(|field| field.asked != SetBy::Constructor)
    }
}

/// Whether users construct values of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constructor {
    /// It has `new` and setters.
    Yes,
    /// It is only received.
    No,
}

/// A property.
#[derive(Clone, Debug)]
pub struct Field {
    /// The field.
    pub ident: String,
    /// The setter.
    pub setter: String,
    /// The name on the wire.
    pub wire: String,
    /// The docs of the field, by line.
    pub docs: Vec<Line>,
    /// The type of the field.
    pub of: RustType,
    /// The type inside `Option` or `Patch`.
    pub inner: RustType,
    /// The argument of a constructor or setter: `Option<T>` for a required nullable property, else the inner type. Callers need not know
    /// about boxes.
    pub argument: RustType,
    /// How a setter stores it.
    pub storing: Storing,
    /// Its presence on the wire.
    pub presence: Presence,
    /// Whether scalars of another type are accepted.
    pub scalars: Scalars,
    /// Whether `Debug` shows its value.
    pub shown: Shown,
    /// Its only allowed value.
    pub constant: Option<Value>,
    /// Who sets it.
    pub asked: SetBy,
    /// Whether the struct has the field.
    pub place: FieldPlace,
    /// What the configuration adds to it.
    pub attributes: Vec<String>,
}

/// Whether a struct has a field for a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldPlace {
    /// It has one.
    Struct,
    /// The property is a required constant, which is only in the table.
    Table,
}

/// How a setter stores its argument in `Option` or `Patch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storing {
    /// As it is.
    Plain,
    /// By `Into`.
    Into,
    /// As a list collected from an iterator.
    List,
    /// As a map collected from an iterator of pairs.
    Map,
    /// By `Into`, in a box.
    Boxed,
    /// By `Into` a `Patch`.
    Patch,
    /// By `Into` a `Patch` of a box.
    PatchBoxed,
}

/// The presence of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Required by the description, and optional here because responses omit it; its absence is reported.
    Expected,
    /// Required.
    Required,
    /// Optional.
    Optional,
    /// Required and nullable.
    Nullable,
}

/// Who sets a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetBy {
    /// The constructor.
    Constructor,
    /// A setter.
    Setter,
    /// Neither: it is a constant.
    Never,
}

/// An open enum.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The type.
    pub ident: String,
    /// Its docs, by line.
    pub docs: Vec<Line>,
    /// Its variants.
    pub variants: Vec<EnumVariant>,
    /// Whether there is a variant for other values.
    pub values: Openness,
    /// The additions of the configuration.
    pub additions: Additions,
}

/// A listed value of an enum.
#[derive(Clone, Debug)]
pub struct EnumVariant {
    /// The variant.
    pub ident: String,
    /// The value.
    pub value: Value,
    /// Its docs, by line.
    pub docs: Vec<Line>,
    /// What the configuration adds to it.
    pub attributes: Vec<String>,
}

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    /// The type.
    pub ident: String,
    /// Its docs, by line.
    pub docs: Vec<Line>,
    /// Its variants.
    pub variants: Vec<Variant>,
    /// How the variants are told apart.
    pub probes: Vec<Probe>,
    /// The additions of the configuration.
    pub additions: Additions,
    /// The properties that all variants have.
    pub shared: Vec<Shared>,
}

/// An accessor of a property that all variants of a union have.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The method.
    pub ident: String,
    /// The name on the wire.
    pub wire: String,
    /// What it returns.
    pub of: SharedType,
}

/// The result of an accessor of a shared property.
#[derive(Clone, Debug)]
pub enum SharedType {
    /// A string, which may be a constant of each variant.
    Text,
    /// A small value, by value.
    Value(RustType),
    /// Anything else, borrowed from the variant.
    Reference(RustType),
}

impl SharedType {
    /// The type, unless it is text.
    pub fn of_type(&self) -> Option<&RustType> {
        match self {
            Self::Text => None,
            Self::Value(of) | Self::Reference(of) => Some(of),
        }
    }
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The variant.
    pub ident: String,
    /// Its content.
    pub of: Held,
    /// Whether its floats are beside integers.
    pub floats: Floats,
    /// Whether no other variant has the same type, so that `From` is unambiguous.
    pub distinct: bool,
    /// The constructor, if the variant is an object that users construct.
    pub constructor: Option<VariantConstructor>,
    /// What the configuration adds to it.
    pub attributes: Vec<String>,
}

/// The content of a variant.
#[derive(Clone, Debug)]
pub enum Held {
    /// A value of a type.
    Type(RustType),
    /// None: the variant is a single value, with its docs, by line.
    Constant(Value, Vec<Line>),
}

impl Held {
    /// The type, if it has one.
    pub fn of_type(&self) -> Option<&RustType> {
        match self {
            Self::Type(of) => Some(of),
            Self::Constant(..) => None,
        }
    }
}

/// Whether the floats of a variant are beside integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Floats {
    /// No: it accepts `5`.
    Any,
    /// Yes, in another variant: it accepts `5.0`, not `5`.
    Fractions,
}

/// A shorthand for the constructor of a variant's object.
#[derive(Clone, Debug)]
pub struct VariantConstructor {
    /// The function.
    pub ident: String,
    /// The object.
    pub of: String,
    /// The arguments of its constructor.
    pub arguments: Vec<(String, RustType)>,
}

/// A probe to choose a variant; variants by identifier.
#[derive(Clone, Debug)]
pub enum Probe {
    /// A property whose value names the variant.
    Tag(Vec<String>, Vec<(Value, String)>),
    /// Other values of the same property.
    Also(String, Vec<(Value, String)>),
    /// The JSON type.
    Kinds(Vec<(Kind, String)>),
    /// Properties that only one variant has.
    Keys(Vec<(Vec<String>, String)>),
    /// The JSON type of the first item.
    Elements(Vec<(Kind, String)>),
    /// Exact match by trial.
    Trial(Vec<String>),
    /// This variant, if no other matches.
    Otherwise(String),
}
