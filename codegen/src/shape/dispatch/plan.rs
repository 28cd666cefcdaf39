//! Plans the probes that tell the variants of a union apart.

use super::declared::Declared;
use super::look::{Always, Look, Numbers};
use crate::shape::model::{ALL_KINDS, Dispatch, Kind, Probe};

use crate::shape::{Shape, Union};
use serde_json::Value;
use std::collections::HashSet;

/// A tag: its path, its values with their variants, and whether every variant always has it.
struct Tag {
    path: Vec<String>,
    values: Vec<(Value, usize)>,
    presence: Always,
}

/// A property that only one variant has.
struct Key {
    path: Vec<String>,
    variant: usize,
    /// Whether every value of the variant has it, so that a value without it is not of this variant.
    presence: Always,
}

/// The limit for repeating the comparison with the remaining candidates.
const MOST_ROUNDS: usize = 50;

/// Plans one union.
pub(super) struct Planner<'a> {
    look: &'a Look<'a>,
    union: &'a Union,
    probes: Vec<Probe>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(look: &'a Look<'a>, union: &'a Union) -> Self {
        Self { look, union, probes: Vec::new() }
    }

    pub(super) fn plan(mut self) -> Dispatch {
        let all = 0..self.union.variants.len();
        let kinds: Vec<Vec<Kind>> = self.union.variants.iter().map(|variant| self.look.kinds(*variant)).collect();
        let constants: HashSet<usize> = self.union.constants.iter().map(|(_, index)| *index).collect();
        let structured = all.filter(|index| !constants.contains(index));
        let (general, precise): (Vec<usize>, Vec<usize>) = structured.partition(|index| self.takes_anything(*index));
        let takers = |kind: Kind, among: &[usize]| -> Vec<usize> {
            among.iter().copied().filter(|index| kinds[*index].contains(&kind)).collect()
        };
        let mut by_kind: Vec<(Kind, usize)> = Vec::new();
        let mut open: Vec<(Kind, usize)> = Vec::new();
        let integers = self.integers_beside_numbers(&takers(Kind::Integer, &precise));
        for kind in ALL_KINDS {
            if let Some((integer, number)) = integers
                && matches!(kind, Kind::Integer | Kind::Fraction)
            {
                by_kind.push((kind, if kind == Kind::Integer { integer } else { number }));
                continue;
            }
            match (takers(kind, &precise).as_slice(), takers(kind, &general).first()) {
                ([only], None) => by_kind.push((kind, *only)),
                ([], Some(any)) if self.is_map(*any) => by_kind.push((kind, *any)),
                (several, _) => open.extend(several.iter().map(|index| (kind, *index))),
            }
        }
        if !by_kind.is_empty() {
            self.probes.push(Probe::Kinds(by_kind));
        }
        if !self.union.constants.is_empty() {
            self.probes.insert(0, Probe::Constants(self.union.constants.clone()));
        }
        let of = |kind: Kind| -> Vec<usize> { open.iter().filter(|each| each.0 == kind).map(|each| each.1).collect() };
        let mut left = self.plan_objects(&of(Kind::Object), general.is_empty());
        left.extend(self.plan_lists(&of(Kind::List), general.is_empty()));
        let others = open.iter().filter(|each| !matches!(each.0, Kind::Object | Kind::List));
        left.extend(others.map(|each| each.1));
        left.sort_unstable();
        left.dedup();
        if !left.is_empty() {
            self.probes.push(Probe::Trial(left));
        }
        self.plan_general(&general);
        Dispatch { probes: self.probes }
    }

    /// The variant for integers and the one for other numbers, if every variant that accepts integers keeps the two apart; each may be a
    /// nested union. The fraction decides, so that a number out of range is kept as received instead of being tried as the other.
    fn integers_beside_numbers(&self, takers: &[usize]) -> Option<(usize, usize)> {
        let [_, _, ..] = takers else { return None };
        let each = takers.iter().map(|taker| Some((*taker, self.look.numbers(self.union.variants[*taker])?)));
        let each: Vec<(usize, Numbers)> = each.collect::<Option<_>>()?;
        let first = |of: Numbers| each.iter().find(|(_, numbers)| *numbers == of).map(|(taker, _)| *taker);
        // A variant that accepts both tells them apart itself.
        let both = first(Numbers::Both).map(|both| (both, both));
        both.or_else(|| Some((first(Numbers::Integers)?, first(Numbers::Floats)?)))
    }

    /// Whether a variant accepts anything: any JSON, or any object.
    fn takes_anything(&self, variant: usize) -> bool {
        self.look.takes_anything(self.union.variants[variant])
    }

    fn is_map(&self, variant: usize) -> bool {
        matches!(self.look.shape(self.union.variants[variant]), Shape::Map(_))
    }

    /// Variants that accept anything come last.
    fn plan_general(&mut self, general: &[usize]) {
        if self.probes.iter().any(|probe| matches!(probe, Probe::Otherwise(_))) {
            return;
        }
        let map = general.iter().copied().find(|variant| self.is_map(*variant));
        if let Some(map) = map
            && !self.decides(Kind::Object, map)
        {
            self.probes.push(Probe::Kinds(vec![(Kind::Object, map)]));
        }
        if let Some(any) = general.iter().copied().find(|variant| !self.is_map(*variant)) {
            self.probes.push(Probe::Trial(vec![any]));
        }
    }

    fn decides(&self, kind: Kind, variant: usize) -> bool {
        self.probes.iter().any(|probe| matches!(probe, Probe::Kinds(kinds) if kinds.contains(&(kind, variant))))
    }

    /// Tells objects apart by a tag and by unique properties, and returns the remaining ones. `exhaustive` means that
    /// an object must be one of them.
    fn plan_objects(&mut self, candidates: &[usize], exhaustive: bool) -> Vec<usize> {
        if let (Some(default), Some(_)) = (self.union.default, candidates.first())
            && let Some(Tag { path, values, .. }) = self.tag(candidates)
        {
            self.push_tag(path, values);
            self.probes.push(Probe::Otherwise(default));
            return Vec::new();
        }
        if let (Some(base), [_, _, ..]) = (self.union.base, candidates)
            && let Some(tag) = self.tag(candidates)
        {
            self.plan_subtypes(candidates, base, tag);
            return Vec::new();
        }
        if candidates.len() < 2 {
            return candidates.to_vec();
        }
        let tag = self.tag(candidates);
        let has_tag = tag.is_some();
        if let Some(Tag { path, values, presence }) = tag {
            self.push_tag(path, values);
            if presence == Always::Yes {
                return Vec::new();
            }
        }
        let (mut keys, remaining) = self.keys(candidates);
        let known_by = |keys: &[Key]| keys.iter().map(|key| key.variant).collect::<HashSet<usize>>();
        let known = known_by(&keys);
        let open: Vec<usize> = remaining.iter().copied().filter(|variant| !known.contains(variant)).collect();
        // If one remains, and the others always have their unique property, it must be that one, unless it is only
        // known by optional properties: then a value without any is more likely a kind that the description does not
        // have yet.
        let last = open
            .first()
            .copied()
            .filter(|variant| exhaustive && open.len() == 1 && remaining.len() == 1 && !self.may_be_empty(*variant));
        let mut left = Vec::new();
        if last.is_none() && !open.is_empty() {
            let declared = Declared::new(self.look, &self.union.variants, candidates);
            let optional: Vec<Key> = open.iter().flat_map(|variant| self.optional_keys(*variant, &declared)).collect();
            let known = known_by(&optional);
            if open.iter().all(|variant| known.contains(variant)) {
                keys.extend(optional);
            } else if !(has_tag && self.look_alike(&open)) {
                left = open;
            }
        }
        if !keys.is_empty() {
            self.probes.push(Probe::Keys(keys.into_iter().map(|key| (key.path, key.variant)).collect()));
        }
        if let Some(last) = last {
            self.probes.push(Probe::Kinds(vec![(Kind::Object, last)]));
        }
        left
    }

    fn push_tag(&mut self, path: Vec<String>, values: Vec<(Value, usize)>) {
        self.probes.push(Probe::Tag { path, values });
        if let Some(tag) = self.union.discriminator.as_ref().filter(|tag| !tag.also.is_empty()) {
            self.probes.push(Probe::Also(tag.property.clone(), tag.also.clone()));
        }
    }

    /// Subtypes of a base type have their tag or, without it, unique properties; everything else is the base type.
    fn plan_subtypes(&mut self, candidates: &[usize], base: usize, tag: Tag) {
        self.push_tag(tag.path, tag.values);
        if tag.presence == Always::No {
            let (mut keys, remaining) = self.keys(candidates);
            let known: HashSet<usize> = keys.iter().map(|key| key.variant).collect();
            let declared = Declared::new(self.look, &self.union.variants, candidates);
            let unknown = remaining.iter().filter(|variant| !known.contains(variant));
            let optional: Vec<Key> = unknown.flat_map(|variant| self.optional_keys(*variant, &declared)).collect();
            keys.extend(optional);
            if !keys.is_empty() {
                self.probes.push(Probe::Keys(keys.into_iter().map(|key| (key.path, key.variant)).collect()));
            }
        }
        self.probes.push(Probe::Otherwise(base));
    }

    /// Tells arrays apart by the JSON type of their items.
    fn plan_lists(&mut self, candidates: &[usize], exhaustive: bool) -> Vec<usize> {
        let [first, _, ..] = candidates else { return candidates.to_vec() };
        let mut by_element: Vec<(Kind, usize)> = Vec::new();
        for candidate in candidates {
            let Shape::List(inner) = *self.look.shape(self.union.variants[*candidate]) else {
                return candidates.to_vec();
            };
            by_element.extend(self.look.kinds(inner).into_iter().map(|kind| (kind, *candidate)));
        }
        let mut seen = HashSet::new();
        let shared = by_element.iter().any(|(kind, _)| !seen.insert(*kind));
        if shared || !exhaustive {
            return candidates.to_vec();
        }
        self.probes.push(Probe::Elements(by_element));
        // An empty array matches any of them.
        self.probes.push(Probe::Kinds(vec![(Kind::List, *first)]));
        Vec::new()
    }

    /// The property whose constants tell all candidates apart.
    fn tag(&self, candidates: &[usize]) -> Option<Tag> {
        if let Some(tag) = &self.union.discriminator {
            let presence = self.presence_of(&tag.property, candidates);
            return Some(Tag { path: vec![tag.property.clone()], values: tag.values.clone(), presence });
        }
        let first = self.union.variants.get(*candidates.first()?)?;
        let paths = self.look.paths(*first, DEEPEST_PATH);
        let mut found: Vec<Tag> = paths.into_iter().filter_map(|path| self.tag_at(path, candidates)).collect();
        // Prefer a property that is always present; then the shorter path; then the one called `type`.
        found.sort_by_key(|tag| {
            (tag.presence == Always::No, tag.path.len(), tag.path.last().is_none_or(|name| name != "type"))
        });
        found.into_iter().next()
    }

    fn presence_of(&self, property: &String, candidates: &[usize]) -> Always {
        let path = std::slice::from_ref(property);
        let always = |variant: &usize| {
            let variant = self.union.variants[*variant];
            !matches!(self.look.shape(variant), Shape::Object(_)) || self.look.always_has(variant, path)
        };
        if candidates.iter().all(always) { Always::Yes } else { Always::No }
    }

    fn tag_at(&self, path: Vec<String>, candidates: &[usize]) -> Option<Tag> {
        let mut values: Vec<(Value, usize)> = Vec::new();
        let mut known = HashSet::new();
        let mut presence = Always::Yes;
        for candidate in candidates {
            let (constants, always) = self.look.constants(self.union.variants[*candidate], &path)?;
            if always == Always::No {
                presence = Always::No;
            }
            for value in constants {
                if !known.insert(value.clone()) {
                    return None;
                }
                values.push((value, *candidate));
            }
        }
        Some(Tag { path, values, presence })
    }

    /// Properties that tell a candidate from the others, in the order to check them, and the candidates that remain for
    /// a value without any of them. A candidate that always has its property is ruled out when the property is missing,
    /// so that the next property need only tell the rest apart.
    fn keys(&self, candidates: &[usize]) -> (Vec<Key>, Vec<usize>) {
        let mut keys: Vec<Key> = Vec::new();
        let mut known: HashSet<usize> = HashSet::new();
        let mut remaining = candidates.to_vec();
        let mut declared = Declared::new(self.look, &self.union.variants, candidates);
        for _ in 0..MOST_ROUNDS {
            let unknown = remaining.iter().filter(|variant| !known.contains(variant));
            let found: Vec<Key> = unknown.filter_map(|variant| self.required_key(*variant, &declared)).collect();
            let before = remaining.len();
            let always = found.iter().filter(|key| key.presence == Always::Yes);
            let decided: HashSet<usize> = always.map(|key| key.variant).collect();
            remaining.retain(|variant| !decided.contains(variant));
            decided.iter().for_each(|variant| declared.remove(*variant));
            known.extend(found.iter().map(|key| key.variant));
            keys.extend(found);
            if remaining.len() == before || remaining.len() < 2 {
                break;
            }
        }
        (keys, remaining)
    }

    /// The shortest path to a property that no other candidate has, and that is present whenever the object around it
    /// is.
    fn required_key(&self, variant: usize, declared: &Declared<'_>) -> Option<Key> {
        let schema = self.union.variants[variant];
        let paths = self.own_paths(variant, declared).into_iter();
        let mut required: Vec<Vec<String>> = paths.filter(|path| self.look.innermost_required(schema, path)).collect();
        required.sort_by_key(|path| (path.len(), !self.look.always_has(schema, path)));
        let path = required.into_iter().next()?;
        let presence = if self.look.always_has(schema, &path) { Always::Yes } else { Always::No };
        Some(Key { path, variant, presence })
    }

    fn optional_keys(&self, variant: usize, declared: &Declared<'_>) -> Vec<Key> {
        let paths = self.own_paths(variant, declared).into_iter();
        paths.map(|path| Key { path, variant, presence: Always::No }).collect()
    }

    /// The paths that a candidate declares and no other does.
    fn own_paths(&self, variant: usize, declared: &Declared<'_>) -> Vec<Vec<String>> {
        let mut paths = self.look.paths(self.union.variants[variant], DEEPEST_PATH);
        paths.retain(|path| !declared.is_shared(variant, path));
        paths
    }

    /// Whether a variant has properties, but none of them is required.
    fn may_be_empty(&self, variant: usize) -> bool {
        let schema = self.union.variants[variant];
        let paths = self.look.paths(schema, 1);
        !paths.is_empty() && !paths.iter().any(|path| self.look.always_has(schema, path))
    }

    /// Whether objects have the same property names, so that only their tag tells them apart.
    fn look_alike(&self, candidates: &[usize]) -> bool {
        let names = |variant: &usize| {
            let mut paths = self.look.paths(self.union.variants[*variant], 1);
            paths.sort();
            paths
        };
        candidates.windows(2).all(|pair| names(&pair[0]) == names(&pair[1]))
    }
}

/// The maximum depth of properties that tell variants apart, and of the search for them in the first variants of unions.
pub(super) const DEEPEST_PATH: usize = 2;
