//! Former names, which rules keep beside the present ones, and what was named after them.

use super::identifier::{Case, continued, identifier};
use super::model::{FormerCall, GroupNames, OperationNames, TypeNames};
use super::nesting::around;
use super::places::{beside, usual_type};
use crate::api::{Api, NameParts, TypeId};
use crate::config::Former;
use std::collections::HashSet;

/// The former names of types. Schemas inside of a type, or of an operation, with a former name were named after that.
pub(super) fn name_types(api: &Api, types: &mut [TypeNames]) {
    let mut taken: HashSet<String> = types.iter().map(|own| own.ident.clone()).collect();
    let mut given: Vec<(Vec<&str>, &Vec<Former>)> = Vec::new();
    for operation in api.operations.iter().filter(|operation| !operation.former.is_empty()) {
        let words = operation.group.iter().chain([&operation.name]).map(String::as_str).collect();
        given.push((words, &operation.former));
    }
    let has_own = api.types.iter().any(|definition| !definition.wishes.former.is_empty());
    if given.is_empty() && !has_own {
        return;
    }
    taken.extend(api.types.iter().flat_map(|of| &of.wishes.former).map(|former| former.name.clone()));
    let mut order: Vec<usize> = (0..api.types.len()).collect();
    order.sort_by_key(|index| around(api, TypeId(*index)).count());
    for index in order {
        let definition = &api.types[index];
        let mut former = definition.wishes.former.clone();
        let implied: Vec<Former> = match &definition.name {
            NameParts::Inside(parent, words) => {
                let fronts = types.get(parent.0).map(|own| own.former.clone()).unwrap_or_default();
                let name =
                    |front: &str| continued(front.trim_start_matches("r#").trim_end_matches('_'), &words.join(" "));
                fronts.into_iter().map(|each| Former { name: name(&each.name), rule: each.rule }).collect()
            }
            NameParts::Operation(words) => of_operation(words, &given),
            NameParts::Component(_) | NameParts::Shared(..) => Vec::new(),
        };
        former.extend(implied.into_iter().filter(|each| taken.insert(each.name.clone())));
        types[index].former = former;
    }
}

/// The former names of a schema in an operation.
fn of_operation(words: &[String], given: &[(Vec<&str>, &Vec<Former>)]) -> Vec<Former> {
    let mut found = Vec::new();
    for (front, former) in given {
        let Some((_, group)) = front.split_last() else { continue };
        if words.len() > front.len() && words.iter().zip(front).all(|(one, other)| one == other) {
            found.extend(former.iter().map(|each| {
                let words = group
                    .iter()
                    .copied()
                    .chain([each.name.as_str()])
                    .chain(words[front.len()..].iter().map(String::as_str));
                let text = words.collect::<Vec<_>>().join(" ");
                Former { name: identifier(&text, Case::Type, "Unnamed"), rule: each.rule }
            }));
        }
    }
    found
}

/// The former names of operations, and of the types that belong to their calls as far as these are free.
pub(super) fn name_operations(api: &Api, groups: &[GroupNames], operations: &mut [OperationNames]) {
    for group in groups {
        if group.operations.iter().all(|position| api.operations[*position].former.is_empty()) {
            continue;
        }
        let mut taken: HashSet<String> = HashSet::from([group.ident.clone()]);
        for own in group.operations.iter().map(|position| &operations[*position]) {
            taken.extend([&own.ident, &own.marker, &own.reply, &own.error_body].map(Clone::clone));
        }
        for position in &group.operations {
            let mut free = |name: String| taken.insert(name.clone()).then_some(name);
            let former = api.operations[*position].former.iter().map(|each| {
                let ident = usual_type(&each.name);
                FormerCall {
                    reply: free(beside(&ident, "reply")),
                    error_body: free(beside(&ident, "error body")),
                    ident: free(ident),
                    method: each.name.clone(),
                    rule: each.rule,
                }
            });
            let former = former.collect();
            operations[*position].former = former;
        }
    }
}
