//! The default transport: reqwest.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod browser;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod configured;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod native;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod settings;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
use self::browser as here;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use self::native as here;
#[cfg(all(feature = "__tls", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(crate) use self::settings::tls::Trust;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) use self::settings::{ProxyChoice, ReqwestSettings};
use crate::client::{Body, BoxFuture, Transport, TransportError};

/// A transport based on reqwest: HTTP/1.1, TLS with the certificates of the operating system, proxies from the usual
/// environment variables, no redirects. TLS comes from the feature `rustls` or, without it, `rustls-ring` or `native-tls`.
///
/// [`ClientBuilder`](crate::ClientBuilder) sets a proxy, root certificates and the identity of the client. Use `from` for a
/// [reqwest client](reqwest::Client) with other settings. It should not follow redirects, because requests carry
/// credentials. Requires a tokio runtime with the I/O and time drivers enabled.
///
/// In a browser (`wasm32-unknown-unknown`) it calls `fetch`. The browser then controls connections, TLS and proxies, and
/// follows redirects itself. A streamed request body is read into memory before it is sent.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// Creates a transport with its own connection pool.
    ///
    /// # Errors
    /// If there are no usable root certificates.
    pub fn new() -> Result<Self, TransportError> {
        here::client().map(Self)
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(here::send(&self.0, request))
    }
}
