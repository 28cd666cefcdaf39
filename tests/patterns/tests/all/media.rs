//! Pattern 76: responses in several media types, each of which has its own method.

use crate::support::{Arrived, Server};
use bindery_patterns::media::{Client, operations::reports};
use bindery_runtime::{Bytes, CallOptions, ErrorKind, MockTransport, RetryPolicy};
use http::StatusCode;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn client(server: &Server) -> Client {
    Client::builder().base_url(&server.address).token("t").retry(RetryPolicy::never()).build().unwrap()
}

/// Responds in the requested media type.
fn negotiated(request: &Arrived) -> (String, Vec<u8>) {
    let accept = request.header("accept").unwrap();
    let (media_type, body): (&str, &[u8]) = match accept {
        "text/csv" => ("text/csv; charset=iso-8859-1", b"\"id\"\n\"caf\xe9\"\n"),
        "application/pdf" => ("application/pdf", b"%PDF\xff\0"),
        "application/xml" => ("text/xml", b"<report/>"),
        "application/vnd.summary+json" => ("application/vnd.summary+json", br#"{"count":2}"#),
        "text/plain" => ("text/plain", b"\"quoted\""),
        "image/*" => ("image/webp", b"webp"),
        "text/html" => ("text/html", b"<p>"),
        XLSX => ("application/octet-stream", b"PK"),
        _ => ("application/json", br#"{"id":1}"#),
    };
    (format!("200 OK\r\ncontent-type: {media_type}\r\nx-rows: 2"), body.to_vec())
}

#[tokio::test]
async fn each_media_type_has_a_method_that_requests_it() {
    let server = Server::new(negotiated);
    let client = client(&server);
    let accept = || server.last().header("accept").unwrap().to_owned();
    assert_eq!(client.reports().get(7).await.unwrap().id, 1);
    assert_eq!(accept(), "application/json");
    let csv: String = client.reports().get(7).csv().await.unwrap();
    assert_eq!((csv.as_str(), accept().as_str()), ("\"id\"\n\"café\"\n", "text/csv"));
    let request = server.last();
    assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/reports/7"));
    assert_eq!(request.header("authorization"), Some("Bearer t"));
    let pdf: Bytes = client.reports().get(7).pdf().await.unwrap();
    assert_eq!((&pdf[..], accept().as_str()), (&b"%PDF\xff\0"[..], "application/pdf"));
    let xml = client.reports().get(7).xml().send_with_response().await.unwrap();
    assert_eq!((xml.body.as_str(), xml.headers["x-rows"].to_str().unwrap()), ("<report/>", "2"));
    assert_eq!(client.reports().get(7).summary_json().await.unwrap().count, 2);
    assert_eq!(client.reports().get(7).xlsx().await.unwrap(), "PK");
    // The call has both the method and the parameter of the same name.
    assert_eq!(client.reports().list().csv(true).text_csv().await.unwrap(), csv);
    assert_eq!(server.last().target, "/reports?csv=true");
}

#[tokio::test]
async fn an_awaited_call_may_return_something_other_than_json() {
    let server = Server::new(negotiated);
    let files = client(&server).files();
    // Text takes precedence over bytes, in any order.
    assert_eq!(files.document().await.unwrap(), "\"quoted\"");
    assert_eq!(files.document().pdf().await.unwrap(), &b"%PDF\xff\0"[..]);
    // Here, too. A range is requested as a range.
    assert_eq!(files.picture().await.unwrap(), "<p>");
    assert_eq!(files.picture().image().await.unwrap(), "webp");
    assert_eq!(server.last().header("accept"), Some("image/*"));
}

#[tokio::test]
async fn a_body_can_be_streamed_in_another_media_type() {
    let server = Server::new(negotiated);
    let mut response = client(&server).reports().get(7).pdf().send_streaming().await.unwrap();
    assert_eq!(response.headers["content-type"], "application/pdf");
    let mut bytes = Vec::new();
    while let Some(chunk) = response.body.chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    assert_eq!(bytes, b"%PDF\xff\0");
}

#[tokio::test]
async fn errors_and_options_are_those_of_the_call() {
    let problem = r#"{"message":"gone"}"#;
    let server = Server::new(move |request| {
        assert_eq!(request.header("x-trace"), Some("1"));
        ("404 Not Found\r\ncontent-type: application/json".to_owned(), problem.into())
    });
    let options = CallOptions::new().header("x-trace", "1").header("accept", "text/csv;header=present");
    let error = client(&server).reports().get(7).csv().options(options).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Status, Some(StatusCode::NOT_FOUND)));
    assert_eq!(reports::Get::error_body(&error).unwrap().message, "gone");
    // A header of the call takes precedence.
    assert_eq!(server.last().header("accept"), Some("text/csv;header=present"));
}

#[tokio::test]
async fn a_retry_has_the_same_accept_header() {
    let server = Server::new({
        let attempts = std::sync::atomic::AtomicUsize::new(0);
        move |request| match attempts.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
            0 => ("503 Service Unavailable\r\nretry-after: 0".to_owned(), Vec::new()),
            _ => negotiated(request),
        }
    });
    let client = Client::builder().base_url(&server.address).token("t").build().unwrap();
    assert_eq!(client.reports().get(7).pdf().send_with_response().await.unwrap().attempts, 2);
    assert_eq!((server.count(), server.last().header("accept")), (2, Some("application/pdf")));
}

#[tokio::test]
async fn a_media_type_other_than_the_requested_one_is_an_error() {
    for (media_type, body) in [("application/json", r#"{"id":1}"#), ("application/problem+json; a=b", "{}")] {
        let server = Server::giving(media_type, body);
        for error in [
            client(&server).reports().get(7).csv().await.unwrap_err(),
            client(&server).reports().get(7).pdf().send_streaming().await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert!(error.to_string().contains("found application/"), "{error}");
        }
        let error = client(&server).reports().get(7).csv().await.unwrap_err();
        assert_eq!(error.body(), body.as_bytes());
    }
    // The other success status only has JSON.
    let accepted =
        Server::new(|_| ("202 Accepted\r\ncontent-type: application/json".to_owned(), b"{\"job\":\"a\"}".into()));
    let error = client(&accepted).reports().export().pdf().await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, Some(StatusCode::ACCEPTED)));
    // A declared text type instead of the requested one, and generic media types.
    let text = Server::giving("text/plain", "sorry");
    assert_eq!(client(&text).files().document().pdf().await.unwrap_err().kind(), ErrorKind::Decode);
    for unclear in ["application/octet-stream", "application/x-pdf", "binary"] {
        let server = Server::giving(unclear, "%PDF");
        assert_eq!(client(&server).files().document().pdf().await.unwrap(), "%PDF", "{unclear}");
    }
    let binary = Server::giving("text/csv", b"\xff\xfe\xfd".as_slice());
    assert_eq!(client(&binary).reports().get(7).csv().await.unwrap(), "\u{fffd}", "UTF-16 by its mark");
    let binary = Server::giving("text/csv", b"\xc3\x28".as_slice());
    assert_eq!(client(&binary).reports().get(7).csv().await.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn a_mock_responds_with_another_media_type() {
    let mock = MockTransport::new()
        .media_for::<reports::Get>("text/csv", "a,b")
        .media_for::<reports::Get>("application/pdf", vec![0xff]);
    let client = Client::builder().transport(mock.clone()).token("t").build().unwrap();
    assert_eq!(client.reports().get(7).csv().await.unwrap(), "a,b");
    assert_eq!(client.reports().get(7).pdf().await.unwrap(), &[0xff][..]);
    assert_eq!(mock.requests_of::<reports::Get>()[1].headers()["accept"], "application/pdf");
}
