//! Responses that do not match the description: typed errors with a place, and bounded memory and stack.

use super::client;
use super::server::Server;
use auth0_bindings::runtime::{CallOptions, DecodeErrorKind, MAX_DEPTH};
use auth0_bindings::types::LogStream;
use auth0_bindings::{Error, ErrorKind};

/// Returns the error of listing streams if the server responds with this body.
async fn list(body: &str) -> Error {
    let server = Server::json("200 OK", body).await;
    client(server.address).log_streams().list().await.expect_err("an error")
}

fn is_decode(error: &Error, kind: DecodeErrorKind, path: &str) {
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    let found = error.decode_error().expect("a decode error");
    assert_eq!((found.kind(), found.path().as_str()), (kind, path), "{error}");
}

#[tokio::test]
async fn a_response_that_is_not_json_is_an_error() {
    let error = list("<html>502</html>").await;
    is_decode(&error, DecodeErrorKind::Syntax, "$");
    assert_eq!(error.body(), b"<html>502</html>");
    is_decode(&list("").await, DecodeErrorKind::Syntax, "$");
    is_decode(&list("[] []").await, DecodeErrorKind::Syntax, "$");
}

#[tokio::test]
async fn a_truncated_response_is_an_error() {
    is_decode(&list(r#"[{"type":"http"},{"type":"htt"#).await, DecodeErrorKind::Syntax, "$[1]");
    is_decode(&list(r#"[{"type":"http","name":"aud"#).await, DecodeErrorKind::Syntax, "$[0].name");
    let response = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n[{\"type\":";
    let server = Server::raw(response.to_owned()).await;
    let error = client(server.address).log_streams().list().await.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
}

#[tokio::test]
async fn a_value_of_another_type_is_an_error_or_a_deviation() {
    is_decode(&list(r#"{"log_streams":[]}"#).await, DecodeErrorKind::Mismatch, "$");
    // An optional property of another type is absent; its value is kept and reported.
    let body = r#"[{"type":"sumo"},{"type":"http","filters":[{},{"name":7}]}]"#;
    let server = Server::json("200 OK", body).await;
    let response = client(server.address).log_streams().list().send_with_response().await.expect("a list");
    let paths: Vec<&str> = response.deviations().iter().map(|deviation| deviation.path.as_str()).collect();
    assert_eq!(paths, ["/1/filters/1/name"]);
    assert_eq!(auth0_bindings::runtime::encode(&response.body), body);
    // Even strict decoding does not fail because of one element: the unknown element contains the reason.
    let server = Server::json("200 OK", body).await;
    let list = client(server.address).log_streams().list().options(CallOptions::new().strict());
    let streams = list.await.expect("a list");
    let [LogStream::Sumo(_), LogStream::Unknown(odd)] = streams.as_slice() else { panic!("{streams:?}") };
    let reason = odd.reason().expect("a reason");
    assert_eq!((reason.path().as_str(), reason.found()), ("$.filters[1].name", "an integer"));
}

#[tokio::test]
async fn a_response_that_is_nested_too_deeply_is_an_error() {
    for depth in [MAX_DEPTH + 1, 10_000] {
        let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        for body in [deep.clone(), format!(r#"[{{"type":"http","new":{deep}}}]"#), format!(r#"[{{"new":{deep}}}]"#)] {
            let error = list(&body).await;
            assert_eq!(error.decode_error().map(|error| error.kind()), Some(DecodeErrorKind::Depth), "{error}");
        }
    }
}

#[tokio::test]
async fn a_response_over_the_limit_is_an_error() {
    const SIZE: usize = 200 << 20;
    for head in [
        // If the length is announced, the body is not read at all; otherwise it is read up to the limit.
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {SIZE}\r\n\r\n"),
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n".to_owned(),
    ] {
        let server = Server::long(&head, SIZE).await;
        let error = client(server.address).log_streams().list().await.expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
        assert!(error.body().len() <= 64 << 10, "what is kept is bounded");
    }
}

#[tokio::test]
async fn html_with_an_error_status_is_kept() {
    let page = "<html>".to_owned() + &"x".repeat(100_000);
    let server = Server::json("502 Bad Gateway", &page).await;
    let error = client(server.address).log_streams().delete("lst_1").await.expect_err("an error");
    assert_eq!((error.kind(), error.message()), (ErrorKind::Status, None));
    assert!(page.as_bytes().starts_with(error.body()) && !error.body().is_empty());
}
