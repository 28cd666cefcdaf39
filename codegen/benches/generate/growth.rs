//! How what generation takes grows with the description.

use crate::command::{self, Cost};
use crate::copies;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

/// How many times the description is repeated.
const SIZES: [usize; 5] = [1, 4, 16, 64, 256];

/// Copies are not made larger than this.
const MOST_BYTES: usize = 60_000_000;

/// A description with nothing in it: what it takes is the same for every other one.
const EMPTY: &str = r#"{"openapi": "3.1.0", "info": {"title": "Empty", "version": "1"}, "paths": {}}"#;

/// Prints what `bindery generate` takes of the description repeated, from the start of the process to its end: the whole,
/// and for each copy, as it is and without what an empty description takes. Fails when copies do not come out as copies.
pub(crate) fn print(bytes: &[u8], scratch: &Path) -> Result<(), Box<dyn Error>> {
    let Ok(document) = serde_json::from_slice(bytes) else {
        println!("  growth is measured of JSON only");
        return Ok(());
    };
    let fixed = generate(EMPTY.as_bytes(), scratch)?;
    println!("  empty description: {:.2} ms", fixed.processor * 1e3);
    let mut first: Option<(f64, f64, (usize, usize))> = None;
    for size in SIZES {
        if bytes.len() * size > MOST_BYTES {
            println!("  {size:>3} times: left out, more than {} MB", MOST_BYTES / 1_000_000);
            continue;
        }
        let cost = generate(&copies::repeated(&document, size).to_string().into_bytes(), scratch)?;
        let bound = cost.bound.ok_or("the command does not say what it bound")?;
        let raw = cost.processor / size as f64;
        let net = (cost.processor - fixed.processor) / size as f64;
        let (first_raw, first_net, one) = *first.get_or_insert((raw, net, bound));
        if bound != (one.0 * size, one.1 * size) {
            let message = format!("{size} copies have {bound:?} types and operations, one has {one:?}");
            return Err(message.into());
        }
        println!(
            "  {size:>3} times: {:>6} types {:>6} operations {:>9.1} ms CPU {:>9.1} ms wall {:>5} MB; a copy {:>7.2} ms \
             ({:.2} of the first), without the fixed part {:>7.2} ms ({:.2})",
            bound.0,
            bound.1,
            cost.processor * 1e3,
            cost.wall * 1e3,
            cost.memory / 1_000_000,
            raw * 1e3,
            raw / first_raw,
            net * 1e3,
            net / first_net,
        );
    }
    Ok(())
}

/// What the command takes for a description.
fn generate(bytes: &[u8], scratch: &Path) -> Result<Cost, Box<dyn Error>> {
    let description = scratch.join("copies.json");
    fs::write(&description, bytes)?;
    of_document(&description, scratch)
}

/// What `bindery generate` takes for a document.
pub(crate) fn of_document(document: &Path, scratch: &Path) -> Result<Cost, Box<dyn Error>> {
    let output = scratch.join("ours");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.arg("generate").arg(document).arg("--out").arg(&output);
    command::measure(&command, &output)
}
