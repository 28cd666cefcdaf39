//! From an answer to the result of an operation.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::descriptor::{best_status, is_json};
use super::error::Answer;
use super::{Error, Operation, RateLimit};
use crate::{Incoming, Slot, Wire, decode};

/// What an operation can result in.
///
/// * A [`Wire`] type is read from JSON. Where the description gives the answer a media type that is not JSON, a string
///   takes the text as it is. An empty body is `None` for an `Option`, and an error for all else.
/// * `()` takes any success and ignores the body.
/// * [`Bytes`] takes the body as it is.
/// * [`WithResponse`] adds the status and the headers to another.
/// * An enum made with [`reply!`](crate::reply) has a variant for each success that the description tells apart.
pub trait Reply: Sized {
    /// Reads an answer with a success status.
    ///
    /// # Errors
    /// When the answer is not what the description says.
    fn from_response(response: Received) -> Result<Self, Error>;
}

/// A call of an operation: what [`operation!`](crate::operation) makes of a struct. It ties the operation to its result.
pub trait Call {
    /// What the operation results in.
    type Reply: Reply;
    /// The operation.
    const OPERATION: &'static Operation;
}

/// An answer with a success status, read to its end.
pub struct Received {
    operation: &'static Operation,
    answer: Answer,
    attempts: u32,
}

/// The result of an operation with the head of the answer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WithResponse<T> {
    /// The status of the answer: a success.
    pub status: StatusCode,
    /// The headers of the answer.
    pub headers: HeaderMap,
    /// What the answer says about the rate limit.
    pub rate_limit: RateLimit,
    /// The number of times that the request was sent.
    pub attempts: u32,
    /// The result.
    pub body: T,
}

impl Received {
    pub(super) fn new(operation: &'static Operation, answer: Answer, attempts: u32) -> Self {
        Self { operation, answer, attempts }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// What the answer says about the rate limit.
    #[must_use]
    pub fn rate_limit(&self) -> RateLimit {
        self.answer.rate_limit
    }

    /// The number of times that the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.answer.body
    }

    /// Which of some declared statuses (`200`, `2XX`, `default`) names the status most exactly.
    #[must_use]
    pub fn matching<'a>(&self, declared: &[&'a str]) -> Option<&'a str> {
        best_status(declared.iter().copied(), self.answer.status)
    }

    /// The error for a success that the description names no result for.
    #[must_use]
    pub fn undeclared(self) -> Error {
        Error::from_status(self.operation.id, self.answer).after(self.attempts)
    }

    /// The error for a body that is not what the description says.
    pub(super) fn undecodable(self, error: crate::DecodeError) -> Error {
        Error::decode(self.operation.id, self.answer, error).after(self.attempts)
    }

    /// What the body is about to bring.
    fn incoming(&self) -> Incoming {
        if self.answer.body.is_empty() { Incoming::Nothing } else { decode::incoming(&self.answer.body) }
    }

    /// Reads the body into a place. Does not depend on the type.
    fn read(self, mut slot: Slot<'_>) -> Result<(), Error> {
        let body = &self.answer.body;
        match &mut slot {
            Slot::Settled if body.is_empty() => return Ok(()),
            Slot::Text(place) if !self.is_declared_as_json() => {
                if let Ok(text) = std::str::from_utf8(body) {
                    text.clone_into(place);
                    return Ok(());
                }
            }
            _ => {}
        }
        decode::decode_slice_into(body, &mut slot).map_err(|error| self.undecodable(error))
    }

    /// Whether the description says that a body with this status is JSON; so it is when the description says nothing.
    fn is_declared_as_json(&self) -> bool {
        let responses = self.operation.responses;
        let status = best_status(responses.iter().map(|response| response.status), self.answer.status);
        let mut media_types = responses
            .iter()
            .filter(|response| Some(response.status) == status)
            .filter_map(|response| response.media_type)
            .peekable();
        media_types.peek().is_none() || media_types.any(is_json)
    }
}

impl Reply for () {
    fn from_response(_: Received) -> Result<Self, Error> {
        Ok(())
    }
}

impl Reply for Bytes {
    fn from_response(response: Received) -> Result<Self, Error> {
        Ok(response.answer.body)
    }
}

impl<T: Wire> Reply for T {
    // A part of what calls it: what drops a `T` is compiled again for each unit of code that may drop one.
    #[inline]
    fn from_response(response: Received) -> Result<Self, Error> {
        let mut value = T::blank();
        let incoming = response.incoming();
        response.read(value.slot(incoming))?;
        Ok(value)
    }
}

impl<T: Reply> Reply for WithResponse<T> {
    fn from_response(response: Received) -> Result<Self, Error> {
        let (status, headers) = (response.status(), response.headers().clone());
        let (rate_limit, attempts) = (response.rate_limit(), response.attempts());
        Ok(Self { status, headers, rate_limit, attempts, body: T::from_response(response)? })
    }
}

impl std::fmt::Debug for Received {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Received")
            .field("operation", &self.operation.id)
            .field("status", &self.answer.status)
            .field("body", &format_args!("{} bytes", self.answer.body.len()))
            .finish_non_exhaustive()
    }
}
