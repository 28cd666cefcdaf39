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
    let arguments = ["reduce", "--keep-compile-error", "--runtime-path", RUNTIME, "--json"];
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
    for part in ["kept E0517 (", "; it depends on the configuration", " tries, ", " compilations, "] {
        assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
    }
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
