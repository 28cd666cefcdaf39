//! Compares operations: how they are called.

use super::matching::{Fit, without_names};
use super::model::{Finding, Place as At, Weight};
use super::recorder::{Recorder, Subject, plain};
use super::surface::Call;
use super::{Change, docs, groups, output, rules, signature};
use crate::plan::{Body, Encoding, Operation, Parameter, RustType};
use crate::resolve::Place;
use std::collections::HashMap;

pub(super) fn compare(recorder: &mut Recorder<'_, '_>) {
    let sides = recorder.sides;
    let matched: HashMap<usize, usize> = sides.operations.iter().copied().collect();
    let new_paths: HashMap<String, usize> =
        sides.new.operations.iter().enumerate().map(|(index, call)| (call.path(), index)).collect();
    for (index, call) in sides.old.operations.iter().enumerate() {
        let path = call.path();
        let pair = matched.get(&index).copied();
        match (new_paths.get(&path).copied(), pair) {
            (Some(other), pair) if pair != Some(other) => taken(recorder, index, other, pair),
            (_, Some(other)) => {
                renamed(recorder, index, other);
                signature_of(recorder, index, other);
            }
            (_, None) => {
                if let Some(subject) = recorder.of_operation(Some(index), None) {
                    recorder
                        .push(subject.finding(Change::OperationRemoved, Weight::Breaking, None).naming(all(call), []));
                }
            }
        }
    }
    let known: Vec<usize> = matched.values().copied().collect();
    for (index, call) in sides.new.operations.iter().enumerate().filter(|(index, _)| !known.contains(index)) {
        if let Some(subject) = recorder.of_operation(None, Some(index)) {
            recorder.push(subject.finding(Change::Added, Weight::Compatible, None).naming([], all(call)));
        }
    }
}

fn all<'a>(call: &Call<'a>) -> Vec<&'a RustType> {
    super::surface::mentioned_by(call.plan)
}

/// The path of an operation leads to another one; `moved` is where it went.
fn taken(recorder: &mut Recorder<'_, '_>, old: usize, new: usize, moved: Option<usize>) {
    let Some(subject) = recorder.of_operation(Some(old), Some(new)) else { return };
    let text = |operation: &Operation| format!("{} {}", operation.verb, operation.path);
    let sides = recorder.sides;
    let (one, other) = (sides.old.operations[old].plan, sides.new.operations[new].plan);
    let finding = subject.finding(Change::OperationTaken, Weight::Silent, None);
    let moved = moved.and_then(|moved| sides.new.operations.get(moved));
    let rule = moved.and_then(|moved| rules::operation(&sides.old.operations[old], moved));
    recorder.push(rule.into_iter().fold(finding.signatures(text(one), text(other)), Finding::rule));
    signature_of(recorder, old, new);
}

fn renamed(recorder: &mut Recorder<'_, '_>, old: usize, new: usize) {
    let Some(subject) = recorder.of_operation(Some(old), Some(new)) else { return };
    let (one, other) = (&recorder.sides.old.operations[old], &recorder.sides.new.operations[new]);
    let is_kept = || other.plan.former.iter().any(|former| former.method == one.plan.method);
    if one.path() == other.path() {
        return groups::types_of_call(recorder, &subject, one.plan, other.plan);
    }
    if one.accessors == other.accessors && is_kept() {
        let finding = subject.finding(Change::Deprecated, Weight::Compatible, None);
        let finding = finding.signatures(one.path(), other.path()).note("a rule keeps the old name as an alias");
        recorder.push(finding.migration(format!("call `{}`", other.path())));
        return groups::types_of_call(recorder, &subject, one.plan, other.plan);
    }
    let change = if one.accessors == other.accessors { Change::OperationRenamed } else { Change::OperationMoved };
    let finding = subject.finding(change, Weight::Breaking, None).signatures(one.path(), other.path());
    let rule = rules::operation(one, other);
    recorder.push(rule.into_iter().fold(finding, Finding::rule));
}

/// What an argument or setter is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// A path parameter, by its position in the path: its name does not matter to callers.
    InPath(usize),
    /// Another parameter.
    Named(Place, String),
    /// The body.
    Body,
    /// A body with an alternative media type.
    OtherBody(String),
}

/// An argument or a setter.
struct Value<'a> {
    key: Key,
    ident: &'a str,
    of: &'a RustType,
    place: Option<At>,
}

impl Value<'_> {
    fn is_about(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// The same parameter in another place of the request.
    fn is_moved(&self, other: &Self) -> bool {
        matches!((&self.key, &other.key), (Key::Named(_, one), Key::Named(_, other)) if one == other)
    }
}

fn parameter<'a>(call: &Call<'a>, index: usize, parameter: &'a Parameter) -> Value<'a> {
    let placeholder = format!("{{{}}}", parameter.wire);
    let key = match (parameter.place, call.plan.path.find(&placeholder)) {
        (Place::Path, Some(at)) => Key::InPath(call.plan.path[..at].matches('{').count()),
        _ => Key::Named(parameter.place, parameter.wire.clone()),
    };
    let place = call.bound.parameters.get(index).map(|bound| At::at(bound.pointer.clone()));
    Value { key, ident: &parameter.ident, of: &parameter.of, place }
}

fn body(body: &Body, key: Key) -> Value<'_> {
    Value { key, ident: &body.ident, of: &body.of, place: None }
}

fn arguments<'a>(call: &Call<'a>) -> Vec<Value<'a>> {
    let parameters = call.plan.parameters.iter().enumerate().filter(|(_, each)| each.required);
    let mut found: Vec<Value<'a>> = parameters.map(|(index, each)| parameter(call, index, each)).collect();
    found.extend(call.plan.body.iter().filter(|each| each.required).map(|each| body(each, Key::Body)));
    found
}

fn setters<'a>(call: &Call<'a>) -> Vec<Value<'a>> {
    let parameters = call.plan.parameters.iter().enumerate().filter(|(_, each)| !each.required);
    let mut found: Vec<Value<'a>> = parameters.map(|(index, each)| parameter(call, index, each)).collect();
    found.extend(call.plan.body.iter().filter(|each| !each.required).map(|each| body(each, Key::Body)));
    let others = call.plan.other_bodies.iter().filter(|other| !other.body.required);
    found.extend(others.map(|other| Value {
        ident: &other.method,
        ..body(&other.body, Key::OtherBody(crate::text::essence(&other.media_type)))
    }));
    found
}

/// Compares the arguments and results of calls.
fn signature_of(recorder: &mut Recorder<'_, '_>, old: usize, new: usize) {
    let Some(subject) = recorder.of_operation(Some(old), Some(new)) else { return };
    let sides = recorder.sides;
    let (Some(one), Some(other)) = (sides.old.operations.get(old), sides.new.operations.get(new)) else { return };
    compare_arguments(recorder, &subject, one, other);
    compare_setters(recorder, &subject, one, other);
    output::compare(recorder, &subject, one, other);
    behaviour(recorder, &subject, one.plan, other.plan);
    let both = one.plan.parameters.iter().zip(&other.plan.parameters).map(|(one, other)| (&*one.docs, &*other.docs));
    docs::compare(recorder, &subject, &one.plan.docs, &other.plan.docs, both);
}

/// A finding about an argument or a setter, with its places.
fn about(
    subject: &Subject,
    change: Change,
    weight: Weight,
    one: Option<&Value<'_>>,
    other: Option<&Value<'_>>,
) -> Finding {
    let ident = one.or(other).map(|value| value.ident);
    let mut finding = subject.finding(change, weight, ident);
    finding.way = super::Way::Sent;
    let place = |value: Option<&Value<'_>>| value.and_then(|value| value.place.clone());
    let types = |value: Option<&Value<'_>>| value.map(|value| signature::shown(value.of)).unwrap_or_default();
    let finding = finding.signatures(types(one), types(other)).places([place(one), place(other)]);
    finding.naming(one.map(|value| value.of), other.map(|value| value.of))
}

fn compare_arguments(recorder: &mut Recorder<'_, '_>, subject: &Subject, one: &Call<'_>, other: &Call<'_>) {
    let (ones, others) = (arguments(one), arguments(other));
    let (one_setters, other_setters) = (setters(one), setters(other));
    let find = |values: &[Value<'_>], value: &Value<'_>| {
        let same = values.iter().position(|other| value.is_about(other));
        same.or_else(|| values.iter().position(|other| value.is_moved(other)))
    };
    let mut order = Vec::new();
    for value in &ones {
        if let Some(position) = find(&others, value) {
            order.push(position);
            given(recorder, subject, value, &others[position]);
        } else if let Some(position) = find(&other_setters, value) {
            let setter = &other_setters[position];
            let finding = about(subject, Change::ArgumentOptional, Weight::Breaking, Some(value), Some(setter));
            recorder.push(kept(finding, other, value, setter));
        } else {
            recorder.push(about(subject, Change::ArgumentRemoved, Weight::Breaking, Some(value), None).only_old());
        }
    }
    for value in &others {
        if find(&ones, value).is_some() {
            continue;
        }
        recorder.push(match find(&one_setters, value) {
            Some(position) => {
                let setter = one_setters.get(position);
                let finding = about(subject, Change::ArgumentRequired, Weight::Breaking, setter, Some(value));
                kept(finding, other, value, value)
            }
            None => about(subject, Change::ArgumentAdded, Weight::Breaking, None, Some(value)).only_new(),
        });
    }
    if order.len() == ones.len() && ones.len() == others.len() && !order.is_sorted() {
        let fits = |(one, other): (&Value<'_>, &Value<'_>)| recorder.sides.fits(one.of, other.of) != Fit::Other;
        let (change, weight) = match ones.iter().zip(&others).all(fits) {
            true => (Change::ArgumentsSwapped, Weight::Silent),
            false => (Change::ArgumentsReordered, Weight::Breaking),
        };
        let text = |values: &[Value<'_>]| {
            let names: Vec<String> = values.iter().map(|value| plain(value.ident)).collect();
            format!("({})", names.join(", "))
        };
        recorder.push(subject.finding(change, weight, None).signatures(text(&ones), text(&others)));
    }
}

/// Adds the rule that keeps an argument or a setter as it was.
fn kept(finding: Finding, other: &Call<'_>, was: &Value<'_>, is: &Value<'_>) -> Finding {
    let rule = match &is.key {
        Key::Named(_, wire) => rules::parameter(other, wire, was.ident, finding.change),
        Key::Body => rules::body(other, finding.change),
        Key::InPath(_) | Key::OtherBody(_) => None,
    };
    rule.into_iter().fold(finding, Finding::rule)
}

/// A value that is passed on both sides.
fn given(recorder: &mut Recorder<'_, '_>, subject: &Subject, one: &Value<'_>, other: &Value<'_>) {
    let about = |change, weight| about(subject, change, weight, Some(one), Some(other));
    match recorder.sides.fits(one.of, other.of) {
        Fit::Same => {}
        Fit::Widened => recorder.push(about(Change::ArgumentWidened, Weight::Compatible)),
        Fit::Other => recorder.push(about(Change::ArgumentType, Weight::Breaking)),
    }
    if one.key != other.key
        && let (Key::Named(was, _), Key::Named(is, _)) = (&one.key, &other.key)
    {
        let finding = about(Change::Behaviour, Weight::Compatible).signatures(was.word(), is.word());
        recorder.push(finding.note("the location in which it is sent"));
    }
}

fn compare_setters(recorder: &mut Recorder<'_, '_>, subject: &Subject, one: &Call<'_>, other: &Call<'_>) {
    let (new, old_arguments) = (other, self::arguments(one));
    let (ones, others, arguments) = (setters(one), setters(other), arguments(other));
    for value in &ones {
        let same = others.iter().find(|other| value.is_about(other));
        let same = same.or_else(|| others.iter().find(|other| value.is_moved(other)));
        let namesake = others.iter().find(|other| other.ident == value.ident);
        match (same, namesake) {
            (Some(other), None) => {
                let finding = about(subject, Change::SetterRenamed, Weight::Breaking, Some(value), Some(other));
                let finding = finding.signatures(plain(value.ident), plain(other.ident));
                recorder.push(kept(finding, new, value, other));
            }
            (Some(other), Some(namesake)) if other.ident == namesake.ident => given(recorder, subject, value, other),
            (_, Some(namesake)) => {
                let finding = about(subject, Change::MeaningTaken, Weight::Silent, Some(value), Some(namesake));
                recorder.push(finding);
                given(recorder, subject, value, namesake);
            }
            (None, None) if arguments.iter().any(|other| value.is_about(other) || value.is_moved(other)) => {}
            (None, None) => {
                recorder.push(about(subject, Change::SetterRemoved, Weight::Breaking, Some(value), None).only_old());
            }
        }
    }
    let is_known = |value: &Value<'_>| {
        let mut all = ones.iter().chain(&old_arguments);
        all.any(|one| one.is_about(value) || one.is_moved(value) || one.ident == value.ident)
    };
    for value in others.iter().filter(|value| !is_known(value)) {
        recorder.push(about(subject, Change::Added, Weight::Compatible, None, Some(value)).only_new());
    }
}

/// Compares the request and its destination, as far as no signature shows them.
fn behaviour(recorder: &mut Recorder<'_, '_>, subject: &Subject, one: &Operation, other: &Operation) {
    let mut push = |old: String, new: String, note: &str| {
        if old != new {
            let finding = subject.finding(Change::Behaviour, Weight::Compatible, None);
            recorder.push(finding.signatures(old, new).note(note));
        }
    };
    // The names of parameters do not distinguish paths.
    let request = |operation: &Operation| format!("{} {}", operation.verb, without_names(&operation.path));
    push(request(one), request(other), "the request");
    if let (Some(was), Some(is)) = (&one.body, &other.body) {
        push(encoding(was, one), encoding(is, other), "the serialization of the body");
    }
    let server = |operation: &Operation| operation.server.clone().unwrap_or_else(|| "the default server".to_owned());
    push(server(one), server(other), "the server");
    push(security(one), security(other), "the required credentials");
    for was in &one.parameters {
        let same = |is: &&Parameter| is.wire == was.wire && is.place == was.place;
        let Some(is) = other.parameters.iter().find(same) else { continue };
        if was.style != is.style || was.constant != is.constant {
            let finding = subject.finding(Change::Behaviour, Weight::Compatible, Some(&was.ident));
            recorder.push(finding.note("its serialization"));
        }
    }
    if !one.deprecated && other.deprecated {
        recorder.push(subject.finding(Change::Deprecated, Weight::Compatible, None));
    }
}

fn encoding(body: &Body, operation: &Operation) -> String {
    match &body.encoding {
        Encoding::Json => operation.request.first().cloned().unwrap_or_default(),
        Encoding::Form => "a form".to_owned(),
        Encoding::Multipart => "parts".to_owned(),
        Encoding::JsonAs(media_type)
        | Encoding::MultipartAs(media_type)
        | Encoding::Text(media_type)
        | Encoding::Bytes(Some(media_type)) => media_type.clone(),
        Encoding::Bytes(None) => "any media type".to_owned(),
    }
}

fn security(operation: &Operation) -> String {
    let alternatives = operation.security.iter().map(|alternative| {
        let requirements = alternative.iter().map(|each| match each.scopes.as_slice() {
            [] => each.scheme.clone(),
            scopes => format!("{} ({})", each.scheme, scopes.join(", ")),
        });
        requirements.collect::<Vec<_>>().join(" and ")
    });
    let text = alternatives.collect::<Vec<_>>().join(" or ");
    if text.is_empty() { "nothing".to_owned() } else { text }
}
