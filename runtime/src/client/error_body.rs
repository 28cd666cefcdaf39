//! Error answers as the description has them.

use super::descriptor::best_status;
use super::{Error, ErrorKind};
use crate::Wire;

impl Error {
    /// Which of some declared statuses (`404`, `4XX`, `default`) names the status of an error response most exactly.
    #[doc(hidden)]
    #[must_use]
    pub fn declared<'a>(&self, statuses: &[&'a str]) -> Option<&'a str> {
        let status = self.status().filter(|_| self.kind() == ErrorKind::Status)?;
        best_status(statuses.iter().copied(), status)
    }

    /// The body of an error response, when it has one of some declared statuses and is of a type.
    #[doc(hidden)]
    #[must_use]
    pub fn declared_body<T: Wire>(&self, statuses: &[&str]) -> Option<T> {
        self.declared(statuses)?;
        self.decode_body().ok()
    }
}
