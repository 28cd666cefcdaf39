//! Token providers, and the lifetimes of tokens.

pub(crate) mod assertion;
pub(crate) mod cache;
pub(crate) mod client_credentials;
#[cfg(all(feature = "private-key", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(crate) mod private_key;

use std::fmt;
use std::future::Future;
use std::time::Duration;

use crate::client::{
    BoxFuture, Clock, ConfigurationProblem, MaybeSend, MaybeSync, Operation, TokenEndpoint, TokenError, Transport,
};
use crate::value::secret::Secret;

/// A source of tokens, such as [`ClientCredentials`](crate::client::ClientCredentials).
///
/// The client requests a token when a call needs one, caches it for the lifetime of the [`Token`], and sends one
/// request however many calls wait for it. When the server rejects a token (status 401), the client requests another,
/// once per call.
///
/// An async closure without arguments is also a provider:
///
/// ```
/// use bindery_runtime::{Token, TokenError, TokenProvider};
/// use std::time::Duration;
///
/// # fn is_provider(_: impl TokenProvider) {}
/// is_provider(|| async {
///     // Ask a vault, read a file, ...
///     Ok::<Token, TokenError>(Token::new("abc").expires_in(Duration::from_secs(300)))
/// });
/// ```
pub trait TokenProvider: MaybeSend + MaybeSync + 'static {
    /// Obtains a token.
    ///
    /// # Errors
    /// If no token can be obtained. The call is then not sent.
    fn token<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<Token, TokenError>>;

    /// Validates the provider's configuration when the client is built.
    ///
    /// # Errors
    /// Returns the problem.
    fn check(&self, context: &TokenContext<'_>) -> Result<(), ConfigurationProblem> {
        let _ = context;
        Ok(())
    }
}

impl<F, T> TokenProvider for F
where
    F: Fn() -> T + MaybeSend + MaybeSync + 'static,
    T: Future<Output = Result<Token, TokenError>> + MaybeSend + 'static,
{
    fn token<'a>(&'a self, _: TokenContext<'a>) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(self())
    }
}

/// The parts of the client that a token provider can use.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TokenContext<'a> {
    /// The base URL of requests, without a trailing slash.
    pub address: &'a str,
    /// The OAuth2 client credentials flow of the description.
    pub endpoint: Option<&'static TokenEndpoint>,
    /// The HTTP transport.
    pub transport: &'a dyn Transport,
    /// The time.
    pub clock: &'a dyn Clock,
    /// The token that the server rejected, if that is why another one is needed.
    pub refused: Option<&'a Secret>,
    /// The operation that needs the token; `None` while the client is built.
    pub operation: Option<&'static Operation>,
}

impl fmt::Debug for TokenContext<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenContext")
            .field("address", &self.address)
            .field("operation", &self.operation.map(|operation| operation.id))
            .finish_non_exhaustive()
    }
}

/// A token and its lifetime.
#[derive(Clone, Debug)]
pub struct Token {
    secret: Secret,
    lifetime: Lifetime,
}

/// How long a token is cached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lifetime {
    /// For one call, and for those that wait at the same time.
    Once,
    For(Duration),
    UntilRefused,
}

impl Token {
    /// A token that the client does not cache, for providers with their own cache.
    #[must_use]
    pub fn new(token: impl Into<Secret>) -> Self {
        Self { secret: token.into(), lifetime: Lifetime::Once }
    }

    /// Sets the lifetime of the token. The client refreshes it a little earlier.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Lifetime::For(lifetime);
        self
    }

    /// Lets the client cache the token until a server rejects it.
    #[must_use]
    pub fn until_refused(mut self) -> Self {
        self.lifetime = Lifetime::UntilRefused;
        self
    }
}
