//! Processes one document in a process of its own.

use crate::row::{Outcome, Row};
use crate::{examples, print};
use bindery::config::GroupFeatures;
use bindery::diag::{Allowed, Severity, render_human};
use bindery::source::Documents;
use bindery::{Options, Product, diag::Diagnostics};
use bindery_harness::compile;
use bindery_harness::compile::{Compiled, Compiler};
use bindery_harness::driver::Builder;
use bindery_harness::limits::{self, Bounds};
use clap::Args;
use std::path::PathBuf;

/// The maximum length of a problem in a row.
const LONGEST: usize = 4_000;

/// The arguments of the process.
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
    /// The tool that builds programs, as JSON, to try the examples.
    #[arg(long)]
    pub(crate) builder: Option<String>,
    #[arg(long)]
    pub(crate) allow: Vec<Allowed>,
    #[arg(long)]
    pub(crate) config: Option<PathBuf>,
    /// Mend the description by its examples first.
    #[arg(long)]
    pub(crate) mend: bool,
}

/// Generates, compiles, and prints the row.
pub(crate) fn run(task: &Task) -> Result<(), String> {
    limits::bind(Bounds { seconds: task.seconds, megabytes: task.megabytes })?;
    let compiler: Option<Compiler> = given(task.compiler.as_ref())?;
    let builder: Option<Builder> = given(task.builder.as_ref())?;
    let mut row = Row::new(&task.name, Outcome::Rejected);
    if let Some((product, manifest, documents)) = generate(task, &mut row) {
        if let Some(compiler) = compiler {
            judge(&mut row, compiler.compile(&task.out, &manifest)?);
        }
        if let Some(builder) = builder {
            tried(&mut row, examples::run(documents, &product, &builder, &task.out));
        }
    }
    let line = serde_json::to_string(&row).map_err(|error| error.to_string())?;
    print(&format!("{line}\n"));
    Ok(())
}

fn given<T: serde::de::DeserializeOwned>(text: Option<&String>) -> Result<Option<T>, String> {
    text.map(|text| serde_json::from_str(text).map_err(|error| error.to_string())).transpose()
}

/// Writes the crate, and returns it with its manifest and the documents that it is from.
fn generate(task: &Task, row: &mut Row) -> Option<(Product, String, Documents)> {
    let mut allow = Allowed::default();
    task.allow.iter().for_each(|each| allow.extend(each));
    let options = mended(
        task,
        Options {
            allow,
            config: task.config.clone(),
            description: Some(task.path.clone()),
            output: Some(task.out.clone()),
            name: Some(compile::PACKAGE.to_owned()),
            // A program built without features has all types only if none belongs to a feature.
            group_features: task.builder.as_ref().map(|_| GroupFeatures::None),
            runtime_path: Some(compile::repository().join("runtime")),
            ..Options::default()
        },
    );
    let mut run = bindery::generate(&options);
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
    let (product, manifest) = run.product.take().zip(manifest).filter(|_| row.outcome == Outcome::Generated)?;
    let documents = bindery::modelled(&options).model().map(|(_, documents)| documents.clone())?;
    Some((product, manifest, documents))
}

/// The same options with overlays that mend the description by its examples, if the task is to do so.
fn mended(task: &Task, mut options: Options) -> Options {
    if task.mend {
        let run = bindery::modelled(&options);
        let target = task.out.with_extension("repairs.yaml");
        // One of an earlier run would be another overlay.
        drop(std::fs::remove_file(&target));
        let repaired = bindery::write_repairs(&run, &options, &target, &bindery::verify::examples);
        options.overlays = repaired.files.into_iter().map(|file| file.path).collect();
    }
    options
}

fn errors(all: &Diagnostics) -> Diagnostics {
    all.iter().filter(|each| each.severity == Severity::Error).cloned().collect()
}

/// Counts the results, and returns the manifest of the crate.
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
        // The compiler itself failed.
        (false, 0, _) => Outcome::Crashed,
        (false, _, _) => Outcome::Broken,
    };
}

fn tried(row: &mut Row, result: Result<examples::Tally, String>) {
    let own = limits::children();
    row.compile = own;
    match result {
        Ok(tally) => {
            row.outcome = Outcome::Compiles;
            row.examples = Some(tally);
        }
        Err(problem) => {
            row.outcome = Outcome::Broken;
            row.problem = clipped(&problem);
        }
    }
}

fn clipped(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
