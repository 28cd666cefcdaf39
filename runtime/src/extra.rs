//! Properties that a description does not name.

use std::collections::{BTreeMap, btree_map};
use std::fmt;

use crate::{Json, Map, Slot, View, Wire};

/// Properties that the description does not name: kept when decoded, written back when encoded.
///
/// An entry under the name of a declared property replaces that property when written. That is the way to send
/// something the description does not allow, such as an explicit `null`.
///
/// `Debug` shows the names and the JSON types, not the values, since an undeclared value may be a secret.
#[derive(Clone, Default, PartialEq)]
#[expect(clippy::box_collection, reason = "one pointer in each of the many objects that have none")]
pub struct Extra(Option<Box<BTreeMap<String, Json>>>);

impl Extra {
    /// No properties. Does not allocate.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// The value of a property.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.0.as_ref()?.get(key)
    }

    /// Sets a property and gives back what was there before.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        self.0.get_or_insert_default().insert(key.into(), value.into())
    }

    /// Removes a property and gives it back.
    pub fn remove(&mut self, key: &str) -> Option<Json> {
        let map = self.0.as_mut()?;
        let value = map.remove(key);
        if map.is_empty() {
            self.0 = None;
        }
        value
    }

    /// The properties, in the order of their names.
    pub fn iter(&self) -> ExtraIter<'_> {
        ExtraIter(self.0.as_ref().map(|map| map.iter()))
    }

    /// The number of properties.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |map| map.len())
    }

    /// Whether there is no property.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

/// The properties of an [`Extra`], in the order of their names.
#[derive(Clone, Debug)]
pub struct ExtraIter<'a>(Option<btree_map::Iter<'a, String, Json>>);

impl<'a> Iterator for ExtraIter<'a> {
    type Item = (&'a str, &'a Json);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.as_mut()?.next().map(|(key, value)| (key.as_str(), value))
    }
}

impl<'a> IntoIterator for &'a Extra {
    type Item = (&'a str, &'a Json);
    type IntoIter = ExtraIter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K: Into<String>, V: Into<Json>> FromIterator<(K, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut extra = Self::new();
        extra.extend(entries);
        extra
    }
}

impl<K: Into<String>, V: Into<Json>> Extend<(K, V)> for Extra {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::debug::map(self, formatter)
    }
}

impl Wire for Extra {
    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl Map for Extra {
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>)) {
        for (key, value) in self {
            visit(key, value.view());
        }
    }

    fn find(&self, key: &str) -> Option<View<'_>> {
        self.get(key).map(Json::view)
    }

    fn len(&self) -> usize {
        Self::len(self)
    }

    fn clear(&mut self) {
        self.0 = None;
    }

    fn entry(&mut self, key: &str) -> Option<Slot<'_>> {
        let map = self.0.get_or_insert_default();
        let value = map.entry(key.to_owned()).or_default();
        *value = Json::null();
        Some(value.slot())
    }

    fn remove(&mut self, key: &str) {
        Self::remove(self, key);
    }
}

#[cfg(test)]
mod tests {
    use super::Extra;

    #[test]
    fn is_one_pointer_wide() {
        assert_eq!(size_of::<Extra>(), size_of::<usize>());
    }

    #[test]
    fn is_empty_again_after_the_last_removal() {
        let mut extra = Extra::new();
        extra.insert("b", 2_i64);
        extra.insert("a", "x");
        assert_eq!(extra.len(), 2);
        assert_eq!(extra.iter().map(|(key, _)| key).collect::<Vec<_>>(), ["a", "b"]);
        assert!(extra.remove("a").is_some() && extra.remove("b").is_some() && extra.remove("b").is_none());
        assert!(extra.is_empty());
        assert_eq!(extra, Extra::new());
    }

    #[test]
    fn debug_shows_names_and_kinds_only() {
        let extra: Extra = [("token", "very secret")].into_iter().collect();
        assert_eq!(format!("{extra:?}"), r#"{"token": string}"#);
    }
}
