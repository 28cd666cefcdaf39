//! Editor support for generated bindings: rust-analyzer completes, describes and finds fields, setters,
//! operations and enum values, although macros make some of them.
//!
//! Without rust-analyzer, the test is skipped with a message.

#![allow(clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test fails by panicking")]

mod server;

use serde_json::{Value, json};
use server::Server;
use std::path::{Path, PathBuf};

/// A program that uses the bindings of `spec/`. `@name@` marks a place that a request below is about.
const PROGRAM: &str = "
use auth0_bindings::Client;
use auth0_bindings::types::*;

pub fn change(client: &Client, stream: HttpLogStream) {
    let name = stream.@field@name;
    let update = UpdateLogStream::new().@setter@status(LogStreamStatus::@value@Paused);
    let call = client.log_streams().@operation@update(\"lst_1\", update).timeout(std::time::Duration::from_secs(1));
}
";

/// The expected responses: the place of a definition and a part of its line, a part of the hover text, and a completion.
struct Expected {
    mark: &'static str,
    file: &'static str,
    line: &'static str,
    hover: &'static str,
    completions: &'static [&'static str],
}

const EXPECTED: &[Expected] = &[
    Expected {
        mark: "field",
        file: "generated/src/types/http_log_stream.rs",
        line: "pub name: Option<String>",
        hover: "Display name of the stream.",
        completions: &["id", "name", "is_priority", "sink", "extra"],
    },
    Expected {
        mark: "setter",
        file: "generated/src/types/update_log_stream.rs",
        line: "status(",
        hover: "Sets ",
        completions: &["name", "status", "is_priority", "filters", "pii_config", "sink"],
    },
    Expected {
        mark: "value",
        file: "generated/src/types/log_stream_status.rs",
        line: "Paused",
        hover: "Paused",
        completions: &["Active", "Paused", "Suspended", "Unknown"],
    },
    Expected {
        mark: "operation",
        file: "generated/src/operations/log_streams.rs",
        line: "pub fn update(",
        hover: "# Returns",
        completions: &["create", "delete", "get", "list", "update"],
    },
];

#[test]
fn an_editor_completes_describes_and_finds_what_callers_use() {
    let directory = project();
    let Some(mut server) = Server::start(&directory) else {
        eprintln!("skipped: rust-analyzer is not installed");
        return;
    };
    let (program, marks) = marked(PROGRAM);
    let file = directory.join("src/lib.rs");
    let uri = format!("file://{}", file.display());
    server.open(&uri, &program);
    let mut wrong = Vec::new();
    for expected in EXPECTED {
        let (_, position) = marks.iter().find(|(name, _)| *name == expected.mark).expect(expected.mark);
        let at = json!({ "textDocument": { "uri": uri }, "position": position });
        wrong.extend(expected.problems(&mut server, &at).into_iter().map(|it| format!("{}: {it}", expected.mark)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

impl Expected {
    fn problems(&self, server: &mut Server, at: &Value) -> Vec<String> {
        let mut problems = Vec::new();
        let hover = server.ask("textDocument/hover", at);
        if !hover["contents"]["value"].as_str().is_some_and(|text| text.contains(self.hover)) {
            problems.push(format!("hover lacks {:?}: {hover}", self.hover));
        }
        let definition = server.ask("textDocument/definition", at);
        match place(&definition) {
            Some((path, line)) if path.ends_with(self.file) && line.contains(self.line) => {}
            other => problems.push(format!("the definition is at {other:?}, not {:?} of {}", self.line, self.file)),
        }
        let completion = server.ask("textDocument/completion", at);
        let items = completion["items"].as_array().or_else(|| completion.as_array()).cloned().unwrap_or_default();
        let labels: Vec<&str> = items.iter().filter_map(|item| item["label"].as_str()).collect();
        for wanted in self.completions {
            // The label of a method continues with its arguments.
            if !labels.iter().any(|label| label.split(['(', ' ', ':']).next() == Some(*wanted)) {
                problems.push(format!("completion lacks {wanted}: {labels:?}"));
            }
        }
        problems
    }
}

/// The file and the text of the line that a response to `textDocument/definition` points to.
fn place(definition: &Value) -> Option<(PathBuf, String)> {
    let first = definition.as_array().map_or(definition, |all| &all[0]);
    let path = PathBuf::from(first["uri"].as_str()?.strip_prefix("file://")?);
    let line = usize::try_from(first["range"]["start"]["line"].as_u64()?).ok()?;
    let text = std::fs::read_to_string(&path).ok()?;
    Some((path, text.lines().nth(line)?.to_owned()))
}

/// The text without its marks, and the position of each.
fn marked(text: &str) -> (String, Vec<(&str, Value)>) {
    let (mut plain, mut marks) = (String::new(), Vec::new());
    for (index, piece) in text.split('@').enumerate() {
        if index % 2 == 0 {
            plain.push_str(piece);
        } else {
            let line = plain.matches('\n').count();
            let character = plain.rsplit('\n').next().map_or(0, str::len);
            marks.push((piece, json!({ "line": line, "character": character })));
        }
    }
    (plain, marks)
}

/// A package that depends on the bindings, with the versions of this workspace.
fn project() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editor");
    let manifest = format!(
        "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         auth0-bindings = {{ path = {:?}, default-features = false, features = [\"all\", \"client\", \"serde\"] }}\n",
        root.join("generated")
    );
    std::fs::create_dir_all(directory.join("src")).expect("a folder");
    std::fs::write(directory.join("Cargo.toml"), manifest).expect("a manifest");
    std::fs::copy(root.join("Cargo.lock"), directory.join("Cargo.lock")).expect("the versions");
    std::fs::write(directory.join("src/lib.rs"), marked(PROGRAM).0).expect("the program");
    directory
}
