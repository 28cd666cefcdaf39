//! Measures other generators in the same run.

use crate::command::{self, Cost};
use crate::growth;
use crate::peers::Peer;
use std::error::Error;
use std::path::Path;

/// Prints the resources of our whole process for a document, and those of others.
pub(crate) fn print(document: &Path, scratch: &Path) -> Result<(), Box<dyn Error>> {
    let ours = growth::of_document(document, scratch)?;
    row("bindery", &ours, &ours);
    for peer in Peer::ALL {
        match of_peer(peer, document, scratch) {
            Ok(theirs) => row(peer.name(), &theirs, &ours),
            Err(problem) => println!("  {:<16} {problem}", peer.name()),
        }
    }
    Ok(())
}

fn of_peer(peer: Peer, document: &Path, scratch: &Path) -> Result<Cost, Box<dyn Error>> {
    let output = scratch.join(peer.name());
    command::measure(&peer.generate(&peer.command()?, document, &output, "peer"), &output)
}

fn row(name: &str, cost: &Cost, ours: &Cost) {
    println!(
        "  {name:<16} {:>8.0} ms CPU ({:.1} times ours) {:>8.0} ms wall {:>5} MB ({:.1} times ours)",
        cost.processor * 1e3,
        cost.processor / ours.processor,
        cost.wall * 1e3,
        cost.memory / 1_000_000,
        cost.memory as f64 / ours.memory as f64,
    );
}
