//! The rules that `diff` proposes: pasted into bindery.toml as they are, they undo the changes that they are proposed for.

use super::{apply, base, product};
use crate::pairs::{self, Edit};
use bindery::diff::{Comparison, Finding, Weight, compare};
use serde_json::Value;
use std::collections::BTreeSet;

/// Changes that only rules about inline schemas, variants and setters undo.
const OTHERS: &[(&str, &[Edit])] = &[
    ("an inline object has another name", &[Edit::Rename("/components/schemas/Plant/properties/bed", "place")]),
    (
        "a property of an inline object becomes required",
        &[Edit::Set("/components/schemas/Plant/properties/bed/required", "[\"id\", \"row\"]")],
    ),
    ("the type of a variant has another name", &[Edit::Replace("SoilReading", "GroundReading")]),
];

fn breaking(comparison: &Comparison) -> Vec<&Finding> {
    comparison.findings.iter().filter(|finding| finding.weight <= Weight::Breaking).collect()
}

/// What a finding is about, to find it again under the rules.
fn subject(finding: &Finding) -> String {
    let at = finding.at.first().map(|at| (at.item.clone(), at.member.clone()));
    format!("{} {at:?}", finding.change.id())
}

/// A rule that keeps an old name as an alias, in the words of the comment of one that keeps it as the only name.
pub(super) fn with_alias(rule: &str) -> Option<String> {
    let (front, alias) = rule.split_once("# or, for both names: ")?;
    let (matcher, _) = front.rsplit_once('\n')?;
    Some(format!("{matcher}\n{alias}"))
}

/// The settings of a rule.
fn keys(rule: &str) -> Vec<String> {
    let rule = rule.split(" # ").next().unwrap_or_default();
    let keys = rule.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key.to_owned());
    keys.filter(|key| key != "match").collect()
}

#[test]
fn each_rule_undoes_what_it_is_proposed_for() {
    let old = product(&base(), "");
    let changed = |edits: &[Edit]| -> Value {
        let mut description = base();
        edits.iter().for_each(|edit| apply(*edit, &mut description));
        description
    };
    let (mut broken, mut wholly, mut partly, mut settings) = (0, 0, 0, BTreeSet::new());
    let pairs = pairs::pairs();
    let pairs: Vec<(&str, &[Edit])> = pairs.iter().map(|(name, edits, ..)| (*name, *edits)).collect();
    for (number, (name, edits)) in pairs.iter().chain(OTHERS).enumerate() {
        let description = changed(edits);
        let new = product(&description, "");
        let comparison = compare(&old.surface(), &new.surface()).expect("one API");
        let found = breaking(&comparison);
        let ruled: Vec<&&Finding> = found.iter().filter(|finding| finding.rule.is_some()).collect();
        let is_counted = number < pairs.len();
        broken += usize::from(is_counted && !found.is_empty());
        if ruled.is_empty() {
            assert!(is_counted, "{name}: no rule for {found:?}");
            continue;
        }
        let rules: Vec<&str> = ruled.iter().filter_map(|finding| finding.rule.as_deref()).collect();
        let kept = product(&description, &rules.join("\n"));
        let again = compare(&old.surface(), &kept.surface()).expect("one API");
        let left: Vec<String> = breaking(&again).into_iter().map(subject).collect();
        for finding in &ruled {
            assert!(!left.contains(&subject(finding)), "{name}: {rules:?} leave {left:?}");
        }
        partly += usize::from(is_counted && !left.is_empty());
        wholly += usize::from(is_counted && left.is_empty());
        settings.extend(rules.iter().flat_map(|rule| keys(rule)));
    }
    let expected = ["alias", "boxed", "group", "nullable", "optional", "rename", "required"];
    assert_eq!(settings.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    // docs/STABILITY.md has these figures.
    assert_eq!((broken, wholly, partly), (64, 18, 0), "pairs that break, that rules make compatible, that they do not");
}
