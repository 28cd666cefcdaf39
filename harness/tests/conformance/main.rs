//! Makes calls through generated functions, and compares what arrives.
//!
//! For the Auth0 Management API, the test generates a crate and a program with a function for each operation. First, the program decodes a
//! value of every schema with secrets and searches for them in the `Debug` output. Then it makes the calls of 428 recordings, to which a stub
//! responds: a call passes if it succeeds, its response decodes, and the stub received exactly one request for it and recognised the recording.
//! Last, it calls every operation with made values, and the mock is the other end: it refuses no request, and its responses decode strictly.
//!
//! The description of `spec/` is called that way, too, and one with parameters and bodies of every kind: the mock reads them as `verify` does.
//!
//! The Management API, the recordings and the stub are not part of the repository: without them, their part is skipped with a message.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "it is a test")]

mod driver;
mod kinds;
mod recordings;
mod secrets;
mod server;
mod stub;
mod values;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindery::mock::{Settings, Values};
use bindery::sample::Document;
use bindery::{Options, Product, Run};
use bindery_harness::requests::{Optional, made};
use serde_json::Value;

use driver::{Call, Driver, Form, Reading};
use recordings::Recording;
use server::Server;
use stub::Stub;

/// Recordings of operations that the description does not declare.
const UNDESCRIBED: [&str; 1] = ["GET /organizations/{}/roles/{}/members"];

#[test]
fn every_operation_of_the_management_api_can_be_called() {
    let root = bindery_harness::compile::repository();
    let shared = root.join("../shared");
    let description = shared.join("specs/auth0-management.json");
    if !description.is_file() {
        eprintln!("skipped: {} is not here", description.display());
        return;
    }
    let options = Options { description: Some(description.clone()), ..Options::default() };
    let run = generate(&options, "auth0-conformance");
    let product = run.product.as_ref().unwrap();
    let document: Value = serde_json::from_slice(&std::fs::read(&description).unwrap()).unwrap();
    let marked = driver::marked(product, &document);
    assert!(marked.len() > 100, "{} schemas hold secrets", marked.len());
    let driver = Driver::build(&workspace("auth0-conformance"), &root, product, &marked);
    let count = mocked(&options, &driver);
    assert!(count >= 450, "{count} operations");
    recorded(product, &document, &shared, &driver);
}

#[test]
fn every_operation_of_spec_can_be_called() {
    let root = bindery_harness::compile::repository();
    let options = Options { config: Some(root.join("spec/bindery.toml")), ..Options::default() };
    let run = generate(&options, "spec-conformance");
    let driver = Driver::build(&workspace("spec-conformance"), &root, run.product.as_ref().unwrap(), &[]);
    let count = mocked(&options, &driver);
    assert!(count >= 8, "{count} operations");
}

#[test]
fn parameters_and_bodies_of_every_kind_verify_as_they_are_written() {
    let root = bindery_harness::compile::repository();
    let folder = workspace("kinds-conformance");
    std::fs::create_dir_all(&folder).unwrap();
    let description = folder.join("kinds.json");
    std::fs::write(&description, kinds::description().to_string()).unwrap();
    let options = Options { description: Some(description), ..Options::default() };
    let run = generate(&options, "kinds-conformance");
    let driver = Driver::build(&folder, &root, run.product.as_ref().unwrap(), &[]);
    let count = mocked(&options, &driver);
    assert_eq!(count, 67);
}

/// Writes the crate of a description.
fn generate(options: &Options, package: &str) -> Run {
    let run = bindery::generate(&Options {
        output: Some(workspace(package).join("api")),
        name: Some(package.to_owned()),
        runtime_path: Some(bindery_harness::compile::repository().join("runtime")),
        ..options.clone()
    });
    assert!(!run.diagnostics.has_errors(), "{}", bindery::diag::render_human(&run.diagnostics, &run));
    run
}

fn workspace(package: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("conformance").join(package)
}

/// Calls every operation with made values, and the mock answers. Returns the number of operations.
fn mocked(options: &Options, driver: &Driver) -> usize {
    // As long as the process, like the mock.
    let run: &'static Run = Box::leak(Box::new(bindery::modelled(options)));
    let (api, documents) = run.model().unwrap();
    let document = Document::new(documents.clone());
    let paged = api.operations.iter().filter(|operation| !operation.paging.is_empty());
    let paged: BTreeSet<String> = paged.map(|operation| format!("{} {}", operation.method, operation.path)).collect();
    let mut wrong = Vec::new();
    let mut count = 0;
    // With and without optional parameters; answers from examples and made ones.
    for (seed, optional, values) in [(1, Optional::All, Values::Examples), (2, Optional::None, Values::Made)] {
        let server = Server::start(run, Settings { values, seed, ..Settings::default() });
        let mut calls = Vec::new();
        for (index, operation) in api.operations.iter().enumerate() {
            let name = format!("{} {}", operation.method, operation.path);
            match made(&document, operation, optional, 10_000 * seed + index as u64) {
                Ok(made) => calls.push(Call::new(operation, name, made)),
                Err(missing) => wrong.push(format!("{name}: no request can be made: {missing}")),
            }
        }
        // The mock remembers what is deleted.
        calls.sort_by_key(|call| call.operation.starts_with("DELETE "));
        let mut outcomes = driver.run(&server.address, Reading::Strict, Form::Once, &calls);
        calls.retain(|call| paged.contains(&call.operation));
        outcomes.extend(driver.run(&server.address, Reading::Strict, Form::Pages, &calls));
        let refused = server.refused();
        for (id, failure) in outcomes {
            match (refused.get(&id), failure) {
                (Some(notes), _) => wrong.push(format!("{id} is refused: {}", notes.join("; "))),
                (None, Some(failure)) => wrong.push(format!("{id} fails: {failure}")),
                (None, None) => count += 1,
            }
        }
    }
    assert!(wrong.is_empty(), "{count} calls succeed and {} do not:\n{}", wrong.len(), wrong.join("\n"));
    let (all, streams) = (api.operations.len(), paged.len());
    eprintln!("{count} calls of {all} operations and {streams} streams of pages succeed: no deviation, no refusal");
    api.operations.len()
}

/// Makes the recorded calls, to which a stub responds.
fn recorded(product: &Product, document: &Value, shared: &Path, driver: &Driver) {
    let recorded = shared.join("wire/go-auth0-mappings.json");
    for needed in [&recorded, &shared.join("wire/stub.py")] {
        if !needed.is_file() {
            eprintln!("skipped: {} is not here", needed.display());
            return;
        }
    }
    if !Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: there is no python3 to run the stub server");
        return;
    }
    let listing = bindery::listing::listing(product);
    let (known, undescribed) = recordings::described(&listing, recordings::read(&recorded));
    assert_eq!(undescribed, UNDESCRIBED);
    let calls: Vec<Call> = known.iter().map(|(recording, row)| recordings::call(recording, row, document)).collect();
    for real_204 in [false, true] {
        let mut stub = Stub::start(shared, real_204);
        let outcomes = driver.run(&stub.address, Reading::Lenient, Form::Once, &calls);
        let failed: Vec<String> =
            outcomes.into_iter().filter_map(|(id, failure)| Some(format!("{id}: {}", failure?))).collect();
        assert!(failed.is_empty(), "{} calls fail:\n{}", failed.len(), failed.join("\n"));
        compare(known.iter().map(|(recording, _)| recording), &stub.journal());
        stub.stop();
    }
    eprintln!("{0} of {0} recorded calls succeed and arrive as recorded", calls.len());
}

/// Asserts that each call made exactly one request, the recorded one.
fn compare<'r>(calls: impl Iterator<Item = &'r Recording> + Clone, journal: &[(String, Option<String>)]) {
    let mut wrong = Vec::new();
    for recording in calls.clone() {
        let seen: Vec<_> = journal.iter().filter(|(id, _)| *id == recording.id).collect();
        match seen.as_slice() {
            [(_, Some(matched))] if *matched == recording.name => {}
            other => wrong.push(format!("{}: {other:?}", recording.name)),
        }
    }
    assert!(wrong.is_empty(), "{} calls did not arrive as recorded:\n{}", wrong.len(), wrong.join("\n"));
    let known: BTreeSet<&str> = calls.map(|recording| recording.id.as_str()).collect();
    let strange: Vec<_> = journal.iter().filter(|(id, _)| !known.contains(id.as_str())).collect();
    assert!(strange.is_empty(), "{strange:?}");
}
