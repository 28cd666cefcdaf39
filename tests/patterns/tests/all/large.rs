//! Values with many properties are boxed in fields, which callers hardly notice.

use super::kept;
use bindery_patterns::large::types::*;
use bindery_runtime::{Patch, encode};

#[test]
fn a_large_type_is_boxed_in_its_field() {
    assert!(size_of::<Large>() > 1_024);
    assert!(size_of::<Holder>() < 128 && size_of::<LargeOrText>() < 64);
}

#[test]
fn setters_accept_values_instead_of_boxes() {
    let large = || Large::new("a");
    let holder =
        Holder::new(large(), large(), large()).may(large()).patch(large()).r#box(Box::new().inside(Box::new()));
    let text = encode(&holder);
    let held = r#"{"p0":"a"}"#;
    let expected = ["must", "may", "mayBeNull", "patch", "choice"].map(|name| format!(r#""{name}":{held}"#)).join(",");
    assert_eq!(text, format!(r#"{{{expected},"box":{{"inside":{{}}}}}}"#));
    let holder = Holder::new(large(), None, "text".to_owned()).patch(Patch::Null);
    assert_eq!(encode(&holder), r#"{"must":{"p0":"a"},"mayBeNull":null,"patch":null,"choice":"text"}"#);
}

#[test]
fn boxed_values_are_read_like_any_others() {
    let holder: Holder = kept(r#"{"must":{"p0":"a","p43":"b"},"mayBeNull":{"p0":"c"},"choice":{"p0":"d"}}"#);
    assert_eq!((holder.must.p0.as_str(), holder.must.p43.as_deref()), ("a", Some("b")));
    assert_eq!(holder.may_be_null.unwrap().p0, "c");
    assert!(matches!(&holder.choice, LargeOrText::Large(large) if large.p0 == "d"));
    assert!(matches!(LargeOrText::from(Large::new("e")), LargeOrText::Large(_)));
}
