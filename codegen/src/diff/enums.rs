//! Compares enums and unions.

use super::model::Weight;
use super::recorder::{Recorder, Subject, plain};
use super::surface::held;
use super::{Change, docs, rules, signature};
use crate::config::Openness;
use crate::plan::{Enum, EnumVariant, Held, Probe, RustType, Shared, SharedType, Union, Variant};
use serde_json::Value;

pub(super) fn compare(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Enum, new: &Enum) {
    let named = |ident: &str| new.variants.iter().find(|variant| variant.ident == ident);
    let valued = |value: &Value| new.variants.iter().find(|variant| variant.value == *value);
    for one in &old.variants {
        match (named(&one.ident), valued(&one.value)) {
            (Some(other), _) if other.value == one.value => {}
            (Some(other), moved) => {
                let mut note = format!("{} on the wire, was {}", other.value, one.value);
                if let Some(moved) = moved {
                    note.push_str(&format!(", which is now `{}`", plain(&moved.ident)));
                }
                let finding = subject.finding(Change::MeaningTaken, Weight::Silent, Some(&one.ident));
                recorder.push(finding.note(note));
            }
            (None, Some(other)) => {
                let finding = subject.finding(Change::ValueRenamed, Weight::Breaking, Some(&one.ident));
                let value = crate::dialect::plain_text(&other.value);
                let rule = rules::rename_member(subject, &value, &plain(&one.ident));
                let finding = finding.signatures(plain(&one.ident), plain(&other.ident));
                recorder.push(rule.into_iter().fold(finding, super::Finding::rule));
            }
            (None, None) => {
                let finding = subject.finding(Change::ValueRemoved, Weight::Breaking, Some(&one.ident));
                recorder.push(finding.signatures(one.value.to_string(), ""));
            }
        }
    }
    let variant = |of: &Enum| if of.values == Openness::Open { "Unknown" } else { "none" };
    unknown(recorder, subject, variant(old), variant(new));
    let is_new =
        |other: &&EnumVariant| old.variants.iter().all(|one| one.ident != other.ident && one.value != other.value);
    let (change, weight) = match old.values {
        Openness::Open => (Change::ValueAdded, Weight::Compatible),
        Openness::Closed => (Change::ClosedValueAdded, Weight::Breaking),
    };
    for other in new.variants.iter().filter(is_new) {
        let finding = subject.finding(change, weight, Some(&other.ident));
        recorder.push(finding.signatures("", other.value.to_string()));
    }
    let both = old.variants.iter().filter_map(|one| Some((&*one.docs, &*named(&one.ident)?.docs)));
    docs::compare(recorder, subject, &old.docs, &new.docs, both);
}

/// The catch-all variant.
fn unknown(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &str, new: &str) {
    if old != new {
        let finding = subject.finding(Change::CatchAll, Weight::Breaking, Some(old));
        recorder.push(finding.signatures(plain(old), plain(new)));
    }
}

pub(super) fn compare_unions(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Union, new: &Union) {
    let named = |ident: &str| new.variants.iter().find(|variant| variant.ident == ident);
    for one in &old.variants {
        match named(&one.ident) {
            Some(other) => variant(recorder, subject, (old, one), (new, other)),
            None => recorder.push(without_name(recorder, subject, one, old, new)),
        }
    }
    let is_taken = |other: &Variant| {
        old.variants.iter().any(|one| {
            one.ident == other.ident || named(&one.ident).is_none() && holds_same(recorder, &one.of, &other.of)
        })
    };
    let added: Vec<&Variant> = new.variants.iter().filter(|other| !is_taken(other)).collect();
    for other in added {
        let finding = subject.finding(Change::VariantAdded, Weight::Compatible, Some(&other.ident));
        recorder.push(finding.signatures("", held(&other.of)).naming([], other.of.of_type()));
    }
    accessors(recorder, subject, old, new);
    docs::compare(recorder, subject, &old.docs, &new.docs, std::iter::empty());
}

/// Compares the accessors of properties that all variants have. A new one follows from properties that were added or from variants that
/// were removed, which have findings of their own.
fn accessors(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Union, new: &Union) {
    let text = |shared: &Shared| match &shared.of {
        SharedType::Text => "Option<Cow<str>>".to_owned(),
        SharedType::Value(of) => format!("Option<{}>", signature::shown(of)),
        SharedType::Reference(of) => format!("Option<Cow<{}>>", signature::shown(of)),
    };
    for one in &old.shared {
        let other = new.shared.iter().find(|other| other.ident == one.ident);
        let is_same = match (&one.of, other.map(|other| &other.of)) {
            (SharedType::Text, Some(SharedType::Text)) => true,
            (SharedType::Value(one), Some(SharedType::Value(other)))
            | (SharedType::Reference(one), Some(SharedType::Reference(other))) => recorder.sides.same(one, other),
            _ => false,
        };
        if !is_same {
            let finding = subject.finding(Change::Accessor, Weight::Breaking, Some(&one.ident));
            let finding = finding.signatures(text(one), other.map(text).unwrap_or_default());
            recorder.push(finding.naming(one.of.of_type(), other.and_then(|other| other.of.of_type())));
        } else if let Some(other) = other.filter(|other| other.wire != one.wire) {
            let note = format!("{:?} on the wire, was {:?}", other.wire, one.wire);
            recorder.push(subject.finding(Change::MeaningTaken, Weight::Silent, Some(&one.ident)).note(note));
        }
    }
}

/// Compares a variant whose name is gone: it was renamed or removed.
fn without_name(
    recorder: &Recorder<'_, '_>,
    subject: &Subject,
    one: &Variant,
    old: &Union,
    new: &Union,
) -> super::Finding {
    let is_free = |other: &&Variant| old.variants.iter().all(|each| each.ident != other.ident);
    let other = new.variants.iter().filter(is_free).find(|other| holds_same(recorder, &one.of, &other.of));
    match other {
        Some(other) => {
            let finding = subject.finding(Change::VariantRenamed, Weight::Breaking, Some(&one.ident));
            let finding = finding.signatures(plain(&one.ident), plain(&other.ident));
            let component = match other.of.of_type().map(RustType::unboxed) {
                Some(RustType::Named(name)) => recorder.sides.new.pointer(name).and_then(|place| place.component()),
                _ => None,
            };
            let rule = component.and_then(|component| rules::rename_variant(subject, &component, &one.ident));
            let finding = rule.into_iter().fold(finding, super::Finding::rule);
            finding.naming(one.of.of_type(), other.of.of_type())
        }
        None => {
            let finding = subject.finding(Change::VariantRemoved, Weight::Breaking, Some(&one.ident));
            finding.signatures(held(&one.of), "").naming(one.of.of_type(), [])
        }
    }
}

fn holds_same(recorder: &Recorder<'_, '_>, old: &Held, new: &Held) -> bool {
    match (old, new) {
        (Held::Type(old), Held::Type(new)) => recorder.sides.same(old, new),
        (Held::Constant(old, _), Held::Constant(new, _)) => old == new,
        _ => false,
    }
}

/// Compares a variant that has the same name on both sides.
fn variant(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: (&Union, &Variant), new: (&Union, &Variant)) {
    let ((old_union, one), (new_union, other)) = (old, new);
    let about = |change, weight| subject.finding(change, weight, Some(&one.ident));
    match (&one.of, &other.of) {
        (Held::Constant(was, _), Held::Constant(is, _)) if was != is => {
            let note = format!("{is} on the wire, was {was}");
            recorder.push(about(Change::MeaningTaken, Weight::Silent).note(note));
        }
        (was, is) if !holds_same(recorder, was, is) => {
            let unboxed = |of: &Held| of.of_type().map(|of| of.unboxed().clone());
            let change = match (unboxed(was), unboxed(is)) {
                (Some(one), Some(other)) if recorder.sides.same(&one, &other) => Change::Boxed,
                _ => Change::VariantType,
            };
            let finding = about(change, Weight::Breaking).signatures(held(was), held(is));
            recorder.push(finding.naming(was.of_type(), is.of_type()));
        }
        _ => {}
    }
    if one.distinct && !other.distinct && one.of.of_type().is_some() {
        recorder.push(about(Change::ConversionRemoved, Weight::Breaking));
    }
    match (&one.constructor, &other.constructor) {
        (Some(was), Some(is)) if was.ident != is.ident => {
            let finding = about(Change::VariantRenamed, Weight::Breaking);
            recorder.push(finding.signatures(plain(&was.ident), plain(&is.ident)));
        }
        // An object that can no longer be constructed has its own finding.
        _ => {}
    }
    let (was, is) = (tags(old_union, &one.ident), tags(new_union, &other.ident));
    if was != is && !was.is_empty() && !is.is_empty() && !was.iter().all(|tag| is.contains(tag)) {
        let text = |tags: &[&Value]| tags.iter().map(|tag| tag.to_string()).collect::<Vec<_>>().join(", ");
        recorder.push(about(Change::Behaviour, Weight::Compatible).signatures(text(&was), text(&is)).note("its tag"));
    }
}

/// The tags that choose a variant.
fn tags<'u>(union: &'u Union, ident: &str) -> Vec<&'u Value> {
    let values = union.probes.iter().filter_map(|probe| match probe {
        Probe::Tag(_, values) | Probe::Also(_, values) => Some(values),
        _ => None,
    });
    values.flatten().filter(|(_, variant)| variant == ident).map(|(value, _)| value).collect()
}
