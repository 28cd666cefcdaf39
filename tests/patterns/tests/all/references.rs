//! Patterns 22, 49 and 56: references to everything, from everywhere, and their siblings.

use super::kept;
use super::support::sent;
use bindery_patterns::references::{Client, types::*};
use bindery_patterns::{nullable_30, nullable_31};
use bindery_runtime::{MockTransport, Patch, decode, encode};
use http::StatusCode;

fn client(mock: &MockTransport) -> Client {
    Client::builder().transport(mock.clone()).build().unwrap()
}

#[tokio::test]
async fn parameters_bodies_responses_headers_and_path_items_can_be_references() {
    let text = r#"{"id":7,"lines":[{"sku":"a","count":12}],"note":{"text":"b"}}"#;
    let mock = MockTransport::new().json(StatusCode::OK, text);
    let order: Order = kept(text);
    let response = client(&mock).orders().put_copy(7, order).send_with_response().await.unwrap();
    assert_eq!(encode(&response.body), text);
    let request = &mock.requests()[0];
    assert_eq!((request.method().as_str(), request.uri().path()), ("PUT", "/copies/7"));
    assert_eq!(request.body(), text);
}

#[tokio::test]
async fn an_operation_overrides_a_parameter_of_its_path_inline_or_by_reference() {
    let nothing = |mock: &MockTransport| client(mock).orders();
    let mock = MockTransport::new().json(StatusCode::OK, "{}").json(StatusCode::OK, "{}");
    nothing(&mock).get_order(1).page(OrdersGetOrderPage::Last).await.unwrap();
    // In this operation, the page is a required number.
    nothing(&mock).find_elsewhere(2, 3).await.unwrap();
    let targets: Vec<String> = mock.requests().iter().map(|request| request.uri().to_string()).collect();
    assert_eq!(targets, ["https://example.com/orders/1?page=last", "https://example.com/orders/2?page=3"]);
}

#[test]
fn a_reference_into_a_schema_or_path_is_a_type_like_any_other() {
    let elsewhere: Elsewhere = kept(
        r#"{"order":{"placed":"now","order":{"id":1}},"lines":[{"sku":"a"}],"line":{"sku":"b","count":2},"page":"first"}"#,
    );
    assert_eq!(elsewhere.line.as_ref().map(|line| line.sku.as_str()), Some("b"));
    assert_eq!(elsewhere.lines.unwrap()[0].sku, "a");
    assert_eq!(elsewhere.order.unwrap().order.unwrap().id, 1);
}

#[test]
fn openapi_3_0_ignores_the_siblings_of_a_reference_except_nullable_and_3_1_does_not() {
    use nullable_30::types::{Beside as Old, Point};
    let old: Old = kept(r#"{"silent":{"x":1},"nullable":null,"described":{"x":2}}"#);
    assert_eq!((old.silent, old.nullable), (Some(Point::new(1)), Patch::Null));
    assert_eq!(encode(&Old::new().nullable(Point::new(3))), r#"{"nullable":{"x":3}}"#);
    assert!(decode::<Old>(r#"{"described":null}"#).is_ok_and(|old| old.described.is_none()));

    use nullable_31::types::Beside as New;
    let new: New = kept(r#"{"both":{"x":1,"y":"a"},"nullable":null,"described":{"x":2}}"#);
    let both = new.both.unwrap();
    assert_eq!((both.x, both.y.as_str()), (1, "a"));
    assert!(new.nullable.is_null());
    assert_eq!(decode::<New>(r#"{"both":{"x":1}}"#).unwrap_err().path(), "$.both.y");
}

#[tokio::test]
async fn an_argument_has_the_type_of_the_target_of_its_reference() {
    let sent = sent(|mock| async move {
        let call = client(&mock).orders().get_order(9).page(OrdersGetOrderPage::from("next"));
        // Ignores the response: only the request matters here.
        call.send_as::<()>().await
    })
    .await;
    assert_eq!(sent.target, "/orders/9?page=next");
}
