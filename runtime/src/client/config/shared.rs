//! The state that all operations of a client share.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue};

use super::options::{Access, Timeouts};
use crate::client::auth::cache::Tokens;
use crate::client::request::server_url;
use crate::client::response::reader::Reader;
use crate::client::{Api, Clock, Operation, RequestError, Retry, TokenContext, TokenError, Transport};
use crate::value::secret::Secret;

/// What all operations of a client share: base URL, credentials and transport. Cheap to clone.
#[derive(Clone)]
pub struct Core(Arc<Shared>);

pub(crate) struct Shared {
    pub(crate) api: &'static Api,
    pub(crate) address: Address,
    /// The values of server variables.
    pub(crate) variables: server_url::Values,
    pub(crate) authorization: Option<HeaderValue>,
    /// The source of tokens, if not `authorization`.
    pub(crate) tokens: Option<Tokens>,
    /// The `Authorization` header with the user name and the password.
    pub(crate) basic: Option<HeaderValue>,
    /// The names of security schemes, each with its key.
    pub(crate) keys: Vec<(String, Secret)>,
    pub(crate) access: Access,
    pub(crate) headers: HeaderMap,
    /// Headers of the operations that declare them.
    pub(crate) declared_headers: HeaderMap,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) retry: Arc<dyn Retry>,
    pub(crate) timeouts: Timeouts,
    pub(crate) response_limit: usize,
    pub(crate) reader: Reader,
}

/// The base URL of requests, without a trailing slash.
pub(crate) enum Address {
    /// The URL of a server in the description. Operations can have their own.
    Described(String),
    /// The URL that the user set, for all operations.
    Given(String),
}

impl Address {
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Described(text) | Self::Given(text) => text,
        }
    }
}

impl Shared {
    /// Returns the base URL for an operation.
    pub(crate) fn address(&self, operation: &Operation) -> Result<Cow<'_, str>, RequestError> {
        match (&self.address, operation.server) {
            (Address::Described(_), Some(server)) => {
                let filled = server_url::from_server(server, &self.variables);
                filled.map(Cow::Owned).map_err(|problems| RequestError::server(&problems))
            }
            (address, _) => Ok(Cow::Borrowed(address.text())),
        }
    }
}

impl Shared {
    /// Whether a text is one of the credentials of the client.
    pub(crate) fn is_secret(&self, text: &str) -> bool {
        let is_token = self.authorization.as_ref().is_some_and(|value| {
            value.as_bytes().strip_prefix(b"Bearer ").is_some_and(|token| token == text.as_bytes())
        });
        is_token
            || self.keys.iter().any(|(_, key)| key.expose() == text)
            || self.tokens.as_ref().is_some_and(|tokens| tokens.holds(text))
    }

    /// Obtains a token for an operation from the client's provider.
    pub(crate) async fn token(&self, tokens: &Tokens, operation: &'static Operation) -> Result<Secret, TokenError> {
        let context = TokenContext {
            address: self.address.text(),
            endpoint: self.api.token_endpoint.as_ref(),
            transport: &*self.transport,
            clock: &*self.clock,
            refused: None,
            operation: Some(operation),
        };
        tokens.get(context).await
    }
}

impl Core {
    pub(crate) fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0
    }

    /// The base URL of requests, without a trailing slash. Operations with their own server use another one, unless the
    /// base URL was set.
    #[must_use]
    pub fn address(&self) -> &str {
        self.0.address.text()
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Core")
            .field("api", &self.0.api.title)
            .field("address", &self.0.address.text())
            .field("timeout", &self.0.timeouts.total)
            .field("response_limit", &self.0.response_limit)
            .finish_non_exhaustive()
    }
}
