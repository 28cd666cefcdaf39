//! Finds types that are equal except for their names, and chooses the one that represents the others; these become its aliases.
//!
//! Two types are equal if nothing but their names differs: properties with their names, types, presence, docs and constants; values;
//! variants and their dispatch. The types in them have to be equal in turn, so whole trees of responses are merged.

use super::Analysis;
use crate::api::{Api, Definition, Kind, NameParts, Property, TypeId, Wishes};
use crate::config::{Config, EqualTypes};
use crate::names::{Names, words};
use crate::partition::coarsest_partition;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Types with fewer members than this, none of which has docs, are equal by coincidence.
const TELLING: usize = 3;

/// The representative of each type: itself, or an equal one.
pub(super) fn representatives(api: &Api, analysis: &Analysis, names: &Names, config: &Config) -> Vec<TypeId> {
    let wishes: Vec<Option<EqualTypes>> = api.types.iter().map(|definition| definition.wishes.equal_types).collect();
    let equality = Equality { api, analysis, names, default: config.equal_types, wishes, reached: api.reached() };
    let held: Vec<Vec<usize>> = api.types.iter().map(|definition| held(&definition.kind)).collect();
    let classes = equality.classes(&held);
    let groups = equality.meant(&classes, &held);
    equality.choose(&groups)
}

/// The types in the definition, in order.
fn held(kind: &Kind) -> Vec<usize> {
    let mut held = Vec::new();
    kind.parts().for_each(|of| of.named(&mut held));
    held.into_iter().map(|id| id.0).collect()
}

/// The definition without the types in it.
#[derive(PartialEq, Eq, Hash)]
struct Own<'a> {
    kind: Kind,
    members: &'a [String],
    rest: &'a str,
    deprecated: bool,
    /// Requests omit `readOnly` properties, so these are optional in types that are sent.
    set_by_server_in_request: bool,
    /// The settings of rules for it, except its name.
    wishes: Wishes,
    /// Makes a type unequal to all others.
    apart: Option<usize>,
    /// Types that no operation uses must not affect the others.
    is_reached: bool,
}

struct Equality<'a> {
    api: &'a Api,
    analysis: &'a Analysis,
    names: &'a Names,
    default: EqualTypes,
    /// The rule for each type.
    wishes: Vec<Option<EqualTypes>>,
    /// Whether an operation uses each type.
    reached: Vec<bool>,
}

impl Equality<'_> {
    /// The classes of equal types.
    fn classes(&self, held: &[Vec<usize>]) -> Vec<usize> {
        let mut numbers: HashMap<Own<'_>, usize> = HashMap::new();
        let own = (0..self.api.types.len()).map(|index| {
            let count = numbers.len();
            *numbers.entry(self.own(TypeId(index))).or_insert(count)
        });
        let own: Vec<usize> = own.collect();
        let classes = coarsest_partition(&own, held);
        match self.by_descriptions(&classes) {
            Some(described) => coarsest_partition(&described, held),
            None => classes,
        }
    }

    fn own(&self, id: TypeId) -> Own<'_> {
        let definition = self.api.definition(id);
        let (mut kind, _) = definition.kind.skeleton();
        let mut set_by_server = false;
        match &mut kind {
            Kind::Object { properties, .. } => {
                for property in properties.iter_mut() {
                    set_by_server |= property.required && property.read_only && property.constant.is_none();
                    // These affect only the Rust name, or are never shown.
                    property.rename = None;
                    property.docs.format = None;
                }
            }
            Kind::Union { variants, .. } => variants.iter_mut().for_each(|variant| variant.rename = None),
            Kind::Enum(values) => values.iter_mut().for_each(|value| value.name = None),
        }
        let names = self.names.of(id);
        let wish = self.wishes[id.0].unwrap_or(self.default);
        Own {
            kind,
            members: &names.members,
            rest: &names.rest,
            deprecated: definition.docs.deprecated,
            set_by_server_in_request: set_by_server && self.analysis.direction(id).request,
            wishes: Wishes {
                is_renamed: false,
                former: Vec::new(),
                unboxed: Vec::new(),
                equal_types: None,
                ..definition.wishes.clone()
            },
            apart: (wish == EqualTypes::Apart).then_some(id.0),
            is_reached: self.reached[id.0],
        }
    }

    /// Splits classes whose components have different descriptions, since their author distinguishes them, as a role from a cluster role.
    /// `None` if none differ.
    fn by_descriptions(&self, classes: &[usize]) -> Option<Vec<usize>> {
        let mut described: HashMap<usize, HashSet<&str>> = HashMap::new();
        for (index, definition) in self.api.types.iter().enumerate() {
            let texts = described.entry(classes[index]).or_default();
            texts.extend(self.description(TypeId(index), definition));
        }
        if described.values().all(|texts| texts.len() <= 1) {
            return None;
        }
        let mut numbers = HashMap::new();
        let divided = self.api.types.iter().enumerate().map(|(index, definition)| {
            let disagreed = described.get(&classes[index]).is_some_and(|texts| texts.len() > 1);
            let text = self.description(TypeId(index), definition).filter(|_| disagreed);
            let count = numbers.len();
            *numbers.entry((classes[index], text)).or_insert(count)
        });
        Some(divided.collect())
    }

    /// The description of a component. The description of an inline schema is about its place, so it does not count.
    fn description<'d>(&self, id: TypeId, definition: &'d Definition) -> Option<&'d str> {
        let wished = self.wishes[id.0] == Some(EqualTypes::Unite);
        let text = definition.docs.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
        text.filter(|_| definition.pointer.component().is_some() && !wished)
    }

    /// The group of each type. Types in one group are equal on purpose: they have enough members or similar names, or merged types contain
    /// them.
    fn meant(&self, classes: &[usize], held: &[Vec<usize>]) -> Groups {
        let mut first: HashMap<(usize, Option<String>), usize> = HashMap::new();
        let mut pairs = Vec::new();
        for (index, class) in classes.iter().enumerate() {
            if let Some(mark) = self.mark(TypeId(index)) {
                let representative = *first.entry((*class, mark)).or_insert(index);
                pairs.push((representative, index));
            }
        }
        let mut groups = Groups((0..classes.len()).collect());
        while let Some((one, other)) = pairs.pop() {
            if groups.join(one, other) {
                pairs.extend(held[one].iter().copied().zip(held[other].iter().copied()));
            }
        }
        groups
    }

    /// What equal types need to be merged: nothing else, a similar name, or, as `None`, merged types that contain them.
    fn mark(&self, id: TypeId) -> Option<Option<String>> {
        let documented = |property: &Property| property.docs.text.is_some();
        let (members, documented) = match &self.api.definition(id).kind {
            Kind::Object { properties, .. } => (properties.len(), properties.iter().any(documented)),
            Kind::Enum(values) => (values.len(), values.iter().any(|value| value.description.is_some())),
            Kind::Union { variants, .. } => (variants.len(), false),
        };
        match members {
            _ if self.wishes[id.0] == Some(EqualTypes::Unite) => Some(None),
            0 => None,
            _ if documented || members >= TELLING => Some(None),
            _ => Some(Some(self.word(id))),
        }
    }

    /// The local name of a type: that of its property, or the last words of a component.
    fn word(&self, id: TypeId) -> String {
        match &self.api.definition(id).name {
            NameParts::Inside(_, words) => words.join(" "),
            NameParts::Operation(words) | NameParts::Shared(words, _) => words.last().cloned().unwrap_or_default(),
            NameParts::Component(_) => {
                let words = words(&self.names.of(id).ident);
                words[words.len().saturating_sub(2)..].concat()
            }
        }
    }

    /// The representative of each type: the type of its group that a rule names, else a component, else any; the shortest name decides.
    fn choose(&self, groups: &Groups) -> Vec<TypeId> {
        let rank = |id: TypeId| {
            let definition = self.api.definition(id);
            let ident = &self.names.of(id).ident;
            let is_component = matches!(definition.name, NameParts::Component(_));
            let is_in_operation = self.names.homes.operations_of(id).is_some();
            (!definition.wishes.is_renamed, !is_component, is_in_operation, ident.chars().count(), ident.as_str())
        };
        let mut best: BTreeMap<(usize, Option<usize>), TypeId> = BTreeMap::new();
        let group_of = self.divided(groups);
        for (index, group) in group_of.iter().enumerate() {
            let representative = best.entry(*group).or_insert(TypeId(index));
            if rank(TypeId(index)) < rank(*representative) {
                *representative = TypeId(index);
            }
        }
        group_of.iter().map(|group| best[group]).collect()
    }

    /// Splits the groups by the modules of the operations that contain their types, unless one of the types is in a component. Otherwise a
    /// type of one group of operations would need the feature of another, and be named after an operation there.
    fn divided(&self, groups: &Groups) -> Vec<(usize, Option<usize>)> {
        let homes = &self.names.homes;
        let is_common = |index: &usize| {
            homes.operations_of(TypeId(*index)).is_none() || self.wishes[*index] == Some(EqualTypes::Unite)
        };
        let all = 0..self.api.types.len();
        let common: HashSet<usize> = all.clone().filter(is_common).map(|index| groups.of(index)).collect();
        let of = |index| {
            let group = groups.of(index);
            (group, homes.operations_of(TypeId(index)).filter(|_| !common.contains(&group)))
        };
        all.map(of).collect()
    }
}

/// Union-find: each number points to one of its group that is closer to the representative.
struct Groups(Vec<usize>);

impl Groups {
    fn of(&self, mut number: usize) -> usize {
        while self.0[number] != number {
            number = self.0[number];
        }
        number
    }

    /// Merges two groups. Returns whether they were distinct.
    fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.shorten(one), self.shorten(other));
        self.0[other] = one;
        one != other
    }

    /// The representative of the group of a number; halves the path to it.
    fn shorten(&mut self, mut number: usize) -> usize {
        while self.0[number] != number {
            self.0[number] = self.0[self.0[number]];
            number = self.0[number];
        }
        number
    }
}

#[cfg(test)]
mod tests;
