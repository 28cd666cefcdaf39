//! The options of a run.

use crate::config::{GroupFeatures, Placement, Selector, Setting};
use crate::diag::{Allowed, Denied};
use std::path::PathBuf;

/// What to generate, and where. Anything not set here comes from the configuration, or has its default.
///
/// Paths are relative to the working directory; those in the configuration are relative to its directory.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The path of the description.
    pub description: Option<PathBuf>,
    /// The content of the description, if it is not a file. Diagnostics call it by `description`, and references to other files are
    /// resolved against the working directory.
    pub bytes: Option<Vec<u8>>,
    /// The path of the configuration. Default: no configuration.
    pub config: Option<PathBuf>,
    /// The index of a `[[crate]]` table in the configuration. Default: the configuration has no such tables.
    pub table: Option<usize>,
    /// The output directory.
    pub output: Option<PathBuf>,
    /// The name of the package. Default: derived from the title.
    pub name: Option<String>,
    /// Diagnostics to turn into errors, in addition to those of the configuration.
    pub deny: Denied,
    /// Diagnostics not to report, in addition to those of the configuration.
    pub allow: Allowed,
    /// The folder that must contain every file that the description refers to. Default: the repository around the
    /// description, else its folder.
    pub root: Option<PathBuf>,
    /// Selectors of the operations to bind, instead of those of the configuration.
    pub only: Vec<Selector>,
    /// Selectors of operations to leave out, in addition to those of the configuration.
    pub except: Vec<Selector>,
    /// Settings that override keys of the configuration file.
    pub settings: Vec<Setting>,
    /// Overlays to apply after those of the configuration.
    pub overlays: Vec<PathBuf>,
    /// Patches to apply after those of the configuration.
    pub patches: Vec<PathBuf>,
    /// Where [`generate`](super::generate) writes the description with all overlays and patches applied.
    pub effective_spec: Option<PathBuf>,
    /// The lock file of names. Default: `bindery.lock` beside the configuration.
    pub lock: Option<PathBuf>,
    /// What may happen to the lock file.
    pub locking: Locking,
    /// The path of `bindery-runtime`. Default: the published package.
    pub runtime_path: Option<PathBuf>,
    /// Whether groups of operations become features. Modules have none by default, since these would be features of the enclosing crate.
    pub group_features: Option<GroupFeatures>,
    /// Whether the output is a crate, or a module of one.
    pub placement: Placement,
}

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
