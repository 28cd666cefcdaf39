//! The path from the root of a document to the current place, kept on the call stack while walking.

use super::Pointer;

/// A list of segments that lives on the stack. It becomes a [`Pointer`] only where one is needed, so that walking over a
/// document costs nothing per place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PathStack<'a> {
    parent: Option<&'a PathStack<'a>>,
    segment: Segment<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Segment<'a> {
    Document(&'a str),
    Key(&'a str),
    Index(usize),
}

impl<'a> PathStack<'a> {
    /// The whole of a document; the empty name is that of the main one.
    pub(crate) fn root(document: &'a str) -> Self {
        Self { parent: None, segment: Segment::Document(document) }
    }

    /// The place of a key inside this place.
    pub(crate) fn key(&'a self, key: &'a str) -> Self {
        Self { parent: Some(self), segment: Segment::Key(key) }
    }

    /// The place of an index inside this place.
    pub(crate) fn index(&'a self, index: usize) -> Self {
        Self { parent: Some(self), segment: Segment::Index(index) }
    }

    /// The place as a pointer.
    pub(crate) fn pointer(&self) -> Pointer {
        let parent = || self.parent.map(Self::pointer).unwrap_or_default();
        match self.segment {
            Segment::Document(name) => Pointer::document_root(name),
            Segment::Key(key) => parent().join(key),
            Segment::Index(index) => parent().join(index),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_pointer() {
        let root = PathStack::root("a.yaml");
        let key = root.key("x/y");
        assert_eq!(key.index(2).pointer().to_string(), "a.yaml#/x~1y/2");
        assert_eq!(PathStack::root("").key("a").pointer().to_string(), "#/a");
    }
}
