//! Patterns 8 and 19 to 24, 27, 28: null in all its forms.

use super::{keeps, kept};
use bindery_patterns::{nullable_30, nullable_31};
use bindery_runtime::{Patch, decode, encode};

#[test]
fn required_and_nullable_is_written_as_null() {
    use nullable_31::types::{Holder, Point};
    let holder: Holder = kept(r#"{"must":null,"mustPoint":null}"#);
    assert!(holder.must.is_none() && holder.must_point.is_none() && holder.may.is_absent());
    assert_eq!(encode(&Holder::new(None, Some(Point::new(1)))), r#"{"must":null,"mustPoint":{"x":1}}"#);
    let error = decode::<Holder>(r#"{"must":"x"}"#).unwrap_err();
    assert_eq!(error.path(), "$.mustPoint");
}

#[test]
fn optional_and_nullable_has_three_states() {
    use nullable_31::types::Holder;
    let around = |inner: &str| format!(r#"{{"must":"x","mustPoint":{{"x":1}}{inner}}}"#);
    assert_eq!(kept::<Holder>(&around("")).may_point, Patch::Absent);
    assert_eq!(kept::<Holder>(&around(r#","mayPoint":null"#)).may_point, Patch::Null);
    assert!(kept::<Holder>(&around(r#","mayPoint":{"x":2}"#)).may_point.is_value());
    for rest in [
        r#","may":null"#,
        r#","colour":null"#,
        r#","colour":"red""#,
        r#","several":null"#,
        r#","several":3"#,
        r#","several":"a""#,
        r#","constant":null"#,
        r#","nothing":null"#,
        r#","numbers":{"a":null,"b":1.5}"#,
        r#","matrix":[[1,null],null,[]]"#,
        r#","described":{"x":1}"#,
    ] {
        kept::<Holder>(&around(rest));
    }
}

#[test]
fn nullable_of_3_0_in_every_place() {
    use nullable_30::types::{Holder, HolderColour, Point};
    let around = |inner: &str| format!(r#"{{"must":null,"list":null,"bytes":null{inner}}}"#);
    kept::<Holder>(r#"{"must":"x","list":[1],"bytes":"aGk="}"#);
    for rest in [
        r#","may":null"#,
        r#","orNull":null"#,
        r#","wrapped":null"#,
        r#","wrapped":{"x":1}"#,
        r#","beside":null"#,
        r#","byName":{"a":null,"b":"c"}"#,
        r#","colour":null"#,
        r#","colourRef":null"#,
        r#","colourNull":null"#,
        r#","untyped":null"#,
        r#","untyped":{"a":null}"#,
    ] {
        kept::<Holder>(&around(rest));
    }
    let holder: Holder = kept(&around(r#","points":[null,{"x":1}],"orNull":{"x":2},"colour":"red""#));
    assert_eq!(holder.points, Some(vec![None, Some(Point::new(1))]));
    assert!(matches!(holder.or_null, Patch::Value(Point { x: 2, .. })));
    assert_eq!(holder.colour, Patch::Value(HolderColour::Red));
    assert_eq!(holder.untyped, Patch::Absent);
}

#[test]
fn old_idioms_in_3_1() {
    use nullable_31::types::{Empty, OldIdioms};
    let value: OldIdioms = kept(r#"{"name":"a","pair":["b",1]}"#);
    assert_eq!(value.pair, ("b".to_owned(), 1));
    keeps::<Empty>(&["{}", r#"{"child":{}}"#, r#"{"child":{"a":"b"}}"#]);
}
