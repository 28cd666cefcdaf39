//! Patterns 24 to 26 and 35 to 39: numbers, strings, lists and maps.

use super::{keeps, kept};
use bindery_patterns::scalars::types::*;
use bindery_runtime::{Number, decode, decode_strict, encode};

#[test]
fn integers_have_the_width_of_their_bounds() {
    let numbers: Numbers = kept(
        r#"{"plain":9007199254740993,"counted":4294967296,"largest":18446744073709551615,"unsigned":18446744073709551615,"narrow":-2147483648,"byteSized":255,"bounded":7,"whole":9007199254740993}"#,
    );
    assert_eq!((numbers.plain, numbers.largest), (Some(9_007_199_254_740_993), Some(u64::MAX)));
    assert_eq!(kept::<Numbers>(r#"{"plain":2.0}"#).plain, Some(2));
    assert!(decode_strict::<Numbers>(r#"{"plain":2.5}"#).is_err());
}

#[test]
fn integers_beyond_64_bits_and_decimals_keep_their_digits() {
    let text = r#"{"beyond":36893488147419103232,"signedBeyond":-1,"decimal":1234567890123456789.10}"#;
    let numbers: Numbers = decode(text).unwrap();
    assert_eq!(encode(&numbers), text);
    assert_eq!(numbers.decimal.unwrap().as_str(), "1234567890123456789.10");
    assert_eq!(encode(&Numbers::new().decimal("0.10".parse::<Number>().unwrap())), r#"{"decimal":0.10}"#);
}

#[test]
fn amounts_are_not_rounded_to_32_bit_floats() {
    for amount in ["0.03", "0.1", "19.99", "1e-7", "123456789.01"] {
        let text = format!(r#"{{"money":{amount},"float":{amount},"text":"{amount}"}}"#);
        assert_eq!(encode(&kept::<Numbers>(&text)), text);
    }
}

#[test]
fn strings_of_any_format_round_trip_and_defaults_are_not_sent() {
    assert_eq!(encode(&Texts::new()), "{}");
    keeps::<Texts>(&[
        r#"{"moment":"2021-03-01T19:57:29.532Z","day":"2021-03-01","time":"12:00","span":"P1D","id":"not a uuid"}"#,
        r#"{"moment":"yesterday","bytes":"aGk=","binary":"\u0000","encoded":"aGk=","uri":"x","odd":"o"}"#,
        r#"{"lookAround":"-`","size":"huge","level":9,"old":"o"}"#,
    ]);
    let texts: Texts = kept(r#"{"secret":"s3cret"}"#);
    assert!(!format!("{texts:?}").contains("s3cret"));
}

#[test]
fn enums_can_list_scalars_of_any_type() {
    assert_eq!(kept::<Level>("2"), Level::N2);
    for text in ["\"auto\"", "1", "2.5", "true", "\"other\"", "7", "false"] {
        kept::<Mixed>(text);
    }
    let switches: Switches = kept(r#"{"on":true,"flag":true,"mixed":null,"level":3}"#);
    assert_eq!(switches.level, Some(Level::N3));
    kept::<Switches>(r#"{"on":false,"flag":true}"#);
}

#[test]
fn sets_are_lists() {
    let sets: Sets = kept(r#"{"points":[1.5,1.5],"structs":[{"a":1},{}]}"#);
    assert_eq!(sets.points, [1.5, 1.5]);
}

#[test]
fn tuples_have_a_type_for_each_position() {
    let rows: Rows = kept(
        r#"{"pair":["a",1],"closed":["b"],"open":["c",1,2,3],"long":[1,2,3,4,5,6,7,8,"nine"],"untyped":[1,null,"a"]}"#,
    );
    assert_eq!(rows.pair, Some(("a".to_owned(), 1)));
    assert_eq!(rows.open.as_ref().map(|open| open.rest.as_slice()), Some(&[1, 2, 3][..]));
    assert!(matches!(rows.long.unwrap()[8], RowsLongItem::Text(_)));
}

#[test]
fn maps_can_have_values_of_every_type() {
    let maps: Maps = kept(
        r#"{"byColour":{"red":1,"mauve":2},"byNumber":{"1":"a"},"several":{"n1":1,"s1":"x"},"loose":{"x-a":"b","c":[1]},"objects":{"a":{"b":1}},"lists":{"a":["b"]},"maps":{"a":{"b":true}},"nothing":{"new":1}}"#,
    );
    assert_eq!(maps.by_colour.unwrap()["mauve"], 2);
    let beside: Beside = kept(r#"{"name":"a","x":1,"y":2}"#);
    assert_eq!(beside.extra.len(), 2);
    keeps::<Metrics>(&[r#"{"values":{"a":1,"b":1.5,"c":"x"}}"#]);
}

#[test]
fn a_property_that_a_server_adds_to_a_closed_object_is_kept() {
    let closed: Closed = kept(r#"{"a":"b","new":{"c":[18446744073709551616]}}"#);
    assert_eq!(closed.extra.len(), 1);
}
