//! Golden files: the output for small descriptions is committed in `expected/`, so that a review shows how a change of the generator
//! changes it.
//!
//! The files are compared with those that were compiled into this crate and that the tests in `all/` use. This is a separate test
//! binary, so that the golden files can be renewed before the other tests are adapted.
//! `BLESS=1 cargo test -p bindery-patterns --test golden` renews them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use similar::TextDiff;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The patterns with golden files, and their subjects.
const GOLDEN: &[(&str, &str)] = &[
    ("access", "read-only and write-only properties"),
    ("bodies", "bodies of every media type, multipart and files"),
    ("callbacks", "callbacks"),
    ("dates_jiff", "dates of a library, exact numbers"),
    ("dispatch", "a union for each way to distinguish variants"),
    ("embedded", "JSON in strings, in parts, forms and parameters"),
    ("enums", "enums with names and descriptions"),
    ("equal", "equal types and their aliases"),
    ("former", "former names as deprecated aliases"),
    ("identifiers", "names that Rust reserves or does not allow"),
    ("more_paging", "pages by a `Link` header"),
    ("nullable_31", "nullable and optional values"),
    ("odd_text", "the oddities of YAML, and numbers beyond 64 bits"),
    ("operation_ids", "names and groups of operations, prose that looks like code"),
    ("optional_bodies", "optional bodies"),
    ("paging", "pages by a position, an address and several lists"),
    ("parameters", "parameters in every style and place"),
    ("received", "webhooks"),
    ("references", "references from everything to everything"),
    ("requests", "required parameters, unknown security schemes, a rule"),
    ("response_headers", "headers of responses"),
    ("responses", "results by status, error bodies, bytes and text"),
    ("security", "servers and security schemes"),
    ("streams", "pages by a cursor and a number, events, downloads"),
    ("version_32", "additions of OpenAPI 3.2"),
];

/// The maximum number of lines of all golden files. Nobody would review more, so large descriptions have no golden files.
const MAX_LINES: usize = 12_000;

/// The maximum number of lines shown of a difference.
const MAX_SHOWN: usize = 200;

const COMMAND: &str = "BLESS=1 cargo test -p bindery-patterns --test golden";

/// The texts of files, by their paths relative to a directory, with slashes.
type Files = BTreeMap<String, String>;

fn expected() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("expected")
}

/// Returns the files in and below a directory.
fn files(directory: &Path) -> Files {
    let mut found = Files::new();
    let Ok(entries) = fs::read_dir(directory) else { return found };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else {
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    found
}

/// Returns the files that the build script generated and the compiler read.
fn compiled() -> Files {
    let each = GOLDEN.iter().flat_map(|(pattern, _)| {
        let made = files(&Path::new(env!("OUT_DIR")).join(pattern).join("src"));
        assert!(!made.is_empty(), "there is no description {pattern}");
        made.into_iter().map(move |(path, text)| (format!("{pattern}/{path}"), without_seal(&text)))
    });
    each.collect()
}

/// Removes the line by which `bindery generate` recognizes its own files: it contains a hash of the others.
fn without_seal(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !line.starts_with("// @generated ")).collect()
}

/// Returns the lines that differ, with context.
fn difference(path: &str, committed: &str, made: &str) -> String {
    let diff = TextDiff::from_lines(committed, made);
    let (before, after) = (format!("expected/{path}"), format!("now {path}"));
    diff.unified_diff().context_radius(3).header(&before, &after).to_string()
}

/// Replaces the golden files that changed.
fn bless(committed: &Files, made: &Files) {
    for path in committed.keys().filter(|path| !made.contains_key(*path)) {
        fs::remove_file(expected().join(path)).unwrap();
    }
    for (path, text) in made.iter().filter(|(path, text)| committed.get(*path) != Some(text)) {
        let place = expected().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
}

#[test]
fn generated_code_matches_the_golden_files() {
    let (committed, made) = (files(&expected()), compiled());
    if std::env::var_os("BLESS").is_some_and(|value| value != "0") {
        return bless(&committed, &made);
    }
    let none = String::new();
    let paths: BTreeSet<&String> = committed.keys().chain(made.keys()).collect();
    let texts =
        paths.into_iter().map(|path| (path, committed.get(path).unwrap_or(&none), made.get(path).unwrap_or(&none)));
    let differences: String = texts
        .filter(|(_, committed, made)| committed != made)
        .map(|(path, committed, made)| difference(path, committed, made))
        .collect();
    let lines: Vec<&str> = differences.lines().collect();
    if !lines.is_empty() {
        let shown = lines[..lines.len().min(MAX_SHOWN)].join("\n");
        let more = match lines.len().saturating_sub(MAX_SHOWN) {
            0 => String::new(),
            more => format!("\n({more} more lines; `git diff` shows all of them once they are accepted)"),
        };
        panic!("generated code has changed:\n{shown}{more}\nIf that is intended, accept it with\n  {COMMAND}");
    }
}

#[test]
fn golden_output_is_small_and_used_by_wire_tests() {
    let tests = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all"));
    for (pattern, _) in GOLDEN {
        assert!(tests.values().any(|text| text.contains(&format!("{pattern}::"))), "no test uses {pattern}");
    }
    let lines: usize = compiled().values().map(|text| text.lines().count()).sum();
    assert!(lines <= MAX_LINES, "{lines} lines");
}

#[test]
fn a_difference_shows_the_lines_that_changed() {
    let lines = |changed: &str| {
        (1..=9).map(|line| if line == 5 { format!("{changed}\n") } else { format!("{line}\n") }).collect::<String>()
    };
    let shown = difference("a/types.rs", &lines("old"), &lines("new"));
    assert_eq!(
        shown,
        "--- expected/a/types.rs\n+++ now a/types.rs\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-old\n+new\n 6\n 7\n 8\n"
    );
}
