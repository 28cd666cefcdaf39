//! Explains an expression that selects nothing: its longest prefix that selects something, and a suggestion.

use super::editor::Editor;
use super::json_path::JsonPath;
use super::segments;
use crate::diag::Pointer;
use crate::text::closest;
use serde_json::Value;

/// The part of an expression that does select something.
pub(super) struct Nearest {
    /// The longest prefix that selects something.
    pub(super) exists: String,
    /// The segment after it.
    pub(super) missing: String,
    /// An existing key with a similar spelling.
    pub(super) alternative: Option<String>,
    /// The document behind a reference that the expression would have to follow.
    pub(super) reference: Option<String>,
}

/// `None` if there is no such prefix, as when only a filter excludes everything.
pub(super) fn nearest(editor: &Editor, path: &JsonPath) -> Option<Nearest> {
    let text = path.text.as_str();
    let ends = segments::ends(text);
    for (position, end) in ends.iter().enumerate().rev().skip(1) {
        let Ok(shorter) = JsonPath::parse(&text[..*end]) else { continue };
        if !editor.budget.allows(&segments::shape(&shorter.text)) {
            continue;
        }
        let places = shorter.places(&editor.whole, &editor.root);
        if places.is_empty() {
            continue;
        }
        let missing = &text[*end..ends[position + 1]];
        return Some(Nearest {
            exists: shorter.text.clone(),
            missing: missing.to_owned(),
            alternative: alternative(editor, &places, missing),
            reference: reference(editor, &places),
        });
    }
    None
}

/// A key with a spelling similar to the missing one, as a segment.
fn alternative(editor: &Editor, places: &[Pointer], missing: &str) -> Option<String> {
    let name = name_of(missing)?;
    let objects = places.iter().take(1000).filter_map(|place| editor.at(place)?.as_object());
    let keys = objects.flat_map(|members| members.keys().map(String::as_str));
    closest(&name, keys).map(segment)
}

/// The name in a segment that consists of a single name.
fn name_of(segment: &str) -> Option<String> {
    let unquoted = |quote: char| {
        let inside = segment.strip_prefix('[')?.strip_suffix(']')?.trim();
        let name = inside.strip_prefix(quote)?.strip_suffix(quote)?;
        (!name.contains(quote)).then(|| name.to_owned())
    };
    let plain = segment.strip_prefix('.').filter(|name| !name.is_empty() && !name.contains(['*', '.', '[']));
    plain.map(str::to_owned).or_else(|| unquoted('\'')).or_else(|| unquoted('"'))
}

/// A key as a segment of an expression.
fn segment(key: &str) -> String {
    let plain = !key.starts_with(|first: char| first.is_ascii_digit())
        && key.chars().all(|each| each.is_alphanumeric() || each == '_');
    match plain {
        true => format!(".{key}"),
        false => format!("['{}']", key.replace('\\', "\\\\").replace('\'', "\\'")),
    }
}

fn reference(editor: &Editor, places: &[Pointer]) -> Option<String> {
    let reference = editor.at(places.first()?)?.get("$ref").and_then(Value::as_str)?;
    Some(reference.to_owned())
}
