//! The files of one phase of the generator do not import each other in a cycle.

use super::modules::{Module, Names, cycles_of, edges, modules};
use super::phases::{files_of, folders};
use super::root;
use std::collections::BTreeMap;

#[test]
fn the_files_of_a_phase_form_no_cycle() {
    let source = root().join("codegen/src");
    let mut cycles = Vec::new();
    for folder in folders() {
        let modules = modules(&source, files_of(&source, folder));
        cycles.extend(cycles_of(&edges(&modules)));
    }
    assert!(cycles.is_empty(), "these files import each other:\n{}", cycles.join("\n"));
}

#[test]
fn a_cycle_is_found_and_a_re_export_is_not_one() {
    let text = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Names>();
    let module = |defines: &[&str], imports: &[(&str, &[&str])], paths: &[&[&str]]| Module {
        defines: defines.iter().map(|name| (*name).to_owned()).collect(),
        imports: imports.iter().map(|(name, path)| ((*name).to_owned(), text(path))).collect(),
        paths: paths.iter().map(|path| text(path)).collect(),
        ..Module::default()
    };
    let mut modules = BTreeMap::new();
    modules.insert(text(&["phase"]), module(&[], &[("A", &["phase", "a", "A"]), ("B", &["phase", "b", "B"])], &[]));
    modules.insert(text(&["phase", "a"]), module(&["A"], &[], &[&["phase", "B"]]));
    modules.insert(text(&["phase", "b"]), module(&["B"], &[], &[]));
    assert!(cycles_of(&edges(&modules)).is_empty());
    modules.insert(text(&["phase", "b"]), module(&["B"], &[], &[&["phase", "A"]]));
    let found = cycles_of(&edges(&modules));
    assert_eq!(found, ["  phase::a -> phase::b", "  phase::b -> phase::a", ""]);
}
