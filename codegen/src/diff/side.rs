//! One side of a comparison: its surface with lookup tables.

use super::model::{Place, Way};
use super::surface::{Alias, AliasOrigin, Call, Item, Kind, Surface, Type};
use crate::diag::Pointer;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

/// Adds the lookup tables.
pub(super) struct Side<'a> {
    pub(super) of: &'a Surface,
    /// The positions of the types by their names.
    positions: HashMap<&'a str, usize>,
    /// For each type the operations that use it, by position.
    users: Vec<Vec<usize>>,
    /// For each type the features of the operations that mention it by this name, which are rarely needed.
    declared: OnceLock<Vec<BTreeSet<&'a str>>>,
}

impl<'a> Side<'a> {
    pub(super) fn of(of: &'a Surface) -> Self {
        let positions = of.types.iter().enumerate().map(|(position, item)| (item.ident.as_str(), position)).collect();
        let users = users(of, &positions);
        Self { of, positions, users, declared: OnceLock::new() }
    }

    /// The features of the operations that mention a type by this name, in their signatures or inside of the types there.
    pub(super) fn declaring(&self, name: &str) -> Option<&BTreeSet<&'a str>> {
        self.declared.get_or_init(|| declared(self)).get(*self.positions.get(name)?)
    }

    /// The operations, in the order of the crate.
    pub(super) fn operations(&self) -> &'a [Call] {
        &self.of.operations
    }

    pub(super) fn item(&self, name: &str) -> Option<&'a Item> {
        self.of.types.get(*self.positions.get(name)?)
    }

    /// The item that a name denotes, with aliases resolved.
    pub(super) fn resolved(&self, name: &str) -> Option<&'a Item> {
        let item = self.item(name)?;
        match &item.kind {
            Kind::Alias(alias) => self.item(&alias.target),
            _ => Some(item),
        }
    }

    /// The name of the type that a name denotes.
    pub(super) fn canonical<'n>(&'n self, name: &'n str) -> &'n str {
        self.resolved(name).map_or(name, |item| &item.ident)
    }

    /// The present name of a type, if this is a former one.
    pub(super) fn present(&self, former: &str) -> Option<&'a str> {
        match &self.item(former)?.kind {
            Kind::Alias(Alias { origin: AliasOrigin::FormerName(present), .. }) => Some(present),
            _ => None,
        }
    }

    /// The names of all types.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.of.types.iter().map(|item| item.ident.as_str())
    }

    /// Whether a type can contain values of its own type without a list or a map around them, apart from boxes.
    pub(super) fn contains_itself(&self, of: &Type) -> bool {
        let mut own = Vec::new();
        by_value(of, &mut own);
        let mut queue = own.clone();
        let mut seen: HashSet<&str> = HashSet::new();
        while let Some(name) = queue.pop() {
            let mut inner = Vec::new();
            for of in self.resolved(name).into_iter().flat_map(Item::mentioned) {
                by_value(of, &mut inner);
            }
            let inner = inner.into_iter().map(|name| self.canonical(name));
            for name in inner {
                if own.iter().any(|own| self.canonical(own) == name) {
                    return true;
                }
                if seen.insert(name) {
                    queue.push(name);
                }
            }
        }
        false
    }

    /// Whether a type needs the feature for components that no operation uses, which is off by default.
    pub(super) fn is_hidden(&self, name: &str) -> bool {
        let unreached = self.of.package.unreached_feature.as_ref();
        unreached.is_some_and(|unreached| self.item(name).is_some_and(|item| item.features == [unreached.as_str()]))
    }

    pub(super) fn pointer(&self, name: &str) -> Option<&'a Pointer> {
        self.item(name).map(|item| &item.place)
    }

    /// The place of a type.
    pub(super) fn place(&self, name: &str) -> Option<Place> {
        self.pointer(name).cloned().map(Place::at)
    }

    pub(super) fn way(&self, name: &str) -> Way {
        self.item(name).map(|item| item.way).unwrap_or_default()
    }

    /// The operations that use a type, by position.
    pub(super) fn users(&self, name: &str) -> &[usize] {
        let of = |name: &str| self.positions.get(name).and_then(|position| self.users.get(*position));
        let own = of(name).map(Vec::as_slice).unwrap_or_default();
        // A name that nothing mentions stands for the type that it is an alias of.
        if own.is_empty() { of(self.canonical(name)).map(Vec::as_slice).unwrap_or_default() } else { own }
    }

    /// The outermost groups of some operations.
    pub(super) fn groups(&self, operations: &[usize]) -> Vec<String> {
        let calls = operations.iter().filter_map(|index| self.operations().get(*index));
        let groups: BTreeSet<String> = calls.map(|call| call.group.clone()).collect();
        groups.into_iter().collect()
    }

    /// The paths of some operations.
    pub(super) fn paths(&self, operations: &[usize]) -> Vec<String> {
        let calls = operations.iter().filter_map(|index| self.operations().get(*index));
        let mut paths: Vec<String> = calls.map(Call::function).collect();
        paths.sort();
        paths
    }
}

/// For each type the operations that use it.
fn users<'a>(of: &'a Surface, positions: &HashMap<&'a str, usize>) -> Vec<Vec<usize>> {
    let found = |names: &[&str]| names.iter().filter_map(|name| positions.get(name).copied()).collect::<Vec<usize>>();
    let inside: Vec<Vec<usize>> = of.types.iter().map(|item| found(&item.names())).collect();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); of.types.len()];
    for (index, call) in of.operations.iter().enumerate() {
        let mut names = Vec::new();
        call.mentioned().into_iter().for_each(|of| of.each_own(&mut |name| names.push(name)));
        let mut queue = found(&names);
        while let Some(position) = queue.pop() {
            if let (Some(own), Some(inside)) = (users.get_mut(position), inside.get(position))
                && own.last() != Some(&index)
            {
                own.push(index);
                queue.extend(inside);
            }
        }
    }
    users
}

/// For each type the features of the operations that mention it by this name: code that uses another name of an equal type asks for more
/// than was declared.
fn declared<'a>(side: &Side<'a>) -> Vec<BTreeSet<&'a str>> {
    let found =
        |names: &[&str]| names.iter().filter_map(|name| side.positions.get(name).copied()).collect::<Vec<usize>>();
    let names = side.of.types.iter().map(|item| side.resolved(&item.ident).unwrap_or(item).names());
    let inside: Vec<Vec<usize>> = names.map(|names| found(&names)).collect();
    let mut declared = vec![BTreeSet::new(); side.of.types.len()];
    for call in &side.of.operations {
        let Some(feature) = call.feature.as_deref() else { continue };
        let mut names = Vec::new();
        call.mentioned().into_iter().for_each(|of| of.each_own(&mut |name| names.push(name)));
        let mut queue = found(&names);
        while let Some(position) = queue.pop() {
            if let (Some(own), Some(inside)) = (declared.get_mut(position), inside.get(position))
                && own.insert(feature)
            {
                queue.extend(inside);
            }
        }
    }
    declared
}

/// The types of the crate that a value contains without a list or a map around them.
fn by_value<'t>(of: &'t Type, found: &mut Vec<&'t str>) {
    match of {
        Type::Own(name) => found.push(name),
        Type::Other(name, inside) if ["Option", "Patch", "Box", "Prefixed"].contains(&name.as_str()) => {
            inside.iter().take(1).for_each(|inner| by_value(inner, found));
        }
        Type::Other(..) => {}
        Type::Tuple(elements) => elements.iter().for_each(|element| by_value(element, found)),
    }
}
