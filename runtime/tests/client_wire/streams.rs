//! Pages, events, downloads and uploads over connections that misbehave.

use std::time::Duration;

use bindery_runtime::__private::{EventSource, Paging, Parameter};
use bindery_runtime::{
    Body, ErrorKind, Events, Items, Json, MockClock, Operation, Reconnect, RetryPolicy, TransportError,
    TransportErrorKind, Upload, object, responses,
};
use http::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::api::Client;
use crate::server::{Response, Server, header, response};

static FOLLOW: Operation =
    Operation { id: "follow", path: "/events", responses: responses!["200" "text/event-stream"], ..Operation::EMPTY };
static EVENTS: EventSource = EventSource::new();

static LIST: Operation = Operation {
    id: "list",
    path: "/things",
    parameters: &[Parameter::query("from")],
    responses: responses!["200" "application/json"],
    ..Operation::EMPTY
};
static BY_CURSOR: Paging = Paging::by_cursor(0, &["next"]).items(&["things"]);

static EXPORT: Operation =
    Operation { id: "export", path: "/export", responses: responses!["200" "text/csv"], ..Operation::EMPTY };

static IMPORT: Operation =
    Operation { id: "import", method: "POST", path: "/import", responses: responses!["204"], ..Operation::EMPTY };

/// Things to import.
#[derive(Clone)]
struct Import {
    file: Upload,
    extra: bindery_runtime::Extra,
}
object! { Import { file: required, } rest extra }

fn client(server: &Server, clock: &MockClock) -> Client {
    let builder = Client::builder(format!("http://{}", server.address)).token("t").clock(clock.clone());
    builder.response_limit(64 * 1024).build().unwrap()
}

/// The head of a chunked response, and its first chunk.
fn chunked(media_type: &str, data: &str) -> String {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked\r\n\r\n");
    format!("{head}{:x}\r\n{data}\r\n", data.len())
}

/// A complete response with events.
fn events(data: &str) -> Response {
    Response::Bytes(format!("{}0\r\n\r\n", chunked("text/event-stream", data)).into())
}

async fn follow(server: &Server, clock: &MockClock, reconnect: Reconnect) -> Vec<Result<i64, ErrorKind>> {
    let mut stream: Events<i64> = client(server, clock).request(&FOLLOW).events(&EVENTS).reconnect(reconnect);
    let mut all = Vec::new();
    while let Some(event) = stream.next().await {
        all.push(event.map(|event| event.data).map_err(|error| error.kind()));
    }
    all
}

#[tokio::test]
async fn events_resume_after_a_broken_connection() {
    let first = chunked("text/event-stream", "id: 1\ndata: 1\n\nid: 2\ndata: 2\n\nid: 3\nda");
    let broken = [Response::Reset(first.clone().into()), Response::Bytes(first.into())];
    for broken in broken {
        let last = events("id: 3\ndata: 3\n\ndata: [DONE]\n\n");
        let server = Server::start(Response::Sequence(vec![broken, last])).await;
        let clock = MockClock::new();
        assert_eq!(follow(&server, &clock, Reconnect::WhenResumable).await.last(), Some(&Ok(3)));
        let requests = server.requests();
        assert_eq!(requests.len(), 2);
        assert_eq!(header(&requests[0], "last-event-id"), None);
        // A reset can discard bytes that were sent before.
        assert!(header(&requests[1], "last-event-id").is_none_or(|id| id == "2"), "{requests:?}");
        assert_eq!(clock.slept().len(), 1);
    }
}

#[tokio::test]
async fn events_that_may_not_resume_end_with_an_error() {
    let first = chunked("text/event-stream", "id: 1\ndata: 1\n\ndata: 2");
    let server = Server::start(Response::Bytes(first.into())).await;
    let all = follow(&server, &MockClock::new(), Reconnect::Never).await;
    // The incomplete second event is dropped.
    assert_eq!(all, [Ok(1), Err(ErrorKind::Transport)]);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn the_client_limits_the_reconnection_time_of_the_server() {
    for (requested, waited) in [("0", 500), ("1", 500), ("499", 500), ("700", 700), ("999999999999", 300_000)] {
        let first = events(&format!("retry: {requested}\nid: 1\ndata: 1\n\n"));
        let last = events("data: 2\n\ndata: [DONE]\n\n");
        let server = Server::start(Response::Sequence(vec![first, last])).await;
        let clock = MockClock::new();
        assert_eq!(follow(&server, &clock, Reconnect::WhenResumable).await, [Ok(1), Ok(2)]);
        assert_eq!(clock.slept(), [Duration::from_millis(waited)], "{requested}");
    }
}

#[tokio::test]
async fn reconnecting_ends_when_the_server_refuses() {
    let first = || events("id: 1\ndata: 1\n\n");
    let busy = || Response::Bytes(response("503 Service Unavailable", "", ""));
    let gone = Response::Bytes(response("410 Gone", "", ""));
    let server = Server::start(Response::Sequence(vec![first(), busy(), gone])).await;
    let all = follow(&server, &MockClock::new(), Reconnect::WhenResumable).await;
    assert_eq!(all, [Ok(1), Err(ErrorKind::Status)]);
    // A server ends a stream with the status 204.
    let end = Response::Bytes(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_vec());
    let server = Server::start(Response::Sequence(vec![first(), end])).await;
    assert_eq!(follow(&server, &MockClock::new(), Reconnect::WhenResumable).await, [Ok(1)]);
}

#[tokio::test]
async fn an_endless_event_is_cut_off() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: 1\n\ndata:";
    let server = Server::start(Response::Endless(head.into())).await;
    let all = follow(&server, &MockClock::new(), Reconnect::Always).await;
    assert_eq!(all, [Ok(1), Err(ErrorKind::TooLarge)]);
    assert!(server.sent() < 64 * 1024 * 1024);
}

#[tokio::test]
async fn a_silent_stream_of_events_times_out() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: 1\n\ndata:";
    let server = Server::start(Response::Silence(head.into())).await;
    let builder = Client::builder(format!("http://{}", server.address)).token("t");
    let request = builder.build().unwrap().request(&FOLLOW);
    let mut stream: Events<i64> = request.events(&EVENTS).reconnect(Reconnect::Never);
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    let mut stream = stream.idle_timeout(Duration::from_millis(50));
    assert_eq!(stream.next().await.unwrap().unwrap_err().kind(), ErrorKind::Timeout);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_truncated_page_is_requested_again() {
    let page = |body: &str| Response::Bytes(response("200 OK", "content-type: application/json\r\n", body));
    let first = || page(r#"{"things":[1,2],"next":"b"}"#);
    let last = || page(r#"{"things":[3],"next":null}"#);
    let broken = || Response::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"things\":[3".to_vec());
    let server = Server::start(Response::Sequence(vec![first(), broken(), last()])).await;
    let items: Items<i64> = client(&server, &MockClock::new()).request(&LIST).items(&BY_CURSOR);
    assert_eq!(items.all().await.unwrap(), [1, 2, 3]);
    let targets: Vec<_> = server.requests().iter().map(|each| each.split(' ').nth(1).unwrap().to_owned()).collect();
    assert_eq!(targets, ["/api/v2/things", "/api/v2/things?from=b", "/api/v2/things?from=b"]);

    // Without a retry, the items before it are not lost, and the cursor remains.
    let server = Server::start(Response::Sequence(vec![first(), broken(), last()])).await;
    let builder = Client::builder(format!("http://{}", server.address)).token("t").retry(RetryPolicy::never());
    let client = builder.build().unwrap();
    let mut pages = client.request(&LIST).pages::<Json>(&BY_CURSOR);
    assert!(pages.next().await.unwrap().is_ok());
    let cursor = pages.cursor().unwrap().to_owned();
    assert_eq!(pages.next().await.unwrap().unwrap_err().kind(), ErrorKind::Transport);
    assert!(pages.next().await.is_none());
    let items: Items<i64> = client.request(&LIST).items(&BY_CURSOR).resume(cursor);
    assert_eq!(items.all().await.unwrap(), [3]);
}

#[tokio::test]
async fn a_truncated_download_is_an_error() {
    for broken in [Response::Bytes, Response::Reset] {
        let server = Server::start(broken(chunked("text/csv", "a,b\n").into())).await;
        let request = client(&server, &MockClock::new()).request(&EXPORT);
        // A reset can discard bytes that were sent before.
        let Ok(mut response) = request.send_streaming().await else { continue };
        assert_eq!(response.status, StatusCode::OK);
        let mut received = Vec::new();
        let error = loop {
            match response.body.chunk().await {
                Ok(Some(chunk)) => received.extend(chunk),
                Ok(None) => panic!("half of the file passes as complete"),
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), TransportErrorKind::Interrupted);
        assert!(b"a,b\n".starts_with(&received));
    }
}

/// A stream of a number of kilobytes, with or without an error at its end.
fn stream(kilobytes: usize, end: Option<TransportError>) -> Body {
    struct Chunks(std::vec::IntoIter<Result<bytes::Bytes, TransportError>>);
    impl futures_core::Stream for Chunks {
        type Item = Result<bytes::Bytes, TransportError>;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(self.0.next())
        }
    }
    let chunk = bytes::Bytes::from_static(&[b'x'; 1024]);
    let chunks = std::iter::repeat_n(chunk, kilobytes).map(Ok).chain(end.map(Err));
    Body::from_stream(Chunks(chunks.collect::<Vec<_>>().into_iter()), None)
}

#[tokio::test]
async fn a_failed_upload_is_neither_complete_nor_retried() {
    let server = Server::start(Response::Bytes(response("204 No Content", "", ""))).await;
    let read = TransportError::new(TransportErrorKind::Interrupted, "the disk is gone");
    let file = Upload::new(stream(16, Some(read)));
    let import = Import { file, extra: bindery_runtime::Extra::new() };
    let request = client(&server, &MockClock::new()).request(&IMPORT).multipart(&import);
    let error = request.send::<()>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    // The server did not receive the last chunk, which would complete the body.
    assert!(server.requests().is_empty());
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_server_may_refuse_an_upload_before_its_end() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = vec![0; 1024];
        assert!(stream.read(&mut head).await.unwrap() > 0);
        stream.write_all(&response("413 Content Too Large", "", "{\"message\":\"no\"}")).await.unwrap();
        stream.shutdown().await.unwrap();
        // Reads the rest, so that the connection is not reset before the client reads the response.
        while stream.read(&mut head).await.is_ok_and(|count| count > 0) {}
        let again = tokio::time::timeout(Duration::from_millis(50), listener.accept()).await;
        assert!(again.is_err(), "a stream was sent again");
    });
    let client = Client::builder(format!("http://{address}")).token("t").build().unwrap();
    let import = Import { file: Upload::new(stream(4 * 1024, None)), extra: bindery_runtime::Extra::new() };
    let error = client.request(&IMPORT).multipart(&import).send::<()>().await.unwrap_err();
    // A client that is still writing may see the end of the connection before the response.
    match error.kind() {
        ErrorKind::Status => assert_eq!(error.status(), Some(StatusCode::PAYLOAD_TOO_LARGE)),
        kind => assert_eq!(kind, ErrorKind::Transport),
    }
    assert_eq!(error.attempts(), 1);
    server.await.unwrap();
}
