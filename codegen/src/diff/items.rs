//! Compares what types have whatever they are: derived traits, attributes, and the features that enable them.

use super::model::Weight;
use super::recorder::{Recorder, Subject};
use super::surface::{Item, Kind, Openness};
use super::{Change, rules};

pub(super) fn compare(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Item, new: &Item) {
    let missing = |from: &[String], all: &[&str]| -> Vec<String> {
        from.iter().filter(|each| !all.contains(&each.as_str())).cloned().collect()
    };
    let lost = missing(&old.derives, &traits(new));
    if !lost.is_empty() {
        let finding = subject.finding(Change::TraitRemoved, Weight::Breaking, None).signatures(lost.join(", "), "");
        let rule = rules::derive(subject, &lost);
        recorder.push(rule.into_iter().fold(finding, super::Finding::rule));
    }
    let gained = missing(&new.derives, &traits(old));
    if !gained.is_empty() {
        let finding = subject.finding(Change::Added, Weight::Compatible, Some("derive"));
        recorder.push(finding.signatures("", gained.join(", ")));
    }
    recorder.behaviour(subject, None, old.attributes.join(", "), new.attributes.join(", "), "its attributes");
}

/// The traits that a type has by rules or without them, apart from those that every type has.
fn traits(item: &Item) -> Vec<&str> {
    let own: &[&str] = match &item.kind {
        Kind::Object(object) if object.has_default() => &["Default"],
        Kind::Enum(of) if of.openness == Openness::Closed => &["Copy", "Eq", "Hash", "Ord", "PartialOrd"],
        Kind::Enum(_) => &["Eq", "Hash"],
        Kind::Object(_) | Kind::Union(_) | Kind::Alias(_) => &[],
    };
    item.derives.iter().map(String::as_str).chain(own.iter().copied()).collect()
}

/// Compares the features, any of which enables a type. They matter without the default ones, which enable all groups.
pub(super) fn features(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Item, new: &Item) {
    if new.features.is_empty() || old.features == new.features {
        return;
    }
    let declaring = recorder.sides.old.declaring(&old.ident).cloned().unwrap_or_default();
    let needed: Vec<String> = declaring.into_iter().map(str::to_owned).collect();
    changed(recorder, subject, if needed.is_empty() { &old.features } else { &needed }, &new.features);
}

/// Compares the features, any of which enables something.
pub(super) fn changed(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &[String], new: &[String]) {
    let known = &recorder.sides.new.of.package.features;
    // A feature that is gone has its own finding.
    let is_enough = |feature: &String| new.contains(feature) || known.iter().all(|(name, _)| name != feature);
    let is_kept = new.is_empty() || !old.is_empty() && old.iter().all(is_enough);
    if !is_kept {
        let finding = subject.finding(Change::OtherFeature, Weight::Breaking, None);
        let text = |features: &[String]| match features {
            [] => "no feature".to_owned(),
            some => some.join(" or "),
        };
        recorder.push(finding.signatures(text(old), text(new)));
    }
}
