//! What can go wrong with a call.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::problem::{ConfigurationError, ConfigurationProblem, RequestError};
use super::{TransportError, TransportErrorKind};
use crate::{DecodeError, Json, Wire};

/// The number of bytes of an answer's body that an error keeps.
pub(super) const KEPT_BODY: usize = 64 * 1024;

/// The number of characters of an error code that is shown in the error's text.
const SHOWN_CODE: usize = 64;

/// Why a client could not be built or a call did not bring its result.
///
/// The text is one line. It holds nothing that was sent, and of the answer only the status and, if it looks like an
/// identifier, the error code: servers repeat rejected values, secrets included, in their messages. Ask for them with
/// [`message`](Error::message) and [`body`](Error::body). The source of an error, if it has one, is what the text leaves
/// out: the cause of a transport error.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: &'static str,
    answer: Option<Answer>,
    cause: Cause,
}

/// What arrived of the answer.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

enum Cause {
    Configuration(ConfigurationError),
    Request(RequestError),
    Transport(TransportError),
    Decode(DecodeError),
    Status(Report),
    TooLarge(usize),
}

/// What the body of an error answer says.
#[derive(Default)]
struct Report {
    message: Option<String>,
    code: Option<String>,
}

/// The kinds of errors, to be told apart by code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client could not be built; see [`Error::configuration_error`].
    Configuration,
    /// The request could not be made, and nothing was sent; see [`Error::request_error`].
    Request,
    /// There was no answer, or it broke off; see [`Error::transport_error`].
    Transport,
    /// The time was up; see [`Error::transport_error`].
    Timeout,
    /// The server answered with a status that is not a success, or with one for which the description names no result.
    Status,
    /// The answer is not what the description says; see [`Error::decode_error`].
    Decode,
    /// The answer is larger than the client's limit.
    TooLarge,
}

impl Error {
    fn new(kind: ErrorKind, operation: &'static str, answer: Option<Answer>, cause: Cause) -> Self {
        Self(Box::new(Inner { kind, operation, answer: answer.map(Answer::capped), cause }))
    }

    pub(super) fn configuration(problems: Vec<ConfigurationProblem>) -> Self {
        let cause = Cause::Configuration(ConfigurationError { problems });
        Self::new(ErrorKind::Configuration, "", None, cause)
    }

    pub(super) fn request(operation: &'static str, error: RequestError) -> Self {
        Self::new(ErrorKind::Request, operation, None, Cause::Request(error))
    }

    pub(super) fn transport(operation: &'static str, answer: Option<Answer>, error: TransportError) -> Self {
        let kind = match error.kind() {
            TransportErrorKind::Timeout => ErrorKind::Timeout,
            _ => ErrorKind::Transport,
        };
        Self::new(kind, operation, answer, Cause::Transport(error))
    }

    pub(super) fn from_status(operation: &'static str, answer: Answer) -> Self {
        let report = Report::read(&answer.body);
        Self::new(ErrorKind::Status, operation, Some(answer), Cause::Status(report))
    }

    pub(super) fn decode(operation: &'static str, answer: Answer, error: DecodeError) -> Self {
        Self::new(ErrorKind::Decode, operation, Some(answer), Cause::Decode(error))
    }

    pub(super) fn too_large(operation: &'static str, answer: Answer, limit: usize) -> Self {
        Self::new(ErrorKind::TooLarge, operation, Some(answer), Cause::TooLarge(limit))
    }

    /// The kind of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers of the answer, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body of the answer, at most its first 64 KiB; empty if there was none.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.0.answer.as_ref().map_or(&[], |answer| &answer.body)
    }

    /// Decodes the body of the answer, such as one whose schema the description gives for an error status.
    ///
    /// # Errors
    /// When the body is not JSON of that type. A body beyond the kept 64 KiB is cut off, and is then not JSON.
    pub fn decode_body<T: Wire>(&self) -> Result<T, DecodeError> {
        crate::decode_slice(self.body())
    }

    /// The explanation in the JSON body of an error answer: its `message`, `error_description`, `error`, `title` or
    /// `detail` (RFC 9457), whichever comes first in this order.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.report()?.message.as_deref()
    }

    /// The code in the JSON body of an error answer: its `errorCode`, `error_code` or `code`, or its `error` where
    /// that is a code (RFC 6749, 5.2).
    #[must_use]
    pub fn error_code(&self) -> Option<&str> {
        self.report()?.code.as_deref()
    }

    /// The identifier of the operation in the description; empty when the client could not be built.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.0.operation
    }

    /// Where and how the answer differs from the description, if that is the error.
    #[must_use]
    pub fn decode_error(&self) -> Option<&DecodeError> {
        match &self.0.cause {
            Cause::Decode(error) => Some(error),
            _ => None,
        }
    }

    /// What is wrong with the configuration, if that is the error.
    #[must_use]
    pub fn configuration_error(&self) -> Option<&ConfigurationError> {
        match &self.0.cause {
            Cause::Configuration(error) => Some(error),
            _ => None,
        }
    }

    /// Why the request was not sent, if that is the error.
    #[must_use]
    pub fn request_error(&self) -> Option<&RequestError> {
        match &self.0.cause {
            Cause::Request(error) => Some(error),
            _ => None,
        }
    }

    /// What went wrong between the client and the server, if that is the error.
    #[must_use]
    pub fn transport_error(&self) -> Option<&TransportError> {
        match &self.0.cause {
            Cause::Transport(error) => Some(error),
            _ => None,
        }
    }

    fn report(&self) -> Option<&Report> {
        match &self.0.cause {
            Cause::Status(report) => Some(report),
            _ => None,
        }
    }
}

impl Answer {
    fn capped(mut self) -> Self {
        if self.body.len() > KEPT_BODY {
            // A slice would keep the whole body in memory.
            self.body = Bytes::copy_from_slice(&self.body[..KEPT_BODY]);
        }
        self
    }
}

impl Report {
    fn read(body: &[u8]) -> Self {
        let parsed = std::str::from_utf8(body).ok().and_then(|text| Json::parse(text).ok());
        let Some(json) = parsed else {
            return Self::default();
        };
        // Some APIs put everything into an object under `error`.
        let inner = json.get("error").filter(|error| error.get("message").is_some());
        let json = inner.unwrap_or(json);
        let find = |names: &[&str]| names.iter().find_map(|name| text_of(&json, name));
        let message = find(&["message", "error_description", "error", "title", "detail"]);
        let code = find(&["errorCode", "error_code", "code"])
            .or_else(|| find(&["error"]).filter(|error| is_identifier(error)));
        Self { message, code }
    }
}

fn text_of(json: &Json, name: &str) -> Option<String> {
    let value = json.get(name)?;
    value.as_str().map(Cow::into_owned).filter(|text| !text.is_empty())
}

fn is_identifier(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    text.len() <= SHOWN_CODE && text.bytes().all(allowed)
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.operation.is_empty() {
            write!(formatter, "{}: ", self.0.operation)?;
        }
        match &self.0.cause {
            Cause::Configuration(error) => write!(formatter, "the client cannot be built: {error}"),
            Cause::Request(error) => write!(formatter, "the request was not sent: {error}"),
            Cause::Transport(error) => write!(formatter, "{error}"),
            Cause::Decode(error) => write!(formatter, "the answer is not as described: {error}"),
            Cause::TooLarge(limit) => {
                write!(formatter, "the answer is larger than the limit of {limit} bytes")
            }
            Cause::Status(report) => {
                formatter.write_str("the server answered")?;
                if let Some(status) = self.status() {
                    write!(formatter, " {status}")?;
                }
                match &report.code {
                    Some(code) if is_identifier(code) => write!(formatter, " ({code})"),
                    _ => Ok(()),
                }
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Error");
        debug.field("kind", &self.0.kind).field("operation", &self.0.operation);
        if let Some(answer) = &self.0.answer {
            debug.field("status", &answer.status);
            debug.field("body", &format_args!("{} bytes", answer.body.len()));
        }
        match &self.0.cause {
            Cause::Configuration(error) => debug.field("cause", error),
            Cause::Request(error) => debug.field("cause", error),
            Cause::Transport(error) => debug.field("cause", error),
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
            // The text already says what the others say.
            Cause::Transport(error) => error.source(),
            _ => None,
        }
    }
}
