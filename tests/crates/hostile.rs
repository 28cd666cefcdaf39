//! Descriptions cannot inject code: with any text in any place, the generated crate compiles without a warning, runs none of the text,
//! and has the same code as with harmless text.

#![allow(clippy::panic, reason = "a test fails by panicking")]

mod description;
mod payloads;

use super::root;
use bindery::OutputFile;
use bindery::config::{Client, Config, Package, Telemetry};
use description::{Prose, everywhere};
use payloads::{PAYLOADS, texts};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn directory(name: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&directory));
    fs::create_dir_all(&directory).expect("a directory");
    directory
}

/// The target directory of all builds in these tests.
fn target() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("features-target")
}

/// Asserts that pages of the docs contain payloads only as text, not as elements or links.
fn assert_shows_no_more_than_text(docs: &Path) {
    let mut open = vec![docs.to_owned()];
    let mut pages = 0;
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                let page = fs::read_to_string(&path).expect("a page").to_ascii_lowercase();
                for live in [
                    "<script>alert",
                    "<script>\nalert",
                    "<img src=x",
                    "<img src=\"",
                    "<svg/",
                    "<b>unclosed",
                    "\"javascript:",
                    "\"data:text",
                ] {
                    // Rustdoc puts its own images before the title.
                    let page = page.split("<main>").nth(1).unwrap_or(&page);
                    assert!(!page.contains(live), "{live} in {}", path.display());
                }
                pages += 1;
            }
        }
    }
    assert!(pages > 200, "{pages} pages");
}

/// Runs Cargo in a directory with the lock file of the workspace; builds are shared.
fn cargo(directory: &Path, arguments: &[&str], rustdoc_flags: &str) -> Output {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .env("CARGO_TARGET_DIR", target())
        .env("RUSTDOCFLAGS", rustdoc_flags)
        .current_dir(directory)
        .output()
        .expect("Cargo runs");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {}", text.chars().take(6_000).collect::<String>());
    output
}

fn options(description: &Path, output: &Path) -> bindery::Options {
    bindery::Options {
        description: Some(description.to_owned()),
        output: Some(output.to_owned()),
        runtime_path: Some(root().join("runtime")),
        ..bindery::Options::default()
    }
}

fn generated(options: &bindery::Options) -> Vec<OutputFile> {
    let run = bindery::generate(options);
    assert!(!run.diagnostics.has_errors(), "{}", bindery::diag::render_human(&run.diagnostics, &run));
    run.product.expect("a product").files
}

#[test]
fn a_module_of_hostile_texts_compiles_and_runs_none_of_them() {
    let around = directory("hostile");
    let description = around.join("api.json");
    fs::write(&description, everywhere().to_string()).expect("written");
    let placement = bindery::config::Placement::Module("api".to_owned());
    generated(&bindery::Options { placement, ..options(&description, &around.join("api")) });
    fs::create_dir_all(around.join("src")).expect("a directory");
    fs::write(
        around.join("src/lib.rs"),
        "//! Around.\n#![deny(warnings)]\n#[path = \"../api/src/lib.rs\"]\npub mod api;\n",
    )
    .expect("written");
    let manifest = format!(
        "[package]\nname = \"hostile\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\nbindery-runtime = {{ path = {:?}, default-features = false, features = [\"client\"] }}\n",
        root().join("runtime")
    );
    fs::write(around.join("Cargo.toml"), manifest).expect("written");
    fs::copy(root().join("Cargo.lock"), around.join("Cargo.lock")).expect("copied");
    cargo(&around, &["clippy", "--quiet", "--offline"], "");
    cargo(&around, &["doc", "--quiet", "--offline", "--no-deps"], "--deny warnings");
    assert_shows_no_more_than_text(&target().join("doc/hostile"));
    // The same as `cargo test --doc`, without building what no test needs.
    let tests = cargo(&around, &["rustdoc", "--offline", "--lib", "--", "--test"], "");
    let text = String::from_utf8_lossy(&tests.stdout).into_owned();
    assert!(text.contains("running 0 tests"), "{text}");
}

#[test]
fn a_crate_of_hostile_names_is_a_package() {
    let around = directory("hostile-crate");
    let description = around.join("api.json");
    fs::write(&description, everywhere().to_string()).expect("written");
    let files = generated(&options(&description, &around.join("crate")));
    for file in &files {
        assert!(file.path.is_ascii() && file.path.split('/').all(|part| part.len() < 120), "{}", file.path);
    }
    let manifest = files.iter().find(|file| file.path == "Cargo.toml").expect("a manifest");
    assert!(manifest.text.is_ascii(), "{}", manifest.text);
    fs::copy(root().join("Cargo.lock"), around.join("crate/Cargo.lock")).expect("copied");
    cargo(
        &around.join("crate"),
        &["check", "--quiet", "--offline", "--no-default-features", "--features", "all,client"],
        "",
    );
}

/// Returns the tokens of a file, without docs and with all strings emptied.
fn code(tokens: TokenStream, out: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                let inside = group.stream().to_string();
                if !inside.starts_with("doc =") {
                    out.push(format!("{:?}", group.delimiter()));
                    code(group.stream(), out);
                    out.push("end".to_owned());
                }
            }
            // Line breaks depend on the lengths of texts.
            TokenTree::Punct(punct) if punct.as_char() == ',' && tokens.peek().is_none() => {}
            TokenTree::Literal(literal) if literal.to_string().contains('"') => out.push("\"\"".to_owned()),
            // Drop the hash of a doc attribute, too.
            TokenTree::Punct(punct) if punct.as_char() == '#' || punct.as_char() == '!' => {}
            other => out.push(other.to_string()),
        }
    }
}

/// Returns the files of a description as tokens, the manifest without its strings.
fn bound(description: &Value, config: &Config) -> Vec<(String, Vec<String>)> {
    let run = bindery::bind(Path::new("api.json"), description.to_string().into_bytes(), config);
    let files = run.product.expect("a product").files;
    let tokens = |file: OutputFile| {
        let mut tokens = Vec::new();
        if file.path == "Cargo.toml" {
            tokens.extend(file.text.lines().map(without_string));
        } else {
            let parsed =
                syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}\n{}", file.path, file.text));
            code(parsed.into_token_stream(), &mut tokens);
        }
        (file.path, tokens)
    };
    files.into_iter().map(tokens).collect()
}

/// Empties the string in a line of the manifest, or each string in a list of the package's metadata.
fn without_string(line: &str) -> String {
    const LISTS: [&str; 5] = ["authors", "categories", "include", "keywords", "publish"];
    match line.split_once(" = ") {
        Some((key, value)) if serde_json::from_str::<String>(value).is_ok() => format!("{key} = \"\""),
        Some((key, value)) if LISTS.contains(&key) => {
            let list: Vec<String> = serde_json::from_str(value).unwrap_or_else(|error| panic!("{line}: {error}"));
            format!("{key} = {} strings", list.len())
        }
        _ => line.to_owned(),
    }
}

fn named(name: &str) -> Config {
    Config { package: Package { name: Some(name.to_owned()), ..Package::default() }, ..Config::default() }
}

/// Asserts that files are the same. Shows the difference, not the whole contents.
fn assert_same(files: &[(String, Vec<String>)], expected: &[(String, Vec<String>)], text: &str) {
    let paths = |files: &[(String, Vec<String>)]| files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(files), paths(expected), "{text:?}");
    for ((path, tokens), (_, expected)) in files.iter().zip(expected) {
        let at = tokens.iter().zip(expected).position(|(one, other)| one != other);
        let at = at.or((tokens.len() != expected.len()).then(|| tokens.len().min(expected.len())));
        if let Some(at) = at {
            let around = |tokens: &[String]| tokens[at.saturating_sub(8)..tokens.len().min(at + 8)].join(" ");
            panic!("{text:?} in {path}:\n  {}\n  {}", around(tokens), around(expected));
        }
    }
}

#[test]
fn prose_changes_nothing_but_docs_and_strings() {
    let harmless = bound(&Prose("harmless").description(), &named("same"));
    for text in &texts() {
        assert_same(&bound(&Prose(text).description(), &named("same")), &harmless, text);
    }
}

/// Returns a configuration with a text in every key that affects the crate.
fn configured(text: &str) -> Config {
    let own = || Some(text.to_owned());
    let list = || Some(vec![text.to_owned(), text.to_owned()]);
    let package = Package {
        authors: list(),
        categories: list(),
        description: own(),
        homepage: own(),
        include: list(),
        keywords: list(),
        license: own(),
        name: Some("same".to_owned()),
        publish: list(),
        readme: own(),
        repository: own(),
        version: own(),
    };
    let client = Client {
        token_url: own(),
        token_parameters: [(text.to_owned(), text.to_owned())].into(),
        headers: [(text.to_owned(), text.to_owned())].into(),
        telemetry: Some(Telemetry { header: text.to_owned(), name: own() }),
    };
    Config { package, client, runtime_path: None, ..Config::default() }
}

#[test]
fn a_configuration_changes_nothing_but_strings() {
    let description = Prose("harmless").description();
    let harmless = bound(&description, &configured("harmless"));
    for text in &texts() {
        assert_same(&bound(&description, &configured(text)), &harmless, text);
    }
}

#[test]
fn with_an_invalid_name_or_version_nothing_is_written() {
    let around = directory("hostile-package");
    let description = around.join("api.json");
    fs::write(&description, Prose("harmless").description().to_string()).expect("written");
    for text in PAYLOADS {
        let config = around.join("bindery.toml");
        let string = Value::from(text.replace('\u{7f}', "")).to_string();
        fs::write(&config, format!("[package]\nname = {string}\nversion = {string}\n")).expect("written");
        let output = around.join("crate");
        let run = bindery::generate(&bindery::Options { config: Some(config), ..options(&description, &output) });
        assert!(run.diagnostics.has_errors() && !output.exists(), "{text:?}");
        for each in run.diagnostics.iter() {
            assert!(
                !each.message.contains('\n') && each.expected.is_some() | each.offset.is_some(),
                "{text:?}: {each:?}"
            );
        }
    }
}
