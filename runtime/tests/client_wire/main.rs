//! The client over real sockets: the requests that it sends, and the responses that it handles.

#![cfg(feature = "reqwest")]
#![deny(warnings, missing_docs, clippy::pedantic)]
#![forbid(unsafe_code)]
// Clippy treats helper functions of tests as production code.
#![allow(clippy::unwrap_used)]

mod responses;
// The items of a generated crate are public.
#[allow(unreachable_pub)]
mod api;
mod configuration;
mod credentials;
mod faults;
mod lenient;
mod media_types;
mod pages;
mod parts;
mod requests;
mod retries;
mod secrets;
mod server;
mod streams;
mod tokens;
