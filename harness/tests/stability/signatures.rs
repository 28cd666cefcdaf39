//! Signatures in files: what is written is read again, and nothing in it is left out of a comparison.

use bindery::Product;
use bindery::diff::{Surface, Verdict, compare, json, verdict};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Parts that callers cannot see: where something stands, what the report groups by, and what rules that it proposes need.
const UNSEEN: &[&str] = &[
    ".client.arguments[][]",
    ".made-by",
    ".operations[].body.ident",
    ".operations[].group",
    ".operations[].other_bodies[][].ident",
    ".package.unreached_feature",
    ".operations[].id",
    ".operations[].place",
    ".operations[].title",
    ".operations[].parameters[].place",
    ".package.version",
    ".title",
    ".types[].place",
    ".types[].way",
];

/// Parts that callers see in some of the items: the names of servers to choose from, of setters, of a group with one operation.
const PARTLY: &[&str] = &[
    ".client.servers[].ident",
    ".operations[].handle",
    ".operations[].module",
    ".operations[].paging[].items",
    ".operations[].parameters[].ident",
];

/// The descriptions of the repository.
fn descriptions() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("tests/patterns/descriptions");
    let files = std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let is_json = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
    let mut found: Vec<PathBuf> = files.filter(is_json).collect();
    found.sort();
    found
}

fn product(path: &Path) -> Option<Product> {
    let config = bindery::config::Config::default();
    bindery::bind(path, std::fs::read(path).expect("a file"), &config).product
}

/// Each leaf of a value, by its path with and without positions.
fn leaves(value: &Value, path: &str, pattern: &str, visit: &mut dyn FnMut(&str, &str, &Value)) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let escaped = key.replace('~', "~0").replace('/', "~1");
                leaves(member, &format!("{path}/{escaped}"), &format!("{pattern}.{key}"), visit);
            }
        }
        Value::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                // Elements of a pair differ, and those of a list do not.
                let is_pair =
                    items.iter().any(|other| other.is_array() != item.is_array()) || path.ends_with("features/0");
                let pattern = if is_pair { format!("{pattern}[{position}]") } else { format!("{pattern}[]") };
                leaves(item, &format!("{path}/{position}"), &pattern, visit);
            }
        }
        leaf => visit(path, pattern, leaf),
    }
}

#[test]
fn signatures_are_read_as_they_were_written() {
    let mut count = 0;
    for path in descriptions() {
        let Some(product) = product(&path) else { continue };
        let surface = product.surface();
        let text = surface.text().expect("JSON");
        assert!(Surface::is_written_in(&text));
        let read = Surface::read(&text).expect("signatures");
        assert_eq!(read, surface, "{}", path.display());
        let comparison = compare(&read, &surface).expect("one API");
        assert_eq!(verdict(&comparison), Verdict::Unchanged, "{}: {:?}", path.display(), comparison.findings);
        count += 1;
    }
    assert!(count > 50, "{count} descriptions");
}

/// Changes each kind of leaf to other values that are read, and expects that a comparison finds it.
#[test]
fn nothing_in_signatures_is_left_out_of_a_comparison() {
    let texts: Vec<String> = descriptions().iter().filter_map(|path| product(path)?.surface().text().ok()).collect();
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let parsed: Vec<Value> = texts.iter().map(|text| serde_json::from_str(text).expect("JSON")).collect();
    for value in &parsed {
        leaves(value, "", "", &mut |_, pattern, leaf| {
            seen.entry(pattern.to_owned()).or_default().insert(leaf.to_string());
        });
    }
    let mut left: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut found, mut tried): (BTreeSet<String>, BTreeMap<String, usize>) = Default::default();
    for value in &parsed {
        let mut places = Vec::new();
        leaves(value, "", "", &mut |path, pattern, leaf| {
            places.push((path.to_owned(), pattern.to_owned(), leaf.clone()))
        });
        let old = Surface::read(&value.to_string()).expect("signatures");
        for (path, pattern, leaf) in places {
            let count = tried.entry(pattern.clone()).or_default();
            let is_open = PARTLY.contains(&pattern.as_str()) && !found.contains(&pattern);
            if *count >= 20 && !is_open {
                continue;
            }
            let own = leaf.to_string();
            let others = seen[&pattern].iter().filter(|other| **other != own).take(3).cloned();
            let longer = leaf.as_str().map(|text| Value::from(format!("{text}x")).to_string());
            for other in longer.into_iter().chain(others) {
                let mut changed = value.clone();
                *changed.pointer_mut(&path).expect("a leaf") = serde_json::from_str(&other).expect("JSON");
                let Ok(new) = Surface::read(&changed.to_string()) else { continue };
                *count += 1;
                match compare(&old, &new) {
                    Ok(comparison) if comparison.findings.is_empty() => {
                        left.entry(pattern.clone()).or_default().push(format!("{path}: {leaf} -> {other}"));
                    }
                    Ok(_) | Err(_) => drop(found.insert(pattern.clone())),
                }
            }
        }
    }
    let is_left = |pattern: &str| !(UNSEEN.contains(&pattern) || PARTLY.contains(&pattern) && found.contains(pattern));
    let left: Vec<_> = left.into_iter().filter(|(pattern, _)| is_left(pattern)).collect();
    assert!(left.is_empty(), "{left:#?}");
    assert!(found.len() > 60, "{}: {found:?}", found.len());
}

/// The findings as data, without the places that only a description has.
pub(super) fn shown(old: &Surface, new: &Surface) -> Value {
    json(&compare(old, new).expect("one API"))
}

/// The same signatures, by way of files.
pub(super) fn through_files(of: &Surface) -> Surface {
    Surface::read(&of.text().expect("JSON")).expect("signatures")
}
