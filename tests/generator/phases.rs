//! The phases are ordered: no phase uses a later one.

use super::root;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

/// The phases in order. A phase may use those before it.
/// `diff`, `sample`, `bounds`, `verify`, `repair`, `reduce` and `mock` are separate: no phase uses them.
const PHASES: [&str; 18] = [
    "source", "overlay", "dialect", "resolve", "shape", "api", "names", "analysis", "plan", "emit", "write", "diff",
    "sample", "bounds", "verify", "repair", "reduce", "mock",
];
/// Modules that all phases share, and modules that no phase uses: the ends of the pipeline.
const SHARED: [&str; 9] = ["diag", "config", "text", "files", "output", "partition", "paths", "tree", "yaml"];
const ENDS: [&str; 4] = ["run", "module", "listing", "main"];

#[test]
fn no_phase_uses_a_later_one() {
    let source = root().join("codegen/src");
    let mut wrong = Vec::new();
    for (position, phase) in PHASES.iter().enumerate() {
        let files = files_of(&source, phase);
        assert!(!files.is_empty(), "the phase {phase} has no file");
        for file in files {
            for used in modules_used(&file) {
                let ahead = PHASES.iter().position(|each| *each == used).is_some_and(|other| other > position);
                if ahead || ENDS.contains(&used.as_str()) {
                    wrong.push(format!("{} uses {used}", file.display()));
                }
            }
        }
    }
    for shared in SHARED {
        for file in files_of(&source, shared) {
            let phases = modules_used(&file).into_iter().filter(|used| PHASES.contains(&used.as_str()));
            wrong.extend(phases.map(|used| format!("{} uses {used}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_is_a_phase_or_listed() {
    let text = fs::read_to_string(root().join("codegen/src/lib.rs")).expect("the root of the library");
    let file = syn::parse_file(&text).expect("Rust");
    for item in file.items {
        if let syn::Item::Mod(module) = item {
            let name = module.ident.to_string();
            let known = [&PHASES[..], &SHARED, &ENDS].iter().any(|names| names.contains(&name.as_str()));
            assert!(known, "the module {name} is neither a phase, nor shared, nor an end of the pipeline");
        }
    }
}

/// Returns the modules of the generator, each a file or a folder.
pub(crate) fn folders() -> impl Iterator<Item = &'static str> {
    PHASES.into_iter().chain(SHARED).chain(ENDS)
}

/// Returns the files of a module: `name.rs` and everything below `name/`.
pub(crate) fn files_of(source: &Path, module: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let single = source.join(format!("{module}.rs"));
    if single.is_file() {
        files.push(single);
    }
    let mut open = vec![source.join(module)];
    while let Some(directory) = open.pop() {
        let Ok(entries) = fs::read_dir(directory) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.extend((!path.ends_with("tests")).then_some(path));
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
                // Tests of a phase may use later phases.
                files.push(path);
            }
        }
    }
    files
}

/// The modules of the crate that a file names, by `use crate::x` or by a path `crate::x::y`.
pub(crate) fn modules_used(file: &Path) -> BTreeSet<String> {
    #[derive(Default)]
    struct Modules(BTreeSet<String>);

    impl Modules {
        fn tree(&mut self, tree: &syn::UseTree) {
            match tree {
                syn::UseTree::Path(path) => drop(self.0.insert(path.ident.to_string())),
                syn::UseTree::Name(name) => drop(self.0.insert(name.ident.to_string())),
                syn::UseTree::Rename(rename) => drop(self.0.insert(rename.ident.to_string())),
                syn::UseTree::Group(group) => group.items.iter().for_each(|inner| self.tree(inner)),
                syn::UseTree::Glob(_) => {}
            }
        }
    }

    impl Visit<'_> for Modules {
        fn visit_item_use(&mut self, item: &syn::ItemUse) {
            if let syn::UseTree::Path(path) = &item.tree
                && path.ident == "crate"
            {
                self.tree(&path.tree);
            }
        }

        fn visit_path(&mut self, path: &syn::Path) {
            let mut segments = path.segments.iter();
            if segments.next().is_some_and(|first| first.ident == "crate")
                && let Some(second) = segments.next()
            {
                self.0.insert(second.ident.to_string());
            }
            visit::visit_path(self, path);
        }

        /// Tests of a phase may use later phases.
        fn visit_item_mod(&mut self, item: &syn::ItemMod) {
            if item.ident != "tests" {
                visit::visit_item_mod(self, item);
            }
        }
    }

    let text = fs::read_to_string(file).expect("a file");
    let parsed = syn::parse_file(&text).expect("Rust");
    let mut modules = Modules::default();
    modules.visit_file(&parsed);
    modules.0
}
