//! Classifies schemas after their dependencies, so that a long chain does not exhaust the stack, and reports schemas that multiply beyond a
//! limit.

use super::{Shape, Shaped, Shaper, Shapes, State, children};
use crate::diag::Code;
use crate::resolve::SchemaId;
use std::collections::HashSet;

/// The limit for nested classification of schemas that are created on the way.
const MOST_NESTED: usize = 20;
/// The limit for created schemas, per schema of the description and in addition. Real descriptions stay below one in
/// eight.
const MADE_FOR_EACH: usize = 2;
const MADE_BESIDE: usize = 20_000;
/// The limit for `allOf` parts that are searched for dependencies. Dependencies beyond it are classified when they are
/// needed.
const MOST_PARTS: usize = 300;

/// The limit for all schemas, created ones included.
pub(super) fn most(described: usize) -> usize {
    described * (MADE_FOR_EACH + 1) + MADE_BESIDE
}

impl Shaper {
    /// Computes the shapes inside of components that were only used as parts of others, so that all components are complete.
    pub(super) fn complete(&mut self, components: &[(String, SchemaId)]) {
        let mut whole = HashSet::new();
        while self.schemas.len() <= self.most {
            let ids = components.iter().map(|(_, id)| *id);
            let open: Vec<SchemaId> = ids.filter(|id| self.known(*id).is_some() && whole.insert(*id)).collect();
            if open.is_empty() {
                return;
            }
            self.reach(open);
        }
    }

    /// Computes the shapes of the roots and everything that they use.
    pub(super) fn reach(&mut self, roots: Vec<SchemaId>) {
        let mut queue = roots;
        queue.reverse();
        let mut seen = HashSet::new();
        while let Some(id) = queue.pop() {
            if !seen.insert(id) {
                continue;
            }
            let described = self.schema(id).pointer.clone();
            if let Some(shaped) = self.shape(id) {
                let mut next = children(&shaped.shape);
                next.reverse();
                queue.append(&mut next);
            }
            if self.schemas.len() > self.most {
                let message = format!("allOf, oneOf and anyOf expand to more than {} schemas", self.most);
                self.report(Code::TooLarge, &described, message);
                return;
            }
        }
    }

    /// The shape of a schema; `None` while it is being computed.
    pub(super) fn shape(&mut self, id: SchemaId) -> Option<&Shaped> {
        let bounded = self.nested < MOST_NESTED && self.schemas.len() <= self.most;
        if matches!(self.shapes[id.0], State::Unknown) && bounded {
            self.nested += 1;
            self.settle(id);
            self.nested -= 1;
        }
        self.known(id)
    }

    /// The shape of a schema, if it has been computed.
    pub(super) fn known(&self, id: SchemaId) -> Option<&Shaped> {
        match &self.shapes[id.0] {
            State::Done(shaped) => Some(shaped),
            State::InProgress | State::Unknown => None,
        }
    }

    /// Classifies a schema after its dependencies. Uses an explicit stack instead of recursion: a chain of schemas may
    /// be longer than the call stack allows.
    fn settle(&mut self, id: SchemaId) {
        self.shapes[id.0] = State::InProgress;
        let mut path = vec![(id, self.asked_for(id).into_iter())];
        while let Some((id, needs)) = path.last_mut() {
            let id = *id;
            match needs.next() {
                Some(next) => {
                    if matches!(self.shapes[next.0], State::Unknown) {
                        self.shapes[next.0] = State::InProgress;
                        path.push((next, self.asked_for(next).into_iter()));
                    }
                }
                None => {
                    let shaped = self.classify(id);
                    let shaped = self.without_circle(id, shaped);
                    self.shapes[id.0] = State::Done(shaped);
                    path.pop();
                }
            }
        }
    }

    /// The dependencies of a schema: its properties, which may be constants, and its variants, including those by
    /// `allOf`.
    fn asked_for(&self, id: SchemaId) -> Vec<SchemaId> {
        let mut asked = Vec::new();
        let mut parts = vec![id];
        let mut seen = HashSet::from([id]);
        while let Some(part) = parts.pop().filter(|_| seen.len() < MOST_PARTS) {
            let schema = self.schema(part);
            asked.extend(schema.properties.values());
            asked.extend(schema.one_of.iter().chain(&schema.any_of));
            if schema.reference.is_some() && part == id && !schema.is_structural() {
                asked.extend(schema.reference);
                continue;
            }
            let inner = schema.reference.iter().chain(&schema.all_of);
            parts.extend(inner.copied().filter(|inner| seen.insert(*inner)));
        }
        asked
    }

    /// Whether a schema refers into a cycle that consists of references only.
    pub(super) fn leads_back(&mut self, id: SchemaId) -> Option<Circle> {
        let mut on_way = HashSet::new();
        let mut next = Some(id);
        while let Some(id) = next {
            if self.straight.contains(&id) {
                break;
            }
            let circle = match on_way.insert(id) {
                false => Some(Circle::New),
                true if self.circular.contains(&id) => Some(Circle::Known),
                true => None,
            };
            if circle.is_some() {
                self.circular.extend(on_way);
                return circle;
            }
            let schema = self.schema(id);
            next = schema.reference.filter(|_| !schema.is_structural());
        }
        // Schemas that refer here need not be followed again.
        self.straight.extend(on_way);
        None
    }
}

/// A cycle of references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Circle {
    /// It has not been reported.
    New,
    /// It was reached from another schema in it, or before it.
    Known,
}

/// The schema behind each alias, and whether it or an alias on the way is nullable.
pub(super) fn canonical(shapes: &Shapes) -> Vec<(SchemaId, bool)> {
    let mut known: Vec<Option<(SchemaId, bool)>> = vec![None; shapes.shapes.len()];
    for start in 0..known.len() {
        let mut way = Vec::new();
        let mut id = SchemaId(start);
        // Cycles of aliases were replaced, so a chain is never longer than the number of schemas.
        while known[id.0].is_none() && way.len() <= known.len() {
            way.push(id);
            match shapes.shape(id).shape {
                Shape::Alias(target) => id = target,
                _ => known[id.0] = Some((id, shapes.shape(id).nullable)),
            }
        }
        let (target, mut nullable) = known[id.0].unwrap_or((id, false));
        for id in way.into_iter().rev() {
            nullable |= shapes.shape(id).nullable;
            known[id.0] = Some((target, nullable));
        }
    }
    known.into_iter().enumerate().map(|(index, known)| known.unwrap_or((SchemaId(index), false))).collect()
}
