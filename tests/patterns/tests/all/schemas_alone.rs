//! A description that only contains schemas.

use bindery_patterns::schemas_alone::types::{Bolt, Level, Part, Thing};
use bindery_runtime::{decode, encode};

#[test]
fn schemas_become_types_without_operations() {
    let thing = Thing::new("a").part(Bolt::new(3));
    assert_eq!(encode(&thing), r#"{"name":"a","part":{"size":3}}"#);
    let read: Thing = decode(r#"{"name":"b","part":"c"}"#).unwrap();
    assert!(matches!(read.part, Some(Part::Text(text)) if text == "c"));
    assert_eq!(Level::High.as_str(), "high");
}
