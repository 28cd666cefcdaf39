//! `bindery reduce --keep-compile-error`. No description may become a crate that does not compile, so a rule makes one.

use super::Workspace;
use serde_json::{Value, json};

const RUNTIME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");
/// `repr(u8)` is for enums.
const CONFIG: &str = "description = \"api.json\"\noutput = \"out\"\n[package]\nname = \"odd\"\n\n[[rule]]\nmatch = \"Odd\"\nattributes = [\"repr(u8)\"]\n\n[[rule]]\nmatch = \"Plain.b\"\noptional = true\n";

/// Types alone, whose crate depends on little.
fn description() -> Value {
    let object = |of: Value| json!({"type": "object", "description": "Something.", "required": ["b"], "properties": {"a": of, "b": {"type": "integer"}}});
    json!({"openapi": "3.1.0", "info": {"title": "Odd", "version": "1"}, "paths": {}, "components": {"schemas": {
        "Plain": object(json!({"type": "string"})), "Odd": object(json!({"$ref": "#/components/schemas/Plain"})),
        "Other": object(json!({"$ref": "#/components/schemas/Odd"})),
    }}})
}

fn workspace(test: &str) -> Workspace {
    let workspace = Workspace::with(test, &description());
    workspace.write("bindery.toml", CONFIG);
    workspace
}

#[test]
fn what_is_left_is_the_schema_whose_type_does_not_compile() {
    let workspace = workspace("reduce_compile_error");
    let arguments =
        ["reduce", "--keep-compile-error", "--runtime-path", RUNTIME, "--json", "--out-config", "small.toml"];
    let outcome = workspace.run_with(&arguments, &[("CARGO_NET_OFFLINE", "true")]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    // Without a property, it would be a map, and no type of its own.
    let small: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(
        small["components"]["schemas"],
        json!({"Odd": {"type": "object", "required": ["b"]}}),
        "{}",
        outcome.stdout
    );
    for part in ["kept E0517 (", "kept 6 of 13 values of the configuration", " tries, ", " compilations, "] {
        assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
    }
    // Of the configuration, the rule that makes the mistake.
    assert_eq!(workspace.read("small.toml"), "[[rule]]\nmatch = \"Odd\"\nattributes = [\"repr(u8)\"]\n");
    // Nothing is written beside the description.
    assert!(!workspace.has("out") && !workspace.has("target"));
}

#[test]
fn without_the_error_or_a_compiler_there_is_nothing_to_keep() {
    let workspace = workspace("reduce_compile_nothing");
    let other = ["reduce", "--keep-compile-error=E0308", "--runtime-path", RUNTIME];
    let outcome = workspace.run_with(&other, &[("CARGO_NET_OFFLINE", "true")]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("does not have E0308; it has E0517 (1)"), "{}", outcome.stderr);
    let any = ["reduce", "--keep-compile-error", "--runtime-path", RUNTIME];
    let outcome = workspace.run_with(&any, &[("CARGO", "/nowhere/cargo")]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""), "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("cannot start cargo") && outcome.stderr.contains("install Rust"),
        "{}",
        outcome.stderr
    );
    let late = ["reduce", "--keep-compile-error", "--runtime-path", RUNTIME, "--seconds", "0"];
    let outcome = workspace.run_with(&late, &[("CARGO_NET_OFFLINE", "true")]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("--seconds"), "{}", outcome.stderr);
    for wrong in [["--keep-compile-error=308", "E0277"], ["--keep-code=B0301", "--keep-compile-error"]] {
        let outcome = workspace.run(&["reduce", wrong[0], if wrong[1].starts_with('-') { wrong[1] } else { "--json" }]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{}", outcome.stderr);
        assert!(outcome.stderr.contains(wrong[1]), "{}", outcome.stderr);
    }
}

/// A program in place of cargo: it finds the mistake of the compiler above a few times, and then hangs.
#[cfg(unix)]
const HANGS: &str = r#"#!/bin/sh
echo . >>"$COUNT"
[ "$(wc -l <"$COUNT")" -le "$GOOD" ] || exec sleep 60
printf '{"reason":"compiler-message","manifest_path":"%s/Cargo.toml","message":{"level":"error","code":{"code":"E0517"},"message":"odd","spans":[]}}\n' "$PWD"
exit 1
"#;

/// Starts a reduction with that program, interrupts it when it hangs, and returns what it printed; nothing may be left behind.
#[cfg(unix)]
fn interrupted(test: &str, good: &str) -> (i32, String, String) {
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let workspace = workspace(test);
    workspace.write("cargo", HANGS);
    workspace.write("temporary/keep", "");
    let place = |name: &str| workspace.path().join(name);
    std::fs::set_permissions(place("cargo"), PermissionsExt::from_mode(0o755)).expect("a program");
    let mut command = workspace.command(&["reduce", "--keep-compile-error", "--json"]);
    command.env("CARGO", place("cargo")).env("COUNT", place("count")).env("GOOD", good);
    command.env("TMPDIR", place("temporary")).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().expect("the program");
    let end = Instant::now() + Duration::from_secs(60);
    let calls = || std::fs::read_to_string(place("count")).unwrap_or_default().lines().count();
    while calls() <= good.parse::<usize>().expect("a number") {
        assert!(Instant::now() < end, "it does not begin");
        std::thread::sleep(Duration::from_millis(20));
    }
    let left = || std::fs::read_dir(place("temporary")).expect("a folder").count();
    assert_eq!(left(), 2, "a folder for temporary files");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill").success());
    let output = child.wait_with_output().expect("an end");
    assert_eq!(left(), 1, "the folder is gone");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

#[cfg(unix)]
#[test]
fn interrupted_before_it_has_anything_it_leaves_nothing_behind() {
    let (code, out, error) = interrupted("reduce_interrupted", "0");
    assert_eq!((code, out.as_str()), (130, ""), "{error}");
    assert!(error.contains("interrupted before the crate was compiled"), "{error}");
}

#[cfg(unix)]
#[test]
fn interrupted_later_it_gives_what_it_has() {
    let (code, out, error) = interrupted("reduce_interrupted_later", "2");
    assert_eq!(code, 130, "{error}");
    let small: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(small["openapi"], "3.1.0", "{out}");
    assert!(error.contains("kept E0517 (odd)") && error.contains("note: it was interrupted"), "{error}");
}
