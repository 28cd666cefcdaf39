//! The generator as a library, over the descriptions of this repository.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod circles;
mod determinism;
mod documents;
mod drift;
mod features;
mod hostile;
mod layers;
mod layout;
mod media;
mod modules;
mod phases;
mod secret_names;
mod sizes;

use bindery::{Options, Run};
use std::path::{Path, PathBuf};

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the log streams description.
fn description() -> PathBuf {
    root().join("spec/auth0-log-streams.json")
}

/// Binds the log streams as `spec/bindery.toml` says.
fn log_streams() -> Run {
    let run = bindery::run(&Options { config: Some(root().join("spec/bindery.toml")), ..Options::default() });
    assert!(run.diagnostics.is_empty(), "{}", bindery::diag::render_human(&run.diagnostics, &run));
    run
}
