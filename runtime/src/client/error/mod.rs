//! What is wrong before there is a response: the configuration, a request, the connection.

pub(crate) mod configuration;
pub(crate) mod request;
pub(crate) mod transport;
