//! The lock file of names: where it is, and what it has.

use super::options::{Locking, Options};
use crate::config::{self, Config};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::files;
use crate::names::{Lock, read_lock};
use crate::paths::joined;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The maximum size of a lock file in bytes.
const LARGEST: usize = 64 << 20;

/// The lock file of a run.
#[derive(Debug)]
pub(super) struct LockFile {
    pub(super) path: PathBuf,
    /// Its text, if it exists.
    pub(super) text: Option<String>,
    /// Its names.
    pub(super) lock: Lock,
    /// The text with the names of this run.
    pub(super) renewed: Option<String>,
    pub(super) locking: Locking,
    /// Whether it was written, and how many names were added, changed and removed.
    pub(super) written: Option<[usize; 3]>,
}

/// The path of the lock file, whether it exists or not: beside bindery.toml unless the options or the configuration name another.
pub(super) fn path(options: &Options, config: &Config, base: &Path) -> Option<PathBuf> {
    let named = options.lock.clone().or_else(|| config.lock.as_ref().map(|path| joined(base, path)));
    named.or_else(|| {
        let file = options.config.as_ref()?;
        Some(base.join(match options.table {
            None => "bindery.lock".to_owned(),
            Some(table) => format!("bindery.{}.lock", word(file, table)),
        }))
    })
}

/// The word for a `[[crate]]` table in the name of its lock file: its package or output directory, else its number.
fn word(file: &Path, table: usize) -> String {
    let word = |(name, output): (Option<String>, Option<PathBuf>)| {
        let last = output.and_then(|output| Some(output.file_name()?.to_string_lossy().into_owned()));
        let is_plain = |each: char| each.is_ascii_alphanumeric() || matches!(each, '-' | '_');
        name.or(last).filter(|word| !word.is_empty() && word.chars().all(is_plain))
    };
    let words: Vec<Option<String>> = config::names_and_outputs(file).into_iter().map(word).collect();
    let own = words.get(table).filter(|own| words.iter().filter(|other| other == own).count() == 1);
    own.cloned().flatten().unwrap_or_else(|| (table + 1).to_string())
}

/// Finds and reads the lock file.
pub(super) fn find(options: &Options, config: &Config, base: &Path) -> (Option<LockFile>, Diagnostics) {
    let is_asked = matches!(options.locking, Locking::Create | Locking::Unchanged);
    let is_needed = options.lock.is_some() || config.lock.is_some() || is_asked;
    let Some(path) = path(options, config, base) else {
        let message = "without a bindery.toml, the lock file of names needs a path";
        let found = Diagnostic::new(Code::Unreadable, &Pointer::root(), message).about(File::CommandLine);
        let found = found.expected("`--lock=FILE`, or a bindery.toml beside the lock file");
        return (None, if is_needed { found.into() } else { Diagnostics::new() });
    };
    let file = |path, text, lock| LockFile { path, text, lock, renewed: None, locking: options.locking, written: None };
    match files::read_text(&path, LARGEST) {
        Ok(text) => {
            let (lock, found) = read_lock(&text);
            (Some(file(path, Some(text), lock)), found)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            (Some(file(path, None, Lock::default())).filter(|_| is_needed), Diagnostics::new())
        }
        Err(error) => {
            let message = format!("cannot read {}: {error}", path.display());
            let found = Diagnostic::new(Code::Unreadable, &Pointer::root(), message).about(File::Lock);
            (Some(file(path, None, Lock::default())), found.into())
        }
    }
}
