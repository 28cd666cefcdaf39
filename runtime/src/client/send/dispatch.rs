//! The ways to send a request.

use super::attempts;
use super::pending::Pending;
use super::request::Request;
use crate::client::{Body, BoxFuture, Error, Received, ReceivedParts, Reply, WithResponse};

impl Request {
    /// Sends the request. Dropping the future cancels the call.
    ///
    /// # Errors
    /// The future can fail with any [`ErrorKind`](crate::client::ErrorKind) except `Configuration`.
    #[inline]
    pub fn send<T: Reply>(self) -> Pending<T> {
        Pending::new(self.0.operation, self.dispatch())
    }

    /// Not inlined into its callers: the future takes 3 kB, which are written and moved.
    #[inline(never)]
    fn dispatch(self) -> BoxFuture<'static, Result<Received, Error>> {
        Box::pin(attempts::send(self))
    }

    /// Like [`send`](Request::send), with the status and headers of the response.
    ///
    /// # Errors
    /// As for [`send`](Request::send).
    pub fn send_with_response<T: Reply>(self) -> Pending<WithResponse<T>> {
        self.send()
    }

    /// Sends the request and returns the response as soon as its headers have arrived, with the body as a stream.
    /// Timeouts apply up to that point, and the client's response limit does not apply: the reader limits the body.
    ///
    /// # Errors
    /// As for [`send`](Request::send), except those of the body.
    pub fn send_streaming(self) -> BoxFuture<'static, Result<WithResponse<Body>, Error>> {
        Box::pin(attempts::open(self))
    }

    /// Like [`send_streaming`](Request::send_streaming), for a multipart response, whose parts are returned as they
    /// arrive.
    ///
    /// # Errors
    /// When the response is not multipart, and as for [`send_streaming`](Request::send_streaming).
    pub fn send_parts(self) -> BoxFuture<'static, Result<WithResponse<ReceivedParts>, Error>> {
        Box::pin(attempts::open_parts(self))
    }
}
