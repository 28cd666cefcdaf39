//! What all operations of a client share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use super::{Api, Operation, Request, Transport};
use crate::Secret;

/// What all operations of a client share: the address, the credentials and the transport. Cloning it is cheap.
#[derive(Clone)]
pub struct Core(Arc<Shared>);

pub(super) struct Shared {
    pub(super) api: &'static Api,
    /// Without a slash at its end.
    pub(super) address: String,
    pub(super) authorization: Option<HeaderValue>,
    /// The names of security schemes, each with its key.
    pub(super) keys: Vec<(String, Secret)>,
    pub(super) headers: HeaderMap,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) timeout: Duration,
    pub(super) response_limit: usize,
}

impl Core {
    pub(super) fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.0
    }

    /// A request of an operation, without arguments yet.
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }

    /// The address that all requests begin with, without a slash at its end.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.0.address
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Core")
            .field("api", &self.0.api.title)
            .field("address", &self.0.address)
            .field("timeout", &self.0.timeout)
            .field("response_limit", &self.0.response_limit)
            .finish_non_exhaustive()
    }
}
