//! What a run makes of the lock file of names.

use super::Run;
#[cfg(feature = "cli")]
use super::lock_file::path;
use super::options::Locking;
#[cfg(feature = "cli")]
use super::options::Options;
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::names::lock_text;
use crate::output::Change;
use crate::write;
use std::path::Path;
#[cfg(feature = "cli")]
use std::path::PathBuf;

/// The path of the lock file of a run, as far as the files tell it.
#[cfg(feature = "cli")]
pub fn lock_path(options: &Options) -> Option<PathBuf> {
    let (config, ..) = super::configured(options);
    let base = options.config.as_deref().and_then(Path::parent).unwrap_or_else(|| Path::new(""));
    path(options, &config, base)
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

    /// Reports names that a build script would have to write down. Those that it does not need are no matter: a crate has more types than
    /// a module, which leaves out what no operation uses.
    pub(crate) fn stale_lock(&self) -> Diagnostics {
        let file = self.lock.as_ref().filter(|file| file.locking == Locking::Read);
        let now = self.product.as_ref().and_then(|product| product.lock.as_ref());
        let Some((file, now)) = file.zip(now) else { return Diagnostics::new() };
        let message = match file.lock.difference(now) {
            [0, 0, _] => return Diagnostics::new(),
            [added, 0, _] => format!("{added} names are not in {}", file.path.display()),
            [added, changed, _] => format!("{} names are not, or differ, in {}", added + changed, file.path.display()),
        };
        let found = Diagnostics::from(Diagnostic::new(Code::StaleLock, &Pointer::root(), message).about(File::Lock));
        found.weighed(&self.levels)
    }
}

/// Writes the lock file of names, if the run has one and it has to change. Nothing is written for a run with errors.
/// [`generate`](super::generate) does this itself.
pub fn write_lock(run: &mut Run) {
    let Some(change) = run.lock_change().filter(|_| !run.diagnostics.has_errors()) else { return };
    if let (Some(file), Some(now)) = (&mut run.lock, run.product.as_ref().and_then(|product| product.lock.as_ref()))
        && let Some(text) = &file.renewed
    {
        let found = write::replace(&file.path, text);
        file.written = (!found.has_errors()).then(|| file.lock.difference(now));
        run.changes.extend(file.written.map(|_| change));
        run.diagnostics.extend(found);
    }
}
