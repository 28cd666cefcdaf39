//! The shapes of types: their structure without their names.

use super::signature;
use super::surface::held;
use crate::plan::{Item, RustType};
use std::collections::BTreeSet;

/// Types with fewer members than this have equal shapes by coincidence.
const TELLING: usize = 2;

/// Whether a name is the same on both sides.
pub(super) struct Known<'k>(pub(super) &'k dyn Fn(&str) -> bool);

/// The shape of a type, without the names that are not on both sides; `None` if it has too few members.
pub(super) fn shape(item: &Item, known: &Known<'_>) -> Option<String> {
    let (kind, members) = match item {
        Item::Struct(object) => {
            let field = |field: &crate::plan::Field| format!("{} {}", field.wire, without_names(&field.of, known));
            ("struct", object.fields.iter().map(field).collect::<Vec<_>>())
        }
        Item::Enum(of) => ("enum", of.variants.iter().map(|variant| variant.value.to_string()).collect()),
        Item::Union(union) => {
            let variant = |variant: &crate::plan::Variant| match variant.of.of_type() {
                Some(of) => without_names(of, known),
                None => held(&variant.of),
            };
            ("union", union.variants.iter().map(variant).collect())
        }
        Item::Alias(_) => return None,
    };
    let mut members = members;
    members.sort_unstable();
    (members.len() >= TELLING).then(|| format!("{kind} {}", members.join(", ")))
}

fn without_names(of: &RustType, known: &Known<'_>) -> String {
    let mut of = of.clone();
    blank(&mut of, known);
    signature::shown(&of)
}

/// Removes the names that are not known.
fn blank(of: &mut RustType, known: &Known<'_>) {
    match of {
        RustType::Named(name) if !(known.0)(name) => name.clear(),
        RustType::Option(inner)
        | RustType::Patch(inner)
        | RustType::Box(inner)
        | RustType::Vec(inner)
        | RustType::Map(inner)
        | RustType::Embedded(inner) => blank(inner, known),
        RustType::Tuple(elements) => elements.iter_mut().for_each(|element| blank(element, known)),
        RustType::Prefixed(first, rest, _) => {
            blank(first, known);
            blank(rest, known);
        }
        _ => {}
    }
}

/// Whether two types may be the same under a new name: at least half of the members agree.
pub(super) fn alike(one: &Item, other: &Item) -> bool {
    let (Some((kind, ones)), Some((other_kind, others))) = (members(one), members(other)) else { return false };
    let common = ones.intersection(&others).count();
    kind == other_kind && 2 * common >= ones.len().max(others.len())
}

fn members(item: &Item) -> Option<(&'static str, BTreeSet<String>)> {
    Some(match item {
        Item::Struct(object) => ("struct", object.fields.iter().map(|field| field.wire.clone()).collect()),
        Item::Enum(of) => ("enum", of.variants.iter().map(|variant| variant.value.to_string()).collect()),
        Item::Union(union) => ("union", union.variants.iter().map(|variant| variant.ident.clone()).collect()),
        Item::Alias(_) => return None,
    })
}
