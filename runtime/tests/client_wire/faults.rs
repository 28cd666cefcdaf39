//! Servers and networks that misbehave.

use std::error::Error as _;
use std::time::Duration;

use bindery_runtime::{CallOptions, ErrorKind, RetryPolicy, TransportErrorKind};
use http::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::api::Client;
use crate::server::{Response, Server, header, response};

const SHORT: Duration = Duration::from_millis(50);

fn client(server: &Server) -> Client {
    let builder = Client::builder(format!("http://{}", server.address)).token("the-token");
    builder.retry(RetryPolicy::never()).timeout(Duration::from_secs(30)).response_limit(1024 * 1024).build().unwrap()
}

#[tokio::test]
async fn an_endless_response_is_cut_off() {
    for (head, kept) in [
        ("HTTP/1.1 200 OK\r\n\r\n[", 64 * 1024),
        // If `Content-Length` exceeds the limit, nothing is read.
        ("HTTP/1.1 200 OK\r\ncontent-length: 1048576000000\r\n\r\n[", 0),
    ] {
        let server = Server::start(Response::Endless(head.into())).await;
        let error = client(&server).list().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        assert_eq!(error.status(), Some(StatusCode::OK));
        assert_eq!(error.body().len(), kept);
        // Only the buffers of the sockets hold bytes beyond the limit.
        assert!(server.sent() < 64 * 1024 * 1024);
    }
    let server = Server::start(Response::Endless("HTTP/1.1 500 Oops\r\n\r\n[".into())).await;
    let error = client(&server).list().await.unwrap_err();
    assert_eq!((error.kind(), error.body().len()), (ErrorKind::Status, 64 * 1024));
}

#[tokio::test]
async fn a_response_may_be_as_large_as_the_limit() {
    let body = |length: usize| format!("[]{}", " ".repeat(length - 2));
    let server = Server::json("200 OK", &body(1024 * 1024)).await;
    client(&server).list().await.unwrap();
    let server = Server::json("200 OK", &body(1024 * 1024 + 1)).await;
    assert_eq!(client(&server).list().await.unwrap_err().kind(), ErrorKind::TooLarge);
}

#[tokio::test]
async fn a_truncated_response_is_an_error() {
    for bytes in [
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[{\"a\":1}]",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n[]\r\n",
    ] {
        let server = Server::start(Response::Bytes(bytes.into())).await;
        let error = client(&server).list().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{bytes}");
        assert_eq!(error.status(), Some(StatusCode::OK));
        assert!(error.body().starts_with(b"["));
        assert_eq!(error.transport_error().unwrap().kind(), TransportErrorKind::Interrupted);
    }
    // An error status takes precedence.
    let bytes = "HTTP/1.1 404 Not Found\r\ncontent-length: 100\r\n\r\n{\"message\":\"no\"}";
    let server = Server::start(Response::Bytes(bytes.into())).await;
    let error = client(&server).list().await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Status, Some("no")));
}

#[tokio::test]
async fn no_response_is_a_transport_error() {
    for bytes in ["", "HTTP/1.1", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200 OK\r\nx"] {
        let server = Server::start(Response::Bytes(bytes.into())).await;
        let error = client(&server).get("s3cret").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{bytes}");
        assert!(error.status().is_none() && error.body().is_empty());
        let source = error.source().unwrap();
        assert!(!format!("{error} {error:?} {source} {source:?}").contains("s3cret"));
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = Client::builder(format!("http://{address}")).token("t").retry(RetryPolicy::never()).build().unwrap();
    let error = client.get("x").await.unwrap_err();
    assert_eq!(error.transport_error().unwrap().kind(), TransportErrorKind::Connect);
}

#[tokio::test]
async fn no_request_is_sent_to_a_server_without_tls() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        let mut received = Vec::new();
        // The client may close the connection in any way.
        let _ = stream.read_to_end(&mut received).await;
        String::from_utf8_lossy(&received).into_owned()
    });
    let client = Client::builder(address).token("s3cret").retry(RetryPolicy::never()).build().unwrap();
    let error = client.list().await.unwrap_err();
    assert_eq!(error.transport_error().unwrap().kind(), TransportErrorKind::Connect);
    assert!(!server.await.unwrap().contains("s3cret"));
}

#[tokio::test]
async fn a_silent_server_times_out() {
    for bytes in ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n["] {
        let server = Server::start(Response::Silence(bytes.into())).await;
        let options = CallOptions::new().timeout(SHORT);
        let error = client(&server).list().options(options).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{bytes}");
        let builder = Client::builder(format!("http://{}", server.address)).token("t").retry(RetryPolicy::never());
        let error = builder.timeout(SHORT).build().unwrap().list().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{bytes}");
    }
}

/// The timeout ends a call whatever arrives, and however fast.
#[tokio::test]
async fn a_server_that_never_stops_sending_times_out() {
    let early = b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";
    let continued = b"HTTP/1.1 100 Continue\r\n\r\n";
    let (fast, slow) = (Duration::ZERO, Duration::from_millis(5));
    let whole = b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n[";
    let failed = b"HTTP/1.1 500 Oops\r\ncontent-length: 1000000\r\n\r\n[";
    for (first, piece, pause) in [
        (&b""[..], early.repeat(1000), fast),
        (b"", early.to_vec(), slow),
        (b"", continued.repeat(1000), fast),
        (b"HTTP/1.1 200 OK\r\nx: ", b"a".to_vec(), slow),
        (whole, b" ".to_vec(), slow),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"1\r\n \r\n".to_vec(), slow),
        (failed, b" ".to_vec(), slow),
    ] {
        let server = Server::start(Response::Trickle(first.to_vec(), piece.clone(), pause)).await;
        let shown = String::from_utf8_lossy(&piece).chars().take(40).collect::<String>();
        for options in [CallOptions::new().timeout(SHORT), CallOptions::new().attempt_timeout(SHORT)] {
            let call = client(&server).list().options(options).into_future();
            let error = tokio::time::timeout(Duration::from_secs(5), call).await.expect(&shown).unwrap_err();
            let expected = if first == failed { ErrorKind::Status } else { ErrorKind::Timeout };
            assert!([expected, ErrorKind::Timeout].contains(&error.kind()), "{shown}: {error}");
        }
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Server::json("200 OK", "[]").await;
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let location = format!("location: http://{}/api/v2/things\r\n", elsewhere.address);
        let server = Server::start(Response::Bytes(response(status, &location, ""))).await;
        let error = client(&server).list().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Status);
        assert!(error.status().unwrap().is_redirection());
        assert!(error.headers().unwrap().contains_key("location"));
    }
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn a_call_can_be_dropped() {
    let server = Server::start(Response::Silence(Vec::new())).await;
    let client = client(&server);
    let pending = client.get("x").send();
    drop(pending);
    assert!(server.requests().is_empty());
    let (call, ()) = tokio::join!(tokio::time::timeout(SHORT, client.get("x").send()), async {});
    assert!(call.is_err());
    let server = Server::json("200 OK", "1").await;
    self::client(&server).get("x").await.unwrap();
}

#[tokio::test]
async fn an_html_page_is_not_a_result() {
    let page = "<!doctype html><title>Sign in</title>";
    for headers in ["content-type: text/html\r\n", "content-type: application/json\r\n", ""] {
        let server = Server::start(Response::Bytes(response("200 OK", headers, page))).await;
        let error = client(&server).list().await.unwrap_err();
        assert_eq!((error.kind(), error.body()), (ErrorKind::Decode, page.as_bytes()));
        let server = Server::start(Response::Bytes(response("502 Bad Gateway", headers, page))).await;
        let error = client(&server).list().await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Status, Some(StatusCode::BAD_GATEWAY)));
        assert!(error.api().is_none() && error.body() == page.as_bytes());
        assert_eq!(error.to_string(), "list_things: the server returned 502 Bad Gateway");
    }
    let server = Server::start(Response::Bytes(response("200 OK", "content-type: application/json\r\n", ""))).await;
    assert_eq!(client(&server).list().await.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn a_compressed_response_is_not_inflated() {
    // The client does not accept compression and inflates nothing: a bomb stays as small as on the wire.
    let mut bomb = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03".to_vec();
    bomb.extend([0; 10_000]);
    let head = format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", bomb.len());
    let server = Server::start(Response::Bytes([head.as_bytes(), &bomb].concat())).await;
    let error = client(&server).list().await.unwrap_err();
    assert_eq!((error.kind(), error.body().len()), (ErrorKind::Decode, bomb.len()));
    assert_eq!(header(&server.request(), "accept-encoding"), None);
}

#[tokio::test]
async fn a_response_in_small_chunks_is_decoded() {
    let pieces = "[{\"a\":1}]".split("").filter(|each| !each.is_empty());
    let pieces = pieces.flat_map(|each| ["1\r\n", each, "\r\n"]).collect::<String>();
    let bytes = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{pieces}0\r\n\r\n");
    let server = Server::start(Response::Bytes(bytes.into())).await;
    assert_eq!(client(&server).list().await.unwrap()[0]["a"], 1);
}
