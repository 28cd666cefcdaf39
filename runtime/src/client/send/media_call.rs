//! Calls that request another media type than the preferred one.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use crate::client::{Body, BoxFuture, CallOptions, Error, Pending, ReceivedParts, Reply, Request, WithResponse};

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
    fn new(request: Request) -> Self {
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

impl Request {
    /// Requests another media type and reads the response as a `T`.
    pub fn media<T: Reply>(mut self, media_type: &'static str) -> MediaCall<T> {
        self.0.media = Some(media_type);
        MediaCall::new(self)
    }
}
