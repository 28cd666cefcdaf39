//! Overrides for one call.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::client::Retry;
use crate::client::response::reader::Reader;
use crate::value::json::Json;
use crate::value::secret::Secret;
use crate::wire::Wire;

/// Overrides for one call. Invalid values are reported when the call is sent.
#[derive(Clone, Default)]
#[must_use]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<Arc<dyn Retry>>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) declared_headers: Vec<(String, String)>,
    pub(crate) properties: Vec<(String, Json)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) token: Option<Secret>,
    pub(crate) access: Access,
    pub(crate) leniency: Leniency,
}

/// Whether a response may differ from its description.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Leniency {
    /// As set for the client.
    #[default]
    AsClient,
    Strict,
}

/// The time that a call may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    /// One attempt, from the first byte sent to the last byte of the response's body.
    pub(crate) attempt: Duration,
    /// All attempts and the waits between them.
    pub(crate) total: Duration,
}

impl Leniency {
    /// Returns the reader for the response of a call.
    pub(crate) fn reader(self, of_client: &Reader) -> Reader {
        let mut reader = of_client.clone();
        match self {
            Self::AsClient => {}
            Self::Strict => reader.set_strict(),
        }
        reader
    }
}

/// Whether a call sends the credentials that the description requires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Access {
    #[default]
    AsDescribed,
    /// Sends no credentials of the client, and requires none.
    Anonymous,
}

impl CallOptions {
    /// No overrides.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the timeout of the call, including all attempts and the waits between them.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the timeout of one attempt, from the first byte sent to the last byte of the response.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets the retry policy, usually a [`RetryPolicy`](crate::client::RetryPolicy).
    pub fn retry(mut self, policy: impl Retry) -> Self {
        self.retry = Some(Arc::new(policy));
        self
    }

    /// Sets a header. Overrides all other headers of this name.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets a header if the operation declares it as a client header ([`Operation::client_headers`]). Overrides the
    /// client's value. Not sent if undeclared.
    ///
    /// [`Operation::client_headers`]: crate::client::Operation::client_headers
    pub fn declared_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.declared_headers.push((name.into(), value.into()));
        self
    }

    /// Sets the header `X-Correlation-ID`, which identifies the call in the server's logs.
    pub fn correlation_id(self, id: impl Into<String>) -> Self {
        self.header("X-Correlation-ID", id)
    }

    /// Adds or overrides a property of the body, which must be a JSON object.
    pub fn body_property(mut self, name: impl Into<String>, value: &dyn Wire) -> Self {
        self.properties.push((name.into(), Json::of(value)));
        self
    }

    /// Adds a query parameter after those of the operation.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Sets the token of the call. Overrides the client's token.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Sends the call without the client's credentials, as
    /// [`ClientBuilder::anonymous`](crate::client::ClientBuilder::anonymous) does for all calls. Headers and a token set here
    /// are still sent.
    pub fn anonymous(mut self) -> Self {
        self.access = Access::Anonymous;
        self
    }

    /// Makes it an error if a value in the response does not match the type of an optional property, as
    /// [`ClientBuilder::strict`](crate::client::ClientBuilder::strict) does for all calls.
    pub fn strict(mut self) -> Self {
        self.leniency = Leniency::Strict;
        self
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names =
            |pairs: &[(String, String)]| -> Vec<String> { pairs.iter().map(|(name, _)| name.clone()).collect() };
        formatter
            .debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("headers", &names(&self.headers))
            .field("declared_headers", &names(&self.declared_headers))
            .field("query", &names(&self.query))
            .field("token", &self.token)
            .finish_non_exhaustive()
    }
}
