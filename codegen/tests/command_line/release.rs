//! `bindery generate --changelog FILE --bump`: the changelog and the version.

use super::Workspace;
use super::workspace::{commit, pets, repository};
use serde_json::{Value, json};

fn require_kind(workspace: &Workspace) {
    let mut changed = pets();
    changed["components"]["schemas"]["Pet"]["required"] = json!(["name", "kind"]);
    workspace.write("api/pets.json", &changed.to_string());
}

const RELEASE: &[&str] = &["generate", "--changelog", "CHANGELOG.md", "--bump"];
const CONFIG: &str =
    "# Ours.\ndescription = \"api/pets.json\"\noutput = \"out\"\n\n[package]\nversion = \"0.4.1\" # published\n";

#[test]
fn a_release_has_its_changelog_and_its_version() {
    let workspace = repository("a_release_has_its_changelog");
    workspace.write("bindery.toml", CONFIG);
    commit(&workspace);
    let log = "# Log\n\n## [Unreleased]\n\n- By hand.\n\n## [0.4.1]\n\n- First.\n";
    workspace.write("CHANGELOG.md", log);
    let unchanged = workspace.run(RELEASE);
    assert_eq!(unchanged.code, 0, "{}", unchanged.stderr);
    assert_eq!((workspace.read("CHANGELOG.md").as_str(), workspace.read("bindery.toml").as_str()), (log, CONFIG));
    require_kind(&workspace);
    let outcome = workspace.run(RELEASE);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert_eq!(workspace.read("bindery.toml"), CONFIG.replace("0.4.1", "0.5.0"));
    assert!(workspace.read("out/Cargo.toml").contains("version = \"0.5.0\""));
    let written = workspace.read("CHANGELOG.md");
    let (before, section) = written.split_once("<!-- bindery: since ").expect("a section");
    assert_eq!(before, "# Log\n\n## [Unreleased]\n\n- By hand.\n\n");
    let (section, after) = section.split_once("<!-- bindery: end of ").expect("an end");
    assert!(section.contains("### Breaking\n\n- pets: `Pet.kind`, "), "{section}");
    assert!(section.contains("Next version: 0.5.0."), "{section}");
    assert!(after.ends_with(" -->\n\n## [0.4.1]\n\n- First.\n"), "{after}");
    // Once more changes nothing.
    let again = workspace.run(RELEASE);
    assert_eq!((again.code, workspace.read("CHANGELOG.md")), (0, written.clone()), "{}", again.stderr);
    assert_eq!(workspace.read("bindery.toml"), CONFIG.replace("0.4.1", "0.5.0"));
    // A section about another commit stays.
    commit(&workspace);
    workspace.write("api/pets.json", &pets().to_string());
    assert_eq!(workspace.run(RELEASE).code, 0);
    let later = workspace.read("CHANGELOG.md");
    assert_eq!(later.matches("<!-- bindery: since ").count(), 2, "{later}");
    assert!(later.contains(section), "{later}");
    assert!(workspace.read("bindery.toml").contains("\"0.6.0\" # published"));
    // Since the first commit, nothing changed.
    let since = workspace.run(&["generate", "--changelog", "NEWS.md", "--since", "HEAD~1"]);
    assert_eq!((since.code, workspace.has("NEWS.md")), (0, false), "{}", since.stderr);
}

#[test]
fn a_changelog_is_created() {
    let workspace = repository("a_changelog_is_created");
    let mut changed = pets();
    changed["components"]["schemas"]["Kind"]["enum"] = json!(["cat", "dog", "newt"]);
    workspace.write("api/pets.json", &changed.to_string());
    let outcome = workspace.run(RELEASE);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let written = workspace.read("CHANGELOG.md");
    assert!(
        written.starts_with("# Changelog\n") && written.contains("\n## [Unreleased]\n\n<!-- bindery: since "),
        "{written}"
    );
    assert!(written.contains("### Compatible\n\n- pets: `Kind.Newt`"), "{written}");
    let config = workspace.read("bindery.toml");
    assert!(config.ends_with("output = \"out\"\n\n[package]\nversion = \"0.1.1\"\n"), "{config}");
}

#[test]
fn nothing_is_written_when_it_is_not_known_what_changed() {
    let workspace = repository("nothing_is_written_when");
    let other: Value = json!({
        "openapi": "3.1.0", "info": {"title": "Ships", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "sail", "responses": {}}}},
    });
    require_kind(&workspace);
    workspace.write("broken.md", "## [Unreleased]\n");
    for (arguments, message) in [
        (&["--since", "nowhere"][..], "cannot compare with nowhere: there is no git revision nowhere"),
        (&["--config", "other.toml"], "cannot compare with HEAD: revision HEAD has no file other.toml"),
        (&["--config", "ships.toml"], "cannot compare with HEAD: "),
    ] {
        workspace.write("other.toml", "description = \"api/pets.json\"\noutput = \"other\"\n");
        workspace.write("ships.toml", "description = \"ships.json\"\noutput = \"ships\"\n");
        workspace.write("ships.json", &other.to_string());
        let outcome = workspace.run(&[RELEASE, arguments].concat());
        assert_eq!(outcome.code, 3, "{arguments:?} {}", outcome.stderr);
        assert!(outcome.stderr.contains(message), "{arguments:?} {}", outcome.stderr);
        for path in ["CHANGELOG.md", "out", "other", "ships"] {
            assert!(!workspace.has(path), "{path}");
        }
    }
    for arguments in [["--check"], ["--watch"]] {
        assert_eq!(workspace.run(&[RELEASE, &arguments[..]].concat()).code, 2, "{arguments:?}");
    }
}
