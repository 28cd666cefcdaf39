//! The settings of a builder for the default transport, outside of browsers.

use crate::client::transport::reqwest_transport::ProxyChoice;
#[cfg(feature = "__tls")]
use crate::client::transport::reqwest_transport::Trust;
use crate::client::{ClientBuilder, Core};
use crate::value::secret::Secret;

/// Settings of the default transport. Together with [`transport`](ClientBuilder::transport) they are errors, because they would
/// have no effect. They do not exist in a browser.
impl<C: From<Core>> ClientBuilder<C> {
    /// Sends all requests through a proxy, such as `http://user:password@proxy.example:3128`. Without this, the environment
    /// variables `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` decide.
    pub fn proxy(mut self, address: impl Into<Secret>) -> Self {
        self.settings.default_transport.proxy = ProxyChoice::Address(address.into());
        self
    }

    /// Uses no proxy and ignores the environment variables.
    pub fn no_proxy(mut self) -> Self {
        self.settings.default_transport.proxy = ProxyChoice::None;
        self
    }

    /// Trusts these root certificates, in addition to those of the operating system: one or several in PEM, or one in DER.
    /// Can be called several times.
    #[cfg(feature = "__tls")]
    pub fn root_certificates(mut self, certificates: impl Into<Vec<u8>>) -> Self {
        self.settings.default_transport.tls.roots.push(certificates.into());
        self
    }

    /// Trusts only the root certificates that are [given](ClientBuilder::root_certificates), not those of the operating system.
    #[cfg(feature = "__tls")]
    pub fn without_system_roots(mut self) -> Self {
        self.settings.default_transport.tls.trust = Trust::GivenOnly;
        self
    }

    /// Sets the certificate that the client identifies itself with (mutual TLS). The PEM text contains the certificate, its
    /// intermediate certificates and the private key. With the feature `native-tls` the key must be in PKCS #8.
    #[cfg(feature = "__tls")]
    pub fn identity(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.settings.default_transport.tls.identity = Some(pem.into());
        self
    }
}
