//! `mutate`: runs all phases on descriptions, unchanged and mutated, and counts the outcomes.
//!
//! A panic or an exhausted stack ends the run and names the case: anything but diagnostics or output is a bug. Each
//! case depends only on the seed, the document and its number, so that it can be repeated.

mod mutation;

use bindery::config::Config;
use bindery::diag::Severity;
use bindery::sample::Random;
use clap::Parser;
use mutation::Mutation;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Binds descriptions as they are and mutated; a panic ends the run and names the case.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    /// The folder of the descriptions.
    folder: PathBuf,
    /// Use only the documents listed in a file, one path per line, relative to the folder.
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
    /// How many mutated copies are made of each document, beside the document itself.
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    rounds: u64,
    /// Use only every n-th document.
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    every: usize,
    /// Do not mutate documents longer than this, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = 300_000)]
    largest: usize,
    /// The seed of the mutations.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print each case before it begins, since an exhausted stack cannot report it.
    #[arg(long)]
    trace: bool,
    /// Print unmodified documents that are rejected.
    #[arg(long)]
    rejected: bool,
}

/// The stack size of the thread that binds: the default of Rust threads.
const STACK: usize = 2 << 20;

/// The current case, for the message of a panic.
static CASE: Mutex<String> = Mutex::new(String::new());

fn main() -> ExitCode {
    let cli = Cli::parse();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if let Ok(case) = CASE.lock() {
            complain(&format!("the case: {case}\n"));
        }
        before(info);
    }));
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || run(&cli));
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => ExitCode::FAILURE,
        Err(error) => {
            complain(&format!("cannot start a thread: {error}\n"));
            ExitCode::FAILURE
        }
    }
}

/// The counts of outcomes.
#[derive(Default)]
struct Tally {
    bound: usize,
    rejected: BTreeMap<&'static str, usize>,
    slowest: Vec<(Duration, String)>,
}

fn run(cli: &Cli) -> ExitCode {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let paths = documents(cli);
    for (number, path) in paths.iter().enumerate().filter(|(number, _)| number % cli.every.max(1) == 0) {
        let Ok(text) = std::fs::read(path) else {
            complain(&format!("cannot read {}\n", path.display()));
            return ExitCode::FAILURE;
        };
        let name = path.strip_prefix(&cli.folder).unwrap_or(path).display().to_string();
        let whole = bind(cli, &name, path, text.clone(), tallies.entry("whole".to_owned()).or_default());
        if let (Some(first), true) = (whole, cli.rejected) {
            print(&format!("{name}\t{first}\n"));
        }
        let Ok(value) = serde_json::from_slice::<Value>(&text) else { continue };
        if text.len() > cli.largest {
            continue;
        }
        for round in 0..cli.rounds {
            let mut random = Random::from(cli.seed ^ round.rotate_left(32) ^ number as u64);
            let mutation = Mutation::ALL[random.below(Mutation::ALL.len())];
            let mutated = mutation.apply(&text, &value, &mut random);
            let case = format!("{name} {mutation:?} round {round} of seed {}", cli.seed);
            let path = PathBuf::from(format!("mutated.{}", mutation.extension()));
            bind(cli, &case, &path, mutated, tallies.entry(format!("{mutation:?}")).or_default());
        }
    }
    report(&tallies);
    ExitCode::SUCCESS
}

/// Binds one text; returns the first error, if there is one.
fn bind(cli: &Cli, case: &str, path: &Path, text: Vec<u8>, tally: &mut Tally) -> Option<String> {
    if cli.trace {
        complain(&format!("{case}\n"));
    }
    if let Ok(mut current) = CASE.lock() {
        case.clone_into(&mut current);
    }
    let started = Instant::now();
    let run = bindery::bind(path, text, &Config::default());
    // Rendering the diagnostics is part of the test.
    let shown = bindery::diag::render_json(&run.diagnostics, &run);
    tally.slowest.push((started.elapsed(), case.to_owned()));
    tally.slowest.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
    tally.slowest.truncate(3);
    let first = run.diagnostics.iter().find(|each| each.code.severity() == Severity::Error);
    match (first, &run.product) {
        (None, Some(_)) => tally.bound += 1,
        (Some(error), None) => *tally.rejected.entry(error.code.number()).or_default() += 1,
        (first, product) => {
            let ending = format!("error: {}, product: {}", first.is_some(), product.is_some());
            complain(&format!("{case} ended with neither diagnostics nor output alone ({ending})\n{shown}"));
            std::process::exit(1);
        }
    }
    first.map(|error| format!("{}\t{}\t{}", error.code.number(), error.pointer, error.message))
}

fn documents(cli: &Cli) -> Vec<PathBuf> {
    if let Some(list) = &cli.list {
        let text = std::fs::read_to_string(list).unwrap_or_default();
        return text.lines().filter(|line| !line.is_empty()).map(|line| cli.folder.join(line)).collect();
    }
    let mut found = Vec::new();
    let mut folders = vec![cli.folder.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let extension = path.extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if matches!(extension, "json" | "yaml" | "yml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn report(tallies: &BTreeMap<String, Tally>) {
    for (name, tally) in tallies {
        let codes: Vec<String> = tally.rejected.iter().map(|(code, count)| format!("{count} {code}")).collect();
        let rejected: usize = tally.rejected.values().sum();
        print(&format!("{name}: {} bound, {rejected} rejected ({})\n", tally.bound, codes.join(", ")));
        for (time, case) in &tally.slowest {
            print(&format!("    {:>6} ms  {case}\n", time.as_millis()));
        }
    }
}

/// Ignore a closed pipe.
fn print(text: &str) {
    drop(std::io::stdout().lock().write_all(text.as_bytes()));
}

fn complain(text: &str) {
    drop(std::io::stderr().lock().write_all(text.as_bytes()));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The descriptions of the repository.
    fn own() -> Vec<PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let folders = [root.join("spec"), root.join("tests/patterns/descriptions")];
        let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten());
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        paths.sort();
        paths
    }

    #[test]
    fn mutated_descriptions_end_with_a_finding_or_a_product() {
        let paths = own();
        assert!(!paths.is_empty(), "the repository has descriptions");
        for (number, path) in paths.iter().enumerate() {
            let text = std::fs::read(path).expect("a text");
            let value: Value = serde_json::from_slice(&text).expect("JSON");
            for (round, mutation) in Mutation::ALL.into_iter().enumerate() {
                let mut random = Random::from((number * 100 + round) as u64);
                let mutated = mutation.apply(&text, &value, &mut random);
                let path = PathBuf::from(format!("mutated.{}", mutation.extension()));
                let run = bindery::bind(&path, mutated, &Config::default());
                let shown = bindery::diag::render_human(&run.diagnostics, &run);
                assert_ne!(run.product.is_some(), run.diagnostics.has_errors(), "{mutation:?} {number}: {shown}");
            }
        }
    }

    #[test]
    fn the_same_seed_mutates_in_the_same_way() {
        let value = serde_json::json!({"a": [1, {"$ref": "#/a"}], "b": {"c": "d", "$ref": "#/b"}});
        let text = value.to_string().into_bytes();
        for mutation in Mutation::ALL {
            let once = mutation.apply(&text, &value, &mut Random::from(7));
            assert_eq!(once, mutation.apply(&text, &value, &mut Random::from(7)));
        }
    }
}
