//! The data of a comparison: recorded exchanges, what deviates in them, and the report.

use crate::api::TypeId;
use crate::diag::{Code, Pointer};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where an exchange was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// The line on which the exchange begins, from 1.
    pub line: usize,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{}", self.file, self.line)
    }
}

/// A recorded request with its response.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Where it was recorded.
    pub origin: Origin,
    /// The method, in upper case.
    pub method: String,
    /// The URL, absolute or from the path on.
    pub url: String,
    /// The request.
    pub request: Message,
    /// The status; `None` if there was no response.
    pub status: Option<u16>,
    /// The response.
    pub response: Message,
}

/// A request or a response without its first line.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// The headers; `None` if they were not recorded.
    pub headers: Option<Vec<(String, String)>>,
    /// The media type of the body, if known.
    pub media_type: Option<String>,
    /// The body.
    pub body: Body,
}

/// A recorded body.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Body {
    /// There is none, or it was not recorded.
    #[default]
    Absent,
    /// JSON.
    Json(Value),
    /// Any other text.
    Text(String),
    /// Bytes that are no text.
    Bytes,
}

/// What was read from files, and what could not be read of it.
#[derive(Debug, Default)]
pub struct Traffic {
    /// The exchanges, in order.
    pub exchanges: Vec<Exchange>,
    /// What could not be read: `file:line: reason`.
    pub problems: Vec<String>,
}

/// A kind of deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A property that the description does not declare.
    UndeclaredProperty,
    /// A required property, parameter or body that is missing.
    MissingRequired,
    /// `null` where none may be.
    UnexpectedNull,
    /// A value of another JSON type.
    WrongType,
    /// A value that an enum does not list.
    NewValue,
    /// A value that no variant of a union takes.
    UnmatchedUnion,
    /// A status that the operation does not declare.
    UndeclaredStatus,
    /// A media type, or a body, that is not declared for the status.
    UndeclaredMediaType,
    /// A path that no template matches, or a method that its path does not have.
    UnknownPath,
    /// A parameter that the operation does not declare.
    UndeclaredParameter,
}

impl Kind {
    /// Its word in machine-readable reports.
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
        }
    }

    /// Its diagnostic.
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
        }
    }
}

/// Where the description says what a value should be: a schema, and the way from it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site {
    /// The schema, or another place in the description.
    pub base: Base,
    /// The way from there.
    pub steps: Vec<SiteStep>,
}

/// Where the way to a value begins.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Base {
    /// A named type.
    Type(TypeId),
    /// A place of the description.
    Place(Pointer),
}

/// A step from a schema to the one of a value in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SiteStep {
    /// A property.
    Property(String),
    /// The elements of an array.
    Items,
    /// The element of a tuple.
    Position(usize),
    /// The values of a map.
    Values,
    /// The value in a string of JSON.
    Embedded,
}

/// One deviation of one message.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) site: Site,
    /// The way to the value in the message, such as `$.items[].price`.
    pub(super) path: String,
    /// What it is about: the name of a property or parameter, a status, a media type.
    pub(super) name: Option<String>,
    pub(super) expected: String,
    pub(super) found: String,
    pub(super) value: Option<Value>,
    pub(super) secrecy: Masked,
}

/// Whether a value is masked because of where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masked {
    /// It is.
    Yes,
    /// Only what is in it, by its own names.
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
    /// The word for several.
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
    /// Where the description says otherwise.
    pub site: Site,
    /// The same as a pointer to what is written.
    pub pointer: Pointer,
    /// The way to the first value, such as `$.items[].price`.
    pub path: String,
    /// What it is about.
    pub name: Option<String>,
    /// What the description says.
    pub expected: String,
    /// What was found instead, with counts.
    pub found: BTreeMap<String, usize>,
    /// The messages that deviate.
    pub count: usize,
    /// The messages that have a value of this place.
    pub of: usize,
    /// The operations, by method and path.
    pub operations: BTreeSet<String>,
    /// Where it was first.
    pub origin: Option<Origin>,
    /// The first value, redacted.
    pub sample: Option<Value>,
}

/// The outcome of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// All exchanges.
    pub exchanges: usize,
    /// Those whose operation is known.
    pub checked: usize,
    /// Those that belong to other servers.
    pub foreign: usize,
    /// What deviates.
    pub findings: Vec<Finding>,
    /// What could not be read.
    pub problems: Vec<String>,
}
