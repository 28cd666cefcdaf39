//! Applies the actions of an overlay, in order.

use super::editor::Editor;
use super::json_path::JsonPath;
use super::merge::{Addition, merge_all};
use super::nearest::nearest;
use super::read::{Action, Change, Overlay};
use super::segments;
use crate::diag::{Code, Diagnostic, Pointer};
use crate::source::Written;
use crate::text::kind;
use serde_json::Value;

pub(super) fn apply(editor: &mut Editor, overlay: &Overlay<'_>) {
    for action in &overlay.actions {
        one(editor, action);
        if editor.exhausted {
            return;
        }
    }
}

fn one(editor: &mut Editor, action: &Action<'_>) {
    let target = action.place.join("target");
    if let Change::Nothing(reason) = action.change {
        editor.report(idle(&action.place, reason));
        return;
    }
    let Some(places) = places(editor, &action.target, &target) else { return };
    if places.is_empty() {
        let diagnostic = unmatched(editor, &action.target, &target, "the action changes nothing");
        editor.report(diagnostic);
        return;
    }
    editor.changed = false;
    match &action.change {
        Change::Remove => {
            if places.contains(&editor.whole) {
                editor.refuse(&target, "the root of a document cannot be removed", "a target inside of it");
                return;
            }
            editor.remove(&places);
        }
        Change::Update(value) => {
            let written = Written::at(action.place.join("update"));
            if are_alike(editor, &places, &target) {
                merge_all(editor, &places, &Addition { value, written });
            }
        }
        Change::Copy(path) => copy(editor, action, path, &places),
        Change::Nothing(_) => {}
    }
    if !editor.changed && !editor.has_reported_inside(&action.place) {
        editor.report(idle(&action.place, "the description already has the values of the action"));
    }
}

fn copy(editor: &mut Editor, action: &Action<'_>, path: &JsonPath, places: &[Pointer]) {
    let place = action.place.join("copy");
    let Some(found) = self::places(editor, path, &place) else { return };
    match found.as_slice() {
        [one] => {
            let written = editor.provenance.of(one);
            let Some(value) = editor.at(one).cloned() else { return };
            if are_alike(editor, places, &action.place.join("target")) {
                merge_all(editor, places, &Addition { value: &value, written });
            }
        }
        [] => {
            let Diagnostic { message, expected, .. } = unmatched(editor, path, &place, "there is nothing to copy");
            editor.refuse(
                &place,
                message,
                expected.unwrap_or_else(|| "an expression that selects one value".to_owned()),
            );
        }
        several => {
            let message = format!("{} selects {} values", path.text, several.len());
            editor.refuse(&place, message, "an expression that selects the one value to copy");
        }
    }
}

/// The places that an expression selects; `None` if it would visit too many values.
fn places(editor: &mut Editor, path: &JsonPath, place: &Pointer) -> Option<Vec<Pointer>> {
    if editor.budget.allows(&segments::shape(&path.text)) {
        return Some(path.places(&editor.whole, &editor.root));
    }
    let message = format!("{} visits more values of this document than is supported", path.text);
    editor.report(
        Diagnostic::new(Code::TooLarge, place, message)
            .expected("an expression with fewer \"..\", and without queries from the root in its filters"),
    );
    None
}

/// Whether the selected values are all objects, all arrays or all primitive, as the specification demands.
fn are_alike(editor: &mut Editor, places: &[Pointer], target: &Pointer) -> bool {
    let class = |value: &Value| match value {
        Value::Object(_) => "objects",
        Value::Array(_) => "arrays",
        _ => "primitive values",
    };
    let mut classes: Vec<&str> = Vec::new();
    for place in places {
        let found = editor.at(place).map_or("nothing", class);
        if !classes.contains(&found) {
            classes.push(found);
        }
    }
    if classes.len() < 2 {
        return true;
    }
    let message = format!("the target selects {}", classes.join(" and "));
    editor.refuse(target, message, "values of one kind; use one action for each kind");
    false
}

fn idle(place: &Pointer, message: &str) -> Diagnostic {
    Diagnostic::new(Code::IdleAction, place, message)
}

/// Reports the longest prefix that selects something, for an expression that selects nothing.
fn unmatched(editor: &Editor, path: &JsonPath, place: &Pointer, consequence: &str) -> Diagnostic {
    let text = &path.text;
    let Some(near) = nearest(editor, path) else {
        return idle(place, &format!("{text} selects nothing; {consequence}"));
    };
    let found = idle(
        place,
        &format!("{text} selects nothing: {} exists, but has no {}; {consequence}", near.exists, near.missing),
    );
    match (near.alternative, near.reference) {
        (Some(alternative), _) => found.expected(format!("{}{alternative}", near.exists)),
        (None, Some(reference)) => found.expected(format!(
            "a path without references, which JSONPath does not follow: {} is {{\"$ref\": {reference:?}}}; to edit another document, name it with \"extends\"",
            near.exists
        )),
        (None, None) => match editor.root.pointer("").filter(|_| near.exists == "$") {
            Some(root) if !root.is_object() => found.expected(format!("a document that is an object, not {}", kind(root))),
            _ => found,
        },
    }
}
