//! Compares the verdict of `bindery diff` with the compiler's: compiles a caller of the old crate against the new one.

use crate::caller::{Caller, Probe};
use crate::compile::{Called, Compiler, Tool};
use bindery::Product;
use bindery::diff::{Comparison, Weight};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// An old crate with its caller.
pub struct Bench {
    compiler: Compiler,
    caller: Caller,
    source: PathBuf,
    work: PathBuf,
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
        fs::create_dir_all(work).map_err(|error| format!("{}: {error}", work.display()))?;
        let compiler = Compiler::find(Tool::Rustc, work)?;
        let caller = Caller::of(old);
        let source = work.join("caller.rs");
        fs::write(&source, &caller.text).map_err(|error| format!("{}: {error}", source.display()))?;
        let bench = Self { compiler, caller, source, work: work.to_owned() };
        let library = bench.library(old, "old")?;
        let called = bench.compiler.call(&bench.source, &library, &bench.work)?;
        if called.success { Ok(bench) } else { Err(format!("the caller of the old crate: {}", called.problem)) }
    }

    /// Compiles the caller against a new crate, in a folder with this name.
    pub fn against(&self, new: &Product, comparison: &Comparison, folder: &str) -> Result<Trial, String> {
        let library = self.library(new, folder)?;
        let called = self.compiler.call(&self.source, &library, &self.work.join(folder))?;
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

    /// The folder that it works in.
    pub(crate) fn work(&self) -> &Path {
        &self.work
    }

    /// Compiles a file that uses the crate in a folder, which was compiled before.
    pub(crate) fn call(&self, source: &Path, folder: &str) -> Result<Called, String> {
        let folder = self.work.join(folder);
        let library = folder.join(format!("lib{}.rmeta", crate::compile::PACKAGE));
        self.compiler.call(source, &library, &self.work)
    }

    /// Rustdoc's JSON about the crate in a folder.
    pub(crate) fn documented(&self, folder: &str) -> Result<PathBuf, String> {
        let folder = self.work.join(folder);
        let file = folder.join("Cargo.toml");
        let manifest = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        self.compiler.document(&folder, &manifest)
    }

    fn library(&self, product: &Product, name: &str) -> Result<PathBuf, String> {
        let folder = self.work.join(name);
        drop(fs::remove_dir_all(&folder));
        let mut manifest = "";
        for file in &product.files {
            let place = folder.join(&file.path);
            let around = place.parent().unwrap_or(&folder);
            let written = fs::create_dir_all(around).and_then(|()| fs::write(&place, &file.text));
            written.map_err(|error| format!("{}: {error}", place.display()))?;
            if file.path == "Cargo.toml" {
                manifest = &file.text;
            }
        }
        let compiled = self.compiler.compile(&folder, manifest)?;
        if compiled.success {
            Ok(folder.join(format!("lib{}.rmeta", crate::compile::PACKAGE)))
        } else {
            Err(format!("the {name} crate does not compile: {}", compiled.problem))
        }
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

impl Drop for Bench {
    fn drop(&mut self) {
        self.compiler.clear();
    }
}
