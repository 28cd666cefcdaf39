//! The decoder and the encoder of JSON text. They see types only through views and slots.

pub(crate) mod decode;
#[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only a client reports deviations"))]
pub(crate) mod deviation;
pub(crate) mod embedded;
pub(crate) mod encode;
pub(crate) mod open_enum;
pub(crate) mod shared;
mod values;
