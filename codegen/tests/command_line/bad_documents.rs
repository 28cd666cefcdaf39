//! Documents that are not descriptions, exhaust resources, or refer to what may not be read: each is rejected with
//! its file, its place, what was expected and what to do, in bounded time.

use super::Workspace;
use super::workspace::{Outcome, pets};
use serde_json::{Value, json};

/// A diagnostic as the command prints it.
#[derive(Debug, PartialEq, Eq)]
struct Reported {
    code: String,
    file: String,
    line: Option<u64>,
    pointer: String,
    message: String,
    expected: Option<String>,
}

/// The errors of `bindery check`, each with help; there are no other diagnostics.
fn errors(workspace: &Workspace, arguments: &[&str]) -> Vec<Reported> {
    let outcome = workspace.run(&[&["check", "--message-format", "json"], arguments].concat());
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    reported(&outcome, "error")
}

/// The diagnostics of an outcome, all of one severity.
fn reported(outcome: &Outcome, severity: &str) -> Vec<Reported> {
    let mut found_all = Vec::new();
    for line in outcome.stdout.lines().chain(outcome.stderr.lines()).filter(|line| line.contains("\"code\"")) {
        let found: Value = serde_json::from_str(line).expect("JSON");
        if found["severity"] == "summary" {
            continue;
        }
        assert_eq!(found["severity"], severity, "{line}");
        assert!(found["help"].as_str().is_some_and(|help| !help.is_empty()), "{line}");
        let text = |key: &str| found[key].as_str().map(str::to_owned);
        found_all.push(Reported {
            code: text("code").expect("a code"),
            file: text("file").expect("a file"),
            line: found["line"].as_u64(),
            pointer: text("pointer").expect("a place"),
            message: text("message").expect("a message"),
            expected: text("expected"),
        });
    }
    found_all
}

/// The only warning of a document, which is bound.
#[track_caller]
fn warning(workspace: &Workspace, file: &str) -> Reported {
    let outcome = workspace.run(&["check", "--message-format", "json", file]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let mut warnings = reported(&outcome, "warning");
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    warnings.remove(0)
}

/// The only error of a document.
#[track_caller]
fn error(workspace: &Workspace, file: &str) -> Reported {
    let mut errors = errors(workspace, &[file]);
    assert_eq!(errors.len(), 1, "{errors:#?}");
    errors.remove(0)
}

fn written(test: &str, file: &str, text: &str) -> Workspace {
    let workspace = Workspace::new(test);
    workspace.write(file, text);
    workspace
}

#[test]
fn files_that_are_no_description() {
    let page = "\n<!doctype html>\n<html><body>openapi: 3.1.0</body></html>";
    for (file, text, code, line, message) in [
        ("api.json", page, "B0102", Some(2), "an HTML page"),
        ("api.yaml", page, "B0102", Some(2), "an HTML page"),
        ("api", page, "B0102", Some(2), "an HTML page"),
        ("api.yaml", "<?xml version='1.0'?>\n<api/>", "B0102", Some(1), "markup"),
        ("api.json", "", "B0102", Some(1), "the file is empty"),
        ("api.yaml", " \n\n", "B0102", Some(1), "the file is empty"),
        ("api.yaml", "\u{feff}", "B0102", Some(1), "the file is empty"),
        ("api.yaml", "# nothing but a comment\n", "B0103", None, "null"),
        ("api.yaml", "asyncapi: 2.6.0\ninfo: {title: a}\nchannels: {}\n", "B0103", Some(1), "an AsyncAPI description"),
        ("api.json", r#"{"info": {"schema": "https://schema.getpostman.com/v2.1"}}"#, "B0103", Some(1), "Postman"),
        ("api.yaml", "just some words", "B0103", Some(1), "a string"),
    ] {
        let workspace = written("files_that_are_no_description", file, text);
        let found = error(&workspace, file);
        assert_eq!((found.code.as_str(), found.line), (code, line), "{file} {text:?}: {found:?}");
        assert!(found.message.contains(message) && found.expected.is_some(), "{file} {text:?}: {found:?}");
        assert_eq!((found.file.as_str(), found.pointer.as_str()), (file, "#"));
    }
}

#[test]
fn a_byte_order_mark_changes_nothing_and_utf_16_is_read() {
    let workspace = Workspace::new("a_byte_order_mark_changes_nothing_and_utf_16_is_read");
    let text = format!("{:#}", pets());
    workspace.write("api.json", &format!("\u{feff}{text}"));
    let outcome = workspace.run(&["check", "api.json"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let units =
        |bytes: fn(u16) -> [u8; 2]| format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    for bytes in [units(u16::to_le_bytes), units(u16::to_be_bytes)] {
        workspace.write_bytes("api.json", &bytes);
        let outcome = workspace.run(&["check", "api.json"]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        assert!(outcome.stderr.contains("warning[B0206]: the file is encoded in UTF-16"), "{}", outcome.stderr);
    }
    // Positions are those of the text, whatever its encoding.
    let wrong = text.replace("\"3.1.0\"", "\"4.0.0\"");
    workspace.write_bytes("api.json", &wrong.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let found = error(&workspace, "api.json");
    assert!(found.code == "B0102" && found.message.contains("without a byte order mark"), "{found:?}");
    workspace.write_bytes(
        "api.json",
        &format!("\u{feff}{wrong}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
    );
    let outcome = workspace.run(&["check", "api.json"]);
    assert!(outcome.stderr.contains("--> api.json:2:14 (#/openapi)"), "{}", outcome.stderr);
}

#[test]
fn aliases_that_multiply() {
    let mut text = String::from("openapi: 3.1.0\nx-a0: &a0 [a, a, a, a, a, a, a, a, a, a]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("x-a{level}: &a{level} [{aliases}]\n"));
    }
    let found = error(&written("aliases_that_multiply", "api.yaml", &text), "api.yaml");
    assert_eq!((found.code.as_str(), found.file.as_str()), ("B0107", "api.yaml"));
    assert!(found.message.contains("aliases"), "{found:?}");
    let inside = "openapi: 3.1.0\nx-a: &a {b: *a}\n";
    let found = error(&written("aliases_that_multiply", "api.yaml", inside), "api.yaml");
    assert!(matches!(found.code.as_str(), "B0102" | "B0107"), "{found:?}");
}

#[test]
fn documents_that_are_too_large_or_too_deep() {
    let workspace = Workspace::new("documents_that_are_too_large_or_too_deep");
    for file in ["api.json", "api.yaml"] {
        // The size is checked before reading, so the file can be sparse.
        workspace.write_hole(file, 200 << 20);
        let found = error(&workspace, file);
        assert_eq!((found.code.as_str(), found.file.as_str()), ("B0107", file));
        assert!(found.message.contains("128 MB"), "{found:?}");
    }
    let deep = format!("{{\"openapi\": \"3.1.0\", \"x\": {}1{}}}", "[".repeat(1000), "]".repeat(1000));
    workspace.write("api.json", &deep);
    let found = error(&workspace, "api.json");
    assert!(found.code == "B0107" && found.message.contains("levels deep"), "{found:?}");
}

/// The small description without untyped schemas, which would cause a note.
fn typed_pets() -> Value {
    let mut description = pets();
    let pet = &mut description["components"]["schemas"]["Pet"];
    pet["properties"].as_object_mut().expect("properties").shift_remove("any");
    description
}

/// The same, with a reference to the owner of a pet.
fn referring(reference: &str) -> Value {
    let mut description = typed_pets();
    description["components"]["schemas"]["Pet"]["properties"]["owner"] = json!({"$ref": reference});
    description
}

#[test]
fn references_that_may_not_be_read() {
    let place = "#/components/schemas/Pet/properties/owner/$ref";
    for (reference, code, message, expected) in [
        ("../secret.json", "B0204", "points outside of the root folder", "--root"),
        ("../no/such/secret.json", "B0204", "points outside of the root folder", "--root"),
        ("/etc/hostname", "B0204", "points outside of the root folder", "--root"),
        ("models/../../secret.json", "B0204", "points outside of the root folder", "--root"),
        ("https://example.com/a.json#/B", "B0204", "is not vendored", "bindery.toml"),
        ("//example.com/a.json", "B0204", "", ""),
        ("file:///etc/hostname", "B0204", "", ""),
        ("none.json", "B0202", "cannot be read", "an existing file"),
        ("#/components/schemas/Owner", "B0202", "cannot resolve the reference", "\"Owner\""),
    ] {
        let workspace = Workspace::with("references_that_may_not_be_read", &referring(reference));
        workspace.write(".git/HEAD", "");
        workspace.write("../secret.json", "{}");
        let found = warning(&workspace, "api.json");
        assert_eq!(
            (found.code.as_str(), found.pointer.as_str(), found.file.as_str()),
            (code, place, "api.json"),
            "{reference}"
        );
        assert!(found.line.is_some() && found.message.contains(message), "{reference}: {found:?}");
        assert!(found.expected.is_some_and(|text| text.contains(expected)), "{reference}");
    }
}

#[test]
fn a_broken_part_affects_only_what_it_describes() {
    for (file, text, line) in [
        ("part.json", "{\n  \"Owner\": {,}\n}", Some(2)),
        ("part.yaml", "Owner:\n  type: [string\n", Some(2)),
        ("part.yaml", "", Some(1)),
        ("part.json", "<!DOCTYPE html>\n<html></html>", Some(1)),
    ] {
        let workspace = Workspace::with("a_part_that_cannot_be_understood", &referring(&format!("{file}#/Owner")));
        workspace.write(file, text);
        let outcome = workspace.run(&["check", "--message-format", "json", "api.json"]);
        assert_eq!(outcome.code, 0, "{text}: {}", outcome.stderr);
        let found = reported(&outcome, "warning");
        let said: Vec<_> = found.iter().map(|each| (each.code.as_str(), each.file.as_str(), each.line)).collect();
        assert_eq!((said[0].0, said[0].1), ("B0202", "api.json"), "{found:#?}");
        assert!(found[0].message.contains("any JSON value is used instead"), "{found:#?}");
        assert_eq!(said[1], ("B0109", file, line), "{found:#?}");
        assert_eq!(found.len(), 2, "{found:#?}");
        let outcome = workspace.run(&["generate", "api.json", "--out", "out", "--deny", "B0109"]);
        assert_eq!(outcome.code, 1, "{}", outcome.stderr);
        assert_eq!(workspace.run(&["generate", "api.json", "--out", "out"]).code, 0);
    }
}

#[test]
fn a_broken_part_is_reported_if_it_is_referenced() {
    let reference = json!({"$ref": "part.yaml#/a"});
    let responses = json!({"200": {"description": ""}});
    for (description, is_said) in [
        (json!({"openapi": "3.1.0", "paths": {"/a": reference}}), true),
        (json!({"openapi": "3.1.0", "paths": reference}), true),
        (json!({"openapi": "3.1.0", "paths": {}, "components": {"schemas": reference}}), true),
        (
            json!({"openapi": "3.0.0", "paths": {"/a": {"get": {"parameters": [reference], "responses": responses}}}}),
            true,
        ),
        (
            json!({"swagger": "2.0", "paths": {"/a": {"get": {"parameters": [reference], "responses": responses}}}}),
            true,
        ),
        (
            json!({"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"A": {"type": "object", "example": reference}}}}),
            false,
        ),
        (json!({"openapi": "3.1.0", "paths": {}, "x-notes": reference}), false),
    ] {
        let workspace = Workspace::with("a_broken_part_is_reported_if_it_is_referenced", &description);
        workspace.write("part.yaml", "a: [\n");
        let outcome = workspace.run(&["check", "--message-format", "json", "api.json"]);
        assert_eq!(outcome.code, 0, "{description}: {}", outcome.stderr);
        let said = reported(&outcome, "warning").into_iter().filter(|found| found.code == "B0109").count();
        assert_eq!(said, usize::from(is_said), "{description}: {}", outcome.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_misspelt_required_property_names_the_one_that_is_meant() {
    let schema = |required: &[&str]| json!({"type": "object", "required": required, "properties": {"name": {"type": "string"}, "id": {"type": "string"}}});
    let mut document = typed_pets();
    for (name, required) in [("Near", ["nmae", "id"]), ("Far", ["colour", "id"])] {
        document["components"]["schemas"][name] = schema(&required);
        document["components"]["schemas"]["Pet"]["properties"][name] =
            json!({"$ref": format!("#/components/schemas/{name}")});
    }
    let workspace = written("misspelt_required", "a.json", &document.to_string());
    let outcome = workspace.run(&["check", "--message-format", "json", "a.json"]);
    let found: Vec<String> = reported(&outcome, "note").into_iter().map(|each| each.message).collect();
    assert_eq!(
        found,
        [
            "the property \"nmae\" is required but not declared; did you mean \"name\"?",
            "the property \"colour\" is required but not declared"
        ]
    );
}

#[test]
fn a_link_out_of_the_root_folder() {
    let workspace = Workspace::with("a_link_out_of_the_root_folder", &referring("link.json"));
    workspace.write(".git/HEAD", "");
    workspace.link("/etc/hostname", "link.json");
    let found = warning(&workspace, "api.json");
    assert!(found.code == "B0204" && found.message.contains("points outside of the root folder"), "{found:?}");
    workspace.link("/etc", "models");
    workspace.write("api.json", &referring("models/hostname").to_string());
    assert_eq!(warning(&workspace, "api.json").code, "B0204");
}

/// A pipe without a writer would block a reader.
#[cfg(unix)]
#[test]
fn pipes_do_not_block() {
    let workspace = Workspace::with("pipes_do_not_block", &referring("pipe.json"));
    workspace.pipe("pipe.json");
    let found = warning(&workspace, "api.json");
    assert!(found.code == "B0202" && found.message.contains("not a file"), "{found:?}");
    workspace.write("plain.json", &pets().to_string());
    workspace.pipe("out/src/lib.rs");
    let outcome = workspace.run(&["generate", "plain.json", "--out", "out"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("out/src/lib.rs: it is a FIFO, a socket or a device, not a file"),
        "{}",
        outcome.stderr
    );
    workspace.pipe("other/src/own.rs");
    assert_eq!(workspace.run(&["generate", "plain.json", "--out", "other"]).code, 0);
    workspace.pipe("bindery.toml");
    let outcome = workspace.run(&["generate", "--config", "bindery.toml"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("not a file"), "{}", outcome.stderr);
}

#[test]
fn circular_references_are_reported_once_each() {
    let workspace = Workspace::new("circular_references_are_reported_once_each");
    let with = |schemas: Value| {
        let mut description = typed_pets();
        description["components"]["schemas"]
            .as_object_mut()
            .expect("schemas")
            .extend(schemas.as_object().expect("schemas").clone());
        description["components"]["schemas"]["Pet"]["properties"]["a"] = json!({"$ref": "#/components/schemas/A"});
        description.to_string()
    };
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    for schemas in [
        json!({"A": to("B"), "B": to("C"), "C": to("A")}),
        json!({"A": to("A")}),
        json!({"A": {"allOf": [to("B")]}, "B": {"allOf": [to("A"), {"type": "object"}]}}),
    ] {
        workspace.write("api.json", &with(schemas.clone()));
        let outcome = workspace.run(&["check", "--message-format", "json", "api.json"]);
        let found = reported(&outcome, "warning");
        assert!(!found.is_empty() && found.iter().all(|each| each.code == "B0203"), "{schemas}: {found:?}");
        let places: std::collections::HashSet<&str> = found.iter().map(|each| each.pointer.as_str()).collect();
        assert_eq!(places.len(), found.len(), "{schemas}: {found:?}");
    }
}

#[test]
fn files_with_schemas_of_one_name_are_types_of_their_own() {
    let workspace = Workspace::new("files_with_schemas_of_one_name_are_types_of_their_own");
    let mut description = pets();
    let properties = &mut description["components"]["schemas"]["Pet"]["properties"];
    properties["cat"] = json!({"$ref": "cats.yaml#/components/schemas/Pet"});
    properties["dog"] = json!({"$ref": "dogs.yaml#/components/schemas/Pet"});
    workspace.write("api.json", &description.to_string());
    for (file, member) in [("cats.yaml", "claws"), ("dogs.yaml", "bark")] {
        let text =
            format!("components: {{schemas: {{Pet: {{type: object, properties: {{{member}: {{type: string}}}}}}}}}}\n");
        workspace.write(file, &text);
    }
    let outcome = workspace.run(&["generate", "api.json", "--out", "out"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let types: String =
        workspace.files().into_iter().filter(|(path, _)| path.contains("types")).map(|(_, text)| text).collect();
    let structs: Vec<&str> = types.lines().filter(|line| line.starts_with("pub struct ")).collect();
    assert_eq!(structs.len(), 3, "{structs:?}");
    assert!(structs.iter().any(|line| line.starts_with("pub struct Pet ")), "{structs:?}");
    assert!(types.contains("claws") && types.contains("bark"));
}
