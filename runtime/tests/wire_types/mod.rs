//! The log stream types as generated, without their documentation.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "written as for a crate of their own, and each test uses some"
)]

pub mod sinks;
pub mod streams;

pub use self::sinks::*;
pub use self::streams::*;
