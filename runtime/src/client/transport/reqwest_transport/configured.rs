//! The default transport with custom settings.

use std::sync::Arc;
use std::time::Duration;

use super::ReqwestTransport;
use super::settings::ReqwestSettings;
use crate::client::{ConfigurationProblem, Transport, TransportError, TransportErrorKind};

impl ReqwestTransport {
    /// Like [`new`](ReqwestTransport::new), with a timeout for connecting, including TLS. Not for browsers.
    ///
    /// # Errors
    /// As for [`new`](ReqwestTransport::new).
    pub fn with_connect_timeout(timeout: Duration) -> Result<Self, TransportError> {
        let settings = ReqwestSettings { connect_timeout: timeout, ..ReqwestSettings::default() };
        settings.client().map(Self).map_err(|error| TransportError::new(TransportErrorKind::Refused, error))
    }
}

impl ReqwestSettings {
    /// Creates the transport, or returns all problems with the settings.
    pub(crate) fn transport(&self) -> Result<Arc<dyn Transport>, Vec<ConfigurationProblem>> {
        let problems = self.problems();
        if !problems.is_empty() {
            return Err(problems);
        }
        match self.client() {
            Ok(client) => Ok(Arc::new(ReqwestTransport(client))),
            Err(error) => {
                let error = TransportError::new(TransportErrorKind::Refused, error);
                Err(vec![ConfigurationProblem::Transport(error)])
            }
        }
    }
}
