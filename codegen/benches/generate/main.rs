//! How long generation takes and how much memory, by phase and beside other generators, and how both grow with the
//! description.
//!
//! `cargo bench -p bindery --bench generate [-- OPTIONS] [DOCUMENT...]`: without a document, that of this repository.
//! `--copies COUNT` measures the phases of the description so many times over, and nothing else. Other generators are run
//! on the same documents where they are on the PATH: ploidy and openapi-to-rust. Times are those of the processor, of all
//! threads, which other work on the machine changes little; wall time is given beside them. Needs Unix.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints")]

mod beside;
mod command;
mod copies;
mod growth;
#[path = "../peers/mod.rs"]
mod peers;
mod phases;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    bindery_gauge::main(measure)
}

fn measure() -> Result<(), Box<dyn Error>> {
    let mut documents: Vec<PathBuf> = Vec::new();
    let mut times = None;
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--copies" => times = Some(arguments.next().ok_or("--copies wants a number")?.parse()?),
            _ => documents.push(argument.into()),
        }
    }
    if documents.is_empty() {
        documents.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/auth0-log-streams.json"));
    }
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generate");
    fs::create_dir_all(&scratch)?;
    for path in documents {
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("{} ({} kB)", path.display(), bytes.len() / 1000);
        if let Some(times) = times {
            let document = serde_json::from_slice(&bytes)?;
            phases::print(&path, &copies::repeated(&document, times).to_string().into_bytes());
            continue;
        }
        phases::print(&path, &bytes);
        beside::print(&path, &scratch)?;
        growth::print(&bytes, &scratch)?;
    }
    fs::remove_dir_all(&scratch)?;
    Ok(())
}
