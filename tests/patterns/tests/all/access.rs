//! Pattern 58: read-only and write-only properties. Also dates in the types of a library.

use super::{keeps, kept};
use bindery_patterns::access::types::{Plan, Team, TeamInput, User, UserInput};
use bindery_patterns::dates_jiff::types::Visit;
use bindery_runtime::{decode, encode, jiff};

#[test]
fn dates_keep_their_text_and_never_fail_decoding() {
    let visit: Visit =
        kept(r#"{"at":"2021-03-01T20:57:29+01:00","day":"2021-03-01","left":null,"all":["x"],"amount":1.10}"#);
    assert_eq!(visit.at.get().unwrap().as_second(), 1_614_628_649);
    assert!(visit.all.unwrap()[0].get().is_none());
    keeps::<Visit>(&[r#"{"at":"soon"}"#, r#"{"at":"2021-03-01 20:57","left":"1"}"#]);
    assert_eq!(encode(&decode::<Visit>(r#"{"at":"","amount":1.10}"#).unwrap()), r#"{"at":"","amount":1.10}"#);
    let visit = Visit::new(jiff::Timestamp::UNIX_EPOCH).day("2020-01-01").left(jiff::Timestamp::UNIX_EPOCH);
    assert_eq!(encode(&visit), r#"{"at":"1970-01-01T00:00:00Z","day":"2020-01-01","left":"1970-01-01T00:00:00Z"}"#);
}

#[test]
fn read_only_properties_are_not_part_of_requests() {
    let input = UserInput::new("Ann", "s3cret").manager(UserInput::new("Bob", "x"));
    assert_eq!(encode(&input), r#"{"name":"Ann","password":"s3cret","manager":{"name":"Bob","password":"x"}}"#);
    assert!(!format!("{input:?}").contains("s3cret"));
    kept::<UserInput>(r#"{"name":"Ann","password":"s3cret"}"#);
    kept::<UserInput>(r#"{"id":"1","name":"Ann","password":"s3cret","seen":"now"}"#);
    assert_eq!(encode(&TeamInput::new([UserInput::new("Ann", "y")])), r#"{"members":[{"name":"Ann","password":"y"}]}"#);
}

#[test]
fn responses_have_read_only_properties_and_may_lack_write_only_ones() {
    let user: User = kept(r#"{"id":"1","name":"Ann","seen":"now","manager":{"id":"2","name":"Bob"}}"#);
    assert_eq!((user.id.as_str(), user.password.is_none()), ("1", true));
    assert_eq!(decode::<User>(r#"{"name":"Ann"}"#).unwrap_err().path(), "$.id");
    let team: Team = kept(r#"{"members":[{"id":"1","name":"Ann"}],"plan":{"name":"p","limit":1}}"#);
    assert_eq!(team.members[0].id, "1");
}

#[test]
fn a_type_is_not_split_if_requests_and_responses_require_the_same() {
    let plan: Plan = kept(r#"{"name":"p","limit":1}"#);
    assert_eq!(plan.limit, Some(1));
    assert_eq!(encode(&TeamInput::new([]).plan(Plan::new("p"))), r#"{"members":[],"plan":{"name":"p"}}"#);
}
