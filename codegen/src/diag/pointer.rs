//! Places in the documents of a description: JSON pointers (RFC 6901), prefixed with the document's name.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::sync::{Arc, LazyLock, OnceLock};

/// A place in one of the documents of a description. The empty pointer is the whole of the main document.
///
/// A place in the main document is written as a JSON pointer, a place in another one as `name#pointer`. A pointer is its last segment and a
/// shared parent with a cached hash. So creating, copying and looking up a pointer costs no more than its last segment, however deep it is.
#[derive(Clone, Default)]
pub struct Pointer(Option<Arc<Node>>);

struct Node {
    /// The enclosing place; the main document for the root of another one.
    around: Pointer,
    kind: Kind,
    /// The segment with its escapes, or the name of a document.
    text: Box<str>,
    /// Computed on first use, since most places are never looked up.
    hash: OnceLock<u64>,
}

impl Drop for Node {
    /// Iterative, so that no depth exhausts the stack.
    fn drop(&mut self) {
        let mut around = self.around.0.take();
        while let Some(mut node) = around.and_then(Arc::into_inner) {
            around = node.around.0.take();
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Document,
    Segment,
}

/// Maps and lists whose entries are parts of a schema, request or response and have no schema name of their own.
const UNNAMED_INSIDE: &[&str] = &[
    "properties",
    "patternProperties",
    "dependentSchemas",
    "allOf",
    "anyOf",
    "oneOf",
    "prefixItems",
    "content",
    "parameters",
    "responses",
    "headers",
    "paths",
    "encoding",
];
const UNNAMED: &[&str] = &[
    "schema",
    "itemSchema",
    "items",
    "additionalProperties",
    "additionalItems",
    "unevaluatedProperties",
    "unevaluatedItems",
    "propertyNames",
    "contains",
    "contentSchema",
    "not",
    "if",
    "then",
    "else",
];

impl Pointer {
    /// The root of the main document.
    pub fn root() -> Self {
        Self::default()
    }

    fn inside(self, kind: Kind, text: Box<str>) -> Self {
        Self(Some(Arc::new(Node { around: self, kind, text, hash: OnceLock::new() })))
    }

    /// The hash of the place. Also caches those of its ancestors.
    fn own_hash(&self) -> u64 {
        /// Randomly keyed, so that no description can provoke collisions.
        static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
        let mut open = Vec::new();
        let mut place = self;
        let mut hash = loop {
            let Some(node) = &place.0 else { break 0 };
            if let Some(hash) = node.hash.get() {
                break *hash;
            }
            open.push(node);
            place = &node.around;
        };
        for node in open.into_iter().rev() {
            hash = KEYS.hash_one((hash, node.kind, &node.text));
            hash = *node.hash.get_or_init(|| hash);
        }
        hash
    }

    /// The whole of a document; the empty name is that of the main one.
    pub fn document_root(name: &str) -> Self {
        if name.is_empty() { Self::root() } else { Self::root().inside(Kind::Document, name.into()) }
    }

    /// Takes a pointer into the main document as written, with its escapes.
    pub fn from_escaped(text: impl AsRef<str>) -> Self {
        Self::root().with(text.as_ref())
    }

    /// A pointer into a document, as written with its escapes.
    pub fn in_document(name: &str, escaped: &str) -> Self {
        Self::document_root(name).with(escaped)
    }

    /// A pointer as it is displayed: the name of its document, `#`, and the place in it.
    pub fn from_displayed(text: &str) -> Self {
        match text.split_once('#') {
            Some((document, escaped)) => Self::in_document(document, escaped),
            None => Self::from_escaped(text),
        }
    }

    fn with(self, escaped: &str) -> Self {
        if escaped.is_empty() {
            return self;
        }
        let segments = escaped.strip_prefix('/').unwrap_or(escaped).split('/');
        segments.fold(self, |place, segment| place.inside(Kind::Segment, segment.into()))
    }

    /// This place and those around it in its document, from the inside out.
    pub(crate) fn around(&self) -> impl Iterator<Item = &Self> {
        let is_whole = |place: &Self| place.0.as_ref().is_none_or(|node| node.kind == Kind::Document);
        std::iter::successors(Some(self), move |place| {
            place.0.as_ref().filter(|_| !is_whole(place)).map(|node| &node.around)
        })
    }

    /// The segments as written, from the inside out.
    fn written(&self) -> impl Iterator<Item = &str> {
        let node = |place: &'_ Self| place.0.as_deref().is_some_and(|node| node.kind == Kind::Segment);
        self.around().filter(move |place| node(place)).filter_map(|place| place.0.as_deref()).map(|node| &*node.text)
    }

    /// The segments as written, from the outside in.
    fn inwards(&self) -> Vec<&str> {
        let mut segments: Vec<&str> = self.written().collect();
        segments.reverse();
        segments
    }

    /// The name of the document; empty for the main one.
    pub fn document(&self) -> &str {
        self.around().last().and_then(|whole| whole.0.as_deref()).map_or("", |node| &node.text)
    }

    /// The pointer within its document, as written in a reference behind the `#`.
    pub fn text(&self) -> String {
        self.inwards().into_iter().fold(String::new(), |text, segment| text + "/" + segment)
    }

    /// Appends a key or an index.
    #[must_use]
    pub fn join(&self, segment: impl fmt::Display) -> Self {
        let mut text = segment.to_string();
        if text.contains(['~', '/']) {
            text = text.replace('~', "~0").replace('/', "~1");
        }
        self.clone().inside(Kind::Segment, text.into())
    }

    /// The enclosing place; `None` for the root of a document.
    pub fn parent(&self) -> Option<Self> {
        self.around().nth(1).cloned()
    }

    /// Appends the last segments of another place to this one.
    pub(crate) fn behind(&self, other: &Self, count: usize) -> Self {
        let mut segments: Vec<&str> = other.written().take(count).collect();
        segments.reverse();
        segments.into_iter().fold(self.clone(), |place, segment| place.inside(Kind::Segment, segment.into()))
    }

    /// The last key or index, without escapes; `None` for a whole document.
    pub fn last(&self) -> Option<String> {
        self.written().next().map(unescaped)
    }

    /// The keys and indexes from the root of the document inwards, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = String> {
        self.inwards().into_iter().map(unescaped)
    }

    /// The keys and indexes below a first key; `None` if the place is not below it.
    pub(crate) fn inside_of(&self, first: &str) -> Option<impl Iterator<Item = String>> {
        let segments = self.inwards();
        (segments.first() == Some(&first)).then(|| segments.into_iter().skip(1).map(unescaped))
    }

    /// The name of the schema, if this is the place of a named one: a component, a definition, or a file of its own.
    pub fn component(&self) -> Option<String> {
        let mut outwards = self.written();
        let (last, holder) = (outwards.next(), outwards.next());
        let is_outmost = outwards.next().is_none();
        if let (Some(name), Some(holder)) = (last, holder)
            && (is_outmost && matches!(holder, "definitions" | "$defs")
                || holder == "schemas" && self.written().skip(2).eq(["components"]))
        {
            return Some(unescaped(name));
        }
        let document = self.document();
        if document.is_empty() {
            return None;
        }
        let Some(last) = last else {
            let file = document.rsplit('/').next().unwrap_or(document);
            let stem = file.split('.').next().unwrap_or(file);
            return Some(stem.to_owned()).filter(|stem| !stem.is_empty());
        };
        let part = UNNAMED.contains(&last)
            || UNNAMED_INSIDE.contains(&holder.unwrap_or_default())
            || last.bytes().all(|byte| byte.is_ascii_digit());
        (!part).then(|| unescaped(last))
    }
}

impl PartialEq for Pointer {
    fn eq(&self, other: &Self) -> bool {
        let (mut own, mut other) = (self, other);
        loop {
            match (&own.0, &other.0) {
                (None, None) => return true,
                (Some(left), Some(right)) if Arc::ptr_eq(left, right) => return true,
                (Some(left), Some(right)) if left.kind == right.kind && left.text == right.text => {
                    (own, other) = (&left.around, &right.around);
                }
                _ => return false,
            }
        }
    }
}

impl Eq for Pointer {}

impl Hash for Pointer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.own_hash().hash(state);
    }
}

impl PartialOrd for Pointer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Pointer {
    /// Compares the written form, prefixed with the name of the document.
    fn cmp(&self, other: &Self) -> Ordering {
        let written = |place: &Self| match place.document() {
            "" => place.text(),
            document => format!("{document}#{}", place.text()),
        };
        if self == other { Ordering::Equal } else { written(self).cmp(&written(other)) }
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Pointer({:?})", self.to_string())
    }
}

fn unescaped(segment: &str) -> String {
    if !segment.contains('~') {
        return segment.to_owned();
    }
    segment.replace("~1", "/").replace("~0", "~")
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}#", self.document())?;
        self.inwards().into_iter().try_for_each(|segment| write!(formatter, "/{segment}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_displayed_form_parses_to_the_same_place() {
        let other = Pointer::document_root("definitions/pet.yaml");
        let inside = Pointer::root().join("paths").join("/a~b/{id}").join(0);
        for pointer in [Pointer::root(), inside, other.clone(), other.join("a").join("#")] {
            assert_eq!(Pointer::from_displayed(&pointer.to_string()), pointer);
        }
    }

    #[test]
    fn segments_are_escaped_and_back() {
        let pointer = Pointer::root().join("paths").join("/a~b/{id}").join(0);
        assert_eq!(pointer.to_string(), "#/paths/~1a~0b~1{id}/0");
        assert_eq!(pointer.segments().collect::<Vec<_>>(), ["paths", "/a~b/{id}", "0"]);
        assert_eq!(pointer.parent().expect("a parent").to_string(), "#/paths/~1a~0b~1{id}");
        assert_eq!(Pointer::root().parent(), None);
    }

    #[test]
    fn enclosing_places_are_listed_innermost_first() {
        let pointer = Pointer::document_root("a/b.yaml").join("x/y").join(0);
        let around: Vec<String> = pointer.around().map(Pointer::to_string).collect();
        assert_eq!(around, ["a/b.yaml#/x~1y/0", "a/b.yaml#/x~1y", "a/b.yaml#"]);
        assert_eq!(Pointer::root().around().count(), 1);
        assert_eq!(Pointer::root().join("a").behind(&pointer, 2).to_string(), "#/a/x~1y/0");
        assert_eq!(pointer.behind(&pointer, 0), pointer);
        assert_eq!((pointer.last(), Pointer::root().last()), (Some("0".to_owned()), None));
    }

    #[test]
    fn places_are_equal_and_ordered_as_they_are_written() {
        let texts = ["", "/", "/a", "/a-b", "/a/b", "/a/b/c", "/a//b", "/b"];
        let places = |name: &'static str| {
            texts.iter().map(move |text| (Pointer::in_document(name, text), format!("{name}{text}")))
        };
        let all: Vec<_> = places("").chain(places("a.yaml")).collect();
        for (left, written) in &all {
            for (right, other) in &all {
                assert_eq!(left == right, written == other, "{left} {right}");
                let hash = |place: &Pointer| RandomState::hash_one(&*HASHES, place);
                assert!(left != right || hash(left) == hash(right));
                assert_eq!(left.cmp(right) == Ordering::Equal, left == right);
            }
        }
        let mut ordered: Vec<Pointer> = places("").map(|(place, _)| place).collect();
        ordered.sort();
        let ordered: Vec<String> = ordered.iter().map(Pointer::text).collect();
        assert_eq!(
            ordered,
            ["", "/", "/a", "/a-b", "/a/", "/a//b", "/a/b", "/a/b/c", "/b"]
                .into_iter()
                .filter(|text| texts.contains(text))
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn places_share_their_parents() {
        let around = Pointer::root().join("a".repeat(1_000_000));
        let inside: Vec<Pointer> = (0..100_000).map(|number| around.join(number)).collect();
        assert!(inside.iter().all(|place| place.around().nth(1).is_some_and(|each| {
            each.0.as_ref().zip(around.0.as_ref()).is_some_and(|(left, right)| Arc::ptr_eq(left, right))
        })));
        let deep = (0..200_000).fold(Pointer::root(), |place, _| place.join("a"));
        assert_eq!(deep.around().count(), 200_001);
    }

    static HASHES: LazyLock<RandomState> = LazyLock::new(RandomState::new);

    #[test]
    fn a_place_in_another_document_carries_its_name() {
        let pointer = Pointer::document_root("models/pet.yaml").join("a#/b");
        assert_eq!(pointer.to_string(), "models/pet.yaml#/a#~1b");
        assert_eq!((pointer.document(), pointer.text().as_str()), ("models/pet.yaml", "/a#~1b"));
        assert_eq!(pointer.segments().collect::<Vec<_>>(), ["a#/b"]);
        assert_eq!(pointer.parent(), Some(Pointer::document_root("models/pet.yaml")));
        assert_eq!(Pointer::in_document("", "/a#b").document(), "");
        assert_eq!(Pointer::document_root("").to_string(), "#");
    }

    #[test]
    fn only_a_whole_component_has_a_component_name() {
        let component = Pointer::from_escaped("/components/schemas/a~1b");
        assert_eq!(component.component().as_deref(), Some("a/b"));
        assert_eq!(component.join("properties").component(), None);
        assert_eq!(Pointer::from_escaped("/x/y").component(), None);
        assert_eq!(Pointer::from_escaped("/$defs/Pet").component().as_deref(), Some("Pet"));
    }

    #[test]
    fn a_schema_in_a_file_is_named_after_its_key_or_the_file() {
        let name = |path: &str| Pointer::in_document("models/pet.v1.yaml", path).component();
        assert_eq!(name("").as_deref(), Some("pet"));
        assert_eq!(name("/Dog").as_deref(), Some("Dog"));
        assert_eq!(name("/components/schemas/Cat").as_deref(), Some("Cat"));
        assert_eq!(name("/shared/types/Cat").as_deref(), Some("Cat"));
        assert_eq!(name("/properties/name"), None);
        assert_eq!(name("/Dog/items"), None);
        assert_eq!(name("/Dog/allOf/0"), None);
        assert_eq!(name("/get/responses/200/content/application~1json/schema"), None);
    }
}
