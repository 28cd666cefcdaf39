//! The docs of the results of calls.

use super::error_bodies::is_failure;
use super::type_links::linked;
use super::{CallForm, Delivery, ErrorBody, Operation, Output, Paged, RustType, rustdoc};
use crate::api::{self, Next};
use crate::text::Line;

/// The docs of a call's type.
pub(super) fn call_docs(plan: &Operation) -> Vec<Line> {
    let request = request(plan);
    let head = match (plan.form, &plan.events) {
        (CallForm::Events, Some((of, _))) => {
            format!("A call of {request}, whose [`events`](Self::events) are a stream of {}.", linked(of))
        }
        _ => format!("A call of {request}, which returns {}. Await or send it.", in_words(plan)),
    };
    let mut docs = vec![Line::new(head)];
    docs.extend(besides(plan, "Self"));
    docs
}

/// The result of a call, in a cell of a table.
pub(super) fn in_table(plan: &Operation) -> String {
    match (plan.form, &plan.events, plan.paging.first()) {
        (CallForm::Events, Some((of, _)), _) => format!("a stream of {}", linked(of)),
        (_, _, Some(Paged { item: Some(item), page, .. })) => format!("{}, a page of {}", linked(page), linked(item)),
        _ if matches!(plan.output, Output::Unit) => String::new(),
        _ => awaited(plan),
    }
}

/// Method and path of an operation, as code.
pub(super) fn request(plan: &Operation) -> String {
    format!("`{} {}`", rustdoc::code(&plan.verb), rustdoc::code(&plan.path))
}

fn in_words(plan: &Operation) -> String {
    match &plan.output {
        Output::Unit => "nothing".to_owned(),
        _ if !plan.paging.is_empty() => format!("one page, {}", awaited(plan)),
        _ => awaited(plan),
    }
}

/// The type that an awaited call returns.
fn awaited(plan: &Operation) -> String {
    match &plan.output {
        Output::Unit => "`()`".to_owned(),
        Output::Value(of) => linked(of),
        Output::Maybe(of) => linked(&RustType::Option(Box::new(of.clone()))),
        Output::PerStatus(name, _) => format!("[`{name}`]"),
    }
}

/// The section of an operation's docs that says what it returns.
pub(super) fn section(operation: &api::Operation, plan: &Operation, docs: &mut Vec<Line>) {
    rustdoc::paragraph(docs, "# Returns");
    docs.push(Line::default());
    let about = success_text(operation);
    let about = about.as_deref();
    match (&plan.output, &plan.events) {
        (_, Some((of, _))) if plan.form == CallForm::Events => {
            let text =
                format!("A call whose [`events`]({}::events) are a stream of {}", link_name(&plan.ident), linked(of));
            docs.push(sentence(&text, about));
        }
        (Output::PerStatus(name, variants), _) => {
            docs.extend([Line::new(format!("[`{name}`], by status:")), Line::default()]);
            docs.extend(variants.iter().flat_map(|(_, of, status)| per_status(operation, of.as_ref(), status)));
        }
        (Output::Maybe(_), _) => {
            docs.push(sentence(&awaited(plan), about));
            rustdoc::paragraph(docs, "It is `None` if the response has no body.");
        }
        _ if !plan.paging.is_empty() => docs.push(sentence(&format!("One page, {}", awaited(plan)), about)),
        _ => docs.push(sentence(&awaited(plan), about)),
    }
    docs.extend(besides(plan, link_name(&plan.ident)));
}

/// The section of an operation's docs about its errors.
pub(super) fn errors(operation: &api::Operation, plan: &Operation, docs: &mut Vec<Line>) {
    let is_error = |status: &str| !status.starts_with('2') && (status != "default" || is_failure(status, operation));
    let failures: Vec<&api::Response> =
        operation.responses.iter().filter(|response| is_error(&response.status)).collect();
    if failures.is_empty() {
        return;
    }
    rustdoc::paragraph(docs, "# Errors");
    docs.push(Line::default());
    for response in failures {
        let typed = error_type(plan, &response.status).map(|of| format!(" ({})", linked(of))).unwrap_or_default();
        let about = format!("`{}`{typed}", rustdoc::code(&response.status));
        docs.extend(rustdoc::item(&about, response.docs.text.as_deref().unwrap_or_default()));
    }
    let typed = match &plan.error_body {
        Some(ErrorBody::One(of, _)) => linked(of),
        Some(ErrorBody::PerStatus(name, _) | ErrorBody::Same(name, _)) => format!("[`{name}`]"),
        None => return,
    };
    let call = link_name(&plan.ident);
    rustdoc::paragraph(docs, &format!("[`{call}::error_body`] reads the body of such an error as {typed}."));
}

/// The type of the body of an error response.
fn error_type<'a>(plan: &'a Operation, status: &str) -> Option<&'a RustType> {
    match plan.error_body.as_ref()? {
        ErrorBody::One(of, statuses) => statuses.iter().any(|each| each == status).then_some(of),
        ErrorBody::PerStatus(_, variants) => variants.iter().find(|(_, _, each)| each == status).map(|(_, of, _)| of),
        ErrorBody::Same(..) => None,
    }
}

/// The description of the successful response, if it says more than "OK".
fn success_text(operation: &api::Operation) -> Option<String> {
    let is_success = |status: &str| status.starts_with('2') || status == "default" && !is_failure(status, operation);
    let successful = operation.responses.iter().filter(|response| is_success(&response.status));
    successful.filter_map(|response| informative(response.docs.text.as_deref()?)).next()
}

/// The first paragraph of a text, unless it only means success.
fn informative(text: &str) -> Option<String> {
    let first = rustdoc::first_paragraph(text);
    (first.split_whitespace().count() > 2).then_some(first)
}

fn per_status(operation: &api::Operation, of: Option<&RustType>, status: &str) -> Vec<Line> {
    let code = rustdoc::code(status);
    let about = of.map_or_else(|| format!("`{code}`"), |of| format!("`{code}` ({})", linked(of)));
    let response = operation.responses.iter().find(|response| response.status == status);
    rustdoc::item(&about, response.and_then(|response| response.docs.text.as_deref()).unwrap_or_default())
}

fn sentence(what: &str, about: Option<&str>) -> Line {
    match about {
        Some(about) => Line::new(format!("{what}: {about}")),
        None => Line::new(format!("{what}.")),
    }
}

/// The methods of a call with other results than awaiting it; `call` is its type.
fn besides(plan: &Operation, call: &str) -> Vec<Line> {
    let link = |method: &str| {
        let method = link_name(method);
        format!("[`{method}`]({call}::{method})")
    };
    let mut ways: Vec<String> = Vec::new();
    for (index, each) in plan.paging.iter().enumerate() {
        let pages = link(&each.pages);
        match (index, &each.item) {
            (0, Some(item)) => {
                ways.push(format!("{} streams the items of all pages, {}.", link(&each.items), linked(item)));
                ways.push(format!("{pages} streams all pages."));
            }
            (0, None) => ways.push(format!("{pages} streams all pages.")),
            (_, Some(_)) => ways.push(format!("{} and {pages} do so {}.", link(&each.items), by(&each.way.next))),
            (_, None) => ways.push(format!("{pages} does so {}.", by(&each.way.next))),
        }
    }
    if let Some((of, _)) = plan.events.as_ref().filter(|_| plan.form != CallForm::Events) {
        ways.push(format!("{} streams the events, {}.", link("events"), linked(of)));
    }
    if matches!(plan.output, Output::Value(RustType::Bytes)) && plan.form != CallForm::Events {
        ways.push(format!("{} returns the body as a stream.", link("send_streaming")));
    }
    if plan.delivery == Delivery::Parts {
        ways.push(format!("{} streams the parts of the response.", link("send_parts")));
    }
    ways.extend(plan.media.iter().map(|other| {
        format!("{} requests `{}`, {}.", link(&other.method), rustdoc::code(&other.media_type), linked(&other.of))
    }));
    if ways.is_empty() {
        return Vec::new();
    }
    let head = if plan.form == CallForm::Events { "Besides:" } else { "Instead of awaiting the call:" };
    let mut docs: Vec<Line> = vec![Line::default(), head.into(), Line::default()];
    docs.extend(ways.into_iter().map(|way| Line::new(format!("* {way}"))));
    docs
}

fn by(next: &Next) -> &'static str {
    match next {
        Next::Page(..) => "by page number",
        Next::Offset(..) => "by position",
        Next::Cursor(..) | Next::LastItem(..) | Next::Link | Next::Address(_) => "by cursor",
    }
}

/// An identifier in a link.
pub(super) fn link_name(ident: &str) -> &str {
    ident.strip_prefix("r#").unwrap_or(ident)
}
