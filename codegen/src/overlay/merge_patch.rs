//! JSON Merge Patch (RFC 7396).

use super::editor::Editor;
use crate::diag::{Code, Diagnostic, Pointer};
use crate::source::Written;
use crate::text::closest;
use serde_json::{Map, Value};

/// Applies a patch to the whole document: its members are merged, `null` removes a member, anything else replaces it.
pub(super) fn apply(editor: &mut Editor, root: &Pointer, patch: &Map<String, Value>) {
    let whole = editor.whole.clone();
    members(editor, &whole, root, patch);
}

fn members(editor: &mut Editor, at: &Pointer, patch: &Pointer, added: &Map<String, Value>) {
    for (key, value) in added {
        let (place, written) = (at.join(key), patch.join(key));
        if editor.budget.visit(1).is_none() {
            let message = "the patch has more values than are supported";
            editor.report(Diagnostic::new(Code::TooLarge, &written, message));
            return;
        }
        let found = editor.at(&place);
        match (found, value) {
            (None, Value::Null) => {
                let around = editor.at(at).and_then(Value::as_object);
                let near = around.and_then(|around| closest(key, around.keys().map(String::as_str)));
                let found = idle(&written, format!("null removes {place}, which does not exist"));
                editor.report(match near.map(|near| format!("{near:?}")) {
                    Some(near) => found.expected(near),
                    None => found,
                });
            }
            (Some(_), Value::Null) => editor.remove(&[place]),
            (Some(Value::Object(_)), Value::Object(inner)) => members(editor, &place, &written, inner),
            (_, value) => {
                let value = without_null(value);
                if editor.budget.add(&value, place.segments().count()).is_none() {
                    let message = "the patch adds more values than are supported, or nests them too deeply";
                    editor.report(Diagnostic::new(Code::TooLarge, &written, message));
                    return;
                }
                editor.changed = false;
                // The enclosing value is an object: it was merged into, or is the root, which has been checked.
                if editor.insert(&place, value, Written::at(written.clone())).is_err() {
                    editor.refuse(&written, format!("{at} is not an object"), "a description that is an object");
                } else if !editor.changed {
                    editor.report(idle(&written, format!("{place} already has this value")));
                }
            }
        }
    }
}

fn idle(place: &Pointer, message: String) -> Diagnostic {
    Diagnostic::new(Code::IdleAction, place, message)
}

/// A value to add. Since there is nothing to remove, null members are dropped from its objects, but not from objects in arrays (RFC 7396,
/// 2).
fn without_null(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(key, value)| (key.clone(), without_null(value))).collect())
        }
        other => other.clone(),
    }
}
