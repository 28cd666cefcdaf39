//! The lock file of names: where it is, and what a run makes of it.

use super::{Options, Run};
use crate::config::{self, Config};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::names::{Lock, lock_text, read_lock};
use crate::output::Change;
use crate::paths::joined;
use crate::{files, write};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What a run may do with the lock file of names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locking {
    /// Use it and keep it up to date, if it is there or the configuration names it.
    #[default]
    Present,
    /// The same, and make it if it is missing.
    Create,
    /// Use it, and fail if it is missing or has to change.
    Unchanged,
    /// Use it if it is there, and never write it: for build scripts.
    Read,
}

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
    renewed: Option<String>,
    locking: Locking,
    /// Whether it was written, and how many names were added, changed and removed.
    written: Option<[usize; 3]>,
}

/// The path of the lock file, whether it exists or not: beside bindery.toml unless the options or the configuration name another.
fn path(options: &Options, config: &Config, base: &Path) -> Option<PathBuf> {
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
    let word = |table: usize| {
        let (name, output) = config::name_and_output(file, Some(table));
        let last = output.and_then(|output| Some(output.file_name()?.to_string_lossy().into_owned()));
        let is_plain = |each: char| each.is_ascii_alphanumeric() || matches!(each, '-' | '_');
        name.or(last).filter(|word| !word.is_empty() && word.chars().all(is_plain))
    };
    let same = |own: &String| (0..config::tables(file)).filter(|other| word(*other).as_ref() == Some(own)).count() > 1;
    word(table).filter(|own| !same(own)).unwrap_or_else(|| (table + 1).to_string())
}

/// The path of the lock file of a run, as far as the files tell it.
#[cfg(feature = "cli")]
pub fn lock_path(options: &Options) -> Option<PathBuf> {
    let (config, ..) = super::configured(options);
    let base = options.config.as_deref().and_then(Path::parent).unwrap_or_else(|| Path::new(""));
    path(options, &config, base)
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

impl Run {
    /// Keeps the names of this run for the lock file.
    pub(super) fn renew_lock(&mut self) {
        let names = self.product.as_ref().and_then(|product| product.lock.as_ref());
        if let (Some(file), Some(names)) = (&mut self.lock, names) {
            file.renewed = Some(lock_text(names));
        }
    }

    /// The path of the lock file of names, if the run has one.
    pub fn lock(&self) -> Option<&Path> {
        self.lock.as_ref().map(|file| file.path.as_path())
    }

    /// How the lock file differs from the names of this run, unless it must not be written.
    pub(super) fn lock_change(&self) -> Option<Change> {
        let file = self.lock.as_ref().filter(|file| file.locking != Locking::Read)?;
        write::change(&file.path, file.renewed.as_ref()?)
    }

    /// How many names were added to the lock file, changed in it and removed from it; `None` if it was not written.
    pub fn lock_written(&self) -> Option<[usize; 3]> {
        self.lock.as_ref()?.written
    }

    /// Reports a lock file that has to change although it must not.
    pub(super) fn check_lock(&mut self) {
        let is_held = self.lock.as_ref().is_some_and(|file| file.locking == Locking::Unchanged);
        if let Some(change) = self.lock_change().filter(|_| is_held) {
            let message = format!("{change}; --locked forbids to write it");
            self.diagnostics.push(Diagnostic::new(Code::OutOfStep, &Pointer::root(), message).about(File::Lock));
        }
    }

    /// Reports names that a build script would have to write down.
    pub(crate) fn stale_lock(&self) -> Diagnostics {
        let Some(file) = self.lock.as_ref().filter(|file| file.locking == Locking::Read) else {
            return Diagnostics::new();
        };
        let change = file.renewed.as_ref().and_then(|text| write::change(&file.path, text));
        let warn = |change: Change| Diagnostic::new(Code::StaleLock, &Pointer::root(), change.to_string());
        let found = change.map_or_else(Diagnostics::new, |change| warn(change).about(File::Lock).into());
        found.weighed(&self.levels)
    }
}

/// Writes the lock file of names, if the run has one and it has to change. Nothing is written for a run with errors.
/// [`generate`](super::generate) does this itself.
pub fn write_lock(run: &mut Run) {
    if run.diagnostics.has_errors() || run.lock_change().is_none() {
        return;
    }
    if let (Some(file), Some(now)) = (&mut run.lock, run.product.as_ref().and_then(|product| product.lock.as_ref()))
        && let Some(text) = &file.renewed
    {
        let found = write::replace(&file.path, text);
        file.written = (!found.has_errors()).then(|| file.lock.difference(now));
        run.diagnostics.extend(found);
    }
}
