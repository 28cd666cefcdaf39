//! Plans how the variants of a union are told apart.
//!
//! In order of preference: the JSON type, a tag (a discriminator, or a property whose constants differ between all
//! variants, also one level down), a property that only one variant has, and only then an exact match by trial. A
//! variant that accepts anything comes last.

mod declared;
mod look;
mod plan;

use super::model::{Dispatch, Probe};
use super::{Object, Property, Shape, Shaped, Shapes, Union};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::resolve::SchemaId;
use look::{DEEPEST_UNION, Look};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Makes the discriminator property of a variant a constant, so that users need not set it, unless the variant has several values. OpenAPI
/// requires the property to be required (3.1, 4.8.25). If it is not, values may come without it, so it is optional: constructors set it,
/// and a value that came without it is written back without it.
pub(super) fn discriminate(shapes: &mut Shapes) {
    let mut wanted: HashMap<(SchemaId, String), HashSet<Value>> = HashMap::new();
    for shaped in shapes.shapes.iter().flatten() {
        let Shape::Union(union @ Union { variants, discriminator: Some(discriminator), .. }) = &shaped.shape else {
            continue;
        };
        // The variant for unlisted values can have any value there.
        let is_fixed = |index: usize| union.default != Some(index) && union.base != Some(index);
        for (value, index) in discriminator.values.iter().filter(|(_, index)| is_fixed(*index)) {
            for object in objects_behind(shapes, variants[*index], &discriminator.property) {
                wanted.entry((object, discriminator.property.clone())).or_default().insert(value.clone());
            }
        }
    }
    for ((variant, name), values) in wanted {
        let schema = match &shapes.shape(variant).shape {
            Shape::Object(object) => object.property(&name).and_then(|property| property.schema),
            _ => None,
        };
        let nullable = schema.is_some_and(|schema| shapes.canonical(schema).1);
        let Some(Some(shaped)) = shapes.shapes.get_mut(variant.0) else { continue };
        let Shape::Object(Object { properties, .. }) = &mut shaped.shape else { continue };
        let mut values = values.into_iter();
        let (Some(value), None) = (values.next(), values.next()) else { continue };
        let constant = Some(value);
        match properties.iter_mut().find(|property| property.name == name) {
            Some(property) if property.constant.is_some() => continue,
            Some(property) => {
                property.constant = constant;
                // A null tag names no variant; such a value is treated like one without the tag.
                property.required &= !nullable;
            }
            // It is not declared, so a received variant may lack it; a sent one has it.
            None => properties.insert(0, Property { name: name.clone(), schema: None, required: false, constant }),
        }
        shapes.tags.insert((variant, name));
    }
}

/// The objects of a variant: itself, or those of a base type that has another discriminator.
fn objects_behind(shapes: &Shapes, variant: SchemaId, property: &str) -> Vec<SchemaId> {
    let mut objects = Vec::new();
    let mut queue = vec![(variant, 0)];
    while let Some((variant, depth)) = queue.pop() {
        let variant = shapes.canonical(variant).0;
        match &shapes.shape(variant).shape {
            Shape::Object(_) => objects.push(variant),
            Shape::Union(union) if union.base.is_some() && depth < DEEPEST_UNION => {
                let is_other = union.discriminator.as_ref().is_some_and(|inner| inner.property != property);
                queue.extend(union.variants.iter().filter(|_| is_other).map(|inner| (*inner, depth + 1)));
            }
            _ => {}
        }
    }
    objects
}

/// Plans every union.
pub(super) fn plan_all(shapes: &mut Shapes, diagnostics: &mut Diagnostics) {
    let look = Look::new(shapes);
    let mut planned: Vec<(usize, Dispatch)> = Vec::new();
    let mut tags = HashSet::new();
    let mut all_tried = HashSet::new();
    for (index, shaped) in shapes.shapes.iter().enumerate() {
        let Some(Shaped { shape: Shape::Union(union), .. }) = shaped else { continue };
        let dispatch = plan::Planner::new(&look, union).plan();
        let tried: Vec<SchemaId> = dispatch.tried().map(|variant| union.variants[variant]).collect();
        if tried.len() > 1 {
            let pointer = &shapes.schema(SchemaId(index)).pointer;
            diagnostics.push(Diagnostic::new(Code::Trial, pointer, trial_message(&dispatch)));
        }
        for probe in &dispatch.probes {
            if let Probe::Tag { path, .. } = probe
                && let [name] = path.as_slice()
            {
                let tagged = objects(&look, &union.variants);
                tags.extend(tagged.into_iter().map(|object| (object, name.clone())));
            }
        }
        all_tried.extend(objects(&look, &tried));
        planned.push((index, dispatch));
    }
    shapes.tags.extend(tags);
    shapes.tried.extend(all_tried);
    for (index, dispatch) in planned {
        if let Some(Some(Shaped { shape: Shape::Union(union), .. })) = shapes.shapes.get_mut(index) {
            union.dispatch = dispatch;
        }
    }
}

fn trial_message(dispatch: &Dispatch) -> String {
    let tag = dispatch.probes.iter().find_map(|probe| match probe {
        Probe::Tag { path, .. } => Some(path.join(".")),
        _ => None,
    });
    match tag {
        Some(tag) => format!("variants without the property {tag:?} are told apart by trial"),
        None => "the variants are told apart by trial".to_owned(),
    }
}

/// The objects among the variants of a union, including nested unions.
fn objects(look: &Look<'_>, variants: &[SchemaId]) -> HashSet<SchemaId> {
    let mut found = HashSet::new();
    for variant in variants {
        let leaves = look.leaves(*variant);
        found.extend(leaves.schemas.iter().filter(|leaf| matches!(look.shape(**leaf), Shape::Object(_))));
    }
    found
}
