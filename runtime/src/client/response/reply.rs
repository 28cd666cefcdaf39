//! Converts a response into the result of an operation.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::charset::utf8;
use super::raw::RawResponse;
use super::reader::{Reader, Report};
use super::{media as media_check, parts, text};
use crate::client::api::descriptor::best_status;
use crate::client::api::media;
use crate::client::api::media::{Media, essence, is_json, shown};
use crate::client::{Error, Operation, RateLimit};
use crate::syntax::error::{DecodeError, DecodeErrorKind};
use crate::text::decode::{self, Reading};
use crate::text::deviation::Deviation;
use crate::value::json::Json;
use crate::wire::{Incoming, Slot, Wire};

/// A type that an operation can return.
///
/// * A [`Wire`] type is decoded from JSON. A string takes a plain-text response as it is: by its `Content-Type` or,
///   without one, by the description. Text is decoded by its `charset`. An empty body is `None` for an `Option` and an
///   error for other types. Text that is not JSON is a string for [`Json`].
/// * `()` accepts any success and ignores the body.
/// * [`Bytes`] takes the body as it is.
/// * [`WithResponse`] adds status and headers to another reply.
/// * An enum declared with [`reply!`](crate::reply) has a variant for each declared success.
pub trait Reply: Sized {
    /// Reads a response with a success status.
    ///
    /// # Errors
    /// When the response does not match the API description.
    fn from_response(response: Received) -> Result<Self, Error>;
}

/// A call of an operation, as declared by [`operation!`](crate::operation). Associates the operation with its reply
/// type.
pub trait Call {
    /// The result of the operation.
    type Reply: Reply;
    /// The operation.
    const OPERATION: &'static Operation;
}

/// A success response with its whole body.
pub struct Received {
    operation: &'static Operation,
    /// The requested media type, if it replaces those that the operation declares.
    media: Option<&'static str>,
    raw: RawResponse,
    attempts: u32,
    reader: Reader,
    /// Collects the deviations, if the caller wants them.
    report: Option<Report>,
}

/// The result of an operation with the status and headers of the response.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WithResponse<T> {
    /// The status, a success.
    pub status: StatusCode,
    /// The headers of the response.
    pub headers: HeaderMap,
    /// What the response says about the rate limit.
    pub rate_limit: RateLimit,
    /// How many times the request was sent.
    pub attempts: u32,
    /// The result.
    pub body: T,
    pub(crate) deviations: Vec<Deviation>,
}

impl<T> WithResponse<T> {
    /// The places where the response differs from its description and was decoded nevertheless, at most the first 100. A value that a
    /// property could not hold is kept with the undeclared properties ([`Extra::kept`](crate::Extra::kept)).
    #[must_use]
    pub fn deviations(&self) -> &[Deviation] {
        &self.deviations
    }
}

impl Received {
    /// Returns an error if the response does not have the requested media type.
    pub(crate) fn new(
        operation: &'static Operation,
        media: Option<&'static str>,
        response: RawResponse,
        attempts: u32,
        reader: Reader,
    ) -> Result<Self, Error> {
        let response = media_check::checked(operation, media, response, attempts)?;
        Ok(Self { operation, media, raw: response, attempts, reader, report: None })
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.raw.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.raw.headers
    }

    /// What the response says about the rate limit.
    #[must_use]
    pub fn rate_limit(&self) -> RateLimit {
        self.raw.rate_limit
    }

    /// How many times the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.raw.body
    }

    /// The most specific of some declared statuses (`200`, `2XX`, `default`) that matches the status.
    #[must_use]
    pub fn matching<'a>(&self, declared: &[&'a str]) -> Option<&'a str> {
        best_status(declared.iter().copied(), self.raw.status)
    }

    /// The error for a success status that the description does not declare.
    #[must_use]
    pub fn undeclared(self) -> Error {
        Error::from_status(self.operation.id, self.raw).after(self.attempts)
    }

    /// The error for a body that does not match the description.
    pub(crate) fn undecodable(self, error: DecodeError) -> Error {
        let error = self.explained(error);
        Error::decode(self.operation.id, self.raw, error).after(self.attempts)
    }

    /// Returns the body in UTF-8.
    pub(crate) fn utf8(&self) -> Cow<'_, [u8]> {
        utf8(&self.raw.headers, &self.raw.body)
    }

    /// Returns the kind of value in the body.
    fn incoming(&self) -> Incoming {
        match self.utf8() {
            body if body.is_empty() => Incoming::Nothing,
            // Other words also begin with `n`.
            body if body.first() == Some(&b'n') && body.trim_ascii_end() != b"null" => Incoming::Value,
            body => decode::incoming(&body),
        }
    }

    /// Decodes the body into a slot. Not generic, so that it is compiled only once.
    fn read(self, mut slot: Slot<'_>) -> Result<(), Error> {
        let body = self.utf8();
        let reading = &mut self.reader.reading(self.report.as_ref());
        let result = match &mut slot {
            Slot::Settled | Slot::Unset if body.is_empty() => Ok(()),
            Slot::Text(place) => self.read_text(&body, place, reading),
            slot @ (Slot::Object(..)
            | Slot::List(_)
            | Slot::Scalars(_)
            | Slot::Map(_)
            | Slot::Union(..)
            | Slot::Raw(_))
                if self.media_type().map(Media::of) == Some(Media::Multipart) =>
            {
                parts::read(&self.raw.headers, &self.raw.body, slot, reading)
            }
            Slot::Raw(place) => self.read_json(&body, place, reading),
            Slot::Bool(_)
            | Slot::Integer(_)
            | Slot::Unsigned(_)
            | Slot::Float(_)
            | Slot::Secret(_)
            | Slot::Scalar(_)
            | Slot::OpenEnum(_) => self.read_scalar(&body, &mut slot, reading),
            slot => reading.decode_slice_into(&body, slot),
        };
        drop(body);
        match result {
            Ok(()) => {
                self.reader.notify(self.operation, std::mem::take(reading), self.report.as_ref());
                Ok(())
            }
            Err(error) => Err(self.undecodable(error)),
        }
    }

    /// Decodes a part of the body, at a path, into a slot.
    pub(crate) fn read_at(&self, text: &str, slot: &mut Slot<'_>, path: &[&str]) -> Result<(), DecodeError> {
        let mut reading = self.reader.reading(None);
        reading.decode_into(text, slot, path)?;
        self.reader.notify(self.operation, reading, None);
        Ok(())
    }

    /// Collects the deviations of the body from now on.
    fn report(&mut self) -> Report {
        self.report.get_or_insert_default().clone()
    }

    /// Decodes a string: from JSON, or the whole body.
    fn read_text(&self, body: &[u8], place: &mut String, reading: &mut Reading) -> Result<(), DecodeError> {
        let decoded = match self.text_form() {
            TextForm::Json => return reading.decode_slice_into(body, &mut Slot::Text(place)),
            TextForm::Plain => None,
            TextForm::JsonOrPlain => Some(reading.decode_slice_into(body, &mut Slot::Text(place))),
        };
        match (decoded, std::str::from_utf8(body)) {
            (Some(Ok(())), _) => Ok(()),
            (_, Ok(text)) => {
                text.clone_into(place);
                Ok(())
            }
            (Some(Err(error)), Err(_)) => Err(error),
            (None, Err(_)) => reading.decode_slice_into(body, &mut Slot::Text(place)),
        }
    }

    /// Decodes a scalar: from JSON, or from the whole body as text.
    fn read_scalar(&self, body: &[u8], slot: &mut Slot<'_>, reading: &mut Reading) -> Result<(), DecodeError> {
        match self.text_form() {
            TextForm::Json => reading.decode_slice_into(body, slot),
            TextForm::Plain => text::decode(body, slot, reading),
            TextForm::JsonOrPlain => reading
                .decode_slice_into(body, slot)
                .or_else(|error| text::decode(body, slot, reading).map_err(|_| error)),
        }
    }

    /// Decodes any JSON. A body with a text media type that is not JSON becomes a string.
    fn read_json(&self, body: &[u8], place: &mut Json, reading: &mut Reading) -> Result<(), DecodeError> {
        let decoded = reading.decode_slice_into(body, &mut Slot::Raw(place));
        match (decoded, self.media_type().map(Media::of), std::str::from_utf8(body)) {
            (Err(_), Some(Media::Text), Ok(text)) if !text.is_empty() => {
                *place = Json::from(text);
                Ok(())
            }
            (decoded, ..) => decoded,
        }
    }

    /// Returns how the body holds a string. The media type of the response decides. But many servers label JSON as text, and many
    /// descriptions label text as JSON: if the two disagree, the body decides.
    fn text_form(&self) -> TextForm {
        let declared = self.declared();
        let is_declared_json = declared.is_none_or(is_json);
        let is_exact = declared.is_none_or(|declared| !media::is_range(declared));
        match self.media_type().map(Media::of) {
            Some(Media::Json) if is_declared_json => TextForm::Json,
            Some(Media::Json) => TextForm::JsonOrPlain,
            Some(Media::Text) if !(is_declared_json && is_exact) => TextForm::Plain,
            Some(Media::Text) => TextForm::JsonOrPlain,
            _ if !is_declared_json => TextForm::Plain,
            _ if is_exact => TextForm::Json,
            _ => TextForm::JsonOrPlain,
        }
    }

    /// Returns the media type of the response, if it has one that is not a range.
    fn media_type(&self) -> Option<&str> {
        media::of_response(&self.raw.headers)
    }

    /// Returns the requested media type or, without one, the declared media type for this status. Prefers JSON if several are declared.
    /// `None`, which is treated as JSON, if none is declared.
    fn declared(&self) -> Option<&'static str> {
        if self.media.is_some() {
            return self.media;
        }
        let responses = self.operation.responses;
        let status = best_status(responses.iter().map(|response| response.status), self.raw.status);
        let declared = responses
            .iter()
            .filter(|response| Some(response.status) == status)
            .filter_map(|response| response.media_type);
        declared.clone().find(|media_type| is_json(media_type)).or_else(|| declared.clone().next())
    }

    /// Describes a body that is not JSON by its media type and length. Does not quote it, because it may contain secrets.
    fn explained(&self, error: DecodeError) -> DecodeError {
        let found = self.media_type().map(essence).filter(|found| !is_json(found));
        match found {
            Some(found) if error.kind() == DecodeErrorKind::Syntax => {
                let found = shown(&found);
                let length = self.raw.body.len();
                DecodeError::mismatch("JSON", format!("{length} bytes of {found} (see `Error::body`)"), 0)
            }
            _ => error,
        }
    }
}

/// How a body holds a string or another scalar.
enum TextForm {
    Json,
    /// The whole body.
    Plain,
    /// JSON if it can be decoded, otherwise the whole body.
    JsonOrPlain,
}

impl Reply for () {
    fn from_response(_: Received) -> Result<Self, Error> {
        Ok(())
    }
}

impl Reply for Bytes {
    fn from_response(response: Received) -> Result<Self, Error> {
        Ok(response.raw.body)
    }
}

impl<T: Wire> Reply for T {
    // Inlined, because code that drops a `T` is compiled again in each codegen unit that may drop one.
    #[inline]
    fn from_response(response: Received) -> Result<Self, Error> {
        let mut value = T::blank();
        let incoming = response.incoming();
        response.read(value.slot(incoming))?;
        Ok(value)
    }
}

impl<T: Reply> Reply for WithResponse<T> {
    fn from_response(mut response: Received) -> Result<Self, Error> {
        let report = response.report();
        let (status, headers) = (response.status(), response.headers().clone());
        let (rate_limit, attempts) = (response.rate_limit(), response.attempts());
        let body = T::from_response(response)?;
        Ok(Self { status, headers, rate_limit, attempts, body, deviations: report.deviations() })
    }
}

impl std::fmt::Debug for Received {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Received")
            .field("operation", &self.operation.id)
            .field("status", &self.raw.status)
            .field("body", &format_args!("{} bytes", self.raw.body.len()))
            .finish_non_exhaustive()
    }
}
