//! The README stays a landing page, and documents name tasks that exist. Their links are checked by `tests/book`.

use super::root;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the documents of the repository, its packages and its examples.
fn documents() -> Vec<PathBuf> {
    let folders = ["", "docs", "codegen", "runtime", "generated", "examples/auth0-management", ".github"];
    let files = folders.iter().filter_map(|folder| fs::read_dir(root().join(folder)).ok()).flatten().flatten();
    let found: Vec<PathBuf> = files
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    assert!(found.len() > 15, "{found:?}");
    found
}

#[test]
fn the_readme_begins_with_little_code_and_names_existing_examples() {
    let text = fs::read_to_string(root().join("README.md")).expect("the readme");
    let code: Vec<&str> = text.split("```").skip(1).step_by(2).collect();
    let first = code.first().expect("code").lines().skip(1).filter(|line| !line.is_empty()).count();
    assert!(first <= 18, "{first} lines");
    let before = text.split("```").next().unwrap_or_default();
    assert!(before.lines().count() <= 8, "what it is fits on a screen");
    for command in ["cargo run -p bindery -- generate && cargo run --example log_streams", "cargo test --workspace"] {
        assert!(code.iter().any(|block| block.lines().any(|line| line == command)), "{command}");
    }
    let examples = fs::read_to_string(root().join("examples/Cargo.toml")).expect("a manifest");
    for named in text.split("cargo run --example ").skip(1).filter_map(|rest| rest.split([' ', '`', '\n']).next()) {
        assert!(examples.contains(&format!("name = \"{named}\"")), "{named}");
    }
    let tasks = fs::read_to_string(root().join("xtask/src/tasks.rs")).expect("the tasks");
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a document");
        for task in
            text.split("cargo xtask ").skip(1).filter_map(|rest| rest.split(|each: char| !each.is_alphabetic()).next())
        {
            assert!(tasks.contains(&format!("\"{task}\"")), "{}: cargo xtask {task}", document.display());
        }
    }
}

#[test]
fn each_package_has_the_licences_of_the_repository() {
    let read = |path: &Path| fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for package in ["codegen", "runtime", "generated"] {
        for file in ["LICENSE-MIT", "LICENSE-APACHE"] {
            assert!(read(&root().join(file)) == read(&root().join(package).join(file)), "{package}/{file}");
        }
    }
}
