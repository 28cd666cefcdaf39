//! The files of a run, as the options and the configuration name them.

use crate::config::Config;
use crate::overlay::Edits;
use crate::paths::{joined, relative};
use crate::plan::Places;
use std::path::{Path, PathBuf};

/// Where the generated crate finds what it depends on.
pub(super) fn places(runtime: Option<&PathBuf>, config: &Config, base: &Path, output: Option<&Path>) -> Places {
    let runtime = runtime.cloned().or_else(|| config.runtime_path.as_ref().map(|path| joined(base, path)));
    let output = output.unwrap_or_else(|| Path::new(""));
    let base = if base.as_os_str().is_empty() { Path::new(".") } else { base };
    Places { runtime: runtime.map(|runtime| relative(output, &runtime)), configuration: relative(output, base).into() }
}

/// The overlays and patches of a run.
pub(super) fn edits((overlays, patches): (&[PathBuf], &[PathBuf]), config: &Config, base: &Path) -> Edits {
    let all = |configured: &[PathBuf], given: &[PathBuf]| {
        configured.iter().map(|path| joined(base, path)).chain(given.iter().cloned()).collect()
    };
    Edits { overlays: all(&config.overlays, overlays), patches: all(&config.patches, patches) }
}

/// The files that a run is to read, as far as they are named.
pub(super) fn named_files(description: Option<&Path>, edits: &Edits) -> Vec<PathBuf> {
    let description = description.map(Path::to_owned);
    description.into_iter().chain(edits.overlays.iter().chain(&edits.patches).cloned()).collect()
}
