//! The `bindery` command.

mod changelog;
mod crates;
mod diff;
mod init;
mod listing;
mod locate;
#[cfg(all(test, feature = "mock"))]
mod manual;
#[cfg(feature = "mock")]
mod mock;
mod options;
mod progress;
mod reduce;
mod release;
mod report;
mod shell;
mod verify;
mod watch;
mod work;

use bindery::config::{Selector, Setting};
use bindery::diag::{Allowed, Code, Denied, Diagnostic, File, Pointer};
use bindery::{Change, Locking, Options};
use clap::{Args, Parser, Subcommand};
use report::{Reported, Reporting, complain, explanation, print};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::Instant;
use work::Task;

const EXAMPLES: &str = "\
Examples:
  Generate a crate from a description:
      bindery generate openapi.yaml --out petstore --name petstore
  Generate what the nearest bindery.toml configures:
      bindery generate
  Fail in CI if the generated crate is out of date:
      bindery generate --check
  Show what a description becomes, without writing anything:
      bindery list openapi.yaml
  Report every problem of a description, and fail on warnings:
      bindery check openapi.yaml --verbose --deny warnings
  Show where recorded traffic differs from a description:
      bindery verify openapi.yaml --traffic session.har
  Make a small description for a report, which still shows a finding:
      bindery reduce openapi.yaml --keep-code B0301
  Serve a description, to test a client in any language:
      bindery mock openapi.yaml
  Show what changed for callers since a git revision:
      bindery diff main
  Explain a diagnostic:
      bindery explain B0202
  Complete commands and options in the shell:
      bindery completions bash > ~/.local/share/bash-completion/completions/bindery";

/// What `--version` prints; `-V` prints the first line.
static LONG_VERSION: LazyLock<String> = LazyLock::new(|| {
    let version = env!("CARGO_PKG_VERSION");
    format!("{version}\ngenerates code for bindery-runtime {version} (interface {})", bindery::emit::INTERFACE)
});

const GENERATE_EXAMPLES: &str = "\
Examples:
  bindery generate openapi.yaml --out petstore --name petstore
  bindery generate                        # as the nearest bindery.toml configures
  bindery generate --check                # in CI: exit with 1 if the crate is out of date
  bindery generate --watch                # generate again whenever the description or bindery.toml changes
  bindery generate --changelog CHANGELOG.md --bump   # record what changes for callers since the last commit
  curl -fsSL https://example.com/openapi.json | bindery generate - --out petstore
  bindery generate api/openapi.yaml --out petstore --root .   # allow references to files outside of api/";

const CHECK_EXAMPLES: &str = "\
Examples:
  bindery check openapi.yaml
  bindery check openapi.yaml --verbose            # list every place of frequent notes
  bindery check openapi.yaml --deny warnings      # exit with 1 on warnings
  bindery check openapi.yaml --examples           # check examples and defaults against their schemas
  bindery check openapi.yaml --examples --write-overlay repairs.yaml   # and mend what contradicts them
  bindery check openapi.yaml --message-format json
  bindery check openapi.yaml --message-format sarif 2> bindery.sarif
  curl -fsSL https://example.com/openapi.json | bindery check -";

const LOCK_EXAMPLES: &str = "\
Examples:
  bindery lock                            # beside the nearest bindery.toml
  bindery lock --locked                   # in CI: exit with 1 if it is missing or has to change
  bindery lock openapi.yaml --lock=names.lock";

const LIST_EXAMPLES: &str = "\
Examples:
  bindery list openapi.yaml
  bindery list openapi.yaml --json";

/// The limit for standard input in bytes, the same as for files.
const LARGEST: u64 = 128 << 20;

/// Generates a Rust crate from an OpenAPI description.
#[derive(Parser)]
#[command(version, long_version = LONG_VERSION.as_str(), about = "Generates a Rust crate from an OpenAPI description", after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate the crate. Without arguments, use the nearest bindery.toml.
    #[command(after_help = GENERATE_EXAMPLES)]
    Generate {
        #[command(flatten)]
        input: Input,
        /// Write nothing; list the files that are out of date, and exit with 1 if there are any.
        #[arg(long, conflicts_with = "watch")]
        check: bool,
        /// Generate again whenever the description, a file that it refers to, or bindery.toml changes.
        #[arg(long)]
        watch: bool,
        #[command(flatten)]
        release: release::Arguments,
    },
    /// Report the diagnostics of a description, without writing anything.
    #[command(after_help = CHECK_EXAMPLES)]
    Check {
        #[command(flatten)]
        input: Input,
        /// Check the examples and defaults of the description against their schemas, too.
        #[arg(long)]
        examples: bool,
        /// Write an overlay that makes the description true for its examples, for `overlays` in bindery.toml.
        #[arg(long, value_name = "FILE", requires = "examples")]
        write_overlay: Option<PathBuf>,
    },
    /// Make or renew bindery.lock, which keeps names as they are when the description changes. Nothing else is written.
    #[command(after_help = LOCK_EXAMPLES)]
    Lock {
        #[command(flatten)]
        input: Input,
    },
    /// Print the generated types and operations, without writing anything.
    #[command(after_help = LIST_EXAMPLES)]
    List {
        #[command(flatten)]
        input: Input,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Report whether a new description breaks callers of the crate, and how.
    #[command(after_help = diff::EXAMPLES)]
    Diff(diff::Arguments),
    /// Compare recorded traffic with a description, and report what deviates.
    #[command(after_help = verify::EXAMPLES)]
    Verify(verify::Arguments),
    /// Make a small description that still shows a finding, or one operation, for a report.
    #[command(after_help = reduce::EXAMPLES)]
    Reduce(reduce::Arguments),
    /// Serve a description: answer its operations from examples or with made values, and say what is wrong with requests.
    #[cfg(feature = "mock")]
    #[command(after_help = mock::EXAMPLES)]
    Mock(mock::Arguments),
    /// Write a bindery.toml for a description, with suggestions.
    #[command(after_help = init::EXAMPLES)]
    Init(init::Arguments),
    /// Print the JSON Schema of bindery.toml, for completion in editors.
    Schema,
    /// Explain a diagnostic, with an example and how to fix it.
    Explain {
        /// The code of the diagnostic, such as B0202.
        code: String,
    },
    /// Print the completions for a shell.
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write the pages of all commands into a directory.
    Man {
        /// The directory.
        #[arg(value_name = "DIR")]
        directory: Option<PathBuf>,
    },
}

#[derive(Args)]
struct Input {
    /// The OpenAPI description; `-` reads it from standard input. Default: the one that bindery.toml names.
    spec: Option<PathBuf>,
    /// The output directory.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The name of the generated package.
    #[arg(long, value_name = "PACKAGE")]
    name: Option<String>,
    /// The configuration file. Default: the nearest bindery.toml; if a description is given, only one that applies to it.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder that must contain every file that the description refers to. Default: the repository around it.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Bind only the operations that match this selector: an operationId, `tag:NAME`, `group:NAME`, `METHOD /path/*`,
    /// `webhook:NAME`, `audience:NAME`, `deprecated` or `internal`; `*` matches any text. May be repeated.
    #[arg(long, value_name = "SELECTOR")]
    only: Vec<Selector>,
    /// Leave out the operations that match this selector. May be repeated.
    #[arg(long, value_name = "SELECTOR")]
    except: Vec<Selector>,
    /// An overlay (OpenAPI Overlay 1.0 or 1.1) to apply to the description. May be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// A patch (JSON Patch or JSON Merge Patch) to apply after the overlays. May be repeated.
    #[arg(long, value_name = "FILE")]
    patch: Vec<PathBuf>,
    /// Write the description with all overlays and patches applied to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    effective_spec: Option<PathBuf>,
    /// Keep names in bindery.lock, or in this file, which is made if it is missing. Default: bindery.lock beside bindery.toml, if it
    /// is there.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    lock: Option<Option<PathBuf>>,
    /// Fail if the lock file of names is missing or has to change.
    #[arg(long)]
    locked: bool,
    /// Set any other key of bindery.toml, such as `dates=jiff` or `package.version=1.2.0`. May be repeated.
    #[arg(long, value_name = "KEY=VALUE", value_parser = options::setting)]
    set: Vec<Setting>,
    /// A local copy of bindery-runtime for the generated crate to depend on. Default: the published package.
    #[arg(long, value_name = "PATH")]
    runtime_path: Option<PathBuf>,
    /// Turn diagnostics into errors: a code such as B0302, or `warnings` or `notes` for all of them.
    #[arg(long, value_name = "CODE")]
    deny: Vec<Denied>,
    /// Do not report diagnostics: a code such as B0302, or `warnings` or `notes` for all of them.
    #[arg(long, value_name = "CODE")]
    allow: Vec<Allowed>,
    /// Process the crates of every bindery.toml in this folder and below it.
    #[arg(long)]
    workspace: bool,
    /// Process only the crate with this name, if bindery.toml has several. May be repeated.
    #[arg(long = "crate", value_name = "NAME")]
    members: Vec<String>,
    #[command(flatten)]
    reporting: Reporting,
}

fn main() -> ExitCode {
    let started = Instant::now();
    match Cli::parse().command {
        Command::Generate { input, check: true, .. } => work(&input, Task::Compare, started),
        Command::Generate { input, watch: true, .. } => watch::generate(&input),
        Command::Generate { input, release, .. } if release.is_asked() => release::run(&input, &release, started),
        Command::Generate { input, .. } => work(&input, Task::Generate, started),
        Command::Check { input, write_overlay: Some(target), .. } => verify::examples(&input, &target, started),
        Command::Check { input, examples: true, .. } => work(&input, Task::Examples, started),
        Command::Check { input, .. } => work(&input, Task::Report, started),
        Command::Lock { input } => work(&input, Task::Lock, started),
        Command::List { input, json } => list(&input, json, started),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments, started),
        Command::Reduce(arguments) => reduce::run(arguments, started),
        #[cfg(feature = "mock")]
        Command::Mock(arguments) => mock::run(&arguments, started),
        Command::Init(arguments) => init::run(&arguments),
        Command::Schema => {
            print(&format!("{:#}\n", bindery::config::schema()));
            ExitCode::SUCCESS
        }
        Command::Explain { code } => explain(&code),
        Command::Completions { shell } => shell::completions::<Cli>(shell),
        Command::Man { directory } => shell::man::<Cli>(directory.as_deref()),
    }
}

fn work(input: &Input, task: Task, started: Instant) -> ExitCode {
    work::run(input, task, started).map_or_else(|code| code, |done| done.code)
}

impl Input {
    fn is_standard_input(&self) -> bool {
        self.spec.as_deref() == Some(Path::new("-"))
    }

    fn options(&self) -> Options {
        let (config, table) = match (&self.config, &self.spec) {
            (Some(config), Some(spec)) => (Some(config.clone()), locate::table_of(config, spec)),
            (Some(config), None) => (Some(config.clone()), None),
            (None, None) => (locate::nearest_config(), None),
            (None, Some(spec)) => locate::config_of(spec).map_or((None, None), |(config, table)| (Some(config), table)),
        };
        let mut deny = Denied::default();
        self.deny.iter().for_each(|each| deny.extend(each));
        let mut allow = Allowed::default();
        self.allow.iter().for_each(|each| allow.extend(each));
        Options {
            description: if self.is_standard_input() { Some("<stdin>".into()) } else { self.spec.clone() },
            bytes: self.is_standard_input().then(standard_input),
            config,
            table,
            output: self.out.clone(),
            name: self.name.clone(),
            root: self.root.clone(),
            only: self.only.clone(),
            except: self.except.clone(),
            settings: self.set.clone(),
            overlays: self.overlay.clone(),
            patches: self.patch.clone(),
            effective_spec: self.effective_spec.clone(),
            lock: self.lock.clone().flatten(),
            locking: match (self.locked, &self.lock) {
                (true, _) => Locking::Unchanged,
                (false, Some(_)) => Locking::Create,
                (false, None) => Locking::Present,
            },
            runtime_path: self.runtime_path.clone(),
            deny,
            allow,
            ..Options::default()
        }
    }
}

/// Reads all of standard input, up to the limit; exits with an error if it is larger.
fn standard_input() -> Vec<u8> {
    let mut bytes = Vec::new();
    match std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes) {
        Ok(length) if length as u64 <= LARGEST => bytes,
        Ok(_) => refuse(&format!("standard input is larger than {} MB", LARGEST >> 20)),
        Err(error) => refuse(&format!("cannot read standard input: {error}")),
    }
}

/// Prints an error and exits.
fn refuse(message: &str) -> ! {
    complain(&format!("error: {message}\n"));
    std::process::exit(1);
}

fn out_of_step(change: &Change) -> Diagnostic {
    Diagnostic::new(Code::OutOfStep, &Pointer::root(), change.to_string()).about(File::Output)
}

fn list(input: &Input, json: bool, started: Instant) -> ExitCode {
    let mut run = match crates::run_single(input, bindery::run) {
        Ok(run) => run,
        Err(code) => return code,
    };
    run.diagnostics.extend(bindery::write_effective_spec(&run));
    if let Some(product) = &run.product {
        let listing = bindery::listing::listing(product);
        let text = if json { format!("{listing:#}\n") } else { listing::plain(&listing) };
        print(&text);
    }
    input.reporting.runs(&[Reported { name: None, run: &run }], started);
    let code = if run.diagnostics.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS };
    // The process is about to exit: freeing the memory piece by piece would only take time.
    std::mem::forget(run);
    code
}

fn explain(code: &str) -> ExitCode {
    match Code::of(code) {
        Some(code) => {
            print(&explanation(code));
            ExitCode::SUCCESS
        }
        None => {
            complain(&format!("error: unknown code {code:?}; expected one of {}\n", Code::list()));
            ExitCode::from(2)
        }
    }
}
