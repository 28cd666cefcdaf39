//! Phrases common to several formats.

use super::super::model::{At, Comparison, Finding, Weight};
use super::super::verdict::{Verdict, next_version, verdict};

/// The maximum number of names in a list; the rest is counted.
const SHOWN: usize = 8;

/// The groups that a finding affects.
pub(super) fn groups(finding: &Finding) -> String {
    match finding.groups.as_slice() {
        [] => "client".to_owned(),
        [only] if only.is_empty() => "root".to_owned(),
        groups => list(groups.iter().map(String::as_str), 4),
    }
}

/// A list, shortened if it is long.
pub(super) fn list<'n>(names: impl ExactSizeIterator<Item = &'n str>, most: usize) -> String {
    let count = names.len();
    let mut shown: Vec<&str> = names.collect();
    if count > most + 1 {
        shown.truncate(most);
        return format!("{} and {} more", shown.join(", "), count - most);
    }
    shown.join(", ")
}

/// The items of a finding: `User.name, email; Team.name`.
pub(super) fn items(finding: &Finding) -> String {
    let mut texts: Vec<String> = Vec::new();
    for (index, at) in finding.at.iter().enumerate() {
        let is_same = index > 0 && finding.at[index - 1].item == at.item;
        match (is_same, &at.member) {
            (true, Some(member)) => texts.push(member.clone()),
            (true, None) => {}
            (false, _) => texts.push(item(at)),
        }
    }
    list(texts.iter().map(String::as_str), SHOWN)
}

pub(super) fn item(at: &At) -> String {
    match &at.member {
        Some(member) => format!("{}.{member}", at.item),
        None => at.item.clone(),
    }
}

/// Old and new signature; empty if there is none.
pub(super) fn signatures(finding: &Finding) -> String {
    match (&finding.old, &finding.new) {
        (Some(old), Some(new)) => format!("{old} -> {new}"),
        (Some(old), None) => format!("{old}, gone"),
        (None, Some(new)) => new.clone(),
        (None, None) => String::new(),
    }
}

/// The operations that use a type, unless the finding is about one operation.
pub(super) fn users(finding: &Finding) -> Option<String> {
    let is_own = finding.at.iter().all(|at| finding.operations.contains(&at.item));
    let names = finding.operations.iter().map(String::as_str);
    (!is_own && !finding.operations.is_empty()).then(|| list(names, 4))
}

/// The types that come or go with it.
pub(super) fn with(finding: &Finding) -> Option<String> {
    let names = finding.with.iter().map(String::as_str);
    (!finding.with.is_empty()).then(|| list(names, SHOWN))
}

/// The sections of a report, with the findings in each.
pub(super) fn sections(comparison: &Comparison) -> Vec<(Weight, Vec<&Finding>)> {
    [Weight::Silent, Weight::Breaking, Weight::Compatible, Weight::Docs]
        .into_iter()
        .map(|weight| (weight, comparison.findings.iter().filter(|each| each.weight == weight).collect::<Vec<_>>()))
        .filter(|(_, findings)| !findings.is_empty())
        .collect()
}

/// The heading of a section.
pub(super) fn heading(weight: Weight) -> &'static str {
    match weight {
        Weight::Silent => "Compiles, but means something else",
        Weight::Breaking => "Breaking",
        Weight::Compatible => "Compatible",
        Weight::Docs => "Documentation",
    }
}

pub(super) fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// The verdict, and the version that follows from it.
pub(super) fn conclusion(comparison: &Comparison) -> String {
    let verdict = verdict(comparison);
    match next_version(&comparison.version, verdict) {
        Some(next) if verdict != Verdict::Unchanged => {
            format!("{}; the version after {} is {next}", verdict.word(), comparison.version)
        }
        _ => verdict.word().to_owned(),
    }
}

/// The sizes of both sides.
pub(super) fn counts(comparison: &Comparison) -> String {
    let of = |old: usize, new: usize, word: &str| match old == new {
        true => counted(new, word),
        false => format!("{old} -> {}", counted(new, word)),
    };
    let (old, new) = (&comparison.old, &comparison.new);
    format!("{}, {}", of(old.operations, new.operations, "operation"), of(old.types, new.types, "type"))
}

/// All rules that keep callers compiling.
pub(super) fn rules(comparison: &Comparison) -> Option<String> {
    let rules: Vec<&str> = comparison.findings.iter().filter_map(|finding| finding.rule.as_deref()).collect();
    (!rules.is_empty()).then(|| rules.join("\n"))
}
