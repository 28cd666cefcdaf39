//! `bindery list --signatures`, and `bindery diff` with what another version of Bindery wrote.

use super::Workspace;
use super::workspace::{commit, git, pets, repository};
use serde_json::{Value, json};

/// A folder with a description, and the signatures of what is made of it.
fn workspace(test: &str) -> Workspace {
    let workspace = Workspace::with(test, &pets());
    let outcome = workspace.run(&["list", "api.json", "--signatures"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    workspace.write("before.json", &outcome.stdout);
    workspace
}

fn changed() -> Value {
    let mut changed = pets();
    changed["components"]["schemas"]["Pet"]["required"] = json!(["name", "kind"]);
    changed["components"]["schemas"]["Kind"]["enum"] = json!(["cat", "DOG"]);
    changed["paths"]["/pets/{id}"]["get"]["summary"] = json!("Another text.");
    changed
}

#[test]
fn signatures_are_json_with_a_line_for_each_item() {
    let workspace = workspace("signatures_are_json");
    let text = workspace.read("before.json");
    let parsed: Value = serde_json::from_str(&text).expect("JSON");
    let items = |key: &str| parsed[key].as_array().expect("a list").len();
    assert_eq!((items("operations"), items("types")), (2, 2));
    let is_type = |line: &&str| line.starts_with("{\"ident\":");
    assert_eq!(text.lines().filter(is_type).count(), 2);
    assert_eq!(parsed["bindery-signatures"], 1);
    let documentation = include_str!("../../../docs/DIFF.md");
    for key in parsed.as_object().expect("an object").keys() {
        assert!(documentation.contains(&format!("`{key}`")), "{key} is not documented");
    }
}

#[test]
fn the_same_description_has_the_same_signatures() {
    let workspace = workspace("the_same_description");
    let outcome = workspace.run(&["diff", "before.json", "api.json"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("Verdict: no change\n"), "{}", outcome.stdout);
}

#[test]
fn signatures_and_descriptions_have_the_same_report() {
    let workspace = workspace("signatures_and_descriptions");
    workspace.write("new.json", &changed().to_string());
    let after = workspace.run(&["list", "new.json", "--signatures"]).stdout;
    workspace.write("after.json", &after);
    let report = |old: &str, new: &str| {
        let outcome = workspace.run(&["diff", old, new, "--format", "json"]);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (2, ""));
        let mut report: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
        for change in report["changes"].as_array_mut().expect("changes") {
            for item in change["items"].as_array_mut().expect("items") {
                for side in ["old", "new"] {
                    // Signatures have pointers, and no lines.
                    let pointer = item[side]["pointer"].take();
                    item[side] = pointer;
                }
            }
        }
        report
    };
    let expected = report("api.json", "new.json");
    assert!(expected["changes"].as_array().is_some_and(|changes| changes.len() >= 3), "{expected:#}");
    for (old, new) in [("before.json", "new.json"), ("api.json", "after.json"), ("before.json", "after.json")] {
        assert_eq!(report(old, new), expected, "{old} {new}");
    }
}

#[test]
fn signatures_in_a_revision_are_the_old_side_of_the_working_tree() {
    let workspace = repository("signatures_in_a_revision");
    let signatures = workspace.run(&["list", "--signatures"]);
    assert_eq!(signatures.code, 0, "{}", signatures.stderr);
    workspace.write("signatures.json", &signatures.stdout);
    commit(&workspace);
    git(&workspace, &["rm", "--quiet", "signatures.json"]);
    workspace.write("api/pets.json", &changed().to_string());
    let outcome = workspace.run(&["diff", "HEAD:signatures.json"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (2, ""), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("Pet.kind: Option<Kind>"), "{}", outcome.stdout);
}

#[test]
fn signatures_that_cannot_be_read_are_an_error() {
    let workspace = workspace("signatures_that_cannot_be_read");
    let text = workspace.read("before.json");
    let version = env!("CARGO_PKG_VERSION");
    let later = text.replace("\"bindery-signatures\": 1", "\"bindery-signatures\": 2");
    let unknown = text.replace("\"made-by\": ", "\"colour\": 1,\n\"made-by\": ").replace(version, "9.9.9");
    let type_text = text.replace("\"of\":\"String\"", "\"of\":\"String<\"");
    let end = text.len() / 2;
    for (damaged, parts) in [
        (
            later.as_str(),
            vec!["bad.json: these signatures have format 2", "reads format 1", "from the same description"],
        ),
        (
            unknown.as_str(),
            vec!["bad.json: these signatures cannot be read", "unknown field `colour`", "written by Bindery 9.9.9"],
        ),
        (type_text.as_str(), vec!["\"String<\" is no type", " at line "]),
        (&text[..end], vec!["EOF while parsing"]),
        ("{\"bindery-signatures\": true}", vec!["these signatures cannot be read", "at line 1"]),
    ] {
        workspace.write("bad.json", damaged);
        for arguments in [["diff", "bad.json", "api.json"], ["diff", "api.json", "bad.json"]] {
            let outcome = workspace.run(&arguments);
            assert_eq!((outcome.code, outcome.stdout.as_str()), (3, ""), "{}", outcome.stderr);
            for part in &parts {
                assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
            }
        }
    }
}
