//! The `Debug` output of values that the description does not list.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use bindery_runtime::{Extra, Unmatched, Unrecognized, decode, object, open_enum, union};

#[derive(Clone)]
enum State {
    On,
    Unknown(Unrecognized),
}
open_enum! { State { On = "on" } }

#[derive(Clone)]
struct Http {
    state: Option<State>,
    secret: Option<State>,
    extra: Extra,
}
object! { Http { "type" = const "http", state: optional, secret: optional_secret, } rest extra }

#[derive(Clone)]
enum Sink {
    Http(Http),
    Unknown(Unmatched),
}
union! { Sink { Http(Http) } tag ["type"] { "http" => Http } }

#[derive(Clone)]
enum Nested {
    Http(Http),
    Unknown(Unmatched),
}
union! { Nested { Http(Http) } tag ["meta", "type"] { "http" => Http } }

#[derive(Clone)]
enum Credential {
    Http(Http),
    Unknown(Unmatched),
}
union! { Credential { Http(Http) } tag ["token"] { "http" => Http } }

fn shown<T: bindery_runtime::Wire + std::fmt::Debug>(text: &str) -> String {
    format!("{:?}", decode::<T>(text).unwrap())
}

#[test]
fn the_tag_is_shown_and_no_other_value() {
    let kafka = r#"{"type":"kafka","url":"https://u:p@h","n":{"type":"x"}}"#;
    assert_eq!(shown::<Sink>(kafka), r#"Unknown({"type": "kafka", "url": string, "n": object})"#);
    assert_eq!(shown::<Sink>(r#"{"type":5}"#), r#"Unknown({"type": 5})"#);
    assert_eq!(shown::<Sink>(r#"{"type":["hunter2"]}"#), r#"Unknown({"type": array})"#);
    assert_eq!(shown::<Sink>("\"hunter2\""), "Unknown(string)");
    let long = shown::<Sink>(&format!(r#"{{"type":"{}"}}"#, "k".repeat(5000)));
    assert!(long.len() < 100, "{long}");
}

#[test]
fn a_tag_in_other_properties_is_shown_there() {
    let text = r#"{"meta":{"type":"kafka","at":"x"},"type":"y"}"#;
    assert_eq!(shown::<Nested>(text), r#"Unknown({"meta": {"type": "kafka", "at": string}, "type": string})"#);
}

#[test]
fn values_with_secret_names_are_redacted() {
    assert_eq!(shown::<Credential>(r#"{"token":"hunter2"}"#), r#"Unknown({"token": [redacted]})"#);
    let http = shown::<Sink>(r#"{"type":"http","state":"new","secret":"hunter2"}"#);
    assert_eq!(http, r#"Http(Http { type: "http", state: Unknown("new"), secret: Unknown([redacted]) })"#);
}

#[test]
fn listed_values_are_shown_as_they_are_written() {
    assert_eq!(shown::<Sink>(r#"{"type":"http","state":"on"}"#), r#"Http(Http { type: "http", state: "on" })"#);
    assert_eq!(State::VALUES.len(), 1);
}
