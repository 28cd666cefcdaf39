//! Descriptions that break generators, one module for each: see `build.rs`. The tests send and receive real values.

pub mod rules_types;

include!(concat!(env!("OUT_DIR"), "/modules.rs"));
