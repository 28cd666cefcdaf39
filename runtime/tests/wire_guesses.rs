//! The decoder guesses tags that come late. The result must be the same as if it looked for them.

#![deny(warnings)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use bindery_runtime::{Extra, Unmatched, decode, encode, object, union};
use proptest::prelude::*;

#[derive(Clone)]
struct Http {
    id: i64,
    name: Option<String>,
    sink: Option<Box<Stream>>,
    extra: Extra,
}
object! { Http { id: required, name: optional, "type" = const "http", sink: optional, } rest extra }

#[derive(Clone)]
struct Splunk {
    id: Option<i64>,
    name: String,
    extra: Extra,
}
object! { Splunk { name: required, id: optional, "type" = const "splunk", } rest extra }

/// The tag is optional.
#[derive(Clone)]
struct Loose {
    id: Option<i64>,
    kind: Option<bindery_runtime::Fixed>,
    extra: Extra,
}
object! { Loose { id: optional, "type" => kind: optional const "loose", } rest extra }

#[derive(Clone)]
enum Stream {
    Http(Http),
    Splunk(Splunk),
    Loose(Loose),
    Unknown(Unmatched),
}
union! {
    Stream { Http(Http), Splunk(Splunk), Loose(Loose) }
    tag ["type"] { "http" => Http, "splunk" => Splunk, "loose" => Loose }
    keys { ["id"] => Http }
}

fn tag() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        4 => Just("\"http\"".to_owned()),
        4 => Just("\"splunk\"".to_owned()),
        1 => Just("\"loose\"".to_owned()),
        1 => Just("\"h\\u0074tp\"".to_owned()),
        1 => Just("\"other\"".to_owned()),
        1 => Just("null".to_owned()),
        1 => Just("5".to_owned()),
    ];
    (value, "\"type\":|\"type\": |\"type\" :|\"\\\\u0074ype\":").prop_map(|(value, key)| format!("{key}{value}"))
}

/// An object with its members in any order, some of which look like a tag.
fn stream() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("\"id\":1".to_owned()),
        Just("\"id\":\"one\"".to_owned()),
        Just("\"name\":\"some text\"".to_owned()),
        Just("\"name\":\"\\\"type\\\":\\\"http\\\"\"".to_owned()),
        Just("\"note\":[1,2,{}]".to_owned()),
        Just(format!("\"note\":\"{}\"", "x".repeat(300))),
    ];
    let members = (prop::collection::vec(leaf, 0..6), prop::collection::vec(tag(), 0..3)).boxed();
    let object = members.clone().prop_flat_map(|(leaves, tags)| {
        Just([leaves, tags].concat()).prop_shuffle().prop_map(|members| format!("{{{}}}", members.join(",")))
    });
    object.prop_recursive(3, 12, 3, move |inside| {
        (members.clone(), inside, "sink|note").prop_flat_map(|((leaves, tags), inside, key)| {
            let members = [leaves, tags, vec![format!("\"{key}\":{inside}")]].concat();
            Just(members).prop_shuffle().prop_map(|members| format!("{{{}}}", members.join(",")))
        })
    })
}

/// Values whose tag is last, so that others are guessed after them.
fn streams() -> impl Strategy<Value = Vec<String>> {
    let late = prop_oneof![
        Just(r#"{"id":1,"name":"a","note":1,"type":"http"}"#.to_owned()),
        Just(r#"{"id":1,"name":"a","note":1,"type":"splunk"}"#.to_owned()),
    ];
    prop::collection::vec(prop_oneof![late, stream()], 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn guesses_do_not_change_the_result(streams in streams()) {
        let together: Vec<Stream> = decode(&format!("[{}]", streams.join(","))).unwrap();
        prop_assert_eq!(together.len(), streams.len());
        for (stream, text) in together.iter().zip(&streams) {
            // The decoder looks for the tag of the first value of a text, so that nothing is guessed here.
            let alone: Stream = decode(text).unwrap();
            prop_assert_eq!(format!("{stream:?}"), format!("{alone:?}"), "{}", text);
            prop_assert_eq!(encode(stream), encode(&alone), "{}", text);
        }
    }

    /// A guess does not hide invalid JSON.
    #[test]
    fn guesses_do_not_hide_errors(streams in streams(), at in any::<prop::sample::Index>(), other in "[\\[\\]{}:,\"\\\\0-9 ]{0,2}") {
        let text = format!("[{}]", streams.join(","));
        let at = 1 + at.index(text.len() - 1);
        if text.is_char_boundary(at + 1) {
            let damaged = format!("{}{other}{}", &text[..at], &text[at + 1..]);
            let expected = bindery_runtime::Json::parse(&damaged).map_err(|error| error.offset());
            let actual = decode::<Vec<Stream>>(&damaged).map_err(|error| error.offset());
            prop_assert_eq!(actual.is_ok(), expected.is_ok(), "{}", damaged);
            if let (Err(actual), Err(expected)) = (actual, expected) {
                prop_assert_eq!(actual, expected, "{}", damaged);
            }
        }
    }
}

#[test]
fn right_and_wrong_guesses_give_the_right_variant() {
    let late = r#"{"id":1,"name":"a","note":1,"type":"http"}"#;
    let misleading = r#"{"id":1,"name":"b","note":{"type":"http"},"type":"splunk"}"#;
    let streams: Vec<Stream> = decode(&format!("[{late},{late},{misleading},{late}]")).unwrap();
    assert!(matches!(&streams[..], [Stream::Http(_), Stream::Http(_), Stream::Splunk(_), Stream::Http(_)]));
}

#[test]
fn the_last_tag_applies_if_the_variant_of_the_first_one_does_not_decode() {
    let late = r#"{"id":1,"name":"a","note":1,"type":"http"}"#;
    // The inner tag is guessed in one of the two texts only.
    let inside = r#"{"sink":{"name":"a","name":"b"},"id":"one","type":"http","type":"loose"}"#;
    let text = format!(r#"{{"type":"http","sink":{inside},"id":1}}"#);
    let together: Vec<Stream> = decode(&format!("[{late},{text}]")).unwrap();
    for stream in [&together[1], &decode(&text).unwrap()] {
        let Stream::Http(http) = stream else { panic!("{stream:?}") };
        assert!(matches!(http.sink.as_deref(), Some(Stream::Loose(_))), "{http:?}");
    }
}
