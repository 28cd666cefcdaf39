//! Every group of operations compiles alone, with any other, and with all, and so does the crate without any: a feature enables the
//! types that its group needs.

use super::root;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Groups that share types in every way: one shared by two, by three, by all five, a group inside a group, types that
/// take names of the prelude across modules, types that are equal across groups, and a webhook.
const DESCRIPTION: &str = r##"{
  "openapi": "3.1.0",
  "info": {"title": "Features", "version": "1"},
  "security": [{"key": []}],
  "paths": {
    "/a": {"get": {"tags": ["a"], "operationId": "listA", "responses": {"200": {"description": "", "content": {
      "application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/OnlyA"}}}}}}}},
    "/a/answer": {"get": {"tags": ["a"], "operationId": "answerA", "responses": {"200": {"description": "", "content": {
      "application/json": {"schema": {"$ref": "#/components/schemas/AnswerToA"}}}}}}},
    "/e/answer": {"get": {"tags": ["e"], "operationId": "answerE", "responses": {"200": {"description": "", "content": {
      "application/json": {"schema": {"$ref": "#/components/schemas/AnswerToE"}}}}}}},
    "/b/answer": {"get": {"tags": ["b"], "operationId": "answerB", "responses": {"200": {"description": "", "content": {
      "application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}}}}}},
    "/b": {"post": {"tags": ["b"], "operationId": "makeB", "requestBody": {"content": {
      "application/json": {"schema": {"$ref": "#/components/schemas/String"}}}}, "responses": {"204": {"description": ""}}}},
    "/b/c": {"get": {"x-operation-group": "b.c", "operationId": "getC", "parameters": [
      {"name": "sort", "in": "query", "schema": {"$ref": "#/components/schemas/Sort"}}],
      "responses": {"200": {"description": "", "content": {
      "application/json": {"schema": {"$ref": "#/components/schemas/Option"}}}}}}},
    "/serde": {"get": {"tags": ["serde"], "operationId": "getSerde", "responses": {"200": {"description": "", "content": {
      "application/json": {"schema": {"$ref": "#/components/schemas/Everywhere"}}}}}}},
    "/type": {"get": {"tags": ["type"], "operationId": "getType", "responses": {"200": {"description": "", "content": {
      "application/json": {"schema": {"$ref": "#/components/schemas/Three"}}}}}}},
    "/e": {"get": {"tags": ["e"], "operationId": "getE", "responses": {"200": {"description": "", "content": {
      "application/json": {"schema": {"$ref": "#/components/schemas/Three"}}}}}}}
  },
  "webhooks": {"happened": {"post": {"requestBody": {"content": {
    "application/json": {"schema": {"$ref": "#/components/schemas/Three"}}}}, "responses": {"204": {"description": ""}}}}},
  "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}, "schemas": {
    "OnlyA": {"type": "object", "required": ["two"], "properties": {
      "two": {"$ref": "#/components/schemas/Option"}, "three": {"$ref": "#/components/schemas/Three"}}},
    "String": {"type": "object", "required": ["text"], "properties": {
      "text": {"type": "string"}, "two": {"$ref": "#/components/schemas/Option"}}},
    "Option": {"type": "object", "properties": {
      "text": {"type": "string"}, "all": {"$ref": "#/components/schemas/Everywhere"}}},
    "Three": {"oneOf": [{"$ref": "#/components/schemas/Box"}, {"type": "string"}]},
    "Box": {"type": "object", "required": ["every"], "properties": {
      "every": {"$ref": "#/components/schemas/Everywhere"}, "sort": {"$ref": "#/components/schemas/Sort"}}},
    "Everywhere": {"type": "object", "properties": {"text": {"type": "string"}, "box": {"$ref": "#/components/schemas/Vec"}}},
    "Vec": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Vec"}, "properties": {"n": {"type": "integer"}}},
    "Answer": {"type": "object", "properties": {"text": {"type": "string"}, "inside": {"$ref": "#/components/schemas/Inside"}, "n": {"type": "integer"}}},
    "AnswerToA": {"type": "object", "properties": {"text": {"type": "string"}, "inside": {"$ref": "#/components/schemas/OfA"}, "n": {"type": "integer"}}},
    "AnswerToE": {"type": "object", "properties": {"text": {"type": "string"}, "inside": {"$ref": "#/components/schemas/OfE"}, "n": {"type": "integer"}}},
    "Inside": {"type": "object", "properties": {"own": {"type": "object", "properties": {"all": {"$ref": "#/components/schemas/Everywhere"}}}}},
    "OfA": {"type": "object", "properties": {"own": {"type": "object", "properties": {"all": {"$ref": "#/components/schemas/Everywhere"}}}}},
    "OfE": {"type": "object", "properties": {"own": {"type": "object", "properties": {"all": {"$ref": "#/components/schemas/Everywhere"}}}}},
    "Sort": {"type": "string", "enum": ["up", "down"]}
  }}
}"##;

/// A generated crate in its own directory, checked with the dependencies of the workspace.
struct Generated {
    directory: PathBuf,
    target: PathBuf,
}

impl Generated {
    fn new(name: &str, description: &Path) -> Self {
        let temporary = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let directory = temporary.join(name);
        let run = bindery::generate(&bindery::Options {
            description: Some(description.to_owned()),
            output: Some(directory.clone()),
            name: Some(name.to_owned()),
            runtime_path: Some(root().join("runtime")),
            ..bindery::Options::default()
        });
        assert!(!run.diagnostics.has_errors(), "{}", bindery::diag::render_human(&run.diagnostics, &run));
        fs::copy(root().join("Cargo.lock"), directory.join("Cargo.lock")).expect("done");
        Self { directory, target: temporary.join("features-target") }
    }

    fn compiles_with(&self, features: &str) {
        self.cargo(&["check", "--all-targets"], features, &[]);
    }

    /// Runs rustdoc with warnings denied.
    fn documented_with(&self, features: &str) {
        self.cargo(&["rustdoc", "--lib"], features, &["--", "--deny", "warnings"]);
    }

    fn cargo(&self, command: &[&str], features: &str, more: &[&str]) {
        let output = self.output(command, features, more);
        assert!(output.status.success(), "with {features:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// What the compiler says about an example that does not compile.
    fn error_of(&self, example: &str, features: &str) -> String {
        let output = self.output(&["check", "--example", example], features, &[]);
        assert!(!output.status.success(), "{example} compiles with {features:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    fn output(&self, command: &[&str], features: &str, more: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(command)
            .args(["--quiet", "--offline", "--no-default-features", "--features", features])
            .args(more)
            .env("CARGO_TARGET_DIR", &self.target)
            .current_dir(&self.directory)
            .output()
            .expect("done")
    }

    fn write_example(&self, name: &str, code: &str) {
        let directory = self.directory.join("examples");
        fs::create_dir_all(&directory).expect("a directory");
        fs::write(directory.join(name).with_extension("rs"), code).expect("written");
    }

    /// Writes the first call of the crate's docs into an example, so that it is checked with the crate.
    fn writes_out_the_first_call(&self) {
        let root = fs::read_to_string(self.directory.join("src/lib.rs")).expect("a root");
        let docs = root.lines().filter_map(|line| line.strip_prefix("//!")).map(str::trim_start);
        let code = docs.skip_while(|line| *line != "```no_run").skip(1).take_while(|line| *line != "```");
        let code: Vec<&str> = code.map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
        assert!(code.iter().any(|line| line.contains(".await?")), "{root}");
        self.write_example("first", &format!("#![allow(dead_code)]\n{}\nfn main() {{}}\n", code.join("\n")));
    }
}

#[test]
fn every_set_of_groups_compiles() {
    let description = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("features.json");
    fs::write(&description, DESCRIPTION).expect("done");
    let generated = Generated::new("features", &description);
    let groups = ["a", "b", "serde-group", "type", "e", "webhooks"];
    for features in ["", "all", "all,serde", "client", "client,all", "client,all,serde", "client,all,exhaustive"] {
        generated.compiles_with(features);
    }
    for (index, group) in groups.iter().enumerate() {
        generated.compiles_with(group);
        generated.compiles_with(&format!("client,{group}"));
        generated.compiles_with(&format!("client,{group},{}", groups[(index + 3) % groups.len()]));
    }
}

#[test]
fn docs_have_no_broken_links_with_any_features_and_the_first_call_compiles() {
    let description = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("documented.json");
    fs::write(&description, DESCRIPTION).expect("done");
    let generated = Generated::new("documented", &description);
    generated.writes_out_the_first_call();
    for features in ["", "a", "all", "client", "client,a", "client,b,webhooks", "client,all"] {
        generated.documented_with(features);
        generated.compiles_with(features);
    }
}

#[test]
fn a_call_of_a_group_that_is_off_names_its_feature() {
    let description = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("off.json");
    fs::write(&description, DESCRIPTION).expect("done");
    let generated = Generated::new("off", &description);
    generated.write_example(
        "call",
        "pub fn call(client: &off::Client) { let _ = client.serde().get_serde(); }\nfn main() {}",
    );
    generated.cargo(&["check", "--example", "call"], "client,serde-group", &[]);
    let error = generated.error_of("call", "client,a");
    for expected in
        ["deprecated method `off::Client::serde`: enable the feature `serde-group` of `off`", "DisabledGroup"]
    {
        assert!(error.contains(expected), "{error}");
    }
}

/// A match that lists all variants compiles with the feature `exhaustive` alone, and one with a wildcard compiles either way.
#[test]
fn the_feature_exhaustive_lets_a_match_list_all_variants() {
    let description = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("listed.json");
    fs::write(&description, DESCRIPTION).expect("done");
    let generated = Generated::new("listed", &description);
    let program = |arms: &str| {
        format!(
            "use listed::types::{{Sort, Three}};
            pub fn sort(of: &Sort) -> u8 {{ match of {{ Sort::Up => 1, {arms} }} }}
            pub fn three(of: &Three) -> u8 {{ match of {{ Three::Box(_) => 1, Three::Text(_) => 2, Three::Unknown(_) => 3, {} }} }}
            fn main() {{}}",
            if arms.contains('_') && !arms.contains("Unknown") { "_ => 4" } else { "" }
        )
    };
    generated.write_example("all", &program("Sort::Down => 2, Sort::Unknown(_) => 3"));
    generated.cargo(&["check", "--example", "all"], "all,exhaustive", &[]);
    let error = generated.error_of("all", "all");
    assert!(error.contains("non-exhaustive patterns"), "{error}");
    generated.write_example("some", &program("_ => 2"));
    for features in ["all", "all,exhaustive"] {
        generated.cargo(&["check", "--example", "some"], features, &[]);
    }
}

#[test]
fn types_alone_do_not_depend_on_http() {
    let description = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("types.json");
    fs::write(&description, DESCRIPTION).expect("done");
    let generated = Generated::new("types", &description);
    let packages = |features: &str| {
        let output = Command::new(env!("CARGO"))
            .args(["tree", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
            .args(["--no-default-features", "--features", features])
            .current_dir(&generated.directory)
            .output()
            .expect("done");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let names = text.lines().filter_map(|line| line.split_whitespace().next());
        names.map(str::to_owned).collect::<BTreeSet<String>>()
    };
    let of_http = ["base64", "futures-core", "http", "http-body", "httpdate", "percent-encoding", "tokio"];
    let (types, client) = (packages("all,serde"), packages("all,client"));
    assert!(of_http.iter().all(|name| !types.contains(*name)), "{types:?}");
    assert!(client.contains("http"), "{client:?}");
}

#[test]
#[allow(clippy::print_stderr, reason = "a skipped test prints the reason")]
fn groups_of_the_whole_management_api_compile_alone() {
    let description = root().join("../shared/specs/auth0-management.json");
    if !description.is_file() {
        eprintln!("skipped: {} does not exist", description.display());
        return;
    }
    let generated = Generated::new("management", &description);
    for features in ["", "log-streams", "client,log-streams", "client,clients", "client,prompts,tickets"] {
        generated.compiles_with(features);
    }
}
