//! Compares the builder, servers, headers and webhooks.

use super::model::Weight;
use super::recorder::{Recorder, Subject, plain};
use super::surface::{Choice, Server, Standing, Surface};
use super::{Change, docs};

pub(super) fn compare(recorder: &mut Recorder<'_, '_>) {
    let (old, new) = (recorder.sides.old.of, recorder.sides.new.of);
    builder(recorder, old, new);
    servers(recorder, old, new);
    headers(recorder, old, new);
    webhooks(recorder, old, new);
}

fn builder(recorder: &mut Recorder<'_, '_>, old: &Surface, new: &Surface) {
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
    let pairs = |pairs: &[(String, String)]| {
        pairs.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(", ")
    };
    let mut behaves = |was: String, is: String, note: &str| {
        recorder.behaviour(&subject, None, was, is, note);
    };
    let url = |side: &Surface| side.client.servers.first().map(|server| server.url.clone()).unwrap_or_default();
    behaves(url(old), url(new), "the default server");
    let variables = |side: &Surface| side.client.servers.first().map(variables).unwrap_or_default();
    behaves(variables(old), variables(new), "the variables of the default server");
    let telemetry = |side: &Surface| pairs(side.client.telemetry.as_slice());
    behaves(pairs(&old.client.headers), pairs(&new.client.headers), "headers of every request");
    let token = |side: &Surface| side.client.token_url.clone().unwrap_or_default();
    behaves(token(old), token(new), "the source of tokens");
    let parameters = |side: &Surface| pairs(&side.client.token_parameters);
    behaves(parameters(old), parameters(new), "parameters of requests for tokens");
    behaves(telemetry(old), telemetry(new), "the header with the name of the client");
}

fn servers(recorder: &mut Recorder<'_, '_>, old: &Surface, new: &Surface) {
    let named = |side: &'_ Surface| -> Vec<(String, String)> {
        let servers = side.client.servers.iter().filter(|_| side.client.choice == Choice::Servers);
        let address = |server: &Server| format!("{} {}", server.url, variables(server)).trim_end().to_owned();
        servers.map(|server| (server.ident.clone(), address(server))).collect()
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

/// The variables of a URL.
fn variables(server: &Server) -> String {
    let each = server.variables.iter().map(|(name, default, values)| match (default, values.as_slice()) {
        (default, []) => format!("{name} = {}", default.as_deref().unwrap_or("?")),
        (default, values) => format!("{name} = {} of {}", default.as_deref().unwrap_or("?"), values.join(" | ")),
    });
    each.collect::<Vec<_>>().join(", ")
}

fn headers(recorder: &mut Recorder<'_, '_>, old: &Surface, new: &Surface) {
    let subject = Subject::client("ResponseHeaders");
    for one in &old.headers {
        let other = new.headers.iter().find(|other| other.ident == one.ident);
        match other {
            Some(other) if recorder.sides.same(&one.of, &other.of) => {
                // The names of headers have no case.
                if !one.wire.eq_ignore_ascii_case(&other.wire) {
                    let finding = subject.finding(Change::MeaningTaken, Weight::Silent, Some(&one.ident));
                    recorder.push(finding.signatures(&one.wire, &other.wire));
                }
                if one.form != other.form {
                    let finding = subject.finding(Change::Behaviour, Weight::Compatible, Some(&one.ident));
                    recorder.push(finding.note("its serialization"));
                }
                if one.standing == Standing::Current && other.standing == Standing::Deprecated {
                    recorder.push(subject.finding(Change::Deprecated, Weight::Compatible, Some(&one.ident)));
                }
            }
            other => {
                let finding = subject.finding(Change::HeaderAccessor, Weight::Breaking, Some(&one.ident));
                let is = other.map(|other| other.of.to_string()).unwrap_or_default();
                recorder.push(finding.signatures(one.of.to_string(), is));
            }
        }
    }
    let both =
        old.headers.iter().filter_map(|one| Some((one, new.headers.iter().find(|other| other.ident == one.ident)?)));
    docs::compare(recorder, &subject, Default::default(), both.map(|(one, other)| (one.docs, other.docs)));
    for other in new.headers.iter().filter(|other| old.headers.iter().all(|one| one.ident != other.ident)) {
        recorder.push(subject.finding(Change::Added, Weight::Compatible, Some(&other.ident)));
    }
}

fn webhooks(recorder: &mut Recorder<'_, '_>, old: &Surface, new: &Surface) {
    let subject = Subject::client("webhooks");
    for one in &old.webhooks {
        let other = new.webhooks.iter().find(|other| other.ident == one.ident);
        if !other.is_some_and(|other| recorder.sides.same(&one.of, &other.of)) {
            let finding = subject.finding(Change::WebhookFunction, Weight::Breaking, Some(&one.ident));
            let is = other.map(|other| other.of.to_string()).unwrap_or_default();
            let finding = finding.signatures(one.of.to_string(), is);
            recorder.push(finding.naming([&one.of], other.map(|other| &other.of)));
        }
    }
    let both =
        old.webhooks.iter().filter_map(|one| Some((one, new.webhooks.iter().find(|other| other.ident == one.ident)?)));
    docs::compare(recorder, &subject, Default::default(), both.map(|(one, other)| (one.docs, other.docs)));
    for other in new.webhooks.iter().filter(|other| old.webhooks.iter().all(|one| one.ident != other.ident)) {
        let finding = subject.finding(Change::Added, Weight::Compatible, Some(&other.ident));
        recorder.push(finding.naming([], [&other.of]));
    }
}
