//! Compares the package: its name, its features, and the packages that it depends on.

use super::model::Weight;
use super::recorder::{Recorder, Subject};
use super::surface::{Docs, Package, Surface};
use super::{Change, docs, items};

pub(super) fn compare(recorder: &mut Recorder<'_, '_>) {
    let (old, new) = (recorder.sides.old.of, recorder.sides.new.of);
    let subject = Subject::client("the package");
    if old.package.name != new.package.name {
        let finding = subject.finding(Change::PackageRenamed, Weight::Breaking, None);
        let rule = format!("[package]\nname = \"{}\"\n", old.package.name);
        recorder.push(finding.signatures(&old.package.name, &new.package.name).rule(rule));
    }
    if old.package.module != new.package.module {
        let text = |module: &Option<String>| module.as_ref().map_or("a crate".to_owned(), |path| format!("mod {path}"));
        let finding = subject.finding(Change::PackageRenamed, Weight::Breaking, None);
        recorder.push(finding.signatures(text(&old.package.module), text(&new.package.module)));
    }
    features(recorder, &old.package, &new.package);
    for (name, was) in &old.package.dependencies {
        let is = new.package.dependencies.iter().find(|(other, _)| other == name).map(|(_, is)| is);
        // A package that is gone has no types in signatures any more.
        let Some(is) = is.filter(|is| *is != was) else { continue };
        let subject = Subject::client(&format!("the package {name}"));
        match epoch(was) == epoch(is) {
            true => recorder.behaviour(&subject, None, was.clone(), is.clone(), "what this crate depends on"),
            false => {
                let finding = subject.finding(Change::Dependency, Weight::Breaking, None);
                recorder.push(finding.signatures(was, is));
            }
        }
    }
    let interface = |package: &Package| format!("interface {}", package.interface);
    let note = "what generated code needs of the runtime";
    recorder.behaviour(&subject, None, interface(&old.package), interface(&new.package), note);
    let docs = |side: &'_ Surface| -> Vec<Docs> {
        let own = [side.package.docs, side.client.docs].into_iter();
        own.chain(side.client.servers.iter().map(|server| server.docs)).collect()
    };
    docs::compare(recorder, &subject, Default::default(), docs(old).into_iter().zip(docs(new)));
}

/// The part of a requirement that decides whether two versions are compatible: the first number, or the first two of `0.3`.
fn epoch(requirement: &str) -> Option<String> {
    let start = requirement.find(|each: char| each.is_ascii_digit())?;
    let version = requirement.get(start..)?;
    let end = version.find(|each: char| !each.is_ascii_digit() && each != '.').unwrap_or(version.len());
    let numbers: Vec<&str> = version.get(..end)?.split('.').collect();
    let zeros = numbers.iter().take_while(|number| **number == "0").count();
    Some(numbers.get(..(zeros + 1).min(numbers.len()))?.join("."))
}

fn features(recorder: &mut Recorder<'_, '_>, old: &Package, new: &Package) {
    let of = |package: &'_ Package, name: &str| {
        package.features.iter().find(|(other, _)| other == name).map(|(_, enables)| enables.clone())
    };
    for (name, was) in &old.features {
        let subject = Subject::client(&format!("the feature {name}"));
        let Some(is) = of(new, name) else {
            recorder.push(subject.finding(Change::FeatureRemoved, Weight::Breaking, None));
            continue;
        };
        lessened(recorder, &subject, was, &is, new);
    }
    for (name, _) in new.features.iter().filter(|(name, _)| of(old, name).is_none()) {
        let subject = Subject::client(&format!("the feature {name}"));
        recorder.push(subject.finding(Change::Added, Weight::Compatible, None));
    }
    let subject = Subject::client("the default features");
    lessened(recorder, &subject, &old.default_features, &new.default_features, new);
    let gate = |package: &Package| package.webhooks_feature.iter().cloned().collect::<Vec<_>>();
    if !recorder.sides.old.of.webhooks.is_empty() && !recorder.sides.new.of.webhooks.is_empty() {
        items::changed(recorder, &Subject::client("webhooks"), &gate(old), &gate(new));
    }
}

/// Features that a feature enabled and no longer enables, though they are there.
fn lessened(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &[String], new: &[String], side: &Package) {
    let is_there = |feature: &&String| feature.contains('/') || side.features.iter().any(|(name, _)| name == *feature);
    let lost: Vec<String> = old.iter().filter(|feature| !new.contains(feature)).filter(is_there).cloned().collect();
    if !lost.is_empty() {
        let finding = subject.finding(Change::OtherFeature, Weight::Breaking, None);
        recorder.push(finding.signatures(lost.join(", "), "").note("features that it no longer enables"));
    }
}
