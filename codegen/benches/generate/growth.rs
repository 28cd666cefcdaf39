//! How what generation takes grows with the description.

use crate::bound::Bound;
use crate::command::{self, Cost};
use crate::copies;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

/// How many times the description is repeated.
const SIZES: [usize; 5] = [1, 4, 16, 64, 256];

/// What the generator takes as one document, in bytes.
const LARGEST: usize = 128 << 20;

/// A description with nothing in it: what it takes is the same for every other one.
const EMPTY: &str = r#"{"openapi": "3.1.0", "info": {"title": "Empty", "version": "1"}, "paths": {}}"#;

/// What one copy takes, in seconds of the processor.
#[derive(Clone, Copy)]
struct Copy {
    whole: f64,
    /// Without what an empty description takes.
    net: f64,
    bound: Bound,
}

/// Prints what `bindery generate` takes of the description repeated, from the start of the process to its end: the whole,
/// and for each copy, as it is and without what an empty description takes. Fails when copies do not come out as copies.
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

/// The sizes that one document can have, given the bytes of a copy: where 64 copies are too many, as many as can be.
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

/// What the command takes for a description.
fn generate(text: &str, scratch: &Path) -> Result<Cost, Box<dyn Error>> {
    let description = scratch.join("copies.json");
    fs::write(&description, text)?;
    of_document(&description, scratch)
}

/// What `bindery generate` takes for a document.
pub(crate) fn of_document(document: &Path, scratch: &Path) -> Result<Cost, Box<dyn Error>> {
    let output = scratch.join("ours");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.arg("generate").arg(document).arg("--out").arg(&output);
    command::measure(&command, &output)
}
