//! Computes which values a schema allows, as one of a few shapes.
//!
//! The phase is total: a schema without a better shape is [`Shape::Opaque`], with the reason.

mod circles;
mod classify;
mod discriminator;
mod dispatch;
mod embedded;
mod family;
mod inheritance;
mod meet;
mod merge;
mod mistyped;
mod model;
mod numbers;
mod schedule;
mod shaper;
mod subtype_union;
mod union;

pub use model::{
    AdditionalProperties, Discriminated, Dispatch, Kind, Object, Opaque, Probe, Property, Scalar, Shape, Shaped,
    Shapes, Temporal, Tuple, Union, Width, children,
};
use shaper::{Shaper, State};

use crate::config::Unreached;
use crate::diag::Diagnostics;
use crate::resolve::{Description, Schema, SchemaId};
use std::collections::{HashMap, HashSet};

/// Finds the shape of every schema that operations and webhooks need, and, if they are bound, of the unused components.
pub fn shape(description: &Description, schemas: Vec<Schema>, unreached: Unreached) -> (Shapes, Diagnostics) {
    let roots = roots(description);
    let subtypes = inheritance::Subtypes::find(description, &schemas);
    let count = schemas.len();
    let mut shaper = Shaper {
        shapes: schemas.iter().map(|_| State::Unknown).collect(),
        schemas,
        subtypes,
        most: schedule::most(count),
        nested: 0,
        straight: HashSet::new(),
        circular: HashSet::new(),
        ends: HashMap::new(),
        behind_aliases: HashMap::new(),
        pairs: HashMap::new(),
        diagnostics: Diagnostics::new(),
    };
    shaper.reach(roots);
    shaper.complete(&description.components);
    if unreached == Unreached::Bind {
        // Last, so that unused components do not affect the shapes that operations need.
        shaper.reach(description.components.iter().map(|(_, id)| *id).collect());
        shaper.complete(&description.components);
    }
    let mut shapes = Shapes {
        schemas: shaper.schemas,
        shapes: shaper.shapes.into_iter().map(State::done).collect(),
        tags: HashSet::new(),
        tried: HashSet::new(),
        bases: shaper.subtypes.into_themselves(),
        canonical: Vec::new(),
    };
    circles::open(&mut shapes, &mut shaper.diagnostics);
    dispatch::discriminate(&mut shapes);
    dispatch::plan_all(&mut shapes, &mut shaper.diagnostics);
    shapes.canonical = schedule::canonical(&shapes);
    (shapes, shaper.diagnostics)
}

fn roots(description: &Description) -> Vec<SchemaId> {
    let mut roots = Vec::new();
    for operation in description.operations.iter().chain(description.webhooks.iter().map(|webhook| &webhook.call)) {
        roots.extend(operation.parameters.iter().filter_map(|parameter| parameter.schema));
        roots.extend(operation.body.iter().flat_map(|body| &body.content).filter_map(|content| content.schema));
        roots.extend(
            operation.responses.iter().flat_map(|response| &response.content).filter_map(|content| content.schema),
        );
        roots.extend(
            operation.responses.iter().flat_map(|response| &response.headers).filter_map(|header| header.schema),
        );
    }
    roots
}

#[cfg(test)]
mod tests;
