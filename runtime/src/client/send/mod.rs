//! Sending a call: attempts, retries, timeouts, traces.

pub(crate) mod attempts;
#[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub mod blocking;
pub(crate) mod clock;
pub(crate) mod options;
pub(crate) mod pending;
pub(crate) mod retry;
pub(crate) mod simple_call;
pub(crate) mod trace;
