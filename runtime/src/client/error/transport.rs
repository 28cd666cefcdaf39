//! Transport errors.

use std::error::Error as StdError;
use std::fmt;

/// Why a response is missing or incomplete.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

/// The kind of a transport error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The connection failed: the request did not reach the server.
    Connect,
    /// Timed out. The server may have seen the request.
    Timeout,
    /// The connection was lost. The server may have seen the request.
    Interrupted,
    /// The transport rejected the request.
    Refused,
}

impl TransportError {
    /// Creates an error with its cause. The message of the cause appears in logs and must not contain secrets.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind, source: source.into() }
    }

    /// The kind of the error.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            TransportErrorKind::Connect => "could not connect to the server",
            TransportErrorKind::Timeout => "timed out",
            TransportErrorKind::Interrupted => "the connection was lost",
            TransportErrorKind::Refused => "the transport rejected the request",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
