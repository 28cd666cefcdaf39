//! Measures the compilation of generated crates, compared with those of other generators.
//!
//! `cargo bench -p bindery --bench compile [-- OPTIONS] [DOCUMENT...]`: of each document (without any, that of this repository) the
//! contenders make a crate below `target/tmp`, which is checked alone: its dependencies are built before, and incremental compilation is
//! off. They are compiled alternately in several rounds (`--runs`, default 3), and the minimum counts. Contenders are `ours`; `derives`,
//! the same types with serde's derives, which the benchmark writes; and `ploidy` and `openapi-to-rust`, where they are on the PATH. `--only
//! A,B` chooses some.
//!
//! `--release` builds optimised code instead of checking. `--features A,B` enables only these groups of our crate. `--program`
//! builds, optimised, the crate and programs that call 1, 10 and all of its operations, and measures the stripped programs
//! too. A compilation is killed after 20 minutes, or `--minutes COUNT`.
//!
//! Times are processor time. Needs Unix.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints")]

mod contenders;
mod crates;
mod derives;
mod options;
mod package;
#[path = "../peers/mod.rs"]
mod peers;
mod programs;
mod report;
mod turns;

use contenders::Document;
use options::{Options, What};
use std::error::Error;
use std::process::ExitCode;

fn main() -> ExitCode {
    bindery_bench_support::main(measure)
}

fn measure() -> Result<(), Box<dyn Error>> {
    let options = Options::read(std::env::args().skip(1))?;
    for path in &options.documents {
        let document = Document::read(path)?;
        match options.what {
            What::Crates => crates::measure(&document, &options)?,
            What::Programs => programs::measure(&document, &options)?,
        }
    }
    Ok(())
}
