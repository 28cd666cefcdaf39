//! Which values are accepted, which are errors, and what the errors say.

#![deny(warnings)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(missing_docs, unreachable_pub, reason = "types written as for a crate of their own")]

use std::collections::BTreeMap;

use bindery_runtime::{
    DecodeErrorKind, Extra, Fixed, Json, Patch, Secret, Unmatched, decode, decode_slice, decode_strict, encode, object,
    union,
};

#[derive(Clone)]
pub struct Account {
    pub id: i64,
    pub name: Option<String>,
    pub owner: Option<String>,
    pub note: Patch<String>,
    pub password: Option<Secret>,
    pub data: Option<Json>,
    pub kind: Option<Fixed>,
    pub inner: Option<Box<Account>>,
    pub tags: Option<BTreeMap<String, Vec<i64>>>,
    pub extra: Extra,
}
object! {
    Account {
        "id" => id: required,
        "name" => name: optional,
        "owner" => owner: nullable,
        "note" => note: optional,
        "password" => password: optional,
        "data" => data: optional,
        "kind" => kind: optional const "account",
        "inner" => inner: optional,
        "tags" => tags: optional,
    } rest extra
}

#[derive(Clone)]
pub struct Tagged {
    pub point: (f64, f64),
    pub account: Account,
    pub extra: Extra,
}
object! { Tagged { "type" = const "tagged", "point" => point: required, "account" => account: required, } rest extra }

#[derive(Clone)]
pub enum Either {
    Account(Box<Account>),
    Tagged(Box<Tagged>),
    Many(Vec<Either>),
    Unknown(Unmatched),
}
union! { Either { Account(Box<Account>), Tagged(Box<Tagged>), Many(Vec<Either>) } trial { Account, Tagged, Many } }

#[derive(Clone)]
pub enum Twice {
    Left(Vec<Twice>),
    Right(Vec<Twice>),
    Unknown(Unmatched),
}
union! { Twice { Left(Vec<Twice>), Right(Vec<Twice>) no from } trial { Left, Right } }

fn account(text: &str) -> Account {
    decode(text).unwrap()
}

/// The path, the expectation and the finding of an error.
fn mismatch<T: bindery_runtime::Wire>(text: &str) -> (String, String, String) {
    let error = decode_strict::<T>(text).err().unwrap();
    assert_eq!(error.kind(), DecodeErrorKind::Mismatch, "{error}");
    (error.path(), error.expected().to_owned(), error.found().to_owned())
}

#[test]
fn errors_have_a_path_an_expectation_and_a_finding() {
    for (text, path, expected, found) in [
        ("{}", "$.id", "a 64-bit integer", "nothing"),
        (r#"{"id":null,"owner":null}"#, "$.id", "a 64-bit integer", "null"),
        (r#"{"id":1.5}"#, "$.id", "a 64-bit integer", "a number that does not fit"),
        (r#"{"id":9223372036854775808}"#, "$.id", "a 64-bit integer", "an integer that does not fit"),
        (r#"{"tags":{"a b":[1,"secret"]}}"#, r#"$.tags["a b"][1]"#, "a 64-bit integer", "a string"),
        (r#"{"inner":{"inner":{"name":[]}}}"#, "$.inner.inner.name", "a string", "an array"),
        ("[]", "$", "an object", "an array"),
    ] {
        let (at, wanted, was) = mismatch::<Account>(text);
        assert_eq!((at.as_str(), wanted.as_str(), was.as_str()), (path, expected, found), "{text}");
    }
    let (path, expected, found) = mismatch::<Tagged>(r#"{"point":[1,2,3]}"#);
    assert_eq!((path.as_str(), expected.as_str(), found.as_str()), ("$.point", "an array of 2", "a longer one"));
    assert_eq!(mismatch::<Tagged>(r#"{"point":[1]}"#).2, "a shorter one");
    assert_eq!(mismatch::<Tagged>(r#"{"point":[1,1e999]}"#).2, "a number that does not fit");
}

#[test]
fn errors_do_not_show_values() {
    let error = decode_strict::<Account>("{\"id\":1,\n \"password\":[\"hunter2\"]}").unwrap_err();
    assert_eq!(error.to_string(), "$.password: expected a string, found an array (line 2, column 13)");
    assert!(!format!("{error:?}{error:#?}").contains("hunter2"));
}

#[test]
fn an_error_suggests_the_rule_that_would_accept_the_value() {
    for (text, rule) in [
        ("{}", Some(r#"match = "Account.id", optional = true"#)),
        (r#"{"id":null}"#, Some(r#"match = "Account.id", nullable = true"#)),
        (r#"{"id":1,"inner":{}}"#, Some(r#"match = "Account.id", optional = true"#)),
        (r#"{"id":"1"}"#, None),
        (r#"{"id":1,"tags":{"a":[null]}}"#, None),
        ("null", None),
    ] {
        let error = decode_strict::<Account>(text).unwrap_err();
        assert_eq!(error.rule().as_deref(), rule, "{text}");
        assert_eq!(error.to_string().contains("bindery.toml"), rule.is_some(), "{error}");
    }
    let error = decode::<Tagged>(r#"{"type":"tagged","point":null}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "$.point: expected an array, found null (line 1, column 26); to accept this, add a rule to \
         bindery.toml: match = \"Tagged.point\", nullable = true"
    );
}

#[test]
fn a_missing_nullable_property_reads_as_null_and_stays_missing() {
    let mut value = account(r#"{"id":1}"#);
    assert_eq!(value.owner, None);
    assert_eq!(encode(&value), r#"{"id":1}"#);
    value.owner = Some("a".to_owned());
    assert_eq!(encode(&value), r#"{"id":1,"owner":"a"}"#);
}

#[test]
fn an_unexpected_null_is_written_back_until_the_property_is_set() {
    let text = r#"{"id":1,"name":null,"owner":null,"data":null,"kind":null,"inner":null,"tags":null}"#;
    let mut value = account(text);
    assert_eq!(encode(&value), text);
    #[cfg(feature = "serde")]
    {
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
        assert_eq!(encode(&serde_json::from_str::<Account>(text).unwrap()), text);
    }
    assert_eq!(value.name, None);
    assert!(value.extra.is_empty() && value.extra.came_null("name") && !value.extra.came_null("note"));
    value.name = Some("n".to_owned());
    value.extra.remove("tags");
    value.extra.insert("inner", 1);
    assert_eq!(encode(&value), r#"{"id":1,"name":"n","owner":null,"data":null,"kind":null,"inner":1}"#);
    value.extra.remove("inner");
    assert_eq!(encode(&value), r#"{"id":1,"name":"n","owner":null,"data":null,"kind":null}"#);
    assert!(value != account(r#"{"id":1,"name":"n"}"#) && value.clone() == value);
}

#[test]
fn a_patch_distinguishes_null_from_absent() {
    let value = account(r#"{"id":1,"owner":null,"note":null}"#);
    assert_eq!(encode(&value), r#"{"id":1,"owner":null,"note":null}"#);
    assert_eq!(encode(&account(r#"{"id":1,"owner":"x"}"#)), r#"{"id":1,"owner":"x"}"#);
    assert_eq!(Patch::<String>::from("x"), Patch::Value("x".to_owned()));
    assert!(Patch::<i64>::from(None).is_null() && Patch::<i64>::default().is_absent());
}

#[test]
fn the_last_one_of_two_properties_with_one_name_replaces_the_first() {
    let text = r#"{"id":1,"owner":null,"x":1,"name":"a","note":"n","tags":{"a":[1]},"kind":"other",
        "kind":"account","tags":{"b":[2]},"note":"m","name":null,"x":2,"id":3}"#;
    assert_eq!(
        encode(&account(text)),
        r#"{"id":3,"name":null,"owner":null,"note":"m","kind":"account","tags":{"b":[2]},"x":2}"#
    );
    let text = r#"{"type":"tagged","point":[1,2],"account":{"id":1,"owner":"o","name":"n","note":"x","y":1,
        "inner":{"id":1,"owner":null}},"account":{"id":2,"owner":null}}"#;
    assert_eq!(
        encode(&decode::<Tagged>(text).unwrap()),
        r#"{"type":"tagged","point":[1,2],"account":{"id":2,"owner":null}}"#
    );
}

#[test]
fn extra_replaces_declared_properties() {
    let mut value = account(r#"{"id":1,"owner":null,"name":"n"}"#);
    value.extra.insert("name", Json::null());
    value.extra.insert("id", "one");
    value.extra.insert("zoo", 1_i64);
    assert_eq!(encode(&value), r#"{"id":"one","name":null,"owner":null,"zoo":1}"#);
    assert_eq!(
        format!("{value:?}"),
        r#"Account { id: string, name: null, owner: null, ..: {"id": string, "name": null, "zoo": integer} }"#
    );
    #[cfg(feature = "serde")]
    assert_eq!(serde_json::to_string(&value).unwrap(), encode(&value));
}

#[test]
fn a_constant_that_differs_is_kept_outside_of_unions() {
    let text = r#"{"type":"other","point":[0.5,-2],"account":{"id":1,"owner":null}}"#;
    let value: Tagged = decode(text).unwrap();
    assert_eq!(encode(&value), text);
    assert_eq!(mismatch::<Tagged>(r#"{"point":[1,2],"account":{"id":1,"owner":null}}"#).0, "$.type");
    assert_eq!(mismatch::<Tagged>(r#"{"type":null}"#).0, "$.type");
    let either: Either = decode(text).unwrap();
    assert!(matches!(either, Either::Unknown(_)));
}

#[test]
fn a_trial_selects_the_variant_with_the_fewest_undeclared_properties() {
    let text = r#"[{"id":1,"owner":null},{"type":"tagged","point":[1,2],"account":{"id":1,"owner":null}},
        {"id":2,"owner":null,"new":1},[],[{"id":2}]]"#;
    let Either::Many(values) = decode::<Either>(text).unwrap() else { panic!("a list is a list") };
    assert!(matches!(
        &values[..],
        [Either::Account(_), Either::Tagged(_), Either::Account(_), Either::Many(_), Either::Many(_)]
    ));
}

#[test]
fn nested_trials_take_bounded_time() {
    let text = format!("{}7{}", "[".repeat(120), "]".repeat(120));
    let value: Either = decode(&text).unwrap();
    assert_eq!(encode(&value), text);
    // Both variants fail at the innermost level only: without a bound, this would take 2^120 attempts.
    let value: Twice = decode(&text).unwrap();
    assert_eq!(encode(&value), text);
}

#[test]
fn debug_is_redacted_and_pretty() {
    let value = account(r#"{"id":1,"owner":null,"password":"hunter2","data":{"a":1},"token":"hunter2"}"#);
    let shown = format!("{value:?}");
    assert_eq!(shown, r#"Account { id: 1, owner: null, password: [redacted], data: {"a":1}, ..: {"token": string} }"#);
    assert!(format!("{value:#?}").contains("\n    id: 1,\n"));
}

#[test]
fn bytes_that_are_not_utf8_are_an_error() {
    let error = decode_slice::<Json>(b"\"a\xFF\"").unwrap_err();
    assert_eq!((error.kind(), error.offset()), (DecodeErrorKind::Syntax, 2));
    assert_eq!(decode_slice::<String>("\"é\"".as_bytes()).unwrap(), "é");
}

#[test]
fn integers_written_with_a_fraction_are_integers() {
    assert_eq!(decode::<Vec<i64>>("[1.0, -2e3, 0.0]").unwrap(), [1, -2000, 0]);
    assert_eq!(decode::<Vec<u8>>("[255, 1.0]").unwrap(), [255, 1]);
    assert!(decode::<u8>("256").is_err() && decode::<i8>("-129").is_err() && decode::<u64>("-1").is_err());
    assert_eq!(decode::<u64>("18446744073709551615").unwrap(), u64::MAX);
    assert_eq!(encode(&decode::<f32>("0.1").unwrap()), "0.1");
    assert!(decode::<f32>("1e39").is_err());
}
