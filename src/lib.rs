//! This package only runs the build script, the examples and the tests of the Bindery workspace.

/// Compiles the examples in the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

/// Compiles the examples in the readme of each package.
#[cfg(doctest)]
#[doc = include_str!("../codegen/README.md")]
#[doc = include_str!("../generated/README.md")]
pub struct Packages;
