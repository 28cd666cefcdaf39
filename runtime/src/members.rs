//! The members of an object as they are written.

use crate::{Literal, Map, Object, Presence, Table, View, Wire};

/// Calls `visit` with each member of the object as it goes on the wire: declared properties in table order, constants
/// included, unset ones left out or null as their presence says, each replaced by an entry of the rest that has its
/// name; then the other entries of the rest.
pub fn members<'a>(object: &'a dyn Object, visit: &mut dyn FnMut(&'a str, View<'a>)) {
    let table = object.table();
    object.read(&mut |fields: &[&'a dyn Wire], rest: &'a dyn Map| {
        let has_rest = !rest.is_empty();
        for (field, value) in table.fields.iter().zip(fields) {
            let replacement = if has_rest { rest.find(field.name) } else { None };
            let view = match (replacement, field.constant) {
                (Some(replacement), _) => replacement.view(),
                (None, Some(constant)) => constant_view(constant, field.presence, *value),
                (None, None) => value.view(),
            };
            match (view, field.presence) {
                (View::Absent, Presence::Optional) if replacement.is_none() => {}
                (View::Absent, _) => visit(field.name, View::Null),
                (view, _) => visit(field.name, view),
            }
        }
        if has_rest {
            rest.each(&mut |key, value| {
                if !declares(table, key) {
                    visit(key, value.view());
                }
            });
        }
    });
}

fn constant_view<'a>(constant: Literal, presence: Presence, value: &'a dyn Wire) -> View<'a> {
    match (presence, value.view()) {
        (Presence::Optional | Presence::Nullable, View::Absent) => View::Absent,
        _ => View::Literal(constant),
    }
}

fn declares(table: &Table, key: &str) -> bool {
    table.fields.iter().any(|field| field.name == key)
}
