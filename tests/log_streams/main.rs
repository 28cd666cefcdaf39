//! Tests the generated bindings of log streams, the log and events, over real sockets.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod events;
mod logs;
mod operations;
mod paths;
mod responses;
mod server;
#[path = "../../examples/log_streams/tenant/mod.rs"]
mod tenant;
mod unions;
mod values;

use auth0_bindings::Client;

/// Creates a client for a server on this machine.
fn client(address: std::net::SocketAddr) -> Client {
    Client::builder(format!("http://{address}")).token("t0ken").build().expect("a client")
}
