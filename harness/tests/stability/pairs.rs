//! Single changes of a small description, and their effect on callers.

pub(crate) mod boxes;
mod operations;
mod types;

use bindery::diff::Weight;

/// A change of the description.
#[derive(Clone, Copy)]
pub(crate) enum Edit {
    /// Sets a place to a value, as JSON.
    Set(&'static str, &'static str),
    /// Removes a place.
    Remove(&'static str),
    /// Moves the first member of a place behind the others.
    Rotate(&'static str),
    /// Renames a key.
    Rename(&'static str, &'static str),
    /// Replaces text everywhere.
    Replace(&'static str, &'static str),
}

/// The name of a pair, its changes, the worst weight, and kinds of changes that are found.
pub(crate) type Pair = (&'static str, &'static [Edit], Weight, &'static [&'static str]);

/// All pairs.
pub(crate) fn pairs() -> Vec<Pair> {
    [types::TYPES, boxes::BOXES, operations::OPERATIONS].concat()
}
