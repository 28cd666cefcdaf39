//! Brings `generated/` in step with `spec/`, whenever the description, its configuration or the generator changed.
//!
//! Cargo does not order this script before the compilation of the generated crate, so a build that finds `generated/`
//! out of step says so, and the next one compiles what was written. In a checkout as it was committed nothing differs
//! and nothing is written.

use bindery::Options;
use bindery::diag::render_human;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A change of the generator needs no line here: it is a dependency of this script.
    for path in ["spec", "generated/Cargo.toml", "generated/src"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let run = bindery::generate(&Options { config: Some("spec/bindery.toml".into()), ..Options::default() });
    let failed = run.diagnostics.has_errors();
    let kind = if failed { "error" } else { "warning" };
    for line in render_human(&run.diagnostics, &run).lines() {
        println!("cargo::{kind}={line}");
    }
    for change in &run.changes {
        println!("cargo::warning={change}: brought in step, build again to compile it");
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
