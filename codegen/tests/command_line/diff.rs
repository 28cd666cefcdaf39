//! `bindery diff`: what it compares, what it prints, how it exits.

use super::Workspace;
use super::workspace::{Outcome, commit, git, pets, repository};
use serde_json::{Value, json};

/// Compares `pets` with a changed version of it.
fn compare(test: &str, change: impl FnOnce(&mut Value), arguments: &[&str]) -> Outcome {
    let workspace = Workspace::with(test, &pets());
    let mut changed = pets();
    change(&mut changed);
    workspace.write("new.json", &changed.to_string());
    workspace.run(&[&["diff", "api.json", "new.json"], arguments].concat())
}

fn require_kind(pets: &mut Value) {
    pets["components"]["schemas"]["Pet"]["required"] = json!(["name", "kind"]);
}

fn add_value(pets: &mut Value) {
    pets["components"]["schemas"]["Kind"]["enum"] = json!(["cat", "dog", "newt"]);
}

fn describe(pets: &mut Value) {
    pets["components"]["schemas"]["Pet"]["description"] = json!("An animal.");
}

fn nothing(_: &mut Value) {}

#[test]
fn the_exit_code_is_the_verdict() {
    type Edit = fn(&mut Value);
    let cases: [(&str, Edit, i32, i32, &str); 4] = [
        ("diff_nothing", nothing, 0, 0, "Verdict: no change\n"),
        ("diff_docs", describe, 1, 0, "Nothing but the documentation changed.\n"),
        ("diff_compatible", add_value, 1, 0, "Verdict: compatible; the version after 0.1.0 is 0.1.1\n"),
        ("diff_breaking", require_kind, 2, 2, "Verdict: breaking; the version after 0.1.0 is 0.2.0\n"),
    ];
    for (test, edit, any, breaking, line) in cases {
        let outcome = compare(test, edit, &[]);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (any, ""), "{test}");
        assert!(outcome.stdout.contains(line), "{}", outcome.stdout);
        assert_eq!(compare(test, edit, &["--fail-on", "breaking"]).code, breaking, "{test}");
    }
}

#[test]
fn a_breaking_change_says_where_why_and_what_to_do() {
    let outcome = compare("a_breaking_change_says_where", require_kind, &[]);
    for part in [
        "Pets: 2 operations, 2 types\n",
        "BREAKING: 1 change\n",
        "[became-required] a required property is a plain field and an argument of `new`",
        "to do: pass the value to `new`",
        "Pet.kind: Option<Kind>, set by its setter -> Kind, an argument of `new` (sent and received)",
        "#/components/schemas/Pet/properties/kind (api.json:",
        " -> new.json:1:",
        "used by pets.get_pet, pets.put_pet\n",
        "[[rule]]\nmatch = \"Pet.kind\"\noptional = true\n",
    ] {
        assert!(outcome.stdout.contains(part), "{part}\n{}", outcome.stdout);
    }
}

#[test]
fn a_rule_that_is_proposed_keeps_callers_compiling() {
    let workspace = Workspace::with("a_rule_that_is_proposed", &pets());
    let mut changed = pets();
    require_kind(&mut changed);
    workspace.write("new.json", &changed.to_string());
    let report = workspace.run(&["diff", "api.json", "new.json", "--format", "json"]);
    let report: Value = serde_json::from_str(&report.stdout).expect("JSON");
    workspace.write("bindery.toml", report["changes"][0]["rule"].as_str().expect("a rule"));
    let outcome = workspace.run(&["diff", "api.json", "new.json", "--fail-on", "breaking"]);
    assert_eq!(outcome.code, 0, "{}{}", outcome.stdout, outcome.stderr);
}

#[test]
fn a_rule_that_matches_nothing_on_one_side_is_no_error() {
    let workspace = Workspace::with("a_rule_that_matches_nothing_on_one_side", &pets());
    let mut without = pets();
    without["components"]["schemas"]["Pet"]["properties"] = json!({"name": {"type": "string"}, "any": {}});
    without["components"]["schemas"].as_object_mut().expect("schemas").remove("Kind");
    workspace.write("new.json", &without.to_string());
    workspace.write("bindery.toml", "[[rule]]\nmatch = \"Kind\"\nrename = \"Sort\"\n");
    let outcome = workspace.run(&["diff", "api.json", "new.json"]);
    assert_eq!(outcome.code, 2, "{}{}", outcome.stdout, outcome.stderr);
    assert!(outcome.stdout.contains("Pet.kind: Option<Sort>, gone"), "{}", outcome.stdout);
}

#[test]
fn json_has_every_key_that_is_documented() {
    let outcome = compare("json_has_every_key", require_kind, &["--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(report["verdict"], "breaking");
    assert_eq!((&report["version"], &report["next_version"]), (&json!("0.1.0"), &json!("0.2.0")));
    let change = &report["changes"][0];
    assert_eq!((&change["id"], &change["direction"]), (&json!("became-required"), &json!("sent and received")));
    assert_eq!(change["items"][0]["new"]["pointer"], "#/components/schemas/Pet/properties/kind");
    assert_eq!(change["items"][0]["new"]["line"], 1);
    let documentation = include_str!("../../../docs/DIFF.md");
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    for key in [keys(&report), keys(change), keys(&change["items"][0]), keys(&change["items"][0]["new"])].concat() {
        assert!(documentation.contains(&format!("`{key}`")), "{key} is not documented");
    }
}

#[test]
fn every_kind_of_change_is_explained_and_documented() {
    let workspace = Workspace::new("every_kind_of_change_is_explained");
    let known = workspace.run(&["diff", "--explain", "nothing-like-it"]);
    assert_eq!(known.code, 3);
    let (_, list) = known.stderr.split_once("one of ").expect("a list");
    let documentation = include_str!("../../../docs/DIFF.md");
    for id in list.trim().split(", ") {
        let outcome = workspace.run(&["diff", "--explain", id]);
        assert!(outcome.code == 0 && outcome.stdout.starts_with(id), "{}", outcome.stdout);
        assert!(documentation.contains(&format!("| `{id}` |")), "{id} is not documented");
    }
}

#[test]
fn markdown_is_a_section_with_escaped_names() {
    let change = |pets: &mut Value| {
        require_kind(pets);
        pets["info"]["title"] = json!("Pets <b>");
    };
    let outcome = compare("markdown_is_a_section", change, &["--format", "markdown"]);
    for part in [
        "Pets \\<b\\>: ",
        "\n### Breaking\n\n- client: `the package`, ",
        "\n- pets: `Pet.kind`, ",
        "**Verdict: breaking.** Next version: 0.2.0.",
    ] {
        assert!(outcome.stdout.contains(part), "{part}\n{}", outcome.stdout);
    }
}

#[test]
fn sides_that_cannot_be_compared_never_read_as_unchanged() {
    let workspace = Workspace::with("sides_that_cannot_be_compared", &pets());
    workspace.write("broken.json", "{\"openapi\": \"3.1.0\",");
    workspace.write("other.json", "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"Ships\", \"version\": \"1\"}, \"paths\": {\"/a\": {\"get\": {\"responses\": {}}}}}");
    workspace.write("list.json", "[]");
    for (arguments, message) in [
        (["broken.json", "api.json"], "cannot compare: broken.json does not bind"),
        (["api.json", "broken.json"], "cannot compare: broken.json does not bind"),
        (["broken.json", "broken.json"], "cannot compare: broken.json does not bind"),
        (["api.json", "list.json"], "cannot compare: list.json does not bind"),
        (["api.json", "missing.json"], "\"missing.json\" is neither a file nor a git revision"),
        (["api.json", ""], "\"\" is neither a file nor a git revision"),
        (["api.json", "other.json"], "these are two different APIs: `Pets` and `Ships`"),
    ] {
        let outcome = workspace.run(&[&["diff"], &arguments[..]].concat());
        assert_eq!((outcome.code, outcome.stdout.as_str()), (3, ""), "{arguments:?}");
        assert!(outcome.stderr.contains(message), "{arguments:?}\n{}", outcome.stderr);
    }
}

#[test]
fn a_revision_is_compared_with_the_working_tree() {
    let workspace = repository("a_revision_is_compared");
    for arguments in [&["diff"][..], &["diff", "HEAD"], &["diff", "HEAD", "HEAD"]] {
        let outcome = workspace.run(arguments);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{arguments:?}");
    }
    let mut changed = pets();
    require_kind(&mut changed);
    workspace.write("api/pets.json", &changed.to_string());
    let outcome = workspace.run(&["diff", "HEAD"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stdout.contains("(HEAD:api/pets.json:"), "{}", outcome.stdout);
    assert_eq!(workspace.run(&["diff", "HEAD:api/pets.json", "api/pets.json"]).code, 2);
    // A rule in the configuration of the working tree is for the working tree.
    workspace
        .write("bindery.toml", "description = \"api/pets.json\"\n[[rule]]\nmatch = \"Pet.kind\"\noptional = true\n");
    assert_eq!(workspace.run(&["diff", "--fail-on", "breaking"]).code, 0);
    // A file alone is the new description of what is configured.
    workspace.write("next.json", &pets().to_string());
    assert_eq!(workspace.run(&["diff", "next.json", "--fail-on", "breaking"]).code, 0);
}

#[test]
fn a_revision_without_the_file_says_so() {
    let workspace = repository("a_revision_without_the_file");
    workspace.write("other.toml", "description = \"api/pets.json\"\n");
    for (arguments, message) in [
        (&["HEAD:api/none.json", "api/pets.json"][..], "revision HEAD has no file api/none.json"),
        (&["HEAD", "--config", "other.toml"], "revision HEAD has no file other.toml"),
        (&["HEAD:../../secret.json", "api/pets.json"], "revision HEAD has no file ../../secret.json"),
        (&["nowhere"], "\"nowhere\" is neither a file nor a git revision"),
        (&["--", "--output=x"], "\"--output=x\" is neither a file nor a git revision"),
    ] {
        let outcome = workspace.run(&[&["diff"], arguments].concat());
        assert_eq!((outcome.code, outcome.stdout.as_str()), (3, ""), "{arguments:?}");
        assert!(outcome.stderr.contains(message), "{arguments:?}\n{}", outcome.stderr);
    }
}

#[test]
fn without_git_or_a_repository_a_revision_is_refused() {
    let workspace = repository("without_git_or_a_repository");
    // A folder that has no `git`.
    let nowhere = workspace.path().display().to_string();
    let without_git = workspace.run_with(&["diff", "HEAD"], &[("PATH", &nowhere)]);
    assert_eq!((without_git.code, without_git.stdout.as_str()), (3, ""));
    assert!(without_git.stderr.contains("git cannot be started"), "{}", without_git.stderr);
    let outside = workspace.run_with(&["diff", "HEAD"], &[("GIT_DIR", &nowhere)]);
    assert_eq!((outside.code, outside.stdout.as_str()), (3, ""));
    assert!(outside.stderr.contains("this folder is not in a git repository"), "{}", outside.stderr);
    // Files need no git.
    assert_eq!(workspace.run_with(&["diff", "api/pets.json", "api/pets.json"], &[("PATH", &nowhere)]).code, 0);
}

#[test]
fn a_shallow_clone_says_that_it_lacks_the_revision() {
    let workspace = repository("a_shallow_clone");
    git(&workspace, &["tag", "v1"]);
    workspace.write("more.json", "{}");
    commit(&workspace);
    let origin = format!("file://{}", workspace.path().display());
    git(&workspace, &["clone", "--quiet", "--depth", "1", "--no-tags", &origin, "clone"]);
    let clone = Workspace::inside(&workspace, "clone");
    assert_eq!(clone.run(&["diff", "HEAD"]).code, 0);
    for revision in ["v1", "HEAD~1"] {
        let outcome = clone.run(&["diff", revision]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (3, ""));
        assert!(
            outcome.stderr.contains("this is a shallow clone: `git fetch --unshallow --tags`"),
            "{}",
            outcome.stderr
        );
    }
}

#[test]
fn html_is_a_page() {
    let change = |pets: &mut Value| {
        require_kind(pets);
        pets["info"]["title"] = json!("Pets </title><script>alert(1)</script>");
    };
    let outcome = compare("html_is_a_page", change, &["--format", "html"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stdout.starts_with("<!DOCTYPE html>"), "{}", outcome.stdout);
    for part in ["<h4><code>Pet.kind</code>", "<del>Option&lt;</del>Kind", "api.json:", "new.json:1:"] {
        assert!(outcome.stdout.contains(part), "{part}\n{}", outcome.stdout);
    }
    assert_eq!(outcome.stdout.matches("<script").count(), 1);
}
