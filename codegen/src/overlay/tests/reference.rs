//! Patches have the same results as with the library `json-patch`.

use super::*;
use crate::source::Provenance;
use proptest::prelude::*;

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![Just(json!(null)), (0..3).prop_map(|n| json!(n)), "[ab]".prop_map(Value::from)];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec(("[ab/~]", inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn object() -> impl Strategy<Value = Value> {
    proptest::collection::vec(("[ab/~]", value()), 0..4)
        .prop_map(|members| Value::Object(members.into_iter().collect()))
}

fn path() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![Just("a"), Just("b"), Just("~0"), Just("~1"), Just("0"), Just("1"), Just("-"), Just("01")],
        0..4,
    )
    .prop_map(|segments| segments.iter().map(|segment| format!("/{segment}")).collect())
}

fn operation() -> impl Strategy<Value = Value> {
    (0..6_usize, path(), path(), value()).prop_map(|(op, path, from, value)| {
        // The reference cannot move the root, not even to itself.
        let from = if op == 3 && from.is_empty() { "/a".to_owned() } else { from };
        // It panics when it undoes a move to the root.
        let path = if op == 3 && path.is_empty() { "/b".to_owned() } else { path };
        let op = ["add", "remove", "replace", "move", "copy", "test"][op];
        json!({"op": op, "path": path, "from": from, "value": value})
    })
}

fn run(document: &Value, change: impl FnOnce(&mut Editor)) -> (Value, bool) {
    let mut editor = Editor::new("", document.clone(), Provenance::default());
    change(&mut editor);
    let (root, _, found) = editor.finish();
    (root, !found.has_errors())
}

proptest! {
    #[test]
    fn a_json_patch_does_what_the_reference_does(document in value(), operations in proptest::collection::vec(operation(), 1..4)) {
        let mut expected = document.clone();
        let patch: json_patch::Patch = serde_json::from_value(Value::from(operations.clone())).expect("a patch");
        let applies = json_patch::patch(&mut expected, &patch).is_ok();
        let (found, applied) = run(&document, |editor| patch::apply(editor, &Pointer::root(), &operations));
        prop_assert_eq!(applied, applies, "{:?}", operations);
        if applies {
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_merge_patch_does_what_the_reference_does(document in object(), patch in object()) {
        let mut expected = document.clone();
        json_patch::merge(&mut expected, &patch);
        let members = patch.as_object().expect("an object");
        let (found, _) = run(&document, |editor| merge_patch::apply(editor, &Pointer::root(), members));
        prop_assert_eq!(found, expected);
    }
}
