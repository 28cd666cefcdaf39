//! The views and slots of the values that users hold.

mod json;
mod maps;
mod parsed;
mod patch;
mod prefixed;
#[cfg(not(feature = "client"))]
mod upload;
