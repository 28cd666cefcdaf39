//! Undeclared properties.

use std::collections::{BTreeMap, btree_map};
use std::slice;

use crate::value::json::Json;

/// Additional properties of any type: kept when decoded, written back when encoded.
///
/// An entry with the name of a declared property replaces that property when encoded. Use this to send something that
/// the schema does not allow, such as an explicit `null`.
///
/// It also holds what arrived at declared properties and is not what the schema says: a `null` where none is allowed
/// ([`came_null`](Self::came_null)), nothing where there may only be `null` ([`came_missing`](Self::came_missing)), or a value of another
/// type ([`kept`](Self::kept)), which is here under its name. It is written back as it arrived while the property is unset, or has the same
/// value in another form.
///
/// `Debug` shows names and JSON types but no values, because an undeclared value may be a secret.
#[derive(Clone, Default)]
pub struct Extra(pub(crate) Option<Box<Held>>);

#[derive(Clone, Default)]
pub(crate) struct Held {
    pub(crate) entries: Entries,
    /// The declared properties that arrived differently than described. Those without an entry arrived as `null`, or not at all.
    pub(crate) came: Vec<(&'static str, Kept)>,
}

/// Why the value of a declared property is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// The property has no room for it.
    Alone,
    /// It is the form of the property's value.
    AsForm,
    /// There was none.
    Missing,
}

impl Extra {
    /// Creates an empty map. Does not allocate.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// The value of a property.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.0.as_ref()?.entries.get(key)
    }

    /// Sets a property and returns its previous value.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        let key = key.into();
        let held = self.0.get_or_insert_default();
        held.came.retain(|(name, _)| *name != key);
        held.entries.insert(key, value.into())
    }

    /// What a declared property arrived as, where the schema does not allow it. The property is absent for that, and the value is written
    /// back while it is unset; or the property holds the value, such as a number that arrived in a string (`scalars = "lenient"`), and it
    /// is written back in this form until it changes. [`remove`](Self::remove) forgets it, and [`insert`](Self::insert) replaces it.
    #[must_use]
    pub fn kept(&self, key: &str) -> Option<&Json> {
        self.get(key).filter(|_| self.came(key).is_some())
    }

    pub(crate) fn came(&self, key: &str) -> Option<Kept> {
        let came = &self.0.as_ref()?.came;
        came.iter().find(|(name, _)| *name == key).map(|(_, kept)| *kept)
    }

    /// Whether a declared property that is optional but not nullable arrived as `null`. It is written as `null` while
    /// it is unset; [`remove`](Self::remove) forgets it.
    #[must_use]
    pub fn came_null(&self, key: &str) -> bool {
        self.came(key) == Some(Kept::Alone) && self.get(key).is_none()
    }

    /// Whether a declared property that is required and nullable was missing. It is left out while it is unset, although its
    /// value reads as `null`; [`remove`](Self::remove) forgets it, and then it is written as `null`.
    #[must_use]
    pub fn came_missing(&self, key: &str) -> bool {
        self.came(key) == Some(Kept::Missing)
    }

    /// Removes a property and returns its value.
    pub fn remove(&mut self, key: &str) -> Option<Json> {
        let held = self.0.as_mut()?;
        let value = held.entries.remove(key);
        held.came.retain(|(name, _)| *name != key);
        let left = held.entries.len();
        if left == 0 {
            held.entries = Entries::default();
            if held.came.is_empty() {
                self.0 = None;
            }
        }
        value
    }

    /// The properties, in the order of their names.
    pub fn iter(&self) -> ExtraIter<'_> {
        ExtraIter(match self.0.as_deref().map(|held| &held.entries) {
            None => Iter::Few([].iter()),
            Some(Entries::Few(list)) => Iter::Few(list.iter()),
            Some(Entries::Many(map)) => Iter::Many(map.iter()),
        })
    }

    /// The number of properties.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |held| held.entries.len())
    }

    /// Whether there is no property.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        match &self.0 {
            None => true,
            Some(held) => held.entries.is_empty(),
        }
    }
}

/// Sorted by name. Most objects have few entries, for which a list takes a third of the memory of a map. A larger number is kept in a map,
/// so that no order of a text makes insertion slow.
#[derive(Clone)]
pub(crate) enum Entries {
    Few(Vec<(String, Json)>),
    Many(BTreeMap<String, Json>),
}

/// The maximum length of a list.
const FEW: usize = 16;

impl Default for Entries {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Entries {
    /// A map is never empty.
    const fn is_empty(&self) -> bool {
        matches!(self, Self::Few(list) if list.is_empty())
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Few(list) => list.len(),
            Self::Many(map) => map.len(),
        }
    }

    fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Self::Few(list) => list.get(search(list, key).ok()?).map(|(_, value)| value),
            Self::Many(map) => map.get(key),
        }
    }

    /// The value under a key; `null` if it is new.
    pub(crate) fn entry(&mut self, key: String) -> Option<&mut Json> {
        if let Self::Few(list) = self
            && list.len() >= FEW
        {
            *self = Self::Many(std::mem::take(list).into_iter().collect());
        }
        match self {
            Self::Few(list) => {
                let index = search(list, &key).unwrap_or_else(|index| {
                    list.insert(index, (key, Json::null()));
                    index
                });
                list.get_mut(index).map(|(_, value)| value)
            }
            Self::Many(map) => Some(map.entry(key).or_default()),
        }
    }

    fn insert(&mut self, key: String, value: Json) -> Option<Json> {
        let is_known = self.get(&key).is_some();
        let before = std::mem::replace(self.entry(key)?, value);
        is_known.then_some(before)
    }

    fn remove(&mut self, key: &str) -> Option<Json> {
        match self {
            Self::Few(list) => Some(list.remove(search(list, key).ok()?).1),
            Self::Many(map) => map.remove(key),
        }
    }
}

/// The position of a key, or where it belongs.
fn search(list: &[(String, Json)], key: &str) -> Result<usize, usize> {
    list.binary_search_by(|(name, _)| name.as_str().cmp(key))
}

/// The properties of an [`Extra`], in the order of their names.
#[derive(Clone, Debug)]
pub struct ExtraIter<'a>(Iter<'a>);

#[derive(Clone, Debug)]
enum Iter<'a> {
    Few(slice::Iter<'a, (String, Json)>),
    Many(btree_map::Iter<'a, String, Json>),
}

impl<'a> Iterator for ExtraIter<'a> {
    type Item = (&'a str, &'a Json);

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Iter::Few(entries) => entries.next().map(|(key, value)| (key.as_str(), value)),
            Iter::Many(entries) => entries.next().map(|(key, value)| (key.as_str(), value)),
        }
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
    fn many_properties_are_sorted_like_few() {
        let mut extra = Extra::new();
        for number in 0..100_i64 {
            // Neither ascending nor descending.
            let key = format!("{:03}", number * 37 % 100);
            assert!(extra.insert(key.clone(), number).is_none());
            assert_eq!(extra.get(&key).and_then(super::Json::as_i64), Some(number));
            assert!(extra.insert(key, number).is_some());
            assert_eq!(i64::try_from(extra.len()), Ok(number + 1));
            assert!(extra.iter().is_sorted_by_key(|(key, _)| key));
        }
        // Equality does not depend on the representation.
        for number in 3..100 {
            assert!(extra.remove(&format!("{number:03}")).is_some());
        }
        let few: Extra = extra.iter().map(|(key, value)| (key, value.clone())).collect();
        assert!(extra.len() == 3 && few == extra);
        assert!(extra.remove("000").is_some() && few != extra);
    }

    #[test]
    fn debug_shows_names_and_kinds_only() {
        let extra: Extra = [("token", "very secret")].into_iter().collect();
        assert_eq!(format!("{extra:?}"), r#"{"token": string}"#);
    }
}
