//! HTTP transports.

pub(crate) mod body;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) mod file;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest_transport;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use super::{Body, BoxFuture, MaybeSend, MaybeSync};

/// Sends requests and returns responses: an HTTP client or a mock.
///
/// A transport sends the request unchanged: it adds no credentials and does not follow redirects, because the request
/// may carry credentials for one origin. It returns the body of the response as a stream, so that the client can
/// enforce its size limit. A request that fails before its body is sent is an error; retries are up to the client.
///
/// The extensions of the request contain its `&'static` [`Operation`](super::Operation). The client handles timeouts:
/// it drops the future.
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
pub trait Transport: MaybeSend + MaybeSync + 'static {
    /// Sends a request and waits for the status and headers of the response.
    ///
    /// # Errors
    /// When there is no response. A response with an error status is not an error here.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// Why there is no response, or an incomplete one.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

/// The kind of a transport error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The connection failed: the request did not reach the server.
    Connect,
    /// Timed out. The server may have seen the request.
    Timeout,
    /// The connection was lost. The server may have seen the request.
    Interrupted,
    /// The transport rejected the request.
    Refused,
}

impl TransportError {
    /// Creates an error with its cause. The message of the cause appears in logs and must not contain secrets.
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
            TransportErrorKind::Timeout => "timed out",
            TransportErrorKind::Interrupted => "the connection was lost",
            TransportErrorKind::Refused => "the transport rejected the request",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
