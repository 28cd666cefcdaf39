//! Typed bodies of error responses.

use super::charset::utf8;
use crate::client::api::descriptor::best_status;
use crate::client::{Error, ErrorKind};
use crate::syntax::error::DecodeError;
use crate::text::decode::{Policy, decode_slice_by};
use crate::wire::Wire;

impl Error {
    /// Decodes the body of the response, for example as the type that the description declares for an error status. Accepts the same
    /// deviations as for successful responses, but does not report them.
    ///
    /// # Errors
    /// When the body is not JSON of that type. Only the first 64 KiB of a body are kept; a longer one is not valid
    /// JSON.
    pub fn decode_body<T: Wire>(&self) -> Result<T, DecodeError> {
        let headers = self.headers().cloned().unwrap_or_default();
        let policy = self.response().map_or_else(Policy::default, |response| response.policy);
        decode_slice_by(&utf8(&headers, self.body()), policy)
    }

    /// The most specific of some declared statuses (`404`, `4XX`, `default`) that matches the status of the error
    /// response.
    #[doc(hidden)]
    #[must_use]
    pub fn declared<'a>(&self, statuses: &[&'a str]) -> Option<&'a str> {
        let status = self.status().filter(|_| self.kind() == ErrorKind::Status)?;
        best_status(statuses.iter().copied(), status)
    }

    /// The body of an error response, if its status is one of these and the body matches the type.
    #[doc(hidden)]
    #[must_use]
    pub fn declared_body<T: Wire>(&self, statuses: &[&str]) -> Option<T> {
        self.declared(statuses)?;
        self.decode_body().ok()
    }
}
