//! This package only runs the build script, the examples and the tests of the Bindery workspace.

/// Compiles the example in the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
