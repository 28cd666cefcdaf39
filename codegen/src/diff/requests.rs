//! Compares requests and how responses are read, as far as no signature shows them.

use super::Change;
use super::matching::without_names;
use super::model::Weight;
use super::recorder::{Recorder, Subject};
use super::surface::{Body, Call, Encoding, ErrorBody, Output, Parameter, Standing};
use crate::resolve::Place;

pub(super) fn compare(recorder: &mut Recorder<'_, '_>, subject: &Subject, one: &Call, other: &Call) {
    let mut push = |old: String, new: String, note: &str| recorder.behaviour(subject, None, old, new, note);
    // The names of parameters do not distinguish paths.
    let request = |call: &Call| format!("{} {}", call.verb, without_names(&call.path));
    push(request(one), request(other), "the request");
    if let (Some(was), Some(is)) = (&one.body, &other.body) {
        push(encoding(was), encoding(is), "the serialization of the body");
    }
    let server = |call: &Call| call.server.clone().unwrap_or_else(|| "the default server".to_owned());
    push(server(one), server(other), "the server");
    push(security(one), security(other), "the required credentials");
    push(one.client_headers.join(", "), other.client_headers.join(", "), "headers that the client sets");
    methods(recorder, subject, one, other);
    statuses(recorder, subject, one, other);
    for was in &one.parameters {
        let Some(is) = other.parameters.iter().find(|is| is_same(was, is)) else { continue };
        let text = |of: &Parameter| of.style.iter().chain(&of.constant).cloned().collect::<Vec<_>>().join(", ");
        recorder.behaviour(subject, Some(&was.ident), text(was), text(is), "its serialization");
    }
    if one.standing == Standing::Current && other.standing == Standing::Deprecated {
        recorder.push(subject.finding(Change::Deprecated, Weight::Compatible, None));
    }
}

/// The names of headers have no case.
pub(super) fn is_same(one: &Parameter, other: &Parameter) -> bool {
    let is_named = match one.location {
        Place::Header => one.wire.eq_ignore_ascii_case(&other.wire),
        Place::Path | Place::Query | Place::QueryString | Place::Cookie => one.wire == other.wire,
    };
    is_named && one.location == other.location
}

/// The methods on both sides that send or read something in another way.
fn methods(recorder: &mut Recorder<'_, '_>, subject: &Subject, one: &Call, other: &Call) {
    for (method, was, body) in &one.other_bodies {
        let found = other.other_bodies.iter().find(|(other, ..)| other == method);
        let Some((_, is, other)) = found else { continue };
        let text = |media_type: &str, body: &Body| format!("{media_type} ({})", encoding(body));
        recorder.behaviour(subject, Some(method), text(was, body), text(is, other), "the serialization of the body");
    }
    for (method, was, _) in &one.media {
        if let Some((_, is, _)) = other.media.iter().find(|(other, ..)| other == method) {
            recorder.behaviour(subject, Some(method), was.clone(), is.clone(), "the media type that it asks for");
        }
    }
    for was in &one.paging {
        if let Some(is) = other.paging.iter().find(|is| is.pages == was.pages) {
            recorder.behaviour(subject, Some(&was.pages), was.way.clone(), is.way.clone(), "how it gets the next page");
        }
    }
    if let (Some((_, was)), Some((_, is))) = (&one.events, &other.events) {
        recorder.behaviour(subject, Some("events"), was.clone(), is.clone(), "how events are read");
    }
}

/// The statuses that variants of results stand for.
fn statuses(recorder: &mut Recorder<'_, '_>, subject: &Subject, one: &Call, other: &Call) {
    let of = |call: &'_ Call| -> Vec<(String, String)> {
        let mut found = Vec::new();
        if let Output::PerStatus(_, variants) = &call.output {
            found.extend(variants.iter().map(|(variant, _, status)| (variant.clone(), status.clone())));
        }
        if let Some(ErrorBody::PerStatus(_, variants)) = &call.error_body {
            found.extend(variants.iter().map(|(variant, _, status)| (variant.clone(), status.clone())));
        }
        found
    };
    let others = of(other);
    for (variant, was) in of(one) {
        let is = others.iter().find(|(other, is)| *other == variant && *is != was);
        if let Some((_, is)) = is.filter(|_| !others.contains(&(variant.clone(), was.clone()))) {
            let finding = subject.finding(Change::MeaningTaken, Weight::Silent, Some(&variant));
            recorder.push(finding.signatures(was, is).note("the status"));
        }
    }
}

fn encoding(body: &Body) -> String {
    let encoding = match &body.encoding {
        Encoding::Form => "a form".to_owned(),
        Encoding::Multipart(None) => "parts".to_owned(),
        Encoding::Json(media_type)
        | Encoding::Multipart(Some(media_type))
        | Encoding::Text(media_type)
        | Encoding::Bytes(Some(media_type)) => media_type.clone(),
        Encoding::Bytes(None) => "any media type".to_owned(),
    };
    match body.properties.as_slice() {
        [] => encoding,
        properties => format!("{encoding} ({})", properties.join("; ")),
    }
}

fn security(call: &Call) -> String {
    let alternatives = call.security.iter().map(|alternative| {
        let requirements = alternative.iter().map(|each| match each.scopes.as_slice() {
            [] => format!("{} ({})", each.scheme, each.credential),
            scopes => format!("{} ({}; {})", each.scheme, each.credential, scopes.join(", ")),
        });
        requirements.collect::<Vec<_>>().join(" and ")
    });
    let text = alternatives.collect::<Vec<_>>().join(" or ");
    if text.is_empty() { "nothing".to_owned() } else { text }
}
