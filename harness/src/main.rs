//! `corpus`: generates and compiles crates for folders of descriptions, and compares the outcomes with a manifest.
//!
//! Each document has a process of its own with limits on time and memory, so that none can take the others down. Crates
//! are compiled by calling rustc against the runtime that cargo built once: no lock file, no dependency resolution, no
//! second check of the dependencies.

mod documents;
mod examples;
mod manifest;
mod pool;
mod row;
mod table;
mod worker;

use bindery_harness::compile::{self, Compiler, Tool};
use bindery_harness::driver::Builder;
use bindery_harness::limits;
use clap::{Args, Parser};
use documents::Document;
use std::fs::File;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Generates crates for descriptions, compiles them, and reports the outcomes.
#[derive(Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
struct Cli {
    /// Process one document; called by the command itself.
    #[command(subcommand)]
    worker: Option<Worker>,
    #[command(flatten)]
    run: Run,
}

#[derive(clap::Subcommand)]
enum Worker {
    #[command(hide = true)]
    Document(worker::Task),
}

/// What to run over, and how.
#[derive(Args)]
struct Run {
    /// A folder of descriptions, with the name that it has in manifests and tables.
    #[arg(long = "root", value_name = "NAME=DIR", value_parser = documents::parse_root)]
    roots: Vec<(String, PathBuf)>,
    /// Use only the documents listed in a file, one per line, with or without the name of their root.
    #[arg(long, value_name = "FILE", conflicts_with = "manifest")]
    list: Option<PathBuf>,
    /// Use only the documents of a manifest; exit with 1 if an outcome is worse than the manifest says.
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Use only a random sample of this size.
    #[arg(long, value_name = "COUNT")]
    sample: Option<usize>,
    /// The seed of the sample; the same seed gives the same documents.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Generate without compiling.
    #[arg(long)]
    no_compile: bool,
    /// Decode the examples of the descriptions with the generated types, encode them again and compare.
    #[arg(long, conflicts_with = "no_compile")]
    examples: bool,
    /// Mend each description first, as `bindery check --examples --write-overlay` does, so that all its examples have to decode.
    #[arg(long, requires = "examples")]
    mend: bool,
    /// The tool that checks the crates.
    #[arg(long, value_enum, default_value_t)]
    with: Tool,
    /// Do not report diagnostics, like `bindery --allow`.
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
    /// A bindery.toml for all documents.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// How many documents to process at once.
    #[arg(long, value_name = "COUNT")]
    jobs: Option<NonZeroUsize>,
    /// The folder for the crates; outside of the repository.
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Keep the crates.
    #[arg(long)]
    keep: bool,
    /// The limit for processor time per document in seconds, for generating and for compiling.
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    seconds: u64,
    /// The limit for address space per document in megabytes.
    #[arg(long, value_name = "MEGABYTES", default_value_t = 12_000)]
    megabytes: u64,
    /// Write the rows to a file as they come, one JSON object per line.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Write the outcomes as a manifest.
    #[arg(long, value_name = "FILE")]
    write_manifest: Option<PathBuf>,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.worker {
        Some(Worker::Document(task)) => worker::run(task).map(|()| ExitCode::SUCCESS),
        None => run(&cli.run),
    };
    result.unwrap_or_else(|message| {
        say(&format!("error: {message}\n"));
        ExitCode::from(2)
    })
}

fn run(options: &Run) -> Result<ExitCode, String> {
    let expected = options.manifest.as_deref().map(manifest::read).transpose()?;
    let documents = chosen(options, expected.as_ref())?;
    if documents.is_empty() {
        say("nothing to do: none of the documents exists\n");
        return Ok(ExitCode::SUCCESS);
    }
    let work = work_folder(options)?;
    let compiles = !options.no_compile && !options.examples;
    let compiler = compiles.then(|| Compiler::find(options.with, &work)).transpose()?;
    let builder = options.examples.then(|| Builder::find(&work)).transpose()?;
    let bounds = limits::Bounds { seconds: options.seconds, megabytes: options.megabytes };
    let save = options.save.as_deref().map(create).transpose()?;
    let pool = pool::Pool {
        work: &work,
        compiler: compiler.as_ref(),
        builder: builder.as_ref(),
        bounds,
        keep: options.keep,
        allow: &options.allow,
        config: options.config.as_deref(),
        mend: options.mend,
        save: save.as_ref(),
    };
    let rows = pool.run(&documents, jobs(options));
    if !options.keep {
        compiler.iter().for_each(Compiler::clear);
        builder.iter().for_each(Builder::clear);
        // It may contain the output of another run, which is kept.
        drop(std::fs::remove_dir(&work));
    }
    print(&if options.examples { table::examples(&rows) } else { table::summary(&rows) });
    // Sort by document instead of by completion.
    if let Some(path) = &options.save {
        write(path, &table::lines(&rows)?)?;
    }
    if let Some(path) = &options.write_manifest {
        write(path, &manifest::text(&rows))?;
    }
    let drops = match &expected {
        Some(expected) => manifest::compare(expected, &rows),
        None => {
            rows.iter().filter(|row| row.outcome.is_fault() || row.has_lost_examples()).map(row::Row::told).collect()
        }
    };
    drops.iter().for_each(|drop| say(&format!("{drop}\n")));
    Ok(if drops.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The documents to run over.
fn chosen(options: &Run, expected: Option<&manifest::Manifest>) -> Result<Vec<Document>, String> {
    let named = match (&options.list, expected) {
        (Some(list), _) => Some(documents::names(list)?),
        (None, Some(expected)) => Some(expected.names()),
        (None, None) => None,
    };
    let mut documents = match named {
        Some(names) => {
            let (found, missing) = documents::find(&options.roots, &names);
            if !missing.is_empty() {
                let first = missing.first().map(String::as_str).unwrap_or_default();
                say(&format!("skipped: {} of {} documents are missing ({first} ...)\n", missing.len(), names.len()));
            }
            found
        }
        None if options.roots.is_empty() => return Err("give at least one --root NAME=DIR".to_owned()),
        None => documents::all(&options.roots),
    };
    if let Some(count) = options.sample {
        say(&format!("a sample of {count} of {} documents, seed {}\n", documents.len(), options.seed));
        documents = documents::sample(documents, count, options.seed);
    }
    Ok(documents)
}

fn jobs(options: &Run) -> usize {
    let available = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    options.jobs.map_or_else(available, NonZeroUsize::get)
}

/// The folder for the crates. Outside of the repository: output from third-party descriptions is not committed.
fn work_folder(options: &Run) -> Result<PathBuf, String> {
    let own = || std::env::temp_dir().join(format!("bindery-corpus-{}", std::process::id()));
    let folder = options.work.clone().unwrap_or_else(own);
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let folder = folder.canonicalize().map_err(|error| format!("{}: {error}", folder.display()))?;
    let repository = compile::repository();
    if folder.starts_with(repository.canonicalize().as_deref().unwrap_or(&repository)) {
        return Err(format!("--work {} lies in the repository; give a folder outside of it", folder.display()));
    }
    Ok(folder)
}

fn create(path: &Path) -> Result<File, String> {
    File::create(path).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// Ignore a closed pipe.
fn print(text: &str) {
    drop(std::io::stdout().lock().write_all(text.as_bytes()));
}

fn say(text: &str) {
    drop(std::io::stderr().lock().write_all(text.as_bytes()));
}
