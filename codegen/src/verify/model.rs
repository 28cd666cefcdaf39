//! The data of a comparison: recorded exchanges, their deviations, and the report.

pub use super::recorded::{Body, BodyPart, Content, Exchange, Message, Multipart, Origin, Traffic, Unread};

use super::infer::Inferred;
use crate::api::TypeId;
use crate::diag::{Code, Pointer};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What stands for a credential in recordings: whatever it was.
pub(crate) const MASK: &str = "***";

/// A value that was read from a part of a message.
#[derive(Clone, Debug)]
pub struct ReadValue {
    /// The place of its schema.
    pub place: Pointer,
    /// The value.
    pub value: Value,
    /// Its position, if it is an item of a stream.
    pub item: Option<usize>,
}

/// A kind of deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A property that the description does not declare.
    UndeclaredProperty,
    /// A required property, parameter or body that is missing.
    MissingRequired,
    /// `null` for a value that is not nullable.
    UnexpectedNull,
    /// A value of another JSON type.
    WrongType,
    /// A value that an enum does not list.
    NewValue,
    /// A value that matches no variant of a union.
    UnmatchedUnion,
    /// A status that the operation does not declare.
    UndeclaredStatus,
    /// A media type, or a body, that is not declared for the status.
    UndeclaredMediaType,
    /// A path that no template matches, or a method that its path does not have.
    UnknownPath,
    /// A parameter that the operation does not declare.
    UndeclaredParameter,
    /// A header that the response does not declare, although it declares others.
    UndeclaredHeader,
}

impl Kind {
    /// Its name in machine-readable reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::UndeclaredProperty => "undeclared-property",
            Self::MissingRequired => "missing-required",
            Self::UnexpectedNull => "unexpected-null",
            Self::WrongType => "wrong-type",
            Self::NewValue => "new-enum-value",
            Self::UnmatchedUnion => "unmatched-union",
            Self::UndeclaredStatus => "undeclared-status",
            Self::UndeclaredMediaType => "undeclared-media-type",
            Self::UnknownPath => "unknown-path",
            Self::UndeclaredParameter => "undeclared-parameter",
            Self::UndeclaredHeader => "undeclared-header",
        }
    }

    /// The code of its diagnostic.
    pub fn code(self) -> Code {
        match self {
            Self::UndeclaredProperty => Code::UndeclaredProperty,
            Self::MissingRequired => Code::MissingRequired,
            Self::UnexpectedNull => Code::UnexpectedNull,
            Self::WrongType => Code::DeviatingType,
            Self::NewValue => Code::NewValue,
            Self::UnmatchedUnion => Code::UnmatchedUnion,
            Self::UndeclaredStatus => Code::UndeclaredStatus,
            Self::UndeclaredMediaType => Code::UndeclaredMediaType,
            Self::UnknownPath => Code::UnknownPath,
            Self::UndeclaredParameter => Code::UndeclaredParameter,
            Self::UndeclaredHeader => Code::UndeclaredHeader,
        }
    }
}

/// The schema of a value: a place in the description, and the steps from there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site {
    /// The schema, or another place in the description.
    pub base: Base,
    /// The steps from there.
    pub steps: Vec<SiteStep>,
}

/// The start of the path to a schema.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Base {
    /// A named type.
    Type(TypeId),
    /// A place in the description.
    Place(Pointer),
}

/// A step from a schema to the schema of a value inside it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SiteStep {
    /// A property.
    Property(String),
    /// The elements of an array.
    Items,
    /// An element of a tuple.
    Position(usize),
    /// The values of a map.
    Values,
    /// The value in a string that contains JSON.
    Embedded,
}

/// One deviation of one message.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) site: Site,
    /// The path of the value in the message, such as `$.items[].price`.
    pub(super) path: String,
    /// The subject: the name of a property or parameter, a status, a media type.
    pub(super) name: Option<String>,
    pub(super) expected: String,
    pub(super) found: String,
    pub(super) value: Option<Value>,
    pub(super) secrecy: Masked,
    /// The place of the schema, if the site is that of an example.
    pub(super) schema: Option<Site>,
    /// What a repair has to accept, if it is more than the value.
    pub(super) evidence: Option<Value>,
    /// Whether a schema can accept the value at all.
    pub(super) remedy: Remedy,
}

/// Whether a schema can accept a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remedy {
    /// A wider one can.
    Schema,
    /// One of bytes can.
    Bytes,
    /// None can: the body has another format.
    None,
}

/// Whether a whole value is masked, because of its type or the names on its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masked {
    /// The whole value is masked.
    Yes,
    /// Only values inside it are masked, by their own names.
    No,
}

/// The side of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The request.
    Request,
    /// The response.
    Response,
    /// An example or a default of the description.
    Example,
}

impl Part {
    /// The word for it, without the plural `s`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Example => "example",
        }
    }
}

/// All deviations of one kind at one place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The kind.
    pub kind: Kind,
    /// The side.
    pub part: Part,
    /// The schema that the values deviate from.
    pub site: Site,
    /// A pointer to that schema, or to the nearest place around it.
    pub pointer: Pointer,
    /// The path of the first value, such as `$.items[].price`.
    pub path: String,
    /// The subject: the name of a property or parameter, a status, a media type.
    pub name: Option<String>,
    /// The expectation of the description.
    pub expected: String,
    /// The findings instead, with counts.
    pub found: BTreeMap<String, usize>,
    /// The number of messages that deviate.
    pub count: usize,
    /// The number of messages with a value of this schema.
    pub of: usize,
    /// The operations, by method and path.
    pub operations: BTreeSet<String>,
    /// The first occurrence.
    pub origin: Option<Origin>,
    /// The first value, redacted.
    pub sample: Option<Value>,
    /// What a repair of the description needs.
    pub(crate) evidence: Evidence,
}

/// What a repair of the description needs to know about the values that deviate.
#[derive(Clone, Debug)]
pub(crate) struct Evidence {
    /// The schema.
    pub(crate) site: Site,
    /// Its place.
    pub(crate) place: Pointer,
    /// Whether the place is exact.
    pub(crate) exactness: Exactness,
    /// The types of the values that a schema can accept.
    pub(crate) values: Inferred,
    /// The values, for an enum.
    pub(crate) listed: Listed,
}

/// The distinct values at a place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Listed {
    /// All of them.
    All(Vec<Value>),
    /// They cannot be listed: one is secret, long or not a scalar, or there are too many.
    Unlisted,
}

/// Whether a place is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exactness {
    /// The requested place.
    Itself,
    /// A place around the requested one.
    Around,
}

/// The outcome of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The number of exchanges.
    pub exchanges: usize,
    /// The number of exchanges whose operation is known.
    pub checked: usize,
    /// The number of exchanges with other servers.
    pub foreign: usize,
    /// The deviations.
    pub findings: Vec<Finding>,
    /// The parts that could not be read.
    pub problems: Vec<Unread>,
}
