//! Multipart responses, from well-behaved and other servers.

use std::collections::BTreeMap;
use std::time::Duration;

use bindery_runtime::{Error, ErrorKind, Json, Operation, ReceivedParts, RetryPolicy, Upload, responses};
use http::StatusCode;

use crate::api::Client;
use crate::server::{Response, Server};

static PARTS: Operation =
    Operation { id: "get", path: "/x", responses: responses!["200" "multipart/mixed"], ..Operation::EMPTY };

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: multipart/mixed; boundary=b\r\n\r\n";

/// A multipart response with a body.
fn multipart(body: &[u8]) -> Vec<u8> {
    [HEAD, body].concat()
}

async fn client(response: Response) -> (Client, Server) {
    let server = Server::start(response).await;
    let builder = Client::builder(format!("http://{}", server.address)).retry(RetryPolicy::never());
    let builder = builder.response_limit(1_000_000).timeout(Duration::from_secs(20));
    (builder.build().unwrap(), server)
}

async fn list(response: Response) -> Result<Vec<Json>, Error> {
    client(response).await.0.request(&PARTS).send().await
}

async fn open(response: Response) -> (ReceivedParts, Server) {
    let (client, server) = client(response).await;
    (client.request(&PARTS).send_parts().await.unwrap().body, server)
}

#[tokio::test]
async fn parts_in_small_chunks_are_complete() {
    let body = b"--b\r\nContent-ID: <a>\r\n\r\n1\r\n--b\r\n\r\n--bb\r\n--b--";
    let (mut parts, _server) = open(Response::Bytes(multipart(body))).await;
    assert_eq!(parts.next().await.unwrap().unwrap().name().as_deref(), Some("a"));
    assert_eq!(parts.next().await.unwrap().unwrap().read::<String>(10).await.unwrap(), "--bb");
    assert!(parts.next().await.unwrap().is_none());
    // The boundary again and again, in chunks that end within it.
    let trickle = || Response::Trickle(multipart(b"--"), b"b\r\n\r\n.\r\n--".to_vec(), Duration::from_millis(1));
    let (mut parts, _server) = open(trickle()).await;
    for _ in 0..100 {
        assert_eq!(parts.next().await.unwrap().unwrap().bytes(1).await.unwrap(), ".");
    }
    // The parts never end.
    let (client, _server) = client(trickle()).await;
    let options = bindery_runtime::CallOptions::new().timeout(Duration::from_millis(300));
    let error = client.request(&PARTS).options(options).send::<Vec<Json>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_part_without_an_end_is_bounded() {
    let endless = || Response::Endless(multipart(b"--b\r\n\r\n"));
    assert_eq!(list(endless()).await.unwrap_err().kind(), ErrorKind::TooLarge);
    let (mut parts, server) = open(endless()).await;
    let mut part = parts.next().await.unwrap().unwrap();
    let mut length = 0;
    while length < 3_000_000 {
        let chunk = part.chunk().await.unwrap().unwrap();
        assert!(chunk.len() <= 1_000_000);
        length += chunk.len();
    }
    let error = part.bytes(1000).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(server.sent() < 30_000_000, "{}", server.sent());
}

#[tokio::test]
async fn preamble_and_headers_are_bounded() {
    for (body, expected) in [(&b""[..], "no part"), (b"--b\r\nA: ", "headers"), (b"--b", "no part")] {
        let (mut parts, _server) = open(Response::Endless(multipart(body))).await;
        let error = parts.next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(expected), "{error}");
        // There are no parts after an error.
        assert!(parts.next().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn the_number_of_parts_of_a_value_is_bounded() {
    let many = |count| [b"--b\r\n\r\n1\r\n".repeat(count), b"--b--".to_vec()].concat();
    assert_eq!(list(Response::Bytes(multipart(&many(10_000)))).await.unwrap().len(), 10_000);
    let error = list(Response::Bytes(multipart(&many(10_001)))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("more than 10000 parts"), "{error}");
    // The number of parts that are read one by one is not limited.
    let (mut parts, _server) = open(Response::Bytes(multipart(&many(20_000)))).await;
    let mut count = 0;
    while parts.next().await.unwrap().is_some() {
        count += 1;
    }
    assert_eq!(count, 20_000);
    // Many names cost no more than many parts.
    let named =
        (0..10_000).map(|index| format!("--b\r\nContent-Disposition: form-data; name={index}\r\n\r\n{index}\r\n"));
    let body = named.collect::<String>() + "--b--";
    let (client, _server) = client(Response::Bytes(multipart(body.as_bytes()))).await;
    let map: BTreeMap<String, Upload> = client.request(&PARTS).send().await.unwrap();
    assert_eq!((map.len(), map["9999"].bytes().unwrap().as_ref()), (10_000, &b"9999"[..]));
}

#[tokio::test]
async fn a_truncated_body_is_an_error() {
    for body in [&b""[..], b"--b", b"--b\r\nA: 1", b"--b\r\n\r\n1", b"--b\r\n\r\n1\r\n--b", b"--b\r\n\r\n1\r\n--b\r\n"]
    {
        let error = list(Response::Bytes(multipart(body))).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body:?}");
        assert!(error.to_string().contains("without a closing boundary"), "{error}");
        let (mut parts, _server) = open(Response::Bytes(multipart(body))).await;
        let error = loop {
            match parts.next().await {
                Ok(part) => assert!(part.is_some(), "{body:?}"),
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), ErrorKind::Decode);
    }
    let announced =
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\ncontent-type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n1";
    let (mut parts, _server) = open(Response::Bytes(announced.to_vec())).await;
    let mut part = parts.next().await.unwrap().unwrap();
    let error = part.bytes(100).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Transport, Some(StatusCode::OK)));
    assert_eq!(part.chunk().await.unwrap(), None);
}

#[tokio::test]
async fn only_multipart_responses_have_parts() {
    for media_type in
        ["application/json", "multipart/mixed", "multipart/mixed; boundary=\"\"", "text/plain; boundary=b"]
    {
        let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: {media_type}\r\n\r\n--b--");
        let (client, _server) = client(Response::Bytes(head.into())).await;
        let error = client.request(&PARTS).send_parts().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{media_type}");
        assert_eq!(client.request(&PARTS).send::<Vec<Json>>().await.unwrap_err().kind(), ErrorKind::Decode);
    }
    let (client, _server) =
        client(Response::Bytes(b"HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\n{}".to_vec())).await;
    let error = client.request(&PARTS).send_parts().await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Status, Some(StatusCode::NOT_FOUND)));
}
