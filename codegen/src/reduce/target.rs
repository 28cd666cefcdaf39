//! The finding that a reduced description has to show.

use crate::diag::{Code, Diagnostic, File, Pointer};
use crate::tree::Tree;

/// Where a finding may be after values around it are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moves {
    /// At its place.
    Nowhere,
    /// At its place, or at a value around it, as when a schema lost the property that the finding is about and shows the same.
    Outwards,
}

/// A finding: a code at a place. The positions of elements in arrays may change, since others are removed.
#[derive(Clone, Debug)]
pub struct Target {
    code: Code,
    place: Vec<String>,
    moves: Moves,
    /// For each segment of the place, whether it is a position in an array.
    is_position: Vec<bool>,
}

impl Target {
    /// The finding that a diagnostic reports about a description.
    pub fn of(found: &Diagnostic, tree: &Tree, moves: Moves) -> Self {
        let place: Vec<String> = found.pointer.segments().collect();
        let is_position = (0..place.len()).map(|end| matches!(tree.at(&place[..end]), Some(Tree::Array(_)))).collect();
        Self { code: found.code, place, moves, is_position }
    }

    /// Whether a diagnostic reports the finding, at its place in what is left of the description.
    pub fn is_shown(&self, found: &Diagnostic) -> bool {
        if found.code != self.code || found.file != File::Description {
            return false;
        }
        let place: Vec<String> = found.pointer.segments().collect();
        let is_same = |index: usize| match self.is_position[index] {
            true => place[index].bytes().all(|byte| byte.is_ascii_digit()),
            false => place[index] == self.place[index],
        };
        let is_near = match self.moves {
            Moves::Nowhere => place.len() == self.place.len(),
            Moves::Outwards => place.len() <= self.place.len(),
        };
        is_near && (0..place.len()).all(is_same)
    }

    /// The keys and positions from the root to the place.
    pub(super) fn segments(&self) -> &[String] {
        &self.place
    }
}

/// The place in the single document that a description of several becomes (`x-documents` holds the others).
pub fn place_in_bundle(place: &Pointer) -> Pointer {
    let root = Pointer::root();
    let start = match place.document() {
        "" => root,
        document => root.join("x-documents").join(document),
    };
    place.segments().fold(start, |place, segment| place.join(segment))
}
