//! Other generators, in the same run.

use crate::command::{self, Cost};
use crate::growth;
use std::error::Error;
use std::path::{Path, PathBuf};

/// Prints what we take for a document, from the start of the process to its end, and what ploidy takes.
pub(crate) fn print(document: &Path, ploidy: Option<&Path>, scratch: &Path) -> Result<(), Box<dyn Error>> {
    let ours = growth::of_document(document, scratch)?;
    row("bindery", &ours, &ours);
    let Some(ploidy) = ploidy else {
        println!("  ploidy is not installed: `cargo install ploidy`, or --ploidy PATH");
        return Ok(());
    };
    let output = scratch.join("ploidy");
    let (document, directory) = (document.to_string_lossy(), output.to_string_lossy());
    let arguments = ["generate", "rust", "-o", &directory, "--name", "peer", &document];
    match command::measure(ploidy, &arguments, &output) {
        Ok(theirs) => row("ploidy", &theirs, &ours),
        Err(error) => println!("  {error}"),
    }
    Ok(())
}

fn row(name: &str, cost: &Cost, ours: &Cost) {
    println!(
        "  {name:<8} {:>8.0} ms CPU ({:.1} times ours) {:>8.0} ms wall {:>5} MB ({:.1} times ours)",
        cost.processor * 1e3,
        cost.processor / ours.processor,
        cost.wall * 1e3,
        cost.memory / 1_000_000,
        cost.memory as f64 / ours.memory as f64,
    );
}

/// A program among those that can be called by name.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|directory| directory.join(name)).find(|path| path.is_file())
}
