//! The grammar of JSON: where tokens begin and end, and how they are written. Nothing here knows a value.

pub(crate) mod error;
pub(crate) mod float;
pub(crate) mod kind;
pub(crate) mod scan;
