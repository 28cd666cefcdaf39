//! Finds words for the variants of a union whose schemas have no names.

use crate::resolve::SchemaId;
use crate::shape::{Probe, Scalar, Shape, Shapes, Union};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The limit for the search for a component in a schema.
const DEEPEST: usize = 4;

/// A word for each variant: its title or that of a part of it, else a component that it extends, else its tag values or its unique
/// property, else its JSON type if no other variant has it.
pub(super) fn words(shapes: &Shapes, union: &Union) -> Vec<Option<String>> {
    let kinds: Vec<Option<&str>> = union.variants.iter().map(|id| kind_word(shapes, *id)).collect();
    let unique = |word: &str| kinds.iter().flatten().filter(|each| **each == word).take(2).count() == 1;
    let tags = tag_words(union);
    let keys = key_words(union);
    let each = union.variants.iter().enumerate().map(|(index, id)| {
        title(shapes, *id, DEEPEST)
            .or_else(|| component(shapes, *id, DEEPEST))
            .or_else(|| tags.get(&index).cloned())
            .or_else(|| keys.get(&index).cloned())
            .or_else(|| outer_word(shapes, union, *id))
            .or_else(|| kinds[index].filter(|word| unique(word)).map(str::to_owned))
    });
    each.collect()
}

/// The title of a schema, or of an unnamed part of it.
fn title(shapes: &Shapes, id: SchemaId, left: usize) -> Option<String> {
    let schema = shapes.schema(id);
    if let Some(title) = schema.title.clone().filter(|title| is_word(title)) {
        return Some(title);
    }
    let left = left.checked_sub(1)?;
    let nameless = |part: &&SchemaId| {
        let part = shapes.schema(**part);
        part.reference.is_none() && part.pointer.component().is_none()
    };
    schema.all_of.iter().filter(nameless).find_map(|part| title(shapes, *part, left))
}

fn is_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// The component that a schema refers to, or extends first.
fn component(shapes: &Shapes, id: SchemaId, left: usize) -> Option<String> {
    let schema = shapes.schema(id);
    match schema.reference.or_else(|| schema.all_of.first().copied()) {
        Some(next) => shapes.schema(next).pointer.component().or_else(|| component(shapes, next, left.checked_sub(1)?)),
        None => None,
    }
}

/// The one or two tag values of variants.
fn tag_words(union: &Union) -> HashMap<usize, String> {
    let mut found = HashMap::new();
    for probe in &union.dispatch.probes {
        let Probe::Tag { values, .. } = probe else { continue };
        let mut words: HashMap<usize, Vec<String>> = HashMap::new();
        for (value, variant) in values {
            words.entry(*variant).or_default().push(crate::dialect::plain_text(value));
        }
        for (variant, words) in words {
            let word = match words.as_slice() {
                [one] if is_word(one) => one.clone(),
                [one, other] if is_word(one) && is_word(other) => format!("{one} or {other}"),
                _ => continue,
            };
            found.entry(variant).or_insert(word);
        }
    }
    found
}

/// The unique property of variants.
fn key_words(union: &Union) -> HashMap<usize, String> {
    let mut found = HashMap::new();
    for probe in &union.dispatch.probes {
        let Probe::Keys(keys) = probe else { continue };
        let mut first = HashSet::new();
        for (path, variant) in keys.iter().filter(|(_, variant)| first.insert(*variant)) {
            let word = path.join(" ");
            if is_word(&word) {
                found.entry(*variant).or_insert(word);
            }
        }
    }
    found
}

/// The only property of an object that is a variant beside single values, as in serde's enums.
fn outer_word(shapes: &Shapes, union: &Union, id: SchemaId) -> Option<String> {
    let Shape::Object(object) = &shapes.shape(shapes.canonical(id).0).shape else { return None };
    match object.properties.as_slice() {
        [only] if only.required && !union.constants.is_empty() => Some(only.name.clone()).filter(|word| is_word(word)),
        _ => None,
    }
}

fn kind_word(shapes: &Shapes, id: SchemaId) -> Option<&'static str> {
    match &shapes.shape(shapes.canonical(id).0).shape {
        Shape::Enum(values) if values.iter().all(Value::is_string) => Some("text"),
        Shape::Enum(values) if values.iter().all(Value::is_number) => Some("number"),
        Shape::Object(_) => Some("object"),
        Shape::List(inner) if is_number(shapes, *inner) => Some("number list"),
        _ => None,
    }
}

/// Whether a schema without a name accepts integers and other numbers, with types that keep them apart.
fn is_number(shapes: &Shapes, id: SchemaId) -> bool {
    let (canonical, _) = shapes.canonical(id);
    let is_scalar = |variant: &SchemaId| {
        let shape = &shapes.shape(shapes.canonical(*variant).0).shape;
        matches!(shape, Shape::Scalar(Scalar::Integer(_) | Scalar::Number))
    };
    let is_nameless = shapes.schema(canonical).pointer.component().is_none();
    is_nameless && matches!(&shapes.shape(canonical).shape, Shape::Union(union) if union.variants.iter().all(is_scalar))
}
