//! Makes every recorded call of the Auth0 Management API through the generated functions.
//!
//! The recordings contain 428 requests, and a stub server responds to them. The test generates a crate for the whole API
//! and a program that calls every recorded operation with the arguments of its recording, and runs the program against
//! the stub. A call passes if it succeeds, its response decodes, and the stub received exactly one request for it and
//! recognised the recording. Before that, the program decodes a value of every schema with secrets and searches for them
//! in the `Debug` output.
//!
//! The description, the recordings and the stub are not part of the repository: without them, the test is skipped with a
//! message.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "it is a test")]

mod driver;
mod recordings;
mod secrets;
mod stub;
mod values;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use recordings::Recording;
use stub::Stub;

/// Recordings of operations that the description does not declare.
const UNDESCRIBED: [&str; 1] = ["GET /organizations/{}/roles/{}/members"];

/// The package of the generated crate.
const PACKAGE: &str = "auth0-conformance";

#[test]
fn every_recorded_operation_can_be_called() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = root.join("../shared");
    let (description, recorded) =
        (shared.join("specs/auth0-management.json"), shared.join("wire/go-auth0-mappings.json"));
    for needed in [&description, &recorded, &shared.join("wire/stub.py")] {
        if !needed.is_file() {
            eprintln!("skipped: {} is not here", needed.display());
            return;
        }
    }
    if !Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: there is no python3 to run the stub server");
        return;
    }
    let calls = prepare(root, &description, &recorded);
    let program = build();
    for real_204 in [false, true] {
        let mut stub = Stub::start(&shared, real_204);
        call(&program, &stub);
        compare(&calls, &stub.journal());
        stub.stop();
    }
    eprintln!("{0} of {0} recorded calls succeed and arrive as recorded", calls.len());
}

/// Writes the crate and the program that calls it. Returns the recordings that are called.
fn prepare(root: &Path, description: &Path, recorded: &Path) -> Vec<Recording> {
    let workspace = workspace();
    let options = bindery::Options {
        description: Some(description.to_owned()),
        output: Some(workspace.join("api")),
        name: Some(PACKAGE.to_owned()),
        runtime_path: Some(root.join("runtime")),
        ..bindery::Options::default()
    };
    let run = bindery::generate(&options);
    assert!(!run.diagnostics.has_errors(), "{}", bindery::diag::render_human(&run.diagnostics, &run));
    let listing = bindery::listing::listing(&run.product.expect("a product"));
    let document: Value = serde_json::from_slice(&std::fs::read(description).unwrap()).unwrap();
    let recordings = recordings::read(recorded);
    let plan = driver::plan(&listing, &document, recordings);
    let missing: Vec<&str> = plan.undescribed.iter().map(String::as_str).collect();
    assert_eq!(missing, UNDESCRIBED);
    let marked = driver::marked(&listing, &document);
    assert!(marked.len() > 100, "{} schemas hold secrets", marked.len());
    driver::write(&workspace, root, PACKAGE, &plan.calls, &marked);
    plan.calls.into_iter().map(|call| call.recording).collect()
}

/// Builds the program with the dependencies of this workspace, and returns its path.
fn build() -> PathBuf {
    let workspace = workspace();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "driver", "--manifest-path"])
        .arg(workspace.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", &target)
        .status()
        .unwrap();
    assert!(status.success(), "the generated crate or the program that calls it does not compile");
    target.join("debug").join(format!("driver{}", std::env::consts::EXE_SUFFIX))
}

fn call(program: &Path, stub: &Stub) {
    let output = Command::new(program).arg(&stub.address).output().unwrap();
    let (told, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}{complained}");
}

/// Asserts that each call made exactly one request, the recorded one.
fn compare(calls: &[Recording], journal: &[(String, Option<String>)]) {
    let mut wrong = Vec::new();
    for recording in calls {
        let seen: Vec<_> = journal.iter().filter(|(id, _)| *id == recording.id).collect();
        match seen.as_slice() {
            [(_, Some(matched))] if *matched == recording.name => {}
            other => wrong.push(format!("{}: {other:?}", recording.name)),
        }
    }
    assert!(wrong.is_empty(), "{} calls did not arrive as recorded:\n{}", wrong.len(), wrong.join("\n"));
    let known: BTreeSet<&str> = calls.iter().map(|recording| recording.id.as_str()).collect();
    let strange: Vec<_> = journal.iter().filter(|(id, _)| !known.contains(id.as_str())).collect();
    assert!(strange.is_empty(), "{strange:?}");
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("conformance")
}
