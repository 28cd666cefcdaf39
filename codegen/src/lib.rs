//! Binds an OpenAPI description into a Rust crate: fast to compile, exact on the wire, honest about what it could not type.
