//! The settings of a builder for the default transport.

use std::time::Duration;

use crate::client::ConfigurationProblem;
use crate::value::secret::Secret;

/// The default timeout for connecting.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The settings of the default transport.
pub(crate) struct ReqwestSettings {
    pub(super) connect_timeout: Duration,
    pub(crate) proxy: ProxyChoice,
    #[cfg(feature = "__tls")]
    pub(crate) tls: tls::TlsSettings,
}

/// The proxy to use.
#[derive(Default)]
pub(crate) enum ProxyChoice {
    /// The proxy in the environment variables, if there is one.
    #[default]
    Environment,
    None,
    /// A URL, which may contain a password.
    Address(Secret),
}

impl Default for ReqwestSettings {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            proxy: ProxyChoice::default(),
            #[cfg(feature = "__tls")]
            tls: tls::TlsSettings::default(),
        }
    }
}

impl ReqwestSettings {
    /// Returns the settings that were changed, other than the timeout.
    pub(crate) fn configured(&self) -> impl Iterator<Item = &'static str> {
        let proxy = (!matches!(self.proxy, ProxyChoice::Environment)).then_some("a proxy");
        #[cfg(feature = "__tls")]
        let tls = self.tls.configured();
        #[cfg(not(feature = "__tls"))]
        let tls = std::iter::empty();
        proxy.into_iter().chain(tls)
    }

    pub(crate) fn connect_within(&mut self, timeout: Duration) {
        self.connect_timeout = timeout;
    }

    /// Returns all problems with the settings.
    pub(super) fn problems(&self) -> Vec<ConfigurationProblem> {
        let mut problems = Vec::new();
        if let Err(reason) = self.proxy() {
            problems.push(ConfigurationProblem::Proxy { reason });
        }
        #[cfg(feature = "__tls")]
        self.tls.check(&mut problems);
        problems
    }

    /// Creates a client. Ignores invalid settings.
    pub(super) fn client(&self) -> reqwest::Result<reqwest::Client> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never());
        if !matches!(self.proxy, ProxyChoice::Environment) {
            builder = builder.no_proxy();
        }
        if let Ok(Some(proxy)) = self.proxy() {
            builder = builder.proxy(proxy);
        }
        #[cfg(feature = "__tls")]
        let builder = self.tls.apply(builder);
        builder.build()
    }

    fn proxy(&self) -> Result<Option<reqwest::Proxy>, &'static str> {
        let ProxyChoice::Address(address) = &self.proxy else { return Ok(None) };
        let uri: http::Uri = address.expose().parse().map_err(|_| "is not a URL")?;
        let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
        if !is_http {
            return Err("must begin with http:// or https://");
        }
        if uri.path() != "/" || uri.query().is_some() {
            return Err("must end after the host and the port");
        }
        reqwest::Proxy::all(address.expose()).map(Some).map_err(|_| "is not a URL")
    }
}

/// The trusted root certificates, and the identity of the client.
#[cfg(feature = "__tls")]
pub(crate) mod tls {
    use crate::client::ConfigurationProblem;

    /// Some TLS libraries reject a certificate when it is read, others when the client is created.
    const NO_CERTIFICATES: &str = "are not certificates in PEM or DER";

    /// The TLS settings.
    #[derive(Default)]
    pub(crate) struct TlsSettings {
        /// Root certificates, each in the form in which it was configured.
        pub(crate) roots: Vec<Vec<u8>>,
        pub(crate) trust: Trust,
        /// The certificate of the client, with its private key.
        pub(crate) identity: Option<Vec<u8>>,
    }

    /// The root certificates to trust.
    #[derive(Clone, Copy, Default, PartialEq, Eq)]
    pub(crate) enum Trust {
        /// The configured ones, and those of the operating system.
        #[default]
        WithSystem,
        /// The configured ones only.
        GivenOnly,
    }

    impl TlsSettings {
        pub(super) fn configured(&self) -> impl Iterator<Item = &'static str> {
            let roots = (!self.roots.is_empty() || self.trust == Trust::GivenOnly).then_some("root certificates");
            let identity = self.identity.as_ref().map(|_| "an identity");
            roots.into_iter().chain(identity)
        }

        /// Checks each setting by creating a client with it alone.
        pub(super) fn check(&self, problems: &mut Vec<ConfigurationProblem>) {
            let alone = || backend(reqwest::Client::builder());
            if self.trust == Trust::GivenOnly && self.roots.is_empty() {
                let reason = "are missing, although those of the operating system are not trusted";
                problems.push(ConfigurationProblem::RootCertificates { reason });
            }
            for root in &self.roots {
                let reason = match certificates(root) {
                    Err(reason) => reason,
                    Ok(certificates) => match alone().tls_certs_only(certificates).build() {
                        Ok(_) => continue,
                        Err(_) => NO_CERTIFICATES,
                    },
                };
                problems.push(ConfigurationProblem::RootCertificates { reason });
            }
            if let Some(pem) = &self.identity {
                let reason = match identity(pem) {
                    Err(reason) => reason,
                    // Without roots, because loading those of the system takes time.
                    Ok(identity) => match alone().tls_certs_only([]).identity(identity).build() {
                        Ok(_) => return,
                        Err(_) => "has a private key that does not belong to its certificate",
                    },
                };
                problems.push(ConfigurationProblem::Identity { reason });
            }
        }

        pub(super) fn apply(&self, builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
            let roots = self.roots.iter().filter_map(|root| certificates(root).ok()).flatten();
            let mut builder = backend(builder);
            builder = match self.trust {
                Trust::WithSystem => builder.tls_certs_merge(roots),
                Trust::GivenOnly => builder.tls_certs_only(roots),
            };
            match self.identity.as_ref().and_then(|pem| identity(pem).ok()) {
                Some(identity) => builder.identity(identity),
                None => builder,
            }
        }
    }

    /// Selects the TLS library by the features of this crate: another crate may have enabled another library in reqwest.
    fn backend(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        #[cfg(all(feature = "rustls-ring", not(feature = "rustls")))]
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            // Fails only if another thread has installed a provider in the meantime.
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        #[cfg(any(feature = "rustls", feature = "rustls-ring"))]
        return builder.tls_backend_rustls();
        #[cfg(not(any(feature = "rustls", feature = "rustls-ring")))]
        return builder.tls_backend_native();
    }

    /// Parses certificates in PEM, or one in DER.
    fn certificates(text: &[u8]) -> Result<Vec<reqwest::Certificate>, &'static str> {
        const BEGIN: &[u8] = b"-----BEGIN";
        let found = if text.windows(BEGIN.len()).any(|window| window == BEGIN) {
            reqwest::Certificate::from_pem_bundle(text)
        } else {
            reqwest::Certificate::from_der(text).map(|certificate| vec![certificate])
        };
        match found {
            Ok(certificates) if certificates.is_empty() => Err("contain no certificate"),
            Ok(certificates) => Ok(certificates),
            Err(_) => Err(NO_CERTIFICATES),
        }
    }

    #[cfg(any(feature = "rustls", feature = "rustls-ring"))]
    fn identity(pem: &[u8]) -> Result<reqwest::Identity, &'static str> {
        reqwest::Identity::from_pem(pem).map_err(|_| "is not a certificate and a private key in PEM")
    }

    #[cfg(not(any(feature = "rustls", feature = "rustls-ring")))]
    fn identity(pem: &[u8]) -> Result<reqwest::Identity, &'static str> {
        // The libraries of operating systems skip what they do not look for, so one text serves as both arguments.
        reqwest::Identity::from_pkcs8_pem(pem, pem)
            .map_err(|_| "is not a certificate and a private key (PKCS #8) in PEM")
    }
}
