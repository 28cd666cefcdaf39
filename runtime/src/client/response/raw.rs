//! A response as it arrived.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::rate_limit::{RateLimit, retry_after};
use super::reader::Reader;
use crate::client::request::secrets::conceal;

/// The number of bytes of a response's body that an error keeps.
pub(crate) const KEPT_BODY: usize = 64 * 1024;

/// What arrived of the response.
#[derive(Clone)]
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) rate_limit: RateLimit,
    pub(crate) retry_after: Option<Duration>,
    /// How it is read.
    pub(crate) reader: Reader,
}

impl RawResponse {
    /// The head of a response that arrived at a time.
    pub(crate) fn new(status: StatusCode, mut headers: HeaderMap, now: SystemTime) -> Self {
        conceal(&mut headers);
        let rate_limit = RateLimit::from_headers(&headers, now);
        let retry_after = retry_after(&headers, now);
        Self { status, headers, body: Bytes::new(), rate_limit, retry_after, reader: Reader::default() }
    }

    pub(crate) fn read_by(mut self, reader: &Reader) -> Self {
        self.reader = reader.clone();
        self
    }

    pub(crate) fn with_body(mut self, body: Bytes) -> Self {
        self.body = body;
        self
    }

    /// At most what an error keeps of it.
    pub(crate) fn capped(mut self) -> Self {
        if self.body.len() > KEPT_BODY {
            // A slice would keep the whole body in memory.
            self.body = Bytes::copy_from_slice(&self.body[..KEPT_BODY]);
        }
        self
    }
}
