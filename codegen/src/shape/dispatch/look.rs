//! What a schema allows, as far as it tells variants apart.

use super::{ALL_KINDS, DEEPEST_UNION, Kind};
use crate::resolve::SchemaId;
use crate::shape::{Object, Opaque, Property, Scalar, Shape, Shapes};
use serde_json::Value;

/// Answers questions about schemas.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) shapes: &'a Shapes,
}

impl<'a> Look<'a> {
    /// The shape behind aliases.
    pub(super) fn shape(self, schema: SchemaId) -> &'a Shape {
        &self.shapes.shape(self.shapes.canonical(schema).0).shape
    }

    /// Whether a schema takes any JSON, or any object.
    pub(super) fn takes_anything(self, schema: SchemaId) -> bool {
        match self.shape(schema) {
            Shape::Map(inner) => matches!(self.shape(*inner), Shape::Opaque(_)),
            Shape::Opaque(why) => !matches!(why, Opaque::Null | Opaque::Never),
            _ => false,
        }
    }

    /// Whether every value of the schema has the property, and every object on the way to it.
    pub(super) fn always_has(self, schema: SchemaId, path: &[String]) -> bool {
        let Some((name, rest)) = path.split_first() else { return true };
        let Shape::Object(object) = self.shape(schema) else { return false };
        object.property(name).is_some_and(|property| {
            property.required && (rest.is_empty() || property.schema.is_some_and(|inner| self.always_has(inner, rest)))
        })
    }

    /// The constants that a schema allows at a path.
    pub(super) fn constants(self, schema: SchemaId, path: &[String], depth: usize) -> Option<(Vec<Value>, Always)> {
        let (id, nullable) = self.shapes.canonical(schema);
        match (&self.shapes.shape(id).shape, path) {
            (Shape::Enum(values), []) if !nullable => Some((values.clone(), Always::Yes)),
            (Shape::Object(object), [name, rest @ ..]) => {
                let property = object.property(name)?;
                let (values, always) = match (&property.constant, rest, property.schema) {
                    (Some(constant), [], _) => (vec![constant.clone()], Always::Yes),
                    (_, _, Some(inner)) => self.constants(inner, rest, depth)?,
                    _ => return None,
                };
                Some((values, if property.required { always } else { Always::No }))
            }
            (Shape::Union(union), [name]) if union.discriminator.as_ref().is_some_and(|tag| tag.property == *name) => {
                let values = union.discriminator.iter().flat_map(|tag| &tag.values);
                let always = |variant: &SchemaId| self.always_has(*variant, path);
                let always = if union.variants.iter().all(always) { Always::Yes } else { Always::No };
                Some((values.map(|(value, _)| value.clone()).collect(), always))
            }
            (Shape::Union(union), path) if depth < DEEPEST_UNION => {
                let mut all = (Vec::new(), Always::Yes);
                for variant in &union.variants {
                    let (values, always) = self.constants(*variant, path, depth + 1)?;
                    all.0.extend(values.into_iter().filter(|value| !all.0.contains(value)).collect::<Vec<_>>());
                    if always == Always::No {
                        all.1 = Always::No;
                    }
                }
                Some(all)
            }
            _ => None,
        }
    }

    /// Whether the last property of a path must be there when the object around it is there.
    pub(super) fn innermost_required(self, schema: SchemaId, path: &[String]) -> bool {
        let Shape::Object(object) = self.shape(schema) else { return false };
        let Some((name, rest)) = path.split_first() else { return false };
        match (object.property(name), rest) {
            (Some(property), []) => property.required,
            (Some(Property { schema: Some(inner), .. }), rest) => self.innermost_required(*inner, rest),
            _ => false,
        }
    }

    /// Whether a value of the schema may have the property as one that the description names.
    pub(super) fn declares(self, schema: SchemaId, path: &[String], depth: usize) -> bool {
        let Some((name, rest)) = path.split_first() else { return true };
        match self.shape(schema) {
            Shape::Object(object) => object.property(name).is_some_and(|property| {
                rest.is_empty() || property.schema.is_none_or(|inner| self.declares(inner, rest, depth))
            }),
            Shape::Union(union) => {
                depth >= DEEPEST_UNION || union.variants.iter().any(|variant| self.declares(*variant, path, depth + 1))
            }
            // A map or an untyped value may have any property.
            Shape::Map(_) | Shape::Opaque(_) => true,
            Shape::Alias(_) | Shape::Scalar(_) | Shape::Enum(_) | Shape::List(_) | Shape::Tuple(..) => false,
        }
    }

    /// The paths of declared properties down to a depth. A union has those of its first variant that may be an object.
    pub(super) fn paths(self, schema: SchemaId, depth: usize) -> Vec<Vec<String>> {
        let mut schema = schema;
        for _ in 0..DEEPEST_UNION {
            match self.shape(schema) {
                Shape::Union(union) => {
                    let is_value = |variant: &&SchemaId| matches!(self.shape(**variant), Shape::Enum(_));
                    schema =
                        union.variants.iter().find(|variant| !is_value(variant)).copied().unwrap_or(union.variants[0]);
                }
                Shape::Object(object) => return self.object_paths(object, depth),
                _ => break,
            }
        }
        Vec::new()
    }

    fn object_paths(self, object: &Object, depth: usize) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        for property in &object.properties {
            paths.push(vec![property.name.clone()]);
            if let (true, Some(inner)) = (depth > 1, property.schema) {
                for mut path in self.paths(inner, depth - 1) {
                    path.insert(0, property.name.clone());
                    paths.push(path);
                }
            }
        }
        paths
    }

    /// The JSON types that a schema allows.
    pub(super) fn kinds(self, schema: SchemaId, depth: usize) -> Vec<Kind> {
        match self.shape(schema) {
            Shape::Scalar(scalar) => scalar_kinds(*scalar).to_vec(),
            Shape::Enum(values) => {
                let mut kinds: Vec<Kind> = values.iter().flat_map(|value| value_kinds(value).to_vec()).collect();
                kinds.sort_by_key(|kind| ALL_KINDS.iter().position(|each| each == kind));
                kinds.dedup();
                kinds
            }
            Shape::Object(_) | Shape::Map(_) => vec![Kind::Object],
            Shape::List(_) | Shape::Tuple(..) => vec![Kind::List],
            Shape::Union(union) if depth < DEEPEST_UNION => {
                let mut kinds: Vec<Kind> =
                    union.variants.iter().flat_map(|variant| self.kinds(*variant, depth + 1)).collect();
                kinds.sort_by_key(|kind| ALL_KINDS.iter().position(|each| each == kind));
                kinds.dedup();
                kinds
            }
            Shape::Union(_) | Shape::Alias(_) | Shape::Opaque(_) => ALL_KINDS.to_vec(),
        }
    }
}

/// Whether a property is in every value of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Always {
    Yes,
    No,
}

fn scalar_kinds(scalar: Scalar) -> &'static [Kind] {
    match scalar {
        Scalar::Bool => &[Kind::Bool],
        Scalar::Integer(_) => &[Kind::Integer],
        Scalar::Number | Scalar::Exact => &[Kind::Integer, Kind::Fraction],
        Scalar::Text | Scalar::Password | Scalar::Moment(_) | Scalar::Binary => &[Kind::Text],
    }
}

fn value_kinds(value: &Value) -> &'static [Kind] {
    match value {
        Value::Bool(_) => &[Kind::Bool],
        Value::Number(number) if number.is_f64() => &[Kind::Fraction],
        Value::Number(_) => &[Kind::Integer],
        Value::String(_) => &[Kind::Text],
        Value::Array(_) => &[Kind::List],
        Value::Object(_) => &[Kind::Object],
        Value::Null => &[],
    }
}
