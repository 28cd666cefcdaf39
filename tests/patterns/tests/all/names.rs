//! Patterns 29 to 33: names that collide with each other, with keywords, or with items of Rust.

use super::kept;
use bindery_patterns::names::types::{self, OptionalProperties, Properties, Values, Variants};
use bindery_runtime::{decode, encode};

const OBJECT: &str = r#"{"id":"1","list":["a"],"maybe":null,"map":{"a":1},"any":null,"secret":"s","self":{"id":"2"}}"#;

/// Checks a type with the usual properties, whatever its name.
macro_rules! each_kept {
    ($($name:ident)*) => {$(
        let value: types::$name = kept(OBJECT);
        assert_eq!(value.self_.map(|inner| inner.id.clone()).as_deref(), Some("2"), stringify!($name));
        assert_eq!(encode(&types::$name::new("3")), r#"{"id":"3"}"#);
    )*};
}

#[test]
fn types_may_have_the_names_of_rust_and_runtime_types() {
    each_kept! {
        String Option Some None Vec Box Result Ok Err Client Error Self_ Extra Secret Patch Object Union Field Wire
        Default Into From AsRef Clone Copy Debug PartialEq Eq Hash Type Gen MultipartFile Upload Json Number Parsed
        Embedded Prefixed Unmatched Unrecognized Fixed BTreeMap U64 Bool Str Blank Choice Derive Core Std BinderyRuntime
        Foo Foo2 FooUnderscore BitbucketAppsX AB HasSpace N1st 名前 Größe
    }
}

#[test]
fn properties_keep_their_wire_names() {
    let properties = [
        "self",
        "Self",
        "super",
        "crate",
        "new",
        "extra",
        "type",
        "_",
        "1",
        "-1",
        "+1",
        "$ref",
        "x5t#S256",
        "a.b",
        "名前",
        "blank",
        "value",
        "Some",
        "",
        "-",
        "  ",
        "ab",
        "aB",
        "a_b",
        "A-B",
        "é",
        "\\\"quoted\\\"",
        "back\\\\slash",
        "new\\nline",
        "r#type",
    ];
    let members: Vec<String> =
        properties.iter().enumerate().map(|(index, name)| format!("\"{name}\":\"{index}\"")).collect();
    let value: OptionalProperties = kept(&format!("{{{}}}", members.join(",")));
    assert_eq!((value.blank.as_deref(), value.r#type.as_deref()), (Some("15"), Some("6")));
    assert!(value.extra.is_empty());
    assert!(decode::<Properties>("{}").is_err());
}

#[test]
fn enum_values_may_differ_in_case_or_punctuation_only() {
    for text in [
        "1",
        "-1",
        "+1",
        "",
        "mW",
        "MW",
        "v1",
        "V1",
        "amber-strict",
        "amber+strict",
        "self",
        "Self",
        "unknown",
        "Unknown",
        "ALL",
        "None",
        "*",
        "**",
        "<",
        "É",
        "é",
        "🦀",
        "not one of them",
    ] {
        let value: Values = kept(&format!("{text:?}"));
        assert_eq!(value.as_str(), text);
    }
    assert_eq!(
        Values::VALUES.iter().map(Values::as_str).collect::<std::collections::BTreeSet<_>>().len(),
        Values::VALUES.len()
    );
}

#[test]
fn variants_may_have_any_title() {
    for title in ["Unknown", "unknown", "self", "Self", "new", "Some", "1", "", "名前"] {
        let value: Variants = kept(&format!(r#"{{"k":"{title}","more":1}}"#));
        assert!(!format!("{value:?}").starts_with("Unknown("), "{value:?} fits no variant");
    }
    assert_eq!(format!("{:?}", kept::<Variants>(r#"{"k":"other"}"#)), r#"Unknown({"k": "other"})"#);
}
