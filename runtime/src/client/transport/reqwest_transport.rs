//! The default transport: reqwest.

use std::error::Error as StdError;
use std::pin::Pin;
#[cfg(feature = "rustls")]
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::client::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};

/// The time that connecting may take when nothing else is said.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A transport based on reqwest: HTTP/1.1, TLS with the certificates of the operating system, proxies from the usual
/// environment variables, no redirects. TLS comes from the feature `rustls` or, without it, `native-tls`.
///
/// Use `from` for a reqwest client with other settings. It should not follow redirects, because requests carry
/// credentials. Requires a tokio runtime with the I/O and time drivers enabled.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// Creates a transport with its own connection pool.
    ///
    /// # Errors
    /// When there are no usable root certificates.
    pub fn new() -> Result<Self, TransportError> {
        Self::with_connect_timeout(CONNECT_TIMEOUT)
    }

    /// Like [`new`](ReqwestTransport::new), with a timeout for connecting, including TLS.
    ///
    /// # Errors
    /// As for [`new`](ReqwestTransport::new).
    pub fn with_connect_timeout(timeout: Duration) -> Result<Self, TransportError> {
        let refused = |error: Box<dyn StdError + Send + Sync>| TransportError::new(TransportErrorKind::Refused, error);
        let builder = reqwest::Client::builder();
        #[cfg(feature = "rustls")]
        let builder = builder.tls_backend_preconfigured(tls().map_err(refused)?);
        let client = builder
            .connect_timeout(timeout)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .build()
            .map_err(|error| refused(error.into()))?;
        Ok(Self(client))
    }
}

/// The settings of TLS, with the certificates of the operating system.
#[cfg(feature = "rustls")]
fn tls() -> Result<rustls::ClientConfig, Box<dyn StdError + Send + Sync>> {
    use rustls::crypto::{CryptoProvider, ring};
    use rustls_platform_verifier::BuilderVerifierExt;

    // An application may have chosen its own cryptography; the default one is not installed for the process.
    let provider = CryptoProvider::get_default().map(Arc::clone);
    let provider = provider.unwrap_or_else(|| Arc::new(ring::default_provider()));
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(builder.with_platform_verifier()?.with_no_client_auth())
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request.map(outgoing)).map_err(convert)?;
            let response = self.0.execute(request).await.map_err(convert)?;
            let response = http::Response::<reqwest::Body>::from(response);
            Ok(response.map(|body| Body::stream(Incoming(body))))
        })
    }
}

fn outgoing(body: Body) -> reqwest::Body {
    match body.as_bytes() {
        Some(_) => reqwest::Body::from(body.into_bytes()),
        None => reqwest::Body::wrap(Outgoing(Mutex::new(body))),
    }
}

/// The body of a request that is a stream. The mutex makes it `Sync`, which reqwest asks for; it is never contended.
struct Outgoing(Mutex<Body>);

impl HttpBody for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let body = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        Pin::new(body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}

/// The body of a response, with this crate's errors.
struct Incoming(reqwest::Body);

impl HttpBody for Incoming {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = Pin::new(&mut self.0).poll_frame(context);
        frame.map(|frame| frame.map(|frame| frame.map_err(convert)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

fn convert(error: reqwest::Error) -> TransportError {
    // A connection that takes too long is none: it matters that the server has not seen the request.
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        TransportErrorKind::Refused
    } else {
        TransportErrorKind::Interrupted
    };
    // The query may hold secrets.
    TransportError::new(kind, error.without_url())
}
