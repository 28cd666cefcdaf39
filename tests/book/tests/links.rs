//! The links between the pages of this repository lead somewhere, and the table of contents of the book is whole.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

/// The Markdown files of the repository, by their paths in it.
fn pages() -> BTreeMap<PathBuf, Page> {
    let mut found = BTreeMap::new();
    let mut open = vec![root()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // What is in a folder of tests is a part of another page.
            if path.is_dir() && !matches!(name.as_str(), "target" | ".git" | "node_modules" | "tests") {
                open.push(path);
            } else if name.ends_with(".md") {
                let text = fs::read_to_string(&path).expect("a page");
                found.insert(path.strip_prefix(root()).expect("a path inside").to_owned(), Page::of(&text));
            }
        }
    }
    found
}

/// The links of a page, and what can be linked to in it.
struct Page {
    links: Vec<String>,
    anchors: BTreeSet<String>,
}

impl Page {
    fn of(text: &str) -> Self {
        let mut page = Self { links: Vec::new(), anchors: BTreeSet::new() };
        let mut heading: Option<String> = None;
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    page.links.push(dest_url.into_string())
                }
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    let anchor = anchor(&heading.take().unwrap_or_default());
                    let again = (1..).map(|number| format!("{anchor}-{number}"));
                    let free = std::iter::once(anchor.clone()).chain(again).find(|each| !page.anchors.contains(each));
                    page.anchors.extend(free);
                }
                Event::Text(text) | Event::Code(text) => {
                    if let Some(heading) = &mut heading {
                        heading.push_str(&text);
                    }
                }
                _ => {}
            }
        }
        page
    }
}

/// The anchor of a heading, as GitHub and mdBook make it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|each| each.is_alphanumeric() || matches!(each, ' ' | '-' | '_'));
    kept.map(|each| if each == ' ' { '-' } else { each }).flat_map(char::to_lowercase).collect()
}

/// The path that a link in a page leads to, from the root of the repository.
fn target(page: &Path, link: &str) -> PathBuf {
    let mut path = PathBuf::new();
    for part in page.parent().unwrap_or(Path::new("")).join(link).components() {
        match part {
            Component::ParentDir => drop(path.pop()),
            Component::CurDir => {}
            part => path.push(part),
        }
    }
    path
}

#[test]
fn every_link_in_the_repository_leads_somewhere() {
    let pages = pages();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (path, page) in &pages {
        for link in page.links.iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            count += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let found = if file.is_empty() { path.clone() } else { target(path, file) };
            let is_there = root().join(&found).exists();
            let has_anchor = anchor.is_empty() || pages.get(&found).is_none_or(|other| other.anchors.contains(anchor));
            // The book has what is in docs/ and nothing else.
            let is_in_book = !path.starts_with("docs") || found.starts_with("docs");
            if !is_there || !has_anchor || !is_in_book {
                wrong.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(count > 80, "{count}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_book_has_every_page_of_docs_once() {
    let pages = pages();
    let listed = &pages[Path::new("docs/SUMMARY.md")].links;
    let once: BTreeSet<&String> = listed.iter().collect();
    assert_eq!(once.len(), listed.len(), "a page is listed twice");
    let names = pages.keys().filter_map(|path| path.strip_prefix("docs").ok()).map(|path| path.display().to_string());
    let missing: Vec<String> = names.filter(|name| name != "SUMMARY.md" && !listed.contains(name)).collect();
    assert!(missing.is_empty(), "docs/SUMMARY.md lacks {missing:?}");
}

#[test]
fn no_rust_of_the_book_is_left_uncompiled() {
    for path in pages().keys().filter(|path| path.starts_with("docs")) {
        let text = fs::read_to_string(root().join(path)).expect("a page");
        let odd = text.lines().find(|line| line.trim_start().starts_with("```rust,"));
        assert_eq!(odd, None, "{}: only blocks in `rust` alone are compiled", path.display());
    }
}

#[test]
fn anchors_are_those_of_github() {
    assert_eq!(anchor("`paging` of a rule"), "paging-of-a-rule");
    assert_eq!(anchor("What breaks callers, and what can be done"), "what-breaks-callers-and-what-can-be-done");
    assert_eq!(Page::of("# A\n\n# A\n").anchors, BTreeSet::from(["a".to_owned(), "a-1".to_owned()]));
}
