mod limits;
mod reference;

use super::*;
use serde_json::json;
use std::fs;

/// A folder with files, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn with(test: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("bindery-overlay-{}-{test}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        Self(folder)
    }

    fn source(&self, main: &str) -> Source {
        let (source, found) = crate::source::read(&self.0.join(main), &crate::source::Vendored::default(), None);
        assert!(!found.has_errors(), "{found:?}");
        source
    }

    fn paths(&self, names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(|name| self.0.join(name)).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// The document after the actions of an overlay, and the diagnostics.
fn acted(test: &str, document: &Value, actions: &Value) -> (Value, Vec<(Code, String)>) {
    let overlay = json!({"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": actions});
    edited(test, document, &[("fix.json", &overlay.to_string())], &["fix.json"], &[])
}

fn edited(
    test: &str,
    document: &Value,
    files: &[(&str, &str)],
    overlays: &[&str],
    patches: &[&str],
) -> (Value, Vec<(Code, String)>) {
    let text = document.to_string();
    let folder = Folder::with(test, &[&[("api.json", text.as_str())], files].concat());
    let mut source = folder.source("api.json");
    let edits = Edits { overlays: folder.paths(overlays), patches: folder.paths(patches) };
    let found = apply(&mut source, &edits);
    let reported = found.iter().map(|each| (each.code, format!("{}: {}", each.pointer.text(), each.message)));
    (source.documents.main().clone(), reported.collect())
}

type Case = (&'static str, Value, Value, Value);

/// The document after an update.
fn merged() -> Vec<Case> {
    vec![
        (
            "members are merged recursively, in place",
            json!({"a": {"b": 1, "c": {"d": 1}}, "z": 0}),
            json!([{"target": "$.a", "update": {"c": {"e": 2}, "f": 3}}]),
            json!({"a": {"b": 1, "c": {"d": 1, "e": 2}, "f": 3}, "z": 0}),
        ),
        (
            "inner arrays are concatenated",
            json!({"a": {"list": [1]}}),
            json!([{"target": "$.a", "update": {"list": [2, 3]}}]),
            json!({"a": {"list": [1, 2, 3]}}),
        ),
        (
            "an array is concatenated with an array",
            json!({"a": [1]}),
            json!([{"target": "$.a", "update": [2, 3]}]),
            json!({"a": [1, 2, 3]}),
        ),
        (
            "an object is appended to an array",
            json!({"a": [{}]}),
            json!([{"target": "$.a", "update": {"name": "x"}}]),
            json!({"a": [{}, {"name": "x"}]}),
        ),
        (
            "a primitive value is appended to an array",
            json!({"a": ["x"]}),
            json!([{"target": "$.a", "update": "y"}]),
            json!({"a": ["x", "y"]}),
        ),
        (
            "a primitive target is replaced",
            json!({"a": {"b": "old"}}),
            json!([{"target": "$.a.b", "update": 7}]),
            json!({"a": {"b": 7}}),
        ),
        (
            "null is a value to set",
            json!({"a": {"default": 1}}),
            json!([{"target": "$.a", "update": {"default": null, "example": null}}]),
            json!({"a": {"default": null, "example": null}}),
        ),
        (
            "all matches are updated",
            json!({"p": {"x": {"get": {}}, "y": {"get": {"z": 1}}, "v": {}}}),
            json!([{"target": "$.p.*.get", "update": {"safe": true}}]),
            json!({"p": {"x": {"get": {"safe": true}}, "y": {"get": {"z": 1, "safe": true}}, "v": {}}}),
        ),
    ]
}

/// What is left after a removal.
fn removed() -> Vec<Case> {
    vec![
        (
            "elements are removed by the indexes they had",
            json!({"a": [0, 1, 2, 3, 4]}),
            json!([{"target": "$.a[1, 0, 3]", "remove": true}]),
            json!({"a": [2, 4]}),
        ),
        (
            "a value inside of a removed one is no matter",
            json!({"a": {"b": {"b": 1}}, "c": 1}),
            json!([{"target": "$..b", "remove": true}]),
            json!({"a": {}, "c": 1}),
        ),
        (
            "primitive elements can be removed",
            json!({"tags": ["a", "dummy", "b", "dummy"]}),
            json!([{"target": "$.tags[?@ == 'dummy']", "remove": true}]),
            json!({"tags": ["a", "b"]}),
        ),
        (
            "removal wins over an update",
            json!({"a": {"b": 1}}),
            json!([{"target": "$.a.b", "remove": true, "update": 2}]),
            json!({"a": {}}),
        ),
        (
            "what is removed can be made again",
            json!({"a": {"b": {"old": 1}}}),
            json!([{"target": "$.a.b", "remove": true}, {"target": "$.a", "update": {"b": {"new": 1}}}]),
            json!({"a": {"b": {"new": 1}}}),
        ),
        (
            "actions see what earlier ones did",
            json!({"a": {}}),
            json!([{"target": "$.a", "update": {"b": {}}}, {"target": "$.a.b", "update": {"c": 1}}]),
            json!({"a": {"b": {"c": 1}}}),
        ),
    ]
}

/// Copies, and what can be selected.
fn copied() -> Vec<Case> {
    vec![
        (
            "a copy is merged",
            json!({"items": {"get": {"x": 1}}, "some": {"delete": {}}}),
            json!([{"target": "$.some", "copy": "$.items"}]),
            json!({"items": {"get": {"x": 1}}, "some": {"delete": {}, "get": {"x": 1}}}),
        ),
        (
            "a value is moved by three actions",
            json!({"p": {"/old": {"get": 1}, "/z": 2}}),
            json!([{"target": "$.p", "update": {"/new": {}}}, {"target": "$.p['/new']", "copy": "$.p['/old']"}, {"target": "$.p['/old']", "remove": true}]),
            json!({"p": {"/z": 2, "/new": {"get": 1}}}),
        ),
        (
            "a document can hold a copy of itself",
            json!({"a": {"b": 1}}),
            json!([{"target": "$.a", "copy": "$"}]),
            json!({"a": {"b": 1, "a": {"b": 1}}}),
        ),
        (
            "the root can be updated",
            json!({"a": 1}),
            json!([{"target": "$", "update": {"b": {"c": 2}}}]),
            json!({"a": 1, "b": {"c": 2}}),
        ),
        (
            "one type replaces a list of types",
            json!({"s": {"type": ["string", "null"]}, "t": {"type": "string"}}),
            json!([{"target": "$.s", "update": {"type": "string"}}, {"target": "$.t", "update": {"type": ["string", "null"]}}]),
            json!({"s": {"type": "string"}, "t": {"type": ["string", "null"]}}),
        ),
        (
            "filters compare with names and nested queries",
            json!({"l": [{"name": "a", "x": [1]}, {"name": "b"}]}),
            json!([{"target": "$.l[?@.name == 'a' && @.x[?@ > 0]]", "update": {"hit": true}}]),
            json!({"l": [{"name": "a", "x": [1], "hit": true}, {"name": "b"}]}),
        ),
    ]
}

/// The rules of Overlay 1.1 for results.
#[test]
fn actions_change_what_they_select() {
    let cases = merged().into_iter().chain(removed()).chain(copied());
    for (index, (what, document, actions, expected)) in cases.enumerate() {
        let (found, reported) = acted(&format!("cases-{index}"), &document, &actions);
        assert_eq!(reported, [], "{what}");
        assert_eq!(found.to_string(), expected.to_string(), "{what}");
    }
}

#[test]
fn what_cannot_be_applied_is_an_error_at_its_place() {
    let document = json!({"a": {"b": {"c": 1}, "list": [1], "text": "x"}, "two": [{}, []]});
    let cases = [
        (
            json!([{"target": "$.a", "update": {"b": "text"}}]),
            "/actions/0/update/b: a string cannot be merged into #/a/b, which is an object",
        ),
        (json!([{"target": "$.a", "update": {"list": {"x": 1}}}]), "/actions/0/update/list: an object cannot"),
        (json!([{"target": "$.a", "update": {"text": [1]}}]), "/actions/0/update/text: an array cannot"),
        (json!([{"target": "$.a.text", "update": {"x": 1}}]), "/actions/0/update: an object cannot"),
        (
            json!([{"target": "$.two[*]", "update": {"x": 1}}]),
            "/actions/0/target: the target selects objects and arrays",
        ),
        (json!([{"target": "$", "remove": true}]), "/actions/0/target: the root"),
        (json!([{"target": "$.a", "copy": "$.two[*]"}]), "/actions/0/copy: $.two[*] selects 2 values"),
        (json!([{"target": "$.a", "copy": "$.none"}]), "/actions/0/copy: $.none selects nothing"),
        (json!([{"target": "$.a.b/c", "remove": true}]), "/actions/0/target: \"$.a.b/c\" is not JSONPath"),
        (json!([{"target": "a.b", "remove": true}]), "/actions/0/target: \"a.b\" is not JSONPath"),
        (json!([{"target": 5, "remove": true}]), "/actions/0/target: \"target\" is a number"),
        (json!([{"update": {}}]), "/actions/0: the action has no \"target\""),
        (json!([{"target": "$.a", "remove": "yes"}]), "/actions/0/remove: \"remove\" is a string"),
        (json!([{"target": "$.a", "copy": 1}]), "/actions/0/copy: \"copy\" is a number"),
        (json!(["$"]), "/actions/0: the action is a string"),
        (json!([]), "/actions: the list of actions is empty"),
        (json!({"target": "$"}), "/actions: \"actions\" is an object"),
    ];
    for (index, (actions, expected)) in cases.into_iter().enumerate() {
        let (_, reported) = acted(&format!("refused-{index}"), &document, &actions);
        let [(code, message)] = reported.as_slice() else { panic!("{actions}: {reported:?}") };
        assert_eq!(*code, Code::Overlay, "{message}");
        assert!(message.starts_with(expected), "{message}");
    }
}

#[test]
fn an_action_that_changes_nothing_is_reported_with_the_nearest_path() {
    let document = json!({"paths": {"/pets": {"get": {"summary": "x", "tags": ["a"]}}}, "c": {"schemas": {"Pet": {"$ref": "pet.yaml"}}}});
    let cases = [
        ("$.paths['/pet'].get", "$.paths exists, but has no ['/pet']", Some("$.paths['/pets']")),
        ("$.paths['/pets'].gte.summary", "$.paths['/pets'] exists, but has no .gte", Some("$.paths['/pets'].get")),
        ("$.paths['/pets'].get.tags[3]", "$.paths['/pets'].get.tags exists, but has no [3]", None),
        ("$.paths.*.get[?@.name == 'x']", "$.paths.*.get exists", None),
        ("$.zzz", "$ exists, but has no .zzz", None),
        ("$.c.schemas.Pet.properties", "$.c.schemas.Pet exists", Some("a path without references")),
        ("$..nothing", "$ exists", None),
    ];
    for (index, (target, message, expected)) in cases.into_iter().enumerate() {
        let overlay = json!({"overlay": "1.0.0", "actions": [{"target": target, "update": {"x": 1}}]}).to_string();
        let text = document.to_string();
        let folder = Folder::with(&format!("nearest-{index}"), &[("api.json", &text), ("fix.json", &overlay)]);
        let mut source = folder.source("api.json");
        let found = apply(&mut source, &Edits { overlays: folder.paths(&["fix.json"]), patches: Vec::new() });
        let one = found.iter().next().expect("a diagnostic");
        assert_eq!((found.len(), one.code), (1, Code::IdleAction), "{found:?}");
        assert!(one.message.contains(message), "{}", one.message);
        let is_expected = match expected {
            Some(text) => one.expected.as_deref().is_some_and(|found| found.starts_with(text)),
            None => one.expected.is_none(),
        };
        assert!(is_expected, "{target}: {:?}", one.expected);
    }
    for actions in [
        json!([{"target": "$.paths['/pets'].get", "update": {"summary": "x"}}]),
        json!([{"target": "$.paths", "update": {}}]),
        json!([{"target": "$.paths"}]),
        json!([{"target": "$.paths", "update": {"x": 1}, "copy": "$.c"}]),
    ] {
        let (after, reported) = acted("idle", &document, &actions);
        assert_eq!(after, document);
        assert!(matches!(reported.as_slice(), [(Code::IdleAction, _)]), "{reported:?}");
    }
}

#[test]
fn an_overlay_is_read_by_its_version() {
    let document = json!({"a": 1});
    let of = |version: &str| {
        let text = format!("overlay: {version}\nactions:\n- target: $\n  update: {{b: 1}}\n");
        edited("versions", &document, &[("fix.yaml", &text)], &["fix.yaml"], &[])
    };
    for version in ["1.0.0", "'1.0'", "1.1.0", "1.1", "1.0", "1.1.0-rc1"] {
        let (after, reported) = of(version);
        assert_eq!((after, reported), (json!({"a": 1, "b": 1}), vec![]), "{version}");
    }
    for version in ["1.2.0", "2.0.0", "1.10.0", "[]", "''"] {
        let (after, reported) = of(version);
        assert_eq!(after, document);
        assert!(reported.len() == 1 && reported[0].0 == Code::Overlay, "{version}: {reported:?}");
    }
    for text in ["", "[1]", "a: 1", "overlay: 1.0.0", "paths: {}", "overlay: 1.0.0\nactions: {"] {
        let (after, reported) = edited("malformed", &document, &[("fix.yaml", text)], &["fix.yaml"], &[]);
        assert_eq!(after, document);
        assert!(matches!(reported.as_slice(), [(Code::Overlay | Code::Syntax, _)]), "{text}: {reported:?}");
    }
    let (_, reported) = edited("unread", &document, &[], &["none.yaml"], &["none.json"]);
    assert!(matches!(reported.as_slice(), [(Code::Unreadable, _), (Code::Unreadable, _)]), "{reported:?}");
}

#[test]
fn misspelt_keys_are_reported() {
    let (_, reported) =
        acted("misspelt", &json!({"a": {}}), &json!([{"target": "$.a", "updates": {"x": 1}, "x-note": 1}]));
    let messages: Vec<&str> = reported.iter().map(|(_, message)| message.as_str()).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].contains("\"updates\" is not a field here"), "{messages:?}");
}

/// The place in a text that a diagnostic about a value in an edited document points to.
#[test]
fn places_of_edited_documents_are_known() {
    let document = json!({"list": [{"n": 0}, {"n": 1}, {"n": 2}], "keep": {"x": 1}, "c": {}});
    let overlay = json!({"overlay": "1.1.0", "actions": [
        {"target": "$.list[0]", "remove": true},
        {"target": "$.list", "update": [{"n": 3}]},
        {"target": "$.keep", "update": {"y": {"z": 1}}},
        {"target": "$.c", "copy": "$.list[1]"},
    ]});
    let patch = json!([{"op": "add", "path": "/list/1", "value": {"n": 9}}, {"op": "move", "from": "/keep/x", "path": "/moved"}]);
    let (text, overlay, patch) = (document.to_string(), overlay.to_string(), patch.to_string());
    let folder = Folder::with("places", &[("api.json", &text), ("fix.json", &overlay), ("patch.json", &patch)]);
    let mut source = folder.source("api.json");
    let edits = Edits { overlays: folder.paths(&["fix.json"]), patches: folder.paths(&["patch.json"]) };
    let found = apply(&mut source, &edits);
    assert!(found.is_empty(), "{found:?}");
    let list: Vec<i64> = source.documents.main()["list"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|each| each["n"].as_i64())
        .collect();
    assert_eq!(list, [1, 9, 2, 3]);
    let provenance = source.documents.provenance();
    for (place, file, written) in [
        ("/list/0/n", "", "/list/1/n"),
        ("/list/1/n", "patch.json", "/0/value/n"),
        ("/list/2/n", "", "/list/2/n"),
        ("/list/3/n", "fix.json", "/actions/1/update/0/n"),
        ("/keep/y/z", "fix.json", "/actions/2/update/y/z"),
        ("/c/n", "", "/list/2/n"),
        ("/moved", "", "/keep/x"),
    ] {
        let found = provenance.written(&Pointer::from_escaped(place));
        assert_eq!(found.text(), written, "{place}");
        assert!(found.document().ends_with(file) && found.document().is_empty() == file.is_empty(), "{found}");
    }
}

#[test]
fn large_integers_keep_their_digits() {
    let document = r#"{"a": [1, 18446744073709551616, 36893488147419103232], "b": 55340232221128654848}"#;
    let overlay = r#"{"overlay": "1.1.0", "actions": [{"target": "$.a[0]", "remove": true}, {"target": "$", "update": {"b": 73786976294838206464}},
        {"target": "$.a", "update": 92233720368547758080}]}"#;
    let folder = Folder::with("digits", &[("api.json", document), ("fix.json", overlay)]);
    let mut source = folder.source("api.json");
    let found = apply(&mut source, &Edits { overlays: folder.paths(&["fix.json"]), patches: Vec::new() });
    assert!(found.is_empty(), "{found:?}");
    let text = effective(&source.documents);
    let plain: String = text.chars().filter(|each| !each.is_whitespace()).collect();
    assert_eq!(
        plain,
        r#"{"a":[18446744073709551616,36893488147419103232,92233720368547758080],"b":73786976294838206464}"#
    );
}

#[test]
fn an_overlay_extends_the_document_that_it_names() {
    let files = [
        ("api.yaml", "a: {$ref: 'models/pet.yaml#/Pet'}"),
        ("models/pet.yaml", "Pet: {type: object}"),
        ("fix/pet.yaml", "overlay: 1.0.0\nextends: ../models/pet.yaml\nactions: [{target: $.Pet, update: {x: 1}}]"),
        ("fix/main.yaml", "overlay: 1.0.0\nextends: ../api.yaml\nactions: [{target: $.a, update: {y: 1}}]"),
        (
            "fix/url.yaml",
            "overlay: 1.0.0\nextends: https://x.example/api.yaml\nactions: [{target: $.a, update: {z: 1}}]",
        ),
        ("fix/none.yaml", "overlay: 1.0.0\nextends: ../none.yaml\nactions: [{target: $.a, update: {v: 1}}]"),
    ];
    let folder = Folder::with("extends", &files);
    let mut source = folder.source("api.yaml");
    let overlays = folder.paths(&["fix/pet.yaml", "fix/main.yaml", "fix/url.yaml", "fix/none.yaml"]);
    let found = apply(&mut source, &Edits { overlays, patches: Vec::new() });
    assert_eq!(found.iter().map(|each| each.code).collect::<Vec<_>>(), [Code::Tolerated], "{found:?}");
    let main = json!({"a": {"$ref": "models/pet.yaml#/Pet", "y": 1, "z": 1, "v": 1}});
    assert_eq!(source.documents.main(), &main);
    assert_eq!(source.documents.get("models/pet.yaml"), Some(&json!({"Pet": {"type": "object", "x": 1}})));
}
