//! Typed bodies of error responses.

use crate::client::api::descriptor::best_status;
use crate::client::{Error, ErrorKind};
use crate::wire::Wire;

impl Error {
    /// The most specific of some declared statuses (`404`, `4XX`, `default`) that matches the status of the error
    /// response.
    #[doc(hidden)]
    #[must_use]
    pub fn declared<'a>(&self, statuses: &[&'a str]) -> Option<&'a str> {
        let status = self.status().filter(|_| self.kind() == ErrorKind::Status)?;
        best_status(statuses.iter().copied(), status)
    }

    /// The body of an error response, if its status is one of these and the body is of this type.
    #[doc(hidden)]
    #[must_use]
    pub fn declared_body<T: Wire>(&self, statuses: &[&str]) -> Option<T> {
        self.declared(statuses)?;
        self.decode_body().ok()
    }
}
