//! Sending a call: attempts, retries, timeouts, traces.

pub(crate) mod attempts;
#[cfg(feature = "blocking")]
pub mod blocking;
pub(crate) mod clock;
pub(crate) mod options;
pub(crate) mod pending;
pub(crate) mod retry;
pub(crate) mod simple_call;
pub(crate) mod timer;
pub(crate) mod trace;
