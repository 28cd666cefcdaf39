//! Where the parts of a rewritten document stood before.

use crate::diag::Pointer;
use std::collections::HashMap;

/// What was moved by rewriting, in both directions: findings name the places that the author knows, and references,
/// which use these too, find what they mean.
#[derive(Debug, Default)]
pub struct Origins {
    /// From places after rewriting to those before it.
    before: HashMap<Pointer, Pointer>,
    /// From places before rewriting to those after it.
    after: HashMap<Pointer, Pointer>,
    /// From places before rewriting to those after it, for what is inside of them alone.
    inside: HashMap<Pointer, Pointer>,
}

impl Origins {
    /// Notes that what stood at `before` now stands at `after`.
    pub(super) fn moved(&mut self, before: Pointer, after: Pointer) {
        self.before.insert(after.clone(), before.clone());
        self.after.insert(before, after);
    }

    /// Notes that `after` was made from what stood at `before`, which references still find elsewhere.
    pub(super) fn made(&mut self, before: Pointer, after: Pointer) {
        self.before.insert(after, before);
    }

    /// Notes that what stood inside of the place `around` now stands inside of `after`, which `around` was made to hold.
    pub(super) fn wrapped(&mut self, around: &Pointer, after: Pointer) {
        let before = self.original(around);
        self.before.insert(after.clone(), before.clone());
        self.inside.insert(before, after);
    }

    /// The place in the document as it was written.
    pub fn original(&self, pointer: &Pointer) -> Pointer {
        if self.before.is_empty() {
            return pointer.clone();
        }
        let moved = pointer
            .around()
            .enumerate()
            .find_map(|(count, place)| Some(self.before.get(place)?.behind(pointer, count)));
        moved.unwrap_or_else(|| pointer.clone())
    }

    /// The place after rewriting of what stood at a place before it.
    pub fn current(&self, pointer: &Pointer) -> Pointer {
        if self.after.is_empty() && self.inside.is_empty() {
            return pointer.clone();
        }
        let mut places: Vec<&Pointer> = pointer.around().collect();
        places.reverse();
        let Some(root) = places.first() else { return pointer.clone() };
        let mut now = self.after.get(*root).cloned().unwrap_or_else(|| Pointer::document_root(pointer.document()));
        for pair in places.windows(2) {
            let [around, before] = pair else { continue };
            if let Some(inside) = self.inside.get(*around) {
                now = inside.clone();
            }
            match self.after.get(*before) {
                Some(after) => now = after.clone(),
                None => now = now.behind(before, 1),
            }
        }
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Pointer {
        Pointer::from_escaped(text)
    }

    #[test]
    fn places_are_found_in_both_directions() {
        let mut origins = Origins::default();
        origins.moved(at("/definitions"), at("/components/schemas"));
        origins.wrapped(&at("/components/schemas/A"), at("/components/schemas/A/anyOf/0"));
        origins
            .wrapped(&at("/components/schemas/A/anyOf/0/allOf/1"), at("/components/schemas/A/anyOf/0/allOf/1/anyOf/0"));
        for (before, after) in [
            ("/definitions", "/components/schemas"),
            ("/definitions/A", "/components/schemas/A"),
            ("/definitions/A/allOf/0", "/components/schemas/A/anyOf/0/allOf/0"),
            ("/definitions/A/allOf/1/not", "/components/schemas/A/anyOf/0/allOf/1/anyOf/0/not"),
            ("/definitions/B/x~1y", "/components/schemas/B/x~1y"),
            ("/paths/~1a", "/paths/~1a"),
        ] {
            assert_eq!(origins.current(&at(before)), at(after));
            assert_eq!(origins.original(&at(after)), at(before));
        }
        assert_eq!(origins.original(&at("/components/schemas/A/anyOf/0")), at("/definitions/A"));
    }
}
