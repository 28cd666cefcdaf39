//! No text exhausts the stack or the memory.

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

/// Runs in a stack of the size that async runtimes give their threads.
fn in_a_small_stack(test: fn()) {
    std::thread::Builder::new().stack_size(2 << 20).spawn(test).unwrap().join().unwrap();
}

#[test]
fn the_limit_is_the_limit() {
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
bindery_runtime::object! { Chain { "next" => next: optional } rest extra }

#[test]
fn recursive_types_go_to_the_limit_and_no_further() {
    in_a_small_stack(|| {
        let chain = |depth| format!("{}{{}}{}", r#"{"next":"#.repeat(depth), "}".repeat(depth));
        let value: Chain = decode(&chain(MAX_DEPTH - 1)).unwrap();
        assert_eq!(encode(&value), chain(MAX_DEPTH - 1));
        assert!(value == value.clone() && !format!("{value:?}").is_empty());
        assert!(value.extra.is_empty() && value.next.is_some());
        too_deep::<Chain>(&chain(MAX_DEPTH));
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
fn long_texts_decode_or_fail() {
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
