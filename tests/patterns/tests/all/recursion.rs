//! Pattern 34: types that contain themselves, in every possible way.

use super::kept;
use bindery_patterns::recursion::types::*;

#[test]
fn types_can_recurse_through_properties_lists_maps_and_aliases() {
    let tree: Tree = kept(
        r#"{"name":"a","parent":{"name":"b"},"children":[{"name":"c","children":[]}],"byName":{"d":{"name":"e"}}}"#,
    );
    assert_eq!(tree.parent.unwrap().name, "b");
    assert_eq!(tree.by_name.unwrap()["d"].name, "e");
    let tree = Tree::new("a").parent(Tree::new("b"));
    assert_eq!(bindery_runtime::encode(&tree), r#"{"name":"a","parent":{"name":"b"}}"#);
}

#[test]
fn types_can_recurse_through_other_types() {
    let first: First = kept(r#"{"second":{"third":{"first":{"second":{}}}}}"#);
    assert!(first.second.unwrap().third.unwrap().first.unwrap().second.is_some());
}

#[test]
fn types_can_recurse_through_unions() {
    let value: Expression = kept(r#"{"left":1,"right":[2,{"left":3.5,"right":4}]}"#);
    assert!(matches!(value, Expression::Object(_)), "{value:?}");
    let filter: Filter = kept(r#"{"and":[{"is":"a"},{"and":[],"not":{"is":"b"}}]}"#);
    let Filter::And(and) = filter else { panic!("{filter:?}") };
    assert!(matches!(and.and[..], [Filter::Is(_), Filter::And(_)]));
}

#[test]
fn types_can_recurse_through_aliases_in_unions() {
    let shelf: Shelf = kept(
        r#"{"same":{"name":"a","parent":{"name":"b"}},"nested":["a",["b",["c",[]]]],"knot":{"loop":{"knot":{"loop":{"knot":"end"}}}}}"#,
    );
    let Some(Knot::Object(outer)) = shelf.knot else { panic!("{:?}", shelf.knot) };
    let Knot::Object(inner) = *outer.r#loop.knot else { panic!("no object") };
    assert!(matches!(&*inner.r#loop.knot, Knot::Text(text) if text == "end"));
    assert_eq!(shelf.same.unwrap().parent.unwrap().name, "b");
}

#[test]
fn types_can_recurse_through_all_of_and_arrays() {
    let value: Labelled = kept(r#"{"label":"a","inner":{"label":"b","inner":{}}}"#);
    assert_eq!(value.inner.unwrap().label.as_deref(), Some("b"));
    kept::<Pair>(r#"{"both":["a",{"both":["b",{}]}]}"#);
}
