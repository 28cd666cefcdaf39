//! What a command works on: the options that most commands have, and the crates and files that they mean.

pub(crate) mod crates;
pub(crate) mod locate;
pub(crate) mod options;

use crate::report::{Reporting, complain};
use bindery::config::{Selector, Setting};
use bindery::diag::{Allowed, Denied};
use bindery::{Locking, Options};
use clap::Args;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The limit for standard input in bytes, the same as for files.
const LARGEST: u64 = 128 << 20;

#[derive(Args)]
pub(crate) struct Input {
    /// The OpenAPI description; `-` reads it from standard input. Default: the one that bindery.toml names.
    pub(crate) spec: Option<PathBuf>,
    /// The output directory.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The name of the generated package.
    #[arg(long, value_name = "PACKAGE")]
    pub(crate) name: Option<String>,
    /// The configuration file. Default: the nearest bindery.toml; if a description is given, only one that applies to it.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The folder that must contain every file that the description refers to. Default: the repository around it.
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Bind only the operations that match this selector: an operationId, `tag:NAME`, `group:NAME`, `METHOD /path/*`,
    /// `webhook:NAME`, `audience:NAME`, `deprecated` or `internal`; `*` matches any text. May be repeated.
    #[arg(long, value_name = "SELECTOR")]
    pub(crate) only: Vec<Selector>,
    /// Leave out the operations that match this selector. May be repeated.
    #[arg(long, value_name = "SELECTOR")]
    pub(crate) except: Vec<Selector>,
    /// An overlay (OpenAPI Overlay 1.0 or 1.1) to apply to the description. May be repeated.
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Vec<PathBuf>,
    /// A patch (JSON Patch or JSON Merge Patch) to apply after the overlays. May be repeated.
    #[arg(long, value_name = "FILE")]
    pub(crate) patch: Vec<PathBuf>,
    /// Write the description with all overlays and patches applied to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    pub(crate) effective_spec: Option<PathBuf>,
    /// Keep names in bindery.lock, or in this file, which is made if it is missing. Default: bindery.lock beside bindery.toml, if it
    /// is there.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    pub(crate) lock: Option<Option<PathBuf>>,
    /// Fail if the lock file of names is missing or has to change.
    #[arg(long)]
    pub(crate) locked: bool,
    /// Set any other key of bindery.toml, such as `dates=jiff` or `package.version=1.2.0`. May be repeated.
    #[arg(long, value_name = "KEY=VALUE", value_parser = options::setting)]
    pub(crate) set: Vec<Setting>,
    /// A local copy of bindery-runtime for the generated crate to depend on. Default: the published package.
    #[arg(long, value_name = "PATH")]
    pub(crate) runtime_path: Option<PathBuf>,
    /// Turn diagnostics into errors: a code such as B0302, or `warnings` or `notes` for all of them.
    #[arg(long, value_name = "CODE")]
    pub(crate) deny: Vec<Denied>,
    /// Do not report diagnostics: a code such as B0302, or `warnings` or `notes` for all of them.
    #[arg(long, value_name = "CODE")]
    pub(crate) allow: Vec<Allowed>,
    /// Process the crates of every bindery.toml in this folder and below it.
    #[arg(long)]
    pub(crate) workspace: bool,
    /// Process only the crate with this name, if bindery.toml has several. May be repeated.
    #[arg(long = "crate", value_name = "NAME")]
    pub(crate) members: Vec<String>,
    #[command(flatten)]
    pub(crate) reporting: Reporting,
}

impl Input {
    pub(crate) fn is_standard_input(&self) -> bool {
        self.spec.as_deref() == Some(Path::new("-"))
    }

    pub(crate) fn options(&self) -> Options {
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
