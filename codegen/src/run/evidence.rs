//! Runs that keep the documents, to compare something with them.

use super::pipeline::Goal;
use super::{Options, Run, run_to};
use crate::api::Api;
use crate::source::Documents;
use crate::verify::{Finding, examples};

/// Binds a description as [`run`](super::run) does, and checks the examples and defaults in it.
///
/// # Errors
/// Those of [`run`](super::run).
pub fn checked(options: &Options) -> Run {
    let mut run = run_to(options, Goal::Checked);
    let findings = run.model().map(|(api, documents)| examples(api, documents)).unwrap_or_default();
    run.add(findings.iter().map(Finding::diagnostic).collect());
    run
}

/// Binds a description as [`run`](super::run) does, up to the model of the API, and keeps the documents.
///
/// # Errors
/// Those of [`run`](super::run).
pub fn modelled(options: &Options) -> Run {
    run_to(options, Goal::Model)
}

impl Run {
    /// The API with the documents that it is from.
    pub fn model(&self) -> Option<(&Api, &Documents)> {
        Some((&self.product.as_ref()?.api, self.documents.as_ref()?))
    }

    /// Adds what was found after the run, with the severities that the options and the configuration give.
    pub fn add(&mut self, found: crate::diag::Diagnostics) {
        let found = match &self.documents {
            Some(documents) => {
                let provenance = documents.provenance();
                found.moved(|place| provenance.written(place))
            }
            None => found,
        };
        self.diagnostics.extend(found.weighed(&self.levels));
    }
}
