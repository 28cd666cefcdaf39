//! Reads documents: bytes to values. The texts are kept so that diagnostics can name line and column.

mod documents;
mod json;
mod load;
mod locate;
mod model;
mod parse;
mod provenance;
mod text;
mod wanted;
mod yaml;

pub use documents::Documents;
pub use load::Vendored;
pub use model::Source;
use model::{DEEPEST, Format, LARGEST, MOST_VALUES, ParseError, Parsed, TWO_TO_63};
use parse::text_of;

pub(crate) use documents::decoded;
pub(crate) use provenance::{Provenance, Written};

use crate::diag::{Code, Diagnostic, Diagnostics, Part, Place, Pointer, word_at};
use indexmap::IndexMap;
use serde_json::Value;
use std::ops::Range;
use std::path::Path;

impl Source {
    /// An empty description.
    pub(crate) fn unread(path: &Path) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    /// Reads a file beside the documents, such as an overlay. Returns the name for places in it, its value, and diagnostics.
    pub(crate) fn read_beside(&mut self, path: &Path) -> (String, Option<Value>, Diagnostics) {
        let mut name = path.to_string_lossy().replace('\\', "/").replace('#', "%23");
        while self.texts.contains_key(&name) || self.documents.get(&name).is_some() {
            name.insert_str(0, "./");
        }
        match crate::files::read(path, LARGEST) {
            Ok(bytes) => {
                let (text, parsed, diagnostics) = text_of(path, bytes, &name);
                self.texts.insert(name.clone(), text);
                // It is read like a description, but is not one.
                let diagnostics = diagnostics.iter().cloned().map(|mut each| {
                    each.expected =
                        each.expected.map(|text| text.replace("an OpenAPI description", "an overlay or a patch"));
                    each
                });
                let diagnostics: Diagnostics = diagnostics.collect();
                let value = parsed.map(|parsed| {
                    self.documents.note_digits(parsed.digits);
                    parsed.value
                });
                (name, value, diagnostics)
            }
            Err(error) => {
                self.texts
                    .insert(name.clone(), model::Text { path: path.to_owned(), text: String::new(), format: None });
                let place = Pointer::document_root(&name);
                let diagnostic = unreadable(path, &error, &place);
                (name, None, diagnostic.into())
            }
        }
    }

    /// The name of the document that a reference in a file beside the documents points to.
    pub(crate) fn document_for(&self, path: &Path, reference: &str) -> Option<String> {
        let reference = reference.split('#').next().unwrap_or_default();
        let documents = || self.texts.iter().filter(|(name, _)| self.documents.get(name).is_some());
        if documents::is_url(reference) {
            let own = self.documents.main().get("$self").and_then(Value::as_str) == Some(reference);
            return if own {
                Some(String::new())
            } else {
                documents().map(|(name, _)| name.clone()).find(|name| name == reference)
            };
        }
        let whole = path.parent().unwrap_or_else(|| Path::new("")).join(decoded(reference)).canonicalize().ok()?;
        documents()
            .find(|(_, text)| text.path.canonicalize().is_ok_and(|path| path == whole))
            .map(|(name, _)| name.clone())
    }

    /// Loads the documents that the edited description refers to.
    pub(crate) fn load_more(&mut self, vendored: &Vendored, root: Option<&Path>) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        load::load(self, vendored, root, &mut diagnostics);
        diagnostics
    }

    /// The paths of the files that were read.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        let files = self.texts.iter().filter(|(name, _)| self.is_file || !name.is_empty());
        files.map(|(_, text)| text.path.as_path())
    }

    /// The path of the document that a place is in.
    pub fn path_of(&self, place: Place<'_>) -> &Path {
        self.texts.get(place.pointer.document()).map_or(&self.path, |text| &text.path)
    }

    /// The text that a place is in.
    pub fn text_at(&self, place: Place<'_>) -> Option<&str> {
        self.texts.get(place.pointer.document()).map(|text| text.text.as_str())
    }

    /// The spans of places in the description, in bytes.
    pub fn spans(&self, places: &[Place<'_>]) -> Vec<Option<Range<usize>>> {
        let mut spans = vec![None; places.len()];
        for (name, text) in &self.texts {
            let mut wanted = Vec::new();
            for (index, place) in places.iter().enumerate().filter(|(_, place)| place.pointer.document() == name) {
                match place.offset {
                    Some(offset) => spans[index] = Some(word_at(&text.text, offset)),
                    None => wanted.push(index),
                }
            }
            if let (Some(format), false) = (text.format, wanted.is_empty()) {
                let here: Vec<(&Pointer, Part)> =
                    wanted.iter().map(|index| (places[*index].pointer, places[*index].part)).collect();
                let found = locate::spans_of(&text.text, format, &here);
                wanted.into_iter().zip(found).for_each(|(index, span)| spans[index] = span);
            }
        }
        spans
    }
}

/// Reads a description with all documents that it refers to, which must lie in `root`, or else in the repository around
/// the description. If the file cannot be read or parsed, the source is empty and the diagnostics give the reason.
pub fn read(path: &Path, vendored: &Vendored, root: Option<&Path>) -> (Source, Diagnostics) {
    match crate::files::read(path, LARGEST) {
        Ok(bytes) => {
            let (mut source, mut diagnostics) = parse(path, bytes);
            source.is_file = true;
            load::load(&mut source, vendored, root, &mut diagnostics);
            (source, diagnostics)
        }
        Err(error) => (Source::unread(path), unreadable(path, &error, &Pointer::root()).into()),
    }
}

fn unreadable(path: &Path, error: &std::io::Error, place: &Pointer) -> Diagnostic {
    let code = if error.kind() == std::io::ErrorKind::FileTooLarge { Code::TooLarge } else { Code::Unreadable };
    Diagnostic::new(code, place, format!("cannot read {}: {error}", path.display()))
}

/// The same for a main document that is not a file, such as standard input.
pub(crate) fn read_bytes(
    path: &Path,
    bytes: Vec<u8>,
    vendored: &Vendored,
    root: Option<&Path>,
) -> (Source, Diagnostics) {
    let (mut source, mut diagnostics) = parse(path, bytes);
    load::load(&mut source, vendored, root, &mut diagnostics);
    (source, diagnostics)
}

/// Parses a description that consists of one document.
pub fn parse(path: &Path, bytes: Vec<u8>) -> (Source, Diagnostics) {
    let (text, parsed, diagnostics) = text_of(path, bytes, "");
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (value, digits) = parsed.map(|parsed| (parsed.value, parsed.digits)).unwrap_or_default();
    let mut documents = Documents::new(value, file);
    documents.lie_in(path.parent().unwrap_or_else(|| Path::new("")));
    documents.note_digits(digits);
    (
        Source { path: path.to_owned(), is_file: false, texts: IndexMap::from([(String::new(), text)]), documents },
        diagnostics,
    )
}

#[cfg(test)]
mod tests;
