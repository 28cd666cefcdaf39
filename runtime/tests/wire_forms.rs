//! Properties whose strings, numbers and booleans arrive as another of these types.

#![deny(warnings)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(missing_docs, unreachable_pub, reason = "types written as for a crate of their own")]

use std::collections::BTreeMap;

use bindery_runtime::{
    Extra, Json, Number, Patch, Secret, Unrecognized, decode, decode_strict, encode, object, open_enum,
};
use proptest::prelude::*;

#[derive(Clone)]
pub struct Parcel {
    pub id: i64,
    pub price: Option<f64>,
    pub digits: Option<Number>,
    pub size: Option<u8>,
    pub note: Option<String>,
    pub code: Option<Secret>,
    pub is_sent: Option<bool>,
    pub flags: Option<BTreeMap<String, bool>>,
    pub level: Patch<Level>,
    pub grid: Option<Vec<Vec<i64>>>,
    pub weights: Vec<f64>,
    pub extra: Extra,
}
object! { Parcel {
    id: required_lenient,
    price: optional_lenient,
    digits: optional_lenient,
    size: optional_lenient,
    note: optional_lenient,
    code: optional_secret_lenient,
    "isSent" => is_sent: optional_lenient,
    flags: optional_lenient,
    level: optional_lenient,
    grid: optional_lenient,
    weights: required_lenient,
} rest extra }

#[derive(Clone)]
pub enum Level {
    Low,
    High,
    Unknown(Unrecognized),
}
open_enum! { Level { Low = json "1", High = json "2" } }

/// The properties, with those that are required.
fn text(properties: &str) -> String {
    match properties {
        "" => r#"{"id":1,"weights":[]}"#.to_owned(),
        _ => format!(r#"{{"id":1,{properties},"weights":[]}}"#),
    }
}

/// Decodes, checks that it is written back the same, and that strict decoding refuses it.
fn parcel(text: &str) -> Parcel {
    let parcel: Parcel = decode(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(encode(&parcel), text);
    assert!(decode_strict::<Parcel>(text).is_err(), "{text}");
    parcel
}

#[test]
fn a_scalar_of_another_type_is_read_and_keeps_its_form() {
    let kept = |parcel: &Parcel, name: &str| parcel.extra.kept(name).map(|json| json.text().to_owned());
    let read = parcel(&text(r#""price":"-0.0050""#));
    assert_eq!((read.price, kept(&read, "price").as_deref()), (Some(-0.005), Some(r#""-0.0050""#)));
    let read = parcel(&text(r#""digits":"12345678901234567890.10""#));
    assert_eq!(read.digits.unwrap().as_str(), "12345678901234567890.10");
    assert_eq!(parcel(&text(r#""size":"255""#)).size, Some(255));
    assert_eq!(parcel(&text(r#""note":12345678901234567890.10"#)).note.as_deref(), Some("12345678901234567890.10"));
    assert_eq!(parcel(&text(r#""note":false"#)).note.as_deref(), Some("false"));
    assert_eq!(parcel(&text(r#""code":4711"#)).code.unwrap().expose(), "4711");
    for (form, expected) in [("1", true), ("0", false), (r#""true""#, true), (r#""False""#, false), (r#""0""#, false)] {
        assert_eq!(parcel(&text(&format!(r#""isSent":{form}"#))).is_sent, Some(expected), "{form}");
    }
    let level = text(r#""level":"2""#);
    let read: Parcel = decode(&level).unwrap();
    assert!(matches!(read.level, Patch::Value(Level::High)) && encode(&read) == level);
    assert!(matches!(decode_strict::<Parcel>(&level).unwrap().level, Patch::Value(Level::Unknown(_))));
}

#[test]
fn required_properties_arrays_and_maps_are_read_the_same_way() {
    let read = parcel(r#"{"id":"7","weights":[1,"2.50",3.5]}"#);
    assert_eq!((read.id, read.weights), (7, vec![1.0, 2.5, 3.5]));
    let read = parcel(&text(r#""flags":{"a":1,"b":true,"c":"false"}"#));
    assert_eq!(read.flags.unwrap().into_values().collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(parcel(&text(r#""grid":[[1,"2"],[],["3"]]"#)).grid, Some(vec![vec![1, 2], vec![], vec![3]]));
}

#[test]
fn a_changed_property_is_written_as_it_is() {
    let mut read = parcel(&text(r#""price":"0.50""#));
    read.price = Some(0.5);
    assert_eq!(encode(&read), text(r#""price":"0.50""#), "the same value");
    read.price = Some(0.75);
    assert_eq!(encode(&read), text(r#""price":0.75"#));
    read.price = None;
    assert_eq!(encode(&read), text(""));
    read.price = Some(0.5);
    read.extra.remove("price");
    assert_eq!(encode(&read), text(r#""price":0.5"#));
    let mut list = parcel(r#"{"id":1,"weights":["1","2"]}"#);
    list.weights.push(3.0);
    assert_eq!(encode(&list), r#"{"id":1,"weights":[1,2,3]}"#);
}

#[test]
fn what_has_no_value_of_the_type_is_handled_as_before() {
    for form in [
        r#""price":"free""#,
        r#""price":"""#,
        r#""price":[1]"#,
        r#""size":"256""#,
        r#""isSent":2"#,
        r#""note":{}"#,
        r#""flags":{"a":3}"#,
    ] {
        let read = parcel(&text(form));
        assert_eq!(read.extra.len(), 1, "{form}");
        assert!(read.price.is_none() && read.size.is_none() && read.is_sent.is_none() && read.flags.is_none());
    }
    for (form, path) in [
        (r#"{"id":"x","weights":[]}"#, "$.id"),
        (r#"{"id":1,"weights":["1","x"]}"#, "$.weights[1]"),
        (r#"{"id":null,"weights":[]}"#, "$.id"),
    ] {
        assert_eq!(decode::<Parcel>(form).unwrap_err().path(), path);
    }
    // An unlisted value of an enum stays one.
    let read: Parcel = decode(&text(r#""level":"9""#)).unwrap();
    assert!(matches!(&read.level, Patch::Value(Level::Unknown(value)) if value.as_str() == "9"));
    assert_eq!(encode(&read), text(r#""level":"9""#));
}

#[test]
fn of_duplicates_only_the_last_one_counts() {
    let read: Parcel = decode(r#"{"id":"7","id":8,"price":"1","price":"2.0","weights":["1"],"weights":[2]}"#).unwrap();
    assert_eq!((read.id, read.price, &read.weights[..]), (8, Some(2.0), &[2.0][..]));
    assert_eq!(encode(&read), r#"{"id":8,"price":"2.0","weights":[2]}"#);
    assert_eq!(read.extra.get("price"), Some(&Json::from("2.0")));
}

/// A value and a form of it, each as JSON text.
fn forms() -> impl Strategy<Value = Vec<(&'static str, String, String)>> {
    let same = |text: String| (text.clone(), text);
    let number = prop_oneof![
        any::<i32>().prop_map(move |value| same(value.to_string())),
        any::<i32>().prop_map(|value| (value.to_string(), format!("\"{value}\""))),
        any::<i32>().prop_map(|value| (value.to_string(), format!("\"{value}.0\""))),
        any::<f64>().prop_filter("JSON", |value| value.is_finite()).prop_map(|value| {
            let text = Json::try_from(value).unwrap().text().to_owned();
            (text.clone(), format!("\"{text}\""))
        }),
    ];
    let text = prop_oneof![
        "[a-z ]{0,5}".prop_map(move |value| same(format!("{value:?}"))),
        any::<i64>().prop_map(|value| (format!("\"{value}\""), value.to_string())),
        any::<bool>().prop_map(|value| (format!("\"{value}\""), value.to_string())),
    ];
    let boolean = any::<(bool, u8)>().prop_map(|(value, form)| {
        let other = match form % 5 {
            0 => value.to_string(),
            1 => u8::from(value).to_string(),
            2 => format!("\"{}\"", u8::from(value)),
            3 => format!("\"{value}\""),
            _ => (if value { "\"True\"" } else { "\"False\"" }).to_owned(),
        };
        (value.to_string(), other)
    });
    let list = |values: Vec<(String, String)>| {
        let (exact, other): (Vec<_>, Vec<_>) = values.into_iter().unzip();
        (format!("[{}]", exact.join(",")), format!("[{}]", other.join(",")))
    };
    let map = |values: Vec<(String, String)>| {
        let entries = |side: fn(&(String, String)) -> &String| {
            let entries: Vec<_> =
                values.iter().enumerate().map(|(key, value)| format!("\"{key}\":{}", side(value))).collect();
            format!("{{{}}}", entries.join(","))
        };
        (entries(|(exact, _)| exact), entries(|(_, other)| other))
    };
    let flags = proptest::collection::vec(boolean.clone(), 0..4).prop_map(map);
    let weights = proptest::collection::vec(number.clone(), 0..5).prop_map(list);
    (number, text, boolean, flags, weights).prop_map(|(price, note, is_sent, flags, weights)| {
        let named = [("price", price), ("note", note), ("isSent", is_sent), ("flags", flags), ("weights", weights)];
        named.into_iter().map(|(name, (exact, other))| (name, exact, other)).collect()
    })
}

proptest! {
    #[test]
    fn any_form_has_the_value_and_is_written_back(properties in forms()) {
        let whole = |side: for<'a> fn(&'a (&'static str, String, String)) -> &'a String| {
            let members: Vec<_> = properties.iter().map(|each| format!("\"{}\":{}", each.0, side(each))).collect();
            format!("{{\"id\":1,{}}}", members.join(","))
        };
        let (exact, other) = (whole(|each| &each.1), whole(|each| &each.2));
        let expected: Parcel = decode(&exact).unwrap();
        let mut read: Parcel = decode(&other).unwrap();
        prop_assert_eq!(encode(&read), other.as_str());
        prop_assert_eq!(decode_strict::<Parcel>(&other).is_ok(), read.extra.is_empty());
        // The same holds through serde.
        prop_assert_eq!(serde_json::from_str::<Parcel>(&other).unwrap(), read.clone());
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), other);
        read.extra = Extra::new();
        prop_assert_eq!(read, expected);
    }
}
