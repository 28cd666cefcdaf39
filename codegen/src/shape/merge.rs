//! `allOf`: merges several schemas that must all hold.

use super::classify::{constants, plain};
use super::meet::{Met, Values, first};
use super::{Opaque, Shape, Shaped, Shaper};
use crate::diag::{Code, Diagnostic, Pointer};
use crate::resolve::{Schema, SchemaId, TypeSet};
use serde_json::Value;
use std::cell::Cell;
use std::collections::HashSet;

/// The limit for the depth of composition. Real descriptions stay below 20.
const DEEPEST: usize = 200;

/// Why the parts of a schema cannot be collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MergeError {
    /// It contains itself.
    Cycle,
    /// It is composed through too many levels.
    Depth,
}

/// The limit for schemas that are compared to decide whether two are equal. Equal ones in real descriptions have few parts.
const MOST_COMPARED: usize = 5_000;

/// The limit for combinations of variants when two unions must both hold.
const MOST_COMBINATIONS: usize = 64;

impl Shaper {
    /// The shape of a schema with `allOf`, or with siblings of `$ref`.
    pub(super) fn merged(&mut self, id: SchemaId) -> Shaped {
        let pointer = self.schema(id).pointer.clone();
        let mut parts = Vec::new();
        match self.flatten(id, &mut Vec::new(), &mut HashSet::new(), &mut parts) {
            Ok(()) => {}
            Err(MergeError::Cycle) => {
                let message = "the schema contains itself through allOf; any JSON value is used instead".to_owned();
                self.report(Code::CyclicReference, &pointer, message);
                return plain(Shape::Opaque(Opaque::Missing));
            }
            Err(MergeError::Depth) => {
                let message =
                    format!("the schema has more than {DEEPEST} levels of allOf; any JSON value is used instead");
                self.report(Code::TooDeep, &pointer, message);
                return plain(Shape::Opaque(Opaque::Deep));
            }
        }
        // A single reference with nothing beside it but annotations is that schema.
        if let Some(alias) = self.only_reference(id) {
            return plain(Shape::Alias(alias));
        }
        let mut whole = Schema { pointer: pointer.clone(), ..Schema::default() };
        let last = parts.len().saturating_sub(1);
        for (index, part) in parts.into_iter().enumerate() {
            if index < last || !self.is_object_by_habit(&pointer, &whole, &part) {
                whole = self.meet(&pointer, whole, part);
            }
        }
        // The annotations of the schema itself come before those of its parts.
        let own = self.schema(id);
        whole.description = own.description.clone().or(whole.description);
        whole.title = own.title.clone();
        self.classify_flat(&whole)
    }

    /// The schema behind references and single-part `allOf`s without siblings that constrain the values. Code that
    /// inspects a schema before its shape is known inspects this one.
    pub(super) fn behind(&self, id: SchemaId) -> SchemaId {
        let mut id = id;
        for _ in 0..DEEPEST {
            let schema = self.schema(id);
            let next = match (schema.reference, schema.all_of.as_slice()) {
                (Some(next), _) if !schema.is_structural() => next,
                (None, [one]) if !(Schema { all_of: Vec::new(), ..schema.clone() }).is_structural() => *one,
                _ => break,
            };
            id = next;
        }
        id
    }

    fn only_reference(&self, id: SchemaId) -> Option<SchemaId> {
        let schema = self.schema(id);
        let alone = Schema { all_of: Vec::new(), ..schema.clone() };
        match schema.all_of.as_slice() {
            [one] if schema.reference.is_none() && !alone.is_structural() && !self.extends(id, *one) => {
                // A base type differs from its parts.
                Some(*one).filter(|_| !self.subtypes.is_base_itself(id))
            }
            _ => None,
        }
    }

    /// Whether a schema extends the one that a part of it refers to, so that the two differ.
    fn extends(&self, id: SchemaId, part: SchemaId) -> bool {
        let mut part = part;
        for _ in 0..DEEPEST {
            let schema = self.schema(part);
            let lists_it = schema.one_of.iter().chain(&schema.any_of).any(|branch| self.leads_into(*branch, &[id]));
            if lists_it || self.subtypes.extends(id, part) {
                return true;
            }
            match schema.reference {
                Some(next) => part = next,
                None => break,
            }
        }
        false
    }

    /// Collects the schemas that must all hold, without references and `allOf`, each once.
    fn flatten(
        &self,
        id: SchemaId,
        path: &mut Vec<SchemaId>,
        complete: &mut HashSet<SchemaId>,
        parts: &mut Vec<Schema>,
    ) -> Result<(), MergeError> {
        if complete.contains(&id) {
            return Ok(());
        }
        if path.contains(&id) {
            return Err(MergeError::Cycle);
        }
        if path.len() > DEEPEST {
            return Err(MergeError::Depth);
        }
        path.push(id);
        let schema = self.schema(id);
        for inner in schema.reference.iter().chain(&schema.all_of) {
            self.flatten(*inner, path, complete, parts)?;
        }
        let mut part = Schema { reference: None, all_of: Vec::new(), ..schema.clone() };
        // A base type may list its subtypes; a schema that extends it need not match them.
        let lists_heir = |branches: &[SchemaId]| branches.iter().any(|branch| self.leads_into(*branch, path));
        if lists_heir(&part.one_of) || lists_heir(&part.any_of) {
            part.one_of.clear();
            part.any_of.clear();
        }
        path.pop();
        parts.push(part);
        complete.insert(id);
        Ok(())
    }

    /// Whether a schema is, or refers to, one of those on a path.
    fn leads_into(&self, id: SchemaId, path: &[SchemaId]) -> bool {
        let mut id = id;
        for _ in 0..DEEPEST {
            if path.contains(&id) || self.subtypes.itself(id).is_some_and(|itself| path.contains(&itself)) {
                return true;
            }
            match self.schema(id).reference {
                Some(next) => id = next,
                None => break,
            }
        }
        false
    }

    /// Whether a schema has `type: object` beside an `allOf` of something else, as some tools write everywhere.
    fn is_object_by_habit(&mut self, pointer: &Pointer, parts: &Schema, own: &Schema) -> bool {
        let only_type = !Schema { types: TypeSet::NONE, ..own.clone() }.is_structural();
        let habit = own.types == TypeSet::OBJECT && only_type && !parts.types.is_empty();
        if !habit || parts.types.contains(TypeSet::OBJECT) {
            return false;
        }
        let message = format!("the type object contradicts an allOf of {} and is ignored", parts.types);
        self.report(Code::Conflict, pointer, message);
        true
    }

    /// The types that both allow; `None` if there are none. A part of type null means "or null".
    fn meet_types(&mut self, pointer: &Pointer, left: &Schema, right: &Schema) -> Option<TypeSet> {
        if left.types.is_empty() || right.types.is_empty() {
            return Some(left.types.with(right.types));
        }
        let both = left.types.meet(right.types);
        if !both.is_empty() {
            return Some(both);
        }
        let message = format!("allOf requires both {} and {}", left.types, right.types);
        if left.types == TypeSet::NULL || right.types == TypeSet::NULL {
            self.diagnostics.push(between(
                Code::Conflict,
                pointer,
                [left, right],
                format!("{message}; either is allowed"),
            ));
            return Some(left.types.with(right.types));
        }
        let message = format!("{message}; any JSON value is used instead");
        self.diagnostics.push(between(Code::Contradiction, pointer, [left, right], message));
        None
    }

    /// The values that both list; `None` if there are none. A later list of a single value, or a shorter one, overrides
    /// an earlier one: subtypes name their own kind, which their base type does not list.
    fn meet_values(&mut self, pointer: &Pointer, left: &Schema, right: &Schema) -> Option<Values> {
        let (Some(earlier), Some(later)) = (constants(left), constants(right)) else {
            let given = if left.constant.is_some() || left.values.is_some() { left } else { right };
            return Some(Values::of(given));
        };
        let listed: HashSet<&Value> = later.iter().collect();
        let both: Vec<Value> = earlier.iter().filter(|value| listed.contains(value)).cloned().collect();
        if !both.is_empty() {
            let constant = left.constant.clone().or_else(|| right.constant.clone());
            return Some(Values {
                constant,
                listed: Some(both),
                words: first(left.value_names.clone(), right.value_names.clone()),
            });
        }
        if later.len() == 1 || later.len() < earlier.len() {
            let message = "allOf requires enums without a common value; the later, narrower one is used".to_owned();
            self.diagnostics.push(between(Code::Contradiction, pointer, [left, right], message));
            return Some(Values::of(right));
        }
        let message = "allOf requires enums without a common value; any JSON value is used instead".to_owned();
        self.diagnostics.push(between(Code::Contradiction, pointer, [left, right], message));
        None
    }

    /// The schema that allows what both allow.
    fn meet(&mut self, pointer: &Pointer, mut left: Schema, mut right: Schema) -> Schema {
        let or_null = (left.types == TypeSet::NULL) != (right.types == TypeSet::NULL);
        let met_types = self.meet_types(pointer, &left, &right);
        let met_values = self.meet_values(pointer, &left, &right);
        let excluded = met_types.is_none() || met_values.is_none();
        let types = met_types.unwrap_or_default();
        let Values { constant, listed: mut values, words: value_names } = met_values.unwrap_or_default();
        let mut properties = std::mem::take(&mut left.properties);
        for (name, inner) in std::mem::take(&mut right.properties) {
            let merged = match properties.get(&name) {
                Some(existing) => self.both(pointer.join("properties").join(&name), *existing, inner),
                None => inner,
            };
            properties.insert(name, merged);
        }
        let items = match (left.items, right.items) {
            (Some(one), Some(other)) => Some(self.both(pointer.join("items"), one, other)),
            (one, other) => one.or(other),
        };
        let content_schema = match (left.content_schema, right.content_schema) {
            (Some(one), Some(other)) => Some(self.both(pointer.join("contentSchema"), one, other)),
            (one, other) => one.or(other),
        };
        let (one_of, crossed) =
            self.branches(pointer, std::mem::take(&mut left.one_of), std::mem::take(&mut right.one_of));
        let (any_of, also) =
            self.branches(pointer, std::mem::take(&mut left.any_of), std::mem::take(&mut right.any_of));
        let mut all_of = std::mem::take(&mut left.all_of);
        all_of.append(&mut right.all_of);
        all_of.extend(crossed.into_iter().chain(also).map(|union| self.add(union)));
        // A part that is null allows null for the other's values, too.
        if or_null && types.contains(TypeSet::NULL) {
            values
                .iter_mut()
                .filter(|values| !values.contains(&Value::Null))
                .for_each(|values| values.push(Value::Null));
        }
        let met = Met {
            types,
            values,
            value_names,
            constant,
            properties,
            items,
            content_schema,
            all_of,
            one_of,
            any_of,
            is_contradictory: excluded,
        };
        met.with_the_rest_of(left, right)
    }

    /// A schema for the intersection of two schemas.
    fn both(&mut self, pointer: Pointer, one: SchemaId, other: SchemaId) -> SchemaId {
        if one == other || self.alike(one, other) {
            return one;
        }
        // `{}` adds nothing.
        if !self.schema(other).is_structural() && self.schema(other).reference.is_none() {
            return one;
        }
        if !self.schema(one).is_structural() && self.schema(one).reference.is_none() {
            return other;
        }
        // Two recursive schemas meet again further inside.
        if let Some(made) = self.pairs.get(&(one, other)) {
            return *made;
        }
        let made = self.add(Schema { pointer, all_of: vec![one, other], ..Schema::default() });
        self.pairs.insert((one, other), made);
        made
    }

    /// Whether two schemas are equal, apart from annotations.
    fn alike(&self, one: SchemaId, other: SchemaId) -> bool {
        self.alike_within(one, other, 0, &Cell::new(MOST_COMPARED))
    }

    fn alike_within(&self, one: SchemaId, other: SchemaId, depth: usize, left: &Cell<usize>) -> bool {
        if one == other {
            return true;
        }
        left.set(left.get().saturating_sub(1));
        let (one, other) = (self.schema(one), self.schema(other));
        let lists = |these: &[SchemaId], those: &[SchemaId]| {
            these.len() == those.len()
                && these.iter().zip(those).all(|(a, b)| self.alike_within(*a, *b, depth + 1, left))
        };
        depth < 8
            && left.get() > 0
            && one.reference == other.reference
            && one.boolean == other.boolean
            && one.types == other.types
            && one.values == other.values
            && one.constant == other.constant
            && one.format == other.format
            && one.required == other.required
            && one.additional == other.additional
            && (one.min_items, one.max_items) == (other.min_items, other.max_items)
            && lists(&one.all_of, &other.all_of)
            && lists(&one.one_of, &other.one_of)
            && lists(&one.any_of, &other.any_of)
            && lists(one.items.as_slice(), other.items.as_slice())
            && lists(&one.prefix_items, &other.prefix_items)
            && one.properties.keys().eq(other.properties.keys())
            && one
                .properties
                .values()
                .zip(other.properties.values())
                .all(|(a, b)| self.alike_within(*a, *b, depth + 1, left))
    }

    /// One union for two that must both hold; if they differ, also the other one, to be merged with every variant of the first. Too many
    /// combinations are reported as a conflict.
    fn branches(
        &mut self,
        pointer: &Pointer,
        left: Vec<SchemaId>,
        right: Vec<SchemaId>,
    ) -> (Vec<SchemaId>, Option<Schema>) {
        let same = left.len() == right.len() && left.iter().zip(&right).all(|(a, b)| self.alike(*a, *b));
        if left.is_empty() || right.is_empty() || same {
            return (first(left, right), None);
        }
        let variants = |branches: &[SchemaId]| branches.iter().filter(|id| !self.is_constraint(**id)).count();
        if variants(&left) * variants(&right) > MOST_COMBINATIONS {
            self.report(
                Code::Conflict,
                pointer,
                "allOf requires two different unions; the first one is used".to_owned(),
            );
            return (left, None);
        }
        (left, Some(Schema { pointer: pointer.clone(), one_of: right, ..Schema::default() }))
    }
}

/// A diagnostic about two schemas that must both hold, with their places.
fn between(code: Code, pointer: &Pointer, parts: [&Schema; 2], message: String) -> Diagnostic {
    let labels = ["one of the two is here", "the other one is here"];
    let others = parts.into_iter().zip(labels).filter(|(part, _)| part.pointer != *pointer);
    others.fold(Diagnostic::new(code, pointer, message), |found, (part, label)| found.related(&part.pointer, label))
}
