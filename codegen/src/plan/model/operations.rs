//! Operations and webhooks.

use super::types::RustType;
use crate::api::{self, Credential, Place};
use crate::text::Line;

pub use crate::names::FormerCall;

/// A group of operations.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its module.
    pub module: String,
    /// The type of its handle.
    pub ident: String,
    /// The method that returns its handle.
    pub method: String,
    /// The name of the group in the description.
    pub title: String,
    /// Its description, in one line.
    pub about: String,
    /// The call that returns its handle, such as `client.users()`.
    pub call: String,
    /// The docs of its module, by line.
    pub docs: Vec<Line>,
    /// The docs of its handle and of the method that returns it, by line.
    pub handle_docs: Vec<Line>,
    /// The feature that enables it, if groups are features.
    pub feature: Option<String>,
    /// Whether it is a method of the client or of another group.
    pub parent: Option<String>,
    /// The groups in it: method, module and type.
    pub inner: Vec<(String, String, String)>,
    /// Its operations.
    pub operations: Vec<Operation>,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its position in [`Api::operations`](crate::api::Api::operations).
    pub position: usize,
    /// The method of the handle.
    pub method: String,
    /// The type of the call.
    pub ident: String,
    /// The form of the type of the call.
    pub form: CallForm,
    /// The marker type of the operation, if its call has a generic type.
    pub marker: String,
    /// The docs, by line.
    pub docs: Vec<Line>,
    /// The docs of the type of the call, by line.
    pub call_docs: Vec<Line>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The operationId.
    pub id: String,
    /// `GET`, `POST` and so on.
    pub verb: String,
    /// The path template.
    pub path: String,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// Headers that the client sets.
    pub client_headers: Vec<String>,
    /// The request body.
    pub body: Option<Body>,
    /// Bodies of other types, with other media types.
    pub other_bodies: Vec<OtherBody>,
    /// The declared media types of the body.
    pub request: Vec<String>,
    /// Statuses, each with the media type of its body.
    pub responses: Vec<(String, Option<String>)>,
    /// The result of an awaited call.
    pub output: Output,
    /// The event stream: the type, and its framing.
    pub events: Option<(RustType, api::Events)>,
    /// Alternative media types of its responses, requested by methods of the call.
    pub media: Vec<OtherMedia>,
    /// Whether its response is multipart.
    pub delivery: Delivery,
    /// The ways to get all pages.
    pub paging: Vec<Paged>,
    /// The error bodies.
    pub error_body: Option<ErrorBody>,
    /// The static of its server, if it is not the default one.
    pub server: Option<String>,
    /// The security requirement.
    pub security: Vec<Vec<Requirement>>,
    /// Its former names, which are deprecated.
    pub former: Vec<FormerCall>,
}

/// The form of a call's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallForm {
    /// The generic one, with the operation as a parameter.
    Simple,
    /// Its own, with methods of its own.
    Own,
    /// Its own, for an operation that only streams events, which cannot be awaited.
    Events,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The argument or setter.
    pub ident: String,
    /// The name on the wire.
    pub wire: String,
    /// The location.
    pub place: Place,
    /// Whether it is an argument; else a setter.
    pub required: bool,
    /// Its type.
    pub of: RustType,
    /// The docs, by line.
    pub docs: Vec<Line>,
    /// The default that is sent unless another value is set.
    pub constant: Option<String>,
    /// Methods of the descriptor that change its serialization: `.compact()`.
    pub style: Vec<Styling>,
}

/// How the serialization of a parameter differs from the default of its location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Styling {
    /// Another style, by its OpenAPI name.
    Style(String),
    /// `explode`, if it is not the default of the style.
    Explode(bool),
    /// Reserved characters are sent unescaped.
    AllowReserved,
    /// The argument may be empty in the path.
    AllowEmpty,
    /// The value is serialized as this media type.
    Content(String),
    /// The parameter is the whole query, a form whose properties are written like this.
    Encoded(Vec<api::Encoding>),
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// The argument or setter.
    pub ident: String,
    /// Whether it is an argument; else a setter.
    pub required: bool,
    /// Its type.
    pub of: RustType,
    /// How it is serialized.
    pub encoding: Encoding,
    /// The encodings of properties or parts that differ from the default.
    pub properties: Vec<api::Encoding>,
    /// The docs, by line.
    pub docs: Vec<Line>,
}

/// A way to get all pages of a list.
#[derive(Clone, Debug)]
pub struct Paged {
    /// The method of the call that streams the items, if they are known.
    pub items: String,
    /// The method of the call that streams the pages.
    pub pages: String,
    /// The type of an item; `None` if several lists could hold the items, so that only pages are streamed.
    pub item: Option<RustType>,
    /// The type of a page.
    pub page: RustType,
    /// How to get the next page.
    pub way: api::Paging,
}

/// A body of another type, with another media type.
#[derive(Clone, Debug)]
pub struct OtherBody {
    /// The method of the handle that takes it instead, or of the call if the body is optional.
    pub method: String,
    /// The media type.
    pub media_type: String,
    /// The docs of the method, by line.
    pub docs: Vec<Line>,
    /// The body.
    pub body: Body,
}

/// The form of the response of an awaited call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// As one body.
    Whole,
    /// Multipart (`multipart/*`).
    Parts,
}

/// An alternative media type of successful responses.
#[derive(Clone, Debug)]
pub struct OtherMedia {
    /// The method of the call that requests it.
    pub method: String,
    /// The media type.
    pub media_type: String,
    /// The type of the response.
    pub of: RustType,
}

/// How a body is serialized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// JSON with a media type other than the operation's first.
    JsonAs(String),
    /// Multipart.
    Multipart,
    /// Multipart with a media type other than the operation's first multipart one.
    MultipartAs(String),
    /// Text, with its media type.
    Text(String),
    /// Bytes, with their media type; `None` for a range, where the runtime chooses one.
    Bytes(Option<String>),
}

/// The result of an awaited call.
#[derive(Clone, Debug)]
pub enum Output {
    /// Nothing.
    Unit,
    /// A value.
    Value(RustType),
    /// A value or, if the body is empty, nothing.
    Maybe(RustType),
    /// An enum with a variant for each status: its name, and variant, type and status.
    PerStatus(String, Vec<(String, Option<RustType>, String)>),
}

/// A webhook or a callback whose payload is JSON.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The function that decodes its payload.
    pub ident: String,
    /// The docs, by line.
    pub docs: Vec<Line>,
    /// The type of the payload.
    pub of: RustType,
}

/// The error bodies of an operation.
#[derive(Clone, Debug)]
pub enum ErrorBody {
    /// One type for any status, with the statuses.
    One(RustType, Vec<String>),
    /// An enum with a variant for each status: its name, and variant, type and status.
    PerStatus(String, Vec<(String, RustType, String)>),
    /// The same enum as that of another operation in the group: its own name, and the other's.
    Same(String, String),
}

/// The requirement of one security scheme for an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The name of the scheme.
    pub scheme: String,
    /// The scopes.
    pub scopes: Vec<String>,
    /// The credentials to send.
    pub credential: Credential,
}
