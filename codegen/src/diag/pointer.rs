//! Places in the documents of a description: JSON pointers (RFC 6901), with the document's name in front.

use std::borrow::Borrow;
use std::fmt;

/// A place in one of the documents of a description. The empty pointer is the whole of the main document.
///
/// A place in the main document is written as a JSON pointer, a place in another one as `name#pointer`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(String);

/// Segments behind which, and under which, a place is part of a schema or of a message and has no name of its own.
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
    /// The whole of the main document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The whole of a document; the empty name is that of the main one.
    pub fn document_root(name: &str) -> Self {
        if name.is_empty() { Self::root() } else { Self(format!("{name}#")) }
    }

    /// Takes a pointer into the main document as written, with its escapes.
    pub fn from_escaped(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Takes a pointer into a document as written, with its escapes.
    pub fn in_document(name: &str, escaped: &str) -> Self {
        let mut pointer = Self::document_root(name);
        pointer.0.push_str(escaped);
        pointer
    }

    /// The name of the document; empty for the main one.
    pub fn document(&self) -> &str {
        self.0.split_at(self.split()).0.strip_suffix('#').unwrap_or_default()
    }

    /// The pointer within its document, as written in a reference behind the `#`.
    pub fn as_str(&self) -> &str {
        self.0.split_at(self.split()).1
    }

    /// Where the pointer within the document begins.
    fn split(&self) -> usize {
        if self.0.is_empty() || self.0.starts_with('/') { 0 } else { self.0.find('#').map_or(0, |at| at + 1) }
    }

    /// The place of a key or an index inside this place.
    #[must_use]
    pub fn join(&self, segment: impl fmt::Display) -> Self {
        use fmt::Write;
        let mut text = self.0.clone();
        text.push('/');
        let start = text.len();
        // Writing to a String cannot fail.
        let _ = write!(text, "{segment}");
        if text[start..].contains(['~', '/']) {
            let escaped = text[start..].replace('~', "~0").replace('/', "~1");
            text.truncate(start);
            text.push_str(&escaped);
        }
        Self(text)
    }

    /// The place that this one is directly inside of; `None` for a whole document.
    pub fn parent(&self) -> Option<Self> {
        let at = self.split();
        let end = self.0[at..].rfind('/')?;
        Some(Self(self.0[..at + end].to_owned()))
    }

    /// This place and those around it, from the inside out, as they are written; each with the way from there to here.
    pub(crate) fn around(&self) -> impl Iterator<Item = (&str, &str)> {
        let start = self.split();
        let mut end = Some(self.0.len());
        std::iter::from_fn(move || {
            let at = end?;
            end = self.0[start..at].rfind('/').map(|slash| start + slash);
            Some(self.0.split_at(at))
        })
    }

    /// The place that a way, as written, leads to from here.
    pub(crate) fn behind(&self, way: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + way.len());
        text.push_str(&self.0);
        text.push_str(way);
        Self(text)
    }

    /// The keys and indexes from the root of the document inwards, without escapes.
    pub fn segments(&self) -> impl Iterator<Item = String> {
        self.as_str().split('/').skip(1).map(unescaped)
    }

    /// The name of the schema, when the pointer is the place of one that has a name: a component, a definition, or a
    /// file of its own.
    pub fn component(&self) -> Option<String> {
        let document = self.document();
        let path = self.as_str();
        if let Some(name) = ["/components/schemas/", "/definitions/", "/$defs/"]
            .iter()
            .find_map(|prefix| path.strip_prefix(prefix))
            .filter(|name| !name.contains('/'))
        {
            return Some(unescaped(name));
        }
        if document.is_empty() {
            return None;
        }
        let Some((before, last)) = path.rsplit_once('/') else {
            let file = document.rsplit('/').next().unwrap_or(document);
            let stem = file.split('.').next().unwrap_or(file);
            return Some(stem.to_owned()).filter(|stem| !stem.is_empty());
        };
        let holder = before.rsplit('/').next().unwrap_or_default();
        let part = UNNAMED.contains(&last)
            || UNNAMED_INSIDE.contains(&holder)
            || last.bytes().all(|byte| byte.is_ascii_digit());
        (!part).then(|| unescaped(last))
    }
}

impl Borrow<str> for Pointer {
    /// The pointer as written, with the name of the document in front, by which it is equal, ordered and hashed.
    fn borrow(&self) -> &str {
        &self.0
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
        if self.split() > 0 {
            return formatter.write_str(&self.0);
        }
        write!(formatter, "#{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_escaped_and_back() {
        let pointer = Pointer::root().join("paths").join("/a~b/{id}").join(0);
        assert_eq!(pointer.to_string(), "#/paths/~1a~0b~1{id}/0");
        assert_eq!(pointer.segments().collect::<Vec<_>>(), ["paths", "/a~b/{id}", "0"]);
        assert_eq!(pointer.parent().expect("a parent").to_string(), "#/paths/~1a~0b~1{id}");
        assert_eq!(Pointer::root().parent(), None);
    }

    #[test]
    fn places_around_go_from_the_inside_out() {
        let pointer = Pointer::document_root("a/b.yaml").join("x/y").join(0);
        let around: Vec<(&str, &str)> = pointer.around().collect();
        assert_eq!(around, [("a/b.yaml#/x~1y/0", ""), ("a/b.yaml#/x~1y", "/0"), ("a/b.yaml#", "/x~1y/0")]);
        assert_eq!(Pointer::root().around().collect::<Vec<_>>(), [("", "")]);
        assert_eq!(Pointer::document_root("a/b.yaml").behind("/x~1y/0"), pointer);
    }

    #[test]
    fn a_place_in_another_document_carries_its_name() {
        let pointer = Pointer::document_root("models/pet.yaml").join("a#/b");
        assert_eq!(pointer.to_string(), "models/pet.yaml#/a#~1b");
        assert_eq!((pointer.document(), pointer.as_str()), ("models/pet.yaml", "/a#~1b"));
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
    fn a_schema_in_a_file_is_called_by_its_key_or_by_the_file() {
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
