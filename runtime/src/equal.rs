//! Equality of everything on the wire.

use crate::{Field, List, Literal, Map, Object, View, Wire};

/// Whether two values are the same on the wire.
#[must_use]
pub fn equal(left: &dyn Wire, right: &dyn Wire) -> bool {
    same(left.view(), right.view())
}

fn same(left: View<'_>, right: View<'_>) -> bool {
    match (left, right) {
        (View::Absent, View::Absent) | (View::Null, View::Null) => true,
        (View::Bool(left), View::Bool(right)) => left == right,
        (View::Integer(left), View::Integer(right)) => left == right,
        (View::Unsigned(left), View::Unsigned(right)) => left == right,
        #[expect(clippy::float_cmp, reason = "equality of numbers is what is asked for")]
        (View::Float(left), View::Float(right)) => left == right,
        (View::Secret(left), View::Secret(right)) => left == right,
        (View::Raw(left), View::Raw(right)) => left == right,
        (View::Upload(left), View::Upload(right)) => left == right,
        (View::Unmatched(left), View::Unmatched(right)) => left == right,
        (View::Literal(Literal::Json(left)), View::Literal(Literal::Json(right))) => left == right,
        (View::Object(left), View::Object(right)) => same_object(left, right),
        (View::List(left), View::List(right)) => same_list(left, right),
        (View::Scalars(left), View::Scalars(right)) => same_list(left, right),
        (View::Map(left), View::Map(right)) => same_map(left, right),
        (View::Variant(left, inside), View::Variant(right, other)) => left == right && equal(inside, other),
        (left, right) => {
            matches!((text(left), text(right)), (Some(left), Some(right)) if left == right)
        }
    }
}

const fn text(view: View<'_>) -> Option<&str> {
    match view {
        View::Text(text) | View::Literal(Literal::Text(text)) => Some(text),
        _ => None,
    }
}

fn same_object(left: &dyn Object, right: &dyn Object) -> bool {
    let table = left.table();
    // Past the last property come those that the table does not name.
    let places = (0..=table.fields.len()).filter(|index| table.fields.get(*index).is_none_or(Field::has_place));
    table.name == right.table().name && places.into_iter().all(|index| same(left.view_at(index), right.view_at(index)))
}

fn same_list(left: &dyn List, right: &dyn List) -> bool {
    left.len() == right.len()
        && (0..left.len()).all(|index| match (left.get(index), right.get(index)) {
            (Some(left), Some(right)) => same(left, right),
            _ => false,
        })
}

fn same_map(left: &dyn Map, right: &dyn Map) -> bool {
    let mut result = left.len() == right.len();
    left.each(&mut |key, value| {
        result = result && right.find(key).is_some_and(|other| same(value, other));
    });
    result
}
