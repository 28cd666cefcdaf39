//! Responses before decoding.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::rate_limit::{RateLimit, retry_after};
use crate::client::request::secrets::conceal;
use crate::text::decode::Policy;

/// The maximum size of the response body in an error.
pub(crate) const MAX_ERROR_BODY: usize = 64 * 1024;

/// A response, as far as it arrived.
#[derive(Clone)]
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) rate_limit: RateLimit,
    pub(crate) retry_after: Option<Duration>,
    /// How strictly the body is decoded.
    pub(crate) policy: Policy,
}

impl RawResponse {
    /// The head of a response that arrived at `now`.
    pub(crate) fn new(status: StatusCode, mut headers: HeaderMap, now: SystemTime) -> Self {
        conceal(&mut headers);
        let rate_limit = RateLimit::from_headers(&headers, now);
        let retry_after = retry_after(&headers, now);
        Self { status, headers, body: Bytes::new(), rate_limit, retry_after, policy: Policy::default() }
    }

    pub(crate) fn decoded_by(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    pub(crate) fn with_body(mut self, body: Bytes) -> Self {
        self.body = body;
        self
    }

    /// Truncates the body to the size that an error keeps.
    pub(crate) fn truncated(mut self) -> Self {
        if self.body.len() > MAX_ERROR_BODY {
            // A slice would keep the whole body in memory.
            self.body = Bytes::copy_from_slice(&self.body[..MAX_ERROR_BODY]);
        }
        self
    }
}
