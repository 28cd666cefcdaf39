//! Cycles of schemas without any structure: aliases of each other, and unions that are their own variants. Inspecting a value would never
//! end, so both are replaced by the part outside of the cycle.

use super::{Dispatch, Opaque, Shape, Shaped, Shaper, Shapes, Union};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::resolve::SchemaId;
use indexmap::IndexSet;
use std::collections::HashMap;

impl Shaper {
    /// Replaces a shape that is an alias of itself.
    pub(super) fn without_circle(&mut self, id: SchemaId, shaped: Shaped) -> Shaped {
        let Shape::Alias(target) = shaped.shape else { return shaped };
        if self.alias_end(target) != id {
            self.ends.insert(id, target);
            return shaped;
        }
        let pointer = self.schema(id).pointer.clone();
        let message = "the schema is an alias of itself; any JSON value is used instead".to_owned();
        self.report(Code::CyclicReference, &pointer, message);
        Shaped { shape: Shape::Opaque(Opaque::Missing), ..shaped }
    }

    /// The targets of aliases, as far as they are known.
    fn alias_end(&mut self, id: SchemaId) -> SchemaId {
        let mut end = id;
        while let Some(next) = self.ends.get(&end) {
            end = *next;
        }
        let mut at = id;
        while at != end {
            at = self.ends.insert(at, end).unwrap_or(end);
        }
        end
    }
}

/// Gives unions that are variants of themselves, directly or indirectly, the variants outside of their cycle.
pub(super) fn open(shapes: &mut Shapes, diagnostics: &mut Diagnostics) {
    for circle in circles(shapes) {
        let mut leaves = IndexSet::new();
        let mut nullable = false;
        for member in &circle {
            nullable |= shapes.shape(*member).nullable;
            for variant in variants(shapes, *member) {
                let (behind, null) = shapes.canonical(*variant);
                nullable |= null;
                if !circle.contains(&behind) {
                    leaves.insert(behind);
                }
            }
        }
        let leaves: Vec<SchemaId> = leaves.into_iter().collect();
        let shape = match leaves.as_slice() {
            [] => Shape::Opaque(Opaque::Missing),
            [only] => Shape::Alias(*only),
            _ => Shape::Union(Union {
                variants: leaves.clone(),
                discriminator: None,
                default: None,
                base: None,
                constants: Vec::new(),
                dispatch: Dispatch::default(),
            }),
        };
        let message = match leaves.as_slice() {
            [] => "the union has no variant other than itself; any JSON value is used instead",
            _ => "the union is a variant of itself; only its other variants are used",
        };
        for member in &circle {
            let pointer = &shapes.schemas[member.0].pointer;
            diagnostics.push(Diagnostic::new(Code::CyclicReference, pointer, message));
            shapes.shapes[member.0] = Some(Shaped { nullable, shape: shape.clone() });
        }
    }
}

fn variants(shapes: &Shapes, id: SchemaId) -> &[SchemaId] {
    match &shapes.shape(id).shape {
        Shape::Union(union) => &union.variants,
        _ => &[],
    }
}

/// The state of a union in the walk (Tarjan's strongly connected components).
#[derive(Clone, Copy)]
struct Visit {
    number: usize,
    /// The lowest number that is reachable from here.
    low: usize,
    is_open: bool,
}

/// The sets of unions that are variants of each other. Uses an explicit stack instead of recursion, since a chain of
/// unions may be longer than the call stack allows.
fn circles(shapes: &Shapes) -> Vec<IndexSet<SchemaId>> {
    let mut visits: HashMap<SchemaId, Visit> = HashMap::new();
    let mut open: Vec<SchemaId> = Vec::new();
    let mut found = Vec::new();
    let enter = |id: SchemaId, visits: &mut HashMap<SchemaId, Visit>, open: &mut Vec<SchemaId>| {
        let number = visits.len();
        visits.insert(id, Visit { number, low: number, is_open: true });
        open.push(id);
        let targets: Vec<SchemaId> = variants(shapes, id).iter().map(|variant| shapes.canonical(*variant).0).collect();
        (id, targets.into_iter())
    };
    let unions = (0..shapes.shapes.len()).map(SchemaId).filter(|id| !variants(shapes, *id).is_empty());
    for start in unions {
        if visits.contains_key(&start) {
            continue;
        }
        let mut path = vec![enter(start, &mut visits, &mut open)];
        while let Some((id, targets)) = path.last_mut() {
            let id = *id;
            if let Some(next) = targets.next() {
                match visits.get(&next).copied() {
                    Some(visit) if visit.is_open => lower(&mut visits, id, visit.number),
                    Some(_) => {}
                    None if variants(shapes, next).is_empty() => {}
                    None => path.push(enter(next, &mut visits, &mut open)),
                }
                continue;
            }
            path.pop();
            let Some(visit) = visits.get(&id).copied() else { continue };
            if let Some((around, _)) = path.last() {
                lower(&mut visits, *around, visit.low);
            }
            if visit.low == visit.number {
                let from = open.iter().rposition(|each| *each == id).unwrap_or(open.len());
                let circle: IndexSet<SchemaId> = open.drain(from..).collect();
                for each in &circle {
                    visits.entry(*each).and_modify(|visit| visit.is_open = false);
                }
                let is_variant_of_itself =
                    circle.len() > 1 || variants(shapes, id).iter().any(|variant| shapes.canonical(*variant).0 == id);
                if is_variant_of_itself {
                    found.push(circle);
                }
            }
        }
    }
    found
}

fn lower(visits: &mut HashMap<SchemaId, Visit>, id: SchemaId, low: usize) {
    if let Some(visit) = visits.get_mut(&id) {
        visit.low = visit.low.min(low);
    }
}
