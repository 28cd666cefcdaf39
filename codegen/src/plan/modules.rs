//! Plans features and the modules that they enable.

use super::{Group, Item, Module};
use crate::analysis::{Analysis, Users};
use crate::api::Api;
use crate::config::{Config, GroupFeatures};
use crate::names::{self, Names};
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
        let homes = &names.homes;
        let types_of = names.types.iter().take(api.types.len()).zip(homes.of.iter().copied());
        let idents = types_of.flat_map(|(own, home)| {
            let former = own.former.iter().map(|former| former.name.as_str());
            former.chain([own.ident.as_str()]).map(move |ident| (ident, home))
        });
        let home_of: HashMap<&str, usize> = idents.collect();
        let named = homes.modules.iter().zip(&analysis.reach.users);
        let mut modules: Vec<Module> = named
            .map(|(ident, users)| Module {
                ident: ident.clone(),
                features: enabling(analysis, users),
                types: Vec::new(),
            })
            .collect();
        for (position, item) in types.iter().enumerate() {
            if let Some(module) = home_of.get(item.ident()).and_then(|home| modules.get_mut(*home)) {
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
        let groups = names.groups.iter().map(|group| group.feature.clone());
        let used = analysis.reach.users.iter().flat_map(|users| enabling(analysis, users));
        groups.chain(used).collect::<BTreeSet<String>>().into_iter().collect()
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
    let feature = names::feature(group);
    features.contains(&feature).then_some(feature)
}

/// The features that enable a module, those of the groups that use it; none if it is always enabled.
fn enabling(analysis: &Analysis, users: &Users) -> Vec<String> {
    match users {
        // Groups with equal identifiers share a feature.
        Users::Groups(groups) => {
            let features = groups.iter().map(|group| names::feature(&analysis.reach.groups[*group]));
            features.collect::<BTreeSet<String>>().into_iter().collect()
        }
        Users::Many => Vec::new(),
    }
}
