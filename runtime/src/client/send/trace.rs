//! Tracing of calls, with the feature `tracing`: one span for the call, and an event for each failed attempt. Neither contains
//! values of parameters, bodies or headers.

use std::future::Future;
use std::time::Duration;

use crate::client::{Error, Operation};

/// The span of a call.
pub(crate) struct Trace {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Trace {
    pub(crate) fn new(operation: &Operation) -> Self {
        let span = tracing::info_span!(
            "api_call",
            otel.kind = "client",
            operation = operation.id,
            http.request.method = operation.method,
            url.template = operation.path,
            http.response.status_code = tracing::field::Empty,
            attempts = tracing::field::Empty,
        );
        Self { span }
    }

    /// Runs a future in the span.
    pub(crate) fn within<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        tracing::Instrument::instrument(future, self.span.clone())
    }

    /// Records a failed attempt. The call is sent again after the wait, if there is one.
    pub(crate) fn failed(attempt: u32, error: &Error, wait: Option<Duration>) {
        match wait {
            Some(wait) => tracing::info!(attempt, %error, ?wait, "the call is sent again"),
            None => tracing::debug!(attempt, %error, "the call failed"),
        }
    }

    /// Records the end of the call.
    pub(crate) fn ended(&self, status: Option<http::StatusCode>, attempts: u32) {
        if let Some(status) = status {
            self.span.record("http.response.status_code", status.as_u16());
        }
        self.span.record("attempts", attempts);
    }
}

#[cfg(not(feature = "tracing"))]
#[allow(clippy::unused_self, reason = "nothing is traced without the feature")]
impl Trace {
    pub(crate) fn new(_: &Operation) -> Self {
        Self {}
    }

    pub(crate) fn within<F: Future>(&self, future: F) -> F {
        future
    }

    pub(crate) fn failed(_: u32, _: &Error, _: Option<Duration>) {}

    pub(crate) fn ended(&self, _: Option<http::StatusCode>, _: u32) {}
}
