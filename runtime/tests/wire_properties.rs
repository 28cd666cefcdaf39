//! Properties of the decoder and the encoder for arbitrary texts and values.

#![deny(warnings)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![cfg(feature = "serde")]

mod wire_types;

use std::collections::BTreeMap;

use bindery_runtime::{Extra, Json, Patch, Secret, decode, decode_slice, encode, object};
use proptest::prelude::*;
use serde::de::IgnoredAny;
use wire_types::LogStream;

/// JSON, partly with white space and unusual spellings.
fn json() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        any::<i64>().prop_map(|value| value.to_string()),
        any::<f64>().prop_filter("JSON", |value| value.is_finite()).prop_map(|value| format!("{value:e}")),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?",
        any::<String>().prop_map(|value| encode(&value)),
        "\"([a-z é😀]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*\"",
    ];
    scalar.prop_recursive(6, 64, 8, |inner| {
        let key = prop_oneof![
            "type|sink|name|filters|id|status".prop_map(|key| encode(&key)),
            any::<String>().prop_map(|key| encode(&key))
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(|values| format!("[ {} ]", values.join(" ,\n"))),
            prop::collection::vec((key, inner), 0..8).prop_map(|members| {
                let members: Vec<_> = members.into_iter().map(|(key, value)| format!("{key} :\t{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

/// JSON with one change, after which it is often invalid.
fn mutated() -> impl Strategy<Value = String> {
    let insertion = prop_oneof![
        "[\\[\\]{}:,\"\\\\0-9eE+.\\-tfnu \\x00-\\x1f]{0,3}",
        Just("\u{a0}".to_owned()),
        Just("\u{feff}".to_owned()),
    ];
    (json(), any::<prop::sample::Index>(), 0..4_usize, insertion).prop_map(|(text, at, cut, insertion)| {
        let characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len() + 1);
        let after = characters.iter().skip(at + cut);
        characters[..at].iter().copied().chain(insertion.chars()).chain(after.copied()).collect()
    })
}

#[derive(Clone)]
struct Mixed {
    integer: i64,
    unsigned: Option<u64>,
    float: Option<f64>,
    narrow: Option<i16>,
    text: String,
    secret: Option<Secret>,
    patch: Patch<String>,
    list: Vec<Option<i64>>,
    map: BTreeMap<String, bool>,
    tuple: Option<(i64, String)>,
    extra: Extra,
}
object! {
    Mixed {
        "integer" => integer: required,
        "unsigned" => unsigned: optional,
        "float" => float: optional,
        "narrow" => narrow: nullable,
        "text \"x\"" => text: required,
        "secret" => secret: optional,
        "patch" => patch: optional,
        "list" => list: required,
        "map" => map: required,
        "tuple" => tuple: optional,
        "kind" = const "mixed",
    } rest extra
}

prop_compose! {
    fn mixed()(
        (integer, unsigned, narrow) in any::<(i64, Option<u64>, Option<i16>)>(),
        float in prop::option::of(any::<f64>().prop_filter("JSON", |value| value.is_finite())),
        (text, secret, tuple) in any::<(String, Option<String>, Option<(i64, String)>)>(),
        patch in prop_oneof![Just(Patch::Absent), Just(Patch::Null), any::<String>().prop_map(Patch::Value)],
        list in any::<Vec<Option<i64>>>(),
        map in any::<BTreeMap<String, bool>>(),
        extra in prop::collection::btree_map("x[a-z\\\\\"]{0,4}", json(), 0..3),
    ) -> Mixed {
        let extra = extra.into_iter().map(|(key, value)| (key, Json::parse(&value).unwrap())).collect();
        Mixed { integer, unsigned, float, narrow, text, secret: secret.map(Secret::from), patch, list, map, tuple, extra }
    }
}

/// The order of the members of an object, and the white space before a member, after its key, after the colon and after its value.
#[derive(Clone, Debug)]
struct Layout {
    order: Vec<u8>,
    space: [&'static str; 4],
}

fn layout() -> impl Strategy<Value = Layout> {
    let space = || prop_oneof![4 => Just(""), 2 => Just(" "), 1 => Just("\n    "), 1 => Just("\t\r\n ")];
    // The first order is that of the table.
    let order = prop_oneof![Just(vec![0; 24]), prop::collection::vec(any::<u8>(), 24)];
    (order, [space(), space(), space(), space()]).prop_map(|(order, space)| Layout { order, space })
}

impl Layout {
    fn write(&self, value: &Mixed) -> String {
        let json = Json::of(value);
        let keys: BTreeMap<String, IgnoredAny> = serde_json::from_str(json.text()).unwrap();
        let place = |key: &str| json.text().find(&encode(&key.to_owned()));
        let mut keys: Vec<&String> = keys.keys().collect();
        keys.sort_by_key(|key| place(key));
        let mut keys: Vec<_> = keys.into_iter().zip(self.order.iter().cycle()).collect();
        keys.sort_by_key(|(_, place)| **place);
        let [first, second, third, fourth] = self.space;
        let members: Vec<String> = keys
            .into_iter()
            .map(|(key, _)| format!("{first}{}{second}:{third}{}{fourth}", encode(key), json.get(key).unwrap().text()))
            .collect();
        format!("{{{}}}", members.join(","))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Accepts exactly the texts that `serde_json` accepts.
    #[test]
    fn accepts_what_serde_json_accepts(text in prop_oneof![json(), mutated(), any::<String>(), "[\\[\\]{}:,\"\\\\0-9eE+.tfn-]{0,12}"]) {
        let expected = serde_json::from_str::<IgnoredAny>(&text).is_ok();
        prop_assert_eq!(Json::parse(&text).is_ok(), expected, "{}", text);
        prop_assert_eq!(decode_slice::<Json>(text.as_bytes()).is_ok(), expected);
        if expected {
            let json = Json::parse(&text).unwrap();
            prop_assert_eq!(json.text(), text.trim_matches([' ', '\n', '\t', '\r']));
        }
    }

    /// Decodes the same scalars as `serde_json`.
    #[test]
    fn strings_and_numbers_are_decoded_as_by_serde_json(text in prop_oneof![json(), mutated()]) {
        prop_assert_eq!(decode::<String>(&text).ok(), serde_json::from_str::<String>(&text).ok());
        prop_assert_eq!(decode::<bool>(&text).ok(), serde_json::from_str::<bool>(&text).ok());
        prop_assert_eq!(decode::<Vec<String>>(&text).ok(), serde_json::from_str::<Vec<String>>(&text).ok());
        prop_assert_eq!(
            decode::<Option<BTreeMap<String, String>>>(&text).ok(),
            serde_json::from_str::<Option<BTreeMap<String, String>>>(&text).ok()
        );
        if let Ok(value) = serde_json::from_str::<i64>(&text) {
            prop_assert_eq!(decode::<i64>(&text).ok(), Some(value));
        }
        // Without its feature `float_roundtrip`, `serde_json` rounds differently.
        let parsed = serde_json::from_str::<f64>(&text).is_ok().then(|| text.trim().parse::<f64>().unwrap());
        prop_assert_eq!(decode::<f64>(&text).ok(), parsed);
    }

    /// The fast paths for numbers give the same results as the standard library.
    #[test]
    fn numbers_are_decoded_as_by_the_standard_library(
        integer in "-?(0|[1-9][0-9]{0,24})",
        decimal in "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?",
        plain in "-?(0|[1-9][0-9]{0,8})(\\.[0-9]{1,8})?",
    ) {
        prop_assert_eq!(decode::<i64>(&integer).ok(), integer.parse().ok(), "{}", integer);
        prop_assert_eq!(decode::<i32>(&integer).ok(), integer.parse().ok(), "{}", integer);
        // A negative zero is accepted, although Rust's unsigned types refuse the sign.
        let unsigned = if integer == "-0" { "0" } else { &integer };
        prop_assert_eq!(decode::<u64>(&integer).ok(), unsigned.parse().ok(), "{}", integer);
        prop_assert_eq!(decode::<u8>(&integer).ok(), unsigned.parse().ok(), "{}", integer);
        for text in [integer, decimal, plain] {
            let expected = text.parse::<f64>().ok().filter(|value| value.is_finite());
            prop_assert_eq!(decode::<f64>(&text).ok().map(f64::to_bits), expected.map(f64::to_bits), "{}", text);
        }
    }

    /// White space is allowed between all tokens, in any length.
    #[test]
    fn white_space_is_ignored(text in json(), space in "[ \n\r\t]{0,40}") {
        let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let indented = serde_json::to_string_pretty(&value).unwrap().replace("  ", &space);
        prop_assert_eq!(Json::parse(&indented).is_ok(), serde_json::from_str::<IgnoredAny>(&indented).is_ok());
        let spaced = format!("{space}{value}{space}");
        prop_assert_eq!(Json::parse(&spaced).unwrap(), Json::from(value));
    }

    /// The search for a tag skips what precedes it quickly, but does not hide invalid JSON there.
    #[test]
    fn the_search_for_a_tag_does_not_hide_errors(
        before in prop_oneof![json(), mutated()],
        after in prop_oneof![json(), mutated()],
        tag in "type|\\\\u0074ype|kind",
    ) {
        let text = format!(r#"{{"a":{before},"{tag}":"http","sink":{after}}}"#);
        let expected = serde_json::from_str::<IgnoredAny>(&text);
        let actual = decode::<LogStream>(&text);
        prop_assert_eq!(actual.is_ok(), expected.is_ok(), "{}", text);
        let alone = Json::parse(&text);
        if let (Err(actual), Err(alone)) = (actual, alone) {
            prop_assert_eq!(actual.offset(), alone.offset(), "{}", text);
        }
    }

    #[test]
    fn encoded_values_decode_to_the_same_value(value in mixed()) {
        let text = encode(&value);
        prop_assert!(serde_json::from_str::<IgnoredAny>(&text).is_ok(), "{}", text);
        let decoded: Mixed = decode(&text).unwrap();
        prop_assert!(decoded == value, "{}", text);
        prop_assert_eq!(encode(&decoded), text);
    }

    /// Each object of a list may have its own layout, although the decoder predicts the layout from the objects before.
    #[test]
    fn the_layout_of_an_object_has_no_effect(objects in prop::collection::vec((mixed(), layout()), 1..3)) {
        let texts: Vec<String> = objects.iter().map(|(value, layout)| layout.write(value)).collect();
        let text = format!("[{}]", texts.join(","));
        let decoded: Vec<Mixed> = decode(&text).unwrap();
        prop_assert!(decoded.iter().eq(objects.iter().map(|(value, _)| value)), "{}", text);
    }

    #[test]
    fn serde_json_encodes_and_decodes_the_same(value in mixed()) {
        let text = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(Json::parse(&text).unwrap(), Json::of(&value));
        prop_assert!(serde_json::from_str::<Mixed>(&text).unwrap() == value);
    }

    /// A union holds any JSON without loss.
    #[test]
    fn unions_lose_nothing(text in json()) {
        let value: LogStream = decode(&text).unwrap();
        let again: LogStream = decode(&encode(&value)).unwrap();
        prop_assert!(value == again);
        let shown = format!("{value:?}");
        prop_assert!(!shown.is_empty());
    }

    /// White space and escapes have no effect on equality.
    #[test]
    fn json_is_compared_by_value(text in json(), other in json()) {
        let value = Json::parse(&text).unwrap();
        let respelled = serde_json::to_string(&value).unwrap();
        prop_assert!(Json::parse(&respelled).unwrap() == value, "{} {}", text, respelled);
        let [list, other] = [format!("[{text}]"), format!("[{other},{text}]")].map(|text| Json::parse(&text).unwrap());
        prop_assert!(list != other && list.index(0).unwrap() == value && other.index(1).unwrap() == value);
    }

    #[test]
    fn no_bytes_cause_a_panic(bytes in any::<Vec<u8>>(), text in mutated()) {
        for bytes in [&bytes, text.as_bytes()] {
            if let Err(error) = decode_slice::<Vec<LogStream>>(bytes) {
                prop_assert!(error.offset() <= bytes.len() && !error.to_string().is_empty());
            }
            let _ = decode_slice::<Mixed>(bytes);
            let _ = decode_slice::<LogStream>(bytes);
            let _ = decode_slice::<Json>(bytes);
        }
    }
}
