//! Proposes rules for bindery.toml that keep callers compiling.

use super::Change;
use super::model::Way;
use super::recorder::{Subject, plain};
use super::surface::Call;

/// A rule that matches a pattern.
fn rule(matcher: &str, settings: &[(&str, String)]) -> String {
    let settings = settings.iter().map(|(key, value)| format!("{key} = {value}\n"));
    format!("[[rule]]\nmatch = {matcher}\n{}", settings.collect::<String>())
}

/// A TOML string, whose escapes are those of JSON, except that JSON leaves one control character as it is.
fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// Keeps the old name of a type.
pub(super) fn rename_type(subject: &Subject, old: &str) -> Option<String> {
    component(subject).map(|component| rule(&text(component), &[("rename", text(old))]))
}

/// Keeps the old name of a property or a value.
pub(super) fn rename_member(subject: &Subject, wire: &str, old: &str) -> Option<String> {
    member(subject, wire).map(|pattern| rule(&pattern, &[("rename", text(old))]))
}

/// Keeps a property as it was. This is not proposed for received types, because a rule that promises more than the server would fail whole
/// responses.
pub(super) fn presence(subject: &Subject, wire: &str, change: Change) -> Option<String> {
    let is_sent = subject.way == Way::Sent;
    let setting = match change {
        Change::BecameRequired | Change::RequiredAdded => ("optional", "true"),
        Change::BecameOptional if is_sent => ("optional", "false"),
        Change::NoLongerNullable => ("nullable", "true"),
        Change::BecameNullable if is_sent => ("nullable", "false"),
        _ => return None,
    };
    member(subject, wire).map(|pattern| rule(&pattern, &[(setting.0, setting.1.to_owned())]))
}

/// Keeps the path of an operation.
pub(super) fn operation(old: &Call<'_>, new: &Call<'_>) -> Option<String> {
    let mut settings = Vec::new();
    if old.accessors != new.accessors {
        settings.push(("group", text(&old.group.title)));
    }
    if old.plan.method != new.plan.method {
        settings.push(("rename", text(&plain(&old.plan.method))));
    }
    Some(rule(&format!("{{ operation = {} }}", operation_id(new)?), &settings))
}

/// Keeps a parameter an argument, or a setter.
pub(super) fn parameter(new: &Call<'_>, wire: &str, change: Change) -> Option<String> {
    let optional = match change {
        Change::ArgumentRequired => "true",
        Change::ArgumentOptional => "false",
        _ => return None,
    };
    let wire = Some(wire).filter(|wire| is_plain(wire))?;
    let matcher = format!("{{ operation = {}, parameter = {} }}", operation_id(new)?, text(wire));
    Some(rule(&matcher, &[("optional", optional.to_owned())]))
}

fn operation_id(call: &Call<'_>) -> Option<String> {
    Some(call.plan.id.as_str()).filter(|id| !id.contains(['*', ' '])).map(text)
}

/// Patterns cannot express a literal `*` or dot.
fn is_plain(name: &str) -> bool {
    !name.contains(['*', '.'])
}

fn component(subject: &Subject) -> Option<&str> {
    subject.component.as_deref().filter(|name| is_plain(name))
}

fn member(subject: &Subject, wire: &str) -> Option<String> {
    let component = component(subject)?;
    is_plain(wire).then(|| text(&format!("{component}.{wire}")))
}
