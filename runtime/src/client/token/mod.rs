//! Tokens that come from somewhere: who provides them, and how long they last.

mod assertion;
mod cache;
mod client_credentials;
mod error;
#[cfg(feature = "private-key")]
mod private_key;

use std::fmt;
use std::future::Future;
use std::time::Duration;

use super::{BoxFuture, Clock, ConfigurationProblem, Operation, Transport};
use crate::Secret;

pub use self::assertion::Signer;
pub(super) use self::cache::Tokens;
pub use self::client_credentials::{ClientAuthentication, ClientCredentials};
pub use self::error::{TokenError, TokenErrorKind};
#[cfg(feature = "private-key")]
pub use self::private_key::{Algorithm, PrivateKey, PrivateKeyError};

/// Where the client gets its tokens from: [`ClientCredentials`], or anything else.
///
/// The client asks for a token when a call needs one, keeps it as long as the [`Token`] says, and asks only once
/// however many calls wait for it. When the server refuses a token (status 401), the client asks again, once for each call.
///
/// An async closure without arguments is a provider, too:
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
pub trait TokenProvider: Send + Sync + 'static {
    /// Brings a token.
    ///
    /// # Errors
    /// When there is none. The call that needs it is then not sent.
    fn token<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<Token, TokenError>>;

    /// Looks for what is wrong with the provider's configuration, while the client is built.
    ///
    /// # Errors
    /// What is wrong.
    fn check(&self, context: &TokenContext<'_>) -> Result<(), ConfigurationProblem> {
        let _ = context;
        Ok(())
    }
}

impl<F, T> TokenProvider for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<Token, TokenError>> + Send + 'static,
{
    fn token<'a>(&'a self, _: TokenContext<'a>) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(self())
    }
}

/// What a provider of tokens can use of the client.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TokenContext<'a> {
    /// The address that requests begin with, without a slash at its end.
    pub address: &'a str,
    /// What the description says about the OAuth2 flow for client credentials.
    pub endpoint: Option<&'static TokenEndpoint>,
    /// What carries requests.
    pub transport: &'a dyn Transport,
    /// The time.
    pub clock: &'a dyn Clock,
    /// The token that a server refused, if that is why another one is needed.
    pub refused: Option<&'a Secret>,
    /// The operation that needs the token; none while the client is built.
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

/// Where the description says that tokens are to be had (OpenAPI 3.1, OAuth Flow Object, for `clientCredentials`).
#[derive(Debug)]
pub struct TokenEndpoint {
    /// The address. One that begins with a slash is on the server of the API.
    pub url: &'static str,
    /// What is sent along (`x-form-parameters`), such as the audience. A value that begins with a slash stands for an
    /// address on the server of the API.
    pub parameters: &'static [(&'static str, &'static str)],
}

/// A token, and how long it lasts.
#[derive(Clone, Debug)]
pub struct Token {
    secret: Secret,
    lifetime: Lifetime,
}

/// How long a token is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lifetime {
    /// For one call, and those that wait at the same time.
    Once,
    For(Duration),
    UntilRefused,
}

impl Token {
    /// A token that the client does not keep: each call asks for one. For providers that keep it themselves.
    #[must_use]
    pub fn new(token: impl Into<Secret>) -> Self {
        Self { secret: token.into(), lifetime: Lifetime::Once }
    }

    /// Lets the client keep the token for a time. It asks for the next one a little earlier.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Lifetime::For(lifetime);
        self
    }

    /// Lets the client keep the token until a server refuses it.
    #[must_use]
    pub fn until_refused(mut self) -> Self {
        self.lifetime = Lifetime::UntilRefused;
        self
    }
}
