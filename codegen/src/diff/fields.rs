//! Compares objects: fields, constructors and setters.

use super::matching::Fit;
use super::model::{Finding, Weight};
use super::recorder::{Recorder, Subject, plain};
use super::surface::{Constructor, Docs, Field, Presence, SetBy, Struct, Taken, Type};
use super::{Change, docs, rules};
use std::collections::HashSet;

pub(super) fn compare(
    recorder: &mut Recorder<'_, '_>,
    subject: &Subject,
    docs: (Docs, Docs),
    old: &Struct,
    new: &Struct,
) {
    let made = constructors(recorder, subject, old, new);
    let pairs = pairs(old, new);
    for (one, other) in &pairs {
        field(recorder, subject, one, other, made);
    }
    let known: HashSet<&str> = pairs.iter().map(|(one, _)| one.wire.as_str()).collect();
    let taken: HashSet<&str> = pairs.iter().map(|(_, other)| other.wire.as_str()).collect();
    let added: Vec<&Field> = new.fields.iter().filter(|field| !taken.contains(field.wire.as_str())).collect();
    for field in old.fields.iter().filter(|field| !known.contains(field.wire.as_str())) {
        recorder.push(removed(recorder, subject, field, &added));
    }
    for field in added {
        recorder.push(self::added(subject, field, made));
    }
    if made == Made::OnBothSides {
        order(recorder, subject, old, new);
    }
    catch_all(recorder, subject, old, new);
    docs::compare(recorder, subject, docs, pairs.iter().map(|(one, other)| (one.docs, other.docs)));
}

/// Whether users construct values of an object.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    OnBothSides,
    No,
}

fn constructors(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Struct, new: &Struct) -> Made {
    match (old.constructor, new.constructor) {
        (Constructor::New, Constructor::New) => return Made::OnBothSides,
        (Constructor::New, Constructor::None) => {
            recorder.push(subject.finding(Change::ConstructorRemoved, Weight::Breaking, None));
        }
        (Constructor::None, Constructor::New) => {
            recorder.push(
                subject.finding(Change::Added, Weight::Compatible, Some("new")).note("it can now be constructed"),
            );
        }
        (Constructor::None, Constructor::None) => {}
    }
    Made::No
}

/// Pairs fields by their Rust names, which code relies on, then by their names on the wire.
fn pairs<'f>(old: &'f Struct, new: &'f Struct) -> Vec<(&'f Field, &'f Field)> {
    let mut left: Vec<&Field> = new.fields.iter().collect();
    let mut pairs = Vec::new();
    let mut open: Vec<&Field> = old.fields.iter().collect();
    let same: [fn(&Field, &Field) -> bool; 3] = [
        |one, other| one.wire == other.wire && one.ident == other.ident,
        |one, other| is_field(one) && is_field(other) && one.ident == other.ident,
        |one, other| one.wire == other.wire,
    ];
    for same in same {
        open.retain(|one| match left.iter().position(|other| same(one, other)) {
            Some(position) => {
                pairs.push((*one, left.remove(position)));
                false
            }
            None => true,
        });
    }
    pairs
}

/// Whether the field is visible to code.
fn is_field(field: &Field) -> bool {
    field.constant.is_none()
}

fn field(recorder: &mut Recorder<'_, '_>, subject: &Subject, one: &Field, other: &Field, made: Made) {
    let places = |finding: Finding| finding.places(subject.property(&one.wire, &other.wire));
    if one.wire != other.wire {
        let note = format!("{:?} on the wire, was {:?}", other.wire, one.wire);
        let finding = subject.finding(Change::MeaningTaken, Weight::Silent, Some(&one.ident));
        recorder.push(places(finding.note(note)));
    }
    let [setter, other_setter] = [one, other].map(|field| field.setter.as_ref().map(|setter| &setter.ident));
    let is_set = setter.is_some() && other_setter.is_some() && made == Made::OnBothSides;
    if one.ident != other.ident && is_field(one) && is_field(other) || is_set && setter != other_setter {
        let finding = subject.finding(Change::FieldRenamed, Weight::Breaking, Some(&one.ident));
        let rule = rules::rename_member(subject, &other.wire, &plain(&one.ident));
        let finding =
            finding.signatures(plain(setter.unwrap_or(&one.ident)), plain(other_setter.unwrap_or(&other.ident)));
        recorder.push(places(rule.into_iter().fold(finding, Finding::rule)));
    }
    let change = difference(recorder, one, other, made);
    if let Some(change) = change {
        let finding = subject.finding(change, Weight::Breaking, Some(&one.ident));
        let finding = finding.signatures(described(one, made), described(other, made));
        let finding = finding.naming([&one.of], [&other.of]);
        let was_boxed = one.of.present().inside("Box").is_some();
        let rule = match change {
            // Without its box, the type would contain itself.
            Change::Boxed if !was_boxed && recorder.sides.new.contains_itself(other.of.present()) => None,
            Change::Boxed => rules::boxed(subject, &other.wire, was_boxed),
            change => rules::presence(subject, &other.wire, change),
        };
        recorder.push(places(rule.into_iter().fold(finding, Finding::rule)));
    }
    let behaviours = |field: &Field| {
        let handling: Vec<&str> = field.handling.iter().map(|handling| handling.word()).collect();
        let constant = field.constant.as_ref().map(|value| value.to_string()).unwrap_or_default();
        let presence = if change.is_none() { field.presence.word() } else { "" };
        [
            (constant, "the only allowed value"),
            (presence.to_owned(), "whether it has to be there"),
            (handling.join(", "), "how it is read and shown"),
            (field.attributes.join(", "), "its attributes"),
        ]
    };
    let is_constant = one.constant.is_some() && other.constant.is_some();
    for ((was, note), (is, _)) in behaviours(one).into_iter().zip(behaviours(other)).skip(usize::from(!is_constant)) {
        if was != is {
            let finding = subject.finding(Change::Behaviour, Weight::Compatible, Some(&one.ident));
            recorder.push(places(finding.signatures(was, is).note(note)));
        }
    }
}

/// The change that breaks code that uses a property, if any.
fn difference(recorder: &Recorder<'_, '_>, one: &Field, other: &Field, made: Made) -> Option<Change> {
    let sides = recorder.sides;
    let asked = if made == Made::OnBothSides { (one.asked, other.asked) } else { (SetBy::Never, SetBy::Never) };
    match asked {
        (SetBy::New, SetBy::Setter) => return Some(Change::BecameOptional),
        (SetBy::Setter, SetBy::New) => return Some(Change::BecameRequired),
        (SetBy::New | SetBy::Setter, SetBy::Never) | (SetBy::Never, SetBy::New) if made == Made::OnBothSides => {
            return Some(Change::Constant);
        }
        _ => {}
    }
    if is_field(one) && !is_field(other) {
        return Some(Change::Constant);
    }
    let is_read = is_field(one) && !sides.same(&one.of, &other.of);
    let is_given = made == Made::OnBothSides && (gives(recorder, one, other) == Fit::Other || is_narrower(one, other));
    if !is_read && !is_given {
        return None;
    }
    let (inner, other_inner) = (one.of.present(), other.of.present());
    if !sides.same(inner.unboxed(), other_inner.unboxed()) {
        return Some(Change::FieldType);
    }
    let may_be_missing = |field: &Field| matches!(field.presence, Presence::Expected | Presence::Optional);
    Some(match (may_be_missing(one), may_be_missing(other)) {
        (true, false) => Change::BecameRequired,
        (false, true) => Change::BecameOptional,
        _ if is_nullable(other) && !is_nullable(one) => Change::BecameNullable,
        _ if is_nullable(one) && !is_nullable(other) => Change::NoLongerNullable,
        _ if !sides.same(inner, other_inner) => Change::Boxed,
        _ => Change::FieldType,
    })
}

/// How the argument for a property on the new side relates to the old one.
fn gives(recorder: &Recorder<'_, '_>, one: &Field, other: &Field) -> Fit {
    match (&one.argument, &other.argument) {
        (Some(one), Some(other)) => recorder.sides.fits(one, other),
        _ => Fit::Same,
    }
}

/// Whether the setter takes less than it did.
fn is_narrower(one: &Field, other: &Field) -> bool {
    match (&one.setter, &other.setter) {
        (Some(one), Some(other)) => one.taken != other.taken && one.taken != Taken::AsItIs,
        _ => false,
    }
}

fn is_nullable(field: &Field) -> bool {
    field.presence == Presence::Nullable || field.of.inside("Patch").is_some()
}

/// The type of a field, and how it is set.
fn described(field: &Field, made: Made) -> String {
    let of = match &field.constant {
        Some(value) => format!("always {value}"),
        None => field.of.to_string(),
    };
    let how = match field.asked {
        SetBy::New if made == Made::OnBothSides => ", an argument of `new`",
        SetBy::Setter if made == Made::OnBothSides => ", set by its setter",
        _ => "",
    };
    of + how
}

fn removed(recorder: &Recorder<'_, '_>, subject: &Subject, field: &Field, added: &[&Field]) -> Finding {
    let places = subject.property(&field.wire, &field.wire);
    if !is_field(field) {
        let finding = subject.finding(Change::Behaviour, Weight::Compatible, Some(&field.wire));
        return finding.places(places).note("the constant is no longer sent").only_old();
    }
    let finding = subject.finding(Change::FieldRemoved, Weight::Breaking, Some(&field.ident));
    let finding = finding.signatures(field.of.to_string(), "").naming([&field.of], []);
    let alike: Vec<&&Field> =
        added.iter().filter(|other| is_field(other) && recorder.sides.same(&field.of, &other.of)).collect();
    let finding = match alike.as_slice() {
        [only] => {
            finding.note(format!("`{}` was added with the same type: it may be the new name", plain(&only.ident)))
        }
        _ => finding,
    };
    finding.places(places).only_old()
}

fn added(subject: &Subject, field: &Field, made: Made) -> Finding {
    let is_asked = made == Made::OnBothSides && field.asked == SetBy::New;
    let (change, weight) = match is_asked {
        true => (Change::RequiredAdded, Weight::Breaking),
        false => (Change::Added, Weight::Compatible),
    };
    let finding = subject.finding(change, weight, Some(&field.ident));
    let finding = finding.signatures("", described(field, made)).naming([], [&field.of]);
    let rule = rules::presence(subject, &field.wire, change);
    let finding = rule.into_iter().fold(finding, Finding::rule);
    finding.places(subject.property(&field.wire, &field.wire)).only_new()
}

/// The order of the arguments of `new`, if they are the same ones.
fn order(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Struct, new: &Struct) {
    let asked = |object: &'_ Struct| -> Vec<Field> {
        object.fields.iter().filter(|field| field.asked == SetBy::New).cloned().collect()
    };
    let (ones, others) = (asked(old), asked(new));
    let names = |fields: &[Field]| fields.iter().map(|field| field.wire.clone()).collect::<Vec<_>>();
    let (mut one, mut other) = (names(&ones), names(&others));
    if one == other {
        return;
    }
    one.sort();
    other.sort();
    if one != other {
        return;
    }
    let fits = |(one, other): (&Field, &Field)| gives(recorder, one, other) != Fit::Other;
    let (change, weight) = match ones.iter().zip(&others).all(fits) {
        true => (Change::ArgumentsSwapped, Weight::Silent),
        false => (Change::ArgumentsReordered, Weight::Breaking),
    };
    let text = |fields: &[Field]| {
        let names: Vec<String> = fields.iter().map(|field| plain(&field.ident)).collect();
        format!("new({})", names.join(", "))
    };
    let finding = subject.finding(change, weight, Some("new")).signatures(text(&ones), text(&others));
    recorder.push(finding);
}

fn catch_all(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Struct, new: &Struct) {
    let of = |of: &Option<Type>| of.as_ref().map_or("Extra".to_owned(), |of| format!("Additional<{of}>"));
    let is_same = match (&old.rest_type, &new.rest_type) {
        (Some(old), Some(new)) => recorder.sides.same(old, new),
        (old, new) => old == new,
    };
    if old.rest != new.rest || !is_same {
        let text = |object: &Struct| format!("{}: {}", plain(&object.rest), of(&object.rest_type));
        let finding = subject.finding(Change::CatchAll, Weight::Breaking, Some(&old.rest));
        recorder.push(finding.signatures(text(old), text(new)).naming(&old.rest_type, &new.rest_type));
    }
}
