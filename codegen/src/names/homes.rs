//! The modules of types: one for each component with all schemas inside of it, and one for each group of operations with the schemas in the
//! operations themselves. Only the place of a schema decides, not the references to it, so that a new reference moves no text.

use super::features::{RECEIVED, feature};
use super::identifier::{Case, identifier};
use super::model::{Homes, TypeNames};
use super::nesting::around;
use super::scope::Scope;
use crate::api::{Api, NameParts, Part, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// The owner of a module.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    /// A component schema.
    Component(String),
    /// A shared response, body or parameter.
    Shared(String, &'static str),
    /// The operations of a group, by its feature.
    Operations(String),
}

impl Home {
    /// The text that its module is named after.
    fn text(&self) -> String {
        match self {
            Self::Component(name) => name.clone(),
            Self::Shared(name, part) => format!("{name} {part}"),
            Self::Operations(feature) => format!("{feature} operations"),
        }
    }
}

/// Assigns a module to each type. Modules are siblings of the types, so their names must differ from the names of types, too.
pub(super) fn name_all(api: &Api, types: &[TypeNames]) -> Homes {
    let groups = groups(api);
    let homes: Vec<Home> = (0..api.types.len()).map(|index| home(api, TypeId(index), &groups)).collect();
    let distinct: Vec<Home> = homes.iter().cloned().collect::<BTreeSet<Home>>().into_iter().collect();
    let taken: Vec<&str> = types.iter().map(|each| each.ident.as_str()).collect();
    let mut scope = Scope::reserving(&[&taken[..], &["types"]].concat());
    let texts = texts(api, types, &distinct, &homes);
    // Components come first, and of them those whose types have the names of the components.
    let mut order: Vec<usize> = (0..distinct.len()).collect();
    order.sort_by_key(|index| match distinct[*index] {
        Home::Component(_) => (0, !texts[*index].1, texts[*index].0.as_str()),
        _ => (1, false, ""),
    });
    let mut modules = vec![String::new(); distinct.len()];
    for index in order {
        modules[index] = scope.claim_plain(&texts[index].0, Case::Module, "unnamed");
    }
    let of = homes.iter().map(|home| distinct.binary_search(home).unwrap_or_default()).collect();
    let of_operations = distinct.iter().map(|home| matches!(home, Home::Operations(_))).collect();
    Homes { modules, of, of_operations }
}

/// The text that each module is named after, and whether it is that of its owner. The module of a component whose name is taken is named
/// after its type: components `pet` and `Pet` are `Pet` in `pet` and `Pet2` in `pet2`.
fn texts(api: &Api, types: &[TypeNames], distinct: &[Home], homes: &[Home]) -> Vec<(String, bool)> {
    let mut owners: BTreeMap<usize, &str> = BTreeMap::new();
    for (index, home) in homes.iter().enumerate() {
        if matches!((home, &api.types[index].name), (Home::Component(own), NameParts::Component(name)) if own == name)
            && let (Ok(position), Some(names)) = (distinct.binary_search(home), types.get(index))
        {
            let first = owners.entry(position).or_insert(&names.ident);
            *first = (*first).min(&names.ident);
        }
    }
    let text = |(position, home): (usize, &Home)| {
        let text = home.text();
        match owners.get(&position) {
            Some(ident) if identifier(&text, Case::Type, "Unnamed") != **ident => ((*ident).to_owned(), false),
            _ => (text, true),
        }
    };
    distinct.iter().enumerate().map(text).collect()
}

/// For each type that operations mention, the feature of the first one.
fn groups(api: &Api) -> BTreeMap<TypeId, String> {
    let mut groups = BTreeMap::new();
    let mut add = |feature: &str, mentioned: Vec<TypeId>| {
        for id in mentioned {
            groups.entry(id).or_insert_with(|| feature.to_owned());
        }
    };
    for operation in &api.operations {
        let mut mentioned = Vec::new();
        operation.each_use(&mut |_, of| of.named(&mut mentioned));
        add(&feature(operation.group.first().map(String::as_str).unwrap_or_default()), mentioned);
    }
    for webhook in &api.webhooks {
        let mut mentioned = Vec::new();
        webhook.each_use(&mut |_, of| of.named(&mut mentioned));
        add(&feature(RECEIVED), mentioned);
    }
    groups
}

fn home(api: &Api, id: TypeId, groups: &BTreeMap<TypeId, String>) -> Home {
    let outermost = around(api, id).last().unwrap_or(id);
    let definition = api.definition(outermost);
    match &definition.name {
        NameParts::Component(name) => Home::Component(name.clone()),
        NameParts::Shared(words, part) => Home::Shared(words.first().cloned().unwrap_or_default(), part.word()),
        NameParts::Operation(words) | NameParts::Inside(_, words) => {
            // The items of a component that is a list, or any other schema in a component.
            let component = definition.pointer.inside_of("components").and_then(|mut segments| {
                let (kind, name) = (segments.next()?, segments.next()?);
                Some(match kind.as_str() {
                    "responses" => Home::Shared(name, Part::Response.word()),
                    "requestBodies" => Home::Shared(name, Part::Body.word()),
                    "parameters" => Home::Shared(name, Part::Parameter.word()),
                    _ => Home::Component(name),
                })
            });
            let component = component.or_else(|| groups.get(&outermost).cloned().map(Home::Operations));
            component.unwrap_or_else(|| Home::Component(words.first().cloned().unwrap_or_default()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Definition, Docs, Kind, Wishes};
    use crate::diag::Pointer;

    fn definition(pointer: &[&str], name: NameParts) -> Definition {
        let pointer = pointer.iter().fold(Pointer::root(), |around, segment| around.join(segment));
        Definition { pointer, name, docs: Docs::default(), kind: Kind::Enum(Vec::new()), wishes: Wishes::default() }
    }

    #[test]
    fn modules_are_named_after_the_places_of_schemas() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
        let component =
            |name: &str| definition(&["components", "schemas", name], NameParts::Component(name.to_owned()));
        let types = vec![
            component("Boat"),
            definition(&["x"], NameParts::Inside(TypeId(0), words(&["berth"]))),
            definition(&["x"], NameParts::Inside(TypeId(1), words(&["kind"]))),
            // The items of a list that is a component.
            definition(&["components", "schemas", "Boats", "items"], NameParts::Operation(words(&["Boats", "item"]))),
            definition(
                &["components", "responses", "Boat", "content", "json", "schema"],
                NameParts::Shared(words(&["Boat"]), Part::Response),
            ),
            component("type"),
            component("types"),
            component("BOAT"),
        ];
        let api = Api { types, ..Api::default() };
        let idents = ["Boat2", "Boat2Berth", "Boat2BerthKind", "BoatsItem", "BoatResponse", "Type", "Types", "Boat"];
        let names = idents.map(|ident| TypeNames { ident: ident.to_owned(), ..TypeNames::default() });
        let homes = name_all(&api, &names);
        let modules: Vec<&str> = homes.of.iter().map(|home| homes.modules[*home].as_str()).collect();
        assert_eq!(modules, ["boat2", "boat2", "boat2", "boats", "boat_response", "r#type", "types2", "boat"]);
    }
}
