//! Where the values of edited documents were written.

use crate::diag::Pointer;
use std::collections::HashMap;

/// Tracks which values were written elsewhere: in an overlay or a patch, or under another index of the same document. Diagnostics point to
/// the text that the author wrote.
#[derive(Clone, Debug, Default)]
pub(crate) struct Provenance {
    documents: HashMap<String, Written>,
}

/// Where a value and what is inside of it were written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    /// The place; `None` if it follows from the enclosing value.
    place: Option<Pointer>,
    inside: HashMap<String, Written>,
}

impl Written {
    /// A value that was written as a whole.
    pub(crate) fn at(place: Pointer) -> Self {
        Self { place: Some(place), inside: HashMap::new() }
    }

    /// The place of the value itself.
    pub(crate) fn place(&self) -> Pointer {
        self.place.clone().unwrap_or_default()
    }

    /// The place of a value inside of it.
    pub(crate) fn child(&self, key: &str) -> Self {
        let mut child = self.inside.get(key).cloned().unwrap_or_default();
        if child.place.is_none() {
            child.place = self.place.as_ref().map(|place| place.join(key));
        }
        child
    }
}

impl Provenance {
    /// Whether no value was edited.
    fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Where the value at a place was written.
    pub(crate) fn written(&self, place: &Pointer) -> Pointer {
        if self.is_empty() {
            return place.clone();
        }
        let Some(mut node) = self.documents.get(place.document()) else { return place.clone() };
        let segments: Vec<String> = place.segments().collect();
        let mut found = node.place.as_ref().map(|found| (found, segments.len()));
        for (depth, segment) in segments.iter().enumerate() {
            let Some(child) = node.inside.get(segment) else { break };
            node = child;
            found = node.place.as_ref().map(|place| (place, segments.len() - depth - 1)).or(found);
        }
        found.map_or_else(|| place.clone(), |(found, behind)| found.behind(place, behind))
    }

    /// Where the value at a place and what is inside of it were written.
    pub(crate) fn of(&self, place: &Pointer) -> Written {
        let around = self.documents.get(place.document());
        let node = place.segments().try_fold(around, |node, key| node.map(|node| node.inside.get(&key)).ok_or(()));
        let inside = node.ok().flatten().map(|node| node.inside.clone()).unwrap_or_default();
        Written { place: Some(self.written(place)), inside }
    }

    /// Records a new value at a place.
    pub(crate) fn put(&mut self, place: &Pointer, written: Written) {
        *self.node(place) = written;
    }

    /// Removes the records inside of a removed place.
    pub(crate) fn forget(&mut self, place: &Pointer) {
        let (Some(around), Some(last)) = (place.parent(), place.last()) else { return };
        if self.documents.contains_key(place.document()) {
            self.node(&around).inside.remove(&last);
        }
    }

    /// Records that an array now consists of the elements with the former indexes `kept`, in this order.
    pub(crate) fn renumber(&mut self, array: &Pointer, kept: &[usize]) {
        let places: Vec<Pointer> = kept.iter().map(|index| self.written(&array.join(index))).collect();
        let node = self.node(array);
        let mut before = std::mem::take(&mut node.inside);
        for (index, (kept, place)) in kept.iter().zip(places).enumerate() {
            let mut child = before.remove(&kept.to_string()).unwrap_or_default();
            if child.place.is_none() && *kept != index {
                child.place = Some(place);
            }
            if child.place.is_some() || !child.inside.is_empty() {
                node.inside.insert(index.to_string(), child);
            }
        }
    }

    fn node(&mut self, place: &Pointer) -> &mut Written {
        let root = self.documents.entry(place.document().to_owned()).or_default();
        place.segments().fold(root, |node, segment| node.inside.entry(segment).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Pointer {
        Pointer::from_displayed(text)
    }

    #[test]
    fn the_innermost_record_counts() {
        let mut provenance = Provenance::default();
        provenance.put(&at("#/a/b"), Written::at(at("fix.yaml#/actions/0/update/b")));
        provenance.put(&at("#/a/b/c"), Written::at(at("fix.yaml#/actions/1/update")));
        for (place, written) in [
            ("#/a", "#/a"),
            ("#/a/b/x/y", "fix.yaml#/actions/0/update/b/x/y"),
            ("#/a/b/c/d", "fix.yaml#/actions/1/update/d"),
            ("other.yaml#/a/b", "other.yaml#/a/b"),
        ] {
            assert_eq!(provenance.written(&at(place)), at(written));
        }
        provenance.put(&at("#/a/b"), Written::at(at("fix.yaml#/actions/2/update")));
        assert_eq!(provenance.written(&at("#/a/b/c")), at("fix.yaml#/actions/2/update/c"), "replaced as a whole");
        provenance.forget(&at("#/a/b"));
        assert_eq!(provenance.written(&at("#/a/b/c")), at("#/a/b/c"));
    }

    #[test]
    fn elements_behind_a_removed_one_keep_their_places() {
        let mut provenance = Provenance::default();
        provenance.put(&at("#/a/2/x"), Written::at(at("fix.yaml#/0")));
        provenance.renumber(&at("#/a"), &[0, 2, 3]);
        for (place, written) in
            [("#/a/0/x", "#/a/0/x"), ("#/a/1/x/y", "fix.yaml#/0/y"), ("#/a/1/z", "#/a/2/z"), ("#/a/2", "#/a/3")]
        {
            assert_eq!(provenance.written(&at(place)), at(written));
        }
        provenance.renumber(&at("#/a"), &[2]);
        assert_eq!(provenance.written(&at("#/a/0/b")), at("#/a/3/b"));
    }

    #[test]
    fn a_copy_knows_the_places_of_its_parts() {
        let mut provenance = Provenance::default();
        provenance.put(&at("#/a/b"), Written::at(at("fix.yaml#/0")));
        let written = provenance.of(&at("#/a"));
        provenance.put(&at("#/c"), written);
        assert_eq!(provenance.written(&at("#/c/b/x")), at("fix.yaml#/0/x"));
        assert_eq!(provenance.written(&at("#/c/d")), at("#/a/d"));
    }
}
