//! Checks requests: credentials, parameters, headers and body.

use super::context::Context;
use super::model::{Credentials, Request};
use super::refusal::Fault;
use crate::api::{Credential, Media, Operation, Place};
use crate::bounds::Excess;
use crate::verify::{
    Body, Exchange, Holder, Kind, Masked, Message, PathValues, Problem, ReadPart, ReadValue, described, of_bytes,
};
use serde_json::Value;

/// What is wrong with a request, and what is only not declared.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// The status of the refusal, if anything is wrong.
    pub(super) status: u16,
    pub(super) faults: Vec<Fault>,
    pub(super) notes: Vec<String>,
    /// The body, if it is JSON.
    pub(super) json: Option<Value>,
}

/// Checks a request.
pub(super) fn check(
    context: &Context<'_>,
    operation: &Operation,
    request: &Request,
    path: &PathValues,
    query: &[(String, String)],
) -> Checked {
    let mut checked = Checked::default();
    if context.settings.credentials == Credentials::Required
        && let Some(fault) = credentials(context, operation, request, query)
    {
        return Checked { status: 401, faults: vec![fault], ..checked };
    }
    let media_type = request.header("content-type").filter(|_| !request.body.is_empty());
    let is_json = operation.body.is_some() && media_type.is_none_or(|media_type| Media::of(media_type) == Media::Json);
    // What is wrong with the body is no reason to be silent about the rest.
    let (body, broken) = match body(&request.body, media_type, is_json) {
        Ok(body) => (body, None),
        Err(fault) => (Body::Bytes(None), Some(fault)),
    };
    let message = Message { headers: Some(request.headers.clone()), media_type: media_type.map(str::to_owned), body };
    let exchange = Exchange::request(&request.method, &request.target, message);
    let parts = context.single.request(operation, &exchange, path);
    let bounds: Vec<Vec<Fault>> = parts.iter().map(|part| out_of_bounds(context, part)).collect();
    let is_wrong = |problem: &&Problem| !problem.is_allowed;
    let problems = || parts.iter().flat_map(|part| &part.problems);
    // The preferences for the mock itself.
    let named = |problem: &Problem| problem.name.as_deref().is_some_and(|name| name.starts_with("__"));
    checked.notes.extend(problems().filter(|problem| problem.is_allowed && !named(problem)).map(note));
    let is_media_type = |problem: &Problem| problem.kind == Kind::UndeclaredMediaType && operation.body.is_some();
    let declares = |status: &str| operation.responses.iter().any(|response| response.status == status);
    checked.status = match () {
        () if problems().filter(is_wrong).any(is_media_type) => 415,
        () if broken.is_some() => 400,
        // What the client can decode.
        () if declares("422") && !declares("400") => 422,
        () => 400,
    };
    for (part, bounds) in parts.iter().zip(bounds) {
        checked.faults.extend(part.problems.iter().filter(is_wrong).map(fault).chain(bounds));
    }
    checked.faults.extend(broken);
    if let Body::Json(value) = exchange.request.body {
        checked.json = Some(value);
    }
    checked
}

/// The body of a request, or why it is not JSON.
fn body(bytes: &[u8], media_type: Option<&str>, is_json: bool) -> Result<Body, Fault> {
    if bytes.is_empty() {
        return Ok(Body::Absent);
    }
    if !is_json {
        return Ok(of_bytes(bytes.to_vec(), Some(media_type.unwrap_or_default())));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let found = format!("a byte that is not UTF-8 at {}", error.valid_up_to());
        Fault::new("body", "JSON", found)
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map(Body::Json).map_err(|error| Fault::new("body", "JSON", format!("{error}")))
}

fn fault(problem: &Problem) -> Fault {
    let place = match problem.kind {
        Kind::UndeclaredMediaType if problem.holder == Holder::Body => "header \"Content-Type\"".to_owned(),
        _ => place_of(&problem.holder),
    };
    let path = (problem.holder == Holder::Body && problem.path.starts_with('$')).then(|| problem.path.clone());
    let pointer = Some(problem.pointer.to_string());
    Fault { place, path, expected: problem.expected.clone(), found: problem.found.clone(), pointer }
}

fn place_of(holder: &Holder) -> String {
    match holder {
        Holder::Request => "query".to_owned(),
        Holder::Parameter(Place::Header, name) => format!("header {name:?}"),
        Holder::Parameter(place, name) => format!("{} parameter {name:?}", place.word()),
        Holder::Body => "body".to_owned(),
    }
}

/// What of a part of a request has its type, but is out of bounds.
fn out_of_bounds(context: &Context<'_>, part: &ReadPart) -> Vec<Fault> {
    let name = if let Holder::Parameter(_, name) = &part.holder { name } else { "" };
    let check = |read: &ReadValue| {
        let mut found = context.bounds.check(&context.document, &read.place, name, &read.value);
        if let Some(item) = read.item {
            found.iter_mut().for_each(|excess| excess.path.insert_str(1, &format!("[{item}]")));
        }
        found
    };
    let fault = |excess: Excess| {
        let secrecy = if excess.is_secret { Masked::Yes } else { Masked::No };
        let is_whole = part.holder != Holder::Body && excess.path == "$";
        Fault {
            place: place_of(&part.holder),
            path: (!is_whole).then_some(excess.path),
            expected: excess.expected,
            found: described(excess.found, Some(&excess.value), secrecy),
            pointer: Some(excess.place.to_string()),
        }
    };
    part.values.iter().flat_map(check).map(fault).collect()
}

fn note(problem: &Problem) -> String {
    match (&problem.name, problem.kind) {
        (Some(name), Kind::UndeclaredParameter) => format!("the query parameter {name:?} is not declared"),
        _ => format!("body {} is not declared", problem.path),
    }
}

fn has_cookie(request: &Request, name: &str) -> bool {
    let headers = request.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("cookie"));
    let mut pairs = headers.flat_map(|(_, header)| header.split(';'));
    pairs.any(|pair| pair.split('=').next().unwrap_or_default().trim() == name)
}

/// What credentials are missing. A requirement is met by any of its alternatives; what they are worth is not looked at.
fn credentials(
    context: &Context<'_>,
    operation: &Operation,
    request: &Request,
    query: &[(String, String)],
) -> Option<Fault> {
    let is_met = |name: &str| {
        let scheme = context.api.schemes.iter().find(|scheme| scheme.name == name);
        scheme.is_none_or(|scheme| is_given(&scheme.credential, request, query))
    };
    let names = |all: &'_ Vec<(String, Vec<String>)>| all.iter().map(|(name, _)| name.clone()).collect();
    let alternatives: Vec<Vec<String>> = operation.security.iter().map(names).collect();
    if alternatives.is_empty() || alternatives.iter().any(|all| all.iter().all(|name| is_met(name))) {
        return None;
    }
    let described = |name: &String| {
        let scheme = context.api.schemes.iter().find(|scheme| scheme.name == *name);
        scheme.map_or_else(|| name.clone(), |scheme| wanted(&scheme.credential))
    };
    let expected: Vec<String> =
        alternatives.iter().map(|all| all.iter().map(described).collect::<Vec<_>>().join(" and ")).collect();
    Some(Fault::new("credentials", expected.join(", or "), "none of them (--no-credentials accepts requests without)"))
}

fn is_given(credential: &Credential, request: &Request, query: &[(String, String)]) -> bool {
    let authorization = request.header("authorization").unwrap_or_default();
    let scheme = authorization.split(' ').next().unwrap_or_default();
    match credential {
        Credential::Token => !authorization.is_empty() && !scheme.eq_ignore_ascii_case("basic"),
        Credential::Basic => scheme.eq_ignore_ascii_case("basic"),
        Credential::Key(Place::Query | Place::QueryString, name) => query.iter().any(|(each, _)| each == name),
        Credential::Key(Place::Cookie, name) => has_cookie(request, name),
        Credential::Key(Place::Header | Place::Path, name) => request.header(name).is_some(),
        Credential::Transport | Credential::Custom => true,
    }
}

fn wanted(credential: &Credential) -> String {
    match credential {
        Credential::Token => "the header \"Authorization\" with a token".to_owned(),
        Credential::Basic => "the header \"Authorization\" with \"Basic\"".to_owned(),
        Credential::Key(place, name) => format!("the key {name:?} ({})", place.word()),
        Credential::Transport => "a client certificate".to_owned(),
        Credential::Custom => "credentials".to_owned(),
    }
}
