//! The Rust blocks of docs/ compile, and the tests in them pass.

#![allow(
    unused,
    missing_docs,
    unreachable_pub,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the blocks are for readers"
)]

include!(concat!(env!("OUT_DIR"), "/blocks.rs"));
