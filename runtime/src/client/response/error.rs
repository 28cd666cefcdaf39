//! The error of a call.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::charset::utf8;
use super::raw::RawResponse;
use crate::client::request::echo::Echo;
use crate::client::{
    ApiError, ConfigurationError, ConfigurationProblem, RateLimit, RequestError, TokenError, TokenErrorKind,
    TransportError, TransportErrorKind,
};
use crate::syntax::error::DecodeError;

/// The headers in which servers send the id of a request.
const REQUEST_IDS: &[&str] = &[
    "x-request-id",
    "request-id",
    "x-auth0-requestid",
    "x-correlation-id",
    "x-amzn-requestid",
    "x-ms-request-id",
    "cf-ray",
];

/// Why a client could not be built or a call failed.
///
/// `Display` writes one line. For an error response it contains the status, the code if it looks like an identifier, the message,
/// and the first problem that the server lists (`422 Unprocessable Entity: body.items[0].name: Field required`). It contains no
/// values of the request: servers quote rejected values, including secrets, so these are replaced by `[redacted]`, and the message
/// is left out if the body of the request is a stream, multipart, binary or large. Control characters are written as spaces, and long
/// messages are truncated. [`message`](Error::message) and [`body`](Error::body) return the full text. The source of an error, if
/// there is one, is a cause that `Display` leaves out, such as that of a transport error.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: &'static str,
    attempts: u32,
    response: Option<RawResponse>,
    cause: Cause,
}

enum Cause {
    Configuration(ConfigurationError),
    Request(RequestError),
    Transport(TransportError),
    Token(TokenError),
    Decode(DecodeError),
    /// The parsed body, if it is a JSON object.
    Status(Option<ApiError>),
    TooLarge(usize),
}

/// The kind of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client could not be built; see [`Error::configuration_error`].
    Configuration,
    /// The request was invalid and was not sent; see [`Error::request_error`].
    Request,
    /// No token could be obtained, and the request was not sent; see [`Error::token_error`]. Status and headers are
    /// those of the token endpoint.
    Token,
    /// There was no response, or it ended early; see [`Error::transport_error`].
    Transport,
    /// The call timed out; see [`Error::transport_error`].
    Timeout,
    /// The server returned an error status, or a success status that the description does not declare.
    Status,
    /// The response does not match the API description; see [`Error::decode_error`].
    Decode,
    /// The response is larger than the client's limit allows.
    TooLarge,
}

impl Error {
    fn new(kind: ErrorKind, operation: &'static str, response: Option<RawResponse>, cause: Cause) -> Self {
        Self(Box::new(Inner { kind, operation, attempts: 0, response: response.map(RawResponse::truncated), cause }))
    }

    pub(crate) fn configuration(problems: Vec<ConfigurationProblem>) -> Self {
        let cause = Cause::Configuration(ConfigurationError { problems });
        Self::new(ErrorKind::Configuration, "", None, cause)
    }

    pub(crate) fn request(operation: &'static str, error: RequestError) -> Self {
        Self::new(ErrorKind::Request, operation, None, Cause::Request(error))
    }

    pub(crate) fn transport(operation: &'static str, response: Option<RawResponse>, error: TransportError) -> Self {
        let kind = match error.kind() {
            TransportErrorKind::Timeout => ErrorKind::Timeout,
            _ => ErrorKind::Transport,
        };
        Self::new(kind, operation, response, Cause::Transport(error))
    }

    pub(crate) fn token(operation: &'static str, error: TokenError) -> Self {
        Self::new(ErrorKind::Token, operation, error.response().cloned(), Cause::Token(error))
    }

    pub(crate) fn from_status(operation: &'static str, response: RawResponse) -> Self {
        let report = ApiError::read(&utf8(&response.headers, &response.body));
        Self::new(ErrorKind::Status, operation, Some(response), Cause::Status(report))
    }

    pub(crate) fn decode(operation: &'static str, response: RawResponse, error: DecodeError) -> Self {
        Self::new(ErrorKind::Decode, operation, Some(response), Cause::Decode(error))
    }

    pub(crate) fn too_large(operation: &'static str, response: RawResponse, limit: usize) -> Self {
        Self::new(ErrorKind::TooLarge, operation, Some(response), Cause::TooLarge(limit))
    }

    /// Adds the server's message to `Display`, with the values of the request redacted.
    pub(crate) fn explained(mut self, echo: &Echo) -> Self {
        if let Cause::Status(Some(report)) = &mut self.0.cause {
            report.explain(echo);
        }
        self
    }

    /// Sets the number of attempts.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// The response, as far as it arrived.
    pub(crate) fn response(&self) -> Option<&RawResponse> {
        self.0.response.as_ref()
    }

    /// The kind of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(|response| response.status)
    }

    /// The headers of the response, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(|response| &response.headers)
    }

    /// The body of the response, at most its first 64 KiB; empty if there was none.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.0.response.as_ref().map_or(&[], |response| &response.body)
    }

    /// The parsed JSON body of the error response of the server or the token endpoint, if it is a JSON object.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        match &self.0.cause {
            Cause::Status(report) => report.as_ref(),
            Cause::Token(error) => error.api(),
            _ => None,
        }
    }

    /// The message in the JSON body of an error response: see [`ApiError::message`].
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.api()?.message()
    }

    /// The code in the JSON body of an error response: see [`ApiError::code`].
    #[must_use]
    pub fn error_code(&self) -> Option<&str> {
        self.api()?.code()
    }

    /// The request id that the server assigned: the header `X-Request-Id` or an equivalent. Include it in support
    /// requests.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let headers = self.headers()?;
        REQUEST_IDS.iter().find_map(|name| headers.get(*name)?.to_str().ok()).filter(|id| !id.is_empty())
    }

    /// The rate limit in the response, if there was one.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.0.response.as_ref().map(|response| response.rate_limit)
    }

    /// How long the server asks to wait before a retry, counted from the arrival of the response: `Retry-After` (RFC
    /// 9110, 10.2.3).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.response.as_ref()?.retry_after
    }

    /// How many times the request was sent; zero if it was not.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the same call may succeed later, because the server or the network was temporarily unavailable. Does not
    /// say whether a retry is safe: the operation may not be idempotent.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Timeout => true,
            ErrorKind::Transport => {
                self.transport_error().is_some_and(|error| error.kind() != TransportErrorKind::Refused)
            }
            ErrorKind::Status => self.status().is_some_and(|status| {
                status.is_server_error()
                    || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT)
            }),
            ErrorKind::Token => self.token_error().is_some_and(|error| error.kind() == TokenErrorKind::Unavailable),
            _ => false,
        }
    }

    /// The `operationId`; empty if the client could not be built.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.0.operation
    }

    /// Where and how the response differs from the API description, if the kind is `Decode`.
    #[must_use]
    pub fn decode_error(&self) -> Option<&DecodeError> {
        match &self.0.cause {
            Cause::Decode(error) => Some(error),
            _ => None,
        }
    }

    /// The invalid settings, if the kind is `Configuration`.
    #[must_use]
    pub fn configuration_error(&self) -> Option<&ConfigurationError> {
        match &self.0.cause {
            Cause::Configuration(error) => Some(error),
            _ => None,
        }
    }

    /// Why the request is invalid, if the kind is `Request`.
    #[must_use]
    pub fn request_error(&self) -> Option<&RequestError> {
        match &self.0.cause {
            Cause::Request(error) => Some(error),
            _ => None,
        }
    }

    /// Why no token could be obtained, if the kind is `Token`.
    #[must_use]
    pub fn token_error(&self) -> Option<&TokenError> {
        match &self.0.cause {
            Cause::Token(error) => Some(error),
            _ => None,
        }
    }

    /// What went wrong between client and server, if the kind is `Transport` or `Timeout`.
    #[must_use]
    pub fn transport_error(&self) -> Option<&TransportError> {
        match &self.0.cause {
            Cause::Transport(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.operation.is_empty() {
            write!(formatter, "{}: ", self.0.operation)?;
        }
        self.write_cause(formatter)?;
        match self.0.attempts {
            0 | 1 => Ok(()),
            attempts => write!(formatter, ", after {attempts} attempts"),
        }
    }
}

impl Error {
    fn write_cause(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.cause {
            Cause::Configuration(error) => write!(formatter, "the client cannot be built: {error}"),
            Cause::Request(error) => write!(formatter, "the request was not sent: {error}"),
            Cause::Transport(error) => write!(formatter, "{error}"),
            Cause::Token(error) => write!(formatter, "the request was not sent: {error}"),
            Cause::Decode(error) => write!(formatter, "the response does not match the API description: {error}"),
            Cause::TooLarge(limit) => {
                write!(formatter, "the response is larger than the limit of {limit} bytes")
            }
            Cause::Status(report) => {
                formatter.write_str("the server returned")?;
                if let Some(status) = self.status() {
                    write!(formatter, " {status}")?;
                }
                report.as_ref().map_or(Ok(()), |report| report.write(formatter))
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Error");
        debug.field("kind", &self.0.kind).field("operation", &self.0.operation);
        debug.field("attempts", &self.0.attempts);
        if let Some(response) = &self.0.response {
            debug.field("status", &response.status);
            debug.field("body", &format_args!("{} bytes", response.body.len()));
        }
        match &self.0.cause {
            Cause::Configuration(error) => debug.field("cause", error),
            Cause::Request(error) => debug.field("cause", error),
            Cause::Transport(error) => debug.field("cause", error),
            Cause::Token(error) => debug.field("cause", error),
            Cause::Decode(error) => debug.field("cause", error),
            Cause::TooLarge(limit) => debug.field("limit", limit),
            Cause::Status(_) => &mut debug,
        };
        debug.finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.cause {
            // `Display` already contains the other causes.
            Cause::Transport(error) => error.source(),
            Cause::Token(error) => error.source(),
            _ => None,
        }
    }
}

/// Lets token providers that obtain tokens by calls use `?`.
impl From<Error> for TokenError {
    fn from(error: Error) -> Self {
        if let Some(token) = error.token_error() {
            return token.clone();
        }
        let kind = match error.kind() {
            _ if error.is_retryable() => TokenErrorKind::Unavailable,
            ErrorKind::Status => TokenErrorKind::Denied,
            ErrorKind::Decode | ErrorKind::TooLarge => TokenErrorKind::Malformed,
            _ => TokenErrorKind::Failed,
        };
        Self::of_call(kind, error.response().cloned(), error.api().cloned(), error)
    }
}
