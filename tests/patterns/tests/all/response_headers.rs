//! Pattern 70: declared response headers, of results and of errors.

use bindery_patterns::response_headers::{Client, ResponseHeaders};
use bindery_runtime::{Body, CallOptions, MockTransport, RetryPolicy};
use http::StatusCode;

fn response(status: StatusCode, headers: &[(&'static str, &str)], body: &'static str) -> http::Response<Body> {
    let mut response = http::Response::new(Body::from(body));
    *response.status_mut() = status;
    for (name, value) in headers {
        response.headers_mut().append(*name, value.parse().unwrap());
    }
    response
}

#[tokio::test]
async fn declared_headers_are_typed_on_results_and_errors() {
    let given = [
        ("ratelimit-remaining", "59"),
        ("x-tags", "a, c"),
        ("etag", "\"5\""),
        ("x-page", r#"{"next":2}"#),
        ("content-type", "application/json"),
    ];
    let mock = MockTransport::new().response(response(StatusCode::OK, &given, "[]")).response(response(
        StatusCode::TOO_MANY_REQUESTS,
        &[("ratelimit-remaining", "0"), ("x-tags", "a")],
        "{}",
    ));
    let client = Client::builder().transport(mock).build().unwrap();
    let listed = client.things().list_things().send_with_response().await.unwrap();
    assert_eq!(listed.ratelimit_remaining(), Some(59.0));
    assert_eq!(listed.x_tags().unwrap(), ["a", "c"]);
    assert_eq!(listed.etag().as_deref(), Some("\"5\""));
    assert_eq!(listed.x_page().unwrap().get("next").unwrap().as_i64(), Some(2));
    assert_eq!(listed.retry_after(), None);
    let once = CallOptions::new().retry(RetryPolicy::never());
    let error = client.things().list_things().options(once).await.unwrap_err();
    assert_eq!((error.ratelimit_remaining(), error.x_tags().unwrap()), (Some(0.0), vec!["a".to_owned()]));
}
