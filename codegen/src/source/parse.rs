//! Parses a document: detects its encoding and format, and reports problems.

use super::model::{DEEPEST, Format, MOST_VALUES, ParseError, Parsed, SHOWN_DIGITS, Text};
use super::text::Encoding;
use super::{json, text, yaml};
use crate::diag::{Code, Diagnostic, Diagnostics, Part, Pointer, Related};
use std::path::Path;

/// The text and the parsed content of a document, with diagnostics.
pub(super) fn text_of(path: &Path, bytes: Vec<u8>, name: &str) -> (Text, Option<Parsed>, Diagnostics) {
    let root = Pointer::document_root(name);
    let mut diagnostics = Diagnostics::new();
    let unknown = |text| Text { path: path.to_owned(), text, format: None };
    let (text, encoding) = match text::decode(bytes) {
        Ok(decoded) => decoded,
        Err(error) => {
            diagnostics.push(diagnosed(&error, &root, 0));
            return (unknown(String::new()), None, diagnostics);
        }
    };
    if encoding == Encoding::Utf16 {
        let message = "the file is encoded in UTF-16 instead of UTF-8";
        diagnostics.push(Diagnostic::new(Code::Tolerated, &root, message).expected("UTF-8"));
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let before = text.len() - body.len();
    let format = format_of(path, body);
    let parsed = match (text::known_otherwise(body), format) {
        (Some(error), _) => Err(error),
        (None, Format::Json) => json::parse(body, name),
        (None, Format::Yaml) => yaml::parse(body, name),
    };
    match parsed {
        Ok(parsed) => {
            for pointer in &parsed.duplicates {
                let name = pointer.last().unwrap_or_default();
                let message = format!("duplicate key {name:?}; the last one is used");
                let mut found = Diagnostic::new(Code::DuplicateName, pointer, message).at_key();
                let label = "first written here".to_owned();
                found.related.push(Related { pointer: pointer.clone(), part: Part::FirstKey, label });
                diagnostics.push(found);
            }
            for (pointer, number) in &parsed.out_of_range {
                let shown: String = number.chars().take(SHOWN_DIGITS).collect();
                let message = format!("the number {shown} does not fit into a float; it is read as a string");
                diagnostics.push(Diagnostic::new(Code::Tolerated, pointer, message).expected("a number below 1.8e308"));
            }
            if parsed.documents > 1 {
                let message = format!("the file contains {} documents; only the first one is read", parsed.documents);
                diagnostics.push(Diagnostic::new(Code::Tolerated, &root, message));
            }
            (Text { format: Some(format), ..unknown(text) }, Some(parsed), diagnostics)
        }
        Err(error) => {
            diagnostics.push(diagnosed(&error, &root, before));
            (unknown(text), None, diagnostics)
        }
    }
}

pub(super) fn diagnosed(error: &ParseError, root: &Pointer, before: usize) -> Diagnostic {
    match error {
        ParseError::NotText { message } => {
            Diagnostic::new(Code::Syntax, root, message).expected("text encoded in UTF-8")
        }
        ParseError::Other { offset, message, expected } => {
            Diagnostic::new(Code::Syntax, root, message).expected(expected).at(before + offset)
        }
        ParseError::Syntax { offset, message } => Diagnostic::new(Code::Syntax, root, message).at(before + offset),
        ParseError::TooDeep { offset } => {
            let message = format!("the document is nested more than {DEEPEST} levels deep");
            Diagnostic::new(Code::TooLarge, root, message).at(before + offset)
        }
        ParseError::TooManyValues => {
            Diagnostic::new(Code::TooLarge, root, format!("the document has more than {MOST_VALUES} values"))
        }
        ParseError::AliasBomb => {
            Diagnostic::new(Code::TooLarge, root, "the aliases of the document expand beyond the limit")
        }
    }
}

/// The format of a text: by the file extension, else by the first character.
pub(super) fn format_of(path: &Path, text: &str) -> Format {
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    match extension.as_deref().and_then(std::ffi::OsStr::to_str) {
        Some("json") => Format::Json,
        // JSON is valid YAML, but its own parser is faster and stricter.
        _ if text.trim_start().starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() => {
            Format::Json
        }
        Some("yaml" | "yml") => Format::Yaml,
        _ if text.trim_start().starts_with(['{', '[']) => Format::Json,
        _ => Format::Yaml,
    }
}
