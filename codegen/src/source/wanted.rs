//! The places to find in a text.

use crate::diag::{Part, Pointer};
use std::collections::HashMap;
use std::ops::Range;

/// The wanted places, as the part of the document's tree that contains them.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) children: HashMap<String, Wanted>,
    /// The span, once found; of duplicate keys, that of the last one.
    found: Option<Found>,
    /// Of duplicate keys, the first one.
    first_key: Option<Range<usize>>,
}

/// The span of a value, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) value: Range<usize>,
    /// The key that leads to it; `None` for the root and in arrays.
    pub(super) key: Option<Range<usize>>,
    pub(super) is_collection: bool,
}

impl Found {
    /// What to underline; for a collection, not its whole content.
    fn part(&self, part: Part) -> Range<usize> {
        match (&self.key, part) {
            (Some(key), Part::Key | Part::FirstKey) => key.clone(),
            (Some(key), Part::Value) if self.is_collection => key.clone(),
            (None, _) if self.is_collection => self.value.start..self.value.end.min(self.value.start + 1),
            _ => self.value.clone(),
        }
    }
}

impl Wanted {
    pub(super) fn of<'p>(pointers: impl Iterator<Item = &'p Pointer>) -> Self {
        let mut root = Self::default();
        for pointer in pointers {
            let mut place = &mut root;
            for segment in pointer.segments() {
                place = place.children.entry(segment).or_default();
            }
        }
        root
    }

    /// Whether no place inside this one is wanted.
    pub(super) fn is_leaf(&self) -> bool {
        self.children.is_empty()
    }

    pub(super) fn child(&mut self, segment: &str) -> Option<&mut Self> {
        self.children.get_mut(segment)
    }

    /// Records the span of the value.
    pub(super) fn meet(&mut self, found: Found) {
        if self.first_key.is_none() {
            self.first_key.clone_from(&found.key);
        }
        self.found = Some(found);
    }

    /// The span of a place, or of the nearest enclosing one that exists.
    pub(super) fn span(&self, pointer: &Pointer, part: Part) -> Option<Range<usize>> {
        let mut place = self;
        let mut is_whole = true;
        for segment in pointer.segments() {
            match place.children.get(&segment) {
                Some(child) if child.found.is_some() => place = child,
                _ => {
                    is_whole = false;
                    break;
                }
            }
        }
        match (&place.first_key, part) {
            (Some(first), Part::FirstKey) if is_whole => Some(first.clone()),
            _ => place.found.as_ref().map(|found| found.part(if is_whole { part } else { Part::Value })),
        }
    }
}
