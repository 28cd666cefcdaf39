//! Invalid requests, detected before anything is sent.

use std::error::Error as StdError;
use std::fmt;

use crate::client::ConfigurationProblem;

/// Why a request is invalid. No variant contains an argument, because it may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// The operation requires credentials, but neither the client nor the call has any.
    CredentialsMissing,
    /// The token of the call cannot be sent in a header.
    TokenInvalid {
        /// The problem.
        reason: &'static str,
    },
    /// The URL of the operation's own server is invalid with the client's variables.
    Server {
        /// The variable, if it is one.
        variable: Option<&'static str>,
        /// The problem with it or with the URL.
        reason: &'static str,
    },
    /// A path parameter has no value.
    ArgumentMissing {
        /// Its name.
        name: &'static str,
    },
    /// A required parameter has an empty value: an empty list, an object without members, or `null`.
    ArgumentEmpty {
        /// Its name.
        name: &'static str,
    },
    /// A parameter has a value that cannot be written as text: a non-finite number, or `null` in a list.
    ArgumentFormless {
        /// Its name.
        name: &'static str,
    },
    /// The operation has no parameter at this index.
    ParameterUnknown {
        /// The position.
        index: usize,
    },
    /// The style of the parameter cannot express the value, such as a nested list.
    ArgumentNested {
        /// Its name.
        name: &'static str,
    },
    /// A cookie value that is sent unencoded has a character that would end it: a semicolon or a control character.
    /// Encode it first in the way that the server expects.
    CookieUnsafe {
        /// The name of the parameter.
        name: &'static str,
    },
    /// The arguments would leave a path segment empty, which would result in another path.
    SegmentEmpty {
        /// The segment in the description.
        segment: &'static str,
    },
    /// The arguments would make a path segment `.` or `..`, which would result in another path.
    SegmentDots {
        /// The segment in the description.
        segment: &'static str,
    },
    /// A header cannot be sent.
    Header {
        /// Its name.
        name: String,
        /// The problem.
        reason: &'static str,
    },
    /// The body cannot be written in the media type: only objects can be sent as a form or in named parts, arrays only in parts
    /// without names.
    BodyForm,
    /// The body is plain text, and its value cannot be written as text: a non-finite number, an array, an object.
    BodyFormless,
    /// A part of the body or a property of a form is an array or an object, but its media type is not JSON: pass it as text.
    PartForm {
        /// The name of its property, or its position.
        name: String,
        /// The media types that it can have.
        media_type: &'static str,
    },
    /// A file is a stream that was already sent.
    UploadSent {
        /// The name of its property.
        name: String,
    },
    /// Body overrides were set, but the body is not a JSON object.
    BodyProperties,
    /// The thread for blocking calls could not be started.
    Runtime,
    /// The method is not a valid HTTP method.
    Method,
    /// The URL with all arguments is invalid, most likely because it is too long.
    Address,
}

impl RequestError {
    /// Returns the problem with the URL of an operation's own server.
    pub(crate) fn server(problems: &[ConfigurationProblem]) -> Self {
        let (variable, reason) = match problems.first() {
            Some(ConfigurationProblem::VariableMissing { name }) => (Some(*name), "is missing"),
            Some(ConfigurationProblem::VariableNotListed { name, .. }) => {
                (Some(*name), "is not one of the values in the description")
            }
            Some(ConfigurationProblem::VariableInvalid { name, reason }) => (Some(*name), *reason),
            Some(ConfigurationProblem::Address { reason }) => (None, *reason),
            _ => (None, "is not usable"),
        };
        Self::Server { variable, reason }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CredentialsMissing => formatter.write_str("the operation requires credentials, but none are set"),
            Self::TokenInvalid { reason } => write!(formatter, "the token {reason}"),
            Self::Server { variable: Some(name), reason } => write!(formatter, "the server variable {name} {reason}"),
            Self::Server { variable: None, reason } => write!(formatter, "the URL of the operation's server {reason}"),
            Self::ArgumentMissing { name } => {
                write!(formatter, "the path parameter {name} is missing")
            }
            Self::ArgumentEmpty { name } => {
                write!(formatter, "the parameter {name} is required, but its value is empty")
            }
            Self::ArgumentFormless { name } => {
                write!(
                    formatter,
                    "the parameter {name} has a non-finite number, or null in a list, which cannot be written as text"
                )
            }
            Self::ParameterUnknown { index } => write!(formatter, "the operation has no parameter at index {index}"),
            Self::ArgumentNested { name } => {
                write!(formatter, "the style of parameter {name} cannot express a nested value")
            }
            Self::CookieUnsafe { name } => {
                write!(formatter, "the cookie {name} has a character that would end its value")
            }
            Self::SegmentEmpty { segment } => {
                write!(formatter, "the path segment {segment} would be empty")
            }
            Self::SegmentDots { segment } => {
                write!(formatter, "the path segment {segment} would be `.` or `..`")
            }
            Self::Header { name, reason } => write!(formatter, "the header {name:?} {reason}"),
            Self::BodyForm => {
                formatter.write_str("the body is not an object, and its media type cannot represent other values")
            }
            Self::BodyFormless => formatter.write_str("the value of the body cannot be written as plain text"),
            Self::PartForm { name, media_type } => {
                write!(formatter, "the part {name:?} is an array or an object, which cannot be written as {media_type}")
            }
            Self::UploadSent { name } => {
                write!(formatter, "the file {name:?} is a stream, which can be sent only once")
            }
            Self::BodyProperties => formatter.write_str("body overrides require a JSON object as the body"),
            Self::Runtime => formatter.write_str("the thread for blocking calls could not be started"),
            Self::Method => formatter.write_str("the method is not a valid HTTP method"),
            Self::Address => formatter.write_str("the URL is invalid or too long"),
        }
    }
}

impl StdError for RequestError {}
