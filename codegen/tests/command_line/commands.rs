//! The effect and the exit code of each command without errors.

use super::Workspace;
use super::workspace::pets;
use serde_json::{Value, json};

const GENERATE: [&str; 4] = ["generate", "api.json", "--out", "out"];

#[test]
fn generate_writes_what_differs() {
    let workspace = Workspace::with("generate_writes_what_differs", &pets());
    let first = workspace.run(&GENERATE);
    assert_eq!((first.code, first.stdout.as_str()), (0, ""), "{}", first.stderr);
    assert!(first.stderr.contains("2 types, 2 operations, "), "{}", first.stderr);
    assert!(workspace.read("out/Cargo.toml").contains("name = \"pets\""));
    let written = workspace.files();
    assert_eq!(workspace.run(&GENERATE).code, 0);
    assert_eq!(workspace.files(), written);
    // An older output is replaced.
    workspace.write("api.json", &pets().to_string().replace("cat", "bird"));
    assert_eq!(workspace.run(&GENERATE).code, 0);
    assert!(workspace.files().iter().any(|(name, text)| name.starts_with("out") && text.contains("\"bird\"")));
}

#[test]
fn edits_by_hand_are_reported_or_kept() {
    let workspace = Workspace::with("edits_by_hand_are_reported_or_kept", &pets());
    assert_eq!(workspace.run(&GENERATE).code, 0);
    let written = workspace.files();
    workspace.write("out/src/types.rs", &(workspace.read("out/src/types.rs") + "// mine\n"));
    let edited = workspace.files();
    let refused = workspace.run(&[&GENERATE[..], &["--deny", "B0505"]].concat());
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains("error[B0505]: out/src/types.rs was edited by hand"), "{}", refused.stderr);
    assert_eq!(workspace.files(), edited);
    let check = workspace.run(&[&GENERATE[..], &["--check"]].concat());
    assert!(check.code == 1 && check.stderr.contains("B0503"), "{}", check.stderr);
    let forced = workspace.run(&GENERATE);
    assert_eq!(forced.code, 0, "{}", forced.stderr);
    assert!(forced.stderr.contains("warning[B0505]: out/src/types.rs was edited by hand"), "{}", forced.stderr);
    assert!(forced.stderr.contains("wrote out: files 1 changed\n"), "{}", forced.stderr);
    assert_eq!(workspace.files(), written);
    // A merge conflict is not an edit: generating again resolves it.
    let conflict = "<<<<<<< ours\n// a\n=======\n// b\n>>>>>>> theirs\n";
    workspace.write("out/src/types.rs", &(workspace.read("out/src/types.rs") + conflict));
    assert!(!workspace.run(&GENERATE).stderr.contains("B0505"));
    assert_eq!(workspace.files(), written);
}

#[test]
fn generate_says_what_it_wrote() {
    let workspace = Workspace::with("generate_says_what_it_wrote", &pets());
    let first = workspace.run(&GENERATE).stderr;
    assert!(first.contains("wrote out: files 8 added\n"), "{first}");
    assert!(!workspace.run(&GENERATE).stderr.contains("wrote"), "nothing differs");
    let mut without = pets();
    without["paths"] = json!({});
    workspace.write("api.json", &without.to_string());
    let json = workspace.run(&[&GENERATE[..], &["--message-format", "json"]].concat()).stderr;
    let summary: Value = serde_json::from_str(json.lines().last().expect("a summary")).expect("JSON");
    let changes = summary["summary"]["changes"].as_array().expect("changes");
    assert!(changes.contains(&json!({"path": "out/src/operations/pets.rs", "change": "removed"})), "{summary}");
    workspace.write("api.json", &pets().to_string());
    let verbose = workspace.run(&[&GENERATE[..], &["--verbose"]].concat()).stderr;
    assert!(verbose.contains("\nadded out/src/operations/pets.rs\n"), "{verbose}");
}

#[test]
fn check_writes_nothing_and_lists_outdated_files() {
    let workspace = Workspace::with("check_writes_nothing", &pets());
    let check = [&GENERATE[..], &["--check"]].concat();
    let missing = workspace.run(&check);
    assert_eq!(missing.code, 1);
    assert!(missing.stderr.contains("out/src/types.rs is missing"), "{}", missing.stderr);
    assert!(!workspace.has("out"));

    assert_eq!(workspace.run(&GENERATE).code, 0);
    let clean = workspace.run(&check);
    assert_eq!((clean.code, clean.stderr.contains("error")), (0, false), "{}", clean.stderr);

    let mut changed = pets();
    changed["components"]["schemas"]["Kind"]["enum"][1] = json!("bird");
    workspace.write("api.json", &changed.to_string());
    let before = workspace.files();
    let differs = workspace.run(&check);
    assert_eq!(differs.code, 1);
    assert_eq!(differs.stderr.matches("error[B0503]").count(), 1, "{}", differs.stderr);
    assert!(differs.stderr.contains("out/src/types/kind.rs differs from line "), "{}", differs.stderr);
    assert_eq!(workspace.files(), before);
}

#[test]
fn files_of_removed_operations_are_deleted() {
    let workspace = Workspace::with("files_of_removed_operations_are_deleted", &pets());
    assert_eq!(workspace.run(&GENERATE).code, 0);
    assert!(workspace.has("out/src/operations/pets.rs"));
    let mut without = pets();
    without["paths"] = json!({});
    workspace.write("api.json", &without.to_string());
    assert_eq!(workspace.run(&GENERATE).code, 0);
    assert!(!workspace.has("out/src/operations/pets.rs"));
}

#[test]
fn the_nearest_configuration_is_found() {
    let workspace = Workspace::with("the_nearest_configuration_is_found", &pets());
    workspace.write(
        "spec/bindery.toml",
        "description = \"../api.json\"\noutput = \"../bound\"\n[package]\nname = \"my-pets\"\n",
    );
    let outcome = workspace.run(&["generate"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(workspace.read("bound/Cargo.toml").contains("name = \"my-pets\""));
}

#[test]
fn arguments_override_the_configuration() {
    let workspace = Workspace::with("arguments_override_the_configuration", &pets());
    workspace.write("bindery.toml", "description = \"other.json\"\noutput = \"there\"\n[package]\nname = \"there\"\n");
    let arguments =
        ["generate", "api.json", "--config", "bindery.toml", "--out", "here", "--name", "here", "--runtime-path", "rt"];
    let outcome = workspace.run(&arguments);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let manifest = workspace.read("here/Cargo.toml");
    assert!(manifest.contains("name = \"here\"") && manifest.contains("path = \"../rt\""), "{manifest}");
    assert!(!workspace.has("there"));
}

#[test]
fn json_diagnostics_are_one_object_per_line() {
    let mut description = pets();
    description["components"]["schemas"]["Pet"]["properties"]["kind"]["$ref"] = json!("#/components/schemas/No");
    let workspace = Workspace::with("json_diagnostics", &description);
    let outcome = workspace.run(&[&GENERATE[..], &["--message-format", "json"]].concat());
    assert_eq!(outcome.code, 0);
    let diagnostics: Vec<Value> =
        outcome.stderr.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let warning = diagnostics.iter().find(|each| each["severity"] == "warning").expect("a warning");
    assert_eq!(warning["code"], "B0202");
    assert_eq!(warning["file"], "api.json");
    assert_eq!(warning["pointer"], "#/components/schemas/Pet/properties/kind/$ref");
    let keys: Vec<&str> = warning.as_object().expect("an object").keys().map(String::as_str).collect();
    let expected = [
        "code",
        "severity",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "pointer",
        "message",
        "expected",
        "help",
        "related",
    ];
    assert_eq!(keys, expected);
    let line = usize::try_from(warning["line"].as_u64().expect("a line")).expect("a line");
    assert!(workspace.read("api.json").lines().nth(line - 1).expect("the line").contains("schemas/No"));
}

#[test]
fn check_reports_and_writes_nothing() {
    let workspace = Workspace::with("check_reports_and_writes_nothing", &pets());
    let before = workspace.files();
    let outcome = workspace.run(&["check", "api.json"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (0, ""));
    assert_eq!(workspace.files(), before);
}

#[test]
fn explain_describes_a_code() {
    let workspace = Workspace::new("explain_describes_a_code");
    let outcome = workspace.run(&["explain", "b0202"]);
    assert_eq!(outcome.code, 0);
    assert!(outcome.stdout.starts_with("B0202 (warning)\n") && outcome.stdout.contains("What to do: "));
    let unknown = workspace.run(&["explain", "B9999"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (2, ""));
    assert!(unknown.stderr.contains("B0202"), "the codes there are: {}", unknown.stderr);
}

#[test]
fn a_wrong_command_line_is_a_usage_error() {
    let workspace = Workspace::with("a_wrong_command_line_is_a_usage_error", &pets());
    for arguments in [
        &[][..],
        &["frobnicate"],
        &["generate", "api.json", "--no-such-option"],
        &["generate", "api.json", "other.json"],
        &["generate", "--message-format", "xml"],
        &["explain"],
    ] {
        let outcome = workspace.run(arguments);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(outcome.stderr.contains("--help") || outcome.stderr.contains("Usage: "), "{}", outcome.stderr);
    }
    let help = workspace.run(&["--help"]);
    assert_eq!(help.code, 0);
    assert!(["generate", "check", "list", "explain"].iter().all(|command| help.stdout.contains(command)));
    assert!(help.stdout.contains("bindery generate openapi.yaml --out "), "no example: {}", help.stdout);
    for command in ["generate", "check", "list"] {
        let help = workspace.run(&[command, "--help"]).stdout;
        assert!(help.contains(&format!("bindery {command} openapi.yaml")), "no example: {help}");
    }
}

#[test]
fn without_an_output_directory_nothing_can_be_written() {
    let workspace = Workspace::with("without_an_output_directory", &pets());
    let outcome = workspace.run(&["generate", "api.json"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("--out pets"), "an example to copy: {}", outcome.stderr);
}
