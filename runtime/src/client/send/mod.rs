//! Sending an operation with its arguments: the request, its attempts, traces.

pub(crate) mod assemble;
pub(crate) mod attempts;
pub(crate) mod authorize;
#[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub mod blocking;
pub(crate) mod body_overrides;
pub(crate) mod dispatch;
pub(crate) mod media_call;
pub(crate) mod pending;
pub(crate) mod request;
pub(crate) mod simple_call;
pub(crate) mod trace;
