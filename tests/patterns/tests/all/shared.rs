//! Accessors of properties that all variants of a union share.

use crate::kept;
use bindery_patterns::shared::types::*;
use bindery_runtime::{Json, Secret};
use std::borrow::Cow;

const CIRCLE: &str = r#"{"type":"circle","id":"c1","at":{"x":1,"y":2},"size":1.5,"isFilled":null,"colour":"dark blue","tags":["a","b"],
    "more":{"n":1},"secret":"hunter2","anything":[1],"inside":{"type":"square","at":{"x":0,"y":0}},"clone":"x"}"#;

#[test]
fn shared_properties_can_be_read_from_a_known_variant() {
    let shape: Shape = kept(CIRCLE);
    assert!(matches!(shape.id(), Some(Cow::Borrowed("c1"))));
    assert!(matches!(shape.r#type(), Some(Cow::Borrowed("circle"))));
    assert!(matches!(shape.at(), Some(Cow::Borrowed(Point { x: 1, y: 2, .. }))));
    assert_eq!((shape.size(), shape.is_filled(), shape.colour()), (Some(1.5), None, Some(Colour::DarkBlue)));
    assert!(matches!(shape.tags(), Some(Cow::Borrowed(tags)) if tags == &["a", "b"]));
    assert!(matches!(shape.more(), Some(Cow::Borrowed(more)) if more["n"] == 1));
    assert!(matches!(shape.secret(), Some(Cow::Borrowed(secret)) if *secret == Secret::from("hunter2")));
    assert!(matches!(shape.anything(), Some(Cow::Borrowed(json)) if json.index(0) == Some(Json::from(1))));
    let inside = shape.inside().unwrap();
    assert!(matches!(inside, Cow::Borrowed(_)));
    assert_eq!((inside.r#type().as_deref(), inside.id(), inside.tags()), (Some("square"), None, None));
}

#[test]
fn shared_properties_can_be_read_from_the_json_of_an_unknown_value() {
    let text =
        CIRCLE.replace(r#""type":"circle","id":"c1""#, r#""type":"star","id":"s\u00e91""#).replace("dark blue", "pink");
    let shape: Shape = kept(&text);
    assert!(matches!(shape, Shape::Unknown(_)));
    assert_eq!((shape.r#type().as_deref(), shape.id().as_deref()), (Some("star"), Some("sé1")));
    assert_eq!((shape.size(), shape.is_filled(), shape.colour()), (Some(1.5), None, Some(Colour::from("pink"))));
    assert!(matches!(shape.at(), Some(Cow::Owned(Point { x: 1, y: 2, .. }))));
    assert_eq!(shape.tags().unwrap().into_owned(), ["a", "b"]);
    // Missing properties, and values of other types.
    let shape: Shape = kept(r#"{"type":5,"id":null,"size":"big","at":{"x":1}}"#);
    assert_eq!((shape.r#type(), shape.id(), shape.size(), shape.at(), shape.tags()), (None, None, None, None, None));
    assert_eq!(kept::<Shape>("[1]").id(), None);
}

#[test]
fn no_accessor_hides_a_method() {
    let shape: Shape = kept(CIRCLE);
    let Shape::Circle(_) = shape.clone() else { panic!("a circle") };
    // Calls the constructor of a variant, not the accessor.
    let _: Square = Shape::square(Point::new(1, 2)).id("s");
}
