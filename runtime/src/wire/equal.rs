//! Equality and hashes of views.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::wire::literal::Literal;
use crate::wire::table::{Row, Table};
use crate::wire::{List, Map, Object, Part, View, Wire};

/// Whether two values are equal on the wire.
#[doc(hidden)]
#[must_use]
pub fn equal<T: Wire + ?Sized>(left: &T, right: &T) -> bool {
    same(left.view(), right.view())
}

/// Hashes a value; equal values have equal hashes.
#[doc(hidden)]
pub fn hash<T: Wire, H: Hasher>(value: &T, state: &mut H) {
    feed(value.view(), state);
}

fn feed(view: View<'_>, mut state: &mut dyn Hasher) {
    match view {
        View::Absent => state.write_u8(0),
        View::Null => state.write_u8(1),
        View::Missing => state.write_u8(3),
        View::Bool(value) => value.hash(&mut state),
        View::Integer(value) => state.write_i64(value),
        View::Unsigned(value) => state.write_u64(value),
        View::Float(value) | View::Fraction(value) => state.write_u64(bits(value)),
        View::Text(text) | View::Literal(Literal::Text(text) | Literal::Json(text)) => text.hash(&mut state),
        View::Unrecognized(value) => feed(value.view(), state),
        View::Secret(secret) => secret.expose().hash(&mut state),
        View::Embedded(content) => content.text().hash(&mut state),
        View::Raw(json) | View::Kept(json) | View::Form(json) => json.hash(&mut state),
        // Files have no hash of their own; they are rarely in a set.
        View::File(_) => state.write_u8(2),
        View::Unmatched(value) => value.json().hash(&mut state),
        View::Object(table, object) => places(table).for_each(|index| feed(object.view_at(index), state)),
        View::List(list) => feed_list(list, state),
        View::Scalars(list) => feed_list(list, state),
        View::Map(map) => feed_map(map, state),
        View::Union(union) | View::Fractions(union) => {
            let (name, inside) = union.inside();
            name.hash(&mut state);
            feed(inside, state);
        }
    }
}

/// Equal numbers have equal hashes.
fn bits(value: f64) -> u64 {
    match value {
        0.0 => 0,
        value if value.is_nan() => u64::MAX,
        value => value.to_bits(),
    }
}

fn feed_list(list: &dyn List, state: &mut dyn Hasher) {
    state.write_usize(list.len());
    (0..list.len()).filter_map(|index| list.get(index, Part::All)).for_each(|element| feed(element, state));
}

/// The order of entries does not matter.
fn feed_map(map: &dyn Map, state: &mut dyn Hasher) {
    let mut sum = 0_u64;
    map.each(&mut |key, value| {
        let mut entry = DefaultHasher::new();
        key.hash(&mut entry);
        feed(value, &mut entry);
        sum = sum.wrapping_add(entry.finish());
    });
    state.write_usize(map.len());
    state.write_u64(sum);
}

fn same(left: View<'_>, right: View<'_>) -> bool {
    match (left, right) {
        (View::Absent, View::Absent) | (View::Null, View::Null) | (View::Missing, View::Missing) => true,
        (View::Bool(left), View::Bool(right)) => left == right,
        (View::Integer(left), View::Integer(right)) => left == right,
        (View::Unsigned(left), View::Unsigned(right)) => left == right,
        // NaN equals itself here, so that this is an equivalence relation.
        (View::Float(left) | View::Fraction(left), View::Float(right) | View::Fraction(right)) => {
            bits(left) == bits(right)
        }
        (View::Unrecognized(left), View::Unrecognized(right)) => left == right,
        (View::Secret(left), View::Secret(right)) => left == right,
        (View::Embedded(left), View::Embedded(right)) => left.text() == right.text(),
        (
            View::Raw(left) | View::Kept(left) | View::Form(left),
            View::Raw(right) | View::Kept(right) | View::Form(right),
        ) => left == right,
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
    places(table).all(|index| same(left.view_at(index), right.view_at(index)))
}

/// The positions of the members of an object; the undeclared ones come after the last declared one.
fn places(table: &Table) -> impl Iterator<Item = usize> {
    (0..=table.fields.len()).filter(|index| table.fields.row(*index).is_none_or(Row::has_place))
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
