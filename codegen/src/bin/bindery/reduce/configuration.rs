//! The part of a configuration that what is kept depends on.

use bindery::reduce::{Limit, Tree, keeping_configuration};
use bindery::{Options, Trials};

/// What is left of a configuration.
pub(super) struct Needed {
    pub(super) tree: Tree,
    /// The number of values before.
    pub(super) count: usize,
}

/// Reduces the configuration of a run. `shows` says whether the reduced description still shows what is to be kept with one; `None` if it
/// does not with the whole configuration, so that this has to be reported as it is.
pub(super) fn smallest(
    options: &Options,
    trials: &Trials,
    limit: Limit,
    shows: &mut dyn FnMut(&Trials) -> bool,
) -> Option<Needed> {
    let whole = Trials::configuration(options)?;
    let mut shows = |candidate: &str| trials.reconfigured(candidate).is_some_and(|trials| shows(&trials));
    if !shows(&whole.to_json()) {
        return None;
    }
    let count = whole.count();
    let reduced = keeping_configuration(whole, limit, &mut |candidate, _| shows(candidate));
    Some(Needed { tree: reduced.tree, count })
}
