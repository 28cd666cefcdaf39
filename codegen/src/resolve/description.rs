//! The model of a description, without its schemas.

use super::schema::{Schema, SchemaId};
use crate::diag::Pointer;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A whole description, with references resolved.
#[derive(Debug, Default)]
pub struct Description {
    /// `info`
    pub info: Info,
    /// `servers`
    pub servers: Vec<Server>,
    /// The schemas under `components`, in order.
    pub components: Vec<(String, SchemaId)>,
    /// `components.securitySchemes`
    pub security_schemes: Vec<SecurityScheme>,
    /// The number of unselected operations and webhooks.
    pub left_out: usize,
    /// `tags`, in order.
    pub tags: Vec<Tag>,
    /// `security` of the document, if present.
    pub security: Option<Vec<SecurityAlternative>>,
    /// The operations, in the order of the paths.
    pub operations: Vec<Operation>,
    /// Operations that cannot be bound, with the reason.
    pub skipped: Vec<(Pointer, String)>,
    /// Webhooks and callbacks: requests that the API makes and the user of the bindings receives.
    pub webhooks: Vec<Webhook>,
}

impl Description {
    /// Whether it has nothing but schemas.
    pub fn has_only_schemas(&self) -> bool {
        self.operations.is_empty() && self.webhooks.is_empty()
    }

    /// Visits every place that the description names.
    fn each_pointer(&mut self, visit: &mut dyn FnMut(&mut Pointer)) {
        self.skipped.iter_mut().for_each(|(pointer, _)| visit(pointer));
        let received = self.webhooks.iter_mut().map(|webhook| &mut webhook.call);
        for operation in self.operations.iter_mut().chain(received) {
            visit(&mut operation.pointer);
            operation.parameters.iter_mut().for_each(|parameter| visit(&mut parameter.pointer));
            operation.body.iter_mut().for_each(|body| visit(&mut body.pointer));
            operation.responses.iter_mut().for_each(|response| visit(&mut response.pointer));
        }
    }
}

/// A description with its schemas, which it refers to by number.
#[derive(Debug, Default)]
pub struct Resolved {
    /// The description.
    pub description: Description,
    /// Every schema that is referred to or contained in something.
    pub schemas: Vec<Schema>,
}

impl Resolved {
    /// A schema by number.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0]
    }

    /// Visits every place that the description or a schema names.
    pub(super) fn each_pointer(&mut self, visit: &mut dyn FnMut(&mut Pointer)) {
        self.schemas.iter_mut().for_each(|schema| visit(&mut schema.pointer));
        self.description.each_pointer(visit);
    }
}

/// `info`
#[derive(Debug, Default)]
pub struct Info {
    /// `title`
    pub title: String,
    /// `version`
    pub version: String,
    /// `summary` or `description`
    pub description: Option<String>,
}

/// A tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// `name`
    pub name: String,
    /// `parent`: the name of the enclosing tag, since OpenAPI 3.2.
    pub parent: Option<String>,
    /// `kind`, since OpenAPI 3.2: its purpose, such as `nav`, `badge` or `audience`.
    pub kind: Option<String>,
    /// `summary`, since OpenAPI 3.2.
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
}

/// A server with its variables.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// `url`, a template.
    pub url: String,
    /// `name`, since OpenAPI 3.2.
    pub name: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `variables`
    pub variables: Vec<ServerVariable>,
}

/// A server variable.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// The name between the braces.
    pub name: String,
    /// `default`
    pub default: Option<String>,
    /// `enum`
    pub values: Vec<String>,
    /// `description`
    pub description: Option<String>,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// The name under `components`.
    pub name: String,
    /// `type`: `http`, `apiKey`, `oauth2`, `openIdConnect`, `mutualTLS`.
    pub kind: String,
    /// `description`
    pub description: Option<String>,
    /// The whole object, for fields that are read later (`in`, `flows`, ...).
    pub members: Map<String, Value>,
}

/// Schemes that are required together, each with its scopes.
pub type SecurityAlternative = Vec<(String, Vec<String>)>;

/// One operation, with references resolved and the fields of its path item merged in.
#[derive(Debug, Default)]
pub struct Operation {
    /// The place of the operation.
    pub pointer: Pointer,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path template.
    pub path: String,
    /// `operationId`
    pub id: Option<String>,
    /// `summary`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `tags`
    pub tags: Vec<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// The parameters of the operation and its path.
    pub parameters: Vec<Parameter>,
    /// `requestBody`
    pub body: Option<RequestBody>,
    /// `responses`, in order.
    pub responses: Vec<Response>,
    /// `servers` of the operation, else of its path.
    pub servers: Vec<Server>,
    /// Whether `security` of the operation is empty: it needs no credentials.
    pub is_open: bool,
    /// `security` of the operation, else of the document.
    pub security: Vec<SecurityAlternative>,
    /// Extensions: fields that start with `x-`.
    pub extensions: Map<String, Value>,
}

/// A webhook, or a callback of an operation.
#[derive(Debug)]
pub struct Webhook {
    /// The name in the description.
    pub name: String,
    /// The URL of a callback, a runtime expression (OpenAPI 3.1, 4.8.18).
    pub expression: Option<String>,
    /// The request: its operationId, method, parameters, body and responses.
    pub call: Operation,
}

/// The location of a parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// In the path template.
    Path,
    /// In the query string.
    #[default]
    Query,
    /// The whole query string, since OpenAPI 3.2.
    QueryString,
    /// In a request header.
    Header,
    /// In a cookie.
    Cookie,
}

impl Place {
    /// The value of `in`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// A parameter.
#[derive(Clone, Debug, Default)]
pub struct Parameter {
    /// The place of the parameter.
    pub pointer: Pointer,
    /// `name`
    pub name: String,
    /// `in`
    pub place: Place,
    /// `required`; always for a path parameter.
    pub required: bool,
    /// `description`
    pub description: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// `schema`, or the schema of its only `content`.
    pub schema: Option<SchemaId>,
    /// The media type, if the parameter has `content`.
    pub media_type: Option<String>,
    /// How properties are written if the parameter is the whole query, as a form.
    pub encodings: Vec<Encoding>,
    /// `style`, when it is not the default of the place.
    pub style: Option<String>,
    /// `explode`, if present.
    pub explode: Option<bool>,
    /// `allowReserved`
    pub allow_reserved: bool,
    /// `example`, or the first of `examples`; of the parameter, not of its schema.
    pub example: Option<Value>,
    /// Extensions: fields that start with `x-`.
    pub extensions: Map<String, Value>,
}

impl Parameter {
    /// The identity of a parameter: its name and location, where the case of a header name does not matter (RFC 9110,
    /// 5.1).
    pub fn identity(&self) -> (Place, Cow<'_, str>) {
        let name = match self.place {
            Place::Header => Cow::Owned(self.name.to_ascii_lowercase()),
            _ => Cow::Borrowed(self.name.as_str()),
        };
        (self.place, name)
    }
}

/// A request body.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// The place of the body.
    pub pointer: Pointer,
    /// `description`
    pub description: Option<String>,
    /// `required`, if present.
    pub required: Option<bool>,
    /// `content`, in order.
    pub content: Vec<Content>,
}

/// A media type with its schema.
#[derive(Clone, Debug)]
pub struct Content {
    /// Such as `application/json`.
    pub media_type: String,
    /// The schema of the body, or of one element of a stream.
    pub schema: Option<SchemaId>,
    /// Whether the schema is that of one element: `itemSchema` of OpenAPI 3.2.
    pub is_item: bool,
    /// `example`, or the first of `examples`; of the media type, not of its schema.
    pub example: Option<Value>,
    /// `encoding`, `prefixEncoding` and `itemEncoding`: how properties of a form, or parts, are written.
    pub encodings: Vec<Encoding>,
}

impl Content {
    /// A body of unknown content.
    pub(super) fn any_json() -> Self {
        let media_type = "application/json".to_owned();
        Self { media_type, schema: None, is_item: false, example: None, encodings: Vec::new() }
    }
}

/// The encoding of one property of a form, or one part of a multipart body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoding {
    /// The property or part.
    pub place: EncodingPlace,
    /// `contentType`
    pub content_type: Option<String>,
    /// `style`, if present.
    pub style: Option<String>,
    /// `explode`, if present.
    pub explode: Option<bool>,
    /// `allowReserved`
    pub allow_reserved: bool,
    /// The headers of the part that have a single value.
    pub headers: Vec<(String, String)>,
    /// Whether the part has a `Content-ID` without a value in the description.
    pub has_content_id: bool,
    /// The encodings of its own parts, if the part is itself multipart.
    pub parts: Vec<Encoding>,
}

/// The property or part of an encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncodingPlace {
    /// The property with a name: `encoding`.
    Property(String),
    /// The item at a position of an array: `prefixEncoding`.
    Position(usize),
    /// All further items: `itemEncoding`.
    Items,
}

impl Default for EncodingPlace {
    fn default() -> Self {
        Self::Property(String::new())
    }
}

impl EncodingPlace {
    /// The encoding of a property.
    pub fn property<'a>(encodings: &'a [Encoding], name: &str) -> Option<&'a Encoding> {
        encodings.iter().find(|encoding| matches!(&encoding.place, Self::Property(property) if property == name))
    }

    /// The encoding of an item.
    pub fn item(encodings: &[Encoding], position: usize) -> Option<&Encoding> {
        let of = |place| encodings.iter().find(|encoding| encoding.place == place);
        of(Self::Position(position)).or_else(|| of(Self::Items))
    }
}

/// A header of a response.
#[derive(Clone, Debug)]
pub struct Header {
    /// The name.
    pub name: String,
    /// `description`
    pub description: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// `schema`, or the schema of its only `content`.
    pub schema: Option<SchemaId>,
    /// Whether the value is JSON: the header has `content`.
    pub is_json: bool,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Response {
    /// The place of the response.
    pub pointer: Pointer,
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// `headers`, except for `Content-Type`, which `content` determines (OpenAPI 3.1, 4.8.17).
    pub headers: Vec<Header>,
    /// `description`
    pub description: Option<String>,
    /// `content`, in order.
    pub content: Vec<Content>,
}
