//! Definitions that the configuration gives one name become one type, when they are the same but for their words.

use super::{Api, Bound, Definition, Kind, NameParts, Success, Type, TypeId};
use crate::diag::{Code, Diagnostic, Diagnostics};
use std::collections::HashMap;

/// Unites definitions of one name. Those that differ keep apart, which the names phase resolves and this one reports.
pub(super) fn unite(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut leaders: HashMap<String, TypeId> = HashMap::new();
    let mut united: HashMap<TypeId, TypeId> = HashMap::new();
    let order: Vec<TypeId> = component_order(api);
    for id in order {
        let definition = api.definition(id);
        let NameParts::Component(name) = &definition.name else { continue };
        match leaders.get(name) {
            None => {
                leaders.insert(name.clone(), id);
            }
            Some(leader) if same(api, *leader, id, &mut Vec::new()) => {
                united.insert(id, *leader);
            }
            Some(leader) => {
                let other = &api.definition(*leader).pointer;
                let message = format!("the configuration names this schema {name:?} like {other}, but the two differ");
                diagnostics.push(Diagnostic::new(Code::Conflict, &definition.pointer, message));
            }
        }
    }
    if united.is_empty() {
        return;
    }
    for (id, leader) in &united {
        let pointer = api.types[id.0].pointer.clone();
        api.types[leader.0].aliases.push(pointer);
    }
    api.types.iter_mut().for_each(|definition| definition.aliases.sort());
    replace_everywhere(api, &united);
}

/// Components in order of their names, so that the order of the description does not decide who leads.
fn component_order(api: &Api) -> Vec<TypeId> {
    let mut order: Vec<TypeId> = (0..api.types.len()).map(TypeId).collect();
    order.sort_by_key(|id| api.definition(*id).pointer.clone());
    order
}

/// Whether two definitions are the same but for their words. `assumed` holds the pairs under comparison: a cycle that
/// comes back to a pair finds no difference there.
fn same(api: &Api, left: TypeId, right: TypeId, assumed: &mut Vec<(TypeId, TypeId)>) -> bool {
    if left == right || assumed.contains(&(left, right)) {
        return true;
    }
    assumed.push((left, right));
    let mut types = |one: &Type, other: &Type| same_type(api, one, other, assumed);
    match (&api.definition(left).kind, &api.definition(right).kind) {
        (Kind::Enum(one), Kind::Enum(other)) => one == other,
        (
            Kind::Object { properties: one, rest, others },
            Kind::Object { properties: other, rest: other_rest, others: other_others },
        ) => {
            let rest = match (rest, other_rest) {
                (Some(one), Some(other)) => types(one, other),
                (None, None) => true,
                _ => false,
            };
            rest && others == other_others
                && one.len() == other.len()
                && one.iter().zip(other).all(|(a, b)| {
                    (&a.name, &a.rename, a.required, a.nullable, &a.constant)
                        == (&b.name, &b.rename, b.required, b.nullable, &b.constant)
                        && types(&a.of, &b.of)
                })
        }
        (Kind::Union { variants: one, dispatch }, Kind::Union { variants: other, dispatch: other_dispatch }) => {
            dispatch == other_dispatch
                && one.len() == other.len()
                && one.iter().zip(other).all(|(a, b)| types(&a.of, &b.of))
        }
        _ => false,
    }
}

fn same_type(api: &Api, left: &Type, right: &Type, assumed: &mut Vec<(TypeId, TypeId)>) -> bool {
    match (left, right) {
        (Type::Named(one), Type::Named(other)) => same(api, *one, *other, assumed),
        (Type::List(one), Type::List(other))
        | (Type::Map(one), Type::Map(other))
        | (Type::Nullable(one), Type::Nullable(other)) => same_type(api, one, other, assumed),
        (Type::Tuple(one, rest), Type::Tuple(other, other_rest)) => {
            let rest = match (rest, other_rest) {
                (Some(one), Some(other)) => same_type(api, one, other, assumed),
                (None, None) => true,
                _ => false,
            };
            rest && one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same_type(api, a, b, assumed))
        }
        (one, other) => one == other,
    }
}

/// Replaces united definitions by their leaders and closes the gaps.
fn replace_everywhere(api: &mut Api, united: &HashMap<TypeId, TypeId>) {
    let mut numbers = Vec::with_capacity(api.types.len());
    let mut next = 0;
    for index in 0..api.types.len() {
        numbers.push(TypeId(next));
        next += usize::from(!united.contains_key(&TypeId(index)));
    }
    let renumber = |id: &mut TypeId| *id = numbers[united.get(id).unwrap_or(id).0];
    let kept = |index: usize| !united.contains_key(&TypeId(index));
    let types: Vec<Definition> = std::mem::take(&mut api.types)
        .into_iter()
        .enumerate()
        .filter(|(index, _)| kept(*index))
        .map(|(_, mut definition)| {
            if let NameParts::Inside(id, _) = &mut definition.name {
                renumber(id);
            }
            each_type_of(&mut definition, &mut |of| each_named(of, &renumber));
            definition
        })
        .collect();
    api.types = types;
    let mut visit = |of: &mut Type| each_named(of, &renumber);
    for (_, bound) in &mut api.bound {
        if let Bound::Type(of) = bound {
            visit(of);
        }
    }
    for received in &mut api.received {
        received.payload.iter_mut().for_each(|(_, of)| visit(of));
        received.answer.iter_mut().for_each(|(_, _, of)| visit(of));
    }
    for operation in &mut api.operations {
        operation.parameters.iter_mut().for_each(|parameter| visit(&mut parameter.of));
        operation.body.iter_mut().flat_map(|body| &mut body.content).for_each(|content| visit(&mut content.of));
        operation.responses.iter_mut().filter_map(|response| response.content.as_mut()).for_each(|(_, of)| visit(of));
        operation.events.iter_mut().for_each(|events| visit(&mut events.of));
        match &mut operation.success {
            Success::Empty => {}
            Success::One(of) | Success::Maybe(of) => visit(of),
            Success::PerStatus(each) => each.iter_mut().filter_map(|(_, of)| of.as_mut()).for_each(&mut visit),
        }
    }
}

pub(super) fn each_type_of(definition: &mut Definition, visit: &mut dyn FnMut(&mut Type)) {
    match &mut definition.kind {
        Kind::Object { properties, rest, .. } => {
            properties.iter_mut().for_each(|property| visit(&mut property.of));
            rest.iter_mut().for_each(visit);
        }
        Kind::Union { variants, .. } => variants.iter_mut().for_each(|variant| visit(&mut variant.of)),
        Kind::Enum(_) => {}
    }
}

pub(super) fn each_named(of: &mut Type, visit: &dyn Fn(&mut TypeId)) {
    match of {
        Type::Named(id) => visit(id),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => each_named(inner, visit),
        Type::Tuple(elements, rest) => {
            elements.iter_mut().chain(rest.as_deref_mut()).for_each(|element| each_named(element, visit));
        }
        Type::Bool
        | Type::Integer(_)
        | Type::Number
        | Type::Exact
        | Type::Text
        | Type::Secret
        | Type::Moment(..)
        | Type::Binary
        | Type::Json => {}
    }
}
