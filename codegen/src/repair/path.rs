//! JSONPath expressions for places.

use crate::diag::Pointer;
use crate::source::Documents;
use serde_json::Value;

/// An expression that selects exactly a place. Elements of arrays are selected by their index.
pub(super) fn path(documents: &Documents, place: &Pointer) -> String {
    let mut here = Pointer::document_root(place.document());
    let mut text = "$".to_owned();
    for segment in place.segments() {
        match documents.at(&here) {
            Some(Value::Array(_)) => text.push_str(&format!("[{segment}]")),
            _ => text.push_str(&member(&segment)),
        }
        here = here.join(&segment);
    }
    text
}

/// A member as a segment: short if it is a name.
pub(super) fn member(name: &str) -> String {
    let begins = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    match begins && name.chars().all(|each| each.is_ascii_alphanumeric() || each == '_') {
        true => format!(".{name}"),
        false => format!("[{}]", quoted(name)),
    }
}

/// A string literal (RFC 9535, 2.3.1.1).
pub(super) fn quoted(text: &str) -> String {
    let mut out = "'".to_owned();
    for each in text.chars() {
        match each {
            '\'' | '\\' => {
                out.push('\\');
                out.push(each);
            }
            each if each.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(each))),
            each => out.push(each),
        }
    }
    out + "'"
}
