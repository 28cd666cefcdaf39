//! Patterns 8, 19 to 24, 27 and 28: null in all its forms.

use super::{keeps, kept};
use bindery_patterns::{nullable_30, nullable_31};
use bindery_runtime::{Patch, decode, encode};

#[test]
fn a_required_nullable_property_is_written_as_null() {
    use nullable_31::types::{Holder, Point};
    let holder: Holder = kept(r#"{"must":null,"mustPoint":null}"#);
    assert!(holder.must.is_none() && holder.must_point.is_none() && holder.may.is_absent());
    assert_eq!(encode(&Holder::new(None, Some(Point::new(1)))), r#"{"must":null,"mustPoint":{"x":1}}"#);
    // A missing property is read as null, and stays missing.
    let holder: Holder = decode(r#"{"must":"x"}"#).unwrap();
    assert!(holder.must_point.is_none() && holder.extra.came_missing("mustPoint"));
    assert_eq!(encode(&holder), r#"{"must":"x"}"#);
}

#[test]
fn an_optional_nullable_property_has_three_states() {
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
fn nullable_of_openapi_3_0_works_in_every_place() {
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

#[tokio::test]
async fn a_3_1_description_may_use_3_0_idioms() {
    use bindery_patterns::old_idioms::{Client, types::*};
    let nulls = r#"{"name":null,"point":null,"pair":["a",null],"wrapped":null,"either":null,"orNull":null,"colour":null,"maybe":null,"list":null,"map":{"a":null}}"#;
    let old: Old = kept(nulls);
    assert!(old.name.is_none() && old.point.is_none());
    assert_eq!(old.pair, ("a".to_owned(), None));
    for state in [old.wrapped.is_null(), old.either.is_null(), old.or_null.is_null(), old.colour.is_null()] {
        assert!(state, "{nulls}");
    }
    let values = r#"{"name":"n","point":{"x":1},"wrapped":{"x":3},"either":"e","orNull":{"x":4},"colour":"red","maybe":"m","list":[1.5,null],"map":{"a":{"x":5}},"never":"v","positive":0.5,"pair":["a",2],"open":["a",true,false],"closed":["c"]}"#;
    let old: Old = kept(values);
    assert_eq!(old.or_null, Patch::Value(Point::new(4)));
    assert_eq!(old.list, Patch::Value(vec![Some(1.5), None]));
    assert_eq!(old.map.as_ref().unwrap()["a"], Some(Point::new(5)));
    assert_eq!(old.open.as_ref().map(|open| open.rest.as_slice()), Some(&[true, false][..]));
    let bare = r#"{"name":null,"point":null,"pair":["a",null]}"#;
    assert_eq!(encode(&Old::new(None, None, ("a".to_owned(), None))), bare);

    let mock =
        bindery_runtime::MockTransport::new().json(http::StatusCode::OK, "null").json(http::StatusCode::OK, values);
    let client = Client::builder().transport(mock.clone()).build().unwrap();
    assert!(client.old().put(old.clone()).await.unwrap().is_none());
    assert_eq!(client.old().put(old.clone()).name("q").await.unwrap(), Some(old));
    let requests = mock.requests();
    assert_eq!((requests[0].body(), requests[1].uri().query()), (&values.into(), Some("name=q")));
}

#[test]
fn objects_without_properties_are_maps_of_their_declared_values() {
    use nullable_31::types::Empty;
    keeps::<Empty>(&["{}", r#"{"child":{}}"#, r#"{"child":{"a":"b"}}"#]);
}
