//! Merges definitions that the configuration gives the same name, if they are equal except for their docs.

use super::{Api, Bound, Definition, Docs, Kind, NameParts, Type, TypeId, Wishes};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::partition::coarsest_partition;
use std::collections::{HashMap, HashSet};

/// Merges definitions with the same name. Definitions that differ are reported and stay separate; the names phase makes their names unique.
pub(super) fn unite(api: &mut Api, diagnostics: &mut Diagnostics) {
    let order = component_order(api);
    let names: HashSet<&NameParts> = order.iter().map(|id| &api.definition(*id).name).collect();
    if names.len() == order.len() {
        return;
    }
    let classes = classes(api);
    let mut leaders: HashMap<&NameParts, TypeId> = HashMap::new();
    let mut united: HashMap<TypeId, TypeId> = HashMap::new();
    for id in order {
        let definition = api.definition(id);
        let leader = *leaders.entry(&definition.name).or_insert(id);
        if leader == id {
            continue;
        }
        if classes[leader.0] == classes[id.0] {
            united.insert(id, leader);
            continue;
        }
        let NameParts::Component(name) = &definition.name else { continue };
        // Schemas of several documents may share a name by coincidence.
        if !is_renamed(definition) && !is_renamed(api.definition(leader)) {
            continue;
        }
        let other = &api.definition(leader).pointer;
        let message = format!("the configuration names this schema {name:?}, like {other}, but the two differ");
        let found = Diagnostic::new(Code::Conflict, &definition.pointer, message);
        diagnostics.push(found.related(other, "has this name"));
    }
    for (id, leader) in &united {
        let former = std::mem::take(&mut api.types[id.0].wishes.former);
        api.types[leader.0].wishes.former.extend(former);
    }
    replace_everywhere(api, &united);
}

/// Whether the configuration renames a schema.
fn is_renamed(definition: &Definition) -> bool {
    match &definition.name {
        NameParts::Component(name) => definition.pointer.component().as_ref() != Some(name),
        _ => false,
    }
}

/// Components in order of their places, so that the representative does not depend on the order of the description.
fn component_order(api: &Api) -> Vec<TypeId> {
    let components = (0..api.types.len()).filter(|index| matches!(api.types[*index].name, NameParts::Component(_)));
    let mut order: Vec<TypeId> = components.map(TypeId).collect();
    order.sort_by_key(|id| api.definition(*id).pointer.clone());
    order
}

/// Classes of definitions that are equal except for their docs, by position.
fn classes(api: &Api) -> Vec<usize> {
    let mut numbers: HashMap<(Kind, Wishes), usize> = HashMap::new();
    let (kinds, held): (Vec<usize>, Vec<Vec<usize>>) = api
        .types
        .iter()
        .map(|definition| {
            let (mut kind, held) = definition.kind.skeleton();
            match &mut kind {
                Kind::Object { properties, .. } => properties.iter_mut().for_each(|property| {
                    property.docs = Docs::default();
                    (property.declared, property.read_only, property.write_only) = (true, false, false);
                }),
                Kind::Union { variants, .. } => variants.iter_mut().for_each(|variant| {
                    variant.rename = None;
                    variant.constant.iter_mut().for_each(|value| value.description = None);
                }),
                Kind::Enum(values) => values.iter_mut().for_each(|value| value.description = None),
            }
            let count = numbers.len();
            let wishes = Wishes {
                is_renamed: false,
                former: Vec::new(),
                unboxed: Vec::new(),
                equal_types: None,
                ..definition.wishes.clone()
            };
            (*numbers.entry((kind, wishes)).or_insert(count), held.into_iter().map(|id| id.0).collect())
        })
        .unzip();
    coarsest_partition(&kinds, &held)
}

/// Replaces merged definitions by their representatives and closes the gaps.
fn replace_everywhere(api: &mut Api, united: &HashMap<TypeId, TypeId>) {
    let mut numbers = Vec::with_capacity(api.types.len());
    let mut next = 0;
    for index in 0..api.types.len() {
        numbers.push(TypeId(next));
        next += usize::from(!united.contains_key(&TypeId(index)));
    }
    let mut renumber = |id: &mut TypeId| *id = numbers[united.get(id).unwrap_or(id).0];
    let kept = |index: usize| !united.contains_key(&TypeId(index));
    let types: Vec<Definition> = std::mem::take(&mut api.types)
        .into_iter()
        .enumerate()
        .filter(|(index, _)| kept(*index))
        .map(|(_, mut definition)| {
            if let NameParts::Inside(id, _) = &mut definition.name {
                renumber(id);
            }
            definition.kind.each_part_mut(&mut |of| of.each_named(&mut renumber));
            definition
        })
        .collect();
    api.types = types;
    let mut visit = |of: &mut Type| of.each_named(&mut renumber);
    for (_, bound) in &mut api.bound {
        if let Bound::Type(of) = bound {
            visit(of);
        }
    }
    api.each_use_mut(&mut |_, of| visit(of));
}
