//! Runs in memory: nothing is read from a disk, and nothing is written.

use super::pipeline::Goal;
use super::{Run, Texts, bound, check};
use crate::config::{self, Config};
use crate::diag::Diagnostics;
use crate::plan::Places;
use crate::source;
use std::path::{Path, PathBuf};

/// Binds a description in memory. Nothing is written.
///
/// The description is a single document; references to other documents are not followed. `path` is its name in diagnostics, and its
/// extension tells JSON from YAML. The paths in the configuration are not used.
///
/// # Errors
/// Errors are diagnostics of the run, which then has no product: the bytes are not an OpenAPI description or exceed a bound, or a
/// diagnostic is denied.
pub fn bind(path: &Path, bytes: Vec<u8>, config: &Config) -> Run {
    in_memory(path, bytes, (config, Goal::Files), &Places::default(), None, Diagnostics::new())
}

/// Binds a description in memory as [`bind`] does, up to the plan of the crate: its files are written by [`emit`](crate::emit::emit)
/// when they are wanted. The configuration is a text, too, so that diagnostics about it have places in it. For the playground.
///
/// # Errors
/// The same as for [`bind`], and the configuration is invalid.
pub fn draft_text(path: &Path, bytes: Vec<u8>, (config_path, text): (&Path, &str)) -> Run {
    let (config, mut found) = config::parse(text);
    found.extend(check::check(&config, false));
    in_memory(
        path,
        bytes,
        (&config, Goal::Draft),
        &Places::default(),
        Some((config_path.to_owned(), text.to_owned())),
        found,
    )
}

pub(super) fn in_memory(
    path: &Path,
    bytes: Vec<u8>,
    (config, goal): (&Config, Goal),
    places: &Places,
    config_text: Option<(PathBuf, String)>,
    mut diagnostics: Diagnostics,
) -> Run {
    let (mut source, found) = source::parse(path, bytes);
    diagnostics.extend(found);
    let documents = std::mem::take(&mut source.documents);
    let texts = Texts { description: source, config: config_text, output: PathBuf::new(), named: Vec::new() };
    let mut run = Run::begun(diagnostics, config, None, texts);
    if run.diagnostics.has_errors() {
        return run;
    }
    run.documents = goal.keeps_documents().then(|| documents.clone());
    run.product = bound(documents, (config, None), places, goal, &mut run.diagnostics);
    run
}
