//! Which groups of operations use a type, and how that divides the types into parts.

use super::model::{Part, Reach};
use crate::api::{Api, TypeId};
use crate::names::feature;
use std::collections::BTreeMap;

/// The group of types that are only used by webhooks.
pub(crate) const RECEIVED: &str = "webhooks";

/// The group of components that no operation uses, and its name if a group of operations has that name.
const LEFT: &str = "components";
const LEFT_OTHERWISE: &str = "unreached components";

/// A type that more groups than this use is always enabled.
const MOST_SHARING: usize = 4;

/// Divides the types of an API. A type is used by each group that uses a type it is part of, so a feature that enables
/// a type's part also enables the parts of everything in it.
pub(super) fn reach(api: &Api, representatives: &[TypeId]) -> Reach {
    let mut roots: BTreeMap<&str, Vec<TypeId>> = BTreeMap::new();
    for operation in &api.operations {
        let group = operation.group.first().map(String::as_str).unwrap_or_default();
        let mentioned = roots.entry(group).or_default();
        operation.each_use(&mut |_, of| of.named(mentioned));
    }
    let mut roots: Vec<(String, Vec<TypeId>)> =
        roots.into_iter().map(|(group, mentioned)| (group.to_owned(), mentioned)).collect();
    let mut received = Vec::new();
    api.webhooks.iter().for_each(|each| each.each_use(&mut |_, of| of.named(&mut received)));
    if !received.is_empty() {
        roots.push((RECEIVED.to_owned(), received));
    }
    divide(api, representatives, roots)
}

/// Divides the types by the groups, each with the types that it mentions.
fn divide(api: &Api, representatives: &[TypeId], roots: Vec<(String, Vec<TypeId>)>) -> Reach {
    let mut reached: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
    let mut groups = Vec::with_capacity(roots.len());
    for (group, mentioned) in roots {
        mark(api, representatives, mentioned, groups.len(), &mut reached);
        groups.push(group);
    }
    let mut unreached = None;
    let left: Vec<TypeId> = (0..api.types.len()).filter(|index| reached[*index].is_empty()).map(TypeId).collect();
    if !left.is_empty() {
        // Types that they share with operations are enabled, too: their feature enables all others.
        left.iter().for_each(|id| reached[id.0].push(groups.len()));
        let is_taken = groups.iter().any(|group| feature(group) == feature(LEFT));
        let name = if is_taken { LEFT_OTHERWISE } else { LEFT };
        unreached = Some(groups.len());
        groups.push(name.to_owned());
    }
    let by_type: Vec<Part> = reached
        .into_iter()
        .map(|groups| if groups.len() > MOST_SHARING { Part::Common } else { Part::Of(groups) })
        .collect();
    let mut parts = by_type.clone();
    parts.sort();
    parts.dedup();
    let part_of = by_type.iter().map(|part| parts.binary_search(part).unwrap_or_default()).collect();
    Reach { groups, parts, part_of, unreached }
}

/// Marks the types that a group mentions, and everything in them, unless they are known to be common: what many groups
/// share consists of types that as many share, so each type is visited a few times only, however many groups there are.
fn mark(api: &Api, representatives: &[TypeId], mentioned: Vec<TypeId>, group: usize, reached: &mut [Vec<usize>]) {
    api.spread(mentioned, &|id| representatives[id.0], &mut |id| {
        let by = &mut reached[id.0];
        let is_new = by.len() <= MOST_SHARING && by.last() != Some(&group);
        if is_new {
            by.push(group);
        }
        is_new
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::union;
    use crate::api::{Definition, Type};

    fn holding(targets: &[usize]) -> Definition {
        union(targets.iter().map(|id| Type::List(Box::new(Type::Named(TypeId(*id))))))
    }

    #[test]
    fn features_of_a_type_enable_everything_in_it() {
        // Seven groups over pseudo-random graphs of up to forty types.
        let mut seed = 7u64;
        let mut next = move |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        for size in 1..40 {
            let types = (0..size).map(|_| holding(&[next(size), next(size)][..next(3)])).collect();
            let api = Api { types, ..Api::default() };
            // Some types are represented by others, which are their own representatives.
            let representatives: Vec<TypeId> =
                (0..size).map(|id| TypeId(if next(4) == 0 { id / 7 * 7 } else { id })).collect();
            let representatives: Vec<TypeId> = representatives.iter().map(|id| representatives[id.0]).collect();
            let roots = (0..7).map(|group| (group.to_string(), vec![TypeId(next(size))])).collect();
            let reach = divide(&api, &representatives, roots);
            let enabled = |id: TypeId| match &reach.parts[reach.part_of(id)] {
                Part::Of(groups) => groups.clone(),
                Part::Common => (0..reach.groups.len()).collect(),
            };
            for (index, definition) in api.types.iter().enumerate() {
                let mut inside = Vec::new();
                definition.kind.parts().for_each(|of| of.named(&mut inside));
                inside.push(representatives[index]);
                let own = enabled(TypeId(index));
                assert!(!own.is_empty());
                // The feature for unused components enables all others.
                let mut own = own.iter().filter(|group| Some(**group) != reach.unreached);
                assert!(own.all(|group| inside.iter().all(|id| enabled(*id).contains(group))));
            }
        }
    }
}
