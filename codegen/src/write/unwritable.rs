//! Diagnostics for files that cannot be read or written.

use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use indexmap::IndexMap;
use std::io;
use std::path::{Path, PathBuf};

/// Paths that cannot be read or written, by reason: one diagnostic for each reason, however many files there are.
#[derive(Default)]
pub(super) struct Unwritable(IndexMap<String, Vec<PathBuf>>);

impl Unwritable {
    /// Notes a path with the reason.
    pub(super) fn note(&mut self, path: &Path, error: &io::Error) {
        self.0.entry(error.to_string()).or_default().push(path.to_owned());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A diagnostic for each reason.
    pub(super) fn into_diagnostics(self) -> Diagnostics {
        let message = |(reason, paths): (String, Vec<PathBuf>)| {
            let first = paths.first().map(|path| path.display().to_string()).unwrap_or_default();
            let others = match paths.len() {
                0 | 1 => String::new(),
                2 => ", and 1 other file".to_owned(),
                count => format!(", and {} other files", count - 1),
            };
            Diagnostic::new(Code::Unwritable, &Pointer::root(), format!("{first}{others}: {reason}"))
                .about(File::Output)
        };
        self.0.into_iter().map(message).collect()
    }
}
