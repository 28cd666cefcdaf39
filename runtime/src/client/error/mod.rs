//! Errors before there is a response: of the configuration, a request or the connection.

pub(crate) mod configuration;
pub(crate) mod request;
pub(crate) mod transport;
