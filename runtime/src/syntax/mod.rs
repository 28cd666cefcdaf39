//! The grammar of JSON: scanning and writing tokens. This layer knows no values.

pub(crate) mod error;
pub(crate) mod float;
pub(crate) mod kind;
pub(crate) mod respell;
pub(crate) mod scan;
