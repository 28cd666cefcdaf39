//! The names that a crate has given, by place.

use std::collections::{BTreeMap, BTreeSet};

/// What has names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::names) enum Section {
    Groups,
    Operations,
    Types,
    Webhooks,
    Headers,
    Servers,
    Variables,
}

impl Section {
    pub(in crate::names) const ALL: [Self; 7] =
        [Self::Groups, Self::Operations, Self::Types, Self::Webhooks, Self::Headers, Self::Servers, Self::Variables];

    /// The table in the file.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Groups => "groups",
            Self::Operations => "operations",
            Self::Types => "types",
            Self::Webhooks => "webhooks",
            Self::Headers => "headers",
            Self::Servers => "servers",
            Self::Variables => "variables",
        }
    }

    /// Whether a place has one name, which then stands beside it.
    pub(super) fn is_flat(self) -> bool {
        !matches!(self, Self::Groups | Self::Operations | Self::Types)
    }

    /// The names that a place can have.
    pub(super) fn slots(self) -> &'static [&'static str] {
        match self {
            Self::Groups => &["name", "module"],
            Self::Operations => {
                &["group", "name", "type", "reply", "error-body", "operation", "bodies", "parameters", "media"]
            }
            Self::Types => &["name", "members", "methods"],
            _ => &["name"],
        }
    }
}

/// One of the names of a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::names) enum Slot {
    /// The group of an operation, which is no name: names of operations differ within a group.
    Group,
    /// A type, the method of an operation or of a group.
    Name,
    /// The module of a group.
    Module,
    /// The type of a call.
    Type,
    /// The type of its response, if each status has its own.
    Reply,
    /// The type of its error bodies.
    ErrorBody,
    /// The marker type of an operation.
    Marker,
    /// The method for a body of another media type.
    Body(String),
    /// A parameter, by location and name.
    Parameter(String),
    /// The method for a response of another media type.
    Media(String),
    /// A property, a value or a variant.
    Member(String),
    /// Its setter or constructor, if that has another name.
    Method(String),
}

impl Slot {
    /// The keys in the file.
    pub(super) fn keys(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::Group => ("group", None),
            Self::Name => ("name", None),
            Self::Module => ("module", None),
            Self::Type => ("type", None),
            Self::Reply => ("reply", None),
            Self::ErrorBody => ("error-body", None),
            Self::Marker => ("operation", None),
            Self::Body(of) => ("bodies", Some(of)),
            Self::Parameter(of) => ("parameters", Some(of)),
            Self::Media(of) => ("media", Some(of)),
            Self::Member(of) => ("members", Some(of)),
            Self::Method(of) => ("methods", Some(of)),
        }
    }

    /// Whether it is a method of the group of an operation.
    pub(in crate::names) fn is_method(&self) -> bool {
        matches!(self, Self::Name | Self::Body(_))
    }

    /// Whether it is a type in the module of the group of an operation.
    pub(in crate::names) fn is_type(&self) -> bool {
        matches!(self, Self::Type | Self::Reply | Self::ErrorBody | Self::Marker)
    }

    /// A name with a key of its own.
    pub(super) fn single(key: &str) -> Option<Self> {
        let all = [Self::Group, Self::Name, Self::Module, Self::Type, Self::Reply, Self::ErrorBody, Self::Marker];
        all.into_iter().find(|slot| slot.keys().0 == key)
    }

    /// A name in a table.
    pub(super) fn listed(key: &str, of: String) -> Option<Self> {
        match key {
            "bodies" => Some(Self::Body(of)),
            "parameters" => Some(Self::Parameter(of)),
            "media" => Some(Self::Media(of)),
            "members" => Some(Self::Member(of)),
            "methods" => Some(Self::Method(of)),
            _ => None,
        }
    }
}

/// The names of one place.
pub(in crate::names) type Entry = BTreeMap<Slot, String>;

/// The names that a crate has given, which stay what they are when the description changes: the content of `bindery.lock`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The package, unless the configuration names it.
    pub(in crate::names) package: Option<String>,
    pub(in crate::names) entries: BTreeMap<Section, BTreeMap<String, Entry>>,
}

impl Lock {
    /// Whether it has no names.
    pub fn is_empty(&self) -> bool {
        self.package.is_none() && self.entries.is_empty()
    }

    /// How many names the other one has more, how many differ, and how many it lacks.
    pub(crate) fn difference(&self, other: &Self) -> [usize; 3] {
        let (before, after) = (self.flat(), other.flat());
        let [mut added, mut changed] = [0, 0];
        for (key, name) in &after {
            match before.get(key) {
                None => added += 1,
                Some(old) if old != name => changed += 1,
                Some(_) => {}
            }
        }
        [added, changed, before.keys().filter(|key| !after.contains_key(*key)).count()]
    }

    /// Every name with its place; the package has none.
    fn flat(&self) -> BTreeMap<Option<(Section, &str, &Slot)>, &str> {
        let mut all: BTreeMap<Option<(Section, &str, &Slot)>, &str> = BTreeMap::new();
        all.extend(self.package.as_deref().map(|name| (None, name)));
        for (section, places) in &self.entries {
            for (place, entry) in places {
                let names = entry.iter().filter(|(slot, _)| **slot != Slot::Group);
                all.extend(names.map(|(slot, name)| (Some((*section, place.as_str(), slot)), name.as_str())));
            }
        }
        all
    }

    /// The names of a place.
    pub(in crate::names) fn at(&self, section: Section, place: &str) -> Held<'_> {
        Held(self.entries.get(&section).and_then(|places| places.get(place)))
    }

    /// All places of a section, with their names.
    pub(in crate::names) fn places(&self, section: Section) -> impl Iterator<Item = (&String, &Entry)> {
        self.entries.get(&section).into_iter().flatten()
    }

    pub(in crate::names) fn set(&mut self, section: Section, place: &str, slot: Slot, name: &str) {
        let places = self.entries.entry(section).or_default();
        places.entry(place.to_owned()).or_default().insert(slot, name.to_owned());
    }

    /// The names outside of ASCII.
    pub(in crate::names) fn foreign(&self) -> BTreeSet<&str> {
        let all = self.entries.values().flat_map(BTreeMap::values).flat_map(BTreeMap::values);
        all.map(String::as_str).filter(|name| !name.is_ascii()).collect()
    }
}

/// The names that a lock file has for one place, if it has any.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::names) struct Held<'l>(Option<&'l Entry>);

impl<'l> Held<'l> {
    pub(in crate::names) fn is_some(self) -> bool {
        self.0.is_some()
    }

    pub(in crate::names) fn get(self, slot: &Slot) -> Option<&'l str> {
        self.0?.get(slot).map(String::as_str)
    }

    /// A name in a table; the key is only made if there are names.
    pub(in crate::names) fn of(self, slot: fn(String) -> Slot, key: impl FnOnce() -> String) -> Option<&'l str> {
        let entry = self.0?;
        entry.get(&slot(key())).map(String::as_str)
    }
}
