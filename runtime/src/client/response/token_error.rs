//! The error of a token provider.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use http::StatusCode;

use super::api_error::ApiError;
use super::raw::RawResponse;
use crate::client::request::echo::Echo;
use crate::client::{TransportError, TransportErrorKind};

/// Why no token could be obtained. All calls that waited for the token get the same error; cheap to clone.
#[derive(Clone)]
pub struct TokenError(Arc<Inner>);

struct Inner {
    kind: TokenErrorKind,
    response: Option<RawResponse>,
    api: Option<ApiError>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The kind of the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenErrorKind {
    /// There was no response, or the endpoint was temporarily unavailable (status 408, 429 or 5xx).
    Unavailable,
    /// The endpoint rejected the request: usually the credentials or the audience are wrong.
    Denied,
    /// The response does not contain a valid token.
    Malformed,
    /// The provider failed permanently.
    Failed,
}

impl TokenError {
    /// Creates an error with its cause. The message of the cause appears in logs and must not contain secrets.
    pub fn new(kind: TokenErrorKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(Arc::new(Inner { kind, response: None, api: None, source: Some(source.into()) }))
    }

    pub(crate) fn unreachable(error: TransportError) -> Self {
        let kind = match error.kind() {
            TransportErrorKind::Refused => TokenErrorKind::Failed,
            _ => TokenErrorKind::Unavailable,
        };
        Self::new(kind, error)
    }

    /// The error for an error response of the endpoint. Its message is shown, with secrets of the request redacted.
    pub(crate) fn refused(response: RawResponse, echo: &Echo) -> Self {
        let status = response.status;
        let is_temporary =
            status.is_server_error() || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT);
        let kind = if is_temporary { TokenErrorKind::Unavailable } else { TokenErrorKind::Denied };
        let mut api = ApiError::read(&response.body);
        if let Some(api) = &mut api {
            api.explain(echo);
        }
        Self(Arc::new(Inner { kind, response: Some(response), api, source: None }))
    }

    /// The error for an invalid success response. Drops the body, which may contain a token.
    pub(crate) fn malformed(response: RawResponse, reason: &'static str) -> Self {
        let response = Some(response.with_body(bytes::Bytes::new()));
        Self(Arc::new(Inner { kind: TokenErrorKind::Malformed, response, api: None, source: Some(reason.into()) }))
    }

    /// The error for a failed call that should have returned a token.
    pub(crate) fn of_call(
        kind: TokenErrorKind,
        response: Option<RawResponse>,
        api: Option<ApiError>,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        // The body may contain a token.
        let is_secret = kind == TokenErrorKind::Malformed;
        let response =
            response.map(|response| if is_secret { response.with_body(bytes::Bytes::new()) } else { response });
        Self(Arc::new(Inner { kind, response, api, source: Some(source.into()) }))
    }

    /// The kind of the error.
    #[must_use]
    pub fn kind(&self) -> TokenErrorKind {
        self.0.kind
    }

    /// The status of the token endpoint's response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(|response| response.status)
    }

    /// The parsed error response of the token endpoint (RFC 6749, 5.2): its code, such as `invalid_client`, and its
    /// message.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        self.0.api.as_ref()
    }

    pub(crate) fn response(&self) -> Option<&RawResponse> {
        self.0.response.as_ref()
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.status(), self.0.kind) {
            (Some(_), TokenErrorKind::Malformed) => {
                formatter.write_str("the token endpoint returned no valid token")?;
                self.0.source.as_ref().map_or(Ok(()), |reason| write!(formatter, ": {reason}"))
            }
            (Some(status), _) => {
                write!(formatter, "the token endpoint returned {status}")?;
                self.api().map_or(Ok(()), |api| api.write(formatter))
            }
            (None, TokenErrorKind::Unavailable) => formatter.write_str("the token endpoint could not be reached"),
            (None, ..) => formatter.write_str("no token could be obtained"),
        }
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenError")
            .field("kind", &self.0.kind)
            .field("status", &self.status())
            .field("api", &self.0.api)
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self.0.kind {
            // `Display` already contains the cause.
            TokenErrorKind::Malformed if self.0.response.is_some() => None,
            _ => self.0.source.as_ref().map(|source| &**source as &(dyn StdError + 'static)),
        }
    }
}
