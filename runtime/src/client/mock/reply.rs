//! Builds responses from the results of operations.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::prepared::Prepared;
use crate::client::api::media::{Media, is_json};
use crate::client::request::flatten::{Flat, flatten};
use crate::client::{DeclaredResponse, Operation, WithResponse};
use crate::text::encode::encode;
use crate::wire::{View, Wire};

/// A result that a mock can turn into a response.
pub trait MockReply {
    /// Returns the content of the response body.
    fn content(&self) -> Content<'_>;
}

/// The content of a response body.
pub enum Content<'a> {
    /// No content.
    Empty,
    /// A value to encode.
    Value(&'a dyn Wire),
    /// Bytes, sent unchanged.
    Bytes(Bytes),
}

impl MockReply for () {
    fn content(&self) -> Content<'_> {
        Content::Empty
    }
}

impl MockReply for Bytes {
    fn content(&self) -> Content<'_> {
        Content::Bytes(self.clone())
    }
}

impl<T: Wire> MockReply for T {
    fn content(&self) -> Content<'_> {
        match self.view() {
            View::Absent => Content::Empty,
            _ => Content::Value(self),
        }
    }
}

impl<T: MockReply> MockReply for WithResponse<T> {
    fn content(&self) -> Content<'_> {
        self.body.content()
    }
}

/// Returns a response with the first declared success status that fits: one with a body if there is content.
pub(super) fn response(operation: &Operation, content: Content<'_>) -> Prepared {
    let successes = || operation.responses.iter().filter(|response| response.status.starts_with('2'));
    let is_empty = matches!(content, Content::Empty);
    let declared =
        successes().find(|response| response.media_type.is_none() == is_empty).or_else(|| successes().next());
    let media_type = declared.and_then(|response| response.media_type).unwrap_or("application/json");
    let body = match content {
        Content::Empty => Bytes::new(),
        Content::Bytes(bytes) => bytes,
        Content::Value(value) => match value.view() {
            View::Text(text) if !is_json(media_type) => Bytes::copy_from_slice(text.as_bytes()),
            View::Unrecognized(value) if !is_json(media_type) => Bytes::copy_from_slice(value.as_str().as_bytes()),
            view if Media::of(media_type) == Media::Text => match flatten(view) {
                Flat::Scalar(text) => text.into(),
                _ => encode(value).into(),
            },
            _ => encode(value).into(),
        },
    };
    let media_type = HeaderValue::from_str(media_type).ok().filter(|_| !is_empty);
    let headers: HeaderMap = media_type.into_iter().map(|value| (CONTENT_TYPE, value)).collect();
    Prepared::Text { status: status(declared, is_empty), headers, body }
}

/// Returns a response in a media type, with the first declared success status that has a body.
pub(super) fn media(operation: &Operation, media_type: &'static str, body: Bytes) -> Prepared {
    let mut successes = operation.responses.iter().filter(|response| response.status.starts_with('2'));
    let declared = successes.find(|response| response.media_type.is_some());
    let media_type = HeaderValue::from_str(media_type).ok();
    let headers: HeaderMap = media_type.into_iter().map(|value| (CONTENT_TYPE, value)).collect();
    Prepared::Text { status: status(declared, false), headers, body }
}

pub(super) fn status(declared: Option<DeclaredResponse>, is_empty: bool) -> StatusCode {
    let exact = declared.and_then(|response| StatusCode::from_bytes(response.status.as_bytes()).ok());
    exact.unwrap_or(if is_empty { StatusCode::NO_CONTENT } else { StatusCode::OK })
}
