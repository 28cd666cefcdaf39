//! The settings of a builder, independent of the type of the client.

use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderValue, USER_AGENT};

#[cfg(not(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown")))))]
use super::default_transport::DefaultTransport;
use crate::client::auth::cache::Tokens;
use crate::client::config::options::{Access, Timeouts};
use crate::client::config::shared::{Address, Shared};
use crate::client::config::telemetry::TelemetrySetting;
use crate::client::request::{header, server_url};
use crate::client::response::reader::Reader;
#[cfg(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown"))))]
use crate::client::transport::reqwest_transport::ReqwestSettings as DefaultTransport;
use crate::client::{
    Api, Clock, ConfigurationProblem, Core, Error, Retry, RetryPolicy, Server, SystemClock, TokenContext,
    TokenProvider, Transport,
};
use crate::value::secret::Secret;

/// The default timeouts.
const DEFAULT_TIMEOUTS: Timeouts = Timeouts { attempt: Duration::from_secs(60), total: Duration::from_secs(180) };

/// The default time before expiry at which a token is refreshed.
const DEFAULT_TOKEN_LEEWAY: Duration = Duration::from_secs(60);

/// The default limit for the size of a response: 64 MiB.
const DEFAULT_RESPONSE_LIMIT: usize = 64 * 1024 * 1024;

/// The source of the token.
pub(crate) enum TokenSource {
    Fixed(Secret),
    Provider(Arc<dyn TokenProvider>),
}

/// Everything in a builder that does not depend on the type of the client.
pub(crate) struct Settings {
    pub(crate) api: &'static Api,
    pub(crate) server: Option<&'static Server>,
    pub(crate) variables: server_url::Values,
    pub(crate) base_url: Option<String>,
    pub(crate) token: Option<TokenSource>,
    pub(crate) token_leeway: Duration,
    pub(crate) basic: Option<(String, Secret)>,
    pub(crate) keys: Vec<(String, Secret)>,
    pub(crate) access: Access,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) declared_headers: Vec<(String, String)>,
    pub(crate) telemetry: TelemetrySetting,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) retry: Arc<dyn Retry>,
    pub(crate) timeouts: Timeouts,
    pub(crate) default_transport: DefaultTransport,
    pub(crate) response_limit: usize,
    pub(crate) reader: Reader,
}

impl Settings {
    pub(crate) fn new(api: &'static Api) -> Self {
        Self {
            api,
            server: None,
            variables: Vec::new(),
            base_url: None,
            token: None,
            token_leeway: DEFAULT_TOKEN_LEEWAY,
            basic: None,
            keys: Vec::new(),
            access: Access::AsDescribed,
            headers: Vec::new(),
            declared_headers: Vec::new(),
            telemetry: TelemetrySetting::On(Vec::new()),
            transport: None,
            clock: Arc::new(SystemClock),
            retry: Arc::new(RetryPolicy::new()),
            timeouts: DEFAULT_TIMEOUTS,
            default_transport: DefaultTransport::default(),
            response_limit: DEFAULT_RESPONSE_LIMIT,
            reader: Reader::default(),
        }
    }

    pub(crate) fn build(self) -> Result<Core, Error> {
        let mut problems = Vec::new();
        let address = self.address().map_err(|mut found| problems.append(&mut found)).ok();
        let headers = self.header_map(&mut problems);
        let declared_headers = checked(texts(&self.declared_headers), &mut problems);
        let (authorization, basic) = (self.authorization(&mut problems), self.basic_authorization(&mut problems));
        let transport = self.transport(&mut problems);
        if let (Some(TokenSource::Provider(provider)), Some(transport), Some(address)) =
            (&self.token, &transport, &address)
        {
            let check = provider.check(&self.token_context(address.text(), &**transport));
            problems.extend(check.err());
        }
        let (Some(transport), Some(address), true) = (transport, address, problems.is_empty()) else {
            return Err(Error::configuration(problems));
        };
        let tokens = match self.token {
            Some(TokenSource::Provider(provider)) => {
                Some(Tokens::new(provider, self.token_leeway, self.timeouts.attempt))
            }
            _ => None,
        };
        Ok(Core::new(Shared {
            api: self.api,
            address,
            variables: self.variables,
            authorization,
            tokens,
            basic,
            keys: self.keys,
            access: self.access,
            headers,
            declared_headers,
            transport,
            clock: self.clock,
            retry: self.retry,
            timeouts: self.timeouts,
            response_limit: self.response_limit,
            reader: self.reader,
        }))
    }

    fn transport(&self, problems: &mut Vec<ConfigurationProblem>) -> Option<Arc<dyn Transport>> {
        let Some(given) = &self.transport else {
            return self.default_transport.transport().map_err(|mut found| problems.append(&mut found)).ok();
        };
        let unused = self.default_transport.configured();
        problems.extend(unused.map(|setting| ConfigurationProblem::TransportSetting { setting }));
        Some(Arc::clone(given))
    }

    fn address(&self) -> Result<Address, Vec<ConfigurationProblem>> {
        if let Some(address) = &self.base_url {
            return server_url::base_url(address).map(Address::Given).map_err(|problem| vec![problem]);
        }
        let mut problems = server_url::unknown_variables(self.api, self.server, &self.variables);
        let Some(server) = self.server.or_else(|| self.api.servers.first().copied()) else {
            problems.push(ConfigurationProblem::Address { reason: "is not in the description and must be set" });
            return Err(problems);
        };
        match server_url::from_server(server, &self.variables) {
            Ok(address) if problems.is_empty() => Ok(Address::Described(address)),
            Ok(_) => Err(problems),
            Err(mut found) => {
                problems.append(&mut found);
                Err(problems)
            }
        }
    }

    fn authorization(&self, problems: &mut Vec<ConfigurationProblem>) -> Option<HeaderValue> {
        let Some(TokenSource::Fixed(token)) = &self.token else { return None };
        let value = header::bearer(token.expose());
        value.map_err(|reason| problems.push(ConfigurationProblem::Token { reason })).ok()
    }

    fn basic_authorization(&self, problems: &mut Vec<ConfigurationProblem>) -> Option<HeaderValue> {
        let (user, password) = self.basic.as_ref()?;
        let value = header::basic(user, password.expose());
        value.map_err(|reason| problems.push(ConfigurationProblem::Basic { reason })).ok()
    }

    fn token_context<'a>(&'a self, address: &'a str, transport: &'a dyn Transport) -> TokenContext<'a> {
        let (endpoint, clock) = (self.api.token_endpoint.as_ref(), &*self.clock);
        TokenContext { address, endpoint, transport, clock, refused: None, operation: None }
    }

    fn header_map(&self, problems: &mut Vec<ConfigurationProblem>) -> HeaderMap {
        let telemetry = match (&self.api.telemetry, &self.telemetry) {
            (Some(telemetry), TelemetrySetting::On(entries)) => Some((telemetry.header, telemetry.value(entries))),
            _ => None,
        };
        let own = [(USER_AGENT.as_str(), self.api.user_agent)].into_iter().filter(|(_, value)| !value.is_empty());
        let own = own.chain(telemetry.iter().map(|(name, value)| (*name, value.as_str())));
        checked(own.chain(self.api.headers.iter().copied()).chain(texts(&self.headers)), problems)
    }
}

fn texts(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}

/// Collects valid headers. The last value of a name applies.
fn checked<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>, problems: &mut Vec<ConfigurationProblem>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
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
