//! Inspects schemas for features that tell variants apart.

use crate::resolve::SchemaId;
use crate::shape::model::{ALL_KINDS, Kind};
use crate::shape::{Object, Opaque, Property, Scalar, Shape, Shapes, Union};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Objects with more properties than this get an index.
const FEW: usize = 16;

/// Inspects schemas. Each nested union is visited once, however many paths reach it: base types with discriminators that extend each other
/// are nested in as many ways as they have subsets.
pub(super) struct Look<'a> {
    pub(super) shapes: &'a Shapes,
    /// The positions of properties by name, in large objects.
    indexes: RefCell<HashMap<SchemaId, HashMap<&'a str, usize>>>,
    /// Results of [`leaves`](Self::leaves).
    leaves: RefCell<HashMap<SchemaId, Rc<Leaves>>>,
}

/// The variants of a schema, with nested unions flattened.
#[derive(Default)]
pub(super) struct Leaves {
    /// The variants that are not unions, each once.
    pub(super) schemas: Vec<SchemaId>,
    /// Whether one of them, or a union between, may be null.
    pub(super) some_null: bool,
}

impl<'a> Look<'a> {
    pub(super) fn new(shapes: &'a Shapes) -> Self {
        Self { shapes, indexes: RefCell::default(), leaves: RefCell::default() }
    }

    /// The shape behind aliases.
    pub(super) fn shape(&self, schema: SchemaId) -> &'a Shape {
        &self.shapes.shape(self.shapes.canonical(schema).0).shape
    }

    /// A property of an object by name.
    fn property(&self, id: SchemaId, object: &'a Object, name: &str) -> Option<&'a Property> {
        if object.properties.len() <= FEW {
            return object.property(name);
        }
        let mut indexes = self.indexes.borrow_mut();
        let index = indexes.entry(id).or_insert_with(|| {
            let positions = object.properties.iter().enumerate();
            positions.map(|(position, property)| (property.name.as_str(), position)).collect()
        });
        index.get(name).map(|position| &object.properties[*position])
    }

    /// A property of an object behind aliases.
    fn property_of(&self, schema: SchemaId, name: &str) -> Option<&'a Property> {
        let (id, _) = self.shapes.canonical(schema);
        match &self.shapes.shape(id).shape {
            Shape::Object(object) => self.property(id, object, name),
            _ => None,
        }
    }

    /// The variants of a schema, with nested unions flattened.
    pub(super) fn leaves(&self, schema: SchemaId) -> Rc<Leaves> {
        if let Some(known) = self.leaves.borrow().get(&schema) {
            return Rc::clone(known);
        }
        let mut leaves = Leaves::default();
        let mut seen = HashSet::new();
        let mut queue = vec![schema];
        while let Some(next) = queue.pop() {
            let (id, nullable) = self.shapes.canonical(next);
            leaves.some_null |= nullable;
            if !seen.insert(id) {
                continue;
            }
            match &self.shapes.shape(id).shape {
                Shape::Union(union) => queue.extend(union.variants.iter().rev()),
                _ => leaves.schemas.push(id),
            }
        }
        let leaves = Rc::new(leaves);
        self.leaves.borrow_mut().insert(schema, Rc::clone(&leaves));
        leaves
    }

    /// Whether a schema accepts any JSON, or any object.
    pub(super) fn takes_anything(&self, schema: SchemaId) -> bool {
        match self.shape(schema) {
            Shape::Map(inner) => matches!(self.shape(*inner), Shape::Opaque(_)),
            Shape::Opaque(why) => !matches!(why, Opaque::Null | Opaque::Never),
            _ => false,
        }
    }

    /// Whether every value of the schema has the property, and every object on the path to it.
    pub(super) fn always_has(&self, schema: SchemaId, path: &[String]) -> bool {
        let Some((name, rest)) = path.split_first() else { return true };
        self.property_of(schema, name).is_some_and(|property| {
            property.required && (rest.is_empty() || property.schema.is_some_and(|inner| self.always_has(inner, rest)))
        })
    }

    /// The constants that a schema allows at a path. A union whose tag is at the path knows them itself.
    pub(super) fn constants(&self, schema: SchemaId, path: &[String]) -> Option<(Vec<Value>, Always)> {
        let mut all = Vec::new();
        let mut presence = Always::Yes;
        let mut known = HashSet::new();
        let mut seen = HashSet::new();
        let mut queue = vec![schema];
        while let Some(next) = queue.pop() {
            let (id, _) = self.shapes.canonical(next);
            if !seen.insert(id) {
                continue;
            }
            let (values, always) = match &self.shapes.shape(id).shape {
                Shape::Union(union) => match tags_at(union, path) {
                    Some(values) => {
                        let always = union.variants.iter().all(|variant| self.always_has(*variant, path));
                        (values, if always { Always::Yes } else { Always::No })
                    }
                    None => {
                        queue.extend(union.variants.iter().rev());
                        continue;
                    }
                },
                _ => self.constants_of(id, path)?,
            };
            all.extend(values.into_iter().filter(|value| known.insert(value.clone())));
            if always == Always::No {
                presence = Always::No;
            }
        }
        Some((all, presence))
    }

    /// The constants at a path of a schema that is not a union.
    fn constants_of(&self, id: SchemaId, path: &[String]) -> Option<(Vec<Value>, Always)> {
        match (&self.shapes.shape(id).shape, path) {
            (Shape::Enum(values), []) => Some((values.clone(), Always::Yes)),
            (Shape::Object(object), [name, rest @ ..]) => {
                let property = self.property(id, object, name)?;
                let (values, always) = match (&property.constant, rest, property.schema) {
                    (Some(constant), [], _) => (vec![constant.clone()], Always::Yes),
                    (_, [], Some(inner)) if self.leaves(inner).some_null => return None,
                    (_, _, Some(inner)) => self.constants(inner, rest)?,
                    _ => return None,
                };
                Some((values, if property.required { always } else { Always::No }))
            }
            _ => None,
        }
    }

    /// Whether the last property of a path is required in the object around it.
    pub(super) fn innermost_required(&self, schema: SchemaId, path: &[String]) -> bool {
        let Some((name, rest)) = path.split_first() else { return false };
        match (self.property_of(schema, name), rest) {
            (Some(property), []) => property.required,
            (Some(Property { schema: Some(inner), .. }), rest) => self.innermost_required(*inner, rest),
            _ => false,
        }
    }

    /// The paths of declared properties up to a depth. A union has those of its first variant that may be an object.
    pub(super) fn paths(&self, schema: SchemaId, depth: usize) -> Vec<Vec<String>> {
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

    fn object_paths(&self, object: &Object, depth: usize) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        let mut nested = 0;
        for property in &object.properties {
            paths.push(vec![property.name.clone()]);
            if let (true, Some(inner)) = (depth > 1 && nested <= MOST_NESTED, property.schema) {
                for mut path in self.paths(inner, depth - 1) {
                    path.insert(0, property.name.clone());
                    paths.push(path);
                    nested += 1;
                }
            }
        }
        paths
    }

    /// The numbers that a schema accepts with types that keep integers and other numbers apart; `None` if it accepts
    /// none, or accepts numbers also as enum values, with all digits, or as any JSON.
    pub(super) fn numbers(&self, schema: SchemaId) -> Option<Numbers> {
        let (mut integers, mut floats) = (false, false);
        for leaf in &self.leaves(schema).schemas {
            match &self.shapes.shape(*leaf).shape {
                Shape::Scalar(Scalar::Integer(_)) => integers = true,
                Shape::Scalar(Scalar::Number) => floats = true,
                Shape::Scalar(Scalar::Exact) | Shape::Opaque(_) => return None,
                Shape::Enum(values) if values.iter().any(Value::is_number) => return None,
                _ => {}
            }
        }
        match (integers, floats) {
            (true, false) => Some(Numbers::Integers),
            (false, true) => Some(Numbers::Floats),
            (true, true) => Some(Numbers::Both),
            (false, false) => None,
        }
    }

    /// The JSON types that a schema allows.
    pub(super) fn kinds(&self, schema: SchemaId) -> Vec<Kind> {
        let mut found: HashSet<Kind> = HashSet::new();
        for leaf in &self.leaves(schema).schemas {
            match &self.shapes.shape(*leaf).shape {
                Shape::Scalar(scalar) => found.extend(scalar_kinds(*scalar)),
                Shape::Enum(values) => found.extend(values.iter().flat_map(value_kinds)),
                Shape::Object(_) | Shape::Map(_) => found.extend([Kind::Object]),
                Shape::List(_) | Shape::Tuple(..) => found.extend([Kind::List]),
                Shape::Embedded(_) => found.extend([Kind::Text]),
                Shape::Union(_) | Shape::Alias(_) | Shape::Opaque(_) => found.extend(ALL_KINDS),
            }
        }
        ALL_KINDS.into_iter().filter(|kind| found.contains(kind)).collect()
    }
}

/// The values of a union's discriminator, if it is at the path.
fn tags_at(union: &Union, path: &[String]) -> Option<Vec<Value>> {
    let tag = union.discriminator.as_ref().filter(|tag| path == std::slice::from_ref(&tag.property))?;
    Some(tag.values.iter().map(|(value, _)| value.clone()).collect())
}

/// The numbers that a schema accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    Integers,
    /// Any, as floats.
    Floats,
    /// Integers as integers, and others as floats.
    Both,
}

/// Whether every value of a variant has a property.
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
        Scalar::Text | Scalar::Password | Scalar::Temporal(_) | Scalar::Binary => &[Kind::Text],
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

/// The limit for nested properties of one candidate that are compared by name; an object with more may have any.
pub(super) const MOST_NESTED: usize = 10_000;

pub(super) const DEEPEST_UNION: usize = 8;
