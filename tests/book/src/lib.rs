//! The APIs that docs/ calls.

// What is generated keeps its own rules.
include!(concat!(env!("OUT_DIR"), "/depot.rs"));
include!(concat!(env!("OUT_DIR"), "/lantern.rs"));
