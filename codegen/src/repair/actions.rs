//! Writes the difference of the draft from the original as actions of an overlay.

use super::draft::Draft;
use super::path::{member, path, quoted};
use crate::diag::Pointer;
use crate::source::Documents;
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

/// Objects whose members are things of their own, each with an action of its own.
const COLLECTIONS: [&str; 6] = ["properties", "responses", "content", "paths", "schemas", "patternProperties"];

/// The overlay for one document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Overlay {
    /// The name of the document.
    pub(crate) document: String,
    /// Its actions, in order.
    pub(crate) actions: Vec<Value>,
}

/// The maximum length of a target in bytes, as for overlays that are read.
const MAX_TARGET: usize = 4_096;

/// The edits of an object.
struct Group {
    object: Pointer,
    /// The names of the edited members.
    members: Vec<String>,
    reasons: Vec<String>,
}

/// Returns the overlays that turn the original into the draft, one for each edited document.
pub(super) fn overlays(original: &Documents, draft: &Draft) -> Vec<Overlay> {
    let mut overlays: IndexMap<String, Vec<Value>> = IndexMap::new();
    for group in groups(original, draft) {
        let actions = overlays.entry(group.object.document().to_owned()).or_default();
        actions.extend(actions_of(original, draft, &group));
    }
    let each = overlays.into_iter().filter(|(_, actions)| !actions.is_empty());
    each.map(|(document, actions)| Overlay { document, actions }).collect()
}

/// Groups the edits by the object of the original that they change.
fn groups(original: &Documents, draft: &Draft) -> Vec<Group> {
    let mut groups: IndexMap<(Pointer, Option<String>), Group> = IndexMap::new();
    for (edited, reasons) in &draft.edits {
        // An edit of something around it has it, too.
        let around = std::iter::successors(edited.parent(), Pointer::parent);
        let place = around.filter(|around| draft.edits.contains_key(around)).last();
        let Some((object, name)) = owner(original, draft, place.as_ref().unwrap_or(edited)) else { continue };
        let is_collection = object.last().is_some_and(|last| COLLECTIONS.contains(&last.as_str()));
        let key = (object.clone(), is_collection.then(|| name.clone()));
        let begun = || Group { object, members: Vec::new(), reasons: Vec::new() };
        let group = groups.entry(key).or_insert_with(begun);
        add(&mut group.members, &[name]);
        add(&mut group.reasons, reasons);
    }
    groups.into_values().collect()
}

fn add(known: &mut Vec<String>, new: &[String]) {
    for each in new {
        if !known.contains(each) {
            known.push(each.clone());
        }
    }
}

/// Returns the outermost object of the original that an edit changes, and the member of it. `None` if nothing has changed in the end.
fn owner(original: &Documents, draft: &Draft, place: &Pointer) -> Option<(Pointer, String)> {
    let mut here = Pointer::document_root(place.document());
    for segment in place.segments() {
        here = here.join(segment);
        if original.at(&here).is_none() || draft.at(&here).is_none() {
            break;
        }
    }
    let mut object = here.parent()?;
    // New elements belong to the member that is their array.
    while original.at(&object).is_some_and(Value::is_array) {
        here = object;
        object = here.parent()?;
    }
    let name = here.last()?;
    (original.at(&here) != draft.at(&here)).then_some((object, name))
}

/// Returns the actions that change the members of an object.
fn actions_of(original: &Documents, draft: &Draft, group: &Group) -> Vec<Value> {
    let target = path(original, &group.object);
    let why = group.reasons.join("; ");
    let mut removed = Vec::new();
    let mut without = Vec::new();
    let mut update = Map::new();
    for name in &group.members {
        let place = group.object.join(name);
        match (original.at(&place), draft.at(&place)) {
            (Some(_), None) => removed.push(name),
            (None, Some(after)) => drop(update.insert(name.clone(), after.clone())),
            (Some(before), Some(after)) => match change(name, before, after) {
                Change::Merge(value) => drop(update.insert(name.clone(), value)),
                Change::Without(names, tail) => {
                    without.push((name, names));
                    if !tail.is_empty() {
                        update.insert(name.clone(), tail.into());
                    }
                }
                Change::Replace => {
                    removed.push(name);
                    update.insert(name.clone(), after.clone());
                }
            },
            (None, None) => {}
        }
    }
    let mut actions = Vec::new();
    match removed.as_slice() {
        [] => {}
        [only] => actions.push((format!("{target}{}", member(only)), None)),
        several => {
            let names: Vec<String> = several.iter().map(|name| quoted(name)).collect();
            actions.push((format!("{target}[{}]", names.join(", ")), None));
        }
    }
    for (name, names) in without {
        let tests: Vec<String> = names.iter().map(|name| format!("@ == {}", quoted(name))).collect();
        actions.push((format!("{target}{}[?{}]", member(name), tests.join(" || ")), None));
    }
    if !update.is_empty() {
        actions.push((target, Some(update)));
    }
    if actions.iter().any(|(target, _)| target.len() > MAX_TARGET) {
        return Vec::new();
    }
    actions.into_iter().map(|(target, update)| action(&target, &why, update)).collect()
}

fn action(target: &str, why: &str, update: Option<Map<String, Value>>) -> Value {
    match update {
        Some(update) => json!({"target": target, "description": why, "update": update}),
        None => json!({"target": target, "description": why, "remove": true}),
    }
}

/// How a member changes.
enum Change {
    /// The value is merged into it.
    Merge(Value),
    /// Elements are removed from it, and others appended.
    Without(Vec<String>, Vec<Value>),
    /// It is removed, and set again.
    Replace,
}

fn change(name: &str, before: &Value, after: &Value) -> Change {
    let is_primitive = |value: &Value| !value.is_array() && !value.is_object();
    match (before, after) {
        (before, after) if is_primitive(before) && is_primitive(after) && !after.is_null() => {
            Change::Merge(after.clone())
        }
        // One type and a list of types replace each other.
        (Value::String(_), Value::Array(_)) if name == "type" => Change::Merge(after.clone()),
        (Value::Array(before), Value::Array(after)) => {
            if let Some(tail) = after.strip_prefix(before.as_slice()) {
                return Change::Merge(tail.to_vec().into());
            }
            let left: Vec<&Value> = before.iter().filter(|each| after.contains(each)).collect();
            let gone = before.iter().filter(|each| !after.contains(each));
            let gone: Option<Vec<String>> = gone.map(|each| each.as_str().map(str::to_owned)).collect();
            let is_prefix = after.len() >= left.len() && after.iter().zip(&left).all(|(after, left)| after == *left);
            match gone {
                Some(gone) if is_prefix => Change::Without(gone, after[left.len()..].to_vec()),
                _ => Change::Replace,
            }
        }
        _ => Change::Replace,
    }
}
