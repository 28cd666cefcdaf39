//! The API as every language sees it: types, operations, servers, security. No Rust yet, no JSON Schema any more.

mod build;
mod events;
mod hints;
mod name_parts;
mod operations;
mod paging;
mod parameters;
mod same;
mod security;
mod servers;
mod styles;
mod views;
mod webhooks;

pub use crate::config::Dates;
use crate::diag::Pointer;
pub use crate::resolve::{Encoding, Place, SecurityAlternative, Server, ServerVariable};
use crate::shape::Dispatch;
pub use crate::shape::{Moment, Width};
use serde_json::Value;

pub use build::build;
pub use events::{Alone, EventContent, Events};
pub(crate) use operations::Media;
pub use paging::{Next, Paging};

/// The number of a definition in [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub(crate) usize);

/// A whole API.
#[derive(Debug, Default)]
pub struct Api {
    /// The title of the description.
    pub title: String,
    /// The version of the description.
    pub version: String,
    /// What the description says about itself.
    pub description: Option<String>,
    /// Every type that has a name of its own.
    pub types: Vec<Definition>,
    /// The operations that can be called.
    pub operations: Vec<Operation>,
    /// The servers, the first of which is the default. There is always one.
    pub servers: Vec<Server>,
    /// The security schemes.
    pub schemes: Vec<SecurityScheme>,
    /// What operations need that say nothing themselves.
    pub security: Vec<SecurityAlternative>,
    /// Where tokens are to be had with the credentials of an application.
    pub token_endpoint: Option<TokenEndpoint>,
    /// Every component schema that something needs: its place and its type.
    pub bound: Vec<(Pointer, Bound)>,
    /// Places that are bound as any JSON value, with the reason.
    pub untyped: Vec<(Pointer, String)>,
    /// Operations that are left out, with the reason.
    pub skipped: Vec<(Pointer, String)>,
    /// Webhooks and callbacks, which are received and not called.
    pub received: Vec<Received>,
}

/// Where tokens are to be had with the credentials of an application: the OAuth2 flow `clientCredentials`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenEndpoint {
    /// The address. It may be relative to the server.
    pub url: String,
    /// What is sent along.
    pub parameters: Vec<(String, String)>,
}

impl Api {
    /// A definition by number.
    pub fn definition(&self, id: TypeId) -> &Definition {
        &self.types[id.0]
    }
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `true` or `false`
    Bool,
    /// An integer.
    Integer(Width),
    /// A number with or without fraction.
    Number,
    /// A number of which every digit counts.
    Exact,
    /// A string.
    Text,
    /// A string that is not shown.
    Secret,
    /// A date, in the types of a library.
    Moment(Moment, Dates),
    /// Bytes that are not JSON.
    Binary,
    /// Any JSON value.
    Json,
    /// An array.
    List(Box<Type>),
    /// An array with a type for each position, and one for those that follow, if any do.
    Tuple(Vec<Type>, Option<Box<Type>>),
    /// An object whose keys are data.
    Map(Box<Type>),
    /// A type with a name.
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

    /// The number of a type with a name.
    pub fn as_named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            _ => None,
        }
    }

    /// The named types that a value is made of.
    pub fn named(&self, found: &mut Vec<TypeId>) {
        match self {
            Self::Named(id) => found.push(*id),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.named(found),
            Self::Tuple(elements, rest) => {
                elements.iter().chain(rest.as_deref()).for_each(|element| element.named(found));
            }
            Self::Bool
            | Self::Integer(_)
            | Self::Number
            | Self::Exact
            | Self::Text
            | Self::Secret
            | Self::Moment(..)
            | Self::Binary
            | Self::Json => {}
        }
    }
}

/// What became of a component schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It is this type.
    Type(Type),
    /// It is the only value of the properties that refer to it, which need no type.
    Constant,
}

/// What the description says for readers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// The prose.
    pub text: Option<String>,
    /// `default`: documentation, never sent.
    pub default: Option<Value>,
    /// `example`, or the first of `examples`.
    pub example: Option<Value>,
    /// `pattern`
    pub pattern: Option<String>,
    /// `format`
    pub format: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
}

/// A type with a name of its own.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Where its schema stands.
    pub pointer: Pointer,
    /// The names it is known by: that of a component, or what leads to it from one.
    pub name: NameParts,
    /// Other component names of the same type, by the configuration's wish.
    pub aliases: Vec<Pointer>,
    /// What the description says.
    pub docs: Docs,
    /// What it is.
    pub kind: Kind,
}

/// Where a name comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NameParts {
    /// A component schema, under the name that the configuration or the description gives.
    Component(String),
    /// A schema without a name, inside a definition: its name goes in front.
    Inside(TypeId, Vec<String>),
    /// A schema without a name, in an operation.
    Operation(Vec<String>),
}

/// What a definition is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// An object with declared properties.
    Object {
        /// The properties, in order.
        properties: Vec<Property>,
        /// The type of other properties, when they have one.
        rest: Option<Type>,
        /// What the description says of other properties, where it matters: where a union tries the object.
        others: Others,
    },
    /// One of several values.
    Enum(Vec<Value>),
    /// One of several types.
    Union {
        /// The variants, in order.
        variants: Vec<Variant>,
        /// How they are told apart.
        dispatch: Dispatch,
    },
}

/// What the description says of properties that it does not name. They are kept whatever it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// Nothing, which allows them.
    #[default]
    Unsaid,
    /// There are some.
    Expected,
    /// There are none.
    Forbidden,
}

impl Kind {
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
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// The name on the wire.
    pub name: String,
    /// The name in Rust before casing, when the configuration gives one.
    pub rename: Option<String>,
    /// The type without `null`.
    pub of: Type,
    /// Whether it must be there.
    pub required: bool,
    /// Whether the description says more of it than that it is required.
    pub declared: bool,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// The only value it can have.
    pub constant: Option<Value>,
    /// Whether the server sets it.
    pub read_only: bool,
    /// Whether it is only sent, and never comes back.
    pub write_only: bool,
    /// What the description says.
    pub docs: Docs,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The name in Rust before casing, when the configuration gives one.
    pub rename: Option<String>,
    /// What it holds.
    pub of: Type,
    /// A word for it when its type has no name: a title, a constant.
    pub hint: Option<String>,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands.
    pub pointer: Pointer,
    /// The id that the description gives or that is made from method and path.
    pub id: String,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The group that it belongs to, outermost first.
    pub group: Vec<String>,
    /// Its name within the group.
    pub name: String,
    /// One line.
    pub summary: Option<String>,
    /// What the description says.
    pub docs: Docs,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// Headers that are no arguments, because the client sets them (`x-sdk-ignore`).
    pub client_headers: Vec<String>,
    /// What is sent.
    pub body: Option<Body>,
    /// What can come back, in the order of the description.
    pub responses: Vec<Response>,
    /// What an awaited call gives.
    pub success: Success,
    /// The events that it streams.
    pub events: Option<Events>,
    /// How its answers go on, if they come in pages: the ways to get the next one, the best first.
    pub paging: Vec<Paging>,
    /// Its server, when it is not the default one.
    pub server: Option<Server>,
    /// Which security schemes it needs.
    pub security: Vec<SecurityAlternative>,
}

/// A security scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// The name in the description.
    pub name: String,
    /// What has to be sent.
    pub credential: Credential,
    /// What the description says.
    pub description: Option<String>,
}

/// What satisfies a security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A token in the `Authorization` header.
    Token,
    /// A user name and a password.
    Basic,
    /// A key under a name.
    Key(Place, String),
    /// Nothing: the transport has a certificate.
    Transport,
}

/// A webhook or a callback: a call that the API makes.
#[derive(Clone, Debug)]
pub struct Received {
    /// Its name.
    pub name: String,
    /// The address that is called, when it is a callback: an expression.
    pub expression: Option<String>,
    /// `POST` and so on.
    pub method: String,
    /// One line.
    pub summary: Option<String>,
    /// What the description says.
    pub docs: Docs,
    /// The parameters that come with it: place, name and what the description says.
    pub parameters: Vec<(Place, String, Docs)>,
    /// The media type and the type of the body.
    pub payload: Option<(String, Type)>,
    /// The status, the media type and the type of the answer that is expected, when it has a body.
    pub answer: Option<(String, String, Type)>,
}

impl Received {
    /// The types of the payload and of the answer.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let payload = self.payload.iter().map(|(_, of)| of);
        payload.chain(self.answer.iter().map(|(_, _, of)| of))
    }
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it stands.
    pub pointer: Pointer,
    /// The name on the wire.
    pub name: String,
    /// Where it goes.
    pub place: Place,
    /// Whether it must be given.
    pub required: bool,
    /// The type without `null`.
    pub of: Type,
    /// The text that is sent unless another value is given: the only one of a required parameter.
    pub constant: Option<String>,
    /// `style`, when it is not the default of the place.
    pub style: Option<String>,
    /// `explode`, when it is not the default of the style.
    pub explode: Option<bool>,
    /// Whether reserved characters go out as they are.
    pub allow_reserved: bool,
    /// The media type, when the value is sent as a document.
    pub media_type: Option<String>,
    /// The smallest number that it takes, if it takes numbers.
    pub minimum: Option<f64>,
    /// The largest.
    pub maximum: Option<f64>,
    /// What the description says.
    pub docs: Docs,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Whether it must be given.
    pub required: bool,
    /// The media types with their types, in the order of the description.
    pub content: Vec<BodyContent>,
    /// The position of the media type that is sent.
    pub chosen: usize,
    /// The positions of media types whose bodies have another type, and which are therefore called otherwise.
    pub others: Vec<usize>,
    /// What the description says.
    pub docs: Docs,
}

/// A media type that a request body can have.
#[derive(Clone, Debug)]
pub struct BodyContent {
    /// Such as `application/json`.
    pub media_type: String,
    /// The type of the body.
    pub of: Type,
    /// How properties of a form are written, where that is said.
    pub encodings: Vec<Encoding>,
}

/// A declared response.
#[derive(Clone, Debug)]
pub struct Response {
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// The media type and the type of the body, if there is one.
    pub content: Option<(String, Type)>,
    /// What the description says.
    pub docs: Docs,
}

/// What an awaited call gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Success {
    /// Nothing but success.
    Empty,
    /// A value.
    One(Type),
    /// A value, or nothing when the body is empty.
    Maybe(Type),
    /// A value for each of several statuses.
    PerStatus(Vec<(String, Option<Type>)>),
}
