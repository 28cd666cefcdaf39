//! Plans features and the modules that they enable.

use super::{Group, Item, Module};
use crate::analysis::{Analysis, Part};
use crate::api::{Api, TypeId};
use crate::config::{Config, GroupFeatures};
use crate::names::{Names, PartNames};
use std::collections::{BTreeSet, HashMap};

/// The public registry rejects packages with more than 300 features.
const MOST_FEATURES: usize = 250;

/// Whether groups of operations become features.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gates {
    PerGroup,
    None,
}

impl Gates {
    pub(super) fn choose(analysis: &Analysis, config: &Config) -> Self {
        match config.group_features {
            GroupFeatures::PerGroup if analysis.reach.groups.len() <= MOST_FEATURES => Self::PerGroup,
            GroupFeatures::PerGroup | GroupFeatures::None => Self::None,
        }
    }

    /// The modules of types, in the order of their names.
    pub(super) fn modules(self, api: &Api, analysis: &Analysis, names: &Names, types: &[Item]) -> Vec<Module> {
        if self == Self::None {
            return Vec::new();
        }
        let mut part_of: HashMap<&str, usize> = HashMap::new();
        for (index, own) in names.types.iter().enumerate().take(api.types.len()) {
            part_of.insert(&own.ident, analysis.reach.part_of(TypeId(index)));
        }
        let parts = parts(analysis, names);
        let mut modules: Vec<Module> = parts
            .into_iter()
            .map(|part| Module { ident: part.module, features: part.features, types: Vec::new() })
            .collect();
        for (position, item) in types.iter().enumerate() {
            if let Some(module) = part_of.get(item.ident()).and_then(|part| modules.get_mut(*part)) {
                module.types.push(position);
            }
        }
        modules.sort_by(|a, b| a.ident.cmp(&b.ident));
        modules
    }

    /// The features, in order.
    pub(super) fn features(self, analysis: &Analysis, names: &Names) -> Vec<String> {
        if self == Self::None {
            return Vec::new();
        }
        let groups = names.groups.iter().map(|group| &group.feature);
        let parts = parts(analysis, names).into_iter().flat_map(|part| part.features);
        groups.cloned().chain(parts).collect::<BTreeSet<String>>().into_iter().collect()
    }

    /// Groups with their features, if they have any.
    pub(super) fn groups(self, mut groups: Vec<Group>, names: &Names) -> Vec<Group> {
        for (group, own) in groups.iter_mut().zip(&names.groups) {
            group.feature = (self == Self::PerGroup).then(|| own.feature.clone());
        }
        groups
    }
}

/// The feature for components that no operation uses.
pub(super) fn unreached(analysis: &Analysis, features: &[String]) -> Option<String> {
    let group = analysis.reach.groups.get(analysis.reach.unreached?)?;
    let feature = crate::names::feature(group);
    features.contains(&feature).then_some(feature)
}

/// The names of the parts of the types.
fn parts(analysis: &Analysis, names: &Names) -> Vec<PartNames> {
    let reach = &analysis.reach;
    let parts = reach.parts.iter().map(|part| match part {
        Part::Of(groups) => Some(groups.iter().map(|group| reach.groups[*group].as_str()).collect()),
        Part::Common => None,
    });
    crate::names::parts(names, &parts.collect::<Vec<_>>())
}
