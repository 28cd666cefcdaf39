//! Finds the groups of operations that use each module of types.

use super::model::{Reach, Users};
use crate::api::{Api, TypeId};
use crate::names::{Homes, RECEIVED, feature};
use std::collections::{BTreeMap, BTreeSet};

/// The name of the group for components that no operation uses, and its name if a group of operations has that one.
const LEFT: &str = "components";
const LEFT_OTHERWISE: &str = "unreached components";

/// A module that more groups than this use is always enabled.
const MOST_SHARING: usize = 4;

/// Finds the users of each module. A group that uses a module also uses the modules of everything in it, so a feature that enables a module
/// enables those as well.
pub(super) fn reach(api: &Api, homes: &Homes, representatives: &[TypeId]) -> Reach {
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
    divide(&Modules::of(api, homes, representatives), roots)
}

/// The graph of modules.
struct Modules<'a> {
    homes: &'a Homes,
    /// For each module, the modules of the types in it.
    inside: Vec<BTreeSet<usize>>,
}

impl<'a> Modules<'a> {
    fn of(api: &Api, homes: &'a Homes, representatives: &[TypeId]) -> Self {
        let mut inside = vec![BTreeSet::new(); homes.modules.len()];
        for (index, definition) in api.types.iter().enumerate() {
            let mut mentioned = vec![representatives[index]];
            definition.kind.parts().for_each(|of| of.named(&mut mentioned));
            inside[homes.of[index]].extend(mentioned.into_iter().map(|id| homes.of[id.0]));
        }
        Self { homes, inside }
    }

    /// Marks the modules that a group uses, and those in them, unless they are known to have many users. A module with many users contains
    /// only modules with as many, so each module is visited only a few times, however many groups there are.
    fn mark(&self, mut modules: Vec<usize>, group: usize, users: &mut [Vec<usize>]) {
        while let Some(module) = modules.pop() {
            let by = &mut users[module];
            if by.len() <= MOST_SHARING && by.last() != Some(&group) {
                by.push(group);
                modules.extend(&self.inside[module]);
            }
        }
    }
}

/// Finds the users of each module, given the types that each group mentions.
fn divide(modules: &Modules<'_>, roots: Vec<(String, Vec<TypeId>)>) -> Reach {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); modules.inside.len()];
    let mut groups = Vec::with_capacity(roots.len());
    for (group, mentioned) in roots {
        let mentioned = mentioned.into_iter().map(|id| modules.homes.of[id.0]).collect();
        modules.mark(mentioned, groups.len(), &mut users);
        groups.push(group);
    }
    let mut unreached = None;
    if users.iter().any(Vec::is_empty) {
        // Types that they share with operations are enabled, too: the feature for components enables all others.
        users.iter_mut().filter(|by| by.is_empty()).for_each(|by| by.push(groups.len()));
        let is_taken = groups.iter().any(|group| feature(group) == feature(LEFT));
        let name = if is_taken { LEFT_OTHERWISE } else { LEFT };
        unreached = Some(groups.len());
        groups.push(name.to_owned());
    }
    let of_groups = |by: Vec<usize>| if by.len() > MOST_SHARING { Users::Many } else { Users::Groups(by) };
    Reach { groups, users: users.into_iter().map(of_groups).collect(), unreached }
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
            // Some types share a module.
            let of: Vec<usize> = (0..size).map(|id| if next(3) == 0 { id / 5 * 5 } else { id }).collect();
            let homes = Homes { modules: vec![String::new(); size], of, of_operations: vec![false; size] };
            let reach = divide(&Modules::of(&api, &homes, &representatives), roots);
            let enabled = |id: TypeId| match &reach.users[homes.of[id.0]] {
                Users::Groups(groups) => groups.clone(),
                Users::Many => (0..reach.groups.len()).collect(),
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
