//! Pattern 58, and dates in the types of a library.

use super::{keeps, kept};
use bindery_patterns::dates_jiff::types::Visit;
use bindery_runtime::{decode, encode, jiff};

#[test]
fn dates_keep_their_text_and_fail_nothing() {
    let visit: Visit =
        kept(r#"{"at":"2021-03-01T20:57:29+01:00","day":"2021-03-01","left":null,"all":["x"],"amount":1.10}"#);
    assert_eq!(visit.at.get().unwrap().as_second(), 1_614_628_649);
    assert!(visit.all.unwrap()[0].get().is_none());
    keeps::<Visit>(&[r#"{"at":"soon"}"#, r#"{"at":"2021-03-01 20:57","left":"1"}"#]);
    assert_eq!(encode(&decode::<Visit>(r#"{"at":"","amount":1.10}"#).unwrap()), r#"{"at":"","amount":1.10}"#);
    let visit = Visit::new(jiff::Timestamp::UNIX_EPOCH).day("2020-01-01").left(jiff::Timestamp::UNIX_EPOCH);
    assert_eq!(encode(&visit), r#"{"at":"1970-01-01T00:00:00Z","day":"2020-01-01","left":"1970-01-01T00:00:00Z"}"#);
}
