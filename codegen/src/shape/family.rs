//! Families of shapes: variants of one family are merged.

use super::classify::{constants, integer, number};
use super::{AdditionalProperties, Object, Scalar, Shape, Width};
use crate::diag::Pointer;
use crate::resolve::{Schema, TypeSet};
use serde_json::Value;

/// Whether integers are kept apart from other numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    /// They share a type that can hold either.
    One,
    /// The shared type would be a float.
    Apart,
}

impl Numbers {
    pub(super) fn among(shapes: &[Option<Shape>]) -> Self {
        let has = |is: fn(&Shape) -> bool| shapes.iter().flatten().any(is);
        if has(|shape| *shape == Shape::Scalar(Scalar::Exact)) {
            return Self::One;
        }
        // Each listed value is kept as it is.
        let integers = has(|shape| matches!(shape, Shape::Scalar(Scalar::Integer(_))));
        let floats = has(|shape| *shape == Shape::Scalar(Scalar::Number));
        let beside = |is_open: bool, other: fn(&Shape) -> bool| is_open && has(other);
        if beside(integers, |shape| numbers_of(shape).1) || beside(floats, |shape| numbers_of(shape).0) {
            Self::Apart
        } else {
            Self::One
        }
    }
}

/// Whether a scalar accepts integers, and whether it accepts other numbers, if it accepts nothing else.
pub(super) fn numbers_of(shape: &Shape) -> (bool, bool) {
    match shape {
        Shape::Scalar(Scalar::Integer(_)) => (true, false),
        Shape::Scalar(Scalar::Number) => (false, true),
        Shape::Enum(values) if values.iter().all(Value::is_number) => {
            (values.iter().any(|value| !value.is_f64()), values.iter().any(Value::is_f64))
        }
        _ => (false, false),
    }
}

/// The same for a schema, whatever else it accepts.
pub(super) fn numbers_in(schema: &Schema) -> (bool, bool) {
    if let Some(values) = constants(schema) {
        let mut numbers = values.iter().filter(|value| value.is_number());
        return (numbers.clone().any(|value| !value.is_f64()), numbers.any(Value::is_f64));
    }
    let integer = schema.types.contains(TypeSet::INTEGER).then(|| integer(schema));
    let number = schema.types.contains(TypeSet::NUMBER).then(|| number(schema));
    let has = |is: fn(Scalar) -> bool| integer.into_iter().chain(number).any(is);
    (has(|scalar| matches!(scalar, Scalar::Integer(_))), has(|scalar| scalar == Scalar::Number))
}

/// The limit for nested maps or arrays whose value types are merged. Deeper ones are any JSON.
pub(super) const MOST_MAPS: usize = 3;

/// The role of the merged variants in a union. A part of the union has neither its place nor its title.
pub(super) fn place_of_part(union: &Schema, is_all: bool) -> Pointer {
    match (is_all, union.one_of.is_empty()) {
        (true, _) => union.pointer.clone(),
        (false, true) => union.pointer.join("anyOf"),
        (false, false) => union.pointer.join("oneOf"),
    }
}

/// Shapes that cannot be told apart in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Text,
    Integer,
    Number,
    Bool,
    Map,
}

pub(super) fn families(shape: &Shape, numbers: Numbers) -> Vec<Family> {
    if numbers == Numbers::Apart {
        let (integers, floats) = numbers_of(shape);
        let apart = [(integers, Family::Integer), (floats, Family::Number)];
        let found: Vec<Family> = apart.into_iter().filter(|(is_one, _)| *is_one).map(|(_, family)| family).collect();
        if !found.is_empty() {
            return found;
        }
    }
    family(shape).into_iter().collect()
}

pub(super) fn family(shape: &Shape) -> Option<Family> {
    match shape {
        Shape::Scalar(Scalar::Text | Scalar::Password | Scalar::Temporal(_)) | Shape::Embedded(_) => Some(Family::Text),
        Shape::Scalar(Scalar::Integer(_) | Scalar::Number | Scalar::Exact) => Some(Family::Number),
        Shape::Scalar(Scalar::Bool) => Some(Family::Bool),
        Shape::Enum(values) if values.iter().all(Value::is_string) => Some(Family::Text),
        Shape::Enum(values) if values.iter().all(Value::is_number) => Some(Family::Number),
        Shape::Enum(values) if values.iter().all(Value::is_boolean) => Some(Family::Bool),
        Shape::Map(_) => Some(Family::Map),
        Shape::Object(Object { properties, rest: AdditionalProperties::Open }) if properties.is_empty() => {
            Some(Family::Map)
        }
        _ => None,
    }
}

pub(super) fn wider(one: Scalar, other: Scalar) -> Scalar {
    match (one, other) {
        (Scalar::Exact, _) | (_, Scalar::Exact) => Scalar::Exact,
        (Scalar::Number, _) | (_, Scalar::Number) => Scalar::Number,
        (Scalar::Integer(a), Scalar::Integer(b)) if a != b => Scalar::Integer(Width::I64),
        (Scalar::Password, _) | (_, Scalar::Password) => Scalar::Password,
        (Scalar::Temporal(a), Scalar::Temporal(b)) if a == b => one,
        (Scalar::Temporal(_), _) | (_, Scalar::Temporal(_)) => Scalar::Text,
        (one, _) => one,
    }
}
