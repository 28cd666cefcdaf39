//! Bad input: exit code 1, every problem with its place and what to do, and no file written.

use super::Workspace;
use super::workspace::pets;
use serde_json::{Value, json};

/// Generates from a description, and asserts that it is rejected with these codes at these places.
fn rejected(test: &str, text: &str, problems: &[(&str, &str)]) -> String {
    let workspace = Workspace::new(test);
    workspace.write("api.json", text);
    let outcome = workspace.run(&["generate", "api.json", "--out", "out"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    for (code, place) in problems {
        assert_eq!(outcome.stderr.matches(&format!("error[{code}]")).count(), of(problems, code), "{}", outcome.stderr);
        assert!(outcome.stderr.contains(&format!("--> api.json{place}")), "{place}: {}", outcome.stderr);
    }
    assert_eq!(outcome.stderr.matches("error[").count(), problems.len(), "{}", outcome.stderr);
    let findings = outcome.stderr.lines().filter(|line| line.starts_with(char::is_alphabetic) && line.contains("[B"));
    assert_eq!(outcome.stderr.matches(" = help: ").count(), findings.count(), "{}", outcome.stderr);
    assert!(!workspace.has("out"), "nothing is written");
    outcome.stderr
}

/// Generates from a description, and asserts that it is bound with these warnings; with denied warnings it is rejected.
fn warned(test: &str, text: &str, problems: &[(&str, &str)]) -> String {
    let workspace = Workspace::new(test);
    workspace.write("api.json", text);
    let denied = workspace.run(&["generate", "api.json", "--out", "out", "--deny", "warnings"]);
    assert_eq!(denied.code, 1, "{}", denied.stderr);
    assert_eq!(denied.stderr.matches("error[").count(), problems.len(), "{}", denied.stderr);
    assert!(!workspace.has("out"), "nothing is written");
    let outcome = workspace.run(&["generate", "api.json", "--out", "out"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    for (code, place) in problems {
        assert_eq!(
            outcome.stderr.matches(&format!("warning[{code}]")).count(),
            of(problems, code),
            "{}",
            outcome.stderr
        );
        assert!(outcome.stderr.contains(&format!("--> api.json{place}")), "{place}: {}", outcome.stderr);
    }
    assert_eq!(outcome.stderr.matches("warning[").count(), problems.len(), "{}", outcome.stderr);
    assert!(workspace.has("out/src/lib.rs"));
    outcome.stderr
}

fn of(problems: &[(&str, &str)], code: &str) -> usize {
    problems.iter().filter(|(each, _)| *each == code).count()
}

/// The small description with a change.
fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut description = pets();
    change(&mut description);
    format!("{description:#}")
}

#[test]
fn a_missing_file() {
    let workspace = Workspace::new("a_missing_file");
    let outcome = workspace.run(&["generate", "no/such.json", "--out", "out"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.starts_with("error[B0101]: cannot read no/such.json: "), "{}", outcome.stderr);
    assert!(!workspace.has("out"));
}

#[test]
fn a_directory_instead_of_a_file() {
    let workspace = Workspace::new("a_directory_instead_of_a_file");
    workspace.write("api.json/file", "");
    let outcome = workspace.run(&["generate", "api.json", "--out", "out"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.starts_with("error[B0101]: "), "{}", outcome.stderr);
}

#[test]
fn invalid_json() {
    rejected("invalid_json", "{\n  \"openapi\": \"3.1.0\",\n  oops\n}", &[("B0102", ":3:3")]);
    rejected("invalid_json", "", &[("B0102", "")]);
}

#[test]
fn a_truncated_document() {
    let whole = format!("{:#}", pets());
    rejected("a_truncated_document", &whole[..whole.len() / 2], &[("B0102", ":")]);
}

#[test]
fn invalid_utf_8() {
    let workspace = Workspace::new("invalid_utf_8");
    workspace.write_bytes("api.json", &[b'{', 0xff, b'}']);
    let outcome = workspace.run(&["generate", "api.json", "--out", "out"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.starts_with("error[B0102]: invalid UTF-8"), "{}", outcome.stderr);
}

#[test]
fn a_document_other_than_openapi() {
    rejected("a_document_other_than_openapi", "[1, 2]", &[("B0103", ":1:1")]);
    rejected("a_document_other_than_openapi", r#"{"name": "a-package", "version": "1.0.0"}"#, &[("B0103", ":1:1")]);
}

#[test]
fn an_unsupported_version() {
    let text = changed(|api| api["openapi"] = json!("4.0.0"));
    let said = rejected("an_unsupported_version", &text, &[("B0104", ":2:14 (#/openapi)")]);
    assert!(said.contains("3.1.x"), "{said}");
}

#[test]
fn an_unresolved_reference() {
    let text = changed(|api| {
        api["components"]["schemas"]["Pet"]["properties"]["owner"] = json!({"$ref": "#/components/schemas/Owner"});
    });
    let said = warned("an_unresolved_reference", &text, &[("B0202", ":")]);
    assert!(said.contains("(#/components/schemas/Pet/properties/owner/$ref)"), "{said}");
    assert!(said.contains("\"Owner\""), "{said}");
    assert_eq!(said.matches("/properties/owner").count(), 1, "that it has no type adds nothing: {said}");
}

#[test]
fn circular_references() {
    let text = changed(|api| {
        api["components"]["schemas"]["Kind"] = json!({"$ref": "#/components/schemas/Sort"});
        api["components"]["schemas"]["Sort"] = json!({"$ref": "#/components/schemas/Kind"});
    });
    warned("circular_references", &text, &[("B0203", ":")]);
    let text = changed(|api| {
        api["components"]["schemas"]["Pet"] = json!({"allOf": [{"$ref": "#/components/schemas/Pet"}]});
    });
    warned("circular_references", &text, &[("B0203", ":")]);
}

#[test]
fn two_operations_with_one_name() {
    let text = changed(|api| api["paths"]["/pets/{id}"]["put"]["operationId"] = json!("getPet"));
    let said = warned("two_operations_with_one_name", &text, &[("B0401", ":")]);
    assert!(said.contains("GET /pets/{id}"), "the other one is named: {said}");
}

#[test]
fn a_schema_that_contradicts_itself() {
    let text = changed(|api| {
        api["components"]["schemas"]["Kind"] = json!({"allOf": [{"type": "string"}, {"type": "integer"}]});
    });
    warned("a_schema_that_contradicts_itself", &text, &[("B0301", ":")]);
}

#[test]
fn all_problems_at_once() {
    let text = changed(|api| {
        api["paths"]["/pets/{id}"]["put"]["operationId"] = json!("getPet");
        api["components"]["schemas"]["Kind"] = json!({"allOf": [{"type": "string"}, {"type": "integer"}]});
        api["components"]["schemas"]["Pet"]["properties"]["owner"] = json!({"$ref": "#/components/schemas/Owner"});
    });
    warned("all_problems_at_once", &text, &[("B0202", ":"), ("B0301", ":"), ("B0401", ":")]);
}

#[test]
fn a_faulty_configuration() {
    let workspace = Workspace::with("a_faulty_configuration", &pets());
    workspace.write("bindery.toml", "description = \"api.json\"\noutput = \"out\"\nnmae = 1\n");
    let outcome = workspace.run(&["generate"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("--> bindery.toml:3:1"), "{}", outcome.stderr);
    assert!(!workspace.has("out"));
    let outcome = workspace.run(&["generate", "--config", "no.toml"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.starts_with("error[B0101]: cannot read no.toml"), "{}", outcome.stderr);
}

#[test]
fn an_impossible_package_name() {
    let workspace = Workspace::with("an_impossible_package_name", &pets());
    let outcome = workspace.run(&["generate", "api.json", "--out", "out", "--name", "../x"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("--> the command line"), "{}", outcome.stderr);
    assert!(!workspace.has("out"));
}

#[test]
fn a_foreign_file() {
    let workspace = Workspace::with("a_foreign_file", &pets());
    workspace.write("out/src/lib.rs", "fn mine() {}\n");
    let before = workspace.files();
    let outcome = workspace.run(&["generate", "api.json", "--out", "out"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("error[B0501]"), "{}", outcome.stderr);
    assert_eq!(workspace.files(), before);
}

/// Mutated descriptions are rejected or bound, and the program never panics.
#[test]
fn a_description_with_one_value_replaced() {
    let workspace = Workspace::new("a_description_with_one_value_replaced");
    let mut pointers = Vec::new();
    collect(&pets(), String::new(), &mut pointers);
    for (index, pointer) in pointers.iter().enumerate() {
        let mut description = pets();
        let odd = [json!(null), json!(7), json!("odd"), json!([[]]), json!({"$ref": "#/odd"})];
        *description.pointer_mut(pointer).expect("a value") = odd[index % odd.len()].clone();
        workspace.write("api.json", &description.to_string());
        let outcome = workspace.run(&["check", "api.json"]);
        assert!(matches!(outcome.code, 0 | 1), "{pointer}: {}", outcome.stderr);
    }
    assert!(pointers.len() > 60, "{}", pointers.len());
}

fn collect(value: &Value, pointer: String, pointers: &mut Vec<String>) {
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, value)| collect(value, format!("{pointer}/{}", escaped(key)), pointers));
        }
        Value::Array(elements) => {
            elements.iter().enumerate().for_each(|(at, value)| collect(value, format!("{pointer}/{at}"), pointers));
        }
        _ => {}
    }
    pointers.push(pointer);
}
