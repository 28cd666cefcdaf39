//! Operations and webhooks with everything that belongs to them.

use super::events::Events;
use super::paging::Paging;
use super::types::{Docs, Type};
use crate::config::Former;
use crate::diag::Pointer;
use crate::resolve::{Encoding, Place, SecurityAlternative, Server};

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The place of the operation.
    pub pointer: Pointer,
    /// The operationId, or one derived from method and path.
    pub id: String,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The path as the description has it: with a fragment, which some descriptions use to tell operations of one path and method apart, and
    /// with query pairs that are parameters.
    pub path_key: String,
    /// The group, outermost first.
    pub group: Vec<String>,
    /// The name within the group.
    pub name: String,
    /// Whether a rule gives it its name.
    pub is_renamed: bool,
    /// Its former names.
    pub former: Vec<Former>,
    /// The summary.
    pub summary: Option<String>,
    /// The description.
    pub docs: Docs,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// Headers that are not arguments, because the client sets them (`x-sdk-ignore`).
    pub client_headers: Vec<String>,
    /// The request body.
    pub body: Option<Body>,
    /// The responses, in the order of the description.
    pub responses: Vec<Response>,
    /// The result of an awaited call.
    pub success: Success,
    /// The event stream.
    pub events: Option<Events>,
    /// Alternative media types of the same responses, requested by methods of their own.
    pub media: Vec<OtherMedia>,
    /// The ways to get the next page if the response is paginated, best first.
    pub paging: Vec<Paging>,
    /// The server, if it is not the default one.
    pub server: Option<Server>,
    /// The security requirement.
    pub security: Vec<SecurityAlternative>,
}

/// A security scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// The name in the description.
    pub name: String,
    /// The credentials to send.
    pub credential: Credential,
    /// The description.
    pub description: Option<String>,
}

/// The credentials that satisfy a security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A token in the `Authorization` header.
    Token,
    /// A user name and a password.
    Basic,
    /// A key with a name.
    Key(Place, String),
    /// Nothing: the transport has a client certificate.
    Transport,
    /// Set by the caller: the client does not support the scheme.
    Custom,
}

/// A webhook or a callback: a request that the API makes.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The name.
    pub name: String,
    /// The URL of a callback, a runtime expression.
    pub expression: Option<String>,
    /// `POST` and so on.
    pub method: String,
    /// The summary.
    pub summary: Option<String>,
    /// The description.
    pub docs: Docs,
    /// The parameters: location, name and description.
    pub parameters: Vec<(Place, String, Docs)>,
    /// The media type and the type of the body.
    pub payload: Option<(String, Type)>,
    /// The status, the media type and the type of the expected response, if it has a body.
    pub response: Option<(String, String, Type)>,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The place of the parameter.
    pub pointer: Pointer,
    /// The name on the wire.
    pub name: String,
    /// The Rust name before casing, if the configuration gives one.
    pub rename: Option<String>,
    /// The location.
    pub place: Place,
    /// Whether it is required.
    pub required: bool,
    /// The type without `null`.
    pub of: Type,
    /// The default that is sent unless another value is set: the only value of a required parameter.
    pub constant: Option<String>,
    /// `style`, if it is not the default of the location.
    pub style: Option<String>,
    /// `explode`, if it is not the default of the style.
    pub explode: Option<bool>,
    /// Whether reserved characters are sent unescaped.
    pub allow_reserved: bool,
    /// Whether an empty argument is allowed in the path.
    pub allow_empty: bool,
    /// The media type, if the value is serialized as one.
    pub media_type: Option<String>,
    /// How properties are written if the parameter is the whole query, as a form.
    pub encodings: Vec<Encoding>,
    /// The minimum.
    pub minimum: Option<f64>,
    /// The maximum.
    pub maximum: Option<f64>,
    /// The description.
    pub docs: Docs,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Whether it is required.
    pub required: bool,
    /// The media types with their types, in the order of the description.
    pub content: Vec<BodyContent>,
    /// The position of the media type that is sent.
    pub chosen: usize,
    /// The positions of media types whose bodies have another type, and therefore other methods.
    pub others: Vec<usize>,
    /// The description.
    pub docs: Docs,
}

/// A media type that a request body can have.
#[derive(Clone, Debug)]
pub struct BodyContent {
    /// Such as `application/json`.
    pub media_type: String,
    /// The type of the body.
    pub of: Type,
    /// How properties of a form, or parts, are written, if the description says so.
    pub encodings: Vec<Encoding>,
}

/// A declared response.
#[derive(Clone, Debug)]
pub struct Response {
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// The media type and the type of the body, if there is one.
    pub content: Option<(String, Type)>,
    /// The encoding of the parts of a multipart body.
    pub encodings: Vec<Encoding>,
    /// The description.
    pub docs: Docs,
}

/// The result of an awaited call.
#[derive(Clone, Debug, PartialEq)]
pub enum Success {
    /// Nothing.
    Empty,
    /// A value.
    One(Type),
    /// A value, or nothing if the body is empty.
    Maybe(Type),
    /// A value for each of several statuses.
    PerStatus(Vec<(String, Option<Type>)>),
}

/// Where to get tokens with client credentials: the OAuth2 flow `clientCredentials`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenEndpoint {
    /// The URL. It may be relative to the server.
    pub url: String,
    /// Additional parameters of the token request.
    pub parameters: Vec<(String, String)>,
}

/// An alternative media type of successful responses, requested by a method of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherMedia {
    /// Such as `text/csv`.
    pub media_type: String,
    /// The encoding of the parts of a multipart body.
    pub encodings: Vec<Encoding>,
    /// The type of a response of this media type.
    pub of: Type,
}
