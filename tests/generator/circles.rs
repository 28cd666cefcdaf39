//! The files of one phase of the generator do not import each other in a cycle.

use super::modules::{Module, Names, circles_of, edges, modules};
use super::phases::{files_of, rooms};
use super::root;
use std::collections::BTreeMap;

#[test]
fn no_circle_inside_a_room() {
    let source = root().join("codegen/src");
    let mut circles = Vec::new();
    for room in rooms() {
        let modules = modules(&source, files_of(&source, room));
        circles.extend(circles_of(&edges(&modules)));
    }
    assert!(circles.is_empty(), "these files use each other:\n{}", circles.join("\n"));
}

#[test]
fn a_circle_is_found_and_what_is_handed_on_is_none() {
    let text = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Names>();
    let module = |defines: &[&str], imports: &[(&str, &[&str])], paths: &[&[&str]]| Module {
        defines: defines.iter().map(|name| (*name).to_owned()).collect(),
        imports: imports.iter().map(|(name, path)| ((*name).to_owned(), text(path))).collect(),
        paths: paths.iter().map(|path| text(path)).collect(),
        ..Module::default()
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
