//! The configuration of a client.

pub(crate) mod builder;
pub(crate) mod invalid;
pub(crate) mod shared;
pub(crate) mod telemetry;
