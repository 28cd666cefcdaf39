//! Reads documents: bytes to values. The texts are kept so that diagnostics can name line and column.

mod documents;
mod json;
mod load;
mod locate;
mod model;
mod parse;
mod text;
mod wanted;
mod yaml;

pub use documents::Documents;
pub use load::Vendored;
pub use model::Source;
use model::{DEEPEST, Format, LARGEST, MOST_VALUES, ParseError, Parsed, TWO_TO_63};
use parse::text_of;

pub(crate) use documents::decoded;
pub(crate) use locate::positions_of;

use crate::diag::{Code, Diagnostic, Diagnostics, Pointer, Position};
use indexmap::IndexMap;
use std::path::Path;

impl Source {
    /// A description that is not read yet.
    pub(crate) fn unread(path: &Path) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    /// The paths of the documents that were read.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.texts.values().map(|text| text.path.as_path())
    }

    /// The path of the document that a diagnostic is about.
    pub fn path_of(&self, diagnostic: &Diagnostic) -> &Path {
        self.texts.get(diagnostic.pointer.document()).map_or(&self.path, |text| &text.path)
    }

    /// Lines and columns, both from 1, of diagnostics about the description.
    pub fn positions(&self, diagnostics: &[&Diagnostic]) -> Vec<Option<Position>> {
        let mut positions = vec![None; diagnostics.len()];
        for (name, text) in &self.texts {
            let here: Vec<usize> = (0..diagnostics.len())
                .filter(|index| diagnostics[*index].pointer.document() == name.as_str())
                .collect();
            let (exact, placed): (Vec<usize>, Vec<usize>) =
                here.into_iter().partition(|index| diagnostics[*index].offset.is_some());
            let mut offsets: Vec<Option<usize>> = exact.iter().map(|index| diagnostics[*index].offset).collect();
            let pointers: Vec<&Pointer> = placed.iter().map(|index| &diagnostics[*index].pointer).collect();
            match text.format {
                Some(format) if !pointers.is_empty() => {
                    offsets.extend(locate::offsets_of(&text.text, format, &pointers));
                }
                _ => offsets.extend(pointers.iter().map(|_| None)),
            }
            let found = positions_of(&text.text, &offsets);
            for (index, position) in exact.into_iter().chain(placed).zip(found) {
                positions[index] = position;
            }
        }
        positions
    }
}

/// Reads a description with all documents that it refers to, which must lie in `root`, or else in the repository around
/// the description. If the file cannot be read or parsed, the source is empty and the diagnostics say why.
pub fn read(path: &Path, vendored: &Vendored, root: Option<&Path>) -> (Source, Diagnostics) {
    match crate::files::read(path, LARGEST) {
        Ok(bytes) => {
            let (mut source, mut diagnostics) = parse(path, bytes);
            load::load(&mut source, vendored, root, &mut diagnostics);
            (source, diagnostics)
        }
        Err(error) => {
            let code = if error.kind() == std::io::ErrorKind::FileTooLarge { Code::TooLarge } else { Code::Unreadable };
            let message = format!("cannot read {}: {error}", path.display());
            (Source::unread(path), Diagnostic::new(code, &Pointer::root(), message).into())
        }
    }
}

/// Parses a description that consists of one document.
pub fn parse(path: &Path, bytes: Vec<u8>) -> (Source, Diagnostics) {
    let (text, parsed, diagnostics) = text_of(path, bytes, "");
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (value, digits) = parsed.map(|parsed| (parsed.value, parsed.digits)).unwrap_or_default();
    let mut documents = Documents::new(value, file);
    documents.lie_in(path.parent().unwrap_or_else(|| Path::new("")));
    documents.note_digits(digits);
    (Source { path: path.to_owned(), texts: IndexMap::from([(String::new(), text)]), documents }, diagnostics)
}

#[cfg(test)]
mod tests;
