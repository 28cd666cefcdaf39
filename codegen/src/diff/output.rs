//! Compares the results of calls: responses, errors, events, pages.

use super::Change;
use super::model::{Way, Weight};
use super::recorder::{Recorder, Subject};
use super::surface::{Call, Delivery, ErrorBody, Form, Given, Output, Type};

pub(super) fn compare(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Call, new: &Call) {
    let mut subject = subject.clone();
    subject.way = Way::Received;
    awaited(recorder, &subject, old, new);
    errors(recorder, &subject, old, new);
    methods(recorder, &subject, old, new);
}

/// The result of an awaited call.
fn awaited(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Call, new: &Call) {
    let is_stream = |operation: &Call| operation.form == Form::Events;
    let text = |operation: &Call| match is_stream(operation) {
        true => "events only".to_owned(),
        false => shown(&operation.output),
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

/// The result of an awaited call, for readers.
fn shown(output: &Output) -> String {
    match output {
        Output::Unit => "()".to_owned(),
        Output::Value(of) => of.to_string(),
        Output::Maybe(of) => format!("Option<{of}>"),
        Output::PerStatus(name, _) => name.clone(),
    }
}

/// The type that an awaited call returns, unless it is an enum for this operation.
fn plain(output: &Output) -> Option<Type> {
    match output {
        Output::Unit => Some(Type::Tuple(Vec::new())),
        Output::Value(of) => Some(of.clone()),
        Output::Maybe(of) => Some(Type::Other("Option".to_owned(), vec![of.clone()])),
        Output::PerStatus(..) => None,
    }
}

fn types(output: &Output) -> Vec<&Type> {
    match output {
        Output::Unit => Vec::new(),
        Output::Value(of) | Output::Maybe(of) => vec![of],
        Output::PerStatus(_, variants) => variants.iter().filter_map(|(_, of, _)| of.as_ref()).collect(),
    }
}

type Replies = [(String, Option<Type>, String)];

fn replies(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Replies, new: &Replies) {
    let text = |of: &Option<Type>| of.as_ref().map_or("()".to_owned(), Type::to_string);
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
fn error_bodies<'a>(call: &'a Call, all: &'a [Call]) -> Vec<(&'a str, &'a Type)> {
    let own = |body: &'a ErrorBody| match body {
        ErrorBody::One(of) => vec![("", of)],
        ErrorBody::PerStatus(_, variants) => variants.iter().map(|(variant, of, _)| (variant.as_str(), of)).collect(),
        ErrorBody::Same(..) => Vec::new(),
    };
    match &call.error_body {
        Some(ErrorBody::Same(_, other)) => {
            let group = all.iter().filter(|each| each.module == call.module);
            let named = |body: &&ErrorBody| matches!(body, ErrorBody::PerStatus(name, _) if name == other);
            group.filter_map(|each| each.error_body.as_ref()).find(named).map(own).unwrap_or_default()
        }
        Some(body) => own(body),
        None => Vec::new(),
    }
}

fn errors(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Call, new: &Call) {
    let sides = recorder.sides;
    let (ones, others) = (error_bodies(old, sides.old.operations()), error_bodies(new, sides.new.operations()));
    let text = |bodies: &[(&str, &Type)]| match bodies {
        [] => String::new(),
        [("", of)] => of.to_string(),
        bodies => {
            let each = bodies.iter().map(|(variant, of)| format!("{variant}({of})"));
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
    let stays = |(variant, one): &(&str, &Type)| {
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
fn own_methods(call: &Call) -> Vec<(&str, Type)> {
    let mut found = Vec::new();
    found.extend(call.events.iter().map(|(of, _)| ("events", of.clone())));
    found.extend(call.media.iter().map(|(method, _, of)| (method.as_str(), of.clone())));
    for paged in &call.paging {
        found.extend(paged.item.iter().map(|item| (paged.items.as_str(), item.clone())));
        found.push((paged.pages.as_str(), paged.page.clone()));
    }
    if call.delivery == Delivery::Parts {
        found.push(("send_parts", Type::plain("Bytes")));
    } else if call.output_is_bytes() {
        found.push(("send_streaming", Type::plain("Bytes")));
    }
    let others = call.other_bodies.iter().filter(|(_, _, body)| body.given == Given::Argument);
    found.extend(others.map(|(method, _, body)| (method.as_str(), body.of.clone())));
    found
}

impl Call {
    /// Whether the response is bytes, which can be streamed.
    fn output_is_bytes(&self) -> bool {
        self.form != Form::Events && matches!(&self.output, Output::Value(of) if of.is_plain("Bytes"))
    }
}

fn methods(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Call, new: &Call) {
    let (ones, others) = (own_methods(old), own_methods(new));
    for (method, one) in &ones {
        let other = others.iter().find(|(other, _)| other == method).map(|(_, of)| of);
        if !other.is_some_and(|other| recorder.sides.same(one, other)) {
            let finding = subject.finding(Change::CallMethod, Weight::Breaking, Some(method));
            let is = other.map(Type::to_string).unwrap_or_default();
            recorder.push(finding.signatures(one.to_string(), is).naming([one], other));
        }
    }
    for (method, of) in others.iter().filter(|(method, _)| ones.iter().all(|(one, _)| one != method)) {
        let finding = subject.finding(Change::Added, Weight::Compatible, Some(method));
        recorder.push(finding.signatures("", of.to_string()).naming([], [of]));
    }
}
