//! What users hold: JSON as it came, and types that Rust has none for.

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
