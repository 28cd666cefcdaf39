//! Links between the documents of this repository have targets, and the README stays a landing page.

use super::root;
use std::collections::BTreeSet;
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

/// Removes code blocks from a text.
fn prose(text: &str) -> String {
    let mut in_code = false;
    let lines = text.lines().filter(|line| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        !in_code && !is_fence
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the targets of links outside of code.
fn links(text: &str) -> Vec<String> {
    let prose = prose(text);
    let targets = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.map(str::to_owned).collect()
}

/// Returns the anchors of headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let of = |heading: &str| {
        let title = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        title.chars().filter(|each| each.is_alphanumeric() || matches!(each, '-' | '_')).collect()
    };
    headings.map(of).collect()
}

#[test]
fn links_lead_to_files_and_headings() {
    let mut broken = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a document");
        let folder = document.parent().expect("a folder");
        for link in links(&text).into_iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { document.clone() } else { folder.join(file) };
            let leads = match (target.exists(), anchor) {
                (true, "") => true,
                (true, anchor) => fs::read_to_string(&target).is_ok_and(|text| anchors(&text).contains(anchor)),
                (false, _) => false,
            };
            if !leads {
                broken.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
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
