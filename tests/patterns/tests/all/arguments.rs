//! Arguments of setters and constructors: lists and maps of any type that converts to their elements, and any integer that fits.

use bindery_patterns::bodies::types::{Album, AlbumPlace, Filter, FilterPoint};
use bindery_patterns::{bodies, paging};
use bindery_runtime::{MockTransport, Patch, Upload, encode, http};
use std::collections::{BTreeMap, BTreeSet, HashMap};

fn written(filter: &Filter) -> String {
    encode(filter)
}

#[test]
fn a_list_is_set_from_any_iterator_of_its_elements() {
    let expected = r#"{"tags":["a","b"]}"#;
    let of = |tags: Vec<String>| Filter::new().tags(tags);
    let owned = || vec!["a".to_owned(), "b".to_owned()];
    let (slice, set) = (&owned()[..], BTreeSet::from(["b", "a"]));
    let reference = &owned();
    for filter in [
        of(owned()),
        Filter::new().tags(["a", "b"]),
        Filter::new().tags(vec!["a", "b"]),
        Filter::new().tags(slice),
        Filter::new().tags(reference),
        Filter::new().tags(set),
        Filter::new().tags("b,a".split(',').rev()),
        Filter::new().tags(['a', 'b']),
    ] {
        assert_eq!(written(&filter), expected);
    }
}

#[test]
fn the_element_type_of_an_empty_list_is_inferred_if_only_one_type_converts() {
    assert_eq!(written(&Filter::new().ids([])), r#"{"ids":[]}"#);
    assert_eq!(written(&Filter::new().ids(Vec::new())), r#"{"ids":[]}"#);
    assert_eq!(written(&Filter::new().ids((1..).take(2))), r#"{"ids":[1,2]}"#);
    assert!(Album::new("empty", []).photos.is_empty());
    assert_eq!(Album::new("one", [Upload::from(b"photo".to_vec())]).photos.len(), 1);
}

#[test]
fn a_map_is_set_from_any_iterator_of_its_entries() {
    let expected = r#"{"meta":{"a":"b"}}"#;
    for filter in [
        Filter::new().meta([("a", "b")]),
        Filter::new().meta(BTreeMap::from([("a".to_owned(), "b".to_owned())])),
        Filter::new().meta(HashMap::from([("a", String::from("b"))])),
        Filter::new().meta(Some(("a", 'b'))),
    ] {
        assert_eq!(written(&filter), expected);
    }
}

#[test]
fn a_number_is_set_from_any_type_that_converts() {
    for point in
        [FilterPoint::new().x(5), FilterPoint::new().x(5_u32), FilterPoint::new().x(5_i64), FilterPoint::new().x(5_u8)]
    {
        assert_eq!(encode(&point), r#"{"x":5}"#);
    }
    for place in [AlbumPlace::new(1), AlbumPlace::new(1.0), AlbumPlace::new(1_f32), AlbumPlace::new(1_u32)] {
        assert!((place.lat - 1.0).abs() < f64::EPSILON);
    }
}

#[test]
fn nullable_setters_still_accept_null_and_lists_of_strings() {
    assert_eq!(bodies::types::Note::new("a").stars(None).stars, Patch::Null);
    assert_eq!(bodies::types::Note::new("a").stars(5).stars, Patch::Value(5));
    let list: Patch<Vec<String>> = ["a"].into();
    assert_eq!(list, Patch::Value(vec!["a".to_owned()]));
    assert_eq!(Patch::<Vec<String>>::from(vec!["a"]), list);
}

#[tokio::test]
async fn parameters_accept_the_same_types() {
    let mock = MockTransport::new().json(http::StatusCode::OK, r#"{"Resources":[]}"#);
    let client = paging::Client::builder().transport(mock.clone()).build().unwrap();
    client.members().list_members().count(50_u32).start_index(1).await.unwrap();
    assert_eq!(mock.requests()[0].uri().query(), Some("startIndex=1&count=50"));
}
