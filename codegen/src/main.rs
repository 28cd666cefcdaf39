//! The command line.

use bindery::diag::{Code, Diagnostic, Diagnostics, File, Pointer, render_human, render_json};
use bindery::write::Change;
use bindery::{Options, Run};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::Write;
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
    /// Where the generated crate finds bindery-runtime; else the published package.
    #[arg(long, value_name = "PATH")]
    runtime_path: Option<PathBuf>,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum MessageFormat {
    /// For people.
    Human,
    /// One JSON object a line.
    Json,
}

fn main() -> ExitCode {
    let started = Instant::now();
    match Cli::parse().command {
        Command::Generate { input, check: false } => {
            let run = bindery::generate(&input.options());
            report(&run, input.message_format);
            summary(&run, started, input.message_format);
            exit(&run)
        }
        Command::Generate { input, check: true } => compare(&input),
        Command::Check { input } => {
            let run = bindery::run(&input.options());
            report(&run, input.message_format);
            summary(&run, started, input.message_format);
            exit(&run)
        }
        Command::List { input, json } => list(&input, json),
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
        Options {
            description: self.spec.clone(),
            config,
            output: self.out.clone(),
            name: self.name.clone(),
            runtime_path: self.runtime_path.clone(),
            group_features: None,
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

fn compare(input: &Input) -> ExitCode {
    let mut run = bindery::run(&input.options());
    let (changes, found) = bindery::out_of_step(&run);
    run.diagnostics.extend(found);
    for change in &changes {
        run.diagnostics.push(out_of_step(change));
    }
    report(&run, input.message_format);
    exit(&run)
}

fn out_of_step(change: &Change) -> Diagnostic {
    Diagnostic::new(Code::OutOfStep, &Pointer::root(), change.to_string()).about(File::Output)
}

fn list(input: &Input, json: bool) -> ExitCode {
    let run = bindery::run(&input.options());
    if let Some(product) = &run.product {
        let listing = bindery::listing::listing(product);
        let text = if json { format!("{listing:#}\n") } else { plain(&listing) };
        print(&text);
    }
    report(&run, input.message_format);
    exit(&run)
}

/// The listing as two columns.
fn plain(listing: &serde_json::Value) -> String {
    let rows = |key: &str, left: &[&str], right: &str| -> Vec<String> {
        let text = |value: &serde_json::Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let each = listing[key].as_array().map(Vec::as_slice).unwrap_or_default();
        each.iter()
            .map(|row| {
                format!(
                    "{:<60} {}",
                    left.iter().map(|key| text(row, key)).collect::<Vec<_>>().join(" "),
                    text(row, right)
                )
            })
            .collect()
    };
    let mut lines = rows("operations", &["method", "path"], "rust");
    lines.extend(rows("schemas", &["pointer"], "rust"));
    lines.extend(rows("untyped", &["pointer"], "reason"));
    lines.extend(rows("skipped", &["pointer"], "reason"));
    lines.join("\n") + "\n"
}

fn explain(code: &str) -> ExitCode {
    match Code::ALL.iter().find(|each| each.number().eq_ignore_ascii_case(code)) {
        Some(code) => {
            print(&format!(
                "{} ({})\n{}\nWhat to do: {}.\n",
                code.number(),
                code.severity().word(),
                code.meaning(),
                code.remedy()
            ));
            ExitCode::SUCCESS
        }
        None => {
            let known: Vec<&str> = Code::ALL.iter().map(|code| code.number()).collect();
            complain(&format!("there is no code {code}; there are {}\n", known.join(", ")));
            ExitCode::from(2)
        }
    }
}

fn report(run: &Run, format: MessageFormat) {
    let shown: Diagnostics = run.diagnostics.clone();
    complain(&match format {
        MessageFormat::Human => render_human(&shown, run),
        MessageFormat::Json => render_json(&shown, run),
    });
}

fn summary(run: &Run, started: Instant, format: MessageFormat) {
    let Some(product) = &run.product else { return };
    if matches!(format, MessageFormat::Json) {
        return;
    }
    complain(&format!(
        "{} types, {} operations, {} untyped places, {} skipped, {} ms\n",
        product.api.types.len(),
        product.api.operations.len(),
        product.api.untyped.len(),
        product.api.skipped.len(),
        started.elapsed().as_millis(),
    ));
}

fn exit(run: &Run) -> ExitCode {
    if run.diagnostics.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

/// A closed pipe is no reason to fail.
fn print(text: &str) {
    drop(std::io::stdout().lock().write_all(text.as_bytes()));
}

fn complain(text: &str) {
    drop(std::io::stderr().lock().write_all(text.as_bytes()));
}
