//! Binds an OpenAPI description into a Rust crate.

pub mod api;
pub mod diag;
pub mod dialect;
pub mod resolve;
pub mod shape;
pub mod source;
