//! Additional properties with a declared type.

use std::collections::{BTreeMap, btree_map};
use std::ops::{Deref, DerefMut};

use crate::syntax::kind::Kind;
use crate::value::extra::Kept;
use crate::value::json::Json;

/// Additional properties that all have one type. It is a map, and is used like one.
///
/// Like [`Extra`](crate::Extra), it holds what arrived at declared properties and is not what the schema says, so that it is
/// written back as it arrived while they are unset, or have the same value in another form: a `null` where none is allowed ([`came_null`](Self::came_null)), or a value
/// of another type ([`kept`](Self::kept)).
///
/// ```
/// use bindery_runtime::{Additional, decode, encode, object};
///
/// #[derive(Clone)]
/// pub struct Scores { pub best: Option<i64>, pub extra: Additional<i64> }
/// object! { Scores { best: optional, } rest extra }
///
/// let mut scores: Scores = decode(r#"{"best":null,"anna":3}"#)?;
/// assert!(scores.extra.came_null("best"));
/// scores.extra.insert("bert".to_owned(), 4);
/// assert_eq!(encode(&scores), r#"{"best":null,"anna":3,"bert":4}"#);
/// # Ok::<(), bindery_runtime::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct Additional<T> {
    pub(crate) entries: BTreeMap<String, T>,
    pub(crate) declared: Option<Box<Declared>>,
}

/// The declared properties that arrived differently than described. Boxed, because there is hardly ever one.
#[derive(Clone, Default)]
pub(crate) struct Declared(Vec<(&'static str, Json, Kept)>);

impl Declared {
    pub(crate) fn note(&mut self, name: &'static str, value: Json, kept: Kept) {
        self.0.retain(|(noted, ..)| *noted != name);
        self.0.push((name, value, kept));
    }

    /// The same without what is noted of a property; nothing when that is all.
    pub(crate) fn without(mut self: Box<Self>, name: &str) -> Option<Box<Self>> {
        self.0.retain(|(noted, ..)| *noted != name);
        (!self.0.is_empty()).then_some(self)
    }
}

impl<T> Additional<T> {
    /// Creates an empty map. Does not allocate.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: BTreeMap::new(), declared: None }
    }

    /// Whether a declared property that is optional but not nullable arrived as `null`. It is written as `null` while
    /// it is unset; [`remove`](Self::remove) forgets it.
    #[must_use]
    pub fn came_null(&self, key: &str) -> bool {
        let is_null = |value: &Json, kept| value.kind() == Kind::Null && kept != Kept::Missing;
        self.declared().iter().any(|(name, value, kept)| *name == key && is_null(value, *kept))
    }

    /// Whether a declared property that is required and nullable was missing: see [`Extra::came_missing`](crate::Extra::came_missing).
    #[must_use]
    pub fn came_missing(&self, key: &str) -> bool {
        self.declared().iter().any(|(name, _, kept)| *name == key && *kept == Kept::Missing)
    }

    /// What a declared property arrived as, where the schema does not allow it: see [`Extra::kept`](crate::Extra::kept).
    /// [`remove`](Self::remove) forgets it.
    #[must_use]
    pub fn kept(&self, key: &str) -> Option<&Json> {
        let mut kept = self.declared().iter().filter(|(_, value, _)| value.kind() != Kind::Null);
        kept.find(|(name, ..)| *name == key).map(|(_, value, _)| value)
    }

    /// Removes a property and returns its value.
    pub fn remove(&mut self, key: &str) -> Option<T> {
        self.declared = self.declared.take().and_then(|declared| declared.without(key));
        self.entries.remove(key)
    }

    pub(crate) fn declared(&self) -> &[(&'static str, Json, Kept)] {
        self.declared.as_ref().map_or(&[], |declared| declared.0.as_slice())
    }
}

impl<T> Default for Additional<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for Additional<T> {
    type Target = BTreeMap<String, T>;

    fn deref(&self) -> &BTreeMap<String, T> {
        &self.entries
    }
}

impl<T> DerefMut for Additional<T> {
    fn deref_mut(&mut self) -> &mut BTreeMap<String, T> {
        &mut self.entries
    }
}

impl<T> From<BTreeMap<String, T>> for Additional<T> {
    fn from(entries: BTreeMap<String, T>) -> Self {
        Self { entries, declared: None }
    }
}

impl<T> From<Additional<T>> for BTreeMap<String, T> {
    fn from(value: Additional<T>) -> Self {
        value.entries
    }
}

impl<K: Into<String>, T> FromIterator<(K, T)> for Additional<T> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(entries: I) -> Self {
        let entries = entries.into_iter().map(|(key, value)| (key.into(), value));
        Self { entries: entries.collect(), declared: None }
    }
}

impl<T> IntoIterator for Additional<T> {
    type Item = (String, T);
    type IntoIter = btree_map::IntoIter<String, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Additional<T> {
    type Item = (&'a String, &'a T);
    type IntoIter = btree_map::Iter<'a, String, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::Additional;
    use crate::text::encode::encode;
    use crate::value::json::Json;
    use crate::wire::{Came, MapPlace};
    use std::collections::BTreeMap;

    #[test]
    fn is_used_like_a_map() {
        let mut additional: Additional<i64> = [("b", 2), ("a", 1)].into_iter().collect();
        additional.insert("c".to_owned(), 3);
        assert_eq!(additional.get("a"), Some(&1));
        assert_eq!(additional.remove("b"), Some(2));
        assert_eq!(additional.values().sum::<i64>(), 4);
        assert_eq!((&additional).into_iter().count(), additional.len());
        assert_eq!(encode(&additional), r#"{"a":1,"c":3}"#);
        assert_eq!(format!("{additional:?}"), r#"{"a": 1, "c": 3}"#);
        assert_eq!(BTreeMap::from(additional.clone()), additional.clone().into_iter().collect());
        assert!(additional == Additional::from(BTreeMap::from(additional.clone())) && additional != Additional::new());
    }

    #[test]
    fn a_null_is_recorded_once_and_forgotten_when_removed() {
        let mut additional = Additional::<i64>::new();
        additional.note("a", Came::Null);
        additional.note("a", Came::Null);
        assert!(additional.came_null("a") && !additional.came_null("b") && additional != Additional::new());
        assert!(additional.is_empty());
        assert_eq!(additional.remove("a"), None);
        assert!(additional == Additional::new());
        additional.note("b", Came::Other(Json::from("x")));
        assert_eq!(additional.kept("b"), Some(&Json::from("x")));
        assert_eq!((additional.came_null("b"), encode(&additional)), (false, r#"{"b":"x"}"#.to_owned()));
        additional.insert("b".to_owned(), 1);
        assert_eq!(encode(&additional), r#"{"b":1}"#);
        assert!(size_of::<Additional<i64>>() <= size_of::<BTreeMap<String, i64>>() + size_of::<usize>());
    }
}
