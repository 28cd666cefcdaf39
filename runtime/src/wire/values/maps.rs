//! Maps of undeclared properties.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::syntax::kind::Kind;
use crate::value::additional::Additional;
use crate::value::extra::{Extra, Kept};
use crate::value::json::Json;
use crate::wire::{Came, Incoming, Map, MapPlace, Slot, View, Wire};
use crate::wire::{debug, equal};

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        equal::equal(self, other)
    }
}

impl Eq for Extra {}

impl Hash for Extra {
    fn hash<H: Hasher>(&self, state: &mut H) {
        crate::wire::equal::hash(self, state);
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug::map(self, formatter)
    }
}

impl Wire for Extra {
    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        Slot::Map(self)
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl Map for Extra {
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>)) {
        let came = self.0.as_deref().map_or(&[][..], |held| &held.came);
        for (key, value) in self {
            let kept = came.iter().find(|(name, _)| *name == key).map(|(_, kept)| *kept);
            visit(key, entry_view(value, kept));
        }
        for (name, kept) in came.iter().filter(|(name, _)| self.get(name).is_none()) {
            visit(name, without_value(*kept));
        }
    }

    fn find(&self, key: &str) -> Option<View<'_>> {
        match self.get(key) {
            Some(value) => Some(entry_view(value, self.came(key))),
            None => self.came(key).map(without_value),
        }
    }

    fn len(&self) -> usize {
        let nulls = |came: &[(&'static str, Kept)]| came.iter().filter(|(name, _)| self.get(name).is_none()).count();
        self.0.as_ref().map_or(0, |held| held.entries.len() + nulls(&held.came))
    }
}

impl MapPlace for Extra {
    fn clear(&mut self) {
        self.0 = None;
    }

    fn entry(&mut self, key: &str, incoming: Incoming) -> Option<Slot<'_>> {
        let value = self.0.get_or_insert_default().entries.entry(key.to_owned())?;
        *value = Json::null();
        Some(value.slot(incoming))
    }

    fn note(&mut self, name: &'static str, came: Came) {
        self.remove(name);
        let kept = match came {
            Came::Described => return,
            Came::Null => Kept::Alone,
            Came::Missing => Kept::Missing,
            Came::Other(value) => {
                self.insert(name, value);
                Kept::Alone
            }
            Came::Form(value) => {
                self.insert(name, value);
                Kept::AsForm
            }
        };
        self.0.get_or_insert_default().came.push((name, kept));
    }
}

/// What a declared property arrived as that has no entry.
const fn without_value(kept: Kept) -> View<'static> {
    match kept {
        Kept::Missing => View::Missing,
        Kept::Alone | Kept::AsForm => View::Absent,
    }
}

/// An entry, which may be what a declared property arrived as.
fn entry_view(value: &Json, kept: Option<Kept>) -> View<'_> {
    match kept {
        None => View::Raw(value),
        Some(Kept::Alone | Kept::Missing) => View::Kept(value),
        Some(Kept::AsForm) => View::Form(value),
    }
}

/// What a declared property arrived as.
fn declared_view(value: &Json, kept: Kept) -> View<'_> {
    if value.kind() == Kind::Null { without_value(kept) } else { entry_view(value, Some(kept)) }
}

impl<T: Wire> PartialEq for Additional<T> {
    fn eq(&self, other: &Self) -> bool {
        equal::equal(self, other)
    }
}

impl<T: Wire> Eq for Additional<T> {}

impl<T: Wire> Hash for Additional<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        crate::wire::equal::hash(self, state);
    }
}

impl<T: Wire> fmt::Debug for Additional<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug::debug(self, formatter)
    }
}

impl<T: Wire> Wire for Additional<T> {
    // Not inlined, like for other maps: one function per type, not per property.
    #[inline(never)]
    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    #[inline(never)]
    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        Slot::Map(self)
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Wire> Map for Additional<T> {
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>)) {
        Map::each(&self.entries, visit);
        // An entry that the program has set under this name replaces it.
        for (name, value, kept) in self.declared().iter().filter(|(name, ..)| !self.entries.contains_key(*name)) {
            visit(name, declared_view(value, *kept));
        }
    }

    fn find(&self, key: &str) -> Option<View<'_>> {
        let declared = || self.declared().iter().find(|(name, ..)| *name == key);
        Map::find(&self.entries, key).or_else(|| declared().map(|(_, value, kept)| declared_view(value, *kept)))
    }

    fn len(&self) -> usize {
        let is_own = |(name, ..): &&(&str, Json, Kept)| !self.entries.contains_key(*name);
        self.entries.len() + self.declared().iter().filter(is_own).count()
    }
}

impl<T: Wire> MapPlace for Additional<T> {
    fn clear(&mut self) {
        *self = Self::new();
    }

    fn entry(&mut self, key: &str, incoming: Incoming) -> Option<Slot<'_>> {
        MapPlace::entry(&mut self.entries, key, incoming)
    }

    fn note(&mut self, name: &'static str, came: Came) {
        match came {
            Came::Described => self.declared = self.declared.take().and_then(|declared| declared.without(name)),
            Came::Null => self.declared.get_or_insert_default().note(name, Json::null(), Kept::Alone),
            Came::Missing => self.declared.get_or_insert_default().note(name, Json::null(), Kept::Missing),
            Came::Other(value) => self.declared.get_or_insert_default().note(name, value, Kept::Alone),
            Came::Form(value) => self.declared.get_or_insert_default().note(name, value, Kept::AsForm),
        }
    }
}
