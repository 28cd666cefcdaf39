//! Duplicate properties: the last one applies, for the variant of a union as for values.

#![deny(warnings)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use bindery_runtime::{Extra, Unmatched, decode, encode, object, union};

/// The tag is an ordinary string property.
#[derive(Clone)]
struct Open {
    kind: String,
    id: Option<i64>,
    inner: Option<Box<Kind>>,
    extra: Extra,
}
object! { Open { "kind" => kind: required, id: optional, inner: optional, } rest extra }

/// The tag is not declared.
#[derive(Clone)]
struct Bare {
    id: Option<i64>,
    extra: Extra,
}
object! { Bare { id: optional, } rest extra }

#[derive(Clone)]
struct Fixed {
    id: Option<i64>,
    extra: Extra,
}
object! { Fixed { "kind" = const "fixed", id: optional, } rest extra }

#[derive(Clone)]
enum Kind {
    Open(Open),
    Bare(Bare),
    Fixed(Fixed),
    Unknown(Unmatched),
}
union! {
    Kind { Open(Open), Bare(Bare), Fixed(Fixed) }
    tag ["kind"] { "open" => Open, "bare" => Bare, "fixed" => Fixed }
}

#[test]
fn the_last_tag_selects_the_variant() {
    for (text, expected, written) in [
        (r#"{"kind":"open","id":1}"#, "Open", r#"{"kind":"open","id":1}"#),
        (r#"{"kind":"open","kind":"bare","id":1}"#, "Bare", r#"{"id":1,"kind":"bare"}"#),
        (r#"{"kind":"bare","kind":"open","id":1}"#, "Open", r#"{"kind":"open","id":1}"#),
        (r#"{"kind":"bare","id":1,"kind":"bare"}"#, "Bare", r#"{"id":1,"kind":"bare"}"#),
        (r#"{"kind":"open","id":1,"id":2}"#, "Open", r#"{"kind":"open","id":2}"#),
        // The value is kept as a whole if no variant can have both tags.
        (r#"{"kind":"fixed","kind":"open"}"#, "Open", r#"{"kind":"open"}"#),
        (r#"{"kind":"open","kind":"fixed"}"#, "Unknown", r#"{"kind":"open","kind":"fixed"}"#),
        (r#"{"kind":"open","kind":"new"}"#, "Unknown", r#"{"kind":"open","kind":"new"}"#),
        (r#"{"kind":"open","kind":null}"#, "Unknown", r#"{"kind":"open","kind":null}"#),
        (
            r#"{"kind":"open","inner":{"kind":"bare","kind":"open"},"id":1}"#,
            "Open",
            r#"{"kind":"open","id":1,"inner":{"kind":"open"}}"#,
        ),
    ] {
        let value: Kind = decode(text).unwrap();
        let name = match &value {
            Kind::Open(_) => "Open",
            Kind::Bare(_) => "Bare",
            Kind::Fixed(_) => "Fixed",
            Kind::Unknown(_) => "Unknown",
        };
        assert_eq!((name, encode(&value).as_str()), (expected, written), "{text}");
        // The same applies if tags are guessed, after a value with a late tag.
        let late = format!(r#"[{{"id":1,"kind":"fixed"}},{text}]"#);
        let values: Vec<Kind> = decode(&late).unwrap();
        assert_eq!(encode(&values[1]), written, "{late}");
    }
}
