//! Bytes to a value, and the text kept so that a diagnostic can name line and column.

mod locate;

pub(crate) use locate::line_and_column;

use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// An API description as it was read.
#[derive(Debug)]
pub struct Source {
    /// Where it was read from, as the user wrote it.
    pub path: PathBuf,
    /// The text.
    pub text: String,
    /// The value; `null` when the text is not JSON.
    pub value: Value,
}

impl Source {
    /// Line and column, both from 1, of a diagnostic about the description.
    pub fn position(&self, diagnostic: &Diagnostic) -> Option<(usize, usize)> {
        let offset = match diagnostic.offset {
            Some(offset) => offset,
            None if self.value.is_null() => return None,
            None => locate::offset_of(&self.text, &diagnostic.pointer)?,
        };
        Some(locate::line_and_column(&self.text, offset))
    }
}

/// Reads a description. A file that cannot be read or parsed gives an empty source and says so.
pub fn read(path: &Path) -> (Source, Diagnostics) {
    match std::fs::read(path) {
        Ok(bytes) => parse(path, bytes),
        Err(error) => {
            let message = format!("cannot read {}: {error}", path.display());
            (empty(path), Diagnostic::new(Code::Unreadable, &Pointer::root(), message).into())
        }
    }
}

/// A description without text.
pub(crate) fn empty(path: &Path) -> Source {
    Source { path: path.to_owned(), text: String::new(), value: Value::Null }
}

/// Takes the bytes of a description.
pub fn parse(path: &Path, bytes: Vec<u8>) -> (Source, Diagnostics) {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let message = format!("the text is not UTF-8 from byte {offset} on");
            return (empty(path), Diagnostic::new(Code::Syntax, &Pointer::root(), message).into());
        }
    };
    let body = text.strip_prefix('\u{feff}').unwrap_or(&text);
    match serde_json::from_str::<Value>(body) {
        Ok(value) => (Source { path: path.to_owned(), value, text }, Diagnostics::new()),
        Err(error) => {
            let offset = locate::offset_at(&text, error.line(), error.column());
            let message = format!("the text is not JSON: {}", without_position(&error.to_string()));
            let diagnostic = Diagnostic::new(Code::Syntax, &Pointer::root(), message).at(offset);
            (Source { text, ..empty(path) }, diagnostic.into())
        }
    }
}

/// serde_json ends its messages with a position, which the diagnostic gives already.
fn without_position(message: &str) -> &str {
    message.rfind(" at line ").map_or(message, |at| &message[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syntax_error_has_its_line_and_column() {
        let (source, diagnostics) = parse(Path::new("a.json"), b"{\n  \"a\": 1,\n  oops\n}".to_vec());
        let first = diagnostics.iter().next().expect("a diagnostic");
        assert_eq!(first.code, Code::Syntax);
        assert_eq!(source.position(first), Some((3, 3)));
        assert!(!first.message.contains("line"));
    }

    #[test]
    fn a_missing_file_is_said_by_name() {
        let (_, diagnostics) = read(Path::new("no/such/file.json"));
        assert!(diagnostics.iter().any(|each| each.message.contains("no/such/file.json")));
    }
}
