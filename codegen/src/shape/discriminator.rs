//! The discriminator values of each variant.

use super::classify::constants;
use super::{Discriminated, Property, Scalar, Shape, Shaper};
use crate::dialect::plain_text;
use crate::resolve::{Schema, SchemaId};
use serde_json::{Number, Value};
use std::collections::{BTreeSet, HashMap, HashSet};

impl Shaper {
    /// The discriminator values of each variant: those in the mapping, else the one that its schema declares, else
    /// those that its property allows, else its name.
    pub(super) fn discriminator(&mut self, schema: &Schema, variants: &[SchemaId]) -> Option<Discriminated> {
        let discriminator = schema.discriminator.clone()?;
        let property = discriminator.property;
        let canonical: Vec<SchemaId> = variants.iter().map(|variant| self.canonical(*variant).0).collect();
        let mut positions: HashMap<SchemaId, usize> = HashMap::with_capacity(canonical.len());
        for (index, each) in canonical.iter().enumerate() {
            positions.entry(*each).or_insert(index);
        }
        let mut values: Vec<(Value, usize)> = Vec::new();
        let mut known: HashSet<Value> = HashSet::new();
        let mut tags: HashMap<usize, Tags> = HashMap::new();
        for (key, target) in &discriminator.mapping {
            let target = self.canonical(*target).0;
            let itself = self.subtypes.itself(target).and_then(|itself| positions.get(&itself));
            if let Some(index) = positions.get(&target).into_iter().chain(itself).min().copied() {
                let tags = tags.entry(index).or_insert_with(|| self.tags_at(variants[index], &property));
                let value = tags.of(key);
                known.insert(value.clone());
                values.push((value, index));
            }
        }
        let mapped: BTreeSet<usize> = values.iter().map(|(_, index)| *index).collect();
        for (index, variant) in variants.iter().enumerate().filter(|(index, _)| !mapped.contains(index)) {
            let meant = self.meant_by(schema, *variant, &property);
            // If the constants of the variants do not tell them apart, neither do their names, which are never sent.
            if meant.iter().any(|value| known.contains(value)) {
                return None;
            }
            known.extend(meant.iter().cloned());
            values.extend(meant.into_iter().map(|value| (value, index)));
        }
        for (index, variant) in canonical.iter().enumerate() {
            let others = self.tags_within(*variant, &property).into_iter().filter(|value| known.insert(value.clone()));
            values.extend(others.map(|value| (value, index)));
        }
        let mut also: Vec<(Value, usize)> = Vec::new();
        for index in mapped {
            let name = self.component_of(variants[index]).map(Value::String);
            if let Some(name) = name.filter(|name| !known.contains(name))
                && self.is_any_text_at(variants[index], &property)
            {
                known.insert(name.clone());
                also.push((name, index));
            }
        }
        Some(Discriminated { property, values, also })
    }

    /// The values of the same discriminator in a union that is a variant.
    fn tags_within(&mut self, variant: SchemaId, property: &str) -> Vec<Value> {
        match self.shape(variant).map(|shaped| &shaped.shape) {
            Some(Shape::Union(union)) => {
                let tags = union.discriminator.as_ref().filter(|inner| inner.property == property);
                tags.map(|tags| tags.values.iter().map(|(value, _)| value.clone()).collect()).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// The values of a variant that is not in the mapping.
    fn meant_by(&mut self, union: &Schema, variant: SchemaId, property: &str) -> Vec<Value> {
        let named = self.referred(variant);
        if let Some(value) = self.schema(named).discriminator_value.clone() {
            let value = match value {
                Value::String(text) => self.tags_at(variant, property).of(&text),
                other => other,
            };
            return vec![value];
        }
        // OpenAPI 3.1, 4.8.25: without a mapping, the value is the name of the schema.
        let name = self.component_of(variant);
        let listed_by_variant = self.constants_at(variant, property);
        if listed_by_variant.is_empty() {
            return name.map(Value::String).into_iter().collect();
        }
        // A base type lists the values of all its subtypes.
        let listed = match union.properties.get(property) {
            Some(common) => constants(self.schema(self.behind(*common))).unwrap_or_default(),
            None => Vec::new(),
        };
        if listed_by_variant.len() < 2 || listed.len() != listed_by_variant.len() {
            return listed_by_variant;
        }
        let plain =
            |text: &str| text.chars().filter(|each| each.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let name: Option<String> = name.as_deref().map(plain);
        let own = listed_by_variant.into_iter().filter(|value| Some(plain(&plain_text(value))) == name);
        own.collect()
    }

    /// The component name of a variant.
    fn component_of(&self, variant: SchemaId) -> Option<String> {
        self.schema(self.referred(variant)).pointer.component()
    }

    /// The schema that a schema refers to, if any.
    fn referred(&self, id: SchemaId) -> SchemaId {
        self.schema(id).reference.unwrap_or(id)
    }

    /// The variant for values that the discriminator does not list.
    pub(super) fn default_variant(&mut self, schema: &Schema, variants: &[SchemaId]) -> Option<usize> {
        let wanted = self.canonical(schema.discriminator.as_ref()?.default?).0;
        let itself = self.subtypes.itself(wanted);
        variants.iter().position(|variant| {
            let variant = self.canonical(*variant).0;
            variant == wanted || Some(variant) == itself
        })
    }

    /// The possible values of a variant's tag.
    fn tags_at(&mut self, variant: SchemaId, property: &str) -> Tags {
        let known = self.constants_at(variant, property).into_iter().map(|value| (plain_text(&value), value));
        let known = known.rev().collect();
        let kind = match self.shape_at(variant, property) {
            Some(Shape::Scalar(Scalar::Integer(_) | Scalar::Number | Scalar::Exact)) => TagKind::Number,
            Some(Shape::Scalar(Scalar::Bool)) => TagKind::Bool,
            Some(Shape::Enum(values)) if values.iter().all(Value::is_number) => TagKind::Number,
            Some(Shape::Enum(values)) if values.iter().all(Value::is_boolean) => TagKind::Bool,
            _ => TagKind::Text,
        };
        Tags { known, kind }
    }

    /// Whether a property takes any string, or is not declared.
    fn is_any_text_at(&mut self, variant: SchemaId, property: &str) -> bool {
        let canonical = self.canonical(variant).0;
        let is_object = matches!(self.shape(canonical).map(|shaped| &shaped.shape), Some(Shape::Object(_)));
        is_object && matches!(self.shape_at(variant, property), None | Some(Shape::Scalar(Scalar::Text)))
    }

    /// The shape of a property of a variant that is an object.
    fn shape_at(&mut self, variant: SchemaId, property: &str) -> Option<Shape> {
        let inner = self.property_of(variant, property)?.schema?;
        let canonical = self.canonical(inner).0;
        self.shape(canonical).map(|shaped| shaped.shape.clone())
    }

    fn property_of(&mut self, variant: SchemaId, property: &str) -> Option<Property> {
        let canonical = self.canonical(variant).0;
        match &self.shape(canonical)?.shape {
            Shape::Object(object) => object.property(property).cloned(),
            _ => None,
        }
    }

    /// The values that the schema of a property lists. The name of the schema is not one of them.
    fn constants_at(&mut self, id: SchemaId, property: &str) -> Vec<Value> {
        match self.shape_at(id, property) {
            Some(Shape::Enum(values)) => values,
            Some(_) => Vec::new(),
            None => self.constants_within(id, property),
        }
    }

    /// The same for shapes that are not an object, or not known to be one yet.
    fn constants_within(&self, id: SchemaId, property: &str) -> Vec<Value> {
        let mut found: Vec<Value> = Vec::new();
        let mut seen = HashSet::from([id]);
        let mut queue = vec![id];
        while let Some(id) = queue.pop() {
            let schema = self.schema(id);
            if let Some(inner) = schema.properties.get(property) {
                let values = constants(self.schema(self.behind(*inner))).unwrap_or_default();
                let is_scalar = |value: &Value| value.is_string() || value.is_number() || value.is_boolean();
                for value in values.into_iter().filter(is_scalar) {
                    if !found.contains(&value) {
                        found.push(value);
                    }
                }
            }
            let parts = schema.reference.iter().chain(&schema.all_of).chain(&schema.one_of).chain(&schema.any_of);
            queue.extend(parts.copied().filter(|part| seen.insert(*part)));
        }
        found
    }
}

/// The possible values of a variant's tag.
struct Tags {
    /// Its schema lists these, by their text.
    known: HashMap<String, Value>,
    kind: TagKind,
}

#[derive(Clone, Copy)]
enum TagKind {
    Text,
    Number,
    Bool,
}

impl Tags {
    /// The value for a key of the mapping: a string, unless the property has another value with this text.
    fn of(&self, key: &str) -> Value {
        let read = match self.kind {
            TagKind::Text => None,
            TagKind::Number => key.parse::<Number>().ok().map(Value::Number),
            TagKind::Bool => key.parse::<bool>().ok().map(Value::Bool),
        };
        self.known.get(key).cloned().or(read).unwrap_or_else(|| Value::String(key.to_owned()))
    }
}
