//! Integers beside other numbers: keeps their types apart, also as items of arrays. A float would keep neither every
//! integer nor the decimal point of `5.0`.

use super::family::{Family, MOST_MAPS, numbers_in, place_of_part, wider};
use super::{Scalar, Shape, Shaper, Tuple, Width};
use crate::diag::Pointer;
use crate::resolve::{Additional, Schema, SchemaId};
use serde_json::Value;

/// The limit for nested arrays that are inspected, and for alternatives of each item.
const DEEPEST: usize = 8;
const MOST_ALTERNATIVES: usize = 32;

impl Shaper {
    /// The type of the integers, or of the other numbers, of several variants.
    pub(super) fn widest_number(&mut self, family: Family, members: &[SchemaId]) -> Shape {
        if family == Family::Number {
            return Shape::Scalar(Scalar::Number);
        }
        let mut widest = None;
        for member in members {
            let scalar = match self.shape_behind(*member) {
                Some(Shape::Scalar(scalar)) => scalar,
                Some(Shape::Enum(values)) => Scalar::Integer(width(&values)),
                _ => continue,
            };
            widest = Some(widest.map_or(scalar, |before| wider(before, scalar)));
        }
        Shape::Scalar(widest.unwrap_or(Scalar::Integer(Width::I64)))
    }

    /// Merges arrays of which one holds integers where the other holds other numbers: otherwise `[1, 2.5]` would become
    /// floats, and `[5.0]` integers.
    pub(super) fn with_arrays_of_numbers_merged(&mut self, schema: &Schema, variants: Vec<SchemaId>) -> Vec<SchemaId> {
        let shapes: Vec<Option<Shape>> = variants.iter().map(|variant| self.shape_behind(*variant)).collect();
        let is_array = |shape: &Option<Shape>| matches!(shape, Some(Shape::List(_) | Shape::Tuple(_)));
        if shapes.iter().filter(|shape| is_array(shape)).count() < 2 || schema.handed_down >= MOST_MAPS {
            return variants;
        }
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for index in 0..variants.len() {
            let is_alike = |group: &Vec<usize>| {
                group.iter().any(|other| match (&shapes[*other], &shapes[index]) {
                    (Some(one), Some(other)) => self.differ_in_numbers(one, other),
                    _ => false,
                })
            };
            let (alike, mut others): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_alike);
            let mut group: Vec<usize> = alike.into_iter().flatten().collect();
            group.push(index);
            others.push(group);
            groups = others;
        }
        groups.sort_by_key(|group| group[0]);
        let is_all = groups.len() == 1;
        let merged = |group: Vec<usize>| {
            let members: Vec<SchemaId> = group.iter().map(|index| variants[*index]).collect();
            let [_, _, ..] = members.as_slice() else { return members[0] };
            let arrays: Vec<Shape> = group.iter().filter_map(|index| shapes[*index].clone()).collect();
            let place = place_of_part(schema, is_all);
            let shape = self.merged_arrays(&place, schema.handed_down + 1, arrays);
            self.put_together(schema, &members, shape, is_all)
        };
        groups.into_iter().map(merged).collect()
    }

    /// One array for several, which are all lists or all have the same number of positions.
    fn merged_arrays(&mut self, place: &Pointer, handed_down: usize, arrays: Vec<Shape>) -> Shape {
        let mut either = |pointer: Pointer, mut of: Vec<SchemaId>| {
            of.dedup();
            let [_, _, ..] = of.as_slice() else { return of[0] };
            self.add(Schema { pointer, any_of: of, handed_down, ..Schema::default() })
        };
        let mut lists = Vec::new();
        let mut tuples: Vec<Tuple> = Vec::new();
        for array in arrays {
            match array {
                Shape::List(inner) => lists.push(inner),
                Shape::Tuple(tuple) => tuples.push(tuple),
                _ => {}
            }
        }
        let Some(tuple) = tuples.first() else { return Shape::List(either(place.join("items"), lists)) };
        let at = |position: usize| tuples.iter().map(|tuple| tuple.elements[position]).collect();
        let elements = 0..tuple.elements.len();
        let elements =
            elements.map(|position| either(place.join("prefixItems").join(position), at(position))).collect();
        let rest: Vec<SchemaId> = tuples.iter().filter_map(|tuple| tuple.rest).collect();
        let least = tuples.iter().map(|tuple| tuple.least).min().unwrap_or_default();
        Shape::Tuple(Tuple { elements, least, rest: (!rest.is_empty()).then(|| either(place.join("items"), rest)) })
    }

    /// Whether one of two arrays of the same form holds integers where the other holds other numbers.
    fn differ_in_numbers(&self, one: &Shape, other: &Shape) -> bool {
        match (one, other) {
            (Shape::List(one), Shape::List(other)) => self.elements_differ(*one, *other, 0),
            (Shape::Tuple(one), Shape::Tuple(other)) => {
                let is_alike = one.elements.len() == other.elements.len() && one.rest.is_some() == other.rest.is_some();
                let (ones, others) = (one.elements.iter().chain(&one.rest), other.elements.iter().chain(&other.rest));
                is_alike && ones.zip(others).any(|(one, other)| self.elements_differ(*one, *other, 0))
            }
            _ => false,
        }
    }

    fn elements_differ(&self, one: SchemaId, other: SchemaId, depth: usize) -> bool {
        if depth == DEEPEST {
            return false;
        }
        let others = self.alternatives(other);
        self.alternatives(one).iter().any(|one| {
            others.iter().any(|other| {
                let ((integers, floats), (other_integers, other_floats)) = (numbers_in(one), numbers_in(other));
                let inner = [(one.items, other.items), (values_of(one), values_of(other))];
                integers && other_floats
                    || floats && other_integers
                    || inner.into_iter().any(|inner| match inner {
                        (Some(one), Some(other)) => self.elements_differ(one, other, depth + 1),
                        _ => false,
                    })
            })
        })
    }

    /// The alternatives of a schema. Inspects keywords instead of shapes, which may depend on the result.
    fn alternatives(&self, id: SchemaId) -> Vec<&Schema> {
        let mut found = Vec::new();
        let mut queue = vec![id];
        while let Some(next) = queue.pop() {
            let schema = self.schema(self.behind(next));
            if found.len() + queue.len() < MOST_ALTERNATIVES {
                queue.extend(schema.one_of.iter().chain(&schema.any_of));
            }
            found.push(schema);
        }
        found
    }
}

/// The values of a map.
fn values_of(schema: &Schema) -> Option<SchemaId> {
    match schema.additional {
        Additional::Typed(inner) => Some(inner),
        _ => None,
    }
}

/// The width of listed integers.
fn width(values: &[Value]) -> Width {
    let is_negative = |value: &Value| value.as_i64().is_some_and(|value| value < 0);
    let is_large = |value: &Value| value.is_u64() && !value.is_i64();
    if values.iter().any(is_large) && !values.iter().any(is_negative) { Width::U64 } else { Width::I64 }
}
