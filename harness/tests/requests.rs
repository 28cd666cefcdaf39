//! The mock refuses no request that is made from its own description.

#![allow(clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test fails by panicking")]

use bindery::Options;
use bindery::mock::{Credentials, Keeping, Mock, Request, Settings};
use bindery::sample::Document;
use bindery_harness::compile::repository;
use bindery_harness::requests::{Optional, made};
use std::path::Path;

/// What came of the requests of a description.
#[derive(Debug, Default)]
struct Outcome {
    answered: usize,
    /// Operations of whose schemas no value can be made.
    unmade: usize,
    refused: Vec<String>,
}

fn outcome(description: &Path, seeds: u64) -> Outcome {
    let mut outcome = Outcome::default();
    let config = Some(description.with_extension("toml")).filter(|config| config.is_file());
    let run = bindery::modelled(&Options { description: Some(description.to_owned()), config, ..Options::default() });
    let Some((api, documents)) = run.model() else { return outcome };
    let document = Document::new(documents.clone());
    let settings = Settings { credentials: Credentials::Ignored, state: Keeping::Nothing, ..Settings::default() };
    let mock = Mock::new(api, documents, settings);
    for (operation, seed) in api.operations.iter().flat_map(|operation| (0..seeds).map(move |seed| (operation, seed))) {
        let optional = if seed % 2 == 0 { Optional::All } else { Optional::None };
        let Ok(made) = made(&document, operation, optional, seed) else {
            outcome.unmade += 1;
            continue;
        };
        let wire = made.wire(operation);
        let (method, headers) = (operation.method.clone(), wire.headers);
        let answer = mock.answer(&Request { method, target: wire.target.clone(), headers, body: wire.body });
        let is_refusal =
            |(name, value): &(String, String)| name == "content-type" && value == "application/problem+json";
        if answer.headers.iter().any(is_refusal) && matches!(answer.status, 400..=499) {
            let why = answer.notes.join("; ");
            outcome.refused.push(format!("{}: {} {}: {why}", description.display(), operation.method, wire.target));
        } else {
            outcome.answered += 1;
        }
    }
    outcome
}

#[test]
fn no_request_that_is_made_from_a_description_is_refused() {
    let folder = repository().join("tests/patterns/descriptions");
    let mut all: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    all.retain(|path| path.extension().is_some_and(|ending| ending != "toml"));
    all.push(repository().join("spec/auth0-log-streams.json"));
    all.sort();
    let mut whole = Outcome::default();
    for description in &all {
        let outcome = outcome(description, 6);
        whole.answered += outcome.answered;
        whole.unmade += outcome.unmade;
        whole.refused.extend(outcome.refused);
    }
    eprintln!("{} requests are answered, {} cannot be made", whole.answered, whole.unmade);
    assert!(
        whole.refused.is_empty(),
        "{} of {} requests are refused:\n{}",
        whole.refused.len(),
        whole.answered,
        whole.refused.join("\n")
    );
    assert!(whole.answered > 1_200 && whole.unmade * 50 < whole.answered, "{whole:?}");
}

/// Published descriptions with refused requests, and how many of two for each operation at most: two have a date and time whose `pattern`
/// is its form in words, which no date matches.
const REFUSED: [(&str, usize); 1] = [("pagerduty", 2)];

#[test]
fn hardly_any_request_that_is_made_from_a_published_description_is_refused() {
    let shared = repository().join("../shared/field");
    let Ok(folder) = std::fs::read_dir(&shared) else {
        eprintln!("skipped: {} is not here", shared.display());
        return;
    };
    let mut all: Vec<_> = folder.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file()).collect();
    all.sort();
    let mut answered = 0;
    for description in &all {
        let outcome = outcome(description, 2);
        let name = description.file_stem().unwrap_or_default().to_string_lossy();
        let allowed = REFUSED.iter().find(|(each, _)| *each == name).map_or(0, |(_, count)| *count);
        assert!(outcome.refused.len() <= allowed, "{name}:\n{}", outcome.refused.join("\n"));
        answered += outcome.answered;
    }
    eprintln!("{answered} requests of {} descriptions are answered", all.len());
    assert!(answered > 4_600, "{answered}");
}
