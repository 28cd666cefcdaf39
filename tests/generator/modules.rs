//! Finds the imports between the files of a crate.
//!
//! A file imports another if it names something that is defined there, even through a re-export. A `pub use` is not an import itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

pub(crate) type Names = Vec<String>;

/// The data of one file.
#[derive(Default)]
pub(crate) struct Module {
    /// The names that the file defines.
    pub(crate) defines: BTreeSet<String>,
    /// The imported names, with their full paths.
    pub(crate) imports: BTreeMap<String, Names>,
    /// The modules that the file imports with `*`.
    pub(crate) globs: Vec<Names>,
    /// The full paths in the file, from the root of the crate.
    pub(crate) paths: BTreeSet<Names>,
}

/// The files, by the paths of their modules. The path of the root is empty.
pub(crate) fn modules(source: &Path, files: impl IntoIterator<Item = PathBuf>) -> BTreeMap<Names, Module> {
    let mut found = BTreeMap::new();
    for file in files {
        let inside = file.strip_prefix(source).expect("a file of the source").with_extension("");
        let mut name: Names = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if name.last().is_some_and(|last| last == "mod") || name == ["lib"] {
            name.pop();
        }
        found.insert(name, Module::default());
    }
    let names: Vec<Names> = found.keys().cloned().collect();
    for (name, module) in &mut found {
        let path = source.join(name.join("/"));
        let places = [source.join("lib.rs"), path.join("mod.rs"), path.with_extension("rs")];
        let file = places.iter().skip(usize::from(!name.is_empty())).find(|file| file.is_file());
        let text = fs::read_to_string(file.expect("a file")).expect("a file of the source");
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
    /// Returns a path from the root of the crate, if it leads into the crate.
    fn whole(&self, path: &[String]) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        let mut base = match first.as_str() {
            "crate" => Names::new(),
            "self" => self.own.clone(),
            "super" => self.own[..self.own.len() - 1].to_vec(),
            // A single name may be a variable.
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
            syn::UseTree::Glob(_) => {
                let is_child = before.len() == 1 && self.children.contains(&before[0]);
                let child = || [self.own.clone(), before.clone()].concat();
                self.module.globs.extend(if is_child { Some(child()) } else { self.whole(before) });
                self.imported("*", before, hands_on);
            }
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

    /// The expansion of a macro is unknown, but paths in its input begin with `crate`.
    fn visit_macro(&mut self, call: &syn::Macro) {
        let text = call.tokens.to_string().replace("::", " :: ");
        let mut words = text.split_whitespace().peekable();
        let mut before = "";
        while let Some(word) = words.next() {
            if word == "crate" && !before.ends_with('$') {
                let mut path = Names::new();
                while words.next_if_eq(&"::").is_some() {
                    path.extend(
                        words.next_if(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_')).map(str::to_owned),
                    );
                }
                self.module.paths.insert(path);
            }
            before = word;
        }
        visit::visit_macro(self, call);
    }

    fn visit_item_use(&mut self, _: &syn::ItemUse) {}

    fn visit_visibility(&mut self, _: &syn::Visibility) {}

    /// Tests may use anything.
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

/// Returns the imports between files.
pub(crate) fn edges(modules: &BTreeMap<Names, Module>) -> BTreeMap<&Names, BTreeSet<&Names>> {
    modules
        .iter()
        .map(|(name, module)| {
            let used = module.paths.iter().filter_map(|path| file_of(modules, path));
            (name, used.filter(|other| *other != name).collect())
        })
        .collect()
}

/// Returns the file that a path leads to. If a macro generates the last segment, the rest of the path determines the file.
fn file_of<'a>(modules: &'a BTreeMap<Names, Module>, path: &[String]) -> Option<&'a Names> {
    definition(modules, path, 0).or_else(|| last_file(modules, path, 0))
}

/// Returns the number of leading segments that are the path of a file.
fn module_length(modules: &BTreeMap<Names, Module>, path: &[String]) -> Option<usize> {
    (0..=path.len()).rev().find(|length| modules.contains_key(&path[..*length]))
}

/// Returns the file that defines the item at a path.
fn definition<'a>(modules: &'a BTreeMap<Names, Module>, path: &[String], depth: usize) -> Option<&'a Names> {
    let long = module_length(modules, path)?;
    let (name, module) = modules.get_key_value(&path[..long])?;
    let Some(item) = path.get(long) else { return Some(name) };
    if module.defines.contains(item) || depth > 6 {
        return module.defines.contains(item).then_some(name);
    }
    let through = |base: &[String], rest: &[String]| definition(modules, &[base, rest].concat(), depth + 1);
    match module.imports.get(item) {
        Some(further) => through(further, &path[long + 1..]),
        None => module.globs.iter().find_map(|glob| through(glob, &path[long..])),
    }
}

/// Returns the file at a path, following imports of single names.
fn last_file<'a>(modules: &'a BTreeMap<Names, Module>, path: &[String], depth: usize) -> Option<&'a Names> {
    let long = module_length(modules, path)?;
    let (name, module) = modules.get_key_value(&path[..long])?;
    match path.get(long).and_then(|item| module.imports.get(item)) {
        Some(further) if depth < 8 => {
            last_file(modules, &[further.clone(), path[long + 1..].to_vec()].concat(), depth + 1)
        }
        _ => Some(name),
    }
}

/// Returns the strongly connected groups of files, with the edges in them.
pub(crate) fn cycles_of(edges: &BTreeMap<&Names, BTreeSet<&Names>>) -> Vec<String> {
    let reached: BTreeMap<&Names, BTreeSet<&Names>> = edges.keys().map(|from| (*from, reach(edges, from))).collect();
    let mut reported: BTreeSet<&Names> = BTreeSet::new();
    let mut cycles = Vec::new();
    for from in edges.keys() {
        let cycle: Vec<&Names> = reached[from].iter().copied().filter(|to| reached[to].contains(from)).collect();
        if cycle.is_empty() || reported.contains(from) {
            continue;
        }
        reported.extend(&cycle);
        for file in &cycle {
            let used: Names = edges[file].iter().filter(|to| cycle.contains(to)).map(|to| to.join("::")).collect();
            cycles.push(format!("  {} -> {}", file.join("::"), used.join(", ")));
        }
        cycles.push(String::new());
    }
    cycles
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
