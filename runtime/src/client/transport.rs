//! What carries a request to a server.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::Body;

/// A future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What carries a request to a server and brings back the response: an HTTP client, or a stand-in for tests.
///
/// A transport sends the request as it is: it adds no credentials, and it does not follow redirects, since the request
/// may carry credentials that are meant for one origin. It hands out the body of the response as it arrives, so that the
/// client can stop at its size limit. A request that breaks off before its body is sent is an error; whether it is sent
/// again is up to the client.
///
/// The extensions of the request hold the `&'static` [`Operation`](super::Operation) that it belongs to. Timeouts are
/// kept by the client, which drops the future of a transport that takes too long.
///
/// ```
/// use bindery_runtime::{Body, BoxFuture, Transport, TransportError};
///
/// /// A server that knows nothing.
/// struct Nowhere;
///
/// impl Transport for Nowhere {
///     fn send(
///         &self,
///         _request: http::Request<Body>,
///     ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         Box::pin(async {
///             let mut response = http::Response::new(Body::empty());
///             *response.status_mut() = http::StatusCode::NOT_FOUND;
///             Ok(response)
///         })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and waits for the head of the response.
    ///
    /// # Errors
    /// Whenever there is no response. A response with an error status is not an error here.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// Why there is no response, or not all of it.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

/// What went wrong between the client and the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection: the request did not reach the server.
    Connect,
    /// The time was up. The server may have seen the request.
    Timeout,
    /// The connection broke. The server may have seen the request.
    Interrupted,
    /// The transport could not make sense of the request.
    Refused,
}

impl TransportError {
    /// An error with its cause. The texts of the cause appear in logs: it should hold no secrets.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind, source: source.into() }
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::Timeout => "the time was up",
            TransportErrorKind::Interrupted => "the connection broke",
            TransportErrorKind::Refused => "the transport refused the request",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
