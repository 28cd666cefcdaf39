//! Writes arguments into the path, the query, headers and the body. Independent of a client.

pub(crate) mod argument;
pub(crate) mod echo;
pub(crate) mod flatten;
pub(crate) mod form;
pub(crate) mod header;
pub(crate) mod multipart;
pub(crate) mod parameter_style;
pub(crate) mod path;
pub(crate) mod secrets;
pub(crate) mod server_url;
pub(crate) mod upload;
