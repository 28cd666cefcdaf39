//! Compares the verdict of `bindery diff` with the compiler's: compiles a caller of the old crate against the new one.

use crate::caller::{Caller, Probe};
use crate::crates::Crates;
use bindery::Product;
use bindery::diff::{Comparison, Weight};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// An old crate with its caller.
pub struct Bench {
    crates: Crates,
    caller: Caller,
    source: PathBuf,
}

/// The outcome of compiling the caller against a new crate.
#[derive(Debug)]
pub struct Trial {
    /// Whether it compiles.
    pub compiles: bool,
    /// The first error.
    pub problem: String,
    /// How many functions of the caller do not compile.
    pub broken: usize,
    /// Functions that do not compile although no finding mentions their subject.
    pub unexplained: Vec<String>,
}

impl Bench {
    /// Compiles a crate and its caller, in a folder.
    pub fn of(old: &Product, work: &Path) -> Result<Self, String> {
        let crates = Crates::inside(work)?;
        let caller = Caller::of(old);
        let source = work.join("caller.rs");
        fs::write(&source, &caller.text).map_err(|error| format!("{}: {error}", source.display()))?;
        crates.write(old, "old")?;
        let called = crates.call(&source, "old")?;
        match called.success {
            true => Ok(Self { crates, caller, source }),
            false => Err(format!("the caller of the old crate: {}", called.problem)),
        }
    }

    /// The crates.
    pub fn crates(&self) -> &Crates {
        &self.crates
    }

    /// Compiles the caller against a new crate, in a folder with this name.
    pub fn against(&self, new: &Product, comparison: &Comparison, folder: &str) -> Result<Trial, String> {
        self.crates.write(new, folder)?;
        let called = self.crates.call(&self.source, folder)?;
        let lines: BTreeSet<usize> = called.lines.iter().copied().collect();
        let mut broken: Vec<&Probe> = lines.iter().filter_map(|line| self.caller.at(*line)).collect();
        broken.dedup();
        let text = |probe: &Probe| match probe {
            Probe::Type(name) | Probe::Operation(name) => name.clone(),
            Probe::Client => "the client".to_owned(),
        };
        let unexplained = broken.iter().filter(|probe| !self.is_explained(probe, comparison)).map(|probe| text(probe));
        Ok(Trial {
            compiles: called.success,
            problem: called.problem,
            broken: broken.len(),
            unexplained: unexplained.collect(),
        })
    }

    /// Whether a breaking finding mentions the subject of a function, or a name in the function.
    fn is_explained(&self, probe: &Probe, comparison: &Comparison) -> bool {
        let text = self.text_of(probe);
        let says = |name: &str| {
            let path = format!("::{name}");
            text.match_indices(&path)
                .any(|(at, _)| !text[at + path.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_'))
        };
        comparison.findings.iter().filter(|finding| finding.weight == Weight::Breaking).any(|finding| {
            let with = finding.with.iter().map(|with| with.split(" -> ").next().unwrap_or(with));
            let mut items = finding.at.iter().map(|at| at.item.as_str()).chain(with);
            match probe {
                Probe::Client => finding.groups.is_empty(),
                Probe::Operation(path) if finding.operations.contains(path) => true,
                Probe::Type(name) if finding.at.iter().any(|at| at.item == *name) => true,
                _ => items.any(says),
            }
        })
    }

    /// The text of the function about something.
    fn text_of(&self, probe: &Probe) -> &str {
        let position = self.caller.probes.iter().position(|(_, other)| other == probe);
        let first = position.and_then(|position| self.caller.probes.get(position)).map_or(1, |(line, _)| *line);
        let next =
            position.and_then(|position| self.caller.probes.get(position + 1)).map_or(usize::MAX, |(line, _)| *line);
        let mut starts = std::iter::once(0).chain(self.caller.text.match_indices('\n').map(|(at, _)| at + 1));
        let start = starts.clone().nth(first - 1).unwrap_or_default();
        let end = starts.nth(next.saturating_sub(1)).unwrap_or(self.caller.text.len());
        &self.caller.text[start..end]
    }
}
