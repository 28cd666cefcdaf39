//! `versions OLD NEW...`: compares the verdict of `bindery diff` on consecutive versions of a description with what the compiler says of a
//! caller of the old crate, of a line about each public item, and, where it is installed, with `cargo-semver-checks`.
//!
//! `versions --crates OLD NEW` does without descriptions: which lines about the items of one generated crate do not compile against another
//! one, such as what another version of Bindery makes of the same description.

use bindery::diff::{Verdict, compare, verdict};
use bindery::{Options, Product};
use bindery_harness::crates::Crates;
use bindery_harness::meaning;
use bindery_harness::reference::{Outcome, Reference, Second, between, second};
use bindery_harness::stability::{Bench, Trial};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HEAD: &str = "\
| from | to | verdict of `diff` | silent | functions of the caller that break | lines about items | that break | types and operations | alias lines | `cargo-semver-checks` |
|---|---|---|---|---|---|---|---|---|---|";

fn main() -> ExitCode {
    let mut paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let is_about_crates = paths.first().is_some_and(|first| first.as_os_str() == "--crates");
    let work = std::env::temp_dir().join(format!("bindery-versions-{}", std::process::id()));
    let agree = match is_about_crates {
        true => crates(&paths.split_off(1), &work),
        false => descriptions(&paths, &work),
    };
    // A failure leaves files in the system's temporary folder, which is harmless.
    drop(std::fs::remove_dir_all(&work));
    if agree { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Compares two generated crates. Whether every line compiles.
fn crates(paths: &[PathBuf], work: &Path) -> bool {
    let [old, new] = paths else {
        complain("expected the folders of two crates");
        return false;
    };
    let outcome = Crates::inside(work).and_then(|crates| {
        crates.copy(old, "old")?;
        crates.copy(new, "new")?;
        between(&crates)
    });
    match outcome {
        Ok((broken, lines)) => {
            broken.iter().for_each(|line| say(line));
            say(&format!("{} of {lines} lines about items break", broken.len()));
            broken.is_empty()
        }
        Err(problem) => {
            complain(&problem);
            false
        }
    }
}

/// Compares the verdict with the compiler, pair by pair. Whether they agree.
fn descriptions(paths: &[PathBuf], work: &Path) -> bool {
    let mut agree = paths.len() > 1;
    say(HEAD);
    for pair in paths.windows(2) {
        match trial(&pair[0], &pair[1], work) {
            Ok(row) => {
                say(&row.line);
                row.disagreements.iter().for_each(|each| complain(each));
                row.notes.iter().for_each(|each| drop(writeln!(std::io::stderr(), "note: {each}")));
                agree &= row.disagreements.is_empty();
            }
            Err(problem) => {
                complain(&problem);
                agree = false;
            }
        }
    }
    agree
}

fn say(line: &str) {
    drop(writeln!(std::io::stdout(), "{line}"));
}

fn complain(problem: &str) {
    drop(writeln!(std::io::stderr(), "error: {problem}"));
}

/// What is known about a pair.
struct Row {
    /// A row of the table.
    line: String,
    /// Where the compiler and the verdict disagree.
    disagreements: Vec<String>,
    /// What deserves a look.
    notes: Vec<String>,
}

fn trial(old: &Path, new: &Path, work: &Path) -> Result<Row, String> {
    let (before, after) = (product(old)?, product(new)?);
    let comparison = compare(&before.surface(), &after.surface()).map_err(|error| error.to_string())?;
    let bench = Bench::of(&before, work)?;
    let trial = bench.against(&after, &comparison, "new")?;
    let outcome = Reference::of(bench.crates(), &before)?.against(bench.crates(), "new", &comparison)?;
    let silent = meaning::changed(&before.plan, &after.plan);
    let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let verdict = verdict(&comparison);
    let line = format!(
        "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
        name(old),
        name(new),
        verdict.word(),
        silent.len(),
        trial.broken,
        outcome.lines,
        outcome.broken,
        outcome.subjects,
        outcome.aliases,
        words(second(bench.crates(), "new")?),
    );
    let mut notes = vec![format!("{} items have no line, or one that needs more than the crate", outcome.left_out)];
    notes.extend(outcome.unconfirmed.iter().map(|each| format!("no line confirms {each}")));
    Ok(Row { line, disagreements: disagreements(verdict, &silent, &trial, &outcome), notes })
}

fn words(second: Option<Second>) -> String {
    let Some(second) = second else { return "not installed".to_owned() };
    let mut lints = second.failures;
    lints.dedup();
    match (second.is_major, lints.is_empty()) {
        (false, true) => "compatible".to_owned(),
        (false, false) => format!("minor: {}", lints.join(", ")),
        (true, _) => format!("breaking: {}", lints.join(", ")),
    }
}

fn disagreements(verdict: Verdict, silent: &[String], trial: &Trial, outcome: &Outcome) -> Vec<String> {
    let mut found = Vec::new();
    let is_breaking = verdict == Verdict::Breaking && !outcome.is_behind_feature;
    let breaks = !trial.compiles || !silent.is_empty();
    if breaks != is_breaking {
        found.push(format!("the verdict is {}, the caller: {}", verdict.word(), trial.problem));
    }
    if (outcome.broken > 0 || !silent.is_empty()) != is_breaking {
        found.push(format!("the verdict is {}, {} lines about items break", verdict.word(), outcome.broken));
    }
    found.extend(trial.unexplained.iter().map(|each| format!("{each} breaks without a finding")));
    found.extend(outcome.unexplained.iter().map(|each| format!("breaks without a finding: {each}")));
    found
}

fn product(path: &Path) -> Result<Product, String> {
    let options = Options {
        description: Some(path.to_owned()),
        name: Some(bindery_harness::compile::PACKAGE.to_owned()),
        ..Options::default()
    };
    let run = bindery::run(&options);
    run.product.ok_or_else(|| format!("{} does not bind", path.display()))
}
