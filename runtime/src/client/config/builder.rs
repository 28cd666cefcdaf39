//! The configuration of a client.

#[cfg(not(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown")))))]
mod default_transport;
mod settings;
#[cfg(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown"))))]
mod transport;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use self::settings::{Settings, TokenSource};
use super::options::Access;
use super::telemetry::TelemetrySetting;
use crate::client::{
    Api, Clock, Core, Error, MaybeSend, MaybeSync, Operation, Retry, Server, TokenProvider, Transport,
};
use crate::text::deviation::Deviation;
use crate::value::secret::Secret;

/// Configures and builds a client of type `C`. Settings are validated in [`build`](ClientBuilder::build), which reports
/// all problems at once.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    settings: Settings,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Core>> ClientBuilder<C> {
    /// Creates a builder with the defaults of an API.
    pub fn new(api: &'static Api) -> Self {
        Self { settings: Settings::new(api), client: PhantomData }
    }

    /// Sets a variable of the server URL. Where the variable is the whole host, a leading `https://` and a trailing
    /// slash are dropped; a leading `http://` is kept and is allowed for loopback addresses only.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.variables.push((name.into(), value.into()));
        self
    }

    /// Selects a server other than the first one of the description. Operations with their own server keep it.
    pub fn server(mut self, server: &'static Server) -> Self {
        self.settings.server = Some(server);
        self
    }

    /// Sets the base URL, which replaces all servers of the description, including those of single operations. Server
    /// variables are ignored. An `http://` URL is allowed: the token is then sent unencrypted.
    pub fn base_url(mut self, address: impl Into<String>) -> Self {
        self.settings.base_url = Some(address.into());
        self
    }

    /// Sets the bearer token, without the word `Bearer`. It is sent only with operations that require it and only to
    /// the client's server.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.settings.token = Some(TokenSource::Fixed(token.into()));
        self
    }

    /// Sets the provider of bearer tokens, such as [`ClientCredentials`](crate::client::ClientCredentials). Replaces
    /// [`token`](ClientBuilder::token). All clones of the client share the cached token.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.settings.token = Some(TokenSource::Provider(Arc::new(provider)));
        self
    }

    /// Sets how long before it expires a token is refreshed, at most a fifth of its lifetime. The default is one
    /// minute.
    pub fn token_leeway(mut self, leeway: Duration) -> Self {
        self.settings.token_leeway = leeway;
        self
    }

    /// Sets the user name and password for operations that require HTTP basic authentication (RFC 7617).
    pub fn basic(mut self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.settings.basic = Some((user.into(), password.into()));
        self
    }

    /// Sets the API key of a security scheme, by the scheme's name in the description. It is sent with operations that
    /// require it. For a scheme of an unknown type it is the whole value of the `Authorization` header, such as `DSN
    /// https://...`.
    pub fn api_key(mut self, scheme: impl Into<String>, key: impl Into<Secret>) -> Self {
        self.settings.keys.push((scheme.into(), key.into()));
        self
    }

    /// Sends requests without the credentials that the description requires: for servers that accept anonymous calls,
    /// such as a test server or one behind a gateway. Otherwise a secured operation fails before it is sent when there
    /// are no credentials. The token of a single call and headers set by hand are still sent.
    pub fn anonymous(mut self) -> Self {
        self.settings.access = Access::Anonymous;
        self
    }

    /// Sets the HTTP transport. The default is `ReqwestTransport`, with the feature `reqwest`. Proxy, root certificates and identity are
    /// settings of the default transport only, and setting them together with another transport is an error.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Some(Arc::new(transport));
        self
    }

    /// Sets the clock, which tells the time and waits. The default is [`SystemClock`](crate::client::SystemClock).
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// Sets the retry policy. The default is [`RetryPolicy::default`](crate::client::RetryPolicy).
    pub fn retry(mut self, policy: impl Retry) -> Self {
        self.settings.retry = Arc::new(policy);
        self
    }

    /// Sets the timeout of a call, including all attempts and the waits between them. The default is 3 minutes;
    /// [`Duration::MAX`] means no limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeouts.total = timeout;
        self
    }

    /// Sets the timeout of one attempt, from the first byte sent to the last byte of the response. The default is 60
    /// seconds; [`Duration::MAX`] means no limit.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeouts.attempt = timeout;
        self
    }

    /// Sets the timeout for connecting, including TLS. The default is 10 seconds. Applies to the default transport only, and
    /// not in a browser.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.default_transport.connect_within(timeout);
        self
    }

    /// Sets the maximum size of a response body, in bytes. The default is 64 MiB.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.settings.response_limit = bytes;
        self
    }

    /// Makes it an error if a value in a response does not match the type of an optional property. By default, such a property is absent,
    /// and the value is kept with the undeclared ones ([`Extra::kept`](crate::Extra::kept)): servers do not always do what their
    /// description says. [`CallOptions::strict`](crate::CallOptions::strict) does the same for one call.
    pub fn strict(mut self) -> Self {
        self.settings.reader.set_strict();
        self
    }

    /// Sets a function that is called for each place where a response differs from its description and was decoded nevertheless,
    /// at most 100 times per response. [`WithResponse::deviations`](crate::WithResponse::deviations) returns those of one call.
    pub fn on_deviation<F>(mut self, listener: F) -> Self
    where
        F: Fn(&'static Operation, &Deviation) + MaybeSend + MaybeSync + 'static,
    {
        self.settings.reader.set_listener(listener);
        self
    }

    /// Adds a header to all requests. Header parameters of an operation and headers of a call override it. An
    /// `Authorization` header overrides the token.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.headers.push((name.into(), value.into()));
        self
    }

    /// Sets a header on the operations that declare it as a client header
    /// ([`Operation::client_headers`](crate::client::Operation::client_headers)), and only on these.
    pub fn declared_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.declared_headers.push((name.into(), value.into()));
        self
    }

    /// Adds an entry to the telemetry header, such as the name and version of the application. Has an effect only if
    /// the API has such a header.
    pub fn telemetry_entry(mut self, name: impl Into<String>, version: impl Into<String>) -> Self {
        if let TelemetrySetting::On(entries) = &mut self.settings.telemetry {
            entries.push((name.into(), version.into()));
        }
        self
    }

    /// Turns telemetry off. The `User-Agent` is still sent.
    pub fn without_telemetry(mut self) -> Self {
        self.settings.telemetry = TelemetrySetting::Off;
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Configuration`](crate::client::ErrorKind::Configuration) with all problems.
    pub fn build(self) -> Result<C, Error> {
        self.settings.build().map(C::from)
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may contain secrets by mistake, such as user information in a URL.
        let names =
            |pairs: &[(String, String)]| -> Vec<String> { pairs.iter().map(|(name, _)| name.clone()).collect() };
        formatter
            .debug_struct("ClientBuilder")
            .field("api", &self.settings.api.title)
            .field("variables", &names(&self.settings.variables))
            .field("headers", &names(&self.settings.headers))
            .field("timeout", &self.settings.timeouts.total)
            .field("response_limit", &self.settings.response_limit)
            .finish_non_exhaustive()
    }
}
