//! The files of one room do not use each other in a circle.
//!
//! A file uses another when it names something that is defined there, also where a `mod.rs` hands it on. What a
//! `pub use` hands on is no use of its own.

use super::phases::{files_of, rooms};
use super::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use syn::visit::{self, Visit};

type Names = Vec<String>;

/// What is known of one file.
#[derive(Default)]
struct Module {
    /// What it defines itself.
    defines: BTreeSet<String>,
    /// The names that it has from elsewhere, with their whole paths.
    imports: BTreeMap<String, Names>,
    /// The whole paths that it names, from the root of the crate.
    paths: BTreeSet<Names>,
}

#[test]
fn no_circle_inside_a_room() {
    let source = root().join("codegen/src");
    let mut circles = Vec::new();
    for room in rooms() {
        let modules = modules(&source, room);
        circles.extend(circles_of(&edges(&modules)));
    }
    assert!(circles.is_empty(), "these files use each other:\n{}", circles.join("\n"));
}

/// Every file of a room by the path of its module.
fn modules(source: &Path, room: &str) -> BTreeMap<Names, Module> {
    let mut found = BTreeMap::new();
    for file in files_of(source, room) {
        let inside = file.strip_prefix(source).expect("a file of the source").with_extension("");
        let mut name: Names = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if name.last().is_some_and(|last| last == "mod") {
            name.pop();
        }
        found.insert(name, Module::default());
    }
    let names: Vec<Names> = found.keys().cloned().collect();
    for (name, module) in &mut found {
        let nested = source.join(name.join("/")).join("mod.rs");
        let file = if nested.is_file() { nested } else { source.join(name.join("/")).with_extension("rs") };
        let text = fs::read_to_string(&file).expect("a file of the source");
        let parsed = syn::parse_file(&text).expect("Rust");
        let children = names.iter().filter(|other| other.len() == name.len() + 1 && other.starts_with(name));
        let mut reader =
            Reader { own: name, children: children.map(|child| child[name.len()].clone()).collect(), module };
        reader.visit_file(&parsed);
    }
    found
}

struct Reader<'a> {
    own: &'a Names,
    children: BTreeSet<String>,
    module: &'a mut Module,
}

impl Reader<'_> {
    /// A path from the root of the crate, if it leads into the crate.
    fn whole(&self, path: &[String]) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        let mut base = match first.as_str() {
            "crate" => Names::new(),
            "self" => self.own.clone(),
            "super" => self.own[..self.own.len() - 1].to_vec(),
            // A name alone is a variable as often as a module.
            other if path.len() > 1 && self.children.contains(other) => {
                [self.own.clone(), vec![other.to_owned()]].concat()
            }
            other => self.module.imports.get(other)?.clone(),
        };
        for part in rest {
            if part == "super" {
                base.pop();
            } else {
                base.push(part.clone());
            }
        }
        Some(base)
    }

    fn import(&mut self, tree: &syn::UseTree, before: &Names, hands_on: bool) {
        let joined = |last: &syn::Ident| [before.clone(), vec![last.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.import(&path.tree, &joined(&path.ident), hands_on),
            syn::UseTree::Name(name) if name.ident == "self" => {
                self.imported(&name.ident.to_string(), before, hands_on)
            }
            syn::UseTree::Name(name) => self.imported(&name.ident.to_string(), &joined(&name.ident), hands_on),
            syn::UseTree::Rename(rename) => self.imported(&rename.rename.to_string(), &joined(&rename.ident), hands_on),
            syn::UseTree::Group(group) => group.items.iter().for_each(|inner| self.import(inner, before, hands_on)),
            syn::UseTree::Glob(_) => self.imported("*", before, hands_on),
        }
    }

    fn imported(&mut self, name: &str, path: &Names, hands_on: bool) {
        if let Some(whole) = self.whole(path) {
            let name = if name == "self" { whole.last().cloned().unwrap_or_default() } else { name.to_owned() };
            self.module.imports.insert(name, whole.clone());
            if !hands_on {
                self.module.paths.insert(whole);
            }
        }
    }
}

impl Visit<'_> for Reader<'_> {
    fn visit_file(&mut self, file: &syn::File) {
        for item in &file.items {
            if let syn::Item::Use(item) = item {
                let hands_on = !matches!(item.vis, syn::Visibility::Inherited);
                self.import(&item.tree, &Names::new(), hands_on);
            }
            if let Some(name) = defined(item) {
                self.module.defines.insert(name);
            }
        }
        visit::visit_file(self, file);
    }

    fn visit_path(&mut self, path: &syn::Path) {
        let parts: Names = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if path.leading_colon.is_none()
            && let Some(whole) = self.whole(&parts)
        {
            self.module.paths.insert(whole);
        }
        visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, _: &syn::ItemUse) {}

    fn visit_visibility(&mut self, _: &syn::Visibility) {}

    /// Tests may look at anything.
    fn visit_item_mod(&mut self, item: &syn::ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }
}

fn defined(item: &syn::Item) -> Option<String> {
    let name = match item {
        syn::Item::Const(item) => &item.ident,
        syn::Item::Enum(item) => &item.ident,
        syn::Item::Fn(item) => &item.sig.ident,
        syn::Item::Static(item) => &item.ident,
        syn::Item::Struct(item) => &item.ident,
        syn::Item::Trait(item) => &item.ident,
        syn::Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// Which file uses which.
fn edges(modules: &BTreeMap<Names, Module>) -> BTreeMap<&Names, BTreeSet<&Names>> {
    modules
        .iter()
        .map(|(name, module)| {
            let used = module.paths.iter().filter_map(|path| file_of(modules, path, 0));
            (name, used.filter(|other| *other != name).collect())
        })
        .collect()
}

/// The file in which a path ends.
fn file_of<'a>(modules: &'a BTreeMap<Names, Module>, path: &[String], depth: usize) -> Option<&'a Names> {
    let long = (1..=path.len()).rev().find(|length| modules.contains_key(&path[..*length]))?;
    let (name, module) = modules.get_key_value(&path[..long])?;
    match path.get(long) {
        Some(item) if !module.defines.contains(item) && depth < 8 => match module.imports.get(item) {
            Some(further) => file_of(modules, &[further.clone(), path[long + 1..].to_vec()].concat(), depth + 1),
            None => Some(name),
        },
        _ => Some(name),
    }
}

/// The groups of files each of which reaches all others, with the edges between them.
fn circles_of(edges: &BTreeMap<&Names, BTreeSet<&Names>>) -> Vec<String> {
    let reached: BTreeMap<&Names, BTreeSet<&Names>> = edges.keys().map(|from| (*from, reach(edges, from))).collect();
    let mut told: BTreeSet<&Names> = BTreeSet::new();
    let mut circles = Vec::new();
    for from in edges.keys() {
        let circle: Vec<&Names> = reached[from].iter().copied().filter(|to| reached[to].contains(from)).collect();
        if circle.is_empty() || told.contains(from) {
            continue;
        }
        told.extend(&circle);
        for file in &circle {
            let used: Names = edges[file].iter().filter(|to| circle.contains(to)).map(|to| to.join("::")).collect();
            circles.push(format!("  {} -> {}", file.join("::"), used.join(", ")));
        }
        circles.push(String::new());
    }
    circles
}

fn reach<'a>(edges: &BTreeMap<&'a Names, BTreeSet<&'a Names>>, from: &Names) -> BTreeSet<&'a Names> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&Names> = edges.get(from).into_iter().flatten().copied().collect();
    while let Some(next) = open.pop() {
        if found.insert(next) {
            open.extend(edges.get(next).into_iter().flatten().copied());
        }
    }
    found
}

#[test]
fn a_circle_is_found_and_what_is_handed_on_is_none() {
    let text = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Names>();
    let module = |defines: &[&str], imports: &[(&str, &[&str])], paths: &[&[&str]]| Module {
        defines: defines.iter().map(|name| (*name).to_owned()).collect(),
        imports: imports.iter().map(|(name, path)| ((*name).to_owned(), text(path))).collect(),
        paths: paths.iter().map(|path| text(path)).collect(),
    };
    let mut modules = BTreeMap::new();
    modules.insert(text(&["room"]), module(&[], &[("A", &["room", "a", "A"]), ("B", &["room", "b", "B"])], &[]));
    modules.insert(text(&["room", "a"]), module(&["A"], &[], &[&["room", "B"]]));
    modules.insert(text(&["room", "b"]), module(&["B"], &[], &[]));
    assert!(circles_of(&edges(&modules)).is_empty());
    modules.insert(text(&["room", "b"]), module(&["B"], &[], &[&["room", "A"]]));
    let found = circles_of(&edges(&modules));
    assert_eq!(found, ["  room::a -> room::b", "  room::b -> room::a", ""]);
}
