//! The members of an object, as written.

use crate::wire::form::is_form_of;
use crate::wire::literal::Literal;
use crate::wire::table::{Presence, Row, Table};
use crate::wire::{Map, Object, View};

/// Calls `visit` with each member of the object as written: declared properties in table order, including constants; unset ones are left
/// out or null according to their presence. An additional property with the name of a declared one replaces it. The other additional
/// properties follow.
#[doc(hidden)]
pub fn members<'a>(table: &'static Table, object: &'a dyn Object, visit: &mut dyn FnMut(&'a str, View<'a>)) {
    let rest = others(table, object).filter(|rest| rest.len() > 0);
    // Replacements are rare.
    let replacements = rest.filter(|rest| replaces(*rest, table));
    for (index, row) in table.fields.numbered() {
        let name = table.fields.name(row);
        let replacement = replacements.and_then(|rest| rest.find(name));
        let view = match replacement {
            // What it came as, and may have been set since. Where a constant has no field, it cannot be.
            Some(View::Kept(json)) if !row.has_place() => View::Raw(json),
            Some(View::Kept(json)) => match declared(table, object, index, row) {
                View::Absent => View::Raw(json),
                set => set,
            },
            Some(View::Form(json)) => match declared(table, object, index, row) {
                same if is_form_of(json.text(), same) => View::Raw(json),
                changed => changed,
            },
            Some(View::Missing) if is_unset(declared(table, object, index, row)) => continue,
            None | Some(View::Absent | View::Missing) => declared(table, object, index, row),
            Some(other) => other,
        };
        match (view, row.presence) {
            (View::Absent, Presence::Optional) if matches!(replacement, None | Some(View::Form(_))) => {}
            (View::Absent, _) => visit(name, View::Null),
            (view, _) => visit(name, view),
        }
    }
    if let Some(rest) = rest {
        rest.each(&mut |key, value| {
            if replacements.is_none() || !declares(table, key) {
                visit(key, value);
            }
        });
    }
}

/// A declared property, ignoring replacements.
#[inline]
pub(crate) fn declared<'a>(table: &Table, object: &'a dyn Object, index: usize, row: &Row) -> View<'a> {
    match table.fields.constant(row) {
        None => object.view_at(index),
        Some(constant) if !row.has_place() => View::Literal(constant),
        Some(constant) => constant_view(constant, object.view_at(index)),
    }
}

/// The undeclared properties.
pub(crate) fn others<'a>(table: &Table, object: &'a dyn Object) -> Option<&'a dyn Map> {
    match object.view_at(table.fields.len()) {
        View::Map(others) => Some(others),
        _ => None,
    }
}

/// Whether nothing says that a property which may be null is to be written.
fn is_unset(view: View<'_>) -> bool {
    match view {
        View::Absent => true,
        View::Raw(json) => json.is_null(),
        _ => false,
    }
}

/// An optional constant.
fn constant_view<'a>(constant: Literal, view: View<'a>) -> View<'a> {
    match view {
        View::Absent => View::Absent,
        _ => View::Literal(constant),
    }
}

/// Whether an additional property has the name of a declared one.
pub(crate) fn replaces(others: &dyn Map, table: &Table) -> bool {
    let mut found = false;
    others.each(&mut |key, _| found = found || declares(table, key));
    found
}

fn declares(table: &Table, key: &str) -> bool {
    table.fields.position(0, key).is_some()
}
