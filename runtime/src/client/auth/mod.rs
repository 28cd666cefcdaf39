//! Tokens and other credentials.

pub(crate) mod secrets;
pub(crate) mod token;
