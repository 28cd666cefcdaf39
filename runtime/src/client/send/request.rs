//! An operation with its arguments: a value that can be sent.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::client::api::media::is_json;
use crate::client::api::parameter::Location;
use crate::client::request::flatten::{Flat, flatten};
use crate::client::request::multipart::{self, Multipart};
use crate::client::request::{argument, form, secrets};
use crate::client::response::reader::Reader;
use crate::client::{Body, Call, CallOptions, Clock, Core, Encoding, Operation, RequestError};
use crate::text::encode::written;
use crate::wire::{View, Wire};

/// The media type of URL-encoded forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// An operation with its arguments. Invalid arguments are reported when the request is sent.
#[doc(hidden)]
#[must_use = "a request does nothing until it is sent"]
pub struct Request(pub(crate) Box<Parts>);

pub(crate) struct Parts {
    pub(crate) core: Core,
    pub(crate) operation: &'static Operation,
    /// One entry for each parameter: its text, if it has a value.
    pub(crate) arguments: Vec<Result<Option<String>, RequestError>>,
    pub(crate) body: Result<Option<Content>, RequestError>,
    pub(crate) options: CallOptions,
    /// The media type to request instead of those that the operation declares.
    pub(crate) media: Option<&'static str>,
    /// An argument for a parameter that does not exist.
    pub(crate) stray: Option<RequestError>,
}

/// The body of a request.
pub(crate) struct Content {
    pub(crate) media_type: Cow<'static, str>,
    pub(crate) body: Body,
}

impl Request {
    fn new(core: Core, operation: &'static Operation) -> Self {
        Self(Box::new(Parts {
            core,
            operation,
            arguments: operation.parameters.iter().map(argument::initial).collect(),
            body: Ok(None),
            options: CallOptions::new(),
            media: None,
            stray: None,
        }))
    }

    /// Sets a required parameter by its index. An empty value, such as an empty list or `null`, is an error when the
    /// request is sent.
    pub fn argument(mut self, index: usize, value: &dyn Wire) -> Self {
        let text = self.0.operation.parameters.get(index).map(|parameter| argument::render_required(parameter, value));
        self.put(index, text);
        self
    }

    /// Sets an optional parameter by its index. An empty value, such as an empty list or `null`, unsets it.
    pub fn set_argument(&mut self, index: usize, value: &dyn Wire) {
        let text = self.0.operation.parameters.get(index).map(|parameter| argument::render(parameter, value));
        self.put(index, text);
    }

    /// Sets a parameter by its index to a string.
    pub fn text_argument(mut self, index: usize, text: &str) -> Self {
        self.set_text_argument(index, text);
        self
    }

    /// Like [`text_argument`](Request::text_argument), in place.
    pub fn set_text_argument(&mut self, index: usize, text: &str) {
        let text = self.0.operation.parameters.get(index).map(|parameter| argument::render_text(parameter, text));
        self.put(index, text);
    }

    fn put(&mut self, index: usize, text: Option<Result<Option<String>, RequestError>>) {
        match (self.0.arguments.get_mut(index), text) {
            (Some(place), Some(text)) => *place = text,
            _ => self.0.stray = Some(RequestError::ParameterUnknown { index }),
        }
    }

    /// Sets a JSON body, with the first JSON media type of the operation.
    #[inline]
    pub fn json<T: Wire + ?Sized>(self, value: &T) -> Self {
        self.json_view(None, &value.view())
    }

    /// Sets a JSON body with a media type.
    #[inline]
    pub fn json_as<T: Wire + ?Sized>(self, media_type: &'static str, value: &T) -> Self {
        self.json_view(Some(media_type), &value.view())
    }

    /// Does not depend on the type of the value, so that it is compiled once.
    fn json_view(self, media_type: Option<&'static str>, view: &View<'_>) -> Self {
        let media_type = media_type.unwrap_or_else(|| self.media_type(is_json, "application/json"));
        self.body_as(media_type, written(view))
    }

    /// Sets a URL-encoded form as the body. The value must be an object.
    pub fn form(self, value: &dyn Wire) -> Self {
        self.form_with(value, &[])
    }

    /// Like [`form`](Request::form), with encodings of single properties.
    pub fn form_with(mut self, value: &dyn Wire, encodings: &[Encoding]) -> Self {
        let form = form::form(value, encodings);
        self.0.body = form.map(|text| Some(Content { media_type: FORM.into(), body: text.into() }));
        self
    }

    /// Sets a multipart body: one part per property, or per item of an array property. In `multipart/form-data` the value must
    /// be an object, and each part has the name of its property. Other multipart types identify parts by their order, and an
    /// array has one part per item.
    pub fn multipart(self, value: &dyn Wire) -> Self {
        self.multipart_with(value, &[])
    }

    /// Like [`multipart`](Request::multipart), with encodings of single properties.
    pub fn multipart_with(self, value: &dyn Wire, encodings: &[Encoding]) -> Self {
        let is_multipart = |media_type: &str| media_type.to_ascii_lowercase().starts_with("multipart/");
        let media_type = self.media_type(is_multipart, "multipart/form-data");
        self.multipart_as(media_type, value, encodings)
    }

    /// Like [`multipart_with`](Request::multipart_with), but with a media type.
    pub fn multipart_as(mut self, media_type: &'static str, value: &dyn Wire, encodings: &[Encoding]) -> Self {
        self.0.body = multipart::multipart(value, encodings, media_type)
            .map(|Multipart { body, media_type, .. }| Some(Content { media_type: media_type.into(), body }));
        self
    }

    /// Sets a text body, with the first textual media type of the operation.
    pub fn text(self, text: impl Into<String>) -> Self {
        let is_text = |media_type: &str| media_type.to_ascii_lowercase().starts_with("text/");
        let media_type = self.media_type(is_text, "text/plain; charset=utf-8");
        let text: String = text.into();
        self.body_as(media_type, text)
    }

    /// Sets a scalar as a text body with a media type: a number, a boolean or an enum value; empty for `null`.
    pub fn text_as(mut self, media_type: &'static str, value: &dyn Wire) -> Self {
        let text = match flatten(value.view()) {
            Flat::Scalar(text) => Ok(text),
            Flat::Absent => Ok(String::new()),
            Flat::NonFinite | Flat::List(_) | Flat::Object(_) => Err(RequestError::BodyFormless),
        };
        self.0.body = text.map(|text| Some(Content { media_type: media_type.into(), body: text.into() }));
        self
    }

    /// Sets bytes or a stream of bytes as the body, with the first media type of the operation.
    pub fn bytes(self, bytes: impl Into<Body>) -> Self {
        let media_type = self.media_type(|_| true, "application/octet-stream");
        self.body_as(media_type, bytes)
    }

    /// Sets text, bytes or a stream of bytes as the body, with a media type.
    pub fn body_as(mut self, media_type: impl Into<Cow<'static, str>>, body: impl Into<Body>) -> Self {
        self.0.body = Ok(Some(Content { media_type: media_type.into(), body: body.into() }));
        self
    }

    /// Returns the first media type of the operation that fits and is not a range (`*/*`).
    fn media_type(&self, fits: impl Fn(&str) -> bool, default: &'static str) -> &'static str {
        let mut declared = self.0.operation.request.iter().copied();
        declared.find(|media_type| fits(media_type) && !media_type.contains('*')).unwrap_or(default)
    }

    /// Sets the options of this call. Replaces earlier options.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.0.options = options;
        self
    }
}

/// Accessors for streams of pages and events, which send a request repeatedly.
impl Request {
    pub(crate) fn operation(&self) -> &'static Operation {
        self.0.operation
    }

    /// Clones the request to send it again; `None` if its body is a stream.
    pub(crate) fn replay(&self) -> Option<Self> {
        let body = match &self.0.body {
            Ok(Some(content)) => {
                Ok(Some(Content { media_type: content.media_type.clone(), body: content.body.replay()? }))
            }
            Ok(None) => Ok(None),
            Err(error) => Err(error.clone()),
        };
        Some(Self(Box::new(Parts {
            core: self.0.core.clone(),
            operation: self.0.operation,
            arguments: self.0.arguments.clone(),
            body,
            options: self.0.options.clone(),
            media: self.0.media,
            stray: self.0.stray.clone(),
        })))
    }

    /// Returns the value of a query parameter, if it is set and is a scalar.
    pub(crate) fn argument_text(&self, index: usize) -> Option<String> {
        let text = self.0.arguments.get(index)?.as_ref().ok()?.as_ref()?;
        let (_, value) = text.split_once('=')?;
        Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
    }

    /// Unsets a query parameter by its name.
    pub(crate) fn unset_query(&mut self, name: &str) {
        let parameters = self.0.operation.parameters.iter().map(|parameter| parameter.details());
        let named = parameters
            .zip(&mut self.0.arguments)
            .filter(|(each, _)| each.location == Location::Query && each.name == name);
        named.for_each(|(_, argument)| *argument = Ok(None));
    }

    /// Whether a query pair is a credential that the client adds itself.
    pub(crate) fn is_credential(&self, name: &str, value: &str) -> bool {
        secrets::is_key(self.0.operation, Location::Query, name)
            || self.0.options.token.as_ref().is_some_and(|token| token.expose() == value)
            || self.0.core.shared().is_secret(value)
    }

    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.0.core.shared().clock)
    }

    /// Returns the settings for reading the response.
    pub(crate) fn reader(&self) -> Reader {
        self.0.options.leniency.reader(&self.0.core.shared().reader)
    }

    pub(crate) fn response_limit(&self) -> usize {
        self.0.core.shared().response_limit
    }

    pub(crate) fn options_mut(&mut self) -> &mut CallOptions {
        &mut self.0.options
    }
}

impl Core {
    /// Creates a request of the operation `O`, without arguments.
    pub fn call<O: Call>(&self) -> Request {
        self.request(O::OPERATION)
    }

    /// Creates a request of an operation, without arguments.
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secrets: only names are shown.
        let pairs = self.0.operation.parameters.iter().zip(&self.0.arguments);
        let given: Vec<_> = pairs.filter(|(_, text)| !matches!(text, Ok(None))).collect();
        let names: Vec<_> = given.iter().map(|(parameter, _)| parameter.details().name).collect();
        formatter
            .debug_struct("Request")
            .field("operation", &self.0.operation.id)
            .field("method", &self.0.operation.method)
            .field("path", &self.0.operation.path)
            .field("arguments", &names)
            .field("options", &self.0.options)
            .finish_non_exhaustive()
    }
}
