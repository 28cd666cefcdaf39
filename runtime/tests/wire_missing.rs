//! What is missing from a text stays missing when the value is written: every presence, with every kind of property.

#![deny(warnings)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(missing_docs, unreachable_pub, reason = "types written as for a crate of their own")]

use std::collections::BTreeMap;

use bindery_runtime::{
    Additional, Extra, Fixed, Json, Patch, Unmatched, decode, decode_strict, encode, object, open_enum, union,
};

#[derive(Clone)]
pub enum Level {
    Low,
    Unknown(bindery_runtime::Unrecognized),
}
open_enum! { Level { Low = "low" } }

#[derive(Clone)]
pub struct Book {
    kind: Option<Fixed>,
    pub pages: Option<i64>,
    pub extra: Extra,
}
object! { Book { kind: expected const "book", pages: expected, } rest extra }

#[derive(Clone)]
pub struct Film {
    pub minutes: Option<i64>,
    pub extra: Extra,
}
object! { Film { "kind" = const "film", minutes: nullable, } rest extra }

#[derive(Clone)]
pub enum Medium {
    Book(Book),
    Film(Film),
    Unknown(Unmatched),
}
union! { Medium { Book(Book), Film(Film) } tag ["kind"] { "book" => Book, "film" => Film } }

/// An object with a row for each kind of property: required and nullable, expected, and expected and nullable.
macro_rules! loan {
    ($name:ident, $rest:ty $(, $word:ident)?) => {
        #[derive(Clone)]
        pub struct $name {
            pub text: Option<String>,
            pub level: Option<Level>,
            pub medium: Option<Medium>,
            pub tags: Option<Vec<String>>,
            pub any: Json,
            pub omitted: Option<i64>,
            pub level_omitted: Option<Level>,
            pub medium_omitted: Option<Medium>,
            object: Option<Fixed>,
            pub either: Patch<String>,
            pub extra: $rest,
        }
        object! {
            $name {
                text: nullable,
                level: nullable,
                medium: nullable,
                tags: nullable,
                any: nullable,
                omitted: expected,
                level_omitted: expected,
                medium_omitted: expected,
                object: expected const "loan",
                either: expected,
            } rest extra $($word)?
        }
    };
}

loan!(Loan, Extra);
loan!(Scores, Additional<i64>, expected);

/// The members of a whole loan, and those that may be null.
const MEMBERS: [(&str, &str); 10] = [
    ("text", r#""t""#),
    ("level", r#""low""#),
    ("medium", r#"{"kind":"film","minutes":5}"#),
    ("tags", r#"["a"]"#),
    ("any", r#"{"a":null}"#),
    ("omitted", "7"),
    ("level_omitted", r#""new""#),
    ("medium_omitted", r#"{"pages":3,"kind":"book"}"#),
    ("object", r#""loan""#),
    ("either", "null"),
];

/// The texts of all subsets of the members, with some of them null.
fn texts() -> impl Iterator<Item = String> {
    (0..1_usize << MEMBERS.len()).flat_map(|chosen| {
        [false, true].map(|is_null| {
            let is_chosen = |index: &usize| chosen & (1 << index) != 0;
            let value = |index: usize| if is_null && index < 5 { "null" } else { MEMBERS[index].1 };
            let members =
                (0..MEMBERS.len()).filter(is_chosen).map(|index| format!("{:?}:{}", MEMBERS[index].0, value(index)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        })
    })
}

fn members(text: &str) -> BTreeMap<String, Json> {
    decode(text).unwrap()
}

macro_rules! comes_back {
    ($of:ty) => {
        for text in texts() {
            let value: $of = decode(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(members(&encode(&value)), members(&text), "{text}");
            let again: $of = decode(&encode(&value)).unwrap();
            assert!(again == value, "{text}");
            #[cfg(feature = "serde")]
            {
                let value: $of = serde_json::from_str(&text).unwrap();
                assert_eq!(members(&serde_json::to_string(&value).unwrap()), members(&text), "{text}");
                let tree: serde_json::Value = serde_json::from_str(&text).unwrap();
                let value: $of = serde_json::from_value(tree.clone()).unwrap();
                assert_eq!(serde_json::to_value(&value).unwrap(), tree);
            }
            let is_whole = ["omitted", "level_omitted", "medium_omitted", "object", "either"]
                .iter()
                .all(|name| members(&text).contains_key(*name));
            assert_eq!(decode_strict::<$of>(&text).is_ok(), is_whole, "{text}");
        }
    };
}

#[test]
fn what_is_missing_is_not_written() {
    comes_back!(Loan);
    comes_back!(Scores);
}

#[test]
fn what_a_program_sets_is_written_and_what_it_forgets_is_null() {
    let mut loan: Loan = decode(r#"{"object":"loan"}"#).unwrap();
    assert!(loan.extra.came_missing("text") && !loan.extra.came_null("text") && loan.extra.is_empty());
    assert!(!loan.extra.came_missing("omitted") && loan.extra.kept("text").is_none());
    (loan.text, loan.any, loan.omitted) = (Some("t".to_owned()), Json::from(1_i64), Some(2));
    assert_eq!(encode(&loan), r#"{"text":"t","any":1,"omitted":2,"object":"loan"}"#);
    loan.text = None;
    assert_eq!(loan.extra.remove("level"), None);
    assert_eq!(encode(&loan), r#"{"level":null,"any":1,"omitted":2,"object":"loan"}"#);
    loan.extra.insert("tags", Json::null());
    assert_eq!(encode(&loan), r#"{"level":null,"tags":null,"any":1,"omitted":2,"object":"loan"}"#);
    assert!(!loan.extra.came_missing("tags"));
    let scores: Scores = decode("{}").unwrap();
    assert!(
        scores.extra.came_missing("text") && !scores.extra.came_null("text") && scores.extra.kept("text").is_none()
    );
    assert_eq!((encode(&scores.extra), encode(&loan.extra)), ("{}".to_owned(), r#"{"tags":null}"#.to_owned()));
    assert!(format!("{loan:?}").contains("missing"));
}

#[test]
fn a_variant_without_its_tag_is_read_alone_and_unknown_in_a_union() {
    let book: Book = decode(r#"{"pages":3}"#).unwrap();
    assert_eq!((book.pages, encode(&book)), (Some(3), r#"{"pages":3}"#.to_owned()));
    assert!(decode_strict::<Book>(r#"{"pages":3}"#).is_err());
    for text in [r#"{"pages":3}"#, r#"{"kind":"tape","pages":3}"#, r#"{"a":{"kind":"book"},"pages":3}"#] {
        let medium: Medium = decode(text).unwrap();
        assert!(matches!(medium, Medium::Unknown(_)), "{text}");
        assert_eq!(encode(&medium), text);
    }
    // A tag that comes late, behind another one further inside.
    let medium: Medium = decode(r#"{"pages":3,"a":{"kind":"film"},"kind":"book"}"#).unwrap();
    assert!(matches!(&medium, Medium::Book(book) if book.pages == Some(3)));
    assert_eq!(encode(&medium), r#"{"kind":"book","pages":3,"a":{"kind":"film"}}"#);
}
