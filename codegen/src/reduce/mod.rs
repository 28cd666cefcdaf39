//! Makes a small description out of a large one, for a report: one that still shows a finding, or one operation with all that it
//! refers to.
//!
//! No phase uses this module, and it uses none: a caller binds each candidate and says whether it still shows what is to be kept.
//! `closure` follows references, `strip` removes prose, `shrink` removes members one after the other (delta debugging), and `starts`
//! chooses where that begins.

mod closure;
mod shrink;
mod starts;
mod strip;
mod target;
#[cfg(test)]
mod tests;
mod toml;

pub use crate::tree::Tree;
pub use crate::yaml::to_yaml;
pub use shrink::{Limit, Tally};
pub use target::{Moves, Target, place_in_bundle};
pub use toml::to_toml;

use shrink::Shrinker;

/// The result of a reduction.
#[derive(Debug)]
pub struct Reduced {
    /// The smaller description.
    pub tree: Tree,
    /// The work that it took.
    pub tally: Tally,
    /// Whether no single member or element can be removed; `false` if the limit was reached before that was known.
    pub is_minimal: bool,
}

/// Reduces a description that shows a finding. `shows` binds a candidate, and returns whether it shows the finding; the whole
/// description must.
pub fn keeping_finding(
    tree: Tree,
    target: &Target,
    limit: Limit,
    shows: &mut dyn FnMut(&str, Tally) -> bool,
) -> Reduced {
    keeping(tree, target.segments(), limit, shows)
}

/// Reduces a description that shows anything else, which has to do with a place: the keys and positions from the root to it. Without a
/// place, the whole description is where it begins.
pub fn keeping(tree: Tree, place: &[String], limit: Limit, shows: &mut dyn FnMut(&str, Tally) -> bool) -> Reduced {
    let mut shrinker = Shrinker::new(limit, shows);
    // A start costs a try or two, however large the description is.
    let near = first_shown(starts::near(&tree, place), &mut shrinker);
    let start = near.or_else(|| first_shown(starts::above(&tree, place), &mut shrinker));
    let mut best = start.or_else(|| first_shown(vec![strip::stripped(&tree)], &mut shrinker)).unwrap_or(tree);
    shrinker.shrink(&mut best);
    Reduced { tree: best, is_minimal: !shrinker.is_exhausted(), tally: shrinker.tally() }
}

/// Reduces a configuration, given as one value: keys, rules and what is in them go, as long as what is to be kept is shown. The whole one
/// must show it.
pub fn keeping_configuration(mut tree: Tree, limit: Limit, shows: &mut dyn FnMut(&str, Tally) -> bool) -> Reduced {
    let mut shrinker = Shrinker::new(limit, shows);
    shrinker.shrink(&mut tree);
    Reduced { tree, is_minimal: !shrinker.is_exhausted(), tally: shrinker.tally() }
}

/// The first of several candidates that shows what is to be kept, without prose if that is not part of it.
fn first_shown(candidates: Vec<Tree>, shrinker: &mut Shrinker<'_>) -> Option<Tree> {
    candidates.into_iter().find_map(|candidate| {
        let stripped = strip::stripped(&candidate);
        [stripped, candidate].into_iter().find(|each| shrinker.shows(each))
    })
}

/// The part of a description that an operation needs: the operation, all that it refers to, and the servers and security schemes.
/// Prose, examples and unknown extensions are removed. The operation is given by its places, as keys from the root: one below `paths`,
/// and the one where it is written.
pub fn keeping_operation(tree: &Tree, operation: &[Vec<String>]) -> Tree {
    strip::stripped(&closure::closure_of_operation(tree, operation))
}

/// The description without its other operations, but with all components, for references that [`keeping_operation`] does not follow.
pub fn without_other_operations(tree: &Tree, operation: &[Vec<String>]) -> Tree {
    strip::stripped(&closure::without_others(tree, operation))
}
