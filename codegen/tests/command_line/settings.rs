//! `--set KEY=VALUE`, and the places of errors on the command line and in bindery.toml.

use super::Workspace;
use super::workspace::pets;

#[test]
fn any_key_can_be_set_on_the_command_line() {
    let workspace = Workspace::with("any_key_can_be_set", &pets());
    let outcome = workspace.run(&[
        "generate",
        "api.json",
        "--out",
        "out",
        "--set",
        "package.version=2.0.0",
        "--set",
        "rule=[{ match = \"Pet\", rename = \"Animal\" }]",
    ]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(workspace.read("out/Cargo.toml").contains("version = \"2.0.0\""));
    assert!(workspace.files().iter().any(|(_, text)| text.contains("pub struct Animal {")));
    // It overrides bindery.toml.
    workspace.write(
        "bindery.toml",
        "description = \"api.json\"\noutput = \"out\"\n[package]\nversion = \"1.0.0\"\nlicense = \"MIT\"\n",
    );
    assert_eq!(workspace.run(&["generate", "--set", "package.version=3.0.0"]).code, 0);
    let manifest = workspace.read("out/Cargo.toml");
    assert!(manifest.contains("version = \"3.0.0\"") && manifest.contains("license = \"MIT\""), "{manifest}");
    for (setting, message) in [
        ("dates=jif", "did you mean `jiff`?"),
        ("dtaes=jiff", "did you mean `dates`?"),
        ("output=elsewhere", "`output` has an option of its own: --out"),
        ("dates", "expected KEY=VALUE"),
    ] {
        let outcome = workspace.run(&["generate", "--set", setting]);
        assert!(outcome.code == 2 && outcome.stderr.contains(message), "{setting}: {}", outcome.stderr);
    }
    let outcome = workspace.run(&["check", "--set", "rule=[{ match = \"Pet\" }]"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("--> the command line"), "{}", outcome.stderr);
}

#[test]
fn errors_are_reported_where_they_were_written() {
    let mut description = pets();
    description["paths"]["/pets/{id}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = serde_json::json!({
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "kind"},
    });
    for name in ["Cat", "Dog"] {
        description["components"]["schemas"][name] = serde_json::json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, name: {"type": "string"}}});
    }
    let workspace = Workspace::with("a_fault_is_where_it_was_written", &description);
    let head = "description = \"api.json\"\noutput = \"out\"\n";
    let cases = [
        (
            "[[rule]]\nmatch = \"Cat.kind\"\nomit = true\n",
            "B0106",
            "bindery.toml:5:8 (#/rule/0/omit)",
            "it tells the variants of a union apart",
        ),
        (
            "[[rule]]\nmatch = { operation = \"getPet\", parameter = \"id\" }\nomit = true\n",
            "B0106",
            "bindery.toml:5:8 (#/rule/0/omit)",
            "is required and cannot be omitted",
        ),
        (
            "[[rule]]\nmatch = \"PetsGetPetResponse\"\nvalues = \"closed\"\n",
            "B0106",
            "bindery.toml:5:10 (#/rule/0/values)",
            "is a union",
        ),
        (
            "[[rule]]\nmatch = \"Pet\"\nvalues = \"closed\"\n",
            "B0106",
            "bindery.toml:5:10 (#/rule/0/values)",
            "is an object",
        ),
        ("[select]\nonly = [\"tag:pest\"]\n", "B0112", "bindery.toml:4:9 (#/select/only/0)", "in `only`"),
    ];
    for (rule, code, place, message) in cases {
        workspace.write("bindery.toml", &format!("{head}{rule}"));
        let outcome = workspace.run(&["check"]);
        assert_eq!(outcome.code, 1, "{rule}");
        for expected in [code, place, message] {
            assert!(outcome.stderr.contains(expected), "{rule}{expected}: {}", outcome.stderr);
        }
    }
    // A pattern for many types closes those that can be closed.
    workspace.write("bindery.toml", &format!("{head}[[rule]]\nmatch = \"*\"\nvalues = \"closed\"\n"));
    assert_eq!(workspace.run(&["check"]).code, 0);
    workspace.write("bindery.toml", &format!("{head}[select]\nonly = [\"tag:pets\"]\n"));
    for options in [["--only", "tag:pest"], ["--except", "putPett"], ["--except", "*"]] {
        let outcome = workspace.run(&["check", options[0], options[1]]);
        assert!(
            outcome.code == 1 && outcome.stderr.contains("B0112") && outcome.stderr.contains("--> the command line\n"),
            "{}",
            outcome.stderr
        );
    }
}

#[test]
fn one_mistake_of_a_rule_is_one_finding() {
    let workspace = Workspace::with("one_mistake_of_a_rule", &pets());
    for rule in
        ["match = { tga = \"pets\" }", "match = 7", "match = []", "match = { property = \"a\", operation = \"b\" }"]
    {
        workspace.write(
            "bindery.toml",
            &format!(
                "description = \"api.json\"\n[[rule]]\n{rule}\nomit = true\n[[rule]]\nmatch = \"Pet\"\ndocs = \"A\"\n"
            ),
        );
        let outcome = workspace.run(&["check"]);
        assert_eq!(outcome.stderr.matches("error[").count(), 1, "{rule}: {}", outcome.stderr);
    }
    workspace
        .write("bindery.toml", "description = \"api.json\"\n[[rule]]\nmatch = { tag = \"pets\" }\nrename = \"zoo\"\n");
    let outcome = workspace.run(&["list"]);
    assert!(outcome.code == 0 && outcome.stdout.contains("operations::zoo::Zoo::get_pet"), "{}", outcome.stdout);
}
