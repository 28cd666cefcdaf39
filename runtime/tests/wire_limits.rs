//! No input exhausts the stack or the memory.

#![deny(warnings)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod wire_types;

use bindery_runtime::{DecodeErrorKind, Json, MAX_DEPTH, Wire, decode, encode};
use wire_types::LogStream;

fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

fn too_deep<T: Wire>(text: &str) {
    let error = decode::<T>(text).err().unwrap();
    assert_eq!(error.kind(), DecodeErrorKind::Depth, "{error}");
}

/// Runs a test with the stack size that async runtimes give their threads.
fn in_a_small_stack(test: fn()) {
    std::thread::Builder::new().stack_size(2 << 20).spawn(test).unwrap().join().unwrap();
}

#[test]
fn depth_is_limited_exactly() {
    let text = nested(MAX_DEPTH);
    assert_eq!(encode(&decode::<Json>(&text).unwrap()), text);
    too_deep::<Json>(&nested(MAX_DEPTH + 1));
}

#[test]
fn ten_thousand_levels_are_an_error_everywhere() {
    in_a_small_stack(|| {
        for deep in
            [nested(10_000), "[".repeat(10_000), format!("{}1{}", r#"{"a":"#.repeat(10_000), "}".repeat(10_000))]
        {
            too_deep::<Json>(&deep);
            too_deep::<LogStream>(&deep);
            too_deep::<Vec<LogStream>>(&format!("[{deep}]"));
            too_deep::<LogStream>(&format!(r#"{{"type":"http","new":{deep}}}"#));
            too_deep::<LogStream>(&format!(r#"{{"type":"http","sink":{{"httpEndpoint":"x","new":{deep}}}}}"#));
            too_deep::<LogStream>(&format!(r#"{{"new":{deep},"type":"http"}}"#));
            too_deep::<LogStream>(&format!(r#"{{"type":"newvendor","new":{deep}}}"#));
            too_deep::<wire_types::HttpLogStream>(&format!(r#"{{"type":{deep}}}"#));
        }
    });
}

#[derive(Clone)]
struct Chain {
    next: Option<Box<Chain>>,
    extra: bindery_runtime::Extra,
}
bindery_runtime::object! { Chain { "next" => next: optional, } rest extra }

#[test]
fn recursive_types_decode_up_to_the_limit() {
    in_a_small_stack(|| {
        let chain = |depth| format!("{}{{}}{}", r#"{"next":"#.repeat(depth), "}".repeat(depth));
        let value: Chain = decode(&chain(MAX_DEPTH - 1)).unwrap();
        assert_eq!(encode(&value), chain(MAX_DEPTH - 1));
        assert!(value == value.clone() && !format!("{value:?}").is_empty());
        assert!(value.extra.is_empty() && value.next.is_some());
        too_deep::<Chain>(&chain(MAX_DEPTH));
    });
}

/// A value that contains itself in every possible way, and whose variants are selected in every possible way.
#[derive(Clone)]
enum Tree {
    Tagged(Box<Tagged>),
    Tried(Box<Tried>),
    Other(Box<Other>),
    List(Vec<Tree>),
    Pair((i64, Box<Tree>)),
    Unknown(bindery_runtime::Unmatched),
}
bindery_runtime::union! {
    Tree { Tagged(Box<Tagged>), Tried(Box<Tried>), Other(Box<Other>), List(Vec<Tree>), Pair((i64, Box<Tree>)) }
    tag ["kind"] { "tagged" => Tagged }
    elements { List => List, Object => List, Integer => Pair }
    kinds { List => List }
    trial { Tried, Other }
}

#[derive(Clone)]
struct Tagged {
    inside: Option<Tree>,
    map: Option<std::collections::BTreeMap<String, Tree>>,
    extra: bindery_runtime::Extra,
}
bindery_runtime::object! {
    Tagged { "kind" = const "tagged", "inside" => inside: optional, "map" => map: optional, } rest extra
}

#[derive(Clone)]
struct Tried {
    nothing: bool,
    inside: bindery_runtime::Patch<Tree>,
    extra: bindery_runtime::Extra,
}
bindery_runtime::object! { Tried { "nothing" => nothing: required, "inside" => inside: optional, } rest extra }

#[derive(Clone)]
struct Other {
    something: bool,
    inside: bindery_runtime::Patch<Tree>,
    extra: bindery_runtime::Extra,
}
bindery_runtime::object! { Other { "something" => something: required, "inside" => inside: optional, } rest extra }

/// The texts before and after a tree that nest it, and the number of levels that they add.
const AROUND: [(&str, &str, usize); 6] = [
    (r#"{"kind":"tagged","inside":"#, "}", 1),
    (r#"{"kind":"tagged","map":{"a":"#, "}}", 2),
    (r#"{"nothing":true,"inside":"#, "}", 1),
    (r#"{"something":true,"inside":"#, "}", 1),
    ("[", "]", 1),
    ("[1,", "]", 1),
];

/// A tree with a number of levels, all of one sort or of all sorts in turn.
fn tree(levels: usize, sort: Option<usize>) -> String {
    let (mut before, mut after, mut left, mut next) = (String::new(), String::new(), levels - 1, 0);
    while left > 0 {
        // Only one level may be left for the innermost tree.
        let (open, close, taken) = match AROUND[sort.unwrap_or(next) % AROUND.len()] {
            (.., taken) if taken > left => AROUND[0],
            around => around,
        };
        before.push_str(open);
        after.insert_str(0, close);
        left -= taken;
        next += 1;
    }
    format!(r#"{before}{{"kind":"tagged"}}{after}"#)
}

#[test]
fn every_kind_of_nesting_decodes_up_to_the_limit() {
    in_a_small_stack(|| {
        for sort in (0..AROUND.len()).map(Some).chain([None]) {
            let text = tree(MAX_DEPTH, sort);
            let value: Tree = decode(&text).unwrap();
            assert_eq!(encode(&value), text);
            assert!(value == value.clone() && !format!("{value:?}").is_empty());
            too_deep::<Tree>(&tree(MAX_DEPTH + 1, sort));
        }
    });
}

#[test]
fn deep_json_values_can_be_compared() {
    in_a_small_stack(|| {
        let left = Json::parse(&format!("{}1{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH))).unwrap();
        let right = Json::parse(&format!("{}1.0{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH))).unwrap();
        assert_eq!(left, right);
    });
}

#[test]
fn long_texts_do_not_exhaust_the_memory() {
    let size = 200 << 20;
    let mut text = String::with_capacity(size + 16);
    text.push('"');
    text.extend(std::iter::repeat_n("0123456789abcdef", size / 16));
    assert!(decode::<Json>(&text).is_err());
    assert!(decode::<Vec<LogStream>>(&text).is_err());
    text.push('"');
    assert_eq!(decode::<String>(&text).unwrap().len(), size);
    assert!(matches!(decode::<LogStream>(&text).unwrap(), LogStream::Unknown(_)));
}
