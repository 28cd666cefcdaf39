//! Invalid configuration, detected when a client is built.

use std::error::Error as StdError;
use std::fmt;

use crate::client::TransportError;

/// One problem with the configuration of a client. No variant contains a configured value, because it may be or contain
/// a secret.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigurationProblem {
    /// A server variable without a default was not set.
    VariableMissing {
        /// Its name.
        name: &'static str,
    },
    /// A variable was set that the server URL does not have.
    VariableUnknown {
        /// Its name.
        name: String,
    },
    /// The value of a variable is not one of the allowed values.
    VariableNotListed {
        /// Its name.
        name: &'static str,
        /// The allowed values.
        values: &'static [&'static str],
    },
    /// The value of a variable is not valid in its place.
    VariableInvalid {
        /// Its name.
        name: &'static str,
        /// The problem.
        reason: &'static str,
    },
    /// The server URL, as configured or with its variables filled in, is invalid.
    Address {
        /// The problem.
        reason: &'static str,
    },
    /// The user name or password cannot be sent in a header.
    Basic {
        /// The problem.
        reason: &'static str,
    },
    /// The token cannot be sent in a header.
    Token {
        /// The problem.
        reason: &'static str,
    },
    /// The token URL is invalid.
    TokenUrl {
        /// The problem.
        reason: &'static str,
    },
    /// The token provider is invalid.
    TokenProvider {
        /// The problem.
        reason: &'static str,
    },
    /// A default header cannot be sent.
    Header {
        /// Its name.
        name: String,
        /// The problem.
        reason: &'static str,
    },
    /// The proxy cannot be used.
    Proxy {
        /// The problem with its URL.
        reason: &'static str,
    },
    /// Root certificates cannot be used.
    RootCertificates {
        /// The problem.
        reason: &'static str,
    },
    /// The client's certificate and private key cannot be used.
    Identity {
        /// The problem.
        reason: &'static str,
    },
    /// A setting of the default transport was set together with another transport.
    TransportSetting {
        /// The setting.
        setting: &'static str,
    },
    /// There is no transport: none was set, and the feature `reqwest` is off.
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
                write!(formatter, "unknown server variable {name:?}")
            }
            Self::VariableNotListed { name, values } => {
                write!(formatter, "the server variable {name} must be one of {}", values.join(", "))
            }
            Self::VariableInvalid { name, reason } => {
                write!(formatter, "the server variable {name} {reason}")
            }
            Self::Address { reason } => write!(formatter, "the server URL {reason}"),
            Self::Basic { reason } => write!(formatter, "the user name {reason}"),
            Self::Token { reason } => write!(formatter, "the token {reason}"),
            Self::TokenUrl { reason } => write!(formatter, "the token URL {reason}"),
            Self::TokenProvider { reason } => write!(formatter, "the token provider {reason}"),
            Self::Header { name, reason } => write!(formatter, "the header {name:?} {reason}"),
            Self::Proxy { reason } => write!(formatter, "the proxy URL {reason}"),
            Self::RootCertificates { reason } => write!(formatter, "the root certificates {reason}"),
            Self::Identity { reason } => write!(formatter, "the identity {reason}"),
            Self::TransportSetting { setting } => {
                write!(formatter, "{setting} cannot be set together with another transport than the default one")
            }
            Self::TransportMissing => {
                formatter.write_str("there is no transport: set one, or enable the feature `reqwest`")
            }
            Self::Transport(error) => {
                let cause = error.source().map(ToString::to_string).unwrap_or_default();
                write!(formatter, "the transport could not be set up: {cause}")
            }
        }
    }
}

/// All problems with the configuration of a client.
#[derive(Debug)]
pub struct ConfigurationError {
    pub(crate) problems: Vec<ConfigurationProblem>,
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
