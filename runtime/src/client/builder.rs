//! The configuration of a client.

mod settings;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use self::settings::{Settings, TokenSource};
use super::options::Access;
use super::telemetry::Telling;
use super::{Api, Clock, Core, Error, Retry, Server, TokenProvider, Transport};
use crate::Secret;

/// Collects the configuration of a client of type `C`. Nothing is checked before [`build`](ClientBuilder::build), which
/// reports all problems together.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    settings: Settings,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Core>> ClientBuilder<C> {
    /// A configuration with the defaults of an API.
    pub fn new(api: &'static Api) -> Self {
        Self { settings: Settings::new(api), client: PhantomData }
    }

    /// Sets a variable of the server's address. Where the variable is the whole host, `https://` before it and a slash
    /// after it are dropped; `http://` is kept, and only this machine may be reached with it.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.variables.push((name.into(), value.into()));
        self
    }

    /// Chooses another server of the description than the first. Operations that the description gives a server of their
    /// own keep that.
    pub fn server(mut self, server: &'static Server) -> Self {
        self.settings.server = Some(server);
        self
    }

    /// Sets the whole address that paths are added to, in place of all that the description has, those of single
    /// operations included. Variables are then not used. An `http://` address is taken as meant: the token crosses the network unencrypted.
    pub fn base_url(mut self, address: impl Into<String>) -> Self {
        self.settings.base_url = Some(address.into());
        self
    }

    /// Sets the token that authenticates operations, without the word `Bearer`. It is sent with operations that the
    /// description secures, and to the client's address alone.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.settings.token = Some(TokenSource::Fixed(token.into()));
        self
    }

    /// Sets where the tokens come from that authenticate operations, such as
    /// [`ClientCredentials`](super::ClientCredentials). It takes the place of [`token`](ClientBuilder::token). All
    /// clones of the client share the token.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.settings.token = Some(TokenSource::Provider(Arc::new(provider)));
        self
    }

    /// Sets how long before its end a token is replaced, but at most a fifth of its life. The default is a minute.
    pub fn token_leeway(mut self, leeway: Duration) -> Self {
        self.settings.token_leeway = leeway;
        self
    }

    /// Sets the user name and the password for operations that the description secures with the scheme `basic` (RFC
    /// 7617).
    pub fn basic(mut self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.settings.basic = Some((user.into(), password.into()));
        self
    }

    /// Sets the key of a security scheme of the type `apiKey`, by the scheme's name in the description. It is sent with
    /// operations that ask for it. For a scheme that this client does not know, it is the whole value of the `Authorization`
    /// header, such as `DSN https://...`.
    pub fn api_key(mut self, scheme: impl Into<String>, key: impl Into<Secret>) -> Self {
        self.settings.keys.push((scheme.into(), key.into()));
        self
    }

    /// Sends no credentials, although the description asks for some: for a server that takes calls from anyone, such as one of a
    /// test or behind a gateway. Without it, an operation that is secured is not sent when there is nothing to show. A token of
    /// a single call, and headers that are set by hand, are sent all the same.
    pub fn anonymous(mut self) -> Self {
        self.settings.access = Access::Anonymous;
        self
    }

    /// Sets what carries the requests. The default is the crate's `ReqwestTransport`, with the feature `reqwest`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Some(Arc::new(transport));
        self
    }

    /// Sets where the time comes from and how the client waits. The default is
    /// [`SystemClock`](super::SystemClock).
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// Sets whether and when calls are sent again if they fail. The default is
    /// [`RetryPolicy::default`](super::RetryPolicy).
    pub fn retry(mut self, policy: impl Retry) -> Self {
        self.settings.retry = Arc::new(policy);
        self
    }

    /// Sets the time a call may take, with all attempts and the waits between them. The default is 3 minutes;
    /// [`Duration::MAX`] is no limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeouts.total = timeout;
        self
    }

    /// Sets the time one attempt may take, from the first byte sent to the last byte of the response. The default is 60
    /// seconds; [`Duration::MAX`] is no limit.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeouts.attempt = timeout;
        self
    }

    /// Sets the time that connecting may take, TLS included. The default is 10 seconds. It holds for the default
    /// transport; one that is given has its own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// Sets the number of bytes that the body of a response may have. The default is 64 MiB.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.settings.response_limit = bytes;
        self
    }

    /// Adds a header to all requests. Header parameters of an operation and headers of a call go before it. An
    /// `Authorization` header goes before the token.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.headers.push((name.into(), value.into()));
        self
    }

    /// Sets a header of the operations that declare it as one that clients set
    /// ([`Operation::client_headers`](super::Operation::client_headers)), and of no others.
    pub fn declared_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.declared_headers.push((name.into(), value.into()));
        self
    }

    /// Adds an entry to what the client tells the server about itself, such as the name and the version of the
    /// application. It has an effect where the API has a header for it.
    pub fn telemetry_entry(mut self, name: impl Into<String>, version: impl Into<String>) -> Self {
        if let Telling::With(entries) = &mut self.settings.telemetry {
            entries.push((name.into(), version.into()));
        }
        self
    }

    /// Lets the client tell the server nothing about itself but its `User-Agent`.
    pub fn without_telemetry(mut self) -> Self {
        self.settings.telemetry = Telling::Nothing;
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](super::ErrorKind::Configuration), with all problems.
    pub fn build(self) -> Result<C, Error> {
        self.settings.build().map(C::from)
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secrets by mistake, such as user information in an address.
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
