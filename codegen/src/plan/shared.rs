//! The properties that all variants of a union have, by name and by type.

use super::rust_types::rust_type;
use super::{Shared, SharedType};
use crate::analysis::Analysis;
use crate::api::{Api, Kind, Property, Type, TypeId, Variant};
use crate::names::Names;
use serde_json::Value;

/// Methods that every union has, of traits in the prelude of most programs. An accessor of that name would hide one.
const TAKEN: &[&str] = &[
    "as_mut",
    "as_ref",
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "clone_into",
    "cmp",
    "default",
    "eq",
    "fmt",
    "from",
    "hash",
    "into",
    "ne",
    "new",
    "partial_cmp",
    "serialize",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
    "type_id",
];

/// The accessors of a union, in the order of the first variant. There are none unless every variant is an object.
pub(super) fn properties(
    api: &Api,
    analysis: &Analysis,
    names: &Names,
    union: TypeId,
    variants: &[Variant],
) -> Vec<Shared> {
    let objects: Option<Vec<Fields<'_>>> =
        variants.iter().map(|variant| fields(api, analysis, names, variant)).collect();
    let Some((first, others)) = objects.as_deref().and_then(<[_]>::split_first) else { return Vec::new() };
    let is_free = |ident: &str| !TAKEN.contains(&ident) && !names.of(union).methods.iter().any(|taken| taken == ident);
    let shared = first.iter().filter(|(property, ident)| {
        is_free(ident)
            && others
                .iter()
                .all(|other| other.iter().any(|(found, same)| same == ident && is_shared(analysis, property, found)))
    });
    shared
        .filter_map(|(property, ident)| {
            let of = shared_type(api, analysis, property)?;
            Some(Shared { ident: (*ident).clone(), wire: property.name.clone(), of })
        })
        .collect()
}

/// The properties of an object, with the names of their fields.
type Fields<'a> = Vec<(&'a Property, &'a String)>;

fn fields<'a>(api: &'a Api, analysis: &Analysis, names: &'a Names, variant: &Variant) -> Option<Fields<'a>> {
    let Type::Named(id) = variant.of else { return None };
    let id = analysis.representative(id);
    match &api.definition(id).kind {
        Kind::Object { properties, .. } if variant.constant.is_none() => {
            Some(properties.iter().zip(&names.of(id).members).collect())
        }
        _ => None,
    }
}

fn is_shared(analysis: &Analysis, one: &Property, other: &Property) -> bool {
    let of = |property: &Property| analysis.with_representatives(&property.of);
    one.name == other.name
        && match (is_text(one), is_text(other)) {
            (true, true) => true,
            (false, false) => one.constant.is_none() && other.constant.is_none() && of(one) == of(other),
            _ => false,
        }
}

/// A string, or a constant that is one.
fn is_text(property: &Property) -> bool {
    match &property.constant {
        Some(value) => matches!(value, Value::String(_)),
        None => matches!(property.of, Type::Text | Type::Binary),
    }
}

/// `None` for constants that are not strings, which are of little use, and for files, which are never in JSON.
fn shared_type(api: &Api, analysis: &Analysis, property: &Property) -> Option<SharedType> {
    if is_text(property) {
        return Some(SharedType::Text);
    }
    if property.constant.is_some() || property.of == Type::File {
        return None;
    }
    let of = rust_type(&property.of, analysis);
    let is_small = match &property.of {
        Type::Bool | Type::Integer(_) | Type::Number | Type::Exact | Type::Temporal(..) | Type::Embedded(_) => true,
        Type::External(_) => true,
        Type::Named(id) => matches!(api.definition(*id).kind, Kind::Enum(_)),
        _ => false,
    };
    Some(if is_small { SharedType::Value(of) } else { SharedType::Reference(of) })
}
