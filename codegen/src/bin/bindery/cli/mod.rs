//! The definition of the command line, and what is made of it: completions, manual pages, the page of the book.

#[cfg(all(test, feature = "mock"))]
mod manual;
pub(crate) mod shell;

use crate::generate::release;
use crate::input::Input;
#[cfg(feature = "mock")]
use crate::mock;
use crate::{diff, init, reduce, verify};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::sync::LazyLock;

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
  bindery list openapi.yaml --json
  bindery list --signatures > signatures.json   # before an update of bindery; then: bindery diff signatures.json";

/// Generates a Rust crate from an OpenAPI description.
#[derive(Parser)]
#[command(version, long_version = LONG_VERSION.as_str(), about = "Generates a Rust crate from an OpenAPI description", after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
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
        /// Print the signatures of everything public as JSON, for `bindery diff` with another version of Bindery.
        #[arg(long, conflicts_with = "json")]
        signatures: bool,
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
