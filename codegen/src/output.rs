//! The files that a run makes, and how those on disk differ from them.

use std::fmt;
use std::path::{Path, PathBuf};

/// A file of the generated crate, or of the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// The path below the output directory, with forward slashes.
    pub path: String,
    /// The whole content; on disk, a line with its hash follows the first line.
    pub text: String,
}

/// How a file on disk differs from what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is not there.
    Missing(PathBuf),
    /// Its content differs; the first line that does, counted from 1.
    Differs(PathBuf, usize),
    /// It was generated once and no longer is.
    Stale(PathBuf),
}

impl Change {
    /// The path of the file: that of the output directory, and below it that of the [`OutputFile`].
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing(path) | Self::Differs(path, _) | Self::Stale(path) => path,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path().display();
        match self {
            Self::Missing(_) => write!(formatter, "{path} is missing"),
            Self::Differs(_, line) => write!(formatter, "{path} differs from line {line} on"),
            Self::Stale(_) => write!(formatter, "{path} is no longer generated"),
        }
    }
}
