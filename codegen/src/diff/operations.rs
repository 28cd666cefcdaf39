//! Compares operations: how they are called.

use super::matching::Fit;
use super::model::{Finding, Place as At, Weight};
use super::recorder::{Recorder, Subject, plain};
use super::surface::{Body, Call, Docs, Given, Parameter, Type};
use super::{Change, docs, groups, items, output, requests, rules};
use crate::resolve::Place;
use std::collections::HashMap;

pub(super) fn compare(recorder: &mut Recorder<'_, '_>) {
    let sides = recorder.sides;
    let matched: HashMap<usize, usize> = sides.operations.iter().copied().collect();
    let new_paths: HashMap<String, usize> =
        sides.new.operations().iter().enumerate().map(|(index, call)| (call.function(), index)).collect();
    for (index, call) in sides.old.operations().iter().enumerate() {
        let path = call.function();
        let pair = matched.get(&index).copied();
        match (new_paths.get(&path).copied(), pair) {
            (Some(other), pair) if pair != Some(other) => taken(recorder, index, other, pair),
            (_, Some(other)) => {
                renamed(recorder, index, other);
                signature_of(recorder, index, other);
            }
            (_, None) => {
                if let Some(subject) = recorder.of_operation(Some(index), None) {
                    recorder.push(
                        subject.finding(Change::OperationRemoved, Weight::Breaking, None).naming(call.mentioned(), []),
                    );
                }
            }
        }
    }
    let known: Vec<usize> = matched.values().copied().collect();
    for (index, call) in sides.new.operations().iter().enumerate().filter(|(index, _)| !known.contains(index)) {
        if let Some(subject) = recorder.of_operation(None, Some(index)) {
            recorder.push(subject.finding(Change::Added, Weight::Compatible, None).naming([], call.mentioned()));
        }
    }
}

/// The path of an operation leads to another one; `moved` is where it went.
fn taken(recorder: &mut Recorder<'_, '_>, old: usize, new: usize, moved: Option<usize>) {
    let Some(subject) = recorder.of_operation(Some(old), Some(new)) else { return };
    let text = |operation: &Call| format!("{} {}", operation.verb, operation.path);
    let sides = recorder.sides;
    let (one, other) = (&sides.old.operations()[old], &sides.new.operations()[new]);
    let finding = subject.finding(Change::OperationTaken, Weight::Silent, None);
    let moved = moved.and_then(|moved| sides.new.operations().get(moved));
    let rule = moved.and_then(|moved| rules::operation(one, moved));
    recorder.push(rule.into_iter().fold(finding.signatures(text(one), text(other)), Finding::rule));
    signature_of(recorder, old, new);
}

fn renamed(recorder: &mut Recorder<'_, '_>, old: usize, new: usize) {
    let Some(subject) = recorder.of_operation(Some(old), Some(new)) else { return };
    let (one, other) = (&recorder.sides.old.operations()[old], &recorder.sides.new.operations()[new]);
    let is_kept = || other.former.iter().any(|former| former.method == one.method);
    former(recorder, &subject, one, other);
    if one.function() == other.function() {
        return groups::types_of_call(recorder, &subject, one, other);
    }
    if one.accessors == other.accessors && is_kept() {
        let finding = subject.finding(Change::Deprecated, Weight::Compatible, None);
        let finding =
            finding.signatures(one.function(), other.function()).note("a rule keeps the old name as an alias");
        recorder.push(finding.migration(format!("call `{}`", other.function())));
        return groups::types_of_call(recorder, &subject, one, other);
    }
    let change = if one.accessors == other.accessors { Change::OperationRenamed } else { Change::OperationMoved };
    let finding = subject.finding(change, Weight::Breaking, None).signatures(one.function(), other.function());
    let rule = rules::operation(one, other);
    recorder.push(rule.into_iter().fold(finding, Finding::rule));
}

/// Former names that a rule kept and no longer keeps.
fn former(recorder: &mut Recorder<'_, '_>, subject: &Subject, one: &Call, other: &Call) {
    let is_there = |method: &String| {
        one.accessors == other.accessors
            && (other.method == *method || other.former.iter().any(|former| former.method == *method))
    };
    for gone in one.former.iter().filter(|former| !is_there(&former.method)) {
        let was = Call { method: gone.method.clone(), ..one.clone() };
        let finding = subject.finding(Change::OperationRenamed, Weight::Breaking, None);
        let finding = finding.signatures(was.function(), other.function()).note("a rule kept the name");
        let rule = rules::former(other, &gone.method);
        recorder.push(rule.into_iter().fold(finding, Finding::rule));
    }
    let kept: Vec<&String> = other.former.iter().flat_map(|former| &former.types).chain([&other.ident]).collect();
    let gone = one.former.iter().flat_map(|former| &former.types).filter(|name| !kept.contains(name));
    for name in gone.collect::<std::collections::BTreeSet<_>>() {
        let finding = subject.finding(Change::TypeRenamed, Weight::Breaking, None);
        recorder.push(finding.signatures(plain(name), plain(&other.ident)).note("a rule kept the name"));
    }
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
    /// Its name on the wire; of a body its media type, if it is not the first one.
    wire: &'a str,
    of: &'a Type,
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

fn parameter<'a>(call: &Call, parameter: &'a Parameter) -> Value<'a> {
    let placeholder = format!("{{{}}}", parameter.wire);
    let key = match (parameter.location, call.path.find(&placeholder)) {
        (Place::Path, Some(at)) => Key::InPath(call.path[..at].matches('{').count()),
        // The names of headers have no case.
        (Place::Header, _) => Key::Named(Place::Header, parameter.wire.to_ascii_lowercase()),
        _ => Key::Named(parameter.location, parameter.wire.clone()),
    };
    Value {
        key,
        ident: &parameter.ident,
        wire: &parameter.wire,
        of: &parameter.of,
        place: Some(At::at(parameter.place.clone())),
    }
}

fn body(body: &Body, key: Key) -> Value<'_> {
    Value { key, ident: &body.ident, wire: "", of: &body.of, place: None }
}

fn arguments(call: &Call) -> Vec<Value<'_>> {
    let parameters = call.parameters.iter().filter(|each| each.given == Given::Argument);
    let mut found: Vec<Value<'_>> = parameters.map(|each| parameter(call, each)).collect();
    found.extend(call.body.iter().filter(|each| each.given == Given::Argument).map(|each| body(each, Key::Body)));
    found
}

fn setters(call: &Call) -> Vec<Value<'_>> {
    let parameters = call.parameters.iter().filter(|each| each.given == Given::Setter);
    let mut found: Vec<Value<'_>> = parameters.map(|each| parameter(call, each)).collect();
    found.extend(call.body.iter().filter(|each| each.given == Given::Setter).map(|each| body(each, Key::Body)));
    let others = call.other_bodies.iter().filter(|(_, _, body)| body.given == Given::Setter);
    found.extend(others.map(|(method, media_type, other)| Value {
        ident: method,
        wire: media_type,
        ..body(other, Key::OtherBody(crate::text::essence(media_type)))
    }));
    found
}

/// Compares the arguments and results of calls.
fn signature_of(recorder: &mut Recorder<'_, '_>, old: usize, new: usize) {
    let Some(subject) = recorder.of_operation(Some(old), Some(new)) else { return };
    let sides = recorder.sides;
    let (Some(one), Some(other)) = (sides.old.operations().get(old), sides.new.operations().get(new)) else { return };
    compare_arguments(recorder, &subject, one, other);
    compare_setters(recorder, &subject, one, other);
    output::compare(recorder, &subject, one, other);
    requests::compare(recorder, &subject, one, other);
    items::changed(recorder, &subject, one.feature.as_slice(), other.feature.as_slice());
    let both = one.parameters.iter().zip(&other.parameters).map(|(one, other)| (one.docs, other.docs));
    let bodies = |call: &'_ Call| -> Vec<Docs> {
        call.body.iter().chain(call.other_bodies.iter().map(|(_, _, body)| body)).map(|body| body.docs).collect()
    };
    let both = both.chain(bodies(one).into_iter().zip(bodies(other)));
    docs::compare(recorder, &subject, (one.docs, other.docs), both);
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
    let types = |value: Option<&Value<'_>>| value.map(|value| value.of.to_string()).unwrap_or_default();
    let finding = finding.signatures(types(one), types(other)).places([place(one), place(other)]);
    finding.naming(one.map(|value| value.of), other.map(|value| value.of))
}

fn compare_arguments(recorder: &mut Recorder<'_, '_>, subject: &Subject, one: &Call, other: &Call) {
    let (ones, others) = (arguments(one), arguments(other));
    let (one_setters, other_setters) = (setters(one), setters(other));
    let find = |values: &[Value<'_>], value: &Value<'_>| {
        let same = values.iter().position(|other| value.is_about(other));
        same.or_else(|| values.iter().position(|other| value.is_moved(other)))
    };
    // A call with these arguments compiles, whatever they are.
    let fits = |(one, other): (&Value<'_>, &Value<'_>)| recorder.sides.fits(one.of, other.of) != Fit::Other;
    let is_taken = ones.len() == others.len() && ones.iter().zip(&others).all(fits);
    if is_taken && !ones.iter().all(|value| find(&others, value).is_some()) {
        for (value, other) in ones.iter().zip(&others).filter(|(value, other)| !value.is_about(other)) {
            recorder.push(taken_over(subject, value, other));
        }
        return;
    }
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
        let (change, weight) = match is_taken {
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

/// The name or the place of a value stands for another one.
fn taken_over(subject: &Subject, one: &Value<'_>, other: &Value<'_>) -> Finding {
    let finding = about(subject, Change::MeaningTaken, Weight::Silent, Some(one), Some(other));
    let name = |value: &Value<'_>| match value.wire {
        "" => "the body".to_owned(),
        wire => format!("{wire:?}"),
    };
    finding.note(format!("{} on the wire, was {}", name(other), name(one)))
}

/// Adds the rule that keeps an argument or a setter as it was.
fn kept(finding: Finding, other: &Call, was: &Value<'_>, is: &Value<'_>) -> Finding {
    let rule = match &is.key {
        Key::Named(..) => rules::parameter(other, is.wire, was.ident, finding.change),
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

fn compare_setters(recorder: &mut Recorder<'_, '_>, subject: &Subject, one: &Call, other: &Call) {
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
                recorder.push(taken_over(subject, value, namesake));
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
