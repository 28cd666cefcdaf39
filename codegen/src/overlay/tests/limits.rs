//! Bounds, and patches that cannot be applied.

use super::*;

#[test]
fn expressions_and_copies_are_bounded() {
    let document = json!({"a": (0..3000).map(|n| json!({"n": [n]})).collect::<Vec<_>>()});
    let doubling: Vec<Value> = (0..60)
        .map(|n| json!({"target": "$", "update": {format!("k{n}"): {}}}))
        .chain((0..60).map(|n| json!({"target": format!("$.k{n}"), "copy": "$"})))
        .collect();
    for (what, actions) in [
        ("queries in filters", json!([{"target": "$..*[?count($..*) > count($.a..n)]", "update": {"x": 1}}])),
        ("copies that double the document", Value::from(doubling)),
        (
            "nesting",
            Value::from(
                (0..200)
                    .map(|n| json!({"target": format!("$.a[0]{}", ".k".repeat(n)), "update": {"k": {}}}))
                    .collect::<Vec<_>>(),
            ),
        ),
    ] {
        let started = std::time::Instant::now();
        let (_, reported) = acted("bounded", &document, &actions);
        assert!(reported.iter().any(|(code, _)| *code == Code::TooLarge), "{what}: {:?}", reported.first());
        assert!(started.elapsed().as_secs() < 60, "{what}");
    }
    for target in [
        "$[?".to_owned() + &"(".repeat(50_000),
        "$".to_owned() + &"[?@".repeat(10_000),
        "$[?".to_owned() + &"!".repeat(50_000) + "@]",
    ] {
        let (_, reported) = acted("nested", &json!({}), &json!([{"target": target, "remove": true}]));
        assert!(matches!(reported.as_slice(), [(Code::Overlay, _)]), "{reported:?}");
    }
}

/// The rules of RFC 6902 and RFC 7396 that the reference implementation does not show: diagnostics and their places.
#[test]
fn what_a_patch_cannot_do_is_reported_at_its_place() {
    let document = json!({"a": {"b": 1, "list": [1, 2]}, "info": {"title": "x"}});
    let cases = [
        (json!([{"op": "remove", "path": "/a/bb"}]), Code::Overlay, "/0/path: there is no /a/bb"),
        (json!([{"op": "replace", "path": "/a/list/2", "value": 1}]), Code::Overlay, "/0/path: there is no /a/list/2"),
        (json!([{"op": "replace", "path": "/a/list/-", "value": 1}]), Code::Overlay, "/0/path: there is no /a/list/-"),
        (
            json!([{"op": "add", "path": "/a/list/4", "value": 1}]),
            Code::Overlay,
            "/0/path: nothing can be added at /a/list/4",
        ),
        (
            json!([{"op": "add", "path": "/a/b/c", "value": 1}]),
            Code::Overlay,
            "/0/path: nothing can be added at /a/b/c",
        ),
        (json!([{"op": "add", "path": "/x/y", "value": 1}]), Code::Overlay, "/0/path: there is no /x"),
        (json!([{"op": "test", "path": "/a/b", "value": 2}]), Code::Overlay, "/0/value: the test fails: /a/b is 1"),
        (
            json!([{"op": "move", "from": "/a", "path": "/a/b/c"}]),
            Code::Overlay,
            "/0/path: a value cannot be moved into itself",
        ),
        (json!([{"op": "remove", "path": ""}]), Code::Overlay, "/0/path: the root"),
        (json!([{"op": "add", "path": "a", "value": 1}]), Code::Overlay, "/0/path: \"a\" is not a JSON pointer"),
        (json!([{"op": "rmove", "path": "/a"}]), Code::Overlay, "/0/op: \"rmove\" is not an operation"),
        (json!([{"op": "add", "path": "/a"}]), Code::Overlay, "/0: the operation has no \"value\""),
        (json!([{"path": "/a"}]), Code::Overlay, "/0: the operation has no \"op\""),
        (json!([7]), Code::Overlay, "/0: the operation is a number"),
        (json!([{"op": "replace", "path": "/a/b", "value": 1}]), Code::IdleAction, "/0: the description already has"),
        (
            json!({"info": {"titel": null}}),
            Code::IdleAction,
            "/info/titel: null removes #/info/titel, which does not exist",
        ),
        (json!({"info": {"title": "x"}}), Code::IdleAction, "/info/title: #/info/title already has this value"),
        (json!("text"), Code::Overlay, ": the file is a string, not a patch"),
        (json!({"overlay": "1.0.0", "actions": []}), Code::Overlay, ": the file is an overlay, not a patch"),
    ];
    for (index, (patch, code, message)) in cases.into_iter().enumerate() {
        let text = patch.to_string();
        let (after, reported) = edited(&format!("patch-{index}"), &document, &[("p.json", &text)], &[], &["p.json"]);
        let [(found, said)] = reported.as_slice() else { panic!("{patch}: {reported:?}") };
        assert_eq!(*found, code, "{said}");
        assert!(said.starts_with(message), "{said}");
        assert_eq!(after, document, "{patch}");
    }
}
