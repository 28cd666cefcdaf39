//! The decoder and the encoder of JSON text. Types are known here only by their views and slots.

pub(crate) mod decode;
pub(crate) mod embedded;
pub(crate) mod encode;
pub(crate) mod open_enum;
pub(crate) mod shared;
mod values;
