//! How long generation takes and how much memory, by phase and beside other generators, and how both grow with the
//! description.
//!
//! `cargo bench -p bindery --bench generate [-- OPTIONS] [DOCUMENT...]`: without a document, that of this repository.
//! `--copies COUNT` measures the phases of the description so many times over, and nothing else. Other generators are run
//! on the same documents where they are on the PATH: ploidy and openapi-to-rust. What cannot be measured is said, and the
//! run goes on and ends as failed. Times are those of the processor, of all threads, which other work on the machine changes
//! little; wall time is given beside them. Memory is that of a process for each document. Needs Unix.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints")]

mod beside;
mod bound;
mod command;
mod copies;
mod failures;
mod growth;
#[path = "../peers/mod.rs"]
mod peers;
mod phases;

use failures::Failures;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    bindery_bench_support::main(measure)
}

/// What is asked for.
struct Wanted {
    documents: Vec<PathBuf>,
    /// How many times over the phases are measured, and nothing else.
    copies: Option<usize>,
}

fn measure() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let Some(served) = phases::serve(&arguments) {
        return served;
    }
    let wanted = wanted(arguments)?;
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generate");
    fs::create_dir_all(&scratch)?;
    let mut failures = Failures::default();
    for document in &wanted.documents {
        println!("{}", document.display());
        match wanted.copies {
            Some(copies) => failures.note("phases", document, of_copies(document, copies, &scratch)),
            None => {
                failures.note("phases", document, phases::print(document));
                failures.note("generators", document, beside::print(document, &scratch));
                failures.note("growth", document, growth::print(document, &scratch));
            }
        }
    }
    fs::remove_dir_all(&scratch)?;
    failures.end()
}

fn wanted(arguments: Vec<String>) -> Result<Wanted, Box<dyn Error>> {
    let mut wanted = Wanted { documents: Vec::new(), copies: None };
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--copies" => wanted.copies = Some(arguments.next().ok_or("--copies wants a number")?.parse()?),
            _ => wanted.documents.push(argument.into()),
        }
    }
    if wanted.documents.is_empty() {
        wanted.documents.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/auth0-log-streams.json"));
    }
    Ok(wanted)
}

/// The phases for a description so many times over.
fn of_copies(document: &Path, copies: usize, scratch: &Path) -> Result<(), Box<dyn Error>> {
    let repeated = scratch.join("copies.json");
    let document = serde_json::from_slice(&fs::read(document)?)?;
    fs::write(&repeated, copies::repeated(&document, copies).to_string())?;
    drop(document);
    phases::print(&repeated)
}
