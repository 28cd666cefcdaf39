//! Edits the documents of a description before anything else reads them: overlays (OpenAPI Overlay 1.0 and 1.1), JSON
//! Patch (RFC 6902) and JSON Merge Patch (RFC 7396).
//!
//! Every value keeps the place where it was written, so that diagnostics of later phases point into the overlay that caused them.

mod actions;
mod cost;
mod editor;
mod effective;
mod json_path;
mod json_pointer;
mod merge;
mod merge_patch;
mod nearest;
mod patch;
mod read;
mod segments;

use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use crate::source::{Documents, Source};
use crate::text::kind;
use editor::Editor;
pub(crate) use effective::effective;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The files that edit a description.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edits {
    /// Overlays, which are applied first, in order.
    pub(crate) overlays: Vec<PathBuf>,
    /// JSON Patch and JSON Merge Patch files, in order.
    pub(crate) patches: Vec<PathBuf>,
}

impl Edits {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.overlays.is_empty() && self.patches.is_empty()
    }
}

/// Applies all edits in order. It continues after errors, so that all problems are reported at once.
pub(crate) fn apply(source: &mut Source, edits: &Edits) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let overlays = edits.overlays.iter().map(|path| (path, overlay as Edit));
    let patches = edits.patches.iter().map(|path| (path, patch as Edit));
    for (path, edit) in overlays.chain(patches) {
        let (name, value, found) = source.read_beside(path);
        diagnostics.extend(found);
        let Some(value) = value else { continue };
        let was_described = is_described(&source.documents);
        let root = Pointer::document_root(&name);
        diagnostics.extend(edit(source, path, &root, &value));
        if was_described && !is_described(&source.documents) {
            let message = "with it, the description has no \"openapi\" or \"swagger\" field any more";
            let expected = "an overlay or a patch that leaves an OpenAPI description";
            diagnostics.push(Diagnostic::new(Code::Overlay, &root, message).expected(expected));
        }
    }
    diagnostics
}

/// Applies a file that was read from a path.
type Edit = fn(&mut Source, &Path, &Pointer, &Value) -> Diagnostics;

fn is_described(documents: &Documents) -> bool {
    ["openapi", "swagger"].iter().any(|key| documents.main().get(key).is_some())
}

fn overlay(source: &mut Source, path: &Path, root: &Pointer, value: &Value) -> Diagnostics {
    let (overlay, mut diagnostics) = read::overlay(root, value);
    if let Some(overlay) = overlay {
        let document = document_of(source, path, &overlay, &mut diagnostics);
        diagnostics.extend(edit(&mut source.documents, &document, |editor| actions::apply(editor, &overlay)));
    }
    diagnostics
}

fn patch(source: &mut Source, _: &Path, root: &Pointer, value: &Value) -> Diagnostics {
    match value {
        Value::Array(operations) => edit(&mut source.documents, "", |editor| patch::apply(editor, root, operations)),
        Value::Object(members) if members.contains_key("overlay") => {
            let message = "the file is an overlay, not a patch";
            Diagnostic::new(Code::Overlay, root, message).expected("it in \"overlays\", or as --overlay").into()
        }
        Value::Object(members) => edit(&mut source.documents, "", |editor| merge_patch::apply(editor, root, members)),
        other => {
            let message = format!("the file is {}, not a patch", kind(other));
            let expected = "an array of operations (JSON Patch), or an object (JSON Merge Patch)";
            Diagnostic::new(Code::Overlay, root, message).expected(expected).into()
        }
    }
}

/// Edits one document.
fn edit(documents: &mut Documents, name: &str, change: impl FnOnce(&mut Editor)) -> Diagnostics {
    let (root, provenance) = documents.take(name);
    let mut editor = Editor::new(name, root, provenance);
    change(&mut editor);
    let (root, provenance, diagnostics) = editor.finish();
    documents.put(name, root, provenance);
    diagnostics
}

/// The name of the document that an overlay is for.
fn document_of(source: &Source, path: &Path, overlay: &read::Overlay, diagnostics: &mut Diagnostics) -> String {
    let Some((place, extends)) = &overlay.extends else { return String::new() };
    match source.document_for(path, extends) {
        Some(name) => name,
        // A URL usually says where the description was downloaded from.
        None if extends.contains("://") => String::new(),
        None => {
            let message = format!(
                "the overlay extends {extends:?}, which is not a document of this description; it is applied to the main one"
            );
            let mut names: Vec<String> = source.documents.iter().map(|(name, _)| name.to_owned()).collect();
            names.retain(|name| !name.is_empty());
            let expected = match names.is_empty() {
                true => "the path of the description, from the folder of the overlay".to_owned(),
                false => format!(
                    "the path, from the folder of the overlay, of the description or one of {}",
                    names.join(", ")
                ),
            };
            diagnostics.push(Diagnostic::new(Code::Tolerated, place, message).expected(expected));
            String::new()
        }
    }
}

#[cfg(test)]
mod tests;
