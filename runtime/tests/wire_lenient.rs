//! Values that do not match the type of an optional property: what is left out, what is kept, and what remains an error.

#![deny(warnings)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(missing_docs, unreachable_pub, reason = "types written as for a crate of their own")]

use std::collections::BTreeMap;

use bindery_runtime::{
    Additional, Extra, Fixed, Json, Patch, Secret, Unmatched, closed_enum, decode, decode_strict, encode, object, union,
};
use proptest::prelude::*;

#[derive(Clone)]
pub struct Message {
    pub id: i64,
    pub price: Option<f64>,
    pub note: Patch<String>,
    pub level: Option<Level>,
    pub tags: Option<Vec<String>>,
    pub grid: Option<BTreeMap<String, Vec<i64>>>,
    pub owner: Option<Box<Owner>>,
    pub owners: Option<Vec<Owner>>,
    pub shape: Option<Shape>,
    pub version: Option<Fixed>,
    pub token: Option<Secret>,
    pub state: Option<String>,
    pub extra: Extra,
}
object! {
    Message {
        "id" => id: required,
        "price" => price: optional,
        "note" => note: optional,
        "level" => level: optional,
        "tags" => tags: optional,
        "grid" => grid: optional,
        "owner" => owner: optional,
        "owners" => owners: optional,
        "shape" => shape: optional,
        "version" => version: optional const "2",
        "token" => token: optional,
        "state" => state: nullable,
        "kind" = const "message",
    } rest extra
}

#[derive(Clone)]
pub struct Owner {
    pub name: String,
    pub age: Option<i64>,
    pub extra: Extra,
}
object! { Owner { name: required, age: optional, } rest extra }

#[derive(Clone)]
pub struct Scores {
    pub best: Option<i64>,
    pub extra: Additional<i64>,
}
object! { Scores { best: optional, } rest extra expected }

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Low,
    High,
}
closed_enum! { Level { Low = "low", High = "high" } }

#[derive(Clone)]
pub struct Circle {
    pub radius: f64,
    pub label: Option<String>,
    pub extra: Extra,
}
object! { Circle { "type" = const "circle", "radius" => radius: required, "label" => label: optional, } rest extra }

#[derive(Clone)]
pub struct Square {
    pub side: Option<f64>,
    pub label: Option<String>,
    pub extra: Extra,
}
object! { Square { side: optional, label: optional, } rest extra }

#[derive(Clone)]
pub struct Tile {
    pub label: Option<String>,
    pub color: Option<String>,
    pub extra: Extra,
}
object! { Tile { label: optional, color: optional, } rest extra }

#[derive(Clone)]
pub enum Shape {
    Circle(Circle),
    Square(Square),
    Tile(Tile),
    Unknown(Unmatched),
}
union! {
    Shape { Circle(Circle), Square(Square), Tile(Tile) }
    tag ["type"] { "circle" => Circle }
    trial { Square, Tile }
}

fn with(member: &str) -> String {
    format!(r#"{{"id":1,{member},"kind":"message"}}"#)
}

/// Decodes a message with a member that only lenient decoding accepts, and checks that it is written back.
fn lenient(member: &str) -> Message {
    let text = with(member);
    decode_strict::<Message>(&text).err().unwrap_or_else(|| panic!("{text} is not wrong"));
    let message: Message = decode(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let back: BTreeMap<String, Json> = decode(&encode(&message)).unwrap();
    let sent: BTreeMap<String, Json> = decode(&text).unwrap();
    assert_eq!(back, sent);
    message
}

#[test]
fn a_mismatched_value_is_kept_and_written_back() {
    for (name, value) in [
        ("price", r#""-0.0050""#),
        ("price", "1e999"),
        ("note", "5"),
        ("level", r#""medium""#),
        ("tags", r#"["a",5,"b"]"#),
        ("tags", r#"{"a":[]}"#),
        ("grid", r#"{"a":[1],"b":[1,null]}"#),
        ("grid", "[]"),
        ("owner", r#""anna""#),
        ("owner", "[]"),
        ("owners", r#"[{"name":"a"},false]"#),
        ("token", "[1.50]"),
    ] {
        let message = lenient(&format!("{name:?}:{value}"));
        assert_eq!(message.extra.kept(name).unwrap().text(), value);
        assert_eq!(message.extra.len(), 1);
        assert!(!message.extra.came_null(name));
        let (is_price, is_list) = (message.price.is_none(), message.tags.is_none() && message.grid.is_none());
        assert!(is_price && is_list && message.owner.is_none() && message.owners.is_none() && message.level.is_none());
        assert!(message.note == Patch::Absent && message.token.is_none());
    }
}

#[test]
fn the_innermost_optional_property_is_left_out() {
    let message = lenient(r#""owner":{"name":"a","age":"9"},"price":2"#);
    let owner = message.owner.unwrap();
    assert_eq!((owner.name.as_str(), owner.age, owner.extra.kept("age").unwrap().text()), ("a", None, r#""9""#));
    assert_eq!((message.price, message.extra.len()), (Some(2.0), 0));
    // A mismatch in a required property is an error, even within an optional one.
    for (member, path) in [
        (r#""owner":{"name":5}"#, "$.owner.name"),
        (r#""owner":{"name":null}"#, "$.owner.name"),
        (r#""owner":{}"#, "$.owner.name"),
        (r#""owners":[{"name":"a"},{}]"#, "$.owners[1].name"),
        (r#""state":5"#, "$.state"),
    ] {
        let lenient = decode::<Message>(&with(member)).unwrap_err();
        assert_eq!((lenient.path().as_str(), &lenient), (path, &decode_strict::<Message>(&with(member)).unwrap_err()));
    }
    assert_eq!(decode::<Vec<Message>>("[5]").unwrap_err().path(), "$[0]");
    assert_eq!(decode::<Vec<Owner>>(r#"[{"name":"a"},[]]"#).unwrap_err().path(), "$[1]");
    assert_eq!(decode::<BTreeMap<String, i64>>(r#"{"a":"1"}"#).unwrap_err().path(), "$.a");
    assert_eq!(decode::<Scores>(r#"{"anna":"1"}"#).unwrap_err().path(), "$.anna");
}

#[test]
fn invalid_json_remains_an_error() {
    for text in [r#"{"id":1,"tags":[5,}"#, r#"{"id":1,"price":"1"#, r#"{"id":1,"price":tru,"kind":"message"}"#] {
        assert!(decode::<Message>(text).is_err(), "{text}");
    }
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert!(decode::<Message>(&with(&format!("\"price\":{deep}"))).is_err());
}

#[test]
fn a_value_that_is_set_replaces_the_kept_one() {
    let mut message = lenient(r#""price":"1.50","note":7,"version":"3""#);
    message.price = Some(2.5);
    message.note = Patch::Null;
    let text = encode(&message);
    assert_eq!(text, r#"{"id":1,"price":2.5,"note":null,"version":"3","kind":"message"}"#);
    message.price = None;
    assert!(encode(&message).contains(r#""price":"1.50""#));
    assert_eq!(message.extra.remove("price"), Some(Json::from("1.50")));
    assert!(!encode(&message).contains("price") && message.extra.kept("price").is_none());
    // A value that is inserted takes precedence over the field.
    message.price = Some(2.5);
    message.extra.insert("price", "free");
    assert!(encode(&message).contains(r#""price":"free""#) && message.extra.kept("price").is_none());
}

#[test]
fn typed_additional_properties_keep_mismatched_values_separately() {
    let text = r#"{"best":"7","anna":3}"#;
    let mut scores: Scores = decode(text).unwrap();
    assert_eq!((scores.best, scores.extra.kept("best")), (None, Some(&Json::from("7"))));
    assert_eq!((scores.extra.len(), encode(&scores)), (1, text.to_owned()));
    scores.best = Some(8);
    assert_eq!(encode(&scores), r#"{"best":8,"anna":3}"#);
    scores.best = None;
    scores.extra.remove("best");
    assert_eq!(encode(&scores), r#"{"anna":3}"#);
}

#[test]
fn the_last_one_of_two_properties_with_one_name_applies() {
    let message: Message = decode(&with(r#""price":"1","price":2"#)).unwrap();
    assert!(message.price == Some(2.0) && message.extra.is_empty());
    let message: Message = decode(&with(r#""price":1,"price":"2""#)).unwrap();
    assert_eq!((message.price, message.extra.kept("price")), (None, Some(&Json::from("2"))));
    let message: Message = decode(&with(r#""price":"1","price":null"#)).unwrap();
    assert!(message.extra.came_null("price") && message.extra.kept("price").is_none());
    let message: Message = decode(&with(r#""tags":["a",1],"tags":["b"]"#)).unwrap();
    assert!(message.tags.unwrap() == ["b"] && message.extra.is_empty());
}

#[test]
fn a_tagged_variant_is_decoded_leniently() {
    let message: Message = decode(&with(r#""shape":{"type":"circle","radius":1,"label":5}"#)).unwrap();
    let Some(Shape::Circle(circle)) = &message.shape else { panic!("{message:?}") };
    assert_eq!((circle.radius, circle.extra.kept("label").unwrap().text()), (1.0, "5"));
    // Strict decoding matches no variant, and neither kind matches one without its required properties.
    let message: Message = decode_strict(&with(r#""shape":{"type":"circle","radius":1,"label":5}"#)).unwrap();
    assert!(matches!(message.shape, Some(Shape::Unknown(_))));
    let message: Message = decode(&with(r#""shape":{"type":"circle"}"#)).unwrap();
    assert!(matches!(message.shape, Some(Shape::Unknown(_))));
}

#[test]
fn a_trial_is_strict_at_first() {
    let shape = |text: &str| decode::<Shape>(text).unwrap();
    // The second variant matches strictly, the first one only leniently.
    let Shape::Tile(tile) = shape(r#"{"side":"x","label":"a","color":"red"}"#) else { panic!("not a tile") };
    assert!(tile.extra.kept("side").is_none() && tile.extra.get("side").is_some());
    // Neither variant matches strictly; the first one declares more of the properties.
    let Shape::Square(square) = shape(r#"{"side":1,"label":5}"#) else { panic!("not a square") };
    assert_eq!((square.side, square.extra.kept("label").unwrap().text()), (Some(1.0), "5"));
    // Both variants match equally well.
    assert!(matches!(shape(r#"{"label":5}"#), Shape::Unknown(_)));
    for text in [r#"{"side":1,"label":5}"#, r#"{"label":5}"#, r#"{"side":"x","label":"a","color":"red"}"#] {
        assert_eq!(Json::of(&shape(text)), Json::parse(text).unwrap());
    }
}

#[cfg(feature = "serde")]
#[test]
fn serde_decodes_by_the_same_rules() {
    let text = with(r#""price":"1.50","owner":{"name":"a","age":[ ]}"#);
    let message: Message = serde_json::from_str(&text).unwrap();
    assert_eq!(encode(&message), encode(&decode::<Message>(&text).unwrap()));
    assert_eq!(message.extra.kept("price"), Some(&Json::from("1.50")));
    assert!(serde_json::from_str::<Message>(&with(r#""owner":{}"#)).is_err());
    let written: serde_json::Value = serde_json::to_value(&message).unwrap();
    assert_eq!(written["price"], "1.50");
}

#[test]
fn debug_hides_kept_values() {
    let message: Message = decode(&with(r#""token":["hunter2"],"price":"hunter2""#)).unwrap();
    assert!(!format!("{message:?}").contains("hunter2"), "{message:?}");
    assert_ne!(message, decode(&with(r#""price":"hunter2""#)).unwrap());
    assert_eq!(message, message.clone());
}

/// A valid message.
fn document() -> serde_json::Value {
    serde_json::json!({
        "id": 1, "price": 0.5, "note": "n", "level": "low", "tags": ["a", "b"], "grid": {"a": [1, 2], "b": []},
        "owner": {"name": "a", "age": 5}, "owners": [{"name": "b"}, {"name": "c", "age": 6}],
        "shape": {"type": "circle", "radius": 1.5, "label": "l"}, "version": "2", "token": "t", "state": "s",
        "kind": "message", "more": {"x": [1]}
    })
}

/// Collects the JSON pointers of all values in a document.
fn places(value: &serde_json::Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        serde_json::Value::Object(members) => {
            members.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), all));
        }
        serde_json::Value::Array(elements) => {
            elements.iter().enumerate().for_each(|(index, value)| places(value, &format!("{at}/{index}"), all));
        }
        _ => {}
    }
}

fn damage() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        Just(serde_json::json!(null)),
        Just(serde_json::json!(true)),
        Just(serde_json::json!({})),
        Just(serde_json::json!([])),
        Just(serde_json::json!({"name": 5, "type": "circle", "radius": 2, "label": []})),
        Just(serde_json::json!([{"name": "x", "age": "y"}, 5])),
        (-1_000_000..1_000_000_i64).prop_map(serde_json::Value::from),
        "[a-z0-9.]{0,6}".prop_map(serde_json::Value::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// A damaged document is either written back as it came, or an error in strict decoding as well.
    #[test]
    fn nothing_is_lost(damages in prop::collection::vec((any::<prop::sample::Index>(), damage()), 1..4)) {
        let mut document = document();
        for (place, damage) in damages {
            let mut all = Vec::new();
            places(&document, "", &mut all);
            // The document as a whole is not replaced.
            let place = &all[place.index(all.len())];
            if place.is_empty() {
                continue;
            }
            *document.pointer_mut(place).unwrap() = damage;
        }
        let text = document.to_string();
        match (decode::<Message>(&text), decode_strict::<Message>(&text)) {
            (Ok(message), strict) => {
                let back: serde_json::Value = serde_json::from_str(&encode(&message)).unwrap();
                prop_assert_eq!(&back, &document, "{:?}", message);
                if let Ok(strict) = strict {
                    // The order may differ: only lenient decoding recognizes some variants.
                    prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&encode(&strict)).unwrap(), back);
                }
                // Decoding what is written back gives the same value.
                prop_assert_eq!(decode::<Message>(&encode(&message)).unwrap(), message);
            }
            (Err(lenient), Err(_)) => {
                prop_assert!(lenient.path() != "$.price", "{}", lenient);
            }
            (Err(lenient), Ok(_)) => prop_assert!(false, "{}", lenient),
        }
    }
}
