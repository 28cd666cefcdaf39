//! JSON text: the scanner, the decoder and the encoder. Types are known here only by their views and slots.

pub(crate) mod decode;
pub(crate) mod encode;
pub(crate) mod error;
pub(crate) mod scan;
pub(crate) mod shared;
