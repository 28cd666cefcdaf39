//! `bindery.lock`: names once given stay given.

use super::Workspace;
use super::workspace::{commit, git, pets, repository};
use serde_json::json;

const TOML: &str = "description = \"api.json\"\noutput = \"out\"\n";

/// A configured API, in which the schemas `Kind` and `KIND` meet once `shifted` is written.
fn configured(test: &str) -> Workspace {
    let workspace = Workspace::with(test, &small());
    workspace.write("bindery.toml", TOML);
    workspace
}

fn small() -> serde_json::Value {
    let mut description = pets();
    let renamed = description.to_string().replace("schemas/Kind", "schemas/kind");
    description = serde_json::from_str(&renamed).expect("JSON");
    let kind = description["components"]["schemas"]["Kind"].take();
    let schemas = description["components"]["schemas"].as_object_mut().expect("schemas");
    schemas.remove("Kind");
    schemas.insert("kind".to_owned(), kind);
    description
}

/// The same with a schema that takes the name `Kind`, and a value that takes the name `Cat`.
fn shifted() -> serde_json::Value {
    let mut description = small();
    description["components"]["schemas"]["Kind"] =
        json!({"type": "object", "properties": {"word": {"type": "string"}}});
    description["components"]["schemas"]["Pet"]["properties"]["sort"] = json!({"$ref": "#/components/schemas/Kind"});
    description["components"]["schemas"]["kind"]["enum"] = json!(["CAT", "dog", "cat"]);
    description
}

#[test]
fn a_lock_file_is_made_on_request_and_kept_up_to_date() {
    let workspace = configured("a_lock_file_is_made_on_request");
    assert_eq!(workspace.run(&["generate"]).code, 0);
    assert!(!workspace.has("bindery.lock"), "nobody asked for it");
    let outcome = workspace.run(&["generate", "--lock"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("wrote bindery.lock: names ") && outcome.stderr.contains(" added"),
        "{}",
        outcome.stderr
    );
    let first = workspace.read("bindery.lock");
    assert!(
        first.contains("[types.\"#/components/schemas/kind\"]\nname = \"Kind\"\nmembers.cat = \"Cat\"\n"),
        "{first}"
    );
    assert_eq!(workspace.run(&["generate", "--check", "--locked"]).code, 0);

    workspace.write("api.json", &shifted().to_string());
    let outcome = workspace.run(&["generate", "--check"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("bindery.lock differs from line "), "{}", outcome.stderr);
    let outcome = workspace.run(&["generate", "--locked"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("--locked forbids to write it"), "{}", outcome.stderr);
    assert_eq!(workspace.read("bindery.lock"), first, "nothing was written");
    assert_eq!(workspace.run(&["generate"]).code, 0);
    let second = workspace.read("bindery.lock");
    let is_kept = |line: &str| second.lines().any(|other| other == line);
    assert!(first.lines().all(is_kept), "{second}");
    assert!(second.contains("[types.\"#/components/schemas/Kind\"]\nname = \"Kind2\"\n"), "{second}");
    assert!(second.contains("members.CAT = \"Cat2\"\nmembers.cat = \"Cat\"\n"), "{second}");
    let types = workspace.read("out/src/types/kind.rs");
    assert!(types.contains("pub enum Kind") && !types.contains("Kind2"), "{types}");
    assert!(workspace.has("out/src/types/kind2.rs"), "the file has the name of the type");
    // What is gone is taken out.
    workspace.write("api.json", &small().to_string());
    let outcome = workspace.run(&["generate"]);
    assert!(outcome.stderr.contains("wrote bindery.lock: names 4 removed\n"), "{}", outcome.stderr);
    assert_eq!(workspace.read("bindery.lock"), first);
}

#[test]
fn line_endings_that_version_control_changes_are_no_change() {
    let workspace = configured("line_endings_are_no_change");
    assert_eq!(workspace.run(&["generate", "--lock"]).code, 0);
    for (path, text) in workspace.files() {
        if path == "bindery.lock" || path.starts_with("out/") {
            workspace.write(&path, &text.replace('\n', "\r\n"));
        }
    }
    let before = workspace.files();
    for arguments in [&["generate", "--check"][..], &["generate", "--locked"], &["lock", "--locked"], &["generate"]] {
        let outcome = workspace.run(arguments);
        assert_eq!(outcome.code, 0, "{arguments:?} {}", outcome.stderr);
        assert!(!outcome.stderr.contains("wrote"), "{arguments:?} {}", outcome.stderr);
    }
    assert_eq!(workspace.files(), before);
    // A name that changes is found all the same.
    workspace.write("bindery.lock", &workspace.read("bindery.lock").replace("\"Kind\"", "\"Sort\""));
    assert_eq!(workspace.run(&["generate", "--check"]).code, 1);
}

#[test]
fn the_lock_file_is_among_the_changes_and_not_counted_as_output() {
    let workspace = configured("the_lock_file_is_among_the_changes");
    let changes = |arguments: &[&str]| -> Vec<String> {
        let outcome = workspace.run(&[arguments, &["--message-format", "json"]].concat());
        let last = outcome.stderr.lines().last().expect("a summary");
        let summary: serde_json::Value = serde_json::from_str(last).expect("JSON");
        let changes = summary["summary"]["changes"].as_array().expect("changes");
        changes.iter().map(|each| format!("{} {}", each["path"], each["change"]).replace('"', "")).collect()
    };
    assert_eq!(changes(&["lock"]), ["bindery.lock added"]);
    assert_eq!(changes(&["lock"]), Vec::<String>::new());
    assert!(!changes(&["generate"]).contains(&"bindery.lock changed".to_owned()));
    workspace.write("api.json", &shifted().to_string());
    assert!(changes(&["generate"]).contains(&"bindery.lock changed".to_owned()));
    // The line about the output counts what is in it.
    workspace.write("bindery.lock", &format!("{}# a word\n", workspace.read("bindery.lock")));
    let outcome = workspace.run(&["generate"]);
    assert!(
        outcome.stderr.contains("wrote bindery.lock: names the same\n") && !outcome.stderr.contains("wrote out"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn without_it_the_names_would_move() {
    let workspace = configured("without_it_the_names_would_move");
    workspace.write("new.json", &shifted().to_string());
    let outcome = workspace.run(&["diff", "new.json"]);
    assert!(outcome.code == 2 && outcome.stdout.contains("[type-kind]"), "{}", outcome.stdout);
    assert_eq!(workspace.run(&["lock"]).code, 0);
    assert!(!workspace.has("out"), "only the lock file is written");
    let outcome = workspace.run(&["diff", "new.json"]);
    assert!(outcome.code == 1 && outcome.stdout.contains("Verdict: compatible"), "{}", outcome.stdout);
}

#[test]
fn a_revision_is_compared_with_its_own_lock_file() {
    let workspace = repository("a_revision_is_compared_with_its_own_lock");
    workspace.write("api.json", &small().to_string());
    workspace.write("bindery.toml", TOML);
    assert_eq!(workspace.run(&["lock"]).code, 0);
    git(&workspace, &["add", "-A"]);
    commit(&workspace);
    workspace.write("api.json", &shifted().to_string());
    assert_eq!(workspace.run(&["diff"]).code, 1);
    let edited = workspace.read("bindery.lock").replace("name = \"Kind\"", "name = \"Sort\"");
    workspace.write("bindery.lock", &edited);
    workspace.write("api.json", &small().to_string());
    let outcome = workspace.run(&["diff"]);
    assert!(outcome.code == 2 && outcome.stdout.contains("[type-renamed]"), "{}", outcome.stdout);
}

#[test]
fn a_rule_takes_precedence() {
    let workspace = configured("a_rule_takes_precedence");
    assert_eq!(workspace.run(&["lock"]).code, 0);
    workspace.write(
        "bindery.toml",
        &format!("{TOML}[[rule]]\nmatch = \"kind\"\nrename = \"Species\"\n[[rule]]\nmatch = \"Pet.name\"\nrename = \"title\"\n[[rule]]\nmatch = \"kind.cat\"\nrename = \"Tiger\"\n"),
    );
    let outcome = workspace.run(&["generate"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let text: String =
        workspace.files().into_iter().filter(|(path, _)| path.ends_with(".rs")).map(|(_, text)| text).collect();
    assert!(text.contains("pub enum Species") && text.contains("pub title: ") && text.contains("Tiger"));
    assert!(!workspace.read("bindery.lock").contains("schemas/kind"), "bindery.toml has this name");
}

#[test]
fn a_broken_lock_file_is_reported_with_its_line_and_nothing_is_written() {
    let workspace = configured("a_broken_lock_file_is_reported");
    assert_eq!(workspace.run(&["generate", "--lock"]).code, 0);
    let good = workspace.read("bindery.lock");
    let before = workspace.files();
    let line = 1 + good.lines().position(|line| line == "members.cat = \"Cat\"").expect("the line");
    for (edited, place, message) in [
        (
            good.replace("members.cat = \"Cat\"", "members.cat = \"a b\""),
            format!("bindery.lock:{line}:15"),
            "\"a b\" cannot be a name in Rust",
        ),
        (
            good.replace("members.dog = \"Dog\"", "members.dog = \"Cat\""),
            format!("bindery.lock:{}:15", line + 1),
            "two places have the name \"Cat\"",
        ),
        (good.replace("members.cat = ", "members.cat "), format!("bindery.lock:{line}:"), "B0113"),
        (good.replace("format = 1", "format = 9"), "bindery.lock:3:10".to_owned(), "newer version of Bindery"),
        ("\0".to_owned(), "bindery.lock:1:1".to_owned(), "B0113"),
    ] {
        workspace.write("bindery.lock", &edited);
        for command in ["generate", "check", "list", "lock"] {
            let outcome = workspace.run(&[command]);
            assert_eq!(outcome.code, 1, "{command}: {}", outcome.stderr);
            assert!(
                outcome.stderr.contains(&place) && outcome.stderr.contains(message),
                "{place} {message}\n{}",
                outcome.stderr
            );
        }
        assert_eq!(workspace.read("bindery.lock"), edited);
    }
    let outcome = workspace.run(&["diff", "api.json"]);
    assert!(outcome.code == 3 && outcome.stderr.contains("bindery.lock:1:1"), "{}", outcome.stderr);
    workspace.write("bindery.lock", &good);
    assert_eq!(workspace.files(), before);
}

#[test]
fn a_lock_file_that_is_none_is_refused() {
    let workspace = configured("a_lock_file_that_is_none");
    workspace.write("bindery.lock/x", "");
    let outcome = workspace.run(&["generate"]);
    assert!(
        outcome.code == 1 && outcome.stderr.contains("cannot read bindery.lock: it is a directory"),
        "{}",
        outcome.stderr
    );
    let outcome = workspace.run(&["list", "api.json", "--config", "none.toml", "--lock=."]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
}

#[test]
fn without_a_configuration_it_needs_a_path() {
    let workspace = Workspace::with("without_a_configuration_it_needs_a_path", &small());
    let outcome = workspace.run(&["generate", "api.json", "--out", "out", "--lock"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("`--lock=FILE`"), "{}", outcome.stderr);
    assert!(!workspace.has("out"));
    let outcome = workspace.run(&["generate", "api.json", "--out", "out", "--lock=names.lock"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(workspace.has("names.lock"));
    let outcome = workspace.run(&["lock", "api.json", "--lock=other.lock", "--locked"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("other.lock is missing"), "{}", outcome.stderr);
    workspace.write("bindery.toml", "description = \"api.json\"\nlock = \"kept/my.lock\"\n");
    workspace.write("kept/note.txt", "");
    let outcome = workspace.run(&["lock"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert_eq!(workspace.read("kept/my.lock"), workspace.read("names.lock"), "the same names");
}

#[test]
fn every_crate_has_its_own() {
    let workspace = Workspace::with("every_crate_has_its_own", &small());
    let tables = "[[crate]]\ndescription = \"api.json\"\noutput = \"out/a\"\n[crate.package]\nname = \"one\"\n\
         [[crate]]\ndescription = \"api.json\"\noutput = \"out/b\"\n";
    workspace.write("bindery.toml", tables);
    let outcome = workspace.run(&["generate", "--lock"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(workspace.has("bindery.one.lock") && workspace.has("bindery.b.lock"), "{:?}", workspace.files().len());
    assert_eq!(workspace.run(&["generate", "--check", "--locked"]).code, 0);
    workspace.write("bindery.toml", &tables.replace("output =", "lock = \"same.lock\"\noutput ="));
    let outcome = workspace.run(&["generate"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("has the same lock file"), "{}", outcome.stderr);
    assert!(!workspace.has("same.lock"));
}
