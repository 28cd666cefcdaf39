//! Folds findings with one cause: items that come or go with others, and changes that many items have in common.

use super::model::{Finding, Weight};
use super::side::Side;
use super::{Change, model::At};
use indexmap::IndexMap;
use std::collections::{BTreeSet, HashMap};

pub(super) fn fold(findings: Vec<Finding>, old: &Side<'_>, new: &Side<'_>) -> Vec<Finding> {
    let findings = attach(findings, old, 0, &|finding| finding.change == Change::TypeRemoved);
    let is_new_type = |finding: &Finding| {
        finding.change == Change::Added
            && finding.at.iter().all(|at| at.member.is_none() && at.old.is_none() && new.item(&at.item).is_some())
    };
    let findings = attach(findings, new, 1, &is_new_type);
    let mut merged = merge(findings);
    merged.sort_by(|a, b| order(a).cmp(&order(b)));
    merged
}

/// The order of the report: by weight, then by group, then by subject.
fn order(finding: &Finding) -> (Weight, &[String], Change, Option<&At>) {
    let first = finding.at.first();
    (finding.weight, &finding.groups, finding.change, first)
}

impl PartialOrd for At {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for At {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (&self.item, &self.member).cmp(&(&other.item, &other.member))
    }
}

/// Attaches types that come or go to the finding that mentions them on this side.
fn attach(findings: Vec<Finding>, surface: &Side<'_>, side: usize, is_type: &dyn Fn(&Finding) -> bool) -> Vec<Finding> {
    let (types, mut causes): (Vec<Finding>, Vec<Finding>) = findings.into_iter().partition(is_type);
    let name_of = |finding: &Finding| finding.at.first().map(|at| at.item.clone()).unwrap_or_default();
    let mut left: IndexMap<String, Finding> = types.into_iter().map(|finding| (name_of(&finding), finding)).collect();
    if left.is_empty() {
        return causes;
    }
    // Prefer removals and additions to changes, because they explain more.
    let mut sequence: Vec<usize> = (0..causes.len()).collect();
    sequence.sort_by_key(|index| (causes[*index].old.is_some() && causes[*index].new.is_some(), *index));
    for index in sequence {
        let mut queue = causes[index].names[side].clone();
        while let Some(name) = queue.pop() {
            let name = super::recorder::plain(&name);
            if left.shift_remove(&name).is_some() {
                if let Some(item) = surface.item(&name) {
                    queue.extend(item.names().into_iter().map(str::to_owned));
                }
                causes[index].with.push(name);
            }
        }
        causes[index].with.sort();
    }
    follow(&mut left, &mut causes, surface);
    // Types that nothing else mentions take the types in them along.
    let names: Vec<String> = left.keys().cloned().collect();
    let inside: BTreeSet<String> = names
        .iter()
        .filter_map(|name| surface.item(name).map(|item| (name, item)))
        .flat_map(|(name, item)| item.names().into_iter().filter(move |inner| inner != name))
        .map(str::to_owned)
        .collect();
    for name in names.iter().filter(|name| !inside.contains(*name)) {
        let Some(mut finding) = left.shift_remove(name) else { continue };
        let mut queue: Vec<String> = finding.names_in(surface, name);
        while let Some(inner) = queue.pop() {
            if left.shift_remove(&inner).is_some() {
                queue.extend(finding.names_in(surface, &inner));
                finding.with.push(inner);
            }
        }
        causes.push(finding);
    }
    // Cycles of types.
    causes.extend(left.into_values());
    causes
}

/// Attaches aliases of types that come or go, and types of operations that come or go.
fn follow(left: &mut IndexMap<String, Finding>, causes: &mut [Finding], surface: &Side<'_>) {
    let names: Vec<String> = left.keys().cloned().collect();
    for name in names {
        let target = surface.canonical(&name);
        let Some(finding) = left.get(&name) else { continue };
        let is_whole = |cause: &Finding| matches!(cause.change, Change::Added | Change::OperationRemoved);
        let of_operation = |cause: &Finding| {
            is_whole(cause) && cause.at.iter().any(|at| at.member.is_none() && finding.operations.contains(&at.item))
        };
        let of_target = |cause: &Finding| target != name && cause.with.iter().any(|with| with == target);
        let all_whole = !finding.operations.is_empty()
            && finding.operations.iter().all(|operation| {
                causes.iter().any(|cause| is_whole(cause) && cause.at.iter().any(|at| at.item == *operation))
            });
        let position = causes.iter().position(of_target);
        let position = position.or_else(|| causes.iter().position(of_operation).filter(|_| all_whole));
        if let Some(cause) = position.and_then(|position| causes.get_mut(position)) {
            cause.with.push(name.clone());
            left.shift_remove(&name);
        }
    }
}

impl Finding {
    fn names_in(&self, surface: &Side<'_>, name: &str) -> Vec<String> {
        surface.item(name).map(|item| item.names().into_iter().map(str::to_owned).collect()).unwrap_or_default()
    }
}

/// The key that findings of one change have in common.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    change: Change,
    weight: Weight,
    way: super::Way,
    old: Option<String>,
    new: Option<String>,
    note: Option<String>,
    /// Coincidental similarities stay separate: other groups and, for most changes, other items.
    groups: Vec<String>,
    item: Option<String>,
}

fn merge(findings: Vec<Finding>) -> Vec<Finding> {
    let mut merged: IndexMap<Key, Finding> = IndexMap::new();
    let mut counted: HashMap<Vec<String>, usize> = HashMap::new();
    for mut finding in findings {
        if finding.weight == Weight::Docs {
            *counted.entry(finding.groups.clone()).or_default() += places(&finding);
            finding.note = None;
            finding.way = super::Way::None;
        }
        match merged.entry(key(&finding)) {
            indexmap::map::Entry::Vacant(entry) => {
                entry.insert(finding);
            }
            indexmap::map::Entry::Occupied(mut entry) => join(entry.get_mut(), finding),
        }
    }
    let mut findings: Vec<Finding> = merged.into_values().collect();
    for finding in findings.iter_mut().filter(|finding| finding.weight == Weight::Docs) {
        let places = counted.get(&finding.groups).copied().unwrap_or_default();
        finding.note = Some(if places == 1 { "1 place".to_owned() } else { format!("{places} places") });
    }
    for finding in &mut findings {
        finding.at.sort();
        finding.operations.sort();
        finding.operations.dedup();
        finding.with.sort();
        finding.with.dedup();
    }
    findings
}

/// The number of places that a finding about documentation counts.
fn places(finding: &Finding) -> usize {
    let count = finding.note.as_deref().and_then(|note| note.split(' ').next());
    count.and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn key(finding: &Finding) -> Key {
    let is_told_together = finding.weight == Weight::Docs
        || matches!(
            finding.change,
            Change::BehindFeature
                | Change::OtherFeature
                | Change::OperationRemoved
                | Change::Added
                | Change::TypeRemoved
                | Change::FieldType
                | Change::OutputType
        ) && finding.rule.is_none();
    Key {
        change: finding.change,
        weight: finding.weight,
        way: finding.way,
        old: finding.old.clone(),
        new: finding.new.clone(),
        note: finding.note.clone(),
        groups: finding.groups.clone(),
        item: if is_told_together { None } else { finding.at.first().map(|at| at.item.clone()) },
    }
}

fn join(finding: &mut Finding, other: Finding) {
    finding.at.extend(other.at);
    finding.operations.extend(other.operations);
    finding.with.extend(other.with);
    if let Some(rule) = other.rule {
        let rules = finding.rule.get_or_insert_default();
        if !rules.is_empty() {
            rules.push('\n');
        }
        rules.push_str(&rule);
    }
}
