//! Helpers of the wire tests: a server at a socket, a transport in memory, and a multipart parser.

mod memory;
mod parts;
mod server;

pub(crate) use memory::{Sent, sent};
pub(crate) use parts::{Part, parts};
pub(crate) use server::{Arrived, Server};
