//! JSON Patch (RFC 6902).

use super::editor::{Editor, NoRoom};
use super::json_pointer::{self, index};
use crate::diag::{Code, Diagnostic, Pointer};
use crate::source::Written;
use crate::text::{closest, kind};
use serde_json::{Map, Value};

const OPERATIONS: [&str; 6] = ["add", "remove", "replace", "move", "copy", "test"];

/// Applies the operations in order. The first one that fails ends the patch (RFC 6902, 5).
pub(super) fn apply(editor: &mut Editor, root: &Pointer, operations: &[Value]) {
    for (position, value) in operations.iter().enumerate() {
        let place = root.join(position);
        editor.changed = false;
        let Some(members) = value.as_object() else {
            editor.refuse(&place, format!("the operation is {}", kind(value)), "an object with \"op\" and \"path\"");
            return;
        };
        match one(editor, &place, members) {
            Ok(Effect::Changes) if !editor.changed => {
                let message = "the description already has the value of the operation";
                editor.report(Diagnostic::new(Code::IdleAction, &place, message));
            }
            Ok(_) => {}
            Err(Failed { at, message, expected }) => {
                editor.refuse(&at, message, expected);
                return;
            }
        }
    }
}

/// Whether an operation is meant to change something.
enum Effect {
    Changes,
    Tests,
}

struct Failed {
    at: Pointer,
    message: String,
    expected: String,
}

fn one(editor: &mut Editor, place: &Pointer, members: &Map<String, Value>) -> Result<Effect, Failed> {
    let operation = text(place, members, "op")?;
    if !OPERATIONS.contains(&operation) {
        let near = closest(operation, OPERATIONS.iter().copied());
        let expected = near.map_or_else(|| format!("one of {}", OPERATIONS.join(", ")), |near| format!("{near:?}"));
        return Err(Failed { at: place.join("op"), message: format!("{operation:?} is not an operation"), expected });
    }
    let path = pointer(editor, place, members, "path")?;
    match operation {
        "add" => {
            let (value, written) = value(place, members)?;
            add(editor, place, &path, value.clone(), written)?;
        }
        "remove" => remove(editor, place, &path, "path")?,
        "replace" => {
            let (value, written) = value(place, members)?;
            let path = existing(editor, place, &path, "path")?;
            room(editor, place, value, &path)?;
            editor.replace(&path, value.clone(), written);
        }
        "move" => {
            let from = pointer(editor, place, members, "from")?;
            let from = existing(editor, place, &from, "from")?;
            if path.around().skip(1).any(|around| *around == from) {
                let message = "a value cannot be moved into itself".to_owned();
                return Err(Failed {
                    at: place.join("path"),
                    message,
                    expected: "a place outside of \"from\"".to_owned(),
                });
            }
            let (value, written) = (editor.at(&from).cloned().unwrap_or_default(), editor.provenance.of(&from));
            if from != path {
                remove(editor, place, &from, "from")?;
                add(editor, place, &path, value, written)?;
            }
        }
        "copy" => {
            let from = pointer(editor, place, members, "from")?;
            let from = existing(editor, place, &from, "from")?;
            let (value, written) = (editor.at(&from).cloned().unwrap_or_default(), editor.provenance.of(&from));
            add(editor, place, &path, value, written)?;
        }
        _ => {
            test(editor, place, &path, value(place, members)?.0)?;
            return Ok(Effect::Tests);
        }
    }
    Ok(Effect::Changes)
}

fn text<'v>(place: &Pointer, members: &'v Map<String, Value>, key: &str) -> Result<&'v str, Failed> {
    match members.get(key) {
        Some(Value::String(text)) => Ok(text),
        Some(other) => {
            let message = format!("{key:?} is {}", kind(other));
            Err(Failed { at: place.join(key), message, expected: "a string".to_owned() })
        }
        None => {
            let message = format!("the operation has no {key:?}");
            Err(Failed { at: place.clone(), message, expected: "an object with \"op\" and \"path\"".to_owned() })
        }
    }
}

fn pointer(editor: &Editor, place: &Pointer, members: &Map<String, Value>, key: &str) -> Result<Pointer, Failed> {
    let text = text(place, members, key)?;
    json_pointer::parse(&editor.whole, text).ok_or_else(|| Failed {
        at: place.join(key),
        message: format!("{text:?} is not a JSON pointer"),
        expected: "segments that begin with /, with ~1 for / and ~0 for ~ in them, such as /paths/~1pets/get"
            .to_owned(),
    })
}

fn value<'v>(place: &Pointer, members: &'v Map<String, Value>) -> Result<(&'v Value, Written), Failed> {
    match members.get("value") {
        Some(value) => Ok((value, Written::at(place.join("value")))),
        None => {
            let message = "the operation has no \"value\"".to_owned();
            Err(Failed {
                at: place.clone(),
                message,
                expected: "the value to add, to set or to compare with".to_owned(),
            })
        }
    }
}

/// A place that must exist. An index must be written without leading zeros.
fn existing(editor: &Editor, place: &Pointer, path: &Pointer, key: &str) -> Result<Pointer, Failed> {
    let mut now = editor.whole.clone();
    let mut value = &editor.root;
    for segment in path.segments() {
        let inner = match value {
            Value::Object(members) => members.get(&segment),
            Value::Array(elements) => index(&segment, elements.len() + 1).and_then(|index| elements.get(index)),
            _ => None,
        };
        let Some(inner) = inner else {
            let missing = now.join(&segment);
            return Err(Failed {
                at: place.join(key),
                message: format!("there is no {}", missing.text()),
                expected: nearest(value, &now, &segment),
            });
        };
        (value, now) = (inner, now.join(segment));
    }
    Ok(now)
}

fn nearest(value: &Value, place: &Pointer, missing: &str) -> String {
    match value {
        Value::Object(members) => match closest(missing, members.keys().map(String::as_str)) {
            Some(near) => place.join(near).text(),
            None => format!("a key of {place}"),
        },
        Value::Array(elements) => format!("an index below {}", elements.len()),
        other => format!("a place that exists: {place} is {}", kind(other)),
    }
}

fn add(editor: &mut Editor, place: &Pointer, path: &Pointer, value: Value, written: Written) -> Result<(), Failed> {
    room(editor, place, &value, path)?;
    let path = match path.parent() {
        Some(around) => {
            let around = existing(editor, place, &around, "path")?;
            path.last().map_or(around.clone(), |last| around.join(last))
        }
        None => path.clone(),
    };
    editor.insert(&path, value, written).map_err(|error| Failed {
        at: place.join("path"),
        message: format!("nothing can be added at {}", path.text()),
        expected: match error {
            NoRoom::Index(count) => format!("an index up to {count}, or - for the end"),
            NoRoom::Nothing => "a place in an object or in an array".to_owned(),
        },
    })
}

fn remove(editor: &mut Editor, place: &Pointer, path: &Pointer, key: &str) -> Result<(), Failed> {
    let path = existing(editor, place, path, key)?;
    if path == editor.whole {
        let message = "the root of a document cannot be removed".to_owned();
        return Err(Failed { at: place.join(key), message, expected: "a place inside of it".to_owned() });
    }
    editor.remove(&[path]);
    Ok(())
}

fn test(editor: &Editor, place: &Pointer, path: &Pointer, value: &Value) -> Result<(), Failed> {
    let path = existing(editor, place, path, "path")?;
    let found = editor.at(&path);
    if found.is_some_and(|found| same(found, value)) {
        return Ok(());
    }
    let shown: String = found.map(Value::to_string).unwrap_or_default().chars().take(60).collect();
    Err(Failed {
        at: place.join("value"),
        message: format!("the test fails: {} is {shown}", path.text()),
        expected: "the value that the description has; it has changed since the patch was made".to_owned(),
    })
}

/// Whether values are equal; numbers are compared by value, not by spelling (RFC 6902, 4.6).
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || left.as_f64() == right.as_f64() && (left.is_f64() || right.is_f64())
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, left)| right.get(key).is_some_and(|right| same(left, right)))
        }
        _ => left == right,
    }
}

fn room(editor: &mut Editor, place: &Pointer, value: &Value, path: &Pointer) -> Result<(), Failed> {
    let depth = path.segments().count();
    editor.budget.add(value, depth).ok_or_else(|| Failed {
        at: place.clone(),
        message: "the patch adds more values than are supported, or nests them too deeply".to_owned(),
        expected: "at most 2,000,000 values, at most 127 levels deep".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_by_value() {
        let of = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
        assert!(same(&of("[1.0, {\"a\": 2}]"), &of("[1, {\"a\": 2.0}]")));
        assert!(!same(&of("9007199254740993"), &of("9007199254740992")));
        assert!(!same(&of("\"1\""), &of("1")));
    }
}
