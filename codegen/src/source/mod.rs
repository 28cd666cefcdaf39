//! Bytes to values, and the texts kept so that a diagnostic can name line and column.

mod documents;
mod json;
mod load;
mod locate;
mod text;
mod yaml;

pub use documents::Documents;
pub use load::Vendored;

pub(crate) use documents::decoded;
pub(crate) use locate::positions_of;

use crate::diag::{Code, Diagnostic, Diagnostics, Pointer, Position};
use indexmap::IndexMap;
use serde_json::Value;
use std::path::{Path, PathBuf};
use text::Encoding;

/// How long a text may be, in bytes. The largest description known has 47 MB.
const LARGEST: usize = 128 << 20;
/// How many values a document may have. The largest description known has 1.5 million.
const MOST_VALUES: usize = 10_000_000;
/// How deep values may lie in each other, so that no walk over them exhausts the stack. Real descriptions stay below 40.
const DEEPEST: usize = 127;

/// How much of a long number a message shows.
const SHOWN_DIGITS: usize = 20;

/// From here on, a number that is no integer of 64 bits may be a larger one.
const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// An API description as it was read.
#[derive(Debug, Default)]
pub struct Source {
    /// Where its main document was read from, as the user wrote it.
    pub path: PathBuf,
    /// The texts of its documents, by name.
    texts: IndexMap<String, Text>,
    /// The values of its documents.
    pub documents: Documents,
}

/// A text that was read.
#[derive(Debug)]
struct Text {
    path: PathBuf,
    text: String,
    /// What the text is; `None` when it could not be understood.
    format: Option<Format>,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Json,
    Yaml,
}

/// A text that was understood.
#[derive(Debug)]
struct Parsed {
    value: Value,
    /// The names that occur twice.
    duplicates: Vec<Pointer>,
    /// The integers that no 64 bits hold, whose values are only near to them, with their digits.
    digits: Vec<(Pointer, String)>,
    /// The numbers with a fraction or an exponent that are beyond every float. Their values are texts.
    out_of_range: Vec<(Pointer, String)>,
    /// How many documents the text holds; the first one is read.
    documents: usize,
}

/// Why a text was not understood.
#[derive(Debug)]
enum Trouble {
    NotText {
        message: String,
    },
    Syntax {
        offset: usize,
        message: String,
    },
    /// It is something else altogether.
    Other {
        offset: usize,
        message: String,
        expected: String,
    },
    TooDeep {
        offset: usize,
    },
    TooManyValues,
    AliasBomb,
}

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

/// Reads a description with all documents that it refers to, which must lie in `root`, or else in the repository around the
/// description. A file that cannot be read or understood gives an empty source and says so.
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

/// Takes the bytes of a description that consists of one document.
pub fn parse(path: &Path, bytes: Vec<u8>) -> (Source, Diagnostics) {
    let (text, parsed, diagnostics) = text_of(path, bytes, "");
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (value, digits) = parsed.map(|parsed| (parsed.value, parsed.digits)).unwrap_or_default();
    let mut documents = Documents::new(value, file);
    documents.lie_in(path.parent().unwrap_or_else(|| Path::new("")));
    documents.note_digits(digits);
    (Source { path: path.to_owned(), texts: IndexMap::from([(String::new(), text)]), documents }, diagnostics)
}

/// The text and the content of a document, with what was noticed.
fn text_of(path: &Path, bytes: Vec<u8>, name: &str) -> (Text, Option<Parsed>, Diagnostics) {
    let root = Pointer::document_root(name);
    let mut diagnostics = Diagnostics::new();
    let unknown = |text| Text { path: path.to_owned(), text, format: None };
    let (text, encoding) = match text::decode(bytes) {
        Ok(decoded) => decoded,
        Err(trouble) => {
            diagnostics.push(said(&trouble, &root, 0));
            return (unknown(String::new()), None, diagnostics);
        }
    };
    if encoding == Encoding::Utf16 {
        let message = "the text is encoded in UTF-16; it is read all the same";
        diagnostics.push(Diagnostic::new(Code::Tolerated, &root, message).expected("UTF-8"));
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let before = text.len() - body.len();
    let format = format_of(path, body);
    let parsed = match (text::known_otherwise(body), format) {
        (Some(trouble), _) => Err(trouble),
        (None, Format::Json) => json::parse(body, name),
        (None, Format::Yaml) => yaml::parse(body, name),
    };
    match parsed {
        Ok(parsed) => {
            for pointer in &parsed.duplicates {
                let name = pointer.segments().last().unwrap_or_default();
                let message = format!("the name {name:?} occurs twice in one object; the last one counts");
                diagnostics.push(Diagnostic::new(Code::DuplicateName, pointer, message));
            }
            for (pointer, number) in &parsed.out_of_range {
                let shown: String = number.chars().take(SHOWN_DIGITS).collect();
                let message = format!("the number {shown} is larger than any that a float holds; it is taken as text");
                diagnostics.push(Diagnostic::new(Code::Tolerated, pointer, message).expected("a number below 1.8e308"));
            }
            if parsed.documents > 1 {
                let message = format!("the file holds {} documents; only the first one is read", parsed.documents);
                diagnostics.push(Diagnostic::new(Code::Tolerated, &root, message));
            }
            (Text { format: Some(format), ..unknown(text) }, Some(parsed), diagnostics)
        }
        Err(trouble) => {
            diagnostics.push(said(&trouble, &root, before));
            (unknown(text), None, diagnostics)
        }
    }
}

fn said(trouble: &Trouble, root: &Pointer, before: usize) -> Diagnostic {
    match trouble {
        Trouble::NotText { message } => Diagnostic::new(Code::Syntax, root, message).expected("a text in UTF-8"),
        Trouble::Other { offset, message, expected } => {
            Diagnostic::new(Code::Syntax, root, message).expected(expected).at(before + offset)
        }
        Trouble::Syntax { offset, message } => Diagnostic::new(Code::Syntax, root, message).at(before + offset),
        Trouble::TooDeep { offset } => {
            let message = format!("the values lie more than {DEEPEST} levels deep in each other");
            Diagnostic::new(Code::TooLarge, root, message).at(before + offset)
        }
        Trouble::TooManyValues => {
            Diagnostic::new(Code::TooLarge, root, format!("the document has more than {MOST_VALUES} values"))
        }
        Trouble::AliasBomb => {
            Diagnostic::new(Code::TooLarge, root, "the aliases of the document multiply out of bounds")
        }
    }
}

/// What a text is: by the name of the file, else by its first character.
fn format_of(path: &Path, text: &str) -> Format {
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    match extension.as_deref().and_then(std::ffi::OsStr::to_str) {
        Some("json") => Format::Json,
        // YAML contains JSON, whose own parser is faster and stricter.
        _ if text.trim_start().starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() => {
            Format::Json
        }
        Some("yaml" | "yml") => Format::Yaml,
        _ if text.trim_start().starts_with(['{', '[']) => Format::Json,
        _ => Format::Yaml,
    }
}

#[cfg(test)]
mod tests;
