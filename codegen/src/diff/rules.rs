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
    schema(subject).map(|schema| rule(&text(schema), &[("rename", or_alias(&plain(old)))]))
}

/// Keeps the name of an alias.
pub(super) fn alias(target: &Subject, old: &str) -> Option<String> {
    schema(target).map(|schema| rule(&text(schema), &[("alias", format!("[{}]", text(&plain(old))))]))
}

/// The old name as the only one, or as one more.
fn or_alias(old: &str) -> String {
    let old = text(old);
    format!("{old} # or, for both names: alias = [{old}]")
}

/// Keeps the old name of a variant, whose type is that of a component.
pub(super) fn rename_variant(subject: &Subject, component: &str, old: &str) -> Option<String> {
    let schema = schema(subject).filter(|_| is_plain(component))?;
    let matcher = format!("{{ schema = {}, variant = {} }}", text(schema), text(component));
    Some(rule(&matcher, &[("rename", text(&plain(old)))]))
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
        // The description stays right about what the server sends: what is missing is reported.
        Change::BecameRequired if subject.way == Way::Received => ("required", "\"lenient\""),
        Change::BecameRequired | Change::RequiredAdded => ("optional", "true"),
        Change::BecameOptional if is_sent => ("optional", "false"),
        Change::NoLongerNullable => ("nullable", "true"),
        Change::BecameNullable if is_sent => ("nullable", "false"),
        _ => return None,
    };
    member(subject, wire).map(|pattern| rule(&pattern, &[(setting.0, setting.1.to_owned())]))
}

/// Keeps a property in its box, or out of it.
pub(super) fn boxed(subject: &Subject, wire: &str, was_boxed: bool) -> Option<String> {
    member(subject, wire).map(|pattern| rule(&pattern, &[("boxed", was_boxed.to_string())]))
}

/// Keeps derived traits.
pub(super) fn derive(subject: &Subject, traits: &[String]) -> Option<String> {
    let traits: Vec<String> = traits.iter().map(|each| text(each)).collect();
    schema(subject).map(|schema| rule(&text(schema), &[("derive", format!("[{}]", traits.join(", ")))]))
}

/// Keeps the path of an operation.
pub(super) fn operation(old: &Call, new: &Call) -> Option<String> {
    let mut settings = Vec::new();
    if old.accessors != new.accessors {
        settings.push(("group", text(&old.title)));
    }
    if old.method != new.method {
        let method = plain(&old.method);
        // An alias is in the group of its operation.
        let kept = if settings.is_empty() { or_alias(&method) } else { text(&method) };
        settings.push(("rename", kept));
    }
    Some(rule(&format!("{{ operation = {} }}", operation_id(new)?), &settings))
}

/// Keeps a former name of an operation, which is in its group.
pub(super) fn former(new: &Call, method: &str) -> Option<String> {
    let matcher = format!("{{ operation = {} }}", operation_id(new)?);
    Some(rule(&matcher, &[("alias", format!("[{}]", text(&plain(method))))]))
}

/// Keeps a parameter an argument, or a setter with its name.
pub(super) fn parameter(new: &Call, wire: &str, old: &str, change: Change) -> Option<String> {
    let setting = match change {
        Change::SetterRenamed => ("rename", text(&plain(old))),
        change => ("optional", optional(change)?.to_owned()),
    };
    let wire = Some(wire).filter(|wire| is_plain(wire))?;
    let matcher = format!("{{ operation = {}, parameter = {} }}", operation_id(new)?, text(wire));
    Some(rule(&matcher, &[setting]))
}

/// Keeps a body an argument, or a setter.
pub(super) fn body(new: &Call, change: Change) -> Option<String> {
    let optional = optional(change)?.to_owned();
    Some(rule(&format!("{{ operation = {} }}", operation_id(new)?), &[("optional", optional)]))
}

fn optional(change: Change) -> Option<&'static str> {
    match change {
        Change::ArgumentRequired => Some("true"),
        Change::ArgumentOptional => Some("false"),
        _ => None,
    }
}

fn operation_id(call: &Call) -> Option<String> {
    Some(call.id.as_str()).filter(|id| !id.contains(['*', ' '])).map(text)
}

/// Patterns cannot express a literal `*` or dot.
fn is_plain(name: &str) -> bool {
    !name.contains(['*', '.'])
}

fn schema(subject: &Subject) -> Option<&str> {
    subject.schema.as_deref().filter(|name| is_plain(name))
}

fn member(subject: &Subject, wire: &str) -> Option<String> {
    let schema = schema(subject)?;
    is_plain(wire).then(|| text(&format!("{schema}.{wire}")))
}
