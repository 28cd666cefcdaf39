//! Names of types whose schemas have none. Most of the test is that it compiles.

use super::kept;
use bindery_patterns::called::{Client, types::*};
use bindery_runtime::{MockTransport, encode};

#[test]
fn a_component_of_one_branch_keeps_its_name() {
    let conf: Conf = kept(r#"{"m":{"size":1,"inner":{"deep":2}},"n":{"gone":true}}"#);
    let model: &Model = &conf.m;
    assert_eq!((model.size, model.inner.as_ref().map(|inner: &ModelInner| inner.deep)), (1, Some(2)));
}

#[test]
fn words_are_split_the_same_everywhere() {
    kept::<V1C2c>(r#"{"state":{"on":true}}"#);
    kept::<V1C2cState>(r#"{"on":true}"#);
    kept::<V9c8c>(r#"{"state":{"off":true}}"#);
    kept::<V9c8cState>(r#"{"off":true}"#);
}

#[test]
fn titles_name_variants_even_beside_properties_and_in_parts() {
    assert!(matches!(kept::<Detail>(r#"{"issue":"AMOUNT_MISMATCH","place":"a"}"#), Detail::AmountMismatch(_)));
    assert!(matches!(kept::<Detail>(r#"{"issue":"NOT_PAYABLE"}"#), Detail::NotPayable(_)));
    assert!(matches!(kept::<Detail>(r#"{"issue":"x","until":"now","why":"b"}"#), Detail::TooLate(_)));
}

#[test]
fn a_type_named_after_a_single_property_does_not_repeat_its_name() {
    assert!(matches!(kept::<Source>(r#"{"s3":{"bucket":"a"}}"#), Source::S3(s3) if s3.s3.bucket == "a"));
    kept::<SourceS3Value>(r#"{"bucket":"a"}"#);
    kept::<SourceDiskValue>(r#"{"path":"a"}"#);
}

#[tokio::test]
async fn a_type_that_operations_share_is_named_after_its_title() {
    kept::<Unauthorized>(r#"{"reason":"a"}"#);
    // A schema already has the name `Missing`.
    kept::<Missing>(r#"{"gone":true}"#);
    kept::<MissingResponse>(r#"{"what":"a"}"#);
    let album = Album::new("t").tracks([AlbumTracksItem::new(3)]);
    assert_eq!(encode(&album), r#"{"title":"t","tracks":[{"length":3}]}"#);
    let mock = MockTransport::new().json(http::StatusCode::OK, r#"{"m":{"size":1}}"#);
    let client = Client::builder().transport(mock.clone()).build().unwrap();
    assert_eq!(client.albums().get_album("1").sort(Order::Down).await.unwrap().m.size, 1);
    assert_eq!(mock.requests()[0].uri().query(), Some("sort=down"));
}
