//! The configuration of a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, USER_AGENT};

use super::call::Timeouts;
use super::core::{Address, Shared};
use super::{
    Api, Clock, ConfigurationProblem, Core, Error, Retry, RetryPolicy, Server, SystemClock, Transport, base, header,
};
use crate::Secret;

/// The times when nothing else is said.
const DEFAULT_TIMEOUTS: Timeouts = Timeouts { attempt: Duration::from_secs(60), total: Duration::from_secs(180) };

/// The time that connecting may take when nothing else is said.
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The size an answer may have when nothing else is said: 64 MiB.
const DEFAULT_RESPONSE_LIMIT: usize = 64 * 1024 * 1024;

/// Collects the configuration of a client of type `C`. Nothing is checked before [`build`](ClientBuilder::build), which
/// reports all problems together.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    settings: Settings,
    client: PhantomData<fn() -> C>,
}

/// Everything in a builder that does not depend on the type of the client.
struct Settings {
    api: &'static Api,
    server: Option<&'static Server>,
    variables: base::Values,
    base_url: Option<String>,
    token: Option<Secret>,
    basic: Option<(String, Secret)>,
    keys: Vec<(String, Secret)>,
    headers: Vec<(String, String)>,
    transport: Option<Arc<dyn Transport>>,
    clock: Arc<dyn Clock>,
    retry: Arc<dyn Retry>,
    timeouts: Timeouts,
    connect_timeout: Duration,
    response_limit: usize,
}

impl<C: From<Core>> ClientBuilder<C> {
    /// A configuration with the defaults of an API.
    pub fn new(api: &'static Api) -> Self {
        let settings = Settings {
            api,
            server: None,
            variables: Vec::new(),
            base_url: None,
            token: None,
            basic: None,
            keys: Vec::new(),
            headers: Vec::new(),
            transport: None,
            clock: Arc::new(SystemClock),
            retry: Arc::new(RetryPolicy::new()),
            timeouts: DEFAULT_TIMEOUTS,
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            response_limit: DEFAULT_RESPONSE_LIMIT,
        };
        Self { settings, client: PhantomData }
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
        self.settings.token = Some(token.into());
        self
    }

    /// Sets the user name and the password for operations that the description secures with the scheme `basic` (RFC
    /// 7617).
    pub fn basic(mut self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.settings.basic = Some((user.into(), password.into()));
        self
    }

    /// Sets the key of a security scheme of the type `apiKey`, by the scheme's name in the description. It is sent with
    /// operations that ask for it.
    pub fn api_key(mut self, scheme: impl Into<String>, key: impl Into<Secret>) -> Self {
        self.settings.keys.push((scheme.into(), key.into()));
        self
    }

    /// Sets what carries the requests. The default is the crate's `ReqwestTransport`, with the feature `reqwest`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Some(Arc::new(transport));
        self
    }

    /// Sets where the time comes from and how the client waits. The default is [`SystemClock`].
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// Sets whether and when calls are sent again if they fail. The default is [`RetryPolicy::default`].
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

    /// Sets the time one attempt may take, from the first byte sent to the last byte of the answer. The default is 60
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

    /// Sets the number of bytes that the body of an answer may have. The default is 64 MiB.
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

    /// Builds the client.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](super::ErrorKind::Configuration), with all problems.
    pub fn build(self) -> Result<C, Error> {
        self.settings.build().map(C::from)
    }
}

impl Settings {
    fn build(self) -> Result<Core, Error> {
        let mut problems = Vec::new();
        let address = self.address().unwrap_or_else(|mut found| {
            problems.append(&mut found);
            Address::Given(String::new())
        });
        let headers = self.header_map(&mut problems);
        let authorization = self.token.as_ref().and_then(|token| match header::bearer(token.expose()) {
            Ok(value) => Some(value),
            Err(reason) => {
                problems.push(ConfigurationProblem::Token { reason });
                None
            }
        });
        let basic = self.basic.as_ref().and_then(|(user, password)| match header::basic(user, password.expose()) {
            Ok(value) => Some(value),
            Err(reason) => {
                problems.push(ConfigurationProblem::Basic { reason });
                None
            }
        });
        let connect_timeout = self.connect_timeout;
        let transport = match self.transport.map_or_else(|| default_transport(connect_timeout), Ok) {
            Ok(transport) if problems.is_empty() => transport,
            Ok(_) => return Err(Error::configuration(problems)),
            Err(problem) => {
                problems.push(problem);
                return Err(Error::configuration(problems));
            }
        };
        Ok(Core::new(Shared {
            api: self.api,
            address,
            variables: self.variables,
            authorization,
            basic,
            keys: self.keys,
            headers,
            transport,
            clock: self.clock,
            retry: self.retry,
            timeouts: self.timeouts,
            response_limit: self.response_limit,
        }))
    }

    fn address(&self) -> Result<Address, Vec<ConfigurationProblem>> {
        if let Some(address) = &self.base_url {
            return base::given(address).map(Address::Given).map_err(|problem| vec![problem]);
        }
        let mut problems = base::unknown(self.api, self.server, &self.variables);
        let Some(server) = self.server.or_else(|| self.api.servers.first().copied()) else {
            problems.push(ConfigurationProblem::Address { reason: "is not described and has to be given" });
            return Err(problems);
        };
        match base::described(server, &self.variables) {
            Ok(address) if problems.is_empty() => Ok(Address::Described(address)),
            Ok(_) => Err(problems),
            Err(mut found) => {
                problems.append(&mut found);
                Err(problems)
            }
        }
    }

    fn header_map(&self, problems: &mut Vec<ConfigurationProblem>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let user_agent = (USER_AGENT.as_str(), self.api.user_agent);
        let given = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in std::iter::once(user_agent).chain(given) {
            match header::header(name, value) {
                Ok((name, value)) => {
                    headers.insert(name, value);
                }
                Err(reason) => {
                    let name = name.to_owned();
                    problems.push(ConfigurationProblem::Header { name, reason });
                }
            }
        }
        headers
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(connect_timeout: Duration) -> Result<Arc<dyn Transport>, ConfigurationProblem> {
    match super::ReqwestTransport::with_connect_timeout(connect_timeout) {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(ConfigurationProblem::Transport(error)),
    }
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Duration) -> Result<Arc<dyn Transport>, ConfigurationProblem> {
    Err(ConfigurationProblem::TransportMissing)
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
