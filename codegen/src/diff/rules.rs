//! Proposes rules for bindery.toml that keep callers compiling.

use super::Change;
use super::recorder::Subject;

/// A rule that matches a pattern.
fn rule(pattern: &str, key: &str, value: &str) -> String {
    format!("[[rule]]\nmatch = {}\n{key} = {value}\n", text(pattern))
}

/// A TOML string, whose escapes are those of JSON, except that JSON leaves one control character as it is.
fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// Keeps the old name of a type.
pub(super) fn rename_type(subject: &Subject, old: &str) -> Option<String> {
    component(subject).map(|component| rule(component, "rename", &text(old)))
}

/// Keeps the old name of a property or a value.
pub(super) fn rename_member(subject: &Subject, wire: &str, old: &str) -> Option<String> {
    member(subject, wire).map(|pattern| rule(&pattern, "rename", &text(old)))
}

/// Keeps a property optional or nullable.
pub(super) fn presence(subject: &Subject, wire: &str, change: Change) -> Option<String> {
    let key = match change {
        Change::BecameRequired | Change::RequiredAdded => "optional",
        Change::NoLongerNullable => "nullable",
        _ => return None,
    };
    member(subject, wire).map(|pattern| rule(&pattern, key, "true"))
}

/// Patterns cannot say a `*` or a dot that stands for itself.
fn is_plain(name: &str) -> bool {
    !name.contains(['*', '.'])
}

fn component(subject: &Subject) -> Option<&str> {
    subject.component.as_deref().filter(|name| is_plain(name))
}

fn member(subject: &Subject, wire: &str) -> Option<String> {
    let component = component(subject)?;
    is_plain(wire).then(|| format!("{component}.{wire}"))
}
