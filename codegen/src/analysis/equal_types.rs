//! Which types differ in nothing but their names, and which of them represents the others, which become other names of it.
//!
//! Two types are equal when a reader of their definitions could not tell them apart: members with their names, types,
//! presence, docs and constants, values, variants and how those are told apart. Types that they hold have to be equal in turn,
//! which is why whole trees of answers become one.

use super::Analysis;
use crate::api::{Api, Definition, Kind, NameParts, Property, TypeId};
use crate::config::{Config, EqualTypes};
use crate::names::{Names, words};
use crate::partition::coarsest_partition;
use std::collections::{BTreeMap, HashMap, HashSet};

/// With fewer members than this, and no word of the description about any of them, types are equal by chance.
const TELLING: usize = 3;

/// For each type the one that represents it: itself, or an equal one. `analysis` are those of the types as they are described.
pub(super) fn representatives(api: &Api, analysis: &Analysis, names: &Names, config: &Config) -> Vec<TypeId> {
    let wishes: Vec<Option<EqualTypes>> =
        (0..api.types.len()).map(|index| config.rules.equal_types(&subject(api, names, TypeId(index)))).collect();
    let equality = Equality { api, analysis, names, default: config.equal_types, wishes, reached: api.reached() };
    let held: Vec<Vec<usize>> = api.types.iter().map(|definition| held(&definition.kind)).collect();
    let classes = equality.classes(&held);
    let groups = equality.meant(&classes, &held);
    equality.choose(&groups, config)
}

/// What rules call a type: the component, else the name in Rust.
fn subject(api: &Api, names: &Names, id: TypeId) -> String {
    api.definition(id).pointer.component().unwrap_or_else(|| names.of(id).ident.clone())
}

/// The types that a definition holds, in the order of its skeleton.
fn held(kind: &Kind) -> Vec<usize> {
    let mut held = Vec::new();
    kind.parts().for_each(|of| of.named(&mut held));
    held.into_iter().map(|id| id.0).collect()
}

/// What a definition says of itself.
#[derive(PartialEq, Eq, Hash)]
struct Own<'a> {
    kind: Kind,
    members: &'a [String],
    rest: &'a str,
    deprecated: bool,
    /// A property that the server sets is missing from what is sent, so that it is optional there.
    set_by_server_in_request: bool,
    /// What keeps a type apart from all others.
    apart: Option<usize>,
    /// What no operation reaches changes nothing about the rest.
    is_reached: bool,
}

struct Equality<'a> {
    api: &'a Api,
    analysis: &'a Analysis,
    names: &'a Names,
    default: EqualTypes,
    /// What the rules say of each type.
    wishes: Vec<Option<EqualTypes>>,
    /// Whether an operation reaches each type.
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
                    // What its name in Rust comes from, and what nobody is told.
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
            apart: (wish == EqualTypes::Apart).then_some(id.0),
            is_reached: self.reached[id.0],
        }
    }

    /// Classes divided by the descriptions of their components, where those disagree: of a role and a role of a cluster, a
    /// description says that they are not the same. `None` when none of them does.
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

    /// What a component says of itself. What is said of a schema without a name is about the place where it stands.
    fn description<'d>(&self, id: TypeId, definition: &'d Definition) -> Option<&'d str> {
        let wished = self.wishes[id.0] == Some(EqualTypes::Unite);
        let text = definition.docs.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
        text.filter(|_| definition.pointer.component().is_some() && !wished)
    }

    /// Groups of types that are equal and meant to be: those that say enough, or that are called alike, and then what they
    /// hold. The group of each type.
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

    /// What equal types must have in common so that they are one: nothing more, what they are called, or, as `None`, that
    /// equal types hold them.
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

    /// What a type is called where it stands: by the property, or by the last words of a component.
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

    /// The representative of each type: of its group the one that a rule names, else a component, else any, by the shortest name.
    fn choose(&self, groups: &Groups, config: &Config) -> Vec<TypeId> {
        let rank = |id: TypeId| {
            let definition = self.api.definition(id);
            let component = definition.pointer.component();
            let is_renamed = component.is_some_and(|component| config.rules.schema(&component).rename.is_some());
            let ident = &self.names.of(id).ident;
            let is_component = matches!(definition.name, NameParts::Component(_));
            (!is_renamed, !is_component, ident.chars().count(), ident.as_str())
        };
        let mut best: BTreeMap<usize, TypeId> = BTreeMap::new();
        let group_of: Vec<usize> = (0..self.api.types.len()).map(|index| groups.of(index)).collect();
        for (index, group) in group_of.iter().enumerate() {
            let representative = best.entry(*group).or_insert(TypeId(index));
            if rank(TypeId(index)) < rank(*representative) {
                *representative = TypeId(index);
            }
        }
        group_of.iter().map(|group| best[group]).collect()
    }
}

/// Disjoint groups of numbers: each number has one of its group that is nearer to the one that stands for all.
struct Groups(Vec<usize>);

impl Groups {
    fn of(&self, mut number: usize) -> usize {
        while self.0[number] != number {
            number = self.0[number];
        }
        number
    }

    /// Makes two groups one. Says whether they were two.
    fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.shorten(one), self.shorten(other));
        self.0[other] = one;
        one != other
    }

    /// What stands for the group of a number; the way there is halved.
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
