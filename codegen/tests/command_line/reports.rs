//! The report of a run: diagnostics, brief or in full, and the summary at the end.

use super::Workspace;
use serde_json::{Value, json};

/// A directory with a description: one operation, and ten places without a type.
fn place(test: &str) -> Workspace {
    let properties: serde_json::Map<_, _> = (0..10).map(|index| (format!("p{index}"), json!({}))).collect();
    let response = json!({"type": "object", "properties": properties});
    let description = json!({
        "openapi": "3.1.0",
        "info": {"title": "Test", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "a", "responses": {
            "200": {"description": "", "content": {"application/json": {"schema": response}}},
        }}}},
    });
    Workspace::with(test, &description)
}

#[test]
fn every_run_ends_with_a_summary() {
    let place = place("every_run_ends_with_a_summary");
    for arguments in [
        &["check", "api.json"][..],
        &["generate", "api.json", "--out", "out"],
        &["generate", "api.json", "--out", "out", "--check"],
        &["list", "api.json"],
    ] {
        let output = place.run(arguments);
        let stderr = &output.stderr;
        let last = stderr.lines().last().unwrap_or_default();
        assert!(output.code == 0, "{arguments:?}: {stderr}");
        assert!(last.starts_with("1 type, 1 operation, 10 untyped places, 0 skipped, "), "{arguments:?}: {last}");
        assert!(last.ends_with(" ms"), "{last}");
    }
}

#[test]
fn many_notes_are_summarized_without_verbose() {
    let place = place("notes_are_counted");
    let brief = place.run(&["check", "api.json"]).stderr;
    assert!(brief.contains("note[B0302]: the schema is empty, in 10 places"), "{brief}");
    assert_eq!(brief.matches("B0302").count(), 1);
    let verbose = place.run(&["check", "api.json", "--verbose"]).stderr;
    assert_eq!(verbose.matches("note[B0302]").count(), 10);
    assert!(verbose.contains("#/paths/~1a/get/responses/200/content/application~1json/schema/properties/p9"));
}

#[test]
fn json_output_has_every_diagnostic_in_the_same_form() {
    let place = place("json_is_complete");
    let stderr = place.run(&["check", "api.json", "--message-format", "json"]).stderr;
    let lines: Vec<Value> = stderr.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 11);
    for line in &lines {
        for key in ["code", "severity", "file", "line", "column", "pointer", "message", "expected", "help", "related"] {
            assert!(line.get(key).is_some(), "{key} is missing: {line}");
        }
    }
    let summary = &lines[10]["summary"];
    assert_eq!((&summary["untyped"], &summary["notes"], &summary["errors"]), (&json!(10), &json!(10), &json!(0)));
}

#[test]
fn a_denied_diagnostic_is_an_error_and_nothing_is_written() {
    let place = place("what_is_denied");
    place.write("bindery.toml", "description = \"api.json\"\noutput = \"out\"\ndeny = [\"notes\"]\n");
    for arguments in [&["generate", "api.json", "--out", "out", "--deny", "B0302"][..], &["generate"]] {
        let output = place.run(arguments);
        let stderr = &output.stderr;
        assert_eq!(output.code, 1, "{stderr}");
        assert_eq!(stderr.matches("error[B0302]").count(), 1, "one cause is one finding: {stderr}");
        assert_eq!(stderr.matches("/schema/properties/p").count(), 5, "the first places: {stderr}");
        assert!(stderr.contains("and in 5 more places"), "{stderr}");
        assert!(stderr.contains("nothing bound, 10 errors, "), "{stderr}");
        assert!(!place.has("out"));
    }
}

#[test]
fn an_allowed_diagnostic_is_not_reported() {
    let place = place("what_is_allowed");
    let text = place.read("api.json");
    place.write("api.json", &text.replacen("{}", r##"{"$ref": "#/gone"}"##, 1));
    let output = place.run(&["check", "api.json"]);
    assert_eq!(output.code, 0);
    assert!(output.stderr.contains("warning[B0202]") && output.stderr.contains("note[B0302]"), "{}", output.stderr);
    let output = place.run(&["check", "api.json", "--allow", "B0202", "--allow", "notes"]);
    assert_eq!(output.code, 0);
    assert!(!output.stderr.contains("[B"), "{}", output.stderr);
    let output = place.run(&["check", "api.json", "--deny", "warnings", "--allow", "B0202"]);
    assert_eq!(output.code, 0, "a code overrides the severity that includes it: {}", output.stderr);
    let output = place.run(&["check", "api.json", "--deny", "B0202", "--allow", "warnings"]);
    assert_eq!(output.code, 1, "{}", output.stderr);
    assert!(output.stderr.contains("note: denied in this run; a warning by default"), "{}", output.stderr);
    let output = place.run(&["check", "api.json", "--allow", "B0101"]);
    assert_eq!(output.code, 2, "an error cannot be allowed: {}", output.stderr);
}

#[test]
fn an_unknown_code_is_reported_with_the_known_ones() {
    let place = place("an_unknown_code");
    for (arguments, status) in
        [(&["check", "api.json", "--deny", "B9999"][..], 2), (&["explain", "B9999"], 2), (&["explain", "b0302"], 0)]
    {
        let output = place.run(arguments);
        assert_eq!(output.code, status, "{arguments:?}");
        assert!(status == 0 || output.stderr.contains("B0302"), "{}", output.stderr);
    }
    place.write("bindery.toml", "deny = [\"B9999\"]\n");
    let output = place.run(&["check"]);
    assert_eq!(output.code, 1);
    assert!(
        output.stderr.contains("error[B0105]: unknown code \"B9999\"; expected warnings, notes, or one of B0101"),
        "{}",
        output.stderr
    );
}

#[test]
fn an_explanation_has_an_example_and_a_remedy() {
    let output = place("an_explanation").run(&["explain", "B0305"]);
    let text = output.stdout;
    for part in ["B0305 (warning)", "Reported:", "[1, 2]", "What to do:", "deny = [\"B0305\"]"] {
        assert!(text.contains(part), "{part} is missing: {text}");
    }
}
