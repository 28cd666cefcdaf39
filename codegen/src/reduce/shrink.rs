//! Delta debugging: removes members and elements as long as the rest shows what is to be kept.

use crate::tree::Tree;
use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::time::Instant;

/// How much work a reduction may take. By default it counts bytes instead of seconds, so that the result is the same on every machine.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The size of all candidates together.
    pub bytes: usize,
    /// The number of candidates.
    pub tries: usize,
    /// When it ends, for tries whose time has little to do with their size.
    pub end: Option<Instant>,
    /// Whether somebody asks it to end.
    pub is_stopped: fn() -> bool,
}

impl Default for Limit {
    fn default() -> Self {
        Self { bytes: 400 << 20, tries: 50_000, end: None, is_stopped: || false }
    }
}

/// The work of a reduction so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The number of candidates that were bound.
    pub tries: usize,
    /// Their size together.
    pub bytes: usize,
    /// The size of the smallest one that shows what is to be kept; 0 if there is none yet.
    pub smallest: usize,
}

/// Tries candidates.
pub(super) struct Shrinker<'k> {
    limit: Limit,
    tally: Tally,
    is_exhausted: bool,
    /// The hashes of candidates that did not show it: the last pass meets most of them again.
    failed: HashSet<u64>,
    shows: &'k mut dyn FnMut(&str, Tally) -> bool,
}

impl<'k> Shrinker<'k> {
    pub(super) fn new(limit: Limit, shows: &'k mut dyn FnMut(&str, Tally) -> bool) -> Self {
        Self { limit, tally: Tally::default(), is_exhausted: false, failed: HashSet::new(), shows }
    }

    pub(super) fn tally(&self) -> Tally {
        self.tally
    }

    /// Whether the limit stopped it.
    pub(super) fn is_exhausted(&self) -> bool {
        self.is_exhausted
    }

    /// Whether a candidate shows what is to be kept. `false` beyond the limit.
    pub(super) fn shows(&mut self, candidate: &Tree) -> bool {
        let text = candidate.to_json();
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let hash = hasher.finish();
        if self.failed.contains(&hash) {
            return false;
        }
        let is_late = (self.limit.is_stopped)() || self.limit.end.is_some_and(|end| Instant::now() >= end);
        if is_late || self.tally.tries >= self.limit.tries || self.tally.bytes + text.len() > self.limit.bytes {
            self.is_exhausted = true;
            return false;
        }
        self.tally.tries += 1;
        self.tally.bytes += text.len();
        let is_shown = (self.shows)(&text, self.tally);
        if is_shown {
            self.tally.smallest = text.len();
        } else {
            self.failed.insert(hash);
        }
        is_shown
    }

    /// Removes members and elements until none can be removed alone. Outer ones come first, and many at once before few.
    pub(super) fn shrink(&mut self, tree: &mut Tree) {
        loop {
            let before = tree.count();
            let mut open = vec![Vec::new()];
            while !open.is_empty() && !self.is_exhausted {
                let mut next = Vec::new();
                for place in open {
                    self.shrink_at(tree, &place);
                    let count = at(tree, &place).map_or(0, length);
                    next.extend((0..count).map(|index| [place.as_slice(), &[index]].concat()));
                }
                open = next;
            }
            if tree.count() == before || self.is_exhausted {
                return;
            }
        }
    }

    /// Removes children of one object or array: all, then halves, quarters and so on.
    fn shrink_at(&mut self, tree: &mut Tree, place: &[usize]) {
        let mut chunk = at(tree, place).map_or(0, length);
        while chunk > 0 && !self.is_exhausted {
            let mut end = at(tree, place).map_or(0, length);
            while end > 0 {
                let start = end.saturating_sub(chunk);
                let removed = at(tree, place).map(|value| take(value, start, end));
                if !self.shows(tree)
                    && let (Some(value), Some(removed)) = (at(tree, place), removed)
                {
                    put(value, start, removed);
                }
                end = start;
            }
            chunk /= 2;
        }
    }
}

/// The value at a place, given as positions of members and elements.
fn at<'t>(tree: &'t mut Tree, place: &[usize]) -> Option<&'t mut Tree> {
    place.iter().try_fold(tree, |value, index| match value {
        Tree::Object(members) => members.get_mut(*index).map(|(_, value)| value),
        Tree::Array(elements) => elements.get_mut(*index),
        Tree::Scalar(_) => None,
    })
}

/// The number of children.
fn length(tree: &mut Tree) -> usize {
    tree.members().len() + tree.elements().len()
}

/// Takes children out of an object or an array.
fn take(tree: &mut Tree, start: usize, end: usize) -> Tree {
    match tree {
        Tree::Object(members) => Tree::Object(members.drain(start..end).collect()),
        Tree::Array(elements) => Tree::Array(elements.drain(start..end).collect()),
        Tree::Scalar(text) => Tree::Scalar(text.clone()),
    }
}

/// Puts them back.
fn put(tree: &mut Tree, start: usize, removed: Tree) {
    match (tree, removed) {
        (Tree::Object(members), Tree::Object(removed)) => drop(members.splice(start..start, removed)),
        (Tree::Array(elements), Tree::Array(removed)) => drop(elements.splice(start..start, removed)),
        _ => {}
    }
}
