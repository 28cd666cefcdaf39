//! What is wrong with a configuration or with a request, found before anything is sent.

use std::error::Error as StdError;
use std::fmt;

use super::TransportError;

/// One thing that is wrong with the configuration of a client. No variant holds a given value, because it may be, or
/// may hold, a secret.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigurationProblem {
    /// A variable of the server's address was not given and has no default.
    VariableMissing {
        /// Its name.
        name: &'static str,
    },
    /// A variable was given that the server's address does not have.
    VariableUnknown {
        /// Its name.
        name: String,
    },
    /// The value of a variable is not one of those that the description lists.
    VariableNotListed {
        /// Its name.
        name: &'static str,
        /// The values it can have.
        values: &'static [&'static str],
    },
    /// The value of a variable does not fit its place.
    VariableInvalid {
        /// Its name.
        name: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The address of the server, as given or with its variables filled in, is not usable.
    Address {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The user name and the password cannot be sent.
    Basic {
        /// What is wrong with them.
        reason: &'static str,
    },
    /// The token cannot be sent.
    Token {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The address of the token endpoint is not usable.
    TokenUrl {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The provider of tokens is not usable.
    TokenProvider {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A default header cannot be sent.
    Header {
        /// Its name.
        name: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// There is no transport: none was given, and the `reqwest` feature is off.
    TransportMissing,
    /// The default transport could not be set up.
    Transport(TransportError),
}

impl fmt::Display for ConfigurationProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::VariableMissing { name } => {
                write!(formatter, "the server variable {name} is missing")
            }
            Self::VariableUnknown { name } => {
                write!(formatter, "there is no server variable {name:?}")
            }
            Self::VariableNotListed { name, values } => {
                write!(formatter, "the server variable {name} must be one of {}", values.join(", "))
            }
            Self::VariableInvalid { name, reason } => {
                write!(formatter, "the server variable {name} {reason}")
            }
            Self::Address { reason } => write!(formatter, "the server's address {reason}"),
            Self::Basic { reason } => write!(formatter, "the user name {reason}"),
            Self::Token { reason } => write!(formatter, "the token {reason}"),
            Self::TokenUrl { reason } => write!(formatter, "the token URL {reason}"),
            Self::TokenProvider { reason } => write!(formatter, "the token provider {reason}"),
            Self::Header { name, reason } => write!(formatter, "the header {name:?} {reason}"),
            Self::TransportMissing => {
                formatter.write_str("there is no transport: give one, or enable the feature reqwest")
            }
            Self::Transport(error) => {
                let cause = error.source().map(ToString::to_string).unwrap_or_default();
                write!(formatter, "the transport could not be set up: {cause}")
            }
        }
    }
}

/// All that is wrong with the configuration of a client.
#[derive(Debug)]
pub struct ConfigurationError {
    pub(super) problems: Vec<ConfigurationProblem>,
}

impl ConfigurationError {
    /// The problems, at least one.
    #[must_use]
    pub fn problems(&self) -> &[ConfigurationProblem] {
        &self.problems
    }
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(formatter, "{separator}{problem}")?;
        }
        Ok(())
    }
}

impl StdError for ConfigurationError {}

/// Why a request cannot be sent. No variant holds a given value, because it may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// The operation needs a token or a key, and neither the client nor the call has one.
    CredentialsMissing,
    /// The token of the call cannot be sent.
    TokenInvalid {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The server that the description gives the operation cannot be addressed with the client's variables.
    Server {
        /// The variable, if it is one.
        variable: Option<&'static str>,
        /// What is wrong with it or with the address.
        reason: &'static str,
    },
    /// A parameter in the path has no value.
    ArgumentMissing {
        /// Its name.
        name: &'static str,
    },
    /// A parameter that is required has a value for which there is nothing to send: an empty list, an object without members, or
    /// `null`.
    ArgumentEmpty {
        /// Its name.
        name: &'static str,
    },
    /// A parameter has a value that no text stands for: a number that is not finite, or `null` in a list.
    ArgumentFormless {
        /// Its name.
        name: &'static str,
    },
    /// The operation has no parameter at a position.
    ParameterUnknown {
        /// The position.
        index: usize,
    },
    /// The value of a parameter has a form that the style of the parameter cannot express, such as a list in a list.
    ArgumentNested {
        /// Its name.
        name: &'static str,
    },
    /// The value of a cookie that is sent as it is has a character that would end it: a semicolon or a control
    /// character. It must be encoded in the way that the server expects before it is given.
    CookieUnsafe {
        /// The name of the parameter.
        name: &'static str,
    },
    /// Values would leave a segment of the path empty, which would make it another path.
    SegmentEmpty {
        /// The segment in the description.
        segment: &'static str,
    },
    /// Values would make a segment of the path `.` or `..`, which would make it another path.
    SegmentDots {
        /// The segment in the description.
        segment: &'static str,
    },
    /// A header cannot be sent.
    Header {
        /// Its name.
        name: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The body cannot be written in the media type: only objects can be a form or be in parts, and arrays where parts have no names.
    BodyForm,
    /// The body is a text, and its value has none: a number that is not finite, an array, an object.
    BodyFormless,
    /// A part of the body, or a property of a form, is an array or an object, and its media type is not JSON: the text has to be given.
    PartForm {
        /// The name of its property, or its position.
        name: String,
        /// The media types that it can have.
        media_type: &'static str,
    },
    /// A file is a stream that was sent already.
    UploadSent {
        /// The name of its property.
        name: String,
    },
    /// Properties were to be added to a body that is not a JSON object.
    BodyProperties,
    /// There is no thread left to run blocking calls on.
    Runtime,
    /// The method of the description is not an HTTP method.
    Method,
    /// The address with all arguments is not valid, most likely because it is too long.
    Address,
}

impl RequestError {
    /// What is wrong with the address of an operation's own server.
    pub(super) fn server(problems: &[ConfigurationProblem]) -> Self {
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
            Self::CredentialsMissing => formatter.write_str("the operation needs a token or a key, and there is none"),
            Self::TokenInvalid { reason } => write!(formatter, "the token {reason}"),
            Self::Server { variable: Some(name), reason } => write!(formatter, "the server variable {name} {reason}"),
            Self::Server { variable: None, reason } => write!(formatter, "the address of its server {reason}"),
            Self::ArgumentMissing { name } => {
                write!(formatter, "the path parameter {name} is missing")
            }
            Self::ArgumentEmpty { name } => {
                write!(formatter, "the parameter {name} is required, and its value is empty")
            }
            Self::ArgumentFormless { name } => {
                write!(
                    formatter,
                    "the parameter {name} has a number that is not finite, or null in a list, which no text stands for"
                )
            }
            Self::ParameterUnknown { index } => write!(formatter, "there is no parameter {index}"),
            Self::ArgumentNested { name } => {
                write!(formatter, "the parameter {name} cannot express a value within a value")
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
            Self::BodyFormless => formatter.write_str("the body is a value that no text stands for"),
            Self::BodyForm => formatter.write_str("the body is no object, and has no form in its media type"),
            Self::PartForm { name, media_type } => {
                write!(formatter, "the part {name:?} is an array or an object, which has no form in {media_type}")
            }
            Self::UploadSent { name } => {
                write!(formatter, "the file {name:?} is a stream, which can be sent only once")
            }
            Self::BodyProperties => formatter.write_str("properties can be added to a JSON object only"),
            Self::Runtime => formatter.write_str("there is no thread left to run blocking calls on"),
            Self::Method => formatter.write_str("the method is not an HTTP method"),
            Self::Address => formatter.write_str("the address is not valid or too long"),
        }
    }
}

impl StdError for RequestError {}
