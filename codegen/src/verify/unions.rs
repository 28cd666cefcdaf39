//! Checks unions. Chooses the variant of a value by the same probes as generated code.

use super::checker::{At, Checker, Step};
use super::model::{Found, Kind};
use crate::api::{self, Type, TypeId, Variant};
use crate::shape::{Dispatch, Kind as JsonKind, Probe};
use crate::text::is_same;
use serde_json::Value;

/// The result of the probes for a value.
enum Choice {
    Variant(usize),
    Trial(Vec<usize>),
    /// Nothing in the value says which variant it is.
    Undecided,
    /// It says that it is none of them.
    None,
}

impl<'a> Checker<'a> {
    pub(super) fn union(&mut self, id: TypeId, value: &Value, at: &At<'_>) {
        let api::Kind::Union { variants, dispatch } = &self.api.definition(id).kind else { return };
        match choice(dispatch, value) {
            Choice::Variant(index) => {
                if let Some(variant) = variants.get(index) {
                    self.variant(variant, value, at);
                }
            }
            Choice::Trial(tried) => self.trial(id, variants, &tried, value, at),
            // No probe recognizes null.
            Choice::Undecided | Choice::None if value.is_null() => {}
            // A value that matches several variants, such as an empty object, shows none; clients keep it as it is.
            Choice::Undecided if self.is_any(variants, value, at) => {}
            Choice::Undecided => self.unmatched(id, value, at),
            Choice::None => self.unmatched(id, value, at),
        }
    }

    /// Whether a value matches a variant.
    fn is_any(&mut self, variants: &'a [Variant], value: &Value, at: &At<'_>) -> bool {
        let before = std::mem::take(&mut self.found);
        let matches = variants.iter().any(|variant| {
            self.variant(variant, value, at);
            std::mem::take(&mut self.found).is_empty()
        });
        self.found = before;
        matches
    }

    fn unmatched(&mut self, id: TypeId, value: &Value, at: &At<'_>) {
        let of = Type::Named(id);
        let expected = self.described(&of);
        self.deviates(Kind::UnmatchedUnion, &of, value, at, expected);
    }

    fn variant(&mut self, variant: &'a Variant, value: &Value, at: &At<'_>) {
        match (&variant.constant, &variant.of) {
            (Some(constant), _) if is_same(&constant.value, value) => {}
            (Some(constant), of) => {
                self.deviates(Kind::UnmatchedUnion, of, value, at, constant.value.to_string());
            }
            // A named type has its own place in the description.
            (None, of @ Type::Named(_)) => {
                let (before, path) = (self.found.len(), at.path(self.paths));
                self.value(of, value, at);
                // A value of another JSON type matches no variant.
                for found in &mut self.found[before..] {
                    if found.kind == Kind::WrongType && found.path == path {
                        found.kind = Kind::UnmatchedUnion;
                    }
                }
            }
            (None, of) => {
                let before = self.found.len();
                self.value(of, value, &at.to(Step::Variant));
                // Such a deviation has the place of the union, which has to accept the whole value.
                let (site, _) = at.site();
                for found in self.found[before..].iter_mut().filter(|found| found.site == site) {
                    found.evidence.get_or_insert_with(|| value.clone());
                }
            }
        }
    }

    /// Tries variants until one fits. Otherwise reports the deviations from the nearest one, unless the whole value deviates.
    fn trial(&mut self, id: TypeId, variants: &'a [Variant], tried: &[usize], value: &Value, at: &At<'_>) {
        let before = std::mem::take(&mut self.found);
        let mut best: Option<((usize, usize), Vec<Found>)> = None;
        let path = at.path(self.paths);
        for variant in tried.iter().filter_map(|index| variants.get(*index)) {
            self.variant(variant, value, at);
            let found = std::mem::take(&mut self.found);
            let hard = found.iter().filter(|each| each.kind != Kind::UndeclaredProperty).count();
            let whole = found.iter().filter(|each| each.kind == Kind::UnmatchedUnion && each.path == path).count();
            let weight = (hard + 1_000 * whole, found.len());
            if best.as_ref().is_none_or(|(least, _)| weight < *least) {
                best = Some((weight, found));
            }
            if weight == (0, 0) || !self.step() {
                break;
            }
        }
        self.found = before;
        match best {
            Some(((1_000.., _), _)) | None => self.unmatched(id, value, at),
            Some((_, found)) => {
                // A property that another variant declares is allowed: a value can match several variants of an `anyOf`.
                let declared = |name: &str| {
                    tried
                        .iter()
                        .filter_map(|index| variants.get(*index))
                        .any(|variant| self.declares(&variant.of, name))
                };
                let kept: Vec<Found> = found
                    .into_iter()
                    .filter(|each| each.kind != Kind::UndeclaredProperty || !each.name.as_deref().is_some_and(declared))
                    .collect();
                self.found.extend(kept);
            }
        }
    }

    fn declares(&self, of: &Type, name: &str) -> bool {
        let Some(id) = of.as_named() else { return false };
        matches!(&self.api.definition(id).kind, api::Kind::Object { properties, .. } if properties.iter().any(|each| each.name == name))
    }
}

fn choice(dispatch: &Dispatch, value: &Value) -> Choice {
    let mut tried = Vec::new();
    for probe in &dispatch.probes {
        let chosen = match probe {
            Probe::Tag { path, values } => match inside(value, path) {
                Some(tag) => match listed(values, tag).or_else(|| also(dispatch, value)) {
                    Some(variant) => Some(variant),
                    // The tag names none of the variants.
                    None if !tag.is_null() => return otherwise(dispatch).map_or(Choice::None, Choice::Variant),
                    None => None,
                },
                None => None,
            },
            Probe::Also(..) => None,
            Probe::Constants(values) => listed(values, value),
            Probe::Kinds(kinds) => of_kind(kinds, value),
            Probe::Elements(kinds) => value.as_array().and_then(|elements| of_kind(kinds, elements.first()?)),
            Probe::Keys(paths) => {
                paths.iter().find(|(path, _)| inside(value, path).is_some()).map(|(_, variant)| *variant)
            }
            Probe::Trial(variants) => {
                tried.extend(variants.iter().copied());
                None
            }
            Probe::Otherwise(variant) if tried.is_empty() => Some(*variant),
            Probe::Otherwise(variant) => {
                tried.push(*variant);
                None
            }
        };
        if let Some(variant) = chosen {
            return Choice::Variant(variant);
        }
    }
    if tried.is_empty() { Choice::Undecided } else { Choice::Trial(tried) }
}

fn inside<'v>(value: &'v Value, path: &[String]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, key| value.as_object()?.get(key))
}

fn listed(values: &[(Value, usize)], value: &Value) -> Option<usize> {
    values.iter().find(|(each, _)| is_same(each, value)).map(|(_, variant)| *variant)
}

fn also(dispatch: &Dispatch, value: &Value) -> Option<usize> {
    dispatch.probes.iter().find_map(|probe| match probe {
        Probe::Also(property, values) => listed(values, value.get(property)?),
        _ => None,
    })
}

fn otherwise(dispatch: &Dispatch) -> Option<usize> {
    dispatch.probes.iter().find_map(|probe| match probe {
        Probe::Otherwise(variant) => Some(*variant),
        _ => None,
    })
}

fn of_kind(kinds: &[(JsonKind, usize)], value: &Value) -> Option<usize> {
    let is = |kind: JsonKind| match kind {
        JsonKind::Bool => value.is_boolean(),
        JsonKind::Integer => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        JsonKind::Fraction => value.as_f64().is_some_and(|number| number.fract() != 0.0),
        JsonKind::Text => value.is_string(),
        JsonKind::List => value.is_array(),
        JsonKind::Object => value.is_object(),
    };
    kinds.iter().find(|(kind, _)| is(*kind)).map(|(_, variant)| *variant)
}
