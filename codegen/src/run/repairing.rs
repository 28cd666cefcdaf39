//! Writes the overlays that make a description match what was found.

use super::pipeline::{self, Goal};
use super::{Options, Run, configured, edits, places, run_to};
use crate::api::Api;
use crate::diag::{Code, Diagnostic, Diagnostics, File, Part, Place, Pointer};
use crate::paths::relative;
use crate::repair::{Format, MARK, MARKED, Overlay, print, repair};
use crate::source::{self, Documents};
use crate::verify::Finding;
use crate::{files, write};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The maximum size of an overlay in bytes, as for all input.
const MAX_OVERLAY: usize = 128 << 20;

/// What was written.
#[derive(Debug, Default)]
pub struct Repaired {
    /// The overlays.
    pub files: Vec<Written>,
    /// What still deviates with the overlays.
    pub left: Vec<Finding>,
    /// Why something could not be written.
    pub problems: Diagnostics,
}

impl Repaired {
    /// The overlays and the number of deviations that they leave, as JSON.
    pub fn json(&self) -> Value {
        let file = |file: &Written| json!({"path": file.path.display().to_string(), "actions": file.actions});
        json!({"files": self.files.iter().map(file).collect::<Vec<_>>(), "left": self.left.len()})
    }
}

/// An overlay that was written.
#[derive(Debug)]
pub struct Written {
    /// Its path.
    pub path: PathBuf,
    /// The number of its new actions.
    pub actions: usize,
    /// Its path from bindery.toml, or from the working directory if there is none.
    pub entry: String,
}

/// Returns the deviations from an API.
type Check<'c> = &'c dyn Fn(&Api, &Documents) -> Vec<Finding>;

/// Writes an overlay for the description of a run, with which `check` finds nothing, as far as an overlay can do that. A description of
/// several documents has an overlay for each that is edited: the name of the document is part of the name of the file.
///
/// Diagnostics that are allowed are not mended. Nothing is written if nothing deviates.
pub fn write_repairs(run: &Run, options: &Options, target: &Path, check: Check<'_>) -> Repaired {
    let mut repaired = Repaired::default();
    let Some((api, documents)) = run.model() else { return repaired };
    let reported = |api: &Api, documents: &Documents| {
        let mut found = check(api, documents);
        found.retain(|finding| run.levels.of(finding.kind.code()).is_some());
        found
    };
    let (mut config, ..) = configured(options);
    // Only what cannot be bound stops a repair.
    config.deny = Default::default();
    let bind = |documents: Documents| {
        let mut found = Diagnostics::new();
        let levels = (&config, None);
        let places = places(None, &config, Path::new(""), None);
        pipeline::run_phases(documents, levels, &places, Goal::Model, &mut found).map(|product| product.api)
    };
    let overlays = repair(documents, api, &bind, &reported);
    let mut applied = Vec::new();
    let base = options.config.as_deref().and_then(Path::parent).unwrap_or_else(|| Path::new(""));
    let known = edits((&options.overlays, &options.patches), &config, base).overlays;
    for overlay in &overlays {
        match write_overlay(run, overlay, target, &known) {
            Ok(path) => {
                if !known.iter().any(|known| is_same(known, &path)) {
                    applied.push(path.clone());
                }
                let base = if base.as_os_str().is_empty() { Path::new(".") } else { base };
                let entry = relative(base, &path);
                repaired.files.push(Written { path, actions: overlay.actions.len(), entry });
            }
            Err(found) => repaired.problems.extend(found),
        }
    }
    if !repaired.problems.is_empty() {
        return repaired;
    }
    // The overlays count as they are read from their files.
    let overlays = options.overlays.iter().cloned().chain(applied).collect();
    let again = run_to(&Options { overlays, ..options.clone() }, Goal::Model);
    match again.model() {
        Some((api, documents)) => repaired.left = reported(api, documents),
        None => repaired.problems.extend(again.diagnostics.clone()),
    }
    repaired
}

fn write_overlay(run: &Run, overlay: &Overlay, target: &Path, known: &[PathBuf]) -> Result<PathBuf, Diagnostics> {
    let path = path_for(target, &overlay.document);
    let earlier = earlier(&path, known.iter().any(|known| is_same(known, &path)))?;
    let documents = run.documents.as_ref();
    let title = documents.and_then(|documents| documents.main().pointer("/info/title")).and_then(Value::as_str);
    let extends = (!overlay.document.is_empty()).then(|| extended(run, &overlay.document, &path));
    let is_yaml = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml"));
    let format = if is_yaml { Format::Yaml } else { Format::Json };
    let text = print(overlay, &earlier, extends.as_deref(), title.unwrap_or("the description"), format);
    let found = write::replace(&path, &text);
    if found.is_empty() { Ok(path) } else { Err(found) }
}

/// The path of the overlay for a document: `repairs.yaml`, and `repairs.models-pet.yaml` for `models/pet.yaml`.
fn path_for(target: &Path, document: &str) -> PathBuf {
    if document.is_empty() {
        return target.to_owned();
    }
    let stem = document.strip_suffix(".yaml").or_else(|| document.strip_suffix(".yml"));
    let stem = stem.or_else(|| document.strip_suffix(".json")).unwrap_or(document);
    let plain: String =
        stem.chars().map(|each| if each.is_ascii_alphanumeric() || each == '_' { each } else { '-' }).collect();
    let name = target.file_stem().unwrap_or_default().to_string_lossy();
    let ending = target.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    target.with_file_name(format!("{name}.{}{ending}", plain.trim_matches('-')))
}

/// How an overlay names its document: by its URL, or by its path from the folder of the overlay.
fn extended(run: &Run, document: &str, path: &Path) -> String {
    if document.contains("://") {
        return document.to_owned();
    }
    let place = Pointer::document_root(document);
    let place = Place { file: File::Description, pointer: &place, part: Part::Value, offset: None };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    relative(folder, run.texts.description.path_of(place))
}

/// The actions that an overlay of this command has and that have been applied: they stay. A file of anyone else is not overwritten.
fn earlier(path: &Path, is_applied: bool) -> Result<Vec<Value>, Diagnostics> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let foreign = |why: &str| {
        let message = format!("{} {why}, and is not overwritten", path.display());
        let expected = format!("another path for --write-overlay, or a file with `{MARK}: {MARKED}`");
        Diagnostics::from(
            Diagnostic::new(Code::ForeignFile, &Pointer::root(), message).about(File::Output).expected(expected),
        )
    };
    let bytes = files::read(path, MAX_OVERLAY).map_err(|error| foreign(&format!("cannot be read: {error}")))?;
    let (source, _) = source::parse(path, bytes);
    let file = source.documents.main();
    if file.get(MARK).and_then(Value::as_str) != Some(MARKED) {
        return Err(foreign("was not written by `bindery verify`"));
    }
    let actions = file.get("actions").and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(if is_applied { actions } else { Vec::new() })
}

fn is_same(left: &Path, right: &Path) -> bool {
    left.canonicalize().ok().zip(right.canonicalize().ok()).is_some_and(|(left, right)| left == right)
}
