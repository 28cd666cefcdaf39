//! Compares the results of calls: responses, errors, events, pages.

use super::model::{Way, Weight};
use super::recorder::{Recorder, Subject};
use super::surface::Call;
use super::{Change, signature};
use crate::plan::{CallForm, Delivery, ErrorBody, Operation, Output, RustType};

pub(super) fn compare(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Call<'_>, new: &Call<'_>) {
    let mut subject = subject.clone();
    subject.way = Way::Received;
    awaited(recorder, &subject, old.plan, new.plan);
    errors(recorder, &subject, old, new);
    methods(recorder, &subject, old.plan, new.plan);
}

/// The result of an awaited call.
fn awaited(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Operation, new: &Operation) {
    let is_stream = |operation: &Operation| operation.form == CallForm::Events;
    let text = |operation: &Operation| match is_stream(operation) {
        true => "events only".to_owned(),
        false => signature::output(&operation.output),
    };
    let about = |change, weight| subject.finding(change, weight, None).signatures(text(old), text(new));
    match (&old.output, &new.output) {
        _ if is_stream(old) != is_stream(new) => recorder.push(about(Change::OutputType, Weight::Breaking)),
        _ if is_stream(old) => {}
        (Output::PerStatus(_, ones), Output::PerStatus(_, others)) => replies(recorder, subject, ones, others),
        (one, other) => {
            let is_same = match (plain(one), plain(other)) {
                (Some(one), Some(other)) => recorder.sides.same(&one, &other),
                _ => false,
            };
            if !is_same {
                let finding = about(Change::OutputType, Weight::Breaking);
                recorder.push(finding.naming(types(one), types(other)));
            }
        }
    }
}

/// The type that an awaited call returns, unless it is an enum for this operation.
fn plain(output: &Output) -> Option<RustType> {
    match output {
        Output::Unit => Some(RustType::Tuple(Vec::new())),
        Output::Value(of) => Some(of.clone()),
        Output::Maybe(of) => Some(RustType::Option(Box::new(of.clone()))),
        Output::PerStatus(..) => None,
    }
}

fn types(output: &Output) -> Vec<&RustType> {
    match output {
        Output::Unit => Vec::new(),
        Output::Value(of) | Output::Maybe(of) => vec![of],
        Output::PerStatus(_, variants) => variants.iter().filter_map(|(_, of, _)| of.as_ref()).collect(),
    }
}

type Replies = [(String, Option<RustType>, String)];

fn replies(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Replies, new: &Replies) {
    let text = |of: &Option<RustType>| of.as_ref().map_or("()".to_owned(), signature::shown);
    for (variant, one, _) in old {
        let other = new.iter().find(|(other, ..)| other == variant);
        let is_same = match (one, other) {
            (Some(one), Some((_, Some(other), _))) => recorder.sides.same(one, other),
            (None, Some((_, None, _))) => true,
            _ => false,
        };
        if !is_same {
            let finding = subject.finding(Change::ReplyVariant, Weight::Breaking, Some(variant));
            let is = other.map(|(_, of, _)| text(of)).unwrap_or_default();
            recorder.push(finding.signatures(text(one), is).naming(one, other.and_then(|(_, of, _)| of.as_ref())));
        }
    }
    for (variant, of, _) in new.iter().filter(|(variant, ..)| old.iter().all(|(one, ..)| one != variant)) {
        let finding = subject.finding(Change::VariantAdded, Weight::Compatible, Some(variant));
        recorder.push(finding.signatures("", text(of)).naming([], of));
    }
}

/// The error bodies of an operation, by variant; one type for all statuses has one variant without a name.
fn error_bodies<'a>(call: &Call<'a>) -> Vec<(&'a str, &'a RustType)> {
    let own = |body: &'a ErrorBody| match body {
        ErrorBody::One(of, _) => vec![("", of)],
        ErrorBody::PerStatus(_, variants) => variants.iter().map(|(variant, of, _)| (variant.as_str(), of)).collect(),
        ErrorBody::Same(..) => Vec::new(),
    };
    match &call.plan.error_body {
        Some(ErrorBody::Same(_, other)) => {
            let bodies = call.group.operations.iter().filter_map(|operation| operation.error_body.as_ref());
            let named = |body: &&ErrorBody| matches!(body, ErrorBody::PerStatus(name, _) if name == other);
            bodies.into_iter().find(named).map(own).unwrap_or_default()
        }
        Some(body) => own(body),
        None => Vec::new(),
    }
}

fn errors(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Call<'_>, new: &Call<'_>) {
    let (ones, others) = (error_bodies(old), error_bodies(new));
    let text = |bodies: &[(&str, &RustType)]| match bodies {
        [] => String::new(),
        [("", of)] => signature::shown(of),
        bodies => {
            let each = bodies.iter().map(|(variant, of)| format!("{variant}({})", signature::shown(of)));
            each.collect::<Vec<_>>().join(" | ")
        }
    };
    if ones.is_empty() {
        if !others.is_empty() {
            let finding = subject.finding(Change::Added, Weight::Compatible, Some("error_body"));
            recorder.push(finding.signatures("", text(&others)).naming([], others.iter().map(|(_, of)| *of)));
        }
        return;
    }
    let stays = |(variant, one): &(&str, &RustType)| {
        others.iter().any(|(other, of)| other == variant && recorder.sides.same(one, of))
    };
    if !ones.iter().all(stays) {
        let finding = subject.finding(Change::ErrorBodyType, Weight::Breaking, Some("error_body"));
        let finding = finding.signatures(text(&ones), text(&others));
        recorder.push(finding.naming(ones.iter().map(|(_, of)| *of), others.iter().map(|(_, of)| *of)));
    } else if others.len() > ones.len() {
        let finding = subject.finding(Change::VariantAdded, Weight::Compatible, Some("error_body"));
        recorder.push(finding.signatures(text(&ones), text(&others)));
    }
}

/// The methods of a call other than setters, each with its type.
fn own_methods(operation: &Operation) -> Vec<(&str, RustType)> {
    let mut found = Vec::new();
    found.extend(operation.events.iter().map(|(of, _)| ("events", of.clone())));
    found.extend(operation.media.iter().map(|media| (media.method.as_str(), media.of.clone())));
    for paged in &operation.paging {
        found.extend(paged.item.iter().map(|item| (paged.items.as_str(), item.clone())));
        found.push((paged.pages.as_str(), paged.page.clone()));
    }
    if operation.delivery == Delivery::Parts {
        found.push(("send_parts", RustType::Bytes));
    } else if operation.output_is_bytes() {
        found.push(("send_streaming", RustType::Bytes));
    }
    let others = operation.other_bodies.iter().filter(|other| other.body.required);
    found.extend(others.map(|other| (other.method.as_str(), other.body.of.clone())));
    found
}

impl Operation {
    /// Whether the response is bytes, which can be streamed.
    fn output_is_bytes(&self) -> bool {
        self.form != CallForm::Events && matches!(self.output, Output::Value(RustType::Bytes))
    }
}

fn methods(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Operation, new: &Operation) {
    let (ones, others) = (own_methods(old), own_methods(new));
    for (method, one) in &ones {
        let other = others.iter().find(|(other, _)| other == method).map(|(_, of)| of);
        if !other.is_some_and(|other| recorder.sides.same(one, other)) {
            let finding = subject.finding(Change::CallMethod, Weight::Breaking, Some(method));
            let is = other.map(signature::shown).unwrap_or_default();
            recorder.push(finding.signatures(signature::shown(one), is).naming([one], other));
        }
    }
    for (method, of) in others.iter().filter(|(method, _)| ones.iter().all(|(one, _)| one != method)) {
        let finding = subject.finding(Change::Added, Weight::Compatible, Some(method));
        recorder.push(finding.signatures("", signature::shown(of)).naming([], [of]));
    }
}
