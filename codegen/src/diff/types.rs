//! Compares types.

use super::model::Weight;
use super::recorder::{Recorder, Subject, plain};
use super::surface::{Alias, Item, Kind};
use super::{Change, enums, fields, items, matching::Because, rules};
use std::collections::{BTreeMap, HashMap};

/// Compares two matched types, by their resolved names.
struct Pair<'a> {
    old: &'a Item,
    new: &'a Item,
    subject: &'a str,
}

pub(super) fn compare(recorder: &mut Recorder<'_, '_>) {
    let sides = recorder.sides;
    let mut pairs: BTreeMap<(&str, &str), Pair<'_>> = BTreeMap::new();
    for name in sides.old.names() {
        let Some(moved) = sides.moved(name) else {
            removed(recorder, name);
            continue;
        };
        if let (Some(old), Some(new)) = (sides.old.resolved(name), sides.new.resolved(moved)) {
            let pair =
                pairs.entry((old.ident.as_str(), new.ident.as_str())).or_insert(Pair { old, new, subject: name });
            if name == old.ident {
                pair.subject = name;
            }
        }
        parted(recorder, name, moved);
        if let Some(present) = sides.new.present(moved).filter(|_| sides.old.present(name).is_none()) {
            let subject = recorder.of_type(Some(name), Some(moved));
            let finding = subject.finding(Change::Deprecated, Weight::Compatible, None);
            let finding = finding.signatures(plain(name), plain(present)).note("a rule keeps the old name as an alias");
            recorder.push(finding.migration(format!("use `{}`", plain(present))));
        }
        if sides.new.is_hidden(moved) && !sides.old.is_hidden(name) {
            let subject = recorder.of_type(Some(name), Some(moved));
            recorder.push(subject.finding(Change::BehindFeature, Weight::Breaking, None));
        } else if let (Some(old), Some(new)) = (sides.old.item(name), sides.new.item(moved)) {
            let subject = recorder.of_type(Some(name), Some(moved));
            items::features(recorder, &subject, old, new);
        }
    }
    for pair in pairs.values() {
        compare_pair(recorder, pair);
    }
    renamed(recorder);
    added(recorder);
}

fn compare_pair(recorder: &mut Recorder<'_, '_>, pair: &Pair<'_>) {
    let subject = recorder.of_type(Some(pair.subject), Some(&pair.new.ident));
    items::compare(recorder, &subject, pair.old, pair.new);
    let docs = (pair.old.docs, pair.new.docs);
    match (&pair.old.kind, &pair.new.kind) {
        (Kind::Object(old), Kind::Object(new)) => fields::compare(recorder, &subject, docs, old, new),
        (Kind::Enum(old), Kind::Enum(new)) => enums::compare(recorder, &subject, docs, old, new),
        (Kind::Union(old), Kind::Union(new)) => enums::compare_unions(recorder, &subject, docs, old, new),
        (old, new) => {
            let finding = subject.finding(Change::TypeKind, Weight::Breaking, None);
            recorder.push(finding.signatures(kind(old), kind(new)).naming(pair.old.mentioned(), pair.new.mentioned()));
        }
    }
}

fn kind(of: &Kind) -> &'static str {
    match of {
        Kind::Object(_) => "object",
        Kind::Enum(_) => "enum",
        Kind::Union(_) => "union",
        Kind::Alias(_) => "alias",
    }
}

fn removed(recorder: &mut Recorder<'_, '_>, name: &str) {
    let subject = recorder.of_type(Some(name), None);
    let sides = recorder.sides;
    let item = sides.old.item(name);
    let survivor = match item.map(|item| &item.kind) {
        Some(Kind::Alias(Alias { target, .. })) => sides.moved(target),
        _ => None,
    };
    recorder.push(match survivor {
        Some(target) => {
            let finding = subject.finding(Change::AliasRemoved, Weight::Breaking, None);
            let finding = finding.migration(format!("use `{}`", plain(target)));
            let rule = rules::alias(&recorder.of_type(None, Some(target)), name);
            rule.into_iter().fold(finding, super::Finding::rule)
        }
        None => subject
            .finding(Change::TypeRemoved, Weight::Breaking, None)
            .naming(item.map(Item::mentioned).unwrap_or_default(), []),
    });
}

/// Compares an alias whose target changed, or that became a type.
fn parted(recorder: &mut Recorder<'_, '_>, name: &str, moved: &str) {
    let sides = recorder.sides;
    let Some(Kind::Alias(alias)) = sides.old.item(name).map(|item| &item.kind) else { return };
    let Some(target) = sides.moved(&alias.target) else { return };
    if sides.new.canonical(target) == sides.new.canonical(moved) {
        return;
    }
    let subject = recorder.of_type(Some(name), Some(moved));
    let finding = subject.finding(Change::EqualTypesPart, Weight::Compatible, None);
    let new = match sides.new.item(moved).map(|item| &item.kind) {
        Some(Kind::Alias(alias)) => format!("the same as `{}`", alias.target),
        _ => "a type of its own".to_owned(),
    };
    recorder.push(finding.signatures(format!("the same as `{}`", alias.target), new));
}

/// Reports renames, each with those that follow from it.
fn renamed(recorder: &mut Recorder<'_, '_>) {
    let sides = recorder.sides;
    let mut with: HashMap<&str, Vec<String>> = HashMap::new();
    let mut of_operations: HashMap<usize, Vec<String>> = HashMap::new();
    let mut own = Vec::new();
    for (old, (new, because)) in &sides.renamed {
        let text = format!("{} -> {}", plain(old), plain(new));
        match because {
            // A type that was renamed for its own reason has its own finding.
            Because::Type(around) if old.starts_with(around) => {
                with.entry(outermost(recorder, around)).or_default().push(text)
            }
            Because::Operation(index) => of_operations.entry(*index).or_default().push(text),
            _ => own.push((*old, *new)),
        }
    }
    for (index, texts) in of_operations {
        let path = sides.old.operations().get(index).map(super::surface::Call::function);
        let renames = [Change::OperationRenamed, Change::OperationMoved];
        let is_its = |finding: &&mut super::Finding| {
            renames.contains(&finding.change) && finding.at.first().map(|at| &at.item) == path.as_ref()
        };
        match recorder.findings.iter_mut().find(is_its) {
            Some(finding) => finding.with.extend(texts),
            None => {
                let subject = recorder.of_operation(Some(index), None);
                let finding = subject.map(|subject| subject.finding(Change::TypeRenamed, Weight::Breaking, None));
                if let Some(mut finding) = finding {
                    finding.with = texts;
                    recorder.push(finding);
                }
            }
        }
    }
    for (old, new) in own {
        let subject = recorder.of_type(Some(old), Some(new));
        let mut finding =
            subject.finding(Change::TypeRenamed, Weight::Breaking, None).signatures(plain(old), plain(new));
        finding.with = with.remove(old).unwrap_or_default();
        if let Some(rule) = rules::rename_type(&subject, old) {
            finding = finding.rule(rule);
        }
        recorder.push(finding);
    }
}

/// The type whose rename caused the rename of a type inside of it.
fn outermost<'n>(recorder: &Recorder<'_, 'n>, name: &'n str) -> &'n str {
    match recorder.sides.renamed.get(name) {
        Some((_, Because::Type(around))) if name.starts_with(around) && *around != name => outermost(recorder, around),
        _ => name,
    }
}

fn added(recorder: &mut Recorder<'_, '_>) {
    let sides = recorder.sides;
    let present = sides.old.names().filter_map(|name| sides.new.present(name));
    let renamed: Vec<&str> = sides.renamed.values().map(|(new, _)| *new).chain(present).collect();
    for name in sides.new.names() {
        if sides.old.item(name).is_none() && !renamed.contains(&name) {
            let subject: Subject = recorder.of_type(None, Some(name));
            recorder.push(subject.finding(Change::Added, Weight::Compatible, None));
        }
    }
}
