//! HTTP transports.

pub(crate) mod body;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) mod file;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest_transport;

use std::sync::Arc;

use crate::client::{Body, BoxFuture, MaybeSend, MaybeSync, TransportError};

/// Sends requests and returns responses: an HTTP client or a mock.
///
/// A transport sends the request unchanged: it adds no credentials and does not follow redirects, because the request
/// may carry credentials for one origin. It returns the body of the response as a stream, so that the client can
/// enforce its size limit. It does not retry: the client does.
///
/// The extensions of the request contain its `&'static` [`Operation`](crate::client::Operation). The client handles timeouts:
/// it drops the future.
///
/// ```
/// use bindery_runtime::{Body, BoxFuture, Transport, TransportError};
///
/// /// Responds to every request with 404.
/// struct NotFound;
///
/// impl Transport for NotFound {
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
    /// If there is no response. A response with an error status is not an error here.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}
