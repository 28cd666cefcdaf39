//! Tests the generator as a library, with the descriptions of this repository.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod circles;
mod determinism;
mod documents;
mod drift;
mod inline;
mod layers;
mod layout;
mod media;
mod modules;
mod phases;
mod secret_names;
mod sizes;
mod workflows;

use bindery::{Options, Run};
use std::path::{Path, PathBuf};

/// Returns the root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the path of the log streams description.
fn description() -> PathBuf {
    root().join("spec/auth0-log-streams.json")
}

/// Binds the log streams with the configuration `spec/bindery.toml`.
fn log_streams() -> Run {
    let run = bindery::run(&Options { config: Some(root().join("spec/bindery.toml")), ..Options::default() });
    assert!(run.diagnostics.is_empty(), "{}", bindery::diag::render_human(&run.diagnostics, &run));
    run
}
