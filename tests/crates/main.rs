//! Generated crates, built with Cargo: with every selection of features, and from descriptions that are meant to harm. These tests take minutes where nothing
//! is built; the structure of the generator is tested in seconds, in `tests/generator`.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod features;
mod hostile;

use std::path::Path;

/// Returns the root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
