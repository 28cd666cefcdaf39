//! The configuration of a client and of single calls.

pub(crate) mod builder;
pub(crate) mod options;
pub(crate) mod retry;
pub(crate) mod shared;
pub(crate) mod telemetry;
