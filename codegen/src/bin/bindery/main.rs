//! The command line.

mod report;

use bindery::diag::{Allowed, Code, Denied, Diagnostic, File, Pointer};
use bindery::write::Change;
use bindery::{Options, Run};
use clap::{Args, Parser, Subcommand};
use report::{Reporting, complain, explanation, print};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Binds an OpenAPI description into a Rust crate.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes the crate. Without arguments, does what the nearest bindery.toml says.
    Generate {
        #[command(flatten)]
        input: Input,
        /// Compare only: exit with 1 and name what is out of step.
        #[arg(long)]
        check: bool,
    },
    /// Reports what generating would say, and writes nothing.
    Check {
        #[command(flatten)]
        input: Input,
    },
    /// Prints the types and operations that generating makes.
    List {
        #[command(flatten)]
        input: Input,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Says what the code of a diagnostic means.
    Explain {
        /// Such as B0202.
        code: String,
    },
}

#[derive(Args)]
struct Input {
    /// The description; else the one that bindery.toml names.
    spec: Option<PathBuf>,
    /// The directory of the generated crate.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The name of the generated package.
    #[arg(long, value_name = "PACKAGE")]
    name: Option<String>,
    /// The configuration; else, when no description is given, the nearest bindery.toml.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder in which the files that the description refers to must lie; else the repository around it.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Where the generated crate finds bindery-runtime; else the published package.
    #[arg(long, value_name = "PATH")]
    runtime_path: Option<PathBuf>,
    /// Make a finding an error: a code such as B0302, or `warnings` or `notes` for all of them.
    #[arg(long, value_name = "CODE")]
    deny: Vec<Denied>,
    /// Do not report a finding: a code such as B0302, or `warnings` or `notes` for all of them.
    #[arg(long, value_name = "CODE")]
    allow: Vec<Allowed>,
    #[command(flatten)]
    reporting: Reporting,
}

fn main() -> ExitCode {
    let started = Instant::now();
    match Cli::parse().command {
        Command::Generate { input, check: false } => {
            let run = bindery::generate(&input.options());
            finish(run, &input, started)
        }
        Command::Generate { input, check: true } => compare(&input, started),
        Command::Check { input } => {
            let run = bindery::run(&input.options());
            finish(run, &input, started)
        }
        Command::List { input, json } => list(&input, json, started),
        Command::Explain { code } => explain(&code),
    }
}

impl Input {
    fn options(&self) -> Options {
        let config = match (&self.config, &self.spec) {
            (Some(config), _) => Some(config.clone()),
            (None, None) => nearest_config(),
            (None, Some(_)) => None,
        };
        let mut deny = Denied::default();
        self.deny.iter().for_each(|each| deny.extend(each));
        let mut allow = Allowed::default();
        self.allow.iter().for_each(|each| allow.extend(each));
        Options {
            description: self.spec.clone(),
            config,
            output: self.out.clone(),
            name: self.name.clone(),
            root: self.root.clone(),
            runtime_path: self.runtime_path.clone(),
            deny,
            allow,
            ..Options::default()
        }
    }
}

/// `bindery.toml` here or in `spec/`, else the same in each directory above.
fn nearest_config() -> Option<PathBuf> {
    let current = std::env::current_dir().ok()?;
    let places =
        current.ancestors().flat_map(|directory| [directory.join("bindery.toml"), directory.join("spec/bindery.toml")]);
    let found = places.into_iter().find(|path| path.is_file())?;
    Some(found.strip_prefix(&current).map(Path::to_owned).unwrap_or(found))
}

fn compare(input: &Input, started: Instant) -> ExitCode {
    let mut run = bindery::run(&input.options());
    let (changes, found) = bindery::out_of_step(&run);
    run.diagnostics.extend(found);
    for change in &changes {
        run.diagnostics.push(out_of_step(change));
    }
    finish(run, input, started)
}

fn out_of_step(change: &Change) -> Diagnostic {
    Diagnostic::new(Code::OutOfStep, &Pointer::root(), change.to_string()).about(File::Output)
}

fn list(input: &Input, json: bool, started: Instant) -> ExitCode {
    let run = bindery::run(&input.options());
    if let Some(product) = &run.product {
        let listing = bindery::listing::listing(product);
        let text = if json { format!("{listing:#}\n") } else { plain(&listing) };
        print(&text);
    }
    finish(run, input, started)
}

/// The listing as two columns.
fn plain(listing: &serde_json::Value) -> String {
    let rows = |key: &str, left: &[&str], right: &str| -> Vec<String> {
        let text = |value: &serde_json::Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let each = listing[key].as_array().map(Vec::as_slice).unwrap_or_default();
        each.iter()
            .map(|row| {
                let left = left.iter().map(|key| text(row, key)).collect::<Vec<_>>().join(" ");
                // What a type is another name of.
                let same = row["same_as"].as_str().map(|same| format!(" = {same}")).unwrap_or_default();
                format!("{left:<60} {}{same}", text(row, right))
            })
            .collect()
    };
    let mut lines = rows("operations", &["method", "path"], "rust");
    lines.extend(other_media(listing));
    lines.extend(rows("schemas", &["pointer"], "rust"));
    lines.extend(rows("untyped", &["pointer"], "reason"));
    lines.extend(rows("skipped", &["pointer"], "reason"));
    lines.join("\n") + "\n"
}

/// A line for each other media type that a response can have.
fn other_media(listing: &serde_json::Value) -> Vec<String> {
    let text = |value: &serde_json::Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let operations = listing["operations"].as_array().into_iter().flatten();
    let each = operations.flat_map(|row| row["media"].as_array().into_iter().flatten().map(move |media| (row, media)));
    each.map(|(row, media)| {
        let left = format!("{} {} as {}", text(row, "method"), text(row, "path"), text(media, "media_type"));
        format!("{left:<60} {}", text(media, "rust"))
    })
    .collect()
}

fn explain(code: &str) -> ExitCode {
    match Code::of(code) {
        Some(code) => {
            print(&explanation(code));
            ExitCode::SUCCESS
        }
        None => {
            complain(&format!("there is no code {code}; there are {}\n", Code::list()));
            ExitCode::from(2)
        }
    }
}

/// Says what was found and what came of it.
fn finish(run: Run, input: &Input, started: Instant) -> ExitCode {
    input.reporting.run(&run, started);
    let code = if run.diagnostics.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS };
    // The process ends, and all its memory goes at once: giving it back piece by piece takes time that nobody gains by.
    std::mem::forget(run);
    code
}
