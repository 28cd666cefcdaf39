//! The docs of operations and their parameters.

use super::type_docs::name_as_docs;
use super::{Operation, returns, rustdoc};
use crate::api;
use crate::names::OperationNames;
use crate::text::Line;

pub(super) fn parameter_docs(parameter: &api::Parameter) -> Vec<Line> {
    let mut docs = match parameter.docs.text.as_deref().map(rustdoc::lines).filter(|lines| !lines.is_empty()) {
        Some(lines) => lines,
        None => vec![name_as_docs("parameter", &parameter.name)],
    };
    if let Some(pattern) = &parameter.docs.pattern {
        rustdoc::paragraph(&mut docs, &format!("Matches `{}`.", rustdoc::code(pattern)));
    }
    if let Some(keys) = parameter.docs.keys.as_ref().and_then(rustdoc::keys) {
        rustdoc::paragraph(&mut docs, &keys);
    }
    if let Some(constant) = &parameter.constant {
        rustdoc::paragraph(&mut docs, &format!("Sent as `{}` unless it is set.", rustdoc::code(constant)));
    } else if let Some(default) = &parameter.docs.default {
        let text = crate::dialect::plain_text(default);
        rustdoc::paragraph(&mut docs, &format!("The server's default is `{}`.", rustdoc::code(&text)));
    }
    if let Some(example) = rustdoc::example(&parameter.docs) {
        rustdoc::paragraph(&mut docs, &example);
    }
    if parameter.docs.deprecated {
        rustdoc::paragraph(&mut docs, "Deprecated.");
    }
    docs
}

/// The docs of an operation's method, or of the one that takes the body of another media type.
pub(super) fn operation_docs(
    operation: &api::Operation,
    plan: &Operation,
    own: &OperationNames,
    other_body: Option<&str>,
) -> Vec<Line> {
    let mut docs = rustdoc::prose(operation.summary.as_deref(), operation.docs.text.as_deref());
    rustdoc::paragraph(&mut docs, &returns::request(plan));
    if let Some(media_type) = other_body {
        rustdoc::paragraph(&mut docs, &format!("The body is sent as `{}`.", rustdoc::code(media_type)));
    }
    scopes(operation, &mut docs);
    for header in &operation.client_headers {
        let header = rustdoc::code(header);
        let text = format!("Set the header `{header}` with `declared_header` of the builder or the options.");
        rustdoc::paragraph(&mut docs, &text);
    }
    arguments(operation, own, &mut docs);
    returns::section(operation, plan, &mut docs);
    returns::errors(operation, plan, &mut docs);
    docs
}

/// The arguments, in order.
pub(super) fn arguments(operation: &api::Operation, own: &OperationNames, docs: &mut Vec<Line>) {
    let parameters = operation.parameters.iter().zip(&own.parameters);
    let required = parameters.filter(|(parameter, _)| parameter.required);
    let mut lines: Vec<Line> = required.flat_map(|(parameter, ident)| argument(ident, &parameter.docs)).collect();
    let body = operation.body.as_ref().filter(|body| body.required);
    lines.extend(body.into_iter().flat_map(|body| argument(&own.body, &body.docs)));
    if !lines.is_empty() {
        rustdoc::paragraph(docs, "# Arguments");
        docs.push(Line::default());
        docs.append(&mut lines);
    }
}

/// The item of an argument that has a description.
pub(super) fn argument(ident: &str, docs: &api::Docs) -> Vec<Line> {
    let about = format!("`{}`:", ident.strip_prefix("r#").unwrap_or(ident));
    let text = docs.text.as_deref().unwrap_or_default();
    let example = rustdoc::example(docs);
    let mut lines = rustdoc::item(&about, text);
    match (lines.as_mut_slice(), example) {
        ([line], None) if **line == *format!("* {about}") => Vec::new(),
        ([line], Some(example)) => vec![Line::new(format!("{line} {example}"))],
        (_, None) => lines,
        (_, Some(example)) => {
            lines.extend([Line::default(), Line::new(format!("  {example}"))]);
            lines
        }
    }
}

pub(super) fn scopes(operation: &api::Operation, docs: &mut Vec<Line>) {
    let mut scopes: Vec<String> = operation
        .security
        .iter()
        .flatten()
        .flat_map(|(_, scopes)| scopes)
        .map(|scope| format!("`{}`", rustdoc::code(scope)))
        .collect();
    scopes.dedup();
    if !scopes.is_empty() {
        let word = if scopes.len() == 1 { "scope" } else { "scopes" };
        rustdoc::paragraph(docs, &format!("Requires the {word} {}.", scopes.join(", ")));
    }
}
