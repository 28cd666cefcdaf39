//! Where a reduction may begin: small parts of the description around the place of a finding. Most findings need only the component or
//! the operation that they are in, and a large description then costs a few tries instead of hundreds.

use super::closure::{Security, closure, references, target};
use crate::tree::Tree;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How many operations that lead to the place are tried.
const MOST_OPERATIONS: usize = 6;

/// The component or the operation with the place, with what it refers to.
pub(super) fn near(tree: &Tree, place: &[String]) -> Vec<Tree> {
    let unit = unit(place);
    let of = |security| closure(tree, std::slice::from_ref(&unit), security);
    if unit.len() < 2 { Vec::new() } else { vec![of(Security::Dropped), of(Security::Kept)] }
}

/// The same with an operation that leads to it, for the nearest ones.
pub(super) fn above(tree: &Tree, place: &[String]) -> Vec<Tree> {
    let unit = unit(place);
    let above = if unit.len() < 2 { Vec::new() } else { operations_above(tree, &unit) };
    above.into_iter().map(|operation| closure(tree, &[unit.clone(), operation], Security::Kept)).collect()
}

/// The part of a description that stays together: an operation or a component.
fn unit(place: &[String]) -> Vec<String> {
    let length = match place.first().map(String::as_str) {
        Some("paths" | "webhooks" | "components") => 3,
        Some("x-documents") => 4,
        _ => 2,
    };
    place[..place.len().min(length)].to_vec()
}

/// The operations that lead to a unit, nearest first.
fn operations_above(tree: &Tree, from: &[String]) -> Vec<Vec<String>> {
    let mut users: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = BTreeMap::new();
    for place in units(tree) {
        let Some(value) = tree.at(&place) else { continue };
        // A unit may itself be the text of a reference.
        let own = place.last().filter(|last| *last == "$ref").and_then(|_| value.text());
        for used in references(value).iter().chain(&own).filter_map(|reference| target(reference)) {
            users.entry(unit(&used)).or_default().insert(place.clone());
        }
    }
    let mut known = BTreeSet::from([from.to_vec()]);
    let mut queue = VecDeque::from([from.to_vec()]);
    let mut found = Vec::new();
    while let Some(next) = queue.pop_front() {
        for user in users.get(&next).into_iter().flatten() {
            if !known.insert(user.clone()) {
                continue;
            }
            if matches!(user.first().map(String::as_str), Some("paths" | "webhooks")) {
                found.push(user.clone());
                if found.len() == MOST_OPERATIONS {
                    return found;
                }
            }
            queue.push_back(user.clone());
        }
    }
    found
}

/// All units of a description.
fn units(tree: &Tree) -> Vec<Vec<String>> {
    let mut units = Vec::new();
    let mut open = vec![Vec::new()];
    while let Some(place) = open.pop() {
        let Some(value) = tree.at(&place) else { continue };
        for (key, _) in value.members() {
            let inner = [place.as_slice(), std::slice::from_ref(key)].concat();
            let is_whole = inner.len() == unit(&[inner.as_slice(), &["".to_owned()]].concat()).len();
            if is_whole || tree.at(&inner).is_none_or(|value| value.members().is_empty()) {
                units.push(inner);
            } else {
                open.push(inner);
            }
        }
    }
    units.sort();
    units
}
