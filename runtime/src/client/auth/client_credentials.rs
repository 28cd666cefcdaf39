//! The client credentials grant of OAuth 2.0 (RFC 6749, 4.4).

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Uri};

use super::assertion::{self, Signer};
use super::{Token, TokenContext, TokenProvider};
use crate::client::request::echo::Echo;
use crate::client::request::secrets::Secrets;
use crate::client::request::{form, header, server_url};
use crate::client::response::raw::{MAX_ERROR_BODY, RawResponse};
use crate::client::transport::body::{Gathered, ReadError};
use crate::client::{Body, BoxFuture, ConfigurationProblem, Operation, TokenEndpoint, TokenError, TokenErrorKind};
use crate::value::json::Json;
use crate::value::secret::Secret;

/// Represents the token request as an operation, for example in a mock.
static TOKEN_REQUEST: Operation =
    Operation { id: "token", method: "POST", request: &["application/x-www-form-urlencoded"], ..Operation::EMPTY };

/// Obtains tokens with the client credentials grant of OAuth 2.0 (RFC 6749, 4.4).
///
/// The token URL and additional parameters come from the description and can be overridden.
///
/// ```
/// use bindery_runtime::ClientCredentials;
///
/// let credentials = ClientCredentials::new("client-id", "client-secret").audience("https://tenant.example.com/api/v2/");
/// // Client::builder("tenant.example.com").token_provider(credentials).build()
/// ```
#[derive(Clone)]
#[must_use]
pub struct ClientCredentials {
    client_id: String,
    proof: Proof,
    authentication: ClientAuthentication,
    token_url: Option<String>,
    parameters: Vec<(String, String)>,
    assertion_audience: Option<String>,
}

/// How the application authenticates.
#[derive(Clone)]
enum Proof {
    Secret(Secret),
    Assertion(Arc<dyn Signer>),
    /// By the client certificate of the transport.
    Connection,
}

/// Where the client secret is sent (RFC 6749, 2.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// In the body: `client_secret_post`.
    #[default]
    Body,
    /// In the `Authorization` header: `client_secret_basic`.
    Basic,
}

impl ClientCredentials {
    /// Authenticates with a client secret.
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        Self::with(client_id.into(), Proof::Secret(client_secret.into()))
    }

    /// Authenticates with a signed assertion instead of a secret (RFC 7523, 2.2; `private_key_jwt`). With the feature
    /// `private-key`, a `PrivateKey` is a signer.
    pub fn signed(client_id: impl Into<String>, signer: impl Signer) -> Self {
        Self::with(client_id.into(), Proof::Assertion(Arc::new(signer)))
    }

    /// Authenticates with the client certificate of the transport (RFC 8705, `tls_client_auth`).
    pub fn by_certificate(client_id: impl Into<String>) -> Self {
        Self::with(client_id.into(), Proof::Connection)
    }

    fn with(client_id: String, proof: Proof) -> Self {
        Self {
            client_id,
            proof,
            authentication: ClientAuthentication::Body,
            token_url: None,
            parameters: Vec::new(),
            assertion_audience: None,
        }
    }

    /// Sets the audience: the API that the token is for. Overrides the one of the description.
    pub fn audience(self, audience: impl Into<String>) -> Self {
        self.parameter("audience", audience)
    }

    /// Sets the scope of the token, as space-separated names. Without it, the server decides.
    pub fn scope(self, scope: impl Into<String>) -> Self {
        self.parameter("scope", scope)
    }

    /// Sets an additional parameter of the token request. Overrides the one of the description.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        self.parameters.retain(|(given, _)| *given != name);
        self.parameters.push((name, value.into()));
        self
    }

    /// Sets the token URL. Overrides the one of the description. A URL that starts with a slash is relative to the
    /// API's server.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Sets where the client secret is sent. The default is the body.
    pub fn client_authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.authentication = authentication;
        self
    }

    /// Sets the audience of the assertion (`aud`). The default is the origin of the token endpoint with a trailing
    /// slash, the usual issuer identifier.
    pub fn assertion_audience(mut self, audience: impl Into<String>) -> Self {
        self.assertion_audience = Some(audience.into());
        self
    }

    fn url(&self, context: &TokenContext<'_>) -> Result<String, &'static str> {
        let given = self.token_url.as_deref().or(context.endpoint.map(|endpoint| endpoint.url));
        let url = on_server(given.ok_or("is missing: it is neither in the description nor set")?, context);
        server_url::check_endpoint(&url, context.address)?;
        Ok(url.into_owned())
    }

    async fn request(&self, context: &TokenContext<'_>) -> Result<http::Request<Body>, TokenError> {
        let failed = |reason: &'static str| TokenError::new(TokenErrorKind::Failed, reason);
        let url = self
            .url(context)
            .map_err(|reason| TokenError::new(TokenErrorKind::Failed, format!("the token URL {reason}")))?;
        let mut pairs: Vec<(&str, Cow<'_, str>)> = vec![("grant_type", "client_credentials".into())];
        let described: &[_] = context.endpoint.map_or(&[], |endpoint: &TokenEndpoint| endpoint.parameters);
        let is_replaced = |name: &str| self.parameters.iter().any(|(given, _)| given == name);
        for (name, value) in described.iter().filter(|(name, _)| !is_replaced(name)) {
            pairs.push((name, on_server(value, context)));
        }
        pairs.extend(self.parameters.iter().map(|(name, value)| (name.as_str(), value.into())));
        let mut authorization = None;
        match (&self.proof, self.authentication) {
            (Proof::Secret(secret), ClientAuthentication::Basic) => {
                // Both are URL-encoded before they are joined (RFC 6749, 2.3.1).
                let (user, password) = (form::encode(&self.client_id), form::encode(secret.expose()));
                authorization = Some(header::basic(&user, &password).map_err(failed)?);
            }
            (Proof::Secret(secret), ClientAuthentication::Body) => {
                pairs.push(("client_id", self.client_id.as_str().into()));
                pairs.push(("client_secret", secret.expose().into()));
            }
            (Proof::Assertion(signer), _) => {
                let audience =
                    self.assertion_audience.clone().unwrap_or_else(|| format!("{}/", server_url::origin(&url)));
                let assertion = assertion::sign(&**signer, &self.client_id, &audience, context.clock.now()).await?;
                pairs.push(("client_id", self.client_id.as_str().into()));
                pairs.push(("client_assertion_type", assertion::TYPE.into()));
                pairs.push(("client_assertion", assertion.into()));
            }
            (Proof::Connection, _) => pairs.push(("client_id", self.client_id.as_str().into())),
        }
        let text = form::pairs(pairs.iter().map(|(name, value)| (*name, value.as_ref())));
        let mut request = http::Request::new(Body::from(text));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = url.parse::<Uri>().map_err(|_| failed("the token URL is invalid"))?;
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(authorization) = authorization {
            headers.insert(AUTHORIZATION, authorization);
        }
        request.extensions_mut().insert(&TOKEN_REQUEST);
        Ok(request)
    }
}

impl TokenProvider for ClientCredentials {
    fn token<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(async move {
            let request = self.request(&context).await?;
            let form = request.body().as_bytes().map(String::from_utf8_lossy).unwrap_or_default();
            let echo = Echo::of_credentials(Secrets::of(&TOKEN_REQUEST, request.headers(), &form, None));
            let response = context.transport.send(request).await.map_err(TokenError::unreachable)?;
            let (head, mut body) = response.into_parts();
            let mut bytes = Gathered::default();
            let end = body.read(&mut bytes, MAX_ERROR_BODY).await;
            let response =
                RawResponse::new(head.status, head.headers, context.clock.now()).with_body(bytes.into_bytes());
            match end {
                _ if !response.status.is_success() => Err(TokenError::refused(response, &echo)),
                Ok(()) => read(response),
                Err(ReadError::TooLarge) => Err(TokenError::malformed(response, "the response is too large")),
                Err(ReadError::Transport(error)) => Err(TokenError::unreachable(error)),
            }
        })
    }

    fn check(&self, context: &TokenContext<'_>) -> Result<(), ConfigurationProblem> {
        if self.client_id.is_empty() {
            return Err(ConfigurationProblem::TokenProvider { reason: "has an empty client ID" });
        }
        if matches!(&self.proof, Proof::Secret(secret) if secret.expose().is_empty()) {
            return Err(ConfigurationProblem::TokenProvider { reason: "has an empty client secret" });
        }
        self.url(context).map(drop).map_err(|reason| ConfigurationProblem::TokenUrl { reason })
    }
}

/// Reads the response of a token endpoint (RFC 6749, 5.1).
fn read(response: RawResponse) -> Result<Token, TokenError> {
    let json = std::str::from_utf8(&response.body).ok().and_then(|text| Json::parse(text).ok());
    let Some(json) = json else { return Err(TokenError::malformed(response, "the response is not JSON")) };
    let text = |name: &str| json.get(name).and_then(|value| value.as_str().map(Cow::into_owned));
    let Some(token) = text("access_token").filter(|token| !token.is_empty()) else {
        return Err(TokenError::malformed(response, "the response has no `access_token`"));
    };
    if text("token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(TokenError::malformed(response, "the `token_type` is not `Bearer`"));
    }
    let token = Token::new(token);
    // Some servers write the number as a string.
    let seconds = json.get("expires_in").and_then(|value| match value.as_str() {
        Some(text) => text.trim().parse().ok(),
        None => value.as_f64(),
    });
    Ok(match seconds {
        Some(seconds) if seconds >= 0.0 => match Duration::try_from_secs_f64(seconds) {
            Ok(lifetime) => token.expires_in(lifetime),
            Err(_) => token.until_refused(),
        },
        _ => token.until_refused(),
    })
}

/// Resolves a URL of the description: one that starts with a slash is relative to the API's server.
fn on_server<'a>(text: &'a str, context: &TokenContext<'_>) -> Cow<'a, str> {
    match text.starts_with('/') && !text.starts_with("//") {
        true => Cow::Owned(format!("{}{text}", server_url::origin(context.address))),
        false => Cow::Borrowed(text),
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.parameters.iter().map(|(name, _)| name).collect();
        formatter
            .debug_struct("ClientCredentials")
            .field("client_id", &self.client_id)
            .field("token_url", &self.token_url)
            .field("parameters", &names)
            .finish_non_exhaustive()
    }
}
