//! Errors without a response: in the configuration, a request or the connection.

pub(crate) mod configuration;
pub(crate) mod request;
pub(crate) mod transport;
