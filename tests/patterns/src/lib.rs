//! Descriptions that break generators, each a module: see `build.rs`. The tests put real values on the wire.

include!(concat!(env!("OUT_DIR"), "/modules.rs"));
