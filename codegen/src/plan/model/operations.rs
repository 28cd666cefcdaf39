//! Operations, and what is received.

use super::types::RustType;
use crate::api::{self, Credential, Place};
use crate::text::Line;

/// A group of operations.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its module.
    pub module: String,
    /// The type of its handle.
    pub ident: String,
    /// The method that leads to it.
    pub method: String,
    /// The group as the description writes it.
    pub title: String,
    /// The feature that enables it, when groups are features.
    pub feature: Option<String>,
    /// Whether it lies in the client or in another group.
    pub parent: Option<String>,
    /// The groups inside: method, module and type.
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
    /// What the type of the call is.
    pub form: CallForm,
    /// The type that stands for the operation, when the call is the same as others.
    pub marker: String,
    /// The docs, by line.
    pub docs: Vec<Line>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// The id of the description.
    pub id: String,
    /// `GET`, `POST` and so on.
    pub verb: String,
    /// The path template.
    pub path: String,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// Headers that the client sets.
    pub client_headers: Vec<String>,
    /// The body.
    pub body: Option<Body>,
    /// Bodies of other types, under other media types.
    pub other_bodies: Vec<OtherBody>,
    /// The media types that are declared for the body.
    pub request: Vec<String>,
    /// Statuses, each with the media type of its body.
    pub responses: Vec<(String, Option<String>)>,
    /// What an awaited call gives.
    pub output: Output,
    /// The events that it streams: the type, and how they come.
    pub events: Option<(RustType, api::Events)>,
    /// Other media types of its responses, which methods of the call ask for.
    pub media: Vec<OtherMedia>,
    /// Whether its response comes in parts.
    pub delivery: Delivery,
    /// The ways to get all pages.
    pub paging: Vec<Paged>,
    /// What error answers hold.
    pub error_body: Option<ErrorBody>,
    /// The static of its server, when it is not the default one.
    pub server: Option<String>,
    /// Which security schemes it needs.
    pub security: Vec<Vec<Requirement>>,
}

/// What the type of a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallForm {
    /// That of all calls that differ in nothing but the operation.
    Simple,
    /// Its own, with methods of its own.
    Own,
    /// Its own, of an operation that gives only events. Their stream has no end that could be awaited.
    Events,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The argument or setter.
    pub ident: String,
    /// The name on the wire.
    pub wire: String,
    /// Where it goes.
    pub place: Place,
    /// Whether it is an argument; else a setter.
    pub required: bool,
    /// Its type.
    pub of: RustType,
    /// The docs, by line.
    pub docs: Vec<Line>,
    /// The text that is sent unless another value is given.
    pub constant: Option<String>,
    /// Calls on the descriptor that say how it is written: `.compact()`.
    pub style: Vec<Styling>,
}

/// How a parameter differs from the default of its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Styling {
    /// Another style, by its name in OpenAPI.
    Style(String),
    /// `explode`, where it is not the default of the style.
    Explode(bool),
    /// Reserved characters go out as they are.
    AllowReserved,
    /// The argument may be empty in the path.
    AllowEmpty,
    /// The value is sent as a document of this media type.
    Content(String),
    /// How the properties of a form are written that is the whole query.
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
    /// How it is written.
    pub encoding: Encoding,
    /// Properties of a form, or parts, that are not written as by default.
    pub properties: Vec<api::Encoding>,
    /// The docs, by line.
    pub docs: Vec<Line>,
}

/// A way to get all pages of a list.
#[derive(Clone, Debug)]
pub struct Paged {
    /// The method of the call that gives the items, where it is known which they are.
    pub items: String,
    /// The method of the call that gives the pages.
    pub pages: String,
    /// The type of an item; `None` where nothing says which list holds them, so that there are pages alone.
    pub item: Option<RustType>,
    /// The type of a page.
    pub page: RustType,
    /// The way.
    pub way: api::Paging,
}

/// A body of another type than the usual one, under another media type.
#[derive(Clone, Debug)]
pub struct OtherBody {
    /// The method of the handle that takes it in place of the usual one, or of the call when the body is optional.
    pub method: String,
    /// The media type.
    pub media_type: String,
    /// The body.
    pub body: Body,
}

/// How the response that is read when a call is awaited comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// As one body.
    Whole,
    /// In parts (`multipart/*`).
    Parts,
}

/// A media type of successful responses that is not the one that is read when the call is awaited.
#[derive(Clone, Debug)]
pub struct OtherMedia {
    /// The method of the call that asks for it.
    pub method: String,
    /// The media type.
    pub media_type: String,
    /// What it gives.
    pub of: RustType,
}

/// How a body is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// JSON under a media type that is not the operation's first.
    JsonAs(String),
    /// In parts.
    Multipart,
    /// In parts, under a media type that is not the operation's first of them.
    MultipartAs(String),
    /// Text, with its media type.
    Text(String),
    /// Bytes, with their media type.
    Bytes(String),
}

/// What an awaited call gives.
#[derive(Clone, Debug)]
pub enum Output {
    /// Nothing.
    Unit,
    /// A value.
    Value(RustType),
    /// A value or, when the body is empty, nothing.
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

/// What the error answers of an operation hold.
#[derive(Clone, Debug)]
pub enum ErrorBody {
    /// One type, whatever the status, with the statuses.
    One(RustType, Vec<String>),
    /// An enum with a variant for each status: its name, and variant, type and status.
    PerStatus(String, Vec<(String, RustType, String)>),
    /// The same enum as that of another operation of the group: the name of its own, and that of the other.
    Same(String, String),
}

/// What one security scheme needs of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The name of the scheme.
    pub scheme: String,
    /// The scopes.
    pub scopes: Vec<String>,
    /// What has to be sent.
    pub credential: Credential,
}
