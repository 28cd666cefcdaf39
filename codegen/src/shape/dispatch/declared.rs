//! Counts how many candidates declare each property, so that unique ones are found without comparing all pairs of candidates.

use super::look::{Look, MOST_NESTED};
use crate::resolve::SchemaId;
use crate::shape::Shape;
use std::collections::{HashMap, HashSet};

/// The counted properties of candidates. Paths have one or two names.
#[derive(Default)]
pub(super) struct Declared<'a> {
    each: HashMap<usize, One<'a>>,
    /// How many accept any property.
    anything: usize,
    names: HashMap<&'a str, usize>,
    /// How many accept any property inside of one with this name.
    inside: HashMap<&'a str, usize>,
    nested: HashMap<(&'a str, &'a str), usize>,
}

/// The properties of one candidate.
#[derive(Default)]
struct One<'a> {
    anything: bool,
    names: HashSet<&'a str>,
    inside: HashSet<&'a str>,
    nested: HashSet<(&'a str, &'a str)>,
}

impl<'a> Declared<'a> {
    pub(super) fn new(look: &Look<'a>, variants: &[SchemaId], candidates: &[usize]) -> Self {
        let mut declared = Self::default();
        for candidate in candidates {
            let one = One::new(look, variants[*candidate]);
            declared.count(&one, |count| *count += 1);
            declared.each.insert(*candidate, one);
        }
        declared
    }

    /// Leaves a candidate out of the comparison.
    pub(super) fn remove(&mut self, candidate: usize) {
        if let Some(one) = self.each.remove(&candidate) {
            self.count(&one, |count| *count -= 1);
        }
    }

    fn count(&mut self, one: &One<'a>, change: impl Fn(&mut usize)) {
        if one.anything {
            change(&mut self.anything);
            return;
        }
        one.names.iter().for_each(|name| change(self.names.entry(name).or_default()));
        one.inside.iter().for_each(|name| change(self.inside.entry(name).or_default()));
        one.nested.iter().for_each(|names| change(self.nested.entry(*names).or_default()));
    }

    /// Whether another candidate may have a property at a path that this one declares.
    pub(super) fn is_shared(&self, candidate: usize, path: &[String]) -> bool {
        let own = usize::from(self.each.get(&candidate).is_some_and(|one| one.declares(path)));
        let of = |counts: &HashMap<&'a str, usize>, name: &str| counts.get(name).copied().unwrap_or_default();
        let all = match path {
            [name] => self.anything + of(&self.names, name),
            [name, inner, ..] => {
                let nested = self.nested.get(&(name.as_str(), inner.as_str())).copied().unwrap_or_default();
                self.anything + of(&self.inside, name) + nested
            }
            [] => self.each.len(),
        };
        all > own
    }
}

impl<'a> One<'a> {
    fn new(look: &Look<'a>, schema: SchemaId) -> Self {
        let mut one = Self::default();
        for leaf in &look.leaves(schema).schemas {
            match look.shape(*leaf) {
                Shape::Object(object) => {
                    for property in &object.properties {
                        one.names.insert(&property.name);
                        match property.schema {
                            Some(inner) => one.look_inside(look, &property.name, inner),
                            None => one.takes_any_inside(&property.name),
                        }
                    }
                }
                Shape::Map(_) | Shape::Opaque(_) => one.anything = true,
                _ => {}
            }
        }
        one
    }

    fn look_inside(&mut self, look: &Look<'a>, name: &'a str, inner: SchemaId) {
        for leaf in &look.leaves(inner).schemas {
            match look.shape(*leaf) {
                Shape::Object(object) if self.nested.len() + object.properties.len() <= MOST_NESTED => {
                    let is_closed = self.inside.contains(name);
                    let properties = object.properties.iter().filter(|_| !is_closed);
                    self.nested.extend(properties.map(|property| (name, property.name.as_str())));
                }
                Shape::Object(_) | Shape::Map(_) | Shape::Opaque(_) => self.takes_any_inside(name),
                _ => {}
            }
        }
    }

    fn takes_any_inside(&mut self, name: &'a str) {
        if self.inside.insert(name) {
            self.nested.retain(|(outer, _)| *outer != name);
        }
    }

    fn declares(&self, path: &[String]) -> bool {
        self.anything
            || match path {
                [name] => self.names.contains(name.as_str()),
                [name, inner, ..] => {
                    self.inside.contains(name.as_str()) || self.nested.contains(&(name.as_str(), inner.as_str()))
                }
                [] => true,
            }
    }
}
