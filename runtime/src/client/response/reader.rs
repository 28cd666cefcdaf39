//! How strictly responses are decoded, and who is notified of deviations.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::client::{MaybeSend, MaybeSync, Operation};
use crate::text::decode::{Policy, Reading};
use crate::text::deviation::Deviation;

/// The policy and the listener for the responses of a client or a call.
#[derive(Clone, Default)]
pub(crate) struct Reader {
    policy: Policy,
    listener: Option<Arc<dyn Listen>>,
}

/// A listener for deviations.
trait Listen: MaybeSend + MaybeSync {
    fn notify(&self, operation: &'static Operation, deviation: &Deviation);
}

impl<F: Fn(&'static Operation, &Deviation) + MaybeSend + MaybeSync> Listen for F {
    fn notify(&self, operation: &'static Operation, deviation: &Deviation) {
        self(operation, deviation);
    }
}

/// Collects the deviations of one response until the caller takes them.
#[derive(Clone, Default)]
pub(crate) struct Report(Arc<Mutex<Vec<Deviation>>>);

impl Report {
    pub(crate) fn deviations(&self) -> Vec<Deviation> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Reader {
    pub(crate) fn set_strict(&mut self) {
        self.policy = Policy::Strict;
    }

    pub(crate) fn set_listener<F>(&mut self, listener: F)
    where
        F: Fn(&'static Operation, &Deviation) + MaybeSend + MaybeSync + 'static,
    {
        self.listener = Some(Arc::new(listener));
    }

    pub(crate) fn policy(&self) -> Policy {
        self.policy
    }

    /// Prepares the decoding of a text. Records deviations only if someone is notified of them.
    pub(crate) fn reading(&self, report: Option<&Report>) -> Reading {
        let is_recorded = self.listener.is_some() || report.is_some() || is_traced();
        Reading { policy: self.policy, report: is_recorded.then(Vec::new) }
    }

    /// Passes the deviations of a decoded text to the listener and the report.
    pub(crate) fn notify(&self, operation: &'static Operation, reading: Reading, report: Option<&Report>) {
        let deviations = reading.report.unwrap_or_default();
        for deviation in &deviations {
            trace(operation, deviation);
            if let Some(listener) = &self.listener {
                listener.notify(operation, deviation);
            }
        }
        if let Some(Report(report)) = report
            && !deviations.is_empty()
        {
            report.lock().unwrap_or_else(PoisonError::into_inner).extend(deviations);
        }
    }
}

#[cfg(feature = "tracing")]
fn is_traced() -> bool {
    tracing::enabled!(tracing::Level::INFO)
}

#[cfg(feature = "tracing")]
fn trace(operation: &'static Operation, deviation: &Deviation) {
    let Deviation { path, expected, found } = deviation;
    tracing::info!(operation = operation.id, path, expected, found, "the response differs from its description");
}

#[cfg(not(feature = "tracing"))]
const fn is_traced() -> bool {
    false
}

#[cfg(not(feature = "tracing"))]
const fn trace(_: &'static Operation, _: &Deviation) {}

impl fmt::Debug for Reader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Reader").field("policy", &self.policy).finish_non_exhaustive()
    }
}
