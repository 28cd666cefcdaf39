//! JSON pointers (RFC 6901).

use std::fmt;

/// A place in a JSON document. The empty pointer is the whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Takes a pointer as written, with its escapes.
    pub fn from_escaped(text: impl Into<String>) -> Self {
        Self(text.into())
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

    /// The keys and indexes from the root inwards, without escapes.
    pub fn segments(&self) -> impl Iterator<Item = String> {
        self.0.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~"))
    }

    /// The pointer as written in a reference, without the `#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the component schema, when the pointer is one.
    pub fn component(&self) -> Option<String> {
        let name = self.0.strip_prefix("/components/schemas/")?;
        (!name.contains('/')).then(|| name.replace("~1", "/").replace("~0", "~"))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
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
    }

    #[test]
    fn only_a_whole_component_has_a_component_name() {
        let component = Pointer::from_escaped("/components/schemas/a~1b");
        assert_eq!(component.component().as_deref(), Some("a/b"));
        assert_eq!(component.join("properties").component(), None);
    }
}
