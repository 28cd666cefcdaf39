//! Compares enums and unions.

use super::model::Weight;
use super::recorder::{Recorder, Subject, plain};
use super::side::Side;
use super::surface::{
    Constructor, Conversion, Docs, Enum, EnumVariant, Held, Kind, Openness, Shared, SharedType, Type, Union, Variant,
};
use super::{Change, docs, rules, shapes};
use serde_json::Value;

pub(super) fn compare(recorder: &mut Recorder<'_, '_>, subject: &Subject, docs: (Docs, Docs), old: &Enum, new: &Enum) {
    let named = |ident: &str| new.variants.iter().find(|variant| variant.ident == ident);
    let valued = |value: &Value| new.variants.iter().find(|variant| variant.value == *value);
    for one in &old.variants {
        match (named(&one.ident), valued(&one.value)) {
            (Some(other), _) if other.value == one.value => attributes(recorder, subject, one, other),
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
    let variant = |of: &Enum| if of.openness == Openness::Open { "Unknown" } else { "none" };
    unknown(recorder, subject, variant(old), variant(new));
    let is_new =
        |other: &&EnumVariant| old.variants.iter().all(|one| one.ident != other.ident && one.value != other.value);
    let (change, weight) = match old.openness {
        Openness::Open => (Change::ValueAdded, Weight::Compatible),
        Openness::Closed => (Change::ClosedValueAdded, Weight::Breaking),
    };
    for other in new.variants.iter().filter(is_new) {
        let finding = subject.finding(change, weight, Some(&other.ident));
        recorder.push(finding.signatures("", other.value.to_string()));
    }
    let both = old.variants.iter().filter_map(|one| Some((one.docs, named(&one.ident)?.docs)));
    docs::compare(recorder, subject, docs, both);
}

fn attributes(recorder: &mut Recorder<'_, '_>, subject: &Subject, one: &EnumVariant, other: &EnumVariant) {
    let (was, is) = (one.attributes.join(", "), other.attributes.join(", "));
    recorder.behaviour(subject, Some(&one.ident), was, is, "its attributes");
}

/// The catch-all variant.
fn unknown(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &str, new: &str) {
    if old != new {
        let finding = subject.finding(Change::CatchAll, Weight::Breaking, Some(old));
        recorder.push(finding.signatures(plain(old), plain(new)));
    }
}

pub(super) fn compare_unions(
    recorder: &mut Recorder<'_, '_>,
    subject: &Subject,
    docs: (Docs, Docs),
    old: &Union,
    new: &Union,
) {
    let named = |ident: &str| new.variants.iter().find(|variant| variant.ident == ident);
    for one in &old.variants {
        match named(&one.ident) {
            Some(other) => variant(recorder, subject, one, other),
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
        recorder.push(finding.signatures("", other.of.shown()).naming([], other.of.of_type()));
    }
    if !old.tag.is_empty() && !new.tag.is_empty() {
        recorder.behaviour(subject, None, old.tag.join("."), new.tag.join("."), "the property that names the variant");
    }
    moved(recorder, subject, old, new);
    accessors(recorder, subject, old, new);
    docs::compare(recorder, subject, docs, std::iter::empty());
}

/// Reports variants that are named after their positions and stand elsewhere, which their shapes tell if no other has the same.
fn moved(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Union, new: &Union) {
    let shaped = |side: &Side<'_>, union: &Union| -> Vec<(String, String)> {
        let shape = |variant: &Variant| match variant.of.of_type().map(Type::unboxed) {
            Some(Type::Own(name)) if is_by_position(&variant.ident) => {
                let shape = shapes::shape(side.resolved(name)?, &shapes::Known(&|_| false))?;
                Some((variant.ident.clone(), shape))
            }
            _ => None,
        };
        union.variants.iter().filter_map(shape).collect()
    };
    let (ones, others) = (shaped(recorder.sides.old, old), shaped(recorder.sides.new, new));
    for (was, shape) in &ones {
        let alike = |all: &'_ [(String, String)]| -> Vec<String> {
            all.iter().filter(|(_, other)| other == shape).map(|(ident, _)| ident.clone()).collect()
        };
        if let ([_], [is]) = (alike(&ones).as_slice(), alike(&others).as_slice())
            && is != was
        {
            let finding = subject.finding(Change::VariantMoved, Weight::Silent, Some(was));
            recorder.push(finding.signatures(was, is));
        }
    }
}

/// Whether a variant has the name that is left if nothing distinguishes it.
fn is_by_position(ident: &str) -> bool {
    let number = ident.strip_prefix("Variant");
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|each| each.is_ascii_digit()))
}

/// Compares the accessors of properties that all variants have. A new one follows from properties that were added or from variants that
/// were removed, which have findings of their own.
fn accessors(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Union, new: &Union) {
    let text = |shared: &Shared| match &shared.of {
        SharedType::Text => "Option<Cow<str>>".to_owned(),
        SharedType::Value(of) => format!("Option<{of}>"),
        SharedType::Reference(of) => format!("Option<Cow<{of}>>"),
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
            let component = match other.of.of_type().map(Type::unboxed) {
                Some(Type::Own(name)) => recorder.sides.new.pointer(name).and_then(|place| place.component()),
                _ => None,
            };
            let rule = component.and_then(|component| rules::rename_variant(subject, &component, &one.ident));
            let finding = rule.into_iter().fold(finding, super::Finding::rule);
            finding.naming(one.of.of_type(), other.of.of_type())
        }
        None => {
            let finding = subject.finding(Change::VariantRemoved, Weight::Breaking, Some(&one.ident));
            finding.signatures(one.of.shown(), "").naming(one.of.of_type(), [])
        }
    }
}

fn holds_same(recorder: &Recorder<'_, '_>, old: &Held, new: &Held) -> bool {
    match (old, new) {
        (Held::Type(old), Held::Type(new)) => recorder.sides.same(old, new),
        (Held::Constant(old), Held::Constant(new)) => old == new,
        _ => false,
    }
}

/// Whether users construct the object in a variant of the new side.
fn is_constructed(recorder: &Recorder<'_, '_>, variant: &Variant) -> bool {
    let item = match variant.of.of_type().map(Type::unboxed) {
        Some(Type::Own(name)) => recorder.sides.new.resolved(name),
        _ => None,
    };
    item.is_some_and(|item| matches!(&item.kind, Kind::Object(object) if object.constructor == Constructor::New))
}

/// Compares a variant that has the same name on both sides.
fn variant(recorder: &mut Recorder<'_, '_>, subject: &Subject, one: &Variant, other: &Variant) {
    let about = |change, weight| subject.finding(change, weight, Some(&one.ident));
    match (&one.of, &other.of) {
        (Held::Constant(was), Held::Constant(is)) if was != is => {
            let note = format!("{is} on the wire, was {was}");
            recorder.push(about(Change::MeaningTaken, Weight::Silent).note(note));
        }
        (was, is) if !holds_same(recorder, was, is) => {
            let unboxed = |of: &Held| of.of_type().map(|of| of.unboxed().clone());
            let change = match (unboxed(was), unboxed(is)) {
                (Some(one), Some(other)) if recorder.sides.same(&one, &other) => Change::Boxed,
                _ => Change::VariantType,
            };
            let finding = about(change, Weight::Breaking).signatures(was.shown(), is.shown());
            recorder.push(finding.naming(was.of_type(), is.of_type()));
        }
        _ => {}
    }
    if one.conversion == Conversion::From && other.conversion == Conversion::None && other.of.of_type().is_some() {
        recorder.push(about(Change::ConversionRemoved, Weight::Breaking));
    }
    if one.conversion == Conversion::None && other.conversion == Conversion::From {
        recorder.push(about(Change::Added, Weight::Compatible).note("`From` its type"));
    }
    match (&one.constructor, &other.constructor) {
        (Some(was), Some(is)) if was != is => {
            let finding = about(Change::VariantRenamed, Weight::Breaking);
            recorder.push(finding.signatures(plain(was), plain(is)));
        }
        // An object that can no longer be constructed has its own finding.
        (Some(was), None) if is_constructed(recorder, other) => {
            let finding = about(Change::ConstructorRemoved, Weight::Breaking);
            recorder.push(finding.signatures(plain(was), ""));
        }
        _ => {}
    }
    recorder.behaviour(
        subject,
        Some(&one.ident),
        one.attributes.join(", "),
        other.attributes.join(", "),
        "its attributes",
    );
    let (was, is) = (&one.tags, &other.tags);
    if was.is_empty() || is.is_empty() || was.iter().all(|tag| is.contains(tag)) {
        return;
    }
    let text = |tags: &[Value]| tags.iter().map(|tag| tag.to_string()).collect::<Vec<_>>().join(", ");
    let about = |change, weight| subject.finding(change, weight, Some(&one.ident)).signatures(text(was), text(is));
    // The first one is sent. Whatever had it is another variant now, or none that is known.
    recorder.push(match was.first().is_none_or(|first| is.contains(first)) {
        true => about(Change::Behaviour, Weight::Compatible).note("its tag"),
        false => about(Change::MeaningTaken, Weight::Silent).note("its tag"),
    });
}
