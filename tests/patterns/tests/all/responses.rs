//! Patterns 41 to 43, 45, 46 and 52: results of success and error responses.

use bindery_patterns::responses::{Client, operations::failure, operations::success::SeveralReply, types::*};
use bindery_runtime::{Body, ErrorKind, Json, MockTransport};
use http::StatusCode;

/// Returns a client that gets one response.
fn responding(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Client {
    client(status, media_type, body).0
}

fn client(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> (Client, MockTransport) {
    let mut response = http::Response::new(Body::from(body.into()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    response.headers_mut().insert("content-type", media_type.parse().unwrap());
    response.headers_mut().insert("location", "/there".parse().unwrap());
    let mock = MockTransport::new().response(response);
    (Client::builder().transport(mock.clone()).retry(bindery_runtime::RetryPolicy::never()).build().unwrap(), mock)
}

const JSON: &str = "application/json";

#[tokio::test]
async fn each_success_has_its_own_body() {
    let of = async |status, body: &str| responding(status, JSON, body).success().several().await;
    assert!(matches!(of(200, r#"{"name":"a"}"#).await, Ok(SeveralReply::Ok(Thing { name: Some(_), .. }))));
    assert!(matches!(of(201, r#"{"id":"a"}"#).await, Ok(SeveralReply::Created(Job { .. }))));
    // The description declares content, but the status never has any.
    assert!(matches!(of(204, "").await, Ok(SeveralReply::NoContent)));
    let error = of(201, "").await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, Some(StatusCode::CREATED)));
    assert_eq!(of(202, "{}").await.unwrap_err().kind(), ErrorKind::Status, "nothing is said about it");
    assert_eq!(of(500, "{}").await.unwrap_err().kind(), ErrorKind::Status);
}

#[tokio::test]
async fn a_body_can_be_missing_if_the_description_allows_it() {
    let of = async |status, body: &str| responding(status, JSON, body).success().maybe().await.unwrap();
    assert_eq!(of(200, r#"{"name":"a"}"#).await.unwrap().name.as_deref(), Some("a"));
    assert!(of(206, r#"{"name":"a"}"#).await.is_some());
    assert!(of(204, "").await.is_none());
}

#[tokio::test]
async fn default_is_a_success_if_it_is_the_only_response() {
    assert!(responding(200, JSON, "{}").success().only_default().await.is_ok());
    assert_eq!(responding(400, JSON, "{}").success().only_default().await.unwrap_err().kind(), ErrorKind::Status);
}

#[tokio::test]
async fn some_operations_return_only_their_status() {
    responding(200, JSON, "").success().head().await.unwrap();
    responding(200, JSON, r#"{"un":"described"}"#).success().silent().await.unwrap();
    let json: Json = responding(200, JSON, r#"{"un":"described"}"#).success().silent().send_as().await.unwrap();
    assert_eq!(json.get("un").unwrap(), Json::parse("\"described\"").unwrap());
    let response = responding(302, JSON, "").success().redirected().send_with_response().await.unwrap();
    assert_eq!(response.headers["location"], "/there");
    let error = responding(302, JSON, "").success().silent().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status, "a redirection is no success where one is declared");
}

#[tokio::test]
async fn text_and_bytes_are_returned_unchanged() {
    assert_eq!(responding(200, "text/csv", "a,\"b\"\n").media().text().await.unwrap(), "a,\"b\"\n");
    let png: &[u8] = &[0x89, b'P', 0xff, 0];
    assert_eq!(responding(200, "image/png", png).media().bytes().await.unwrap(), png);
    assert_eq!(responding(200, JSON, png).media().json_bytes().await.unwrap(), png);
    assert_eq!(responding(200, "x/y", png).media().any().await.unwrap(), png);
    assert_eq!(responding(200, JSON, "7").media().number().await.unwrap(), 7);
    let error = responding(200, "text/csv", png).media().text().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn the_requested_media_type_is_the_one_that_is_read() {
    let (client, mock) = client(200, "application/vnd.thing+json", r#"{"name":"a"}"#);
    assert_eq!(client.media().negotiated().await.unwrap().name.as_deref(), Some("a"));
    assert_eq!(mock.requests()[0].headers()["accept"], "application/vnd.thing+json, text/plain");
}

#[tokio::test]
async fn errors_have_their_declared_bodies() {
    let problem = r#"{"message":"gone","code":7}"#;
    let error = responding(404, JSON, problem).failure().fail_one().await.unwrap_err();
    let found = failure::FailOne::error_body(&error).unwrap();
    assert_eq!((found.message.as_str(), found.code), ("gone", Some(7)));
    let error = responding(503, JSON, problem).failure().fail_one().await.unwrap_err();
    assert!(failure::FailOne::error_body(&error).is_some(), "a range");
    let error = responding(401, JSON, problem).failure().fail_one().await.unwrap_err();
    assert!(failure::FailOne::error_body(&error).is_none(), "it has no schema");

    let error = responding(422, JSON, r#"{"fields":["a"]}"#).failure().fail_many().await.unwrap_err();
    let Some(failure::FailManyErrorBody::UnprocessableContent(invalid)) = failure::FailMany::error_body(&error) else {
        panic!("{error}")
    };
    assert_eq!(invalid.fields, ["a"]);
    let error = responding(500, JSON, problem).failure().fail_alike().await.unwrap_err();
    assert!(matches!(failure::FailAlike::error_body(&error), Some(failure::FailAlikeErrorBody::Other(_))));
    let error = responding(500, "text/html", "<h1>").failure().fail_many().await.unwrap_err();
    assert!(failure::FailMany::error_body(&error).is_none());
    assert_eq!(error.body(), b"<h1>");
}

#[tokio::test]
async fn the_most_specific_status_determines_the_type_of_an_error() {
    use bindery_patterns::responses::operations::success::{Maybe, MaybeErrorBody};
    let error = responding(404, "application/problem+json", r#"{"fields":[]}"#).success().maybe().await.unwrap_err();
    assert!(matches!(Maybe::error_body(&error), Some(MaybeErrorBody::NotFound(_))));
    let error = responding(410, JSON, r#"{"message":"x"}"#).success().maybe().await.unwrap_err();
    assert!(matches!(Maybe::error_body(&error), Some(MaybeErrorBody::ClientError(_))));
}
