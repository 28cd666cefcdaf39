//! Deeply nested types. Clippy, which checks this crate, does not complain about their complexity.

use super::kept;
use bindery_patterns::deep::types::*;

#[test]
fn deeply_nested_maps_and_lists_round_trip() {
    let text = r#"{"byRegion":{"eu":{"1":{"a":[{"x":[1,2]},{}]}},"us":{}},"before":{"eu":{"1":{"a":[]}}}}"#;
    let counts: Counts = kept(text);
    assert_eq!(counts.by_region["eu"]["1"]["a"][0]["x"], [1, 2]);
}
