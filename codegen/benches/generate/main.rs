//! Measures the time and memory of generation, by phase and compared with other generators, and how both grow with the description.
//!
//! `cargo bench -p bindery --bench generate [-- OPTIONS] [DOCUMENT...]`: without a document, that of this repository. `--copies COUNT` only
//! measures the phases for so many copies of the description. Other generators run on the same documents if they are on the PATH: ploidy
//! and openapi-to-rust. A failed measurement is reported, and the run continues and fails at its end. Times are processor time of all
//! threads, which depends little on other work of the machine, with wall time beside them. Memory is that of one process per document.
//! Needs Unix.

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

/// The options.
struct Wanted {
    documents: Vec<PathBuf>,
    /// Only measure the phases for so many copies.
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
            "--copies" => wanted.copies = Some(arguments.next().ok_or("--copies takes a number")?.parse()?),
            _ => wanted.documents.push(argument.into()),
        }
    }
    if wanted.documents.is_empty() {
        wanted.documents.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/auth0-log-streams.json"));
    }
    Ok(wanted)
}

/// Measures the phases for copies of a description.
fn of_copies(document: &Path, copies: usize, scratch: &Path) -> Result<(), Box<dyn Error>> {
    let repeated = scratch.join("copies.json");
    let document = serde_json::from_slice(&fs::read(document)?)?;
    fs::write(&repeated, copies::repeated(&document, copies).to_string())?;
    drop(document);
    phases::print(&repeated)
}
