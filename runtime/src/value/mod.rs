//! The values that users hold: JSON as received, and types without an equivalent in Rust.

pub(crate) mod additional;
pub(crate) mod extra;
pub(crate) mod file;
pub(crate) mod json;
pub(crate) mod number;
pub(crate) mod parsed;
pub(crate) mod patch;
pub(crate) mod prefixed;
pub(crate) mod redact;
pub(crate) mod secret;
pub(crate) mod secret_names;
pub(crate) mod typed;
pub(crate) mod unknown;
