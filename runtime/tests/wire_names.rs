//! Types with names of the prelude.

#![deny(warnings)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use bindery_runtime::{decode, encode};

mod api {
    #![allow(missing_docs, unreachable_pub, reason = "written as for a crate of its own")]
    #![no_implicit_prelude]

    use ::bindery_runtime::prelude::*;

    #[derive(Clone)]
    pub struct Option {
        pub some: ::core::option::Option<Some>,
        pub string: String,
        pub vec: ::std::vec::Vec<Result>,
        pub debug: ::core::option::Option<Debug>,
        pub field: Clone,
        pub extra: Extra,
    }
    runtime::object! {
        Option {
            "some" => some: optional,
            "type" = const "Option",
            "version" = const json "1",
            "string" => string: required,
            "vec" => vec: required,
            "debug" => debug: nullable,
            "clone" => field: required,
        } rest extra
    }

    #[derive(Clone)]
    pub struct String {
        pub inner: ::std::string::String,
        pub extra: Extra,
    }
    runtime::object! { String { "inner" => inner: required, } rest extra }

    #[derive(Clone)]
    pub struct Box {
        pub extra: ::std::collections::BTreeMap<::std::string::String, i64>,
    }
    runtime::object! { Box {} rest extra }

    #[derive(Clone)]
    pub enum Clone {
        Some,
        None,
        UnknownValue,
        Unknown(Unrecognized),
    }
    runtime::open_enum! { Clone { Some = "Some", None = "None", UnknownValue = "Unknown" } }

    #[derive(Clone)]
    pub enum Debug {
        One,
        Yes,
        Text,
        Null,
        Unknown(Unrecognized),
    }
    runtime::open_enum! { Debug { One = json "1", Yes = json "true", Text = "text", Null = json "null" } }

    #[derive(Clone)]
    pub struct Some {
        pub version: ::core::option::Option<Fixed>,
        pub tuple: ::core::option::Option<(i64, ::std::string::String)>,
        pub extra: Extra,
    }
    runtime::object! { Some { "version" => version: optional const json "2", "tuple" => tuple: optional, } rest extra }

    #[derive(Clone)]
    pub enum Result {
        Ok(::std::boxed::Box<Option>),
        Err(Box),
        String(String),
        UnknownValue(i64),
        Vec(::std::vec::Vec<Result>),
        Same(Box),
        Unknown(Unmatched),
    }
    runtime::union! {
        Result {
            Ok(::std::boxed::Box<Option>), Err(Box), String(String), UnknownValue(i64),
            Vec(::std::vec::Vec<Result>), Same(Box) no from,
        }
        kinds { Integer => UnknownValue, List => Vec }
        tag ["type"] { "Option" => Ok, json "1" => Err }
        tag ["meta", "kind"] { "same" => Same }
        trial { String, Err }
    }

    /// A union whose variants have names of traits.
    #[derive(Clone)]
    pub enum Vec {
        Into(i64),
        From(bool),
        Unknown(Unmatched),
    }
    runtime::union! { Vec { Into(i64), From(bool) } trial { Into, From } }
}

const TEXT: &str = r#"{"some":{"version":2,"tuple":[1,"x"]},"type":"Option","version":1,"string":{"inner":"x"},"vec":[5,[6],{"inner":"y"},{"n":1},{"s":"x"},{"type":"none"}],"debug":null,"clone":"Some"}"#;

#[test]
fn types_named_like_the_prelude_work() {
    let value: api::Option = decode(TEXT).unwrap();
    assert_eq!(encode(&value), TEXT);
    assert!(value == value.clone());
    let shown = format!("{value:?}");
    assert!(shown.starts_with(r#"Option { some: Some { version: 2, tuple: [1, "x"] }, type: "Option", version: 1,"#));
    assert!(shown.contains(
        r#"vec: [UnknownValue(5), Vec([UnknownValue(6)]), String(String { inner: "y" }), Err(Box { ..: {"n": 1} }), "#
    ));
    assert!(value.field == api::Clone::Some && value.debug.is_none());
}

#[test]
fn an_enum_may_have_a_value_called_unknown() {
    assert!(api::Clone::from("Unknown") == api::Clone::UnknownValue);
    assert!(matches!(api::Clone::from("other"), api::Clone::Unknown(_)));
    assert_eq!(api::Clone::VALUES.len(), 3);
    assert_eq!(format!("{:>6}|{:?}", api::Clone::None, api::Clone::from("a\"")), "  None|Unknown(\"a\\\"\")");
}

#[test]
fn enums_may_hold_any_scalar() {
    let values: Vec<api::Debug> = decode(r#"[1, 1.0, true, "text", null, 2, "more", false]"#).unwrap();
    assert!(values[0] == values[1] && values[1] == api::Debug::One);
    assert!(values[2] == api::Debug::Yes && values[3] == api::Debug::Text && values[4] == api::Debug::Null);
    assert_eq!(encode(&values), r#"[1,1,true,"text",null,2,"more",false]"#);
    assert_eq!(values.iter().map(ToString::to_string).collect::<String>(), r#"11true"text"null2"more"false"#);
    assert!(values.iter().all(|value| api::Debug::from_json(value.to_json()) == *value));
    assert!(decode::<api::Debug>("[1]").is_err());
    assert!(decode::<api::Clone>("1").is_err() && decode::<api::Clone>("null").is_err());
}

#[test]
fn unions_are_converted_from_their_variants() {
    assert!(matches!(api::Result::from(3), api::Result::UnknownValue(3)));
    assert!(matches!(api::Vec::from(true), api::Vec::From(true)));
    let nested: api::Result = decode(r#"{"meta":{"kind":"other"}}"#).unwrap();
    assert!(matches!(nested, api::Result::Unknown(_)));
    let same = decode::<api::Result>(r#"{"meta":{"kind":"same"}}"#).unwrap();
    let api::Result::Unknown(unmatched) = same else { panic!("an object is not an integer") };
    assert_eq!(unmatched.reason().unwrap().path(), "$.meta");
}
