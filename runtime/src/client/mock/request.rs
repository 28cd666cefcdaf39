//! A request that a mock received.

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

    /// The `operationId`; `token` for a token request.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.extensions().get::<&'static Operation>().map_or("", |operation| operation.id)
    }

    /// The path, encoded as it is sent, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.uri().path()
    }

    /// The decoded values of a query parameter, in order.
    #[must_use]
    pub fn query(&self, name: &str) -> Vec<String> {
        let pairs = self.0.uri().query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        pairs.filter(|(found, _)| decoded(found) == name).map(|(_, value)| decoded(value)).collect()
    }

    /// The value of a header, if there is one and it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.headers().get(name)?.to_str().ok()
    }

    /// The body as text; invalid UTF-8 is replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(self.0.body()).into_owned()
    }

    /// The body, decoded from JSON. A request has no room for what its type does not allow, as a response has.
    ///
    /// # Errors
    /// When it is not JSON of that type.
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
