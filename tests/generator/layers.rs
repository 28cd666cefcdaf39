//! The runtime consists of layers, and so does its client. No layer uses a higher one, and no files import each other in a cycle.

use super::modules::{cycles_of, edges, modules};
use super::phases::files_of;
use super::root;
use std::fs;

/// The layers, lowest first, each a folder or a file.
const LAYERS: [&str; 8] = ["syntax", "value", "wire", "text", "macros", "serde_impls", "json_schema", "client"];
/// The layers of the client, lowest first.
const CLIENT: [&str; 11] =
    ["error", "platform", "api", "transport", "request", "response", "auth", "config", "send", "stream", "mock"];
/// Files that may use all layers: the root of the crate, and the modules that users, macros and generated code import.
const ENDS: [&str; 3] = ["", "__private", "prelude"];

/// Returns the layer of a file, and its layer within the client. The root of the client, which re-exports the public names, and its
/// macros are above all of them.
fn layer_of(name: &[String]) -> Option<(usize, usize)> {
    let layer = LAYERS.iter().position(|layer| name.first().is_some_and(|first| first == layer))?;
    let within = |part: &String| CLIENT.iter().position(|layer| part == layer).unwrap_or(CLIENT.len());
    let inner = if LAYERS[layer] == "client" { name.get(1).map_or(CLIENT.len(), within) } else { 0 };
    Some((layer, inner))
}

#[test]
fn no_layer_of_the_runtime_uses_a_higher_one() {
    let source = root().join("runtime/src");
    let modules = modules(&source, files_of(&source, ""));
    let mut edges = edges(&modules);
    let layer = layer_of;
    let mut wrong = Vec::new();
    for (from, used) in &edges {
        // Only macros are defined in the root; every layer may use them.
        for to in used.iter().filter(|to| !to.is_empty()) {
            if layer(from).is_some_and(|from| layer(to).is_none_or(|to| to > from)) {
                wrong.push(format!("  {} -> {}", from.join("::"), to.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "these files use a higher layer:\n{}", wrong.join("\n"));
    assert!(edges.values().map(|used| used.len()).sum::<usize>() > 500, "too few edges were found");
    edges.retain(|file, _| layer(file).is_some());
    let cycles = cycles_of(&edges);
    assert!(cycles.is_empty(), "these files import each other:\n{}", cycles.join("\n"));
}

#[test]
fn every_file_of_the_runtime_has_a_layer() {
    for entry in fs::read_dir(root().join("runtime/src")).expect("the sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_known = name == "lib" || LAYERS.contains(&&*name) || ENDS.contains(&&*name);
        assert!(is_known, "{name} is in no layer");
    }
}
