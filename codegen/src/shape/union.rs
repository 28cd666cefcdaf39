//! `oneOf` and `anyOf`.

use super::classify::plain;
use super::family::{Family, MOST_MAPS, Numbers, families, place_of_part, wider};
use super::{Dispatch, Opaque, Scalar, Shape, Shaped, Shaper, State, Union};
use crate::diag::Code;
use crate::resolve::{Additional, Schema, SchemaId, TypeSet};
use indexmap::IndexSet;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The limit for nested unions that pass their sibling keywords down: each variant of one is merged with each of the
/// next, so that they multiply. Real descriptions stay below 4.
const MOST_HANDED_DOWN: usize = 6;

impl Shaper {
    /// The shape of a schema with `oneOf` or `anyOf`; `None` if none of the branches is a type.
    pub(super) fn union_of(&mut self, schema: &Schema) -> Option<Shaped> {
        let variants = |list: &[SchemaId]| -> Vec<SchemaId> {
            list.iter().copied().filter(|id| !self.is_constraint(*id)).collect()
        };
        let (mut branches, also) = (variants(&schema.one_of), variants(&schema.any_of));
        let mut base = schema.clone();
        match (branches.is_empty(), also.is_empty()) {
            (true, true) => return None,
            // Both must hold: every variant of one has to be merged with the other.
            (false, false) => {
                let pointer = schema.pointer.join("anyOf");
                base.all_of.push(self.add(Schema { pointer, any_of: also, ..Schema::default() }));
            }
            _ => branches.extend(also),
        }
        let mut nullable = false;
        let mut variants = Vec::with_capacity(branches.len());
        let is_something = branches.iter().any(|branch| !self.is_nothing(*branch));
        for branch in &branches {
            if self.is_null(*branch) || self.stands_for_null(*branch, &branches) {
                nullable = true;
            } else if is_something && self.is_nothing(*branch) {
                // A branch without values means null: some tools write `{"not": {}}` for `undefined`.
                nullable = true;
            } else {
                variants.push(self.with_base(&base, *branch));
            }
        }
        if variants.is_empty() && nullable {
            return Some(plain(Shape::Opaque(Opaque::Null)));
        }
        let mut shaped = self.union(schema, variants);
        shaped.nullable |= nullable;
        Some(shaped)
    }

    /// Whether a branch is OData's way to write "or null": `anyOf: [{$ref}, {type: object, nullable: true}]`.
    fn stands_for_null(&self, id: SchemaId, branches: &[SchemaId]) -> bool {
        let schema = self.schema(id);
        let without = Schema { types: TypeSet::NONE, ..schema.clone() };
        let refers = |branch: &SchemaId| self.schema(*branch).reference.is_some();
        schema.reference.is_none()
            && branches.len() == 2
            && schema.types == TypeSet::OBJECT.with(TypeSet::NULL)
            && !without.is_structural()
            && branches.iter().any(refers)
    }

    /// Whether a branch only constrains the schema around it: `{"required": ["a"]}`, `{"not": ...}`.
    pub(super) fn is_constraint(&self, id: SchemaId) -> bool {
        let schema = self.schema(self.behind(id));
        let without = Schema { required: IndexSet::new(), ..schema.clone() };
        schema.reference.is_none() && !without.is_structural() && !schema.required.is_empty()
    }

    /// Whether a branch allows only null, or is only `nullable`.
    fn is_null(&self, id: SchemaId) -> bool {
        let schema = self.schema(self.behind(id));
        let only_null =
            |values: &Option<Vec<Value>>| values.as_ref().is_some_and(|values| values.iter().all(Value::is_null));
        let says_no_more = || schema.reference.is_none() && !schema.is_structural() && schema.implied.is_empty();
        schema.types == TypeSet::NULL
            || schema.constant == Some(Value::Null)
            || only_null(&schema.values)
            || (schema.says_null && says_no_more())
    }

    /// Whether a branch allows no value: `false`, `{"not": {}}`.
    fn is_nothing(&self, id: SchemaId) -> bool {
        self.schema(self.behind(id)).boolean == Some(false)
    }

    /// A branch merged with the siblings of the union.
    fn with_base(&mut self, schema: &Schema, branch: SchemaId) -> SchemaId {
        let types = schema.types.without(TypeSet::NULL);
        let base = Schema {
            pointer: schema.pointer.clone(),
            types,
            properties: schema.properties.clone(),
            required: schema.required.clone(),
            additional: match schema.additional {
                Additional::Typed(inner) => Additional::Typed(inner),
                _ => Additional::Unsaid,
            },
            all_of: schema.all_of.clone(),
            handed_down: schema.handed_down + 1,
            ..Schema::default()
        };
        let own = self.schema(branch);
        let says_type = !own.types.is_empty() || own.reference.is_some() || !own.all_of.is_empty();
        let only_type = Schema { types: TypeSet::NONE, ..base.clone() };
        if !only_type.is_structural() && (says_type || types.is_empty()) {
            return branch;
        }
        // It has the siblings already.
        if self.is_made_of(branch, &schema.pointer) {
            return branch;
        }
        let (pointer, title) = (own.pointer.clone(), own.title.clone());
        if base.handed_down > MOST_HANDED_DOWN {
            let message = "unions are nested too deeply to apply the keywords beside the outer ones".to_owned();
            self.report(Code::Conflict, &pointer, message);
            return branch;
        }
        let base = self.add(base);
        self.add(Schema { pointer, title, all_of: vec![branch, base], ..Schema::default() })
    }

    /// The shape that allows the values of any variant.
    pub(super) fn union(&mut self, schema: &Schema, variants: Vec<SchemaId>) -> Shaped {
        let mut nullable = false;
        let mut distinct: Vec<SchemaId> = Vec::with_capacity(variants.len());
        let mut known = HashSet::with_capacity(variants.len());
        for variant in variants {
            let (canonical, null) = self.canonical(variant);
            nullable |= null;
            // It may turn out to be null through an `allOf`, or a union.
            if self.is_known_as(canonical, Opaque::Null) {
                nullable = true;
            } else if known.insert(canonical) {
                distinct.push(variant);
            }
        }
        if let [only] = distinct.as_slice() {
            return Shaped { nullable, shape: Shape::Alias(*only) };
        }
        if distinct.is_empty() {
            return plain(Shape::Opaque(if nullable { Opaque::Null } else { Opaque::Never }));
        }
        let distinct = self.collapse(schema, distinct);
        let shape = match distinct.as_slice() {
            [only] => Shape::Alias(*only),
            _ => {
                let discriminator = self.discriminator(schema, &distinct);
                let default = discriminator.as_ref().and_then(|_| self.default_variant(schema, &distinct));
                let constants = self.lone_values(&distinct);
                Shape::Union(Union {
                    variants: distinct,
                    discriminator,
                    default,
                    base: None,
                    constants,
                    dispatch: Dispatch::default(),
                })
            }
        };
        Shaped { nullable, shape }
    }

    fn is_known_as(&self, id: SchemaId, why: Opaque) -> bool {
        matches!(&self.shapes[id.0], State::Done(shaped) if shaped.shape == Shape::Opaque(why))
    }

    /// The schema behind the known aliases, and whether it or an alias on the way is nullable.
    pub(super) fn canonical(&mut self, id: SchemaId) -> (SchemaId, bool) {
        let (mut end, mut nullable) = (id, false);
        for _ in 0..self.schemas.len() {
            let known = self.behind_aliases.get(&end).copied();
            let found = match (known, self.shape(end)) {
                (Some((target, null)), _) => (target, nullable | null),
                (None, Some(Shaped { nullable: null, shape: Shape::Alias(target) })) => {
                    nullable |= *null;
                    end = *target;
                    continue;
                }
                (None, Some(Shaped { nullable: null, .. })) => (end, nullable | *null),
                (None, None) => break,
            };
            if found.0 != id {
                self.behind_aliases.insert(id, found);
            }
            return found;
        }
        (end, nullable)
    }

    /// Merges variants that cannot be told apart in JSON: strings of several formats, enums of one type, integers and
    /// numbers, maps of anything.
    fn collapse(&mut self, schema: &Schema, variants: Vec<SchemaId>) -> Vec<SchemaId> {
        let lone: Option<Vec<Value>> = variants.iter().map(|variant| self.lone_value(*variant)).collect();
        if let Some(values) = lone {
            let own = Schema { any_of: variants.clone(), ..kept_words(schema, self.schema(variants[0])) };
            let id = self.add(own);
            let shape =
                if values.iter().all(Value::is_boolean) { Shape::Scalar(Scalar::Bool) } else { Shape::Enum(values) };
            self.shapes[id.0] = State::Done(plain(shape));
            return vec![id];
        }
        let variants = self.with_arrays_of_numbers_merged(schema, variants);
        let shapes: Vec<Option<Shape>> = variants.iter().map(|variant| self.shape_behind(*variant)).collect();
        let numbers = Numbers::among(&shapes);
        let mut kept: Vec<(Option<Family>, Vec<SchemaId>)> = Vec::new();
        let mut positions: HashMap<Family, usize> = HashMap::new();
        for (variant, shape) in variants.into_iter().zip(shapes) {
            let families = shape.map(|shape| families(&shape, numbers)).unwrap_or_default();
            // Listed values may be integers and other numbers.
            let families = if families.is_empty() { vec![None] } else { families.into_iter().map(Some).collect() };
            for family in families {
                let position = family.map_or(kept.len(), |family| *positions.entry(family).or_insert(kept.len()));
                match kept.get_mut(position) {
                    Some((_, members)) => members.push(variant),
                    None => kept.push((family, vec![variant])),
                }
            }
        }
        let mut collapsed = Vec::with_capacity(kept.len());
        let is_all = kept.len() == 1;
        for (family, members) in kept {
            match family.and_then(|family| self.shape_of_all(schema, family, &members, numbers)) {
                Some(shape) => collapsed.push(self.put_together(schema, &members, shape, is_all)),
                None => collapsed.extend(members),
            }
        }
        collapsed
    }

    /// The shape for the variants of a family; `None` if they stay apart.
    fn shape_of_all(
        &mut self,
        schema: &Schema,
        family: Family,
        members: &[SchemaId],
        numbers: Numbers,
    ) -> Option<Shape> {
        if numbers == Numbers::Apart && matches!(family, Family::Integer | Family::Number) {
            let are_listed = matches!(self.shape_behind(members[0]), Some(Shape::Enum(_)));
            return (members.len() > 1 || are_listed).then(|| self.widest_number(family, members));
        }
        // Beside other shapes, single values are variants of their own, as in serde's enums.
        let are_single = family != Family::Bool && members.iter().all(|id| self.lone_value(*id).is_some());
        (members.len() > 1 && !are_single).then(|| self.widest(schema, family, members))
    }

    /// The shape behind aliases.
    pub(super) fn shape_behind(&mut self, id: SchemaId) -> Option<Shape> {
        let canonical = self.canonical(id).0;
        self.shape(canonical).map(|shaped| shaped.shape.clone())
    }

    /// A schema for several variants of a union, all of them or a part.
    pub(super) fn put_together(
        &mut self,
        schema: &Schema,
        members: &[SchemaId],
        shape: Shape,
        is_all: bool,
    ) -> SchemaId {
        let mut own = kept_words(schema, self.schema(members[0]));
        own.pointer = place_of_part(schema, is_all);
        own.title = own.title.filter(|_| is_all);
        if matches!(shape, Shape::Enum(_)) {
            // They describe the values.
            own.any_of = members.to_vec();
        }
        let id = self.add(own);
        self.shapes[id.0] = State::Done(plain(shape));
        id
    }

    /// The only value that a schema without a name allows.
    fn lone_value(&mut self, id: SchemaId) -> Option<Value> {
        let (canonical, nullable) = self.canonical(id);
        if nullable || self.schema(canonical).pointer.component().is_some() {
            return None;
        }
        match &self.shape(canonical)?.shape {
            Shape::Enum(values) if values.len() == 1 => values.first().cloned(),
            _ => None,
        }
    }

    fn lone_values(&mut self, variants: &[SchemaId]) -> Vec<(Value, usize)> {
        let each = variants.iter().enumerate();
        each.filter_map(|(index, variant)| Some((self.lone_value(*variant)?, index))).collect()
    }

    fn widest(&mut self, schema: &Schema, family: Family, members: &[SchemaId]) -> Shape {
        if family == Family::Map {
            return self.widest_map(schema, members);
        }
        if let Some(shape) = self.widest_embedded(schema, members) {
            return shape;
        }
        let mut values: IndexSet<Value> = IndexSet::new();
        let mut all_enums = true;
        let mut scalar = None;
        for member in members {
            let canonical = self.canonical(*member).0;
            match self.shape(canonical).map(|shaped| &shaped.shape) {
                Some(Shape::Enum(more)) => values.extend(more.iter().cloned()),
                Some(Shape::Scalar(each)) => {
                    all_enums = false;
                    scalar = Some(scalar.map_or(*each, |before| wider(before, *each)));
                }
                // Beside other strings, a string with JSON is a plain string.
                Some(Shape::Embedded(_)) => {
                    all_enums = false;
                    scalar = Some(scalar.map_or(Scalar::Text, |before| wider(before, Scalar::Text)));
                }
                _ => {}
            }
        }
        // An open enum accepts any string beside its values. For numbers, the plain scalar is the better type.
        match scalar {
            Some(scalar) if values.is_empty() || family != Family::Text => Shape::Scalar(scalar),
            _ if !all_enums && values.len() == 1 => Shape::Scalar(Scalar::Text),
            _ => Shape::Enum(values.into_iter().collect()),
        }
    }

    /// A map whose values are those of any of the maps: an empty one could be any of them.
    fn widest_map(&mut self, schema: &Schema, members: &[SchemaId]) -> Shape {
        let mut inner: Vec<SchemaId> = Vec::with_capacity(members.len());
        let mut pointer = None;
        for member in members {
            let canonical = self.canonical(*member).0;
            pointer.get_or_insert_with(|| self.schema(canonical).pointer.clone());
            match self.shape(canonical).map(|shaped| shaped.shape.clone()) {
                Some(Shape::Map(values)) if !inner.contains(&values) => inner.push(values),
                Some(Shape::Map(_)) | None => {}
                // An object without properties holds anything.
                Some(open) => return open,
            }
        }
        let pointer = pointer.unwrap_or_default().join("additionalProperties");
        match inner.as_slice() {
            [only] => Shape::Map(*only),
            // Maps that hold each other would create unions without end.
            _ if schema.handed_down >= MOST_MAPS => Shape::Map(self.add(Schema { pointer, ..Schema::default() })),
            _ => {
                let handed_down = schema.handed_down + 1;
                Shape::Map(self.add(Schema { pointer, any_of: inner, handed_down, ..Schema::default() }))
            }
        }
    }
}

fn kept_words(union: &Schema, member: &Schema) -> Schema {
    Schema {
        pointer: union.pointer.clone(),
        title: union.title.clone(),
        description: union.description.clone().or_else(|| member.description.clone()),
        ..Schema::default()
    }
}
