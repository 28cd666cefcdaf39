//! Measures how the cost of generation grows with the description.

use crate::bound::Bound;
use crate::command::{self, Cost};
use crate::copies;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The numbers of copies.
const SIZES: [usize; 5] = [1, 4, 16, 64, 256];

/// The maximum size of a document, in bytes.
const LARGEST: usize = 128 << 20;

/// An empty description, whose cost is the fixed part of every run.
const EMPTY: &str = r#"{"openapi": "3.1.0", "info": {"title": "Empty", "version": "1"}, "paths": {}}"#;

/// The processor time of one copy, in seconds.
#[derive(Clone, Copy)]
struct Copy {
    whole: f64,
    /// Without the fixed part.
    net: f64,
    bound: Bound,
}

/// Prints the cost of `bindery generate` for copies of a description: in total and per copy, with and without the fixed part. Fails if the
/// counts are not multiples.
pub(crate) fn print(document: &Path, scratch: &Path) -> Result<(), Box<dyn Error>> {
    let Ok(document) = serde_json::from_slice(&fs::read(document)?) else {
        println!("  growth is measured of JSON only");
        return Ok(());
    };
    let fixed = generate(EMPTY, scratch)?;
    println!("  empty description: {:.2} ms", fixed.processor * 1e3);
    let mut first: Option<Copy> = None;
    for size in sizes(copies::repeated(&document, 1).to_string().len()) {
        let cost = generate(&copies::repeated(&document, size).to_string(), scratch)?;
        let bound = cost.bound.ok_or("the command does not say what it bound")?;
        let whole = cost.processor / size as f64;
        let copy = Copy { whole, net: whole - fixed.processor / size as f64, bound };
        let first = *first.get_or_insert(copy);
        bound.of_copies(first.bound, size)?;
        row(size, &cost, copy, first);
    }
    Ok(())
}

/// The numbers of copies that fit into one document, given the bytes of a copy.
fn sizes(copy: usize) -> Vec<usize> {
    // The names of later copies are longer.
    let most = LARGEST / (copy + copy / 16).max(1);
    let mut sizes: Vec<usize> = SIZES.into_iter().filter(|size| *size <= most.max(1)).collect();
    if most < 64 {
        sizes.extend(1_usize.checked_shl(most.checked_ilog2().unwrap_or_default()));
        sizes.dedup();
        println!("  more than {most} copies are more than one document may have ({} MB)", LARGEST >> 20);
    }
    sizes
}

fn row(size: usize, cost: &Cost, copy: Copy, first: Copy) {
    println!(
        "  {size:>3} times: {}, {:>9.1} ms CPU {:>9.1} ms wall {:>5} MB; a copy {:>7.2} ms ({:.2} of the first), \
         without the fixed part {:>7.2} ms ({:.2})",
        copy.bound,
        cost.processor * 1e3,
        cost.wall * 1e3,
        cost.memory / 1_000_000,
        copy.whole * 1e3,
        copy.whole / first.whole,
        copy.net * 1e3,
        copy.net / first.net,
    );
}

/// Measures the command for a description.
fn generate(text: &str, scratch: &Path) -> Result<Cost, Box<dyn Error>> {
    let description = scratch.join("copies.json");
    fs::write(&description, text)?;
    of_document(&description, scratch)
}

/// Measures `bindery generate` for a document.
pub(crate) fn of_document(document: &Path, scratch: &Path) -> Result<Cost, Box<dyn Error>> {
    let output = scratch.join("ours");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.arg("generate").arg(document).arg("--out").arg(&output);
    command::measure(&command, &output)
}
