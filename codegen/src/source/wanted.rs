//! The places that are looked for in a text.

use crate::diag::Pointer;
use std::collections::HashMap;

/// The wanted places, as the part of the document's tree that contains them.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) children: HashMap<String, Wanted>,
    /// The byte offset of the value, once found.
    pub(super) found: Option<usize>,
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

    /// The offset of a place, or of the nearest enclosing one that exists.
    pub(super) fn offset(&self, pointer: &Pointer) -> Option<usize> {
        let mut place = self;
        let mut found = place.found;
        for segment in pointer.segments() {
            match place.children.get(&segment) {
                Some(child) if child.found.is_some() => place = child,
                _ => break,
            }
            found = place.found;
        }
        found
    }
}
