//! Schemas inside of schemas.

use crate::api::{Api, NameParts, TypeId};

/// The definitions that enclose a definition, outwards.
pub(super) fn around(api: &Api, id: TypeId) -> impl Iterator<Item = TypeId> {
    let outer = |id: &TypeId| match &api.definition(*id).name {
        NameParts::Inside(parent, _) => Some(*parent),
        _ => None,
    };
    // There are no cycles; the bound is only a safeguard.
    std::iter::successors(outer(&id), move |id| outer(id)).take(api.types.len())
}
