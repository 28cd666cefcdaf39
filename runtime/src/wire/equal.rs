//! Equality of everything on the wire.

use std::hash::{Hash, Hasher};

use crate::{List, Literal, Map, Object, OpenEnumType, Part, Row, Table, View, Wire};

/// Whether two values are the same on the wire.
#[doc(hidden)]
#[must_use]
pub fn equal<T: Wire + ?Sized>(left: &T, right: &T) -> bool {
    same(left.view(), right.view())
}

/// Feeds a value of an enum to a hasher: equal values in the same way.
#[doc(hidden)]
pub fn hash<T: OpenEnumType + Wire, H: Hasher>(value: &T, state: &mut H) {
    match value.view() {
        View::Text(text) | View::Literal(Literal::Text(text) | Literal::Json(text)) => text.hash(state),
        View::Raw(json) => json.text().hash(state),
        _ => {}
    }
}

fn same(left: View<'_>, right: View<'_>) -> bool {
    match (left, right) {
        (View::Absent, View::Absent) | (View::Null, View::Null) => true,
        (View::Bool(left), View::Bool(right)) => left == right,
        (View::Integer(left), View::Integer(right)) => left == right,
        (View::Unsigned(left), View::Unsigned(right)) => left == right,
        #[expect(clippy::float_cmp, reason = "equality of numbers is what is asked for")]
        (View::Float(left) | View::Fraction(left), View::Float(right) | View::Fraction(right)) => left == right,
        (View::Secret(left), View::Secret(right)) => left == right,
        (View::Embedded(left), View::Embedded(right)) => left.text() == right.text(),
        (View::Raw(left), View::Raw(right)) => left == right,
        (View::File(left), View::File(right)) => left.is_same(right),
        (View::Unmatched(left), View::Unmatched(right)) => left == right,
        (View::Literal(Literal::Json(left)), View::Literal(Literal::Json(right))) => left == right,
        (View::Object(table, left), View::Object(other, right)) => {
            table.name == other.name && same_object(table, left, right)
        }
        (View::List(left), View::List(right)) => same_list(left, right),
        (View::Scalars(left), View::Scalars(right)) => same_list(left, right),
        (View::Map(left), View::Map(right)) => same_map(left, right),
        (View::Union(left) | View::Fractions(left), View::Union(right) | View::Fractions(right)) => {
            let ((left, inside), (right, other)) = (left.inside(), right.inside());
            left == right && same(inside, other)
        }
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

fn same_object(table: &Table, left: &dyn Object, right: &dyn Object) -> bool {
    // Past the last property come those that the table does not name.
    let mut places = (0..=table.fields.len()).filter(|index| table.fields.row(*index).is_none_or(Row::has_place));
    places.all(|index| same(left.view_at(index), right.view_at(index)))
}

fn same_list(left: &dyn List, right: &dyn List) -> bool {
    left.len() == right.len()
        && (0..left.len()).all(|index| match (left.get(index, Part::All), right.get(index, Part::All)) {
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
