//! The shapes of types: their structure without their names.

use super::surface::{Item, Kind, Type};
use std::collections::BTreeSet;

/// Types with fewer members than this have equal shapes by coincidence.
const TELLING: usize = 2;

/// Whether a name is the same on both sides.
pub(super) struct Known<'k>(pub(super) &'k dyn Fn(&str) -> bool);

/// The shape of a type, without the names that are not on both sides; `None` if it has too few members.
pub(super) fn shape(item: &Item, known: &Known<'_>) -> Option<String> {
    let (kind, mut members) = match &item.kind {
        Kind::Object(object) => {
            let fields = object.fields.iter();
            let each = fields.map(|field| format!("{} {}", field.wire, without_names(&field.of, known)));
            ("object", each.collect::<Vec<_>>())
        }
        Kind::Enum(of) => ("enum", of.variants.iter().map(|variant| variant.value.to_string()).collect()),
        Kind::Union(union) => {
            let each = union.variants.iter().map(|variant| match variant.of.of_type() {
                Some(of) => without_names(of, known),
                None => variant.of.shown(),
            });
            ("union", each.collect())
        }
        Kind::Alias(_) => return None,
    };
    members.sort_unstable();
    (members.len() >= TELLING).then(|| format!("{kind} {}", members.join(", ")))
}

fn without_names(of: &Type, known: &Known<'_>) -> String {
    let mut of = of.clone();
    blank(&mut of, known);
    of.to_string()
}

/// Removes the names that are not known.
fn blank(of: &mut Type, known: &Known<'_>) {
    match of {
        Type::Own(name) if !(known.0)(name) => name.clear(),
        Type::Own(_) => {}
        Type::Other(_, inside) | Type::Tuple(inside) => inside.iter_mut().for_each(|inner| blank(inner, known)),
    }
}

/// Whether two types may be the same under a new name: at least half of the members agree.
pub(super) fn alike(one: &Item, other: &Item) -> bool {
    let (Some((kind, ones)), Some((other_kind, others))) = (members(one), members(other)) else { return false };
    let common = ones.intersection(&others).count();
    kind == other_kind && 2 * common >= ones.len().max(others.len())
}

fn members(item: &Item) -> Option<(&'static str, BTreeSet<String>)> {
    Some(match &item.kind {
        Kind::Object(object) => ("object", object.fields.iter().map(|field| field.wire.clone()).collect()),
        Kind::Enum(of) => ("enum", of.variants.iter().map(|variant| variant.value.to_string()).collect()),
        Kind::Union(union) => ("union", union.variants.iter().map(|variant| variant.ident.clone()).collect()),
        Kind::Alias(_) => return None,
    })
}
