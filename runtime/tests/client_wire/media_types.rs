//! How a body is decoded: by its `Content-Type` and charset, by the description, and by its content.

use bindery_runtime::__private::Request;
use bindery_runtime::{Body, Bytes, Error, ErrorKind, Json, Operation, RetryPolicy, media, responses};

use crate::api::Client;
use crate::server::{Response, Server, header};

macro_rules! declared {
    ($name:ident $media_type:literal) => {
        static $name: Operation =
    Operation { id: "get", path: "/x", responses: responses!["200" $media_type], ..Operation::EMPTY };
    };
}
declared!(JSON "application/json");
declared!(TEXT "text/plain");
declared!(ANY "*/*");
declared!(TEXT_JSON "text/json");
declared!(XML "application/xml");
static NOTHING: Operation = Operation { id: "get", path: "/x", responses: responses!["200"], ..Operation::EMPTY };

async fn responding(media_type: Option<&str>, body: &[u8]) -> (Client, Server) {
    let media_type = media_type.map(|media_type| format!("content-type: {media_type}\r\n")).unwrap_or_default();
    let head = format!("HTTP/1.1 200 OK\r\n{media_type}content-length: {}\r\nconnection: close\r\n\r\n", body.len());
    let server = Server::start(Response::Bytes([head.as_bytes(), body].concat())).await;
    let builder = Client::builder(format!("http://{}", server.address)).retry(RetryPolicy::never());
    (builder.build().unwrap(), server)
}

async fn text(operation: &'static Operation, media_type: Option<&str>, body: &[u8]) -> Result<String, Error> {
    responding(media_type, body).await.0.request(operation).send().await
}

#[tokio::test]
async fn a_string_is_decoded_whatever_media_type_is_declared() {
    let quoted = br#""hel\u006co""#;
    for (operation, media_type, body, expected) in [
        (&JSON, Some("application/json"), &quoted[..], "hello"),
        (&JSON, Some("application/problem+json; charset=utf-8"), quoted, "hello"),
        (&JSON, None, quoted, "hello"),
        (&JSON, Some("application/octet-stream"), quoted, "hello"),
        (&JSON, Some("text/plain"), b"hello", "hello"),
        (&JSON, Some("text/html; charset=utf-8"), b"<p>", "<p>"),
        // Many servers label JSON as text.
        (&JSON, Some("text/plain"), quoted, "hello"),
        (&ANY, Some("application/json"), quoted, "hello"),
        (&ANY, Some("text/json"), quoted, "hello"),
        (&ANY, Some("text/plain"), b"hello", "hello"),
        (&ANY, Some("text/plain"), b"\"hello\"", "\"hello\""),
        (&ANY, None, quoted, "hello"),
        (&ANY, None, b"hello", "hello"),
        (&TEXT, Some("text/plain"), b"\"hello\"", "\"hello\""),
        (&TEXT, Some("application/json"), quoted, "hello"),
        (&TEXT, Some("application/json"), b"{\"a\":1}", "{\"a\":1}"),
        (&TEXT, None, b"\"hello\"", "\"hello\""),
        (&TEXT, Some("*/*"), b"\"hello\"", "\"hello\""),
        (&TEXT, Some("nonsense"), b"hello", "hello"),
        (&TEXT_JSON, Some("text/json"), quoted, "hello"),
        (&TEXT_JSON, None, quoted, "hello"),
        (&XML, Some("text/xml"), b"<a/>", "<a/>"),
        (&NOTHING, Some("text/plain"), b"hello", "hello"),
        (&NOTHING, None, quoted, "hello"),
    ] {
        let found = text(operation, media_type, body).await.unwrap();
        let body = String::from_utf8_lossy(body);
        assert_eq!(found, expected, "{:?} {media_type:?} {body}", operation.responses);
    }
    for (operation, media_type, body) in [
        (&JSON, Some("application/json"), &b"hello"[..]),
        (&JSON, None, b"hello"),
        (&TEXT, Some("text/plain"), b"\xff"),
    ] {
        assert_eq!(text(operation, media_type, body).await.unwrap_err().kind(), ErrorKind::Decode);
    }
}

#[tokio::test]
async fn a_body_that_is_not_json_is_reported_by_its_media_type() {
    for (media_type, body, found) in [
        ("text/plain", "upstream is down: s3cret", "24 bytes of text/plain"),
        ("text/html; charset=utf-8", "<h1>s3cret</h1>", "15 bytes of text/html"),
        ("image/png", "s3cret", "6 bytes of image/png"),
    ] {
        let (client, _server) = responding(Some(media_type), body.as_bytes()).await;
        let error = client.request(&JSON).send::<Vec<i64>>().await.unwrap_err();
        let shown = error.to_string();
        assert!(shown.contains(&format!("expected JSON, found {found}")), "{shown}");
        assert!(!format!("{shown}{error:?}").contains("s3cret"), "{error:?}");
        assert_eq!(error.body(), body.as_bytes());
    }
    // An overlong media type is truncated.
    let (client, _server) = responding(Some(&format!("text/{}", "x".repeat(5000))), b"?").await;
    assert!(client.request(&JSON).send::<Vec<i64>>().await.unwrap_err().to_string().len() < 250);
    // For JSON, the error locates the difference, whatever the media type.
    let (client, _server) = responding(Some("text/plain"), b"[1,\"a\"]").await;
    let error = client.request(&JSON).send::<Vec<i64>>().await.unwrap_err();
    assert_eq!(error.decode_error().unwrap().path(), "$[1]");
}

#[tokio::test]
async fn text_and_json_are_decoded_by_their_charset() {
    for (media_type, body, expected) in [
        ("text/plain; charset=ISO-8859-1", &b"caf\xe9"[..], "café"),
        ("text/plain; charset=windows-1252", b"\x80", "€"),
        ("text/plain; charset=utf-16le", b"h\0\xe9\0", "hé"),
        ("text/plain", b"\xef\xbb\xbfh\xc3\xa9", "hé"),
        ("application/json; charset=latin1", b"\"caf\xe9\"", "café"),
        ("application/json", b"\xef\xbb\xbf\"caf\xc3\xa9\"", "café"),
        ("application/json", b"\xff\xfe\"\0\xe9\0\"\0", "é"),
    ] {
        assert_eq!(text(&ANY, Some(media_type), body).await.unwrap(), expected, "{media_type}");
    }
    let (client, _server) = responding(Some("application/json"), b"\xef\xbb\xbf{\"a\":null}").await;
    let json: Json = client.request(&JSON).send().await.unwrap();
    assert_eq!(json.text(), "{\"a\":null}");
    // Null, an empty body, and raw bytes.
    let (client, _server) = responding(Some("application/json"), b"\xef\xbb\xbfnull").await;
    assert_eq!(client.request(&JSON).send::<Option<Json>>().await.unwrap(), None);
    let (client, _server) = responding(Some("application/json"), b"\xef\xbb\xbf").await;
    assert_eq!(client.request(&JSON).send::<Option<Json>>().await.unwrap(), None);
    let (client, _server) = responding(Some("text/plain; charset=latin1"), b"\xe9").await;
    assert_eq!(client.request(&TEXT).send::<Bytes>().await.unwrap(), &b"\xe9"[..]);
}

#[tokio::test]
async fn error_bodies_with_a_byte_order_mark_are_decoded() {
    let body = "\u{feff}{\"code\":\"gone\"}";
    let head = format!("HTTP/1.1 404 Not Found\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    let server = Server::start(Response::Bytes(head.into())).await;
    let client = Client::builder(format!("http://{}", server.address)).build().unwrap();
    let error = client.request(&JSON).send::<()>().await.unwrap_err();
    assert_eq!(error.error_code(), Some("gone"));
    assert!(error.decode_body::<Json>().is_ok());
}

static SENDING: Operation =
    Operation { method: "POST", path: "/x", request: &["*/*", "text/json"], ..Operation::EMPTY };

#[tokio::test]
async fn json_is_sent_with_the_declared_media_type() {
    let (client, server) = responding(None, b"").await;
    client.request(&SENDING).json(&1_i64).send::<()>().await.unwrap();
    assert_eq!(header(&server.request(), "content-type"), Some("text/json"));
}

/// A call whose responses have other media types.
#[derive(Debug)]
struct Get(Request);
media! { Get { csv -> String = "text/csv", pdf -> Bytes = "application/pdf", count -> i64 = "application/vnd.count+json" } }

fn get(client: &Client) -> Get {
    Get(client.request(&JSON))
}

#[tokio::test]
async fn text_in_another_media_type_is_not_decoded() {
    for (media_type, body, expected) in [
        (Some("text/csv"), &b"\"a\""[..], "\"a\""),
        (Some("text/csv; charset=latin1"), b"\xe9", "\u{e9}"),
        (Some("text/csv"), b"\xef\xbb\xbfa,b", "a,b"),
        (Some("text/plain"), b"\"a\"", "\"a\""),
        (Some("application/octet-stream"), b"null", "null"),
        (Some("nonsense"), b"\"a\"", "\"a\""),
        (Some("*/*"), b"\"a\"", "\"a\""),
        (None, b"\"a\"", "\"a\""),
        (Some("text/csv"), b"", ""),
    ] {
        let (client, server) = responding(media_type, body).await;
        assert_eq!(get(&client).csv().await.unwrap(), expected, "{media_type:?} {body:?}");
        assert_eq!(header(&server.request(), "accept"), Some("text/csv"));
    }
    for found in ["application/json", "application/problem+json", "text/json", "Application/JSON;charset=utf-8"] {
        let (client, _server) = responding(Some(found), b"\"a\"").await;
        assert_eq!(get(&client).csv().await.unwrap_err().kind(), ErrorKind::Decode, "{found}");
        assert_eq!(get(&client).pdf().send_streaming().await.unwrap_err().kind(), ErrorKind::Decode, "{found}");
        let (client, _server) = responding(Some(found), b"7").await;
        assert_eq!(get(&client).count().await.unwrap(), 7, "{found}");
    }
    // An overlong media type is truncated.
    let (client, _server) = responding(Some(&format!("application/{}+json", "x".repeat(5000))), b"?").await;
    assert!(get(&client).csv().await.unwrap_err().to_string().len() < 250);
}

#[tokio::test]
async fn the_response_limit_applies_to_other_media_types() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/pdf\r\n\r\n";
    let server = Server::start(Response::Endless(head.to_vec())).await;
    let builder = Client::builder(format!("http://{}", server.address)).retry(RetryPolicy::never());
    let client = builder.response_limit(100_000).build().unwrap();
    assert_eq!(get(&client).pdf().await.unwrap_err().kind(), ErrorKind::TooLarge);
    // For a stream, the reader sets the limit.
    let mut body: Body = get(&client).pdf().send_streaming().await.unwrap().body.limited(50_000);
    let mut length = 0;
    let error = loop {
        match body.chunk().await {
            Ok(Some(chunk)) => length += chunk.len(),
            Ok(None) => panic!("an end after {length} bytes"),
            Err(error) => break error,
        }
    };
    assert!(length <= 50_000, "{length}");
    assert!(std::error::Error::source(&error).unwrap().to_string().contains("larger"), "{error:?}");
}
