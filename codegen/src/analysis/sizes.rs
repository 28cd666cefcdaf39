//! Estimates the sizes of values, and boxes some so that none is large.
//!
//! Unoptimized code copies a struct of many kilobytes on the stack several times, and an optional property takes its full size even if it
//! is missing.

use super::boxes::{Broken, break_cycles};
use crate::api::{Api, Kind, Property, Temporal, Type, TypeId};
use std::collections::HashSet;

/// Values with a larger estimated size are boxed.
const LARGEST: usize = 1024;

/// The size of most values: a string, a list, a map, an enum.
const TEXT: usize = 24;

/// The size of a boxed string: a pointer and a length.
const FIXED_TEXT: usize = 16;

/// The size of a pointer, a number, or the discriminant of a union or an optional number.
const WORD: usize = 8;

/// The properties and variants to box, by position: those that close a cycle, and those that are large.
pub(super) fn boxed(api: &Api, representatives: &[TypeId]) -> HashSet<(TypeId, usize)> {
    let Broken { mut boxed, order } = break_cycles(api, representatives);
    let mut sizes = Sizes { bytes: vec![0; api.types.len()], representatives };
    for id in order {
        sizes.bytes[id.0] = sizes.measure(api, id, &mut boxed);
    }
    boxed
}

/// The known sizes of types.
struct Sizes<'a> {
    bytes: Vec<usize>,
    representatives: &'a [TypeId],
}

impl Sizes<'_> {
    /// The size of a type whose parts are known. Boxes parts that are too large.
    fn measure(&self, api: &Api, id: TypeId, boxed: &mut HashSet<(TypeId, usize)>) -> usize {
        let mut part = |position: usize, of: &Type, wish: Option<bool>| {
            let size = self.of(of);
            if wish.unwrap_or(size > LARGEST) {
                boxed.insert((id, position));
            }
            if boxed.contains(&(id, position)) { WORD } else { size }
        };
        match &api.definition(id).kind {
            Kind::Enum(_) => TEXT,
            Kind::Object { properties, .. } => {
                let each = properties.iter().enumerate().map(|(position, property)| match property.constant {
                    Some(_) => 0,
                    None => part(position, &property.of, property.boxed).saturating_add(missing(property)),
                });
                // Additional properties are behind a pointer.
                each.fold(WORD, usize::saturating_add)
            }
            Kind::Union { variants, .. } => {
                let each = variants.iter().enumerate().map(|(position, variant)| part(position, &variant.of, None));
                // An unmatched value is a string with a reason.
                each.fold(TEXT, usize::max).saturating_add(WORD)
            }
        }
    }

    /// The size of a value in place.
    fn of(&self, of: &Type) -> usize {
        match of {
            Type::Bool | Type::Integer(_) | Type::Number => WORD,
            Type::Exact | Type::Secret | Type::Json => FIXED_TEXT,
            Type::Text | Type::Binary | Type::File | Type::List(_) | Type::Map(_) => TEXT,
            // A string, and a value of unknown size.
            Type::External(_) => TEXT + 2 * WORD,
            Type::Temporal(Temporal::Date, _) => TEXT + WORD,
            Type::Temporal(Temporal::DateTime, _) | Type::Embedded(_) => TEXT + 2 * WORD,
            Type::Named(id) => self.bytes[self.representatives[id.0].0],
            Type::Nullable(inner) => self.of(inner),
            Type::Tuple(elements, _, rest) => {
                let rest = rest.as_ref().map_or(0, |_| TEXT);
                elements.iter().map(|element| self.of(element)).fold(rest, usize::saturating_add)
            }
        }
    }
}

/// The size of the discriminant of an optional property. Types that contain a pointer need none.
fn missing(property: &Property) -> usize {
    let may_be = !property.required || property.nullable;
    match property.of {
        Type::Bool | Type::Integer(_) | Type::Number if may_be => WORD,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{object, union};
    use crate::api::Definition;

    fn texts(count: usize) -> Definition {
        object(std::iter::repeat_n(Type::Text, count))
    }

    fn named(id: usize) -> Type {
        Type::Named(TypeId(id))
    }

    fn boxed_of(types: Vec<Definition>) -> Vec<(usize, usize)> {
        let alone: Vec<TypeId> = (0..types.len()).map(TypeId).collect();
        let mut boxed: Vec<_> = boxed(&Api { types, ..Api::default() }, &alone).into_iter().collect();
        boxed.sort_unstable();
        boxed.into_iter().map(|(id, position)| (id.0, position)).collect()
    }

    #[test]
    fn large_values_are_boxed() {
        let large = LARGEST / TEXT + 1;
        let holders = || {
            vec![
                object([Type::Text, named(3), Type::List(Box::new(named(3)))]),
                union([Type::Text, named(3)]),
                object([Type::Tuple(vec![named(3), Type::Bool], 2, None)]),
            ]
        };
        let with = |count| holders().into_iter().chain([texts(count)]).collect();
        assert_eq!(boxed_of(with(large)), [(0, 1), (1, 1), (2, 0)]);
        assert_eq!(boxed_of(with(large - 2)), []);
    }

    #[test]
    fn types_with_boxes_are_small() {
        let large = LARGEST / TEXT + 1;
        let types = vec![texts(large), object([named(0), named(0)]), object([named(1)])];
        assert_eq!(boxed_of(types), [(1, 0), (1, 1)]);
    }

    #[test]
    fn no_tower_of_types_is_large_or_takes_long() {
        let height = 100_000;
        let types: Vec<Definition> = (0..height)
            .map(|level| if level + 1 == height { texts(1) } else { object([named(level + 1), named(level + 1)]) })
            .collect();
        let api = Api { types, ..Api::default() };
        let mut boxed = HashSet::new();
        let alone: Vec<TypeId> = (0..height).map(TypeId).collect();
        let mut sizes = Sizes { bytes: vec![0; height], representatives: &alone };
        for id in break_cycles(&api, &alone).order {
            sizes.bytes[id.0] = sizes.measure(&api, id, &mut boxed);
        }
        assert!(sizes.bytes.iter().all(|size| *size <= 2 * LARGEST + WORD));
        assert!(!boxed.is_empty() && boxed.len() < height / 2);
    }
}
