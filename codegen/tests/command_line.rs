//! What the command says and how it ends.

use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::{Command, Output};

/// A directory of a test with a description in it: one operation, one place without a type, one union to be tried.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("bindery-command-{name}-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&path));
        std::fs::create_dir_all(&path).expect("a directory");
        let any =
            |count: usize| (0..count).map(|index| (format!("p{index}"), json!({}))).collect::<serde_json::Map<_, _>>();
        let answer = json!({"type": "object", "properties": any(10)});
        let description = json!({
            "openapi": "3.1.0",
            "info": {"title": "Test", "version": "1"},
            "paths": {"/a": {"get": {"operationId": "a", "responses": {
                "200": {"description": "", "content": {"application/json": {"schema": answer}}},
            }}}},
        });
        std::fs::write(path.join("api.json"), description.to_string()).expect("a file");
        Self(path)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).current_dir(&self.0).output().expect("a process")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What is left behind lies in the system's directory for temporary files.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_run_ends_with_its_sum() {
    let place = Place::new("sum");
    for arguments in [
        &["check", "api.json"][..],
        &["generate", "api.json", "--out", "out"],
        &["generate", "api.json", "--out", "out", "--check"],
        &["list", "api.json"],
    ] {
        let output = place.run(arguments);
        let said = said(&output);
        let last = said.lines().last().unwrap_or_default();
        assert!(output.status.success(), "{arguments:?}: {said}");
        assert!(last.starts_with("1 type, 1 operation, 10 untyped places, 0 skipped, "), "{arguments:?}: {last}");
        assert!(last.ends_with(" ms"), "{last}");
    }
}

#[test]
fn notes_are_counted_unless_asked_for() {
    let place = Place::new("notes");
    let brief = said(&place.run(&["check", "api.json"]));
    assert!(brief.contains("note[B0302]: in 10 places"), "{brief}");
    assert_eq!(brief.matches("B0302").count(), 1);
    let verbose = said(&place.run(&["check", "api.json", "--verbose"]));
    assert_eq!(verbose.matches("note[B0302]").count(), 10);
    assert!(verbose.contains("#/paths/~1a/get/responses/200/content/application~1json/schema/properties/p9"));
}

#[test]
fn json_is_complete_and_of_one_form() {
    let place = Place::new("json");
    let said = said(&place.run(&["check", "api.json", "--message-format", "json"]));
    let lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 11);
    for line in &lines {
        for key in ["code", "severity", "file", "line", "column", "pointer", "message", "expected", "help"] {
            assert!(line.get(key).is_some(), "{key} is missing: {line}");
        }
    }
    let summary = &lines[10]["summary"];
    assert_eq!((&summary["untyped"], &summary["notes"], &summary["errors"]), (&json!(10), &json!(10), &json!(0)));
}

#[test]
fn what_is_denied_is_an_error_and_nothing_is_written() {
    let place = Place::new("deny");
    std::fs::write(place.0.join("bindery.toml"), "description = \"api.json\"\noutput = \"out\"\ndeny = [\"notes\"]\n")
        .expect("a file");
    for arguments in [&["generate", "api.json", "--out", "out", "--deny", "B0302"][..], &["generate"]] {
        let output = place.run(arguments);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert_eq!(said.matches("error[B0302]").count(), 10, "{said}");
        assert!(said.contains("nothing bound, 10 errors, "), "{said}");
        assert!(!place.0.join("out").exists());
    }
}

#[test]
fn an_unknown_code_is_said_with_those_that_there_are() {
    let place = Place::new("unknown");
    for (arguments, status) in
        [(&["check", "api.json", "--deny", "B9999"][..], 2), (&["explain", "B9999"], 2), (&["explain", "b0302"], 0)]
    {
        let output = place.run(arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}");
        assert!(status == 0 || said(&output).contains("B0302"), "{}", said(&output));
    }
    std::fs::write(place.0.join("bindery.toml"), "deny = [\"B9999\"]\n").expect("a file");
    let output = place.run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[B0105]: there is no code \"B9999\"; there are B0101"), "{}", said(&output));
}

#[test]
fn an_explanation_has_an_example_and_a_remedy() {
    let output = Place::new("explain").run(&["explain", "B0305"]);
    let text = String::from_utf8_lossy(&output.stdout);
    for part in ["B0305 (warning)", "This leads to it:", "[1, 2]", "What to do:", "deny = [\"B0305\"]"] {
        assert!(text.contains(part), "{part} is missing: {text}");
    }
}
