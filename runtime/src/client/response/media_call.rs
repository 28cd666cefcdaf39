//! Calls that request another media type than the preferred one.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::error::RawResponse;
use crate::client::api::media::{Media, essence, is_range, of_response, shown};
use crate::client::{
    Body, BoxFuture, CallOptions, Error, Operation, Pending, ReceivedParts, Reply, Request, WithResponse,
};
use crate::syntax::error::DecodeError;

/// A call that requests one of the other media types of an operation's responses, as returned by methods such as `csv`
/// or `pdf`. Text is returned as a `String`, decoded by its `charset`; anything else as [`Bytes`](crate::Bytes).
///
/// Arguments, options, retries and errors are those of the operation. If the server responds with another of the
/// operation's media types, the call fails with [`ErrorKind::Decode`](crate::client::ErrorKind::Decode).
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct MediaCall<T> {
    request: Request,
    reply: PhantomData<fn() -> T>,
}

impl<T: Reply> MediaCall<T> {
    pub(crate) fn new(request: Request) -> Self {
        Self { request, reply: PhantomData }
    }

    /// Sends the request. Awaiting the call does the same.
    pub fn send(self) -> Pending<T> {
        self.request.send()
    }

    /// Sends the request and returns the result with the status and headers of the response.
    pub fn send_with_response(self) -> Pending<WithResponse<T>> {
        self.request.send_with_response()
    }

    /// Sends the request and returns the response as soon as its headers have arrived, with the body as a stream.
    /// Timeouts apply up to that point, and the client's response limit does not apply: see [`Body::limited`].
    pub fn send_streaming(self) -> BoxFuture<'static, Result<WithResponse<Body>, Error>> {
        self.request.send_streaming()
    }

    /// Like [`send_streaming`](MediaCall::send_streaming), for a multipart response.
    pub fn send_parts(self) -> BoxFuture<'static, Result<WithResponse<ReceivedParts>, Error>> {
        self.request.send_parts()
    }

    /// Sets the options of this call. Replaces earlier options.
    pub fn options(self, options: CallOptions) -> Self {
        Self::new(self.request.options(options))
    }
}

impl<T: Reply> IntoFuture for MediaCall<T> {
    type Output = Result<T, Error>;
    type IntoFuture = Pending<T>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<T> fmt::Debug for MediaCall<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("MediaCall").field(&self.request).finish()
    }
}

/// The response, unless it is of another media type than the one that was asked for: servers may ignore `Accept`.
pub(crate) fn checked(
    operation: &'static Operation,
    asked: Option<&'static str>,
    response: RawResponse,
    attempts: u32,
) -> Result<RawResponse, Error> {
    let found = of_response(&response.headers).map(essence);
    let (Some(asked), Some(found)) = (asked, found) else { return Ok(response) };
    if !is_other(operation, &essence(asked), &found) {
        return Ok(response);
    }
    let error = DecodeError::mismatch(essence(asked), shown(&found), 0);
    Err(Error::decode(operation.id, response, error).after(attempts))
}

/// Whether a media type is plainly not the one that was asked for: JSON, or another one that the operation declares. Many
/// servers send files under a name that says less, such as `application/octet-stream`, or under another one of the same format.
fn is_other(operation: &Operation, asked: &str, found: &str) -> bool {
    let kind = |media_type: &str| Media::of(media_type);
    if is_within(found, asked) || found == "application/octet-stream" || is_same_format(asked, found) {
        return false;
    }
    let mut declared = operation.responses.iter().filter_map(|response| Some((response.status, response.media_type?)));
    let is_declared = declared.any(|(status, declared)| status.starts_with('2') && essence(declared) == found);
    (kind(found) == Media::Json && kind(asked) != Media::Json) || (is_declared && kind(asked) != Media::Json)
}

/// Whether a media type is one of a range (RFC 9110, 12.5.1).
fn is_within(found: &str, asked: &str) -> bool {
    let kind = |media_type: &str| media_type.split('/').next().unwrap_or_default().to_owned();
    found == asked || (is_range(asked) && (asked.starts_with('*') || kind(asked) == kind(found)))
}

/// `text/xml` and `application/xml` are one format (RFC 7303), as are `text/x-csv` and `text/csv`.
fn is_same_format(asked: &str, found: &str) -> bool {
    let format = |media_type: &str| {
        let (_, subtype) = media_type.split_once('/').unwrap_or(("", media_type));
        subtype.strip_prefix("x-").unwrap_or(subtype).to_owned()
    };
    format(asked) == format(found)
}
