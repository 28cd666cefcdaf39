//! The part of a description that some places in it need: what they refer to, directly and indirectly.

use crate::source::decoded;
use crate::tree::Tree;
use std::collections::BTreeMap;

/// Whether the security schemes of the description stay.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Security {
    /// Those that requirements name.
    Kept,
    /// Those that something refers to.
    Dropped,
}

/// Fields of the root that all operations share.
const SHARED: [&str; 10] =
    ["openapi", "swagger", "$self", "jsonSchemaDialect", "info", "servers", "host", "basePath", "schemes", "consumes"];
/// Fields of a path item that are operations.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
/// How many references may lead to one another.
const LONGEST_CHAIN: usize = 20;

/// What stays of a value.
enum Kept {
    All,
    Some(BTreeMap<String, Kept>),
}

impl Kept {
    /// Keeps a place. Returns whether it was not kept before.
    fn add(&mut self, place: &[String]) -> bool {
        match (self, place.split_first()) {
            (Self::All, _) => false,
            (own, None) => {
                *own = Self::All;
                true
            }
            (Self::Some(members), Some((key, rest))) => {
                members.entry(key.clone()).or_insert_with(|| Self::Some(BTreeMap::new())).add(rest)
            }
        }
    }

    /// What stays of a tree. An array stays whole, since its positions are part of references.
    fn of(&self, tree: &Tree) -> Tree {
        match (self, tree) {
            (Self::Some(kept), Tree::Object(members)) => {
                let each = members.iter().filter_map(|(key, value)| Some((key.clone(), kept.get(key)?.of(value))));
                Tree::Object(each.collect())
            }
            _ => tree.clone(),
        }
    }
}

/// The places with all that they need.
pub(super) fn closure(tree: &Tree, places: &[Vec<String>], security: Security) -> Tree {
    let mut needs = Needs { tree, kept: Kept::Some(BTreeMap::new()), open: Vec::new() };
    SHARED.iter().chain(&["produces"]).for_each(|key| needs.need(&[(*key).to_owned()], 0));
    if security == Security::Kept {
        needs.need(&["security".to_owned()], 0);
    }
    for place in places {
        needs.need(place, 0);
        needs.need_around(place);
    }
    let subtypes = subtypes(tree);
    loop {
        while let Some(place) = needs.open.pop() {
            let Some(value) = tree.at(&place) else { continue };
            for reference in references(value) {
                needs.follow(&reference, 0);
            }
            if security == Security::Kept {
                needs.need_schemes(value);
            }
        }
        let is_needed = |place: &Vec<String>| {
            let is_base = |value: &Tree| {
                value.get("discriminator").is_some() && value.get("oneOf").is_none() && value.get("anyOf").is_none()
            };
            tree.at(place).is_some_and(is_base) && needs.has(place)
        };
        let more: Vec<Vec<String>> = subtypes
            .iter()
            .filter(|(own, bases)| !needs.has(own) && bases.iter().any(is_needed))
            .map(|(own, _)| own.clone())
            .collect();
        if more.is_empty() {
            return needs.kept.of(tree);
        }
        more.iter().for_each(|place| needs.need(place, 0));
    }
}

/// An operation, given by its places, with all that it needs. It keeps the credentials that it has in the whole description.
pub(super) fn closure_of_operation(tree: &Tree, places: &[Vec<String>]) -> Tree {
    let declares = |value: &Tree| value.get("security").is_some();
    let has_own = declares(tree) || places.iter().any(|place| tree.at(place).is_some_and(declares));
    if has_own {
        return closure(tree, places, Security::Kept);
    }
    if !requires_credentials(tree) {
        // Without any requirement, all schemes may be meant.
        let schemes =
            [vec!["components".to_owned(), "securitySchemes".to_owned()], vec!["securityDefinitions".to_owned()]];
        return closure(tree, &[places, &schemes].concat(), Security::Kept);
    }
    let mut small = closure(tree, places, Security::Kept);
    if let Tree::Object(members) = &mut small {
        // Beside operations with a requirement, one without needs no credentials.
        members.push(("security".to_owned(), Tree::Array(Vec::new())));
    }
    small
}

/// Whether any operation has a requirement.
fn requires_credentials(tree: &Tree) -> bool {
    let mut open = vec![tree];
    while let Some(value) = open.pop() {
        if value.get("security").is_some_and(|security| !security.elements().is_empty()) {
            return true;
        }
        open.extend(value.members().iter().map(|(_, inner)| inner));
        open.extend(value.elements());
    }
    false
}

/// The description without its other operations.
pub(super) fn without_others(tree: &Tree, operation: &[Vec<String>]) -> Tree {
    let others = tree.members().iter().filter(|(key, _)| !matches!(key.as_str(), "paths" | "webhooks"));
    let mut needs = Needs { tree, kept: Kept::Some(BTreeMap::new()), open: Vec::new() };
    others.for_each(|(key, _)| needs.need(std::slice::from_ref(key), 0));
    for place in operation {
        needs.need(place, 0);
        needs.need_around(place);
    }
    needs.kept.of(tree)
}

struct Needs<'t> {
    tree: &'t Tree,
    kept: Kept,
    /// Kept places whose references are still to be followed.
    open: Vec<Vec<String>>,
}

impl Needs<'_> {
    fn has(&self, place: &[String]) -> bool {
        let mut kept = &self.kept;
        for key in place {
            match kept {
                Kept::All => return true,
                Kept::Some(members) => match members.get(key) {
                    Some(inner) => kept = inner,
                    None => return false,
                },
            }
        }
        matches!(kept, Kept::All)
    }

    /// Keeps a place. If a reference stands in for an object around it, keeps that and what it leads to.
    fn need(&mut self, place: &[String], chain: usize) {
        if self.tree.at(place).is_some() {
            let end = self.whole(place);
            if self.kept.add(&place[..end]) {
                self.open.push(place[..end].to_vec());
            }
            return;
        }
        let ends = (0..place.len()).rev();
        let Some(end) = ends.into_iter().find(|end| self.tree.at(&place[..*end]).is_some()) else { return };
        let around = place[..end].to_vec();
        let reference = self.tree.at(&around).and_then(|value| value.get("$ref")).and_then(Tree::text);
        if let (Some(reference), true) = (reference, chain < LONGEST_CHAIN) {
            self.kept.add(&[around.as_slice(), &["$ref".to_owned()]].concat());
            if let Some(target) = target(&reference) {
                self.need(&[target.as_slice(), &place[end..]].concat(), chain + 1);
            }
        }
    }

    /// The length of a place up to the first array in it, which stays whole.
    fn whole(&self, place: &[String]) -> usize {
        let is_array = |end: &usize| matches!(self.tree.at(&place[..*end]), Some(Tree::Array(_)));
        (0..place.len()).find(is_array).unwrap_or(place.len())
    }

    fn follow(&mut self, reference: &str, chain: usize) {
        if let Some(place) = target(reference) {
            self.need(&place, chain);
        }
    }

    /// Keeps what the operations of a path share: its parameters and servers.
    fn need_around(&mut self, operation: &[String]) {
        let Some((last, around)) = operation.split_last() else { return };
        let item = match around.split_last() {
            Some((key, item)) if key == "additionalOperations" => item,
            _ if METHODS.contains(&last.as_str()) => around,
            _ => return,
        };
        let shared = self.tree.at(item).map(Tree::members).unwrap_or_default();
        let is_operation = |key: &str| METHODS.contains(&key) || key == "additionalOperations";
        for (key, _) in shared.iter().filter(|(key, _)| !is_operation(key)) {
            self.need(&[item, std::slice::from_ref(key)].concat(), 0);
        }
    }

    /// Keeps the security schemes that requirements in a value name.
    fn need_schemes(&mut self, value: &Tree) {
        let mut names = Vec::new();
        requirements(value, &mut names);
        for name in names {
            let components = ["components".to_owned(), "securitySchemes".to_owned(), name.clone()];
            for place in [components.as_slice(), &["securityDefinitions".to_owned(), name]] {
                self.need(place, 0);
            }
        }
    }
}

/// The names in `security`, or in a list of requirements.
fn requirements(value: &Tree, names: &mut Vec<String>) {
    let lists = value.get("security").into_iter().chain([value]);
    for requirement in lists.flat_map(Tree::elements) {
        names.extend(
            requirement
                .members()
                .iter()
                .filter(|(_, scopes)| matches!(scopes, Tree::Array(_)))
                .map(|(name, _)| name.clone()),
        );
    }
}

/// The place that a reference in the same document leads to.
pub(super) fn target(reference: &str) -> Option<Vec<String>> {
    let fragment = decoded(reference.strip_prefix('#')?);
    let segments = fragment.strip_prefix('/')?.split('/');
    Some(segments.map(|segment| segment.replace("~1", "/").replace("~0", "~")).collect())
}

/// Every string in a value that could be a reference. A name in a mapping is one of a component.
pub(super) fn references(value: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        for (key, inner) in value.members() {
            match key.as_str() {
                "$ref" | "$dynamicRef" => found.extend(inner.text()),
                "mapping" => found.extend(inner.members().iter().filter_map(|(_, each)| each.text()).flat_map(mapped)),
                "defaultMapping" => found.extend(inner.text().into_iter().flat_map(mapped)),
                _ => {}
            }
            open.push(inner);
        }
        open.extend(value.elements());
    }
    found
}

fn mapped(name: String) -> Vec<String> {
    let escaped = name.replace('~', "~0").replace('/', "~1").replace('%', "%25");
    let places = ["components/schemas", "definitions"].map(|section| format!("#/{section}/{escaped}"));
    places.into_iter().chain([name]).collect()
}

/// The component schemas that extend others, with the places of these.
fn subtypes(tree: &Tree) -> Vec<(Vec<String>, Vec<Vec<String>>)> {
    let sections = [vec!["components".to_owned(), "schemas".to_owned()], vec!["definitions".to_owned()]];
    let mut found = Vec::new();
    for section in sections {
        for (name, schema) in tree.at(&section).map(Tree::members).unwrap_or_default() {
            let parts = schema.get("allOf").map(Tree::elements).unwrap_or_default();
            let bases: Vec<Vec<String>> = parts.iter().filter_map(|part| target(&part.get("$ref")?.text()?)).collect();
            if !bases.is_empty() {
                found.push(([section.as_slice(), std::slice::from_ref(name)].concat(), bases));
            }
        }
    }
    found
}
