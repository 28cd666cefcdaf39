//! Compares everything but operations and types: the package, its features, the builder, servers, headers and webhooks.

use super::model::Weight;
use super::recorder::{Recorder, Subject, plain};
use super::{Change, signature};
use crate::plan::CratePlan;

pub(super) fn compare(recorder: &mut Recorder<'_, '_>) {
    let (old, new) = (recorder.sides.old.of.plan, recorder.sides.new.of.plan);
    package(recorder, old, new);
    builder(recorder, old, new);
    servers(recorder, old, new);
    headers(recorder, old, new);
    webhooks(recorder, old, new);
}

fn package(recorder: &mut Recorder<'_, '_>, old: &CratePlan, new: &CratePlan) {
    let subject = Subject::client("the package");
    if old.package.name != new.package.name {
        let finding = subject.finding(Change::PackageRenamed, Weight::Breaking, None);
        let rule = format!("[package]\nname = \"{}\"\n", old.package.name);
        recorder.push(finding.signatures(&old.package.name, &new.package.name).rule(rule));
    }
    for feature in old.features.iter().filter(|feature| !new.features.contains(feature)) {
        let subject = Subject::client(&format!("the feature {feature}"));
        recorder.push(subject.finding(Change::FeatureRemoved, Weight::Breaking, None));
    }
    for feature in new.features.iter().filter(|feature| !old.features.contains(feature)) {
        let subject = Subject::client(&format!("the feature {feature}"));
        recorder.push(subject.finding(Change::Added, Weight::Compatible, None));
    }
    if old.docs != new.docs {
        recorder.push(subject.finding(Change::Docs, Weight::Docs, None).note("1 place"));
    }
}

fn builder(recorder: &mut Recorder<'_, '_>, old: &CratePlan, new: &CratePlan) {
    let subject = Subject::client("Client::builder");
    let (ones, others) = (&old.client.arguments, &new.client.arguments);
    let text = |arguments: &[(String, String)]| {
        let names: Vec<String> = arguments.iter().map(|(_, name)| plain(name)).collect();
        format!("builder({})", names.join(", "))
    };
    let wires = |arguments: &[(String, String)]| arguments.iter().map(|(wire, _)| wire.clone()).collect::<Vec<_>>();
    if ones.len() != others.len() {
        let finding = subject.finding(Change::BuilderArguments, Weight::Breaking, None);
        recorder.push(finding.signatures(text(ones), text(others)));
    } else if wires(ones) != wires(others) {
        let (mut was, mut is) = (wires(ones), wires(others));
        was.sort();
        is.sort();
        let change = if was == is { Change::ArgumentsSwapped } else { Change::MeaningTaken };
        let finding = subject.finding(change, Weight::Silent, None);
        recorder.push(finding.signatures(text(ones), text(others)));
    }
    let mut behaves = |was: String, is: String, note: &str| {
        if was != is {
            let finding = subject.finding(Change::Behaviour, Weight::Compatible, None);
            recorder.push(finding.signatures(was, is).note(note));
        }
    };
    let url = |plan: &CratePlan| plan.client.servers.first().map(|server| server.url.clone()).unwrap_or_default();
    behaves(url(old), url(new), "the default server");
    let pairs = |pairs: &[(String, String)]| {
        pairs.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(", ")
    };
    behaves(pairs(&old.client.headers), pairs(&new.client.headers), "headers of every request");
    let token = |plan: &CratePlan| plan.client.token_endpoint.as_ref().map(|of| of.url.clone()).unwrap_or_default();
    behaves(token(old), token(new), "the source of tokens");
}

fn servers(recorder: &mut Recorder<'_, '_>, old: &CratePlan, new: &CratePlan) {
    let named = |plan: &'_ CratePlan| -> Vec<(String, String)> {
        let servers = plan.client.servers.iter().filter(|_| plan.has_servers_module);
        servers.map(|server| (server.ident.clone(), server.url.clone())).collect()
    };
    let (ones, others) = (named(old), named(new));
    for (ident, was) in &ones {
        let subject = Subject::client(&format!("servers::{ident}"));
        match others.iter().find(|(other, _)| other == ident) {
            None => recorder.push(subject.finding(Change::ServerRemoved, Weight::Breaking, None)),
            Some((_, is)) if is != was => {
                let finding = subject.finding(Change::Behaviour, Weight::Compatible, None);
                recorder.push(finding.signatures(was, is).note("the address"));
            }
            Some(_) => {}
        }
    }
    for (ident, url) in others.iter().filter(|(ident, _)| ones.iter().all(|(one, _)| one != ident)) {
        let subject = Subject::client(&format!("servers::{ident}"));
        recorder.push(subject.finding(Change::Added, Weight::Compatible, None).signatures("", url));
    }
}

fn headers(recorder: &mut Recorder<'_, '_>, old: &CratePlan, new: &CratePlan) {
    let subject = Subject::client("ResponseHeaders");
    for one in &old.headers {
        let other = new.headers.iter().find(|other| other.ident == one.ident);
        match other {
            Some(other) if recorder.sides.same(&one.of, &other.of) => {
                if one.wire != other.wire {
                    let finding = subject.finding(Change::MeaningTaken, Weight::Silent, Some(&one.ident));
                    recorder.push(finding.signatures(&one.wire, &other.wire));
                }
            }
            other => {
                let finding = subject.finding(Change::HeaderAccessor, Weight::Breaking, Some(&one.ident));
                let is = other.map(|other| signature::shown(&other.of)).unwrap_or_default();
                recorder.push(finding.signatures(signature::shown(&one.of), is));
            }
        }
    }
    for other in new.headers.iter().filter(|other| old.headers.iter().all(|one| one.ident != other.ident)) {
        recorder.push(subject.finding(Change::Added, Weight::Compatible, Some(&other.ident)));
    }
}

fn webhooks(recorder: &mut Recorder<'_, '_>, old: &CratePlan, new: &CratePlan) {
    let subject = Subject::client("webhooks");
    for one in &old.webhooks {
        let other = new.webhooks.iter().find(|other| other.ident == one.ident);
        if !other.is_some_and(|other| recorder.sides.same(&one.of, &other.of)) {
            let finding = subject.finding(Change::WebhookFunction, Weight::Breaking, Some(&one.ident));
            let is = other.map(|other| signature::shown(&other.of)).unwrap_or_default();
            let finding = finding.signatures(signature::shown(&one.of), is);
            recorder.push(finding.naming([&one.of], other.map(|other| &other.of)));
        }
    }
    for other in new.webhooks.iter().filter(|other| old.webhooks.iter().all(|one| one.ident != other.ident)) {
        let finding = subject.finding(Change::Added, Weight::Compatible, Some(&other.ident));
        recorder.push(finding.naming([], [&other.of]));
    }
}
