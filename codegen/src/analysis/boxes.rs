//! Finds where to break cycles of types that contain each other by value, with a box.

use crate::api::{Api, Kind, Type, TypeId};
use std::collections::HashSet;

/// The result.
#[derive(Debug, Default)]
pub(super) struct Broken {
    /// The edges that close a cycle in a depth-first search from the first type on, as a type and a position in it. Boxing these breaks
    /// every cycle, and boxes nothing outside of cycles.
    pub(super) boxed: HashSet<(TypeId, usize)>,
    /// All types, each after those that it still contains by value.
    pub(super) order: Vec<TypeId>,
}

/// Finds the edges to box. Equal types are replaced by their representative.
pub(super) fn break_cycles(api: &Api, representatives: &[TypeId]) -> Broken {
    let mut broken = Broken::default();
    let mut state = vec![State::New; api.types.len()];
    for start in 0..api.types.len() {
        walk(api, representatives, TypeId(start), &mut state, &mut broken);
    }
    broken
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnPath,
    Done,
}

fn walk(api: &Api, representatives: &[TypeId], start: TypeId, state: &mut [State], broken: &mut Broken) {
    if state[start.0] != State::New {
        return;
    }
    state[start.0] = State::OnPath;
    // An explicit stack: a chain of types may be longer than the call stack allows.
    let mut path = vec![(start, by_value(api, representatives, start).into_iter())];
    while let Some((id, edges)) = path.last_mut() {
        let id = *id;
        match edges.next() {
            None => {
                state[id.0] = State::Done;
                broken.order.push(id);
                path.pop();
            }
            Some((position, target)) => match state[target.0] {
                State::OnPath => {
                    broken.boxed.insert((id, position));
                }
                State::New => {
                    state[target.0] = State::OnPath;
                    path.push((target, by_value(api, representatives, target).into_iter()));
                }
                State::Done => {}
            },
        }
    }
}

/// The representatives that a type contains without indirection, with the position of the property or variant.
fn by_value(api: &Api, representatives: &[TypeId], id: TypeId) -> Vec<(usize, TypeId)> {
    let mut edges = Vec::new();
    let mut add = |position, of: &Type| inline(of, &mut |target| edges.push((position, representatives[target.0])));
    match &api.definition(id).kind {
        // Additional properties are in a map.
        Kind::Object { properties, .. } => {
            properties.iter().enumerate().for_each(|(position, property)| add(position, &property.of));
        }
        Kind::Union { variants, .. } => {
            variants.iter().enumerate().for_each(|(position, variant)| add(position, &variant.of));
        }
        Kind::Enum(_) => {}
    }
    edges
}

fn inline(of: &Type, found: &mut dyn FnMut(TypeId)) {
    match of {
        Type::Named(id) => found(*id),
        Type::Nullable(inner) => inline(inner, found),
        // Additional items are in a list.
        Type::Tuple(elements, ..) => elements.iter().for_each(|element| inline(element, found)),
        // They store their content on the heap.
        Type::List(_) | Type::Map(_) | Type::Embedded(_) => {}
        Type::Bool
        | Type::Integer(_)
        | Type::Number
        | Type::Exact
        | Type::Text
        | Type::Secret
        | Type::Temporal(..)
        | Type::External(_)
        | Type::Binary
        | Type::File
        | Type::Json => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::union;

    #[test]
    fn only_the_edge_that_closes_a_cycle_is_boxed() {
        let named = |id| Type::Named(TypeId(id));
        let types = vec![
            union([named(1), named(3)]),
            union([named(2), Type::List(Box::new(named(0)))]),
            union([Type::Bool, named(0)]),
            union([named(2)]),
        ];
        let alone: Vec<TypeId> = (0..types.len()).map(TypeId).collect();
        let api = Api { types, ..Api::default() };
        let broken = break_cycles(&api, &alone);
        assert_eq!(broken.boxed, HashSet::from([(TypeId(2), 1)]));
        assert_eq!(broken.order, [TypeId(2), TypeId(1), TypeId(3), TypeId(0)]);
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let last = 100_000;
        let next = |id: usize| TypeId(if id == last { 0 } else { id + 1 });
        let types: Vec<_> = (0..=last).map(|id| union([Type::Named(next(id))])).collect();
        let alone: Vec<TypeId> = (0..types.len()).map(TypeId).collect();
        let api = Api { types, ..Api::default() };
        assert_eq!(break_cycles(&api, &alone).boxed.len(), 1);
    }
}
