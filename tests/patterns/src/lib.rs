//! Descriptions that break generators, each a module: see `build.rs`. The tests put real values on the wire.

pub mod rules_types;

include!(concat!(env!("OUT_DIR"), "/modules.rs"));
