//! Rust bindings for the Auth0 Management API: log streams.
