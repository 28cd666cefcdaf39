//! One document, in a process of its own.

use crate::compile::{Compiled, Compiler};
use crate::limits::{self, Bounds};
use crate::row::{Outcome, Row};
use crate::{compile, print};
use bindery::diag::{Allowed, Severity, render_human};
use bindery::{Options, Product, diag::Diagnostics};
use clap::Args;
use std::path::PathBuf;

/// The longest account of a problem that a row keeps.
const LONGEST: usize = 4_000;

/// What the process is started with.
#[derive(Args)]
pub(crate) struct Task {
    #[arg(long)]
    pub(crate) name: String,
    #[arg(long)]
    pub(crate) path: PathBuf,
    #[arg(long)]
    pub(crate) out: PathBuf,
    #[arg(long)]
    pub(crate) seconds: u64,
    #[arg(long)]
    pub(crate) megabytes: u64,
    /// The compiler as JSON; without it, nothing is compiled.
    #[arg(long)]
    pub(crate) compiler: Option<String>,
    #[arg(long)]
    pub(crate) allow: Vec<Allowed>,
}

/// Generates, compiles, and prints the row.
pub(crate) fn run(task: &Task) -> Result<(), String> {
    limits::bind(Bounds { seconds: task.seconds, megabytes: task.megabytes })?;
    let compiler: Option<Compiler> = match &task.compiler {
        Some(text) => Some(serde_json::from_str(text).map_err(|error| format!("--compiler: {error}"))?),
        None => None,
    };
    let mut row = Row::new(&task.name, Outcome::Rejected);
    if let Some(manifest) = generate(task, &mut row)
        && let Some(compiler) = compiler
    {
        let compiled = compiler.compile(&task.out, &manifest)?;
        judge(&mut row, compiled);
    }
    let line = serde_json::to_string(&row).map_err(|error| error.to_string())?;
    print(&format!("{line}\n"));
    Ok(())
}

/// Writes the crate, and gives its manifest.
fn generate(task: &Task, row: &mut Row) -> Option<String> {
    let mut allow = Allowed::default();
    task.allow.iter().for_each(|each| allow.extend(each));
    let run = bindery::generate(&Options {
        allow,
        description: Some(task.path.clone()),
        output: Some(task.out.clone()),
        name: Some(compile::PACKAGE.to_owned()),
        runtime_path: Some(compile::repository().join("runtime")),
        ..Options::default()
    });
    for finding in &run.diagnostics {
        *row.findings.entry(finding.code.number().to_owned()).or_default() += 1;
    }
    let manifest = run.product.as_ref().map(|product| count(product, row));
    if run.diagnostics.has_errors() {
        row.problem = clipped(&render_human(&errors(&run.diagnostics), &run));
    } else {
        row.outcome = Outcome::Generated;
    }
    row.generate = limits::own();
    manifest.filter(|_| row.outcome == Outcome::Generated)
}

fn errors(all: &Diagnostics) -> Diagnostics {
    all.iter().filter(|each| each.severity == Severity::Error).cloned().collect()
}

/// Counts what was made, and gives the manifest of the crate.
fn count(product: &Product, row: &mut Row) -> String {
    row.types = product.api.types.len();
    row.operations = product.api.operations.len();
    row.skipped = product.api.skipped.len();
    for (_, reason) in &product.api.untyped {
        *row.untyped.entry(reason.clone()).or_default() += 1;
    }
    row.source = product.files.iter().map(|file| file.text.len()).sum();
    product.files.iter().find(|file| file.path == "Cargo.toml").map(|file| file.text.clone()).unwrap_or_default()
}

fn judge(row: &mut Row, compiled: Compiled) {
    row.compile = compiled.cost;
    row.warnings = compiled.warnings;
    row.lints = compiled.lints;
    row.problem = clipped(&compiled.problem);
    row.outcome = match (compiled.success, compiled.errors, compiled.warnings) {
        (true, _, 0) => Outcome::Compiles,
        (true, _, _) => Outcome::Warns,
        // The compiler itself gave up.
        (false, 0, _) => Outcome::Crashed,
        (false, _, _) => Outcome::Broken,
    };
}

fn clipped(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
