//! How the variants of a union are told apart, decided once, here.
//!
//! In order of trust: a tag (a discriminator, or a property whose constants differ between all variants, also one level
//! down), the JSON type, a property that only one variant has, and only then decoding by exact fit.

use super::{Object, Property, Scalar, Shape, Shapes, Union};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::resolve::SchemaId;
use serde_json::Value;
use std::collections::HashMap;

/// What to look at, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dispatch {
    /// The probes.
    pub probes: Vec<Probe>,
}

/// One thing to look at. Numbers are positions of variants.
#[derive(Clone, Debug, PartialEq)]
pub enum Probe {
    /// A property, possibly nested, whose value names the variant.
    Tag {
        /// The names from the value inwards.
        path: Vec<String>,
        /// The values.
        values: Vec<(Value, usize)>,
    },
    /// The JSON type.
    Kinds(Vec<(Kind, usize)>),
    /// Properties, possibly nested, that only one variant has.
    Keys(Vec<(Vec<String>, usize)>),
    /// Decoding by exact fit.
    Trial(Vec<usize>),
}

/// The JSON types that tell variants apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `true` or `false`
    Bool,
    /// A number without fraction.
    Integer,
    /// A number with one.
    Fraction,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

const ALL_KINDS: [Kind; 6] = [Kind::Bool, Kind::Integer, Kind::Fraction, Kind::Text, Kind::List, Kind::Object];

/// Where a property lies that tells variants apart, which variant each of its values names, and whether it is always there.
type Tag = (Vec<String>, Vec<(Value, usize)>, Always);

/// How deep a nested property may lie that tells variants apart, and how deep unions may nest below one.
const DEEPEST_PATH: usize = 2;
const DEEPEST_UNION: usize = 8;

/// A discriminator's value becomes the constant of the variant's property, so that nobody has to set it, unless the
/// variant is known by several values.
pub(super) fn discriminate(shapes: &mut Shapes) {
    let mut wanted: HashMap<(SchemaId, String), Vec<String>> = HashMap::new();
    for shaped in shapes.shapes.iter().flatten() {
        let Shape::Union(Union { variants, discriminator: Some((property, values)), .. }) = &shaped.shape else {
            continue;
        };
        for (value, index) in values {
            let variant = shapes.canonical(variants[*index]).0;
            let known = wanted.entry((variant, property.clone())).or_default();
            if !known.contains(value) {
                known.push(value.clone());
            }
        }
    }
    for ((variant, name), values) in wanted {
        let Some(Some(shaped)) = shapes.shapes.get_mut(variant.0) else { continue };
        let Shape::Object(Object { properties, .. }) = &mut shaped.shape else { continue };
        let [value] = values.as_slice() else { continue };
        let constant = Some(Value::String(value.clone()));
        match properties.iter_mut().find(|property| property.name == name) {
            Some(property) if property.constant.is_none() => {
                property.required = true;
                property.constant = constant;
            }
            Some(_) => {}
            None => properties.insert(0, Property { name, schema: None, required: true, constant }),
        }
    }
}

/// Plans every union.
pub(super) fn plan_all(shapes: &mut Shapes, diagnostics: &mut Diagnostics) {
    for index in 0..shapes.shapes.len() {
        let id = SchemaId(index);
        let Some(Some(shaped)) = shapes.shapes.get(index) else { continue };
        let Shape::Union(union) = &shaped.shape else { continue };
        let dispatch = Planner { shapes, union }.plan();
        if dispatch.probes.iter().any(|probe| matches!(probe, Probe::Trial(_))) {
            let pointer = &shapes.schema(id).pointer;
            diagnostics.push(Diagnostic::new(Code::Trial, pointer, "the variants are told apart by trying them"));
        }
        for probe in &dispatch.probes {
            if let Probe::Tag { path, .. } = probe
                && let [name] = path.as_slice()
            {
                let tagged = tagged_objects(shapes, &union.variants);
                shapes.tags.extend(tagged.into_iter().map(|object| (object, name.clone())));
            }
        }
        if let Some(Some(shaped)) = shapes.shapes.get_mut(index)
            && let Shape::Union(union) = &mut shaped.shape
        {
            union.dispatch = dispatch;
        }
    }
}

/// The objects among the variants of a union, and among those of unions within it.
fn tagged_objects(shapes: &Shapes, variants: &[SchemaId]) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut queue: Vec<(SchemaId, usize)> = variants.iter().map(|variant| (*variant, 0)).collect();
    while let Some((variant, depth)) = queue.pop() {
        let variant = shapes.canonical(variant).0;
        match &shapes.shape(variant).shape {
            Shape::Object(_) => found.push(variant),
            Shape::Union(union) if depth < DEEPEST_UNION => {
                queue.extend(union.variants.iter().map(|inner| (*inner, depth + 1)));
            }
            _ => {}
        }
    }
    found
}

struct Planner<'a> {
    shapes: &'a Shapes,
    union: &'a Union,
}

impl Planner<'_> {
    fn plan(&self) -> Dispatch {
        let mut probes = Vec::new();
        let kinds: Vec<Vec<Kind>> = self.union.variants.iter().map(|variant| self.kinds(*variant, 0)).collect();
        let mut undecided: Vec<usize> = Vec::new();
        let mut by_kind: Vec<(Kind, usize)> = Vec::new();
        for kind in ALL_KINDS {
            let takers: Vec<usize> = (0..kinds.len()).filter(|index| kinds[*index].contains(&kind)).collect();
            match takers.as_slice() {
                [] => {}
                [only] => by_kind.push((kind, *only)),
                several => undecided.extend(several),
            }
        }
        undecided.sort_unstable();
        undecided.dedup();
        if !by_kind.is_empty() && (undecided.is_empty() || by_kind.len() > 1 || by_kind[0].0 != Kind::Object) {
            probes.push(Probe::Kinds(by_kind));
        }
        if !undecided.is_empty() {
            self.plan_objects(&undecided, &mut probes);
        }
        Dispatch { probes }
    }

    fn plan_objects(&self, candidates: &[usize], probes: &mut Vec<Probe>) {
        if let Some((path, values, presence)) = self.tag(candidates) {
            probes.push(Probe::Tag { path, values });
            if presence == Always::Yes {
                return;
            }
        }
        let mut keys = Vec::new();
        let mut open = Vec::new();
        for candidate in candidates {
            let (found, always) = self.keys(*candidate, candidates);
            keys.extend(found.into_iter().map(|path| (path, *candidate)));
            if always == Always::No {
                open.push(*candidate);
            }
        }
        let optional_only = open.iter().all(|candidate| keys.iter().any(|(_, each)| each == candidate));
        if !keys.is_empty() {
            probes.push(Probe::Keys(keys));
        }
        if !open.is_empty() && !optional_only {
            probes.push(Probe::Trial(open));
        }
    }

    /// The property whose constants tell all candidates apart.
    fn tag(&self, candidates: &[usize]) -> Option<Tag> {
        if let Some((property, values)) = &self.union.discriminator {
            let values = values.iter().map(|(value, index)| (Value::String(value.clone()), *index)).collect();
            return Some((vec![property.clone()], values, Always::Yes));
        }
        let first = self.union.variants.get(*candidates.first()?)?;
        let mut found: Vec<_> =
            self.paths(*first, DEEPEST_PATH).into_iter().filter_map(|path| self.tag_at(path, candidates)).collect();
        // A property that is always there before one that is not; then the shorter path; then the one called `type`.
        found.sort_by_key(|(path, _, always)| {
            (*always == Always::No, path.len(), path.last().is_none_or(|name| name != "type"))
        });
        found.into_iter().next()
    }

    fn tag_at(&self, path: Vec<String>, candidates: &[usize]) -> Option<Tag> {
        let mut all: Vec<(Value, usize)> = Vec::new();
        let mut presence = Always::Yes;
        for candidate in candidates {
            let (values, always) = self.constants(self.union.variants[*candidate], &path, 0)?;
            if always == Always::No {
                presence = Always::No;
            }
            for value in values {
                if all.iter().any(|(each, _)| *each == value) {
                    return None;
                }
                all.push((value, *candidate));
            }
        }
        Some((path, all, presence))
    }

    /// The constants that a schema allows at a path.
    fn constants(&self, schema: SchemaId, path: &[String], depth: usize) -> Option<(Vec<Value>, Always)> {
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

    /// The properties that only one candidate has: those it must have if there are any, shortest path first, else all.
    fn keys(&self, candidate: usize, candidates: &[usize]) -> (Vec<Vec<String>>, Always) {
        let variant = self.union.variants[candidate];
        let mut optional = Vec::new();
        for depth in 1..=DEEPEST_PATH {
            for path in self.paths(variant, depth).into_iter().filter(|path| path.len() == depth) {
                let others = candidates.iter().filter(|other| **other != candidate);
                if others.clone().any(|other| self.declares(self.union.variants[*other], &path, 0)) {
                    continue;
                }
                match self.innermost_required(variant, &path) {
                    true => return (vec![path], Always::Yes),
                    false => optional.push(path),
                }
            }
        }
        (optional, Always::No)
    }

    /// Whether the last property of a path must be there when the object around it is there.
    fn innermost_required(&self, schema: SchemaId, path: &[String]) -> bool {
        let Shape::Object(object) = &self.shapes.shape(self.shapes.canonical(schema).0).shape else { return false };
        let Some((name, rest)) = path.split_first() else { return false };
        match (object.property(name), rest) {
            (Some(property), []) => property.required,
            (Some(Property { schema: Some(inner), .. }), rest) => self.innermost_required(*inner, rest),
            _ => false,
        }
    }

    /// Whether a value of the schema may have the property as one that the description names.
    fn declares(&self, schema: SchemaId, path: &[String], depth: usize) -> bool {
        let Some((name, rest)) = path.split_first() else { return true };
        match &self.shapes.shape(self.shapes.canonical(schema).0).shape {
            Shape::Object(object) => object.property(name).is_some_and(|property| {
                rest.is_empty() || property.schema.is_none_or(|inner| self.declares(inner, rest, depth))
            }),
            Shape::Union(union) => {
                depth >= DEEPEST_UNION || union.variants.iter().any(|variant| self.declares(*variant, path, depth + 1))
            }
            // A map or an untyped value may have any property.
            Shape::Map(_) | Shape::Opaque(_) => true,
            Shape::Alias(_) | Shape::Scalar(_) | Shape::Enum(_) | Shape::List(_) | Shape::Tuple(_) => false,
        }
    }

    /// The paths of declared properties down to a depth. A union has those of its first variant.
    fn paths(&self, schema: SchemaId, depth: usize) -> Vec<Vec<String>> {
        let mut schema = schema;
        for _ in 0..DEEPEST_UNION {
            match &self.shapes.shape(self.shapes.canonical(schema).0).shape {
                Shape::Union(union) => schema = union.variants[0],
                Shape::Object(object) => return self.object_paths(object, depth),
                _ => break,
            }
        }
        Vec::new()
    }

    fn object_paths(&self, object: &Object, depth: usize) -> Vec<Vec<String>> {
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
    fn kinds(&self, schema: SchemaId, depth: usize) -> Vec<Kind> {
        match &self.shapes.shape(self.shapes.canonical(schema).0).shape {
            Shape::Scalar(scalar) => scalar_kinds(*scalar).to_vec(),
            Shape::Enum(values) => {
                let mut kinds: Vec<Kind> = values.iter().flat_map(|value| value_kinds(value).to_vec()).collect();
                kinds.sort_by_key(|kind| ALL_KINDS.iter().position(|each| each == kind));
                kinds.dedup();
                kinds
            }
            Shape::Object(_) | Shape::Map(_) => vec![Kind::Object],
            Shape::List(_) | Shape::Tuple(_) => vec![Kind::List],
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
enum Always {
    Yes,
    No,
}

fn scalar_kinds(scalar: Scalar) -> &'static [Kind] {
    match scalar {
        Scalar::Bool => &[Kind::Bool],
        Scalar::Integer(_) => &[Kind::Integer],
        Scalar::Number => &[Kind::Integer, Kind::Fraction],
        Scalar::Text | Scalar::Password | Scalar::Binary => &[Kind::Text],
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
