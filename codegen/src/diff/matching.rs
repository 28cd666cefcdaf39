//! Matches operations and types of both sides: the same, renamed, or moved.

use super::shapes::{self, Known};
use super::side::Side;
use super::surface::{Call, Field, Kind, Type};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The two sides with their matches.
pub(super) struct Matching<'a> {
    pub(super) old: &'a Side<'a>,
    pub(super) new: &'a Side<'a>,
    /// The operations that are on both sides, by position.
    pub(super) operations: Vec<(usize, usize)>,
    /// The new names of renamed types, each with the cause.
    pub(super) renamed: BTreeMap<&'a str, (&'a str, Because<'a>)>,
}

/// Why a type was renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Because<'a> {
    /// Its own name changed.
    Itself,
    /// It is named after a type that was renamed.
    Type(&'a str),
    /// It is named after an operation that was renamed; by position on the old side.
    Operation(usize),
}

/// How the type of a value relates to the one that is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is the same.
    Same,
    /// It differs, but accepts the old values.
    Widened,
    /// It differs.
    Other,
}

impl<'a> Matching<'a> {
    pub(super) fn of(old: &'a Side<'a>, new: &'a Side<'a>) -> Self {
        let operations = operations(old, new);
        let renamed = Renames::of(old, new).find(&operations);
        Self { old, new, operations, renamed }
    }

    /// The name on the new side of a type of the old one.
    pub(super) fn moved(&self, name: &'a str) -> Option<&'a str> {
        match self.new.item(name) {
            Some(item) => Some(&item.ident),
            None => self.renamed.get(name).map(|(new, _)| *new),
        }
    }

    /// Whether the old type in code denotes the new one. A removed name has its own finding.
    pub(super) fn same(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Own(old), Type::Own(new)) => {
                let name = match self.new.item(old) {
                    Some(_) => old.as_str(),
                    None => match self.renamed.get(old.as_str()) {
                        Some((name, _)) => name,
                        None => return false,
                    },
                };
                self.new.canonical(name) == self.new.canonical(new)
            }
            (Type::Other(one, old), Type::Other(other, new)) => one == other && self.all_same(old, new),
            (Type::Tuple(old), Type::Tuple(new)) => self.all_same(old, new),
            _ => false,
        }
    }

    fn all_same(&self, old: &[Type], new: &[Type]) -> bool {
        old.len() == new.len() && old.iter().zip(new).all(|(old, new)| self.same(old, new))
    }

    /// Whether an argument of the old type is valid for the new one. Arguments are converted by `Into`.
    pub(super) fn fits(&self, old: &Type, new: &Type) -> Fit {
        if self.same(old, new) {
            return Fit::Same;
        }
        let takes_text = match new {
            Type::Own(name) => self.new.resolved(name).is_some_and(|item| matches!(item.kind, Kind::Enum(_))),
            other => other.is_plain("Secret") || other.is_plain("Json"),
        };
        if old.is_plain("String") && takes_text { Fit::Widened } else { Fit::Other }
    }
}

/// Pairs operations by method and path, then with other names of the path's parameters, then by operationId.
fn operations(old: &Side<'_>, new: &Side<'_>) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut open: Vec<usize> = (0..old.operations().len()).collect();
    let mut left: HashSet<usize> = (0..new.operations().len()).collect();
    let keys: [fn(&Call) -> String; 3] = [
        |call| format!("{} {}", call.verb, call.path),
        |call| format!("{} {}", call.verb, without_names(&call.path)),
        |call| call.id.clone(),
    ];
    for key in keys {
        let mut known: HashMap<String, Vec<usize>> = HashMap::new();
        for index in &left {
            known.entry(key(&new.operations()[*index])).or_default().push(*index);
        }
        open.retain(|index| match known.get(&key(&old.operations()[*index])).map(Vec::as_slice) {
            Some([only]) if left.remove(only) => {
                pairs.push((*index, *only));
                false
            }
            _ => true,
        });
    }
    pairs.sort_unstable();
    pairs
}

/// A path without the names of its parameters.
pub(super) fn without_names(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for each in path.chars() {
        match each {
            '{' => {
                inside = true;
                out.push_str("{}");
            }
            '}' => inside = false,
            _ if inside => {}
            each => out.push(each),
        }
    }
    out
}

/// The search for renamed types.
struct Renames<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    /// Types whose names are missing on the other side.
    gone: HashSet<&'a str>,
    come: HashSet<&'a str>,
    found: BTreeMap<&'a str, (&'a str, Because<'a>)>,
    /// The types at the places of a removed type.
    seen: HashMap<&'a str, BTreeSet<&'a str>>,
    /// Pairs of types whose members are still to be compared.
    queue: Vec<(&'a str, &'a str)>,
}

impl<'a> Renames<'a> {
    fn of(old: &'a Side<'a>, new: &'a Side<'a>) -> Self {
        let gone = old.names().filter(|name| new.item(name).is_none()).collect();
        // A type that keeps its former name was not found again: it is known.
        let known: HashSet<&str> = old.names().filter_map(|name| new.present(name)).collect();
        let come = new.names().filter(|name| old.item(name).is_none() && !known.contains(name)).collect();
        Self { old, new, gone, come, found: BTreeMap::new(), seen: HashMap::new(), queue: Vec::new() }
    }

    fn find(mut self, operations: &[(usize, usize)]) -> BTreeMap<&'a str, (&'a str, Because<'a>)> {
        if self.gone.is_empty() || self.come.is_empty() {
            return self.found;
        }
        self.by_component();
        let both: Vec<&'a str> = self.old.names().filter(|name| self.new.item(name).is_some()).collect();
        self.queue.extend(both.into_iter().map(|name| (name, name)));
        for (old, new) in operations {
            self.by_operation(*old, *new);
        }
        self.walk();
        while self.by_shape() {
            self.walk();
        }
        // A type that became several was not renamed.
        let Self { mut found, seen, .. } = self;
        found.retain(|old, _| seen.get(old).is_none_or(|targets| targets.len() == 1));
        found
    }

    /// A component keeps its place when only its Rust name changes.
    fn by_component(&mut self) {
        let component = |surface: &Side<'a>, name: &str| surface.pointer(name).and_then(|place| place.component());
        let come: HashMap<String, &'a str> =
            self.come.iter().filter_map(|name| Some((component(self.new, name)?, *name))).collect();
        let mut gone: Vec<&'a str> = self.gone.iter().copied().collect();
        gone.sort_unstable();
        for name in gone {
            if let Some(new) = component(self.old, name).and_then(|component| come.get(&component)) {
                self.pair(name, new, Because::Itself);
            }
        }
    }

    fn by_operation(&mut self, old: usize, new: usize) {
        let (one, other) = (&self.old.operations()[old], &self.new.operations()[new]);
        let because = if one.ident == other.ident { Because::Itself } else { Because::Operation(old) };
        let key = |place, wire: &str| (place, wire.to_owned());
        let arguments: HashMap<_, &Type> =
            other.parameters.iter().map(|each| (key(each.location, &each.wire), &each.of)).collect();
        for each in &one.parameters {
            if let Some(of) = arguments.get(&key(each.location, &each.wire)) {
                self.compare(&each.of, of, because);
            }
        }
        let rest = |call: &'a Call| call.mentioned().into_iter().skip(call.parameters.len()).collect::<Vec<_>>();
        for (one, other) in rest(one).into_iter().zip(rest(other)) {
            self.compare(one, other, because);
        }
    }

    /// Compares two types at the same place.
    fn compare(&mut self, old: &'a Type, new: &'a Type, because: Because<'a>) {
        let (mut ones, mut others) = (Vec::new(), Vec::new());
        old.each_own(&mut |name| ones.push(name));
        new.each_own(&mut |name| others.push(name));
        if let ([one], [other]) = (ones.as_slice(), others.as_slice()) {
            let (one, other): (&'a str, &'a str) = (one, other);
            if self.old.item(other).is_none() && self.new.item(one).is_none() {
                self.seen.entry(one).or_default().insert(other);
            }
            self.pair(one, other, because);
        }
    }

    /// Records a new name for a type, if neither name is known and the types are similar.
    fn pair(&mut self, old: &'a str, new: &'a str, because: Because<'a>) {
        if !self.gone.contains(old) || !self.come.contains(new) {
            return;
        }
        let (Some(one), Some(other)) = (self.old.resolved(old), self.new.resolved(new)) else { return };
        if shapes::alike(one, other) {
            self.gone.remove(old);
            self.come.remove(new);
            self.found.insert(old, (new, because));
            self.queue.push((old, new));
        }
    }

    /// Looks for renamed types in the members of matched types.
    fn walk(&mut self) {
        while let Some((old, new)) = self.queue.pop() {
            let because = if self.found.contains_key(old) { Because::Type(old) } else { Because::Itself };
            let other = self.new.item(self.new.present(new).unwrap_or(new));
            match (self.old.item(old).map(|item| &item.kind), other.map(|item| &item.kind)) {
                (Some(Kind::Alias(one)), Some(Kind::Alias(other))) => self.pair(&one.target, &other.target, because),
                (Some(Kind::Object(one)), Some(Kind::Object(other))) => {
                    let fields: HashMap<&str, &'a Field> =
                        other.fields.iter().map(|field| (field.wire.as_str(), field)).collect();
                    for field in &one.fields {
                        if let Some(other) = fields.get(field.wire.as_str()) {
                            self.compare(&field.of, &other.of, because);
                        }
                    }
                    if let (Some(one), Some(other)) = (&one.rest_type, &other.rest_type) {
                        self.compare(one, other, because);
                    }
                }
                (Some(Kind::Union(one)), Some(Kind::Union(other))) => {
                    let by_ident = other.variants.iter().map(|variant| (variant.ident.as_str(), variant));
                    let by_ident: HashMap<&str, _> = by_ident.collect();
                    for (index, variant) in one.variants.iter().enumerate() {
                        let same = by_ident.get(variant.ident.as_str()).copied();
                        let at_place = other.variants.get(index).filter(|_| one.variants.len() == other.variants.len());
                        let pair = variant.of.of_type().zip(same.or(at_place).and_then(|each| each.of.of_type()));
                        if let Some((one, other)) = pair {
                            self.compare(one, other, because);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Pairs types with a unique shape. Returns whether there were any.
    fn by_shape(&mut self) -> bool {
        let (gone, come) = (self.by_shapes(self.old, &self.gone), self.by_shapes(self.new, &self.come));
        let mut pairs: Vec<(&'a str, &'a str)> = Vec::new();
        for (shape, names) in gone {
            if let ([one], Some([other])) = (names.as_slice(), come.get(&shape).map(Vec::as_slice)) {
                pairs.push((one, other));
            }
        }
        pairs.sort_unstable();
        let before = self.found.len();
        pairs.into_iter().for_each(|(old, new)| self.pair(old, new, Because::Itself));
        self.found.len() > before
    }

    fn by_shapes(&self, side: &Side<'a>, names: &HashSet<&'a str>) -> HashMap<String, Vec<&'a str>> {
        let mut found: HashMap<String, Vec<&'a str>> = HashMap::new();
        // With a name of its own: Rust 1.88 would drop it at the end of the line.
        let is_on_both_sides = |name: &str| self.old.item(name).is_some() && self.new.item(name).is_some();
        let known = Known(&is_on_both_sides);
        for name in names {
            let shape = side.item(name).and_then(|item| shapes::shape(item, &known));
            if let Some(shape) = shape {
                found.entry(shape).or_default().push(name);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parameters_do_not_make_a_path() {
        assert_eq!(without_names("/users/{id}/roles/{role_id}"), "/users/{}/roles/{}");
        assert_eq!(without_names("/a"), "/a");
    }
}
