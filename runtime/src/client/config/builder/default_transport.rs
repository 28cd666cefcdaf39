//! The default transport on platforms where it has no settings: in a browser, or without the feature `reqwest`.

use std::sync::Arc;
use std::time::Duration;

use crate::client::{ConfigurationProblem, Transport};

/// The default transport.
#[derive(Default)]
pub(super) struct DefaultTransport {}

impl DefaultTransport {
    /// Has no effect: the browser decides.
    pub(super) fn connect_within(&mut self, _: Duration) {}

    pub(super) fn configured(&self) -> impl Iterator<Item = &'static str> {
        std::iter::empty()
    }

    #[cfg(feature = "reqwest")]
    pub(super) fn transport(&self) -> Result<Arc<dyn Transport>, Vec<ConfigurationProblem>> {
        match crate::client::ReqwestTransport::new() {
            Ok(transport) => Ok(Arc::new(transport)),
            Err(error) => Err(vec![ConfigurationProblem::Transport(error)]),
        }
    }

    #[cfg(not(feature = "reqwest"))]
    pub(super) fn transport(&self) -> Result<Arc<dyn Transport>, Vec<ConfigurationProblem>> {
        Err(vec![ConfigurationProblem::TransportMissing])
    }
}
