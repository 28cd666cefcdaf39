//! Where the parts of a rewritten document came from.

use crate::diag::Pointer;
use std::collections::HashMap;

/// The moves of parts during rewriting, in both directions: diagnostics show original places, and references, which use original places,
/// are resolved to new ones.
#[derive(Debug, Default)]
pub struct Origins {
    /// From rewritten places to original ones.
    before: HashMap<Pointer, Pointer>,
    /// From original places to rewritten ones.
    after: HashMap<Pointer, Pointer>,
    /// From original places to rewritten ones, only for what is inside of them.
    inside: HashMap<Pointer, Pointer>,
}

impl Origins {
    /// Records that what was at `before` is now at `after`.
    pub(super) fn moved(&mut self, before: Pointer, after: Pointer) {
        self.before.insert(after.clone(), before.clone());
        self.after.insert(before, after);
    }

    /// Records that `after` was made from what was at `before`, which references still find elsewhere.
    pub(super) fn made(&mut self, before: Pointer, after: Pointer) {
        self.before.insert(after, before);
    }

    /// Records that what was inside `around` is now inside `after`, which was created to hold it.
    pub(super) fn wrapped(&mut self, around: &Pointer, after: Pointer) {
        let before = self.original(around);
        self.before.insert(after.clone(), before.clone());
        self.inside.insert(before, after);
    }

    /// The original place.
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

    /// The rewritten place of what was at an original place.
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
