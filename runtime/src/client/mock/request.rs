//! Requests that a mock recorded.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use percent_encoding::percent_decode_str;

use crate::client::Operation;
use crate::syntax::error::DecodeError;
use crate::text::decode::{Policy, decode_slice_by};
use crate::wire::Wire;

/// A recorded request: an [`http::Request`] with its body, and accessors for tests.
#[derive(Clone)]
pub struct MockRequest(http::Request<Bytes>);

impl MockRequest {
    pub(super) fn new(request: http::Request<Bytes>) -> Self {
        Self(request)
    }

    /// Returns the `operationId`; `token` for a token request.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.extensions().get::<&'static Operation>().map_or("", |operation| operation.id)
    }

    /// Returns the path, percent-encoded as sent, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.uri().path()
    }

    /// Returns the decoded values of a query parameter, in order.
    #[must_use]
    pub fn query(&self, name: &str) -> Vec<String> {
        let pairs = self.0.uri().query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        pairs.filter(|(found, _)| decoded(found) == name).map(|(_, value)| decoded(value)).collect()
    }

    /// Returns the value of a header, if it is present and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.headers().get(name)?.to_str().ok()
    }

    /// Returns the body as text; invalid UTF-8 is replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(self.0.body()).into_owned()
    }

    /// Decodes the body from JSON, strictly: unlike a response, a request may not deviate from its type.
    ///
    /// # Errors
    /// If the body is not JSON of that type.
    pub fn json<T: Wire>(&self) -> Result<T, DecodeError> {
        decode_slice_by(self.0.body(), Policy::Strict)
    }
}

impl Deref for MockRequest {
    type Target = http::Request<Bytes>;

    fn deref(&self) -> &http::Request<Bytes> {
        &self.0
    }
}

impl fmt::Debug for MockRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The query and the body may hold secrets.
        formatter
            .debug_struct("MockRequest")
            .field("operation", &self.operation())
            .field("method", self.0.method())
            .field("path", &self.path())
            .field("body", &format_args!("{} bytes", self.0.body().len()))
            .finish()
    }
}
