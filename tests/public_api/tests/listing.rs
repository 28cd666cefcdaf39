//! The public API of the published crates is committed in `docs/api/`, one line for each item with its signature, so that a review
//! sees every change of it.
//!
//! rustdoc says what is public, as JSON: re-exports are where users find them, items that macros make are there, and what is
//! `#[doc(hidden)]` is not. `BLESS=1 cargo test -p bindery-public-api` writes `docs/api/` anew.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it skips"
)]

use public_api::{Builder, PublicApi};
use similar::TextDiff;
use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The compiler whose JSON is read and whose listing is committed. The format changes with nearly every version.
const RECORDED: &str = "rustc 1.95.";

const COMMAND: &str = "BLESS=1 cargo test -p bindery-public-api";

/// What the compiler derives beside `PartialEq`, and nobody names.
const NO_TRAIT: &str = "core::marker::StructuralPartialEq";

/// How much of a difference is shown.
const MOST_SHOWN: usize = 200;

/// A crate whose API is committed.
struct Published {
    package: &'static str,
    features: &'static str,
}

/// The command line of `bindery` adds nothing to its library, and takes time to build.
const GENERATOR: Published = Published { package: "bindery", features: "--no-default-features" };
const RUNTIME: Published = Published { package: "bindery-runtime", features: "--all-features" };

impl Published {
    /// The listing as it was reviewed.
    fn committed(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../docs/api/{}.txt", self.package))
    }

    /// What rustdoc says of the crate.
    fn rustdoc_json(&self) -> PathBuf {
        let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let target = scratch.parent().unwrap();
        let output = Command::new(env!("CARGO"))
            .args(["rustdoc", "--quiet", "--lib", "--package", self.package, self.features])
            // Where the dependencies are checked already.
            .arg("--target-dir")
            .arg(target)
            .args(["--", "-Zunstable-options", "--output-format=json", "--cap-lints=allow"])
            .env("RUSTDOC", unstable_rustdoc(scratch, self.package))
            .env_remove("RUSTDOCFLAGS")
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        target.join("doc").join(format!("{}.json", self.package.replace('-', "_")))
    }

    /// One line for each public item.
    fn listing(&self) -> String {
        let json = self.rustdoc_json();
        let build = |omit_derived| -> PublicApi {
            let builder = Builder::from_rustdoc_json(&json).omit_blanket_impls(true).omit_auto_trait_impls(true);
            builder.omit_auto_derived_impls(omit_derived).build().unwrap()
        };
        // Of a derived trait, that it is there says all.
        let written: HashSet<String> = build(true).items().map(ToString::to_string).collect();
        let mut seen = HashSet::new();
        let lines = build(false).into_items().map(|item| item.to_string()).filter(|line| {
            // An implementation for two types of the crate is listed with both.
            (line.starts_with("impl") || written.contains(line))
                && !line.contains(NO_TRAIT)
                && seen.insert(line.clone())
        });
        lines.map(|line| line + "\n").collect()
    }

    /// The listing, once it was compared with the committed one or has replaced that; none with another compiler.
    fn reviewed(&self) -> Option<String> {
        recorded()?;
        let (place, made) = (self.committed(), self.listing());
        // Of what is hidden, rustdoc has no path that users could write.
        let hidden: Vec<&str> =
            made.lines().filter(|line| line.contains("crate::") || line.contains("super::")).collect();
        assert!(hidden.is_empty(), "these show hidden items, which are public by that: {hidden:#?}");
        let committed = fs::read_to_string(&place).unwrap_or_default();
        if committed != made {
            if std::env::var_os("BLESS").is_none_or(|value| value == "0") {
                let shown = difference(self.package, &committed, &made);
                let accept = format!("If that is meant, accept it with\n  {COMMAND}");
                panic!("the public API of {} has changed:\n{shown}\n{accept}", self.package);
            }
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, &made).unwrap();
        }
        Some(made)
    }
}

/// Whether this is the compiler of the committed listings.
fn recorded() -> Option<()> {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(compiler).arg("--version").output().unwrap();
    let version = String::from_utf8_lossy(&output.stdout);
    if !version.starts_with(RECORDED) {
        println!("skipped: docs/api is what {RECORDED}x lists, this is {}", version.trim());
        return None;
    }
    Some(())
}

/// A rustdoc that takes unstable options. Set for cargo as a whole, `RUSTC_BOOTSTRAP` would have it build dependencies anew
/// whose build scripts look at it.
fn unstable_rustdoc(scratch: &Path, name: &str) -> PathBuf {
    let rustdoc = std::env::var("RUSTDOC").unwrap_or_else(|_| "rustdoc".to_owned());
    let script = scratch.join(format!("rustdoc-{name}"));
    fs::create_dir_all(scratch).unwrap();
    fs::write(&script, format!("#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec '{rustdoc}' \"$@\"\n")).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    script
}

/// The lines that differ, under the lines that they follow.
fn difference(package: &str, committed: &str, made: &str) -> String {
    let diff = TextDiff::from_lines(committed, made);
    let (before, after) = (format!("docs/api/{package}.txt"), format!("now {package}"));
    let text = diff.unified_diff().context_radius(1).header(&before, &after).to_string();
    let lines: Vec<&str> = text.lines().collect();
    match lines.len().saturating_sub(MOST_SHOWN) {
        0 => text,
        more => format!("{}\n({more} more lines)\n", lines[..MOST_SHOWN].join("\n")),
    }
}

#[test]
fn the_api_of_the_generator_is_what_was_reviewed() {
    let Some(listing) = GENERATOR.reviewed() else { return };
    let modules: Vec<&str> = listing.lines().filter_map(|line| line.strip_prefix("pub mod ")).collect();
    assert_eq!(modules, ["bindery", "bindery::config", "bindery::diag", "bindery::listing"], "the phases are no API");
}

#[test]
fn the_api_of_the_runtime_is_what_was_reviewed() {
    RUNTIME.reviewed();
}

#[test]
fn a_difference_shows_the_items_that_changed() {
    let shown =
        difference("a", "pub mod a\npub fn a::b()\npub fn a::c()\n", "pub mod a\npub fn a::b(u8)\npub fn a::c()\n");
    let expected = "@@ -1,3 +1,3 @@\n pub mod a\n-pub fn a::b()\n+pub fn a::b(u8)\n pub fn a::c()\n";
    assert_eq!(shown, format!("--- docs/api/a.txt\n+++ now a\n{expected}"));
    let long: String = (0..2 * MOST_SHOWN).map(|line| format!("{line}\n")).collect();
    assert!(difference("a", "", &long).ends_with("more lines)\n"));
}
