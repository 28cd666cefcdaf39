//! The runtime is layers: JSON, serde on top of it, the client on top of both. No layer uses one above it.

use super::phases::{files_of, modules_used};
use super::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use syn::UseTree;

/// The layers in order, with the folders of each. Those of one layer may use each other.
const LAYERS: [&[&str]; 3] = [&["value", "wire", "text"], &["serde_impls"], &["client"]];

#[test]
fn no_layer_of_the_runtime_looks_up() {
    let source = root().join("runtime/src");
    let homes = homes();
    assert_eq!(homes.get("View").map(String::as_str), Some("wire"));
    assert_eq!(homes.get("Core").map(String::as_str), Some("client"));
    let layer = |folder: &str| LAYERS.iter().position(|folders| folders.contains(&folder));
    let mut wrong = Vec::new();
    for (position, folders) in LAYERS.iter().enumerate() {
        for file in folders.iter().flat_map(|folder| files_of(&source, folder)) {
            for used in modules_used(&file) {
                let home = homes.get(&used).unwrap_or(&used);
                if layer(home).is_some_and(|other| other > position) {
                    wrong.push(format!("{} uses {used} of {home}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_folder_of_the_runtime_has_its_layer() {
    let known: BTreeSet<&str> = LAYERS.into_iter().flatten().copied().chain(["macros"]).collect();
    for entry in fs::read_dir(root().join("runtime/src")).expect("the sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        assert!(!path.is_dir() || known.contains(&*name), "{name} is in no layer");
    }
}

/// The folder of each name that the crate re-exports.
fn homes() -> BTreeMap<String, String> {
    let mut homes = BTreeMap::new();
    for (file, of) in [("lib.rs", None), ("__private.rs", None), ("client/mod.rs", Some("client"))] {
        let text = fs::read_to_string(root().join("runtime/src").join(file)).expect("a file of the runtime");
        for item in syn::parse_file(&text).expect("Rust").items {
            let syn::Item::Use(item) = item else { continue };
            let UseTree::Path(path) = &item.tree else { continue };
            let (first, rest) = match &*path.tree {
                UseTree::Path(inner) if path.ident == "crate" => (inner.ident.to_string(), &*inner.tree),
                rest => (path.ident.to_string(), rest),
            };
            let home = of.map_or(first, str::to_owned);
            each_name(rest, &mut |name| drop(homes.insert(name, home.clone())));
        }
    }
    homes
}

fn each_name(tree: &UseTree, visit: &mut dyn FnMut(String)) {
    match tree {
        UseTree::Path(path) => each_name(&path.tree, visit),
        UseTree::Name(name) => visit(name.ident.to_string()),
        UseTree::Rename(rename) => visit(rename.rename.to_string()),
        UseTree::Group(group) => group.items.iter().for_each(|item| each_name(item, visit)),
        UseTree::Glob(_) => {}
    }
}
