//! What can be called, and what is received: operations with all that belongs to them.

use super::events::Events;
use super::paging::Paging;
use super::types::{Docs, Type};
use crate::diag::Pointer;
use crate::resolve::{Encoding, Place, SecurityAlternative, Server};

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
    /// Media types of the same responses that are asked for by methods of their own.
    pub media: Vec<OtherMedia>,
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
    /// What the caller sets by hand: a scheme that the client does not know.
    Custom,
}

/// A webhook or a callback: a call that the API makes.
#[derive(Clone, Debug)]
pub struct Webhook {
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
    pub response: Option<(String, String, Type)>,
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
    /// Whether the argument may be empty in the path.
    pub allow_empty: bool,
    /// The media type, when the value is sent as a document.
    pub media_type: Option<String>,
    /// How the properties of a form are written that is the whole query.
    pub encodings: Vec<Encoding>,
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
    /// How properties of a form, or parts, are written, where that is said.
    pub encodings: Vec<Encoding>,
}

/// A declared response.
#[derive(Clone, Debug)]
pub struct Response {
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// The media type and the type of the body, if there is one.
    pub content: Option<(String, Type)>,
    /// What is said of the parts of a body in parts.
    pub encodings: Vec<Encoding>,
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

/// Where tokens are to be had with the credentials of an application: the OAuth2 flow `clientCredentials`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenEndpoint {
    /// The address. It may be relative to the server.
    pub url: String,
    /// What is sent along.
    pub parameters: Vec<(String, String)>,
}

/// A media type of successful responses that is asked for by a method of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherMedia {
    /// Such as `text/csv`.
    pub media_type: String,
    /// What is said of the parts of a body in parts.
    pub encodings: Vec<Encoding>,
    /// What a response of this media type is.
    pub of: Type,
}
