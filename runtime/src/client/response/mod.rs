//! Reads responses: typed results, errors and multipart bodies.

pub(crate) mod api_error;
pub(crate) mod charset;
pub(crate) mod error;
pub(crate) mod error_body;
pub(crate) mod media;
pub(crate) mod parts;
pub(crate) mod problem;
pub(crate) mod rate_limit;
pub(crate) mod raw;
pub(crate) mod reader;
pub(crate) mod reply;
pub(crate) mod response_headers;
pub(crate) mod text;
pub(crate) mod token_error;
