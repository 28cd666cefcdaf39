//! Convenience of the command: URLs, standard input, names, misspelt keywords, completions, manuals.

use super::Workspace;
use super::workspace::pets;
use serde_json::json;

#[test]
fn an_address_is_refused_with_the_command_that_downloads_it() {
    let workspace = Workspace::new("an_address_is_refused");
    let command = "`curl -fL -o api.yaml 'https://example.com/v1/api.yaml'`";
    let outcome = workspace.run(&["generate", "https://example.com/v1/api.yaml", "--out", "out"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("error[B0101]") && outcome.stderr.contains(command), "{}", outcome.stderr);
    workspace.write("bindery.toml", "description = \"https://example.com/v1/api.yaml\"\n");
    let outcome = workspace.run(&["check"]);
    assert!(outcome.code == 1 && outcome.stderr.contains(command), "{}", outcome.stderr);
}

#[test]
fn standard_input_is_a_description() {
    let workspace = Workspace::new("standard_input_is_a_description");
    let outcome = workspace.run_on(&["generate", "-", "--out", "out"], &pets().to_string());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(workspace.read("out/Cargo.toml").contains("name = \"pets\""));
    // References are relative to the working directory.
    workspace.write("models.yaml", "Pet: {type: object, requird: [a]}\n");
    let yaml = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\ncomponents: {schemas: {Pet: {$ref: 'models.yaml#/Pet'}, B: {required: a}}}\n";
    let outcome = workspace.run_on(&["check", "-"], yaml);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("--> models.yaml:1:21 (models.yaml#/Pet/requird)"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("--> <stdin>:4:71 (#/components/schemas/B/required)"), "{}", outcome.stderr);
    let outcome = workspace.run_on(&["check", "-"], "");
    assert!(outcome.code == 1 && outcome.stderr.contains("is empty"), "{}", outcome.stderr);
    let outcome = workspace.run_on(&["generate", "-", "--out", "out", "--watch"], yaml);
    assert!(outcome.code == 2 && outcome.stderr.contains("cannot be watched"), "{}", outcome.stderr);
}

#[test]
fn a_bad_name_is_refused_with_one_that_fits() {
    let workspace = Workspace::with("a_bad_name_is_refused", &pets());
    // The place is the command line, although there is a configuration.
    workspace.write("bindery.toml", "description = \"api.json\"\noutput = \"out\"\n[package]\nname = \"pets\"\n");
    for (name, expected) in [
        ("struct", "such as \"struct-api\""),
        ("std", "such as \"std-api\""),
        ("2pets", "beginning with a letter"),
        ("a b", "such as \"a-b\""),
    ] {
        let outcome = workspace.run(&["generate", "--name", name]);
        assert_eq!(outcome.code, 1, "{name}");
        let message = format!("error[B0105]: --name: {name:?} ");
        assert!(outcome.stderr.contains(&message) && outcome.stderr.contains(expected), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("--> the command line\n"), "{}", outcome.stderr);
    }
    workspace.write("bindery.toml", "description = \"api.json\"\noutput = \"out\"\n[package]\nname = \"struct\"\n");
    let outcome = workspace.run(&["generate"]);
    assert!(outcome.stderr.contains("--> bindery.toml:4:8 (#/package/name)"), "{}", outcome.stderr);
}

#[test]
fn a_misspelt_keyword_is_a_warning_with_the_keyword() {
    let mut description = pets();
    let put = &mut description["paths"]["/pets/{id}"]["put"];
    put["requestbody"] = put["requestBody"].take();
    put.as_object_mut().expect("an object").remove("requestBody");
    description["components"]["schemas"]["Pet"]["requird"] = json!(["name"]);
    description["components"]["schemas"]["Pet"]["x-requird"] = json!(["name"]);
    description["components"]["schemas"]["Pet"]["properties"]["requird"] = json!({"type": "string"});
    description["components"]["schemas"]["Pet"].as_object_mut().expect("an object").remove("required");
    let workspace = Workspace::with("a_misspelt_keyword", &description);
    let outcome = workspace.run(&["check", "api.json"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches("warning[B0207]").count(), 2, "{}", outcome.stderr);
    for (message, label) in [
        ("\"requestbody\" is not a keyword of an operation", "^^^^^^^^^^^^^ expected \"requestBody\""),
        ("\"requird\" is not a keyword of a schema", "^^^^^^^^^ expected \"required\""),
    ] {
        assert!(outcome.stderr.contains(message) && outcome.stderr.contains(label), "{}", outcome.stderr);
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_one_finding() {
    let workspace = Workspace::with("a_folder_that_cannot_be_written", &pets());
    workspace.write("out", "a file in the place of the directory");
    let outcome = workspace.run(&["generate", "api.json", "--out", "out"]);
    assert_eq!(outcome.code, 1);
    assert_eq!(outcome.stderr.matches("error[B0502]").count(), 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("out/Cargo.toml, and 7 other files: "), "{}", outcome.stderr);
}

#[test]
fn completions_and_manuals_name_every_command() {
    let workspace = Workspace::new("completions_and_manuals");
    let commands = ["generate", "check", "list", "explain"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let outcome = workspace.run(&["completions", shell]);
        assert_eq!(outcome.code, 0);
        assert!(commands.iter().all(|command| outcome.stdout.contains(command)), "{shell}: {}", outcome.stdout);
        assert!(outcome.stdout.contains("message-format"), "{shell}");
    }
    let page = workspace.run(&["man"]).stdout;
    assert!(page.contains(".TH") && commands.iter().all(|command| page.contains(command)), "{page}");
    assert_eq!(workspace.run(&["man", "pages"]).code, 0);
    assert!(workspace.read("pages/bindery.1").contains(".TH"));
    assert!(workspace.read("pages/bindery-generate.1").contains("runtime"));
}
