//! Which calls are retried, when, and how often. The tests control the clock, so that nothing really waits.

use std::time::Duration;

use bindery_runtime::{
    Attempt, CallOptions, ErrorKind, Json, MockClock, Retry, RetryOn, RetryPolicy, TransportErrorKind,
};
use http::StatusCode;

use crate::api::Client;
use crate::server::{Response, Server, header, response};

const SECOND: Duration = Duration::from_secs(1);

fn client(server: &Server, clock: &MockClock) -> Client {
    let builder = Client::builder(format!("http://{}", server.address)).token("t").clock(clock.clone());
    builder.build().unwrap()
}

fn ok() -> Vec<u8> {
    response("200 OK", "x-ratelimit-limit: 10\r\nx-ratelimit-remaining: 9\r\n", "[]")
}

fn limited(headers: &str) -> Vec<u8> {
    response("429 Too Many Requests", headers, "{}")
}

fn failed(status: &str) -> Vec<u8> {
    response(status, "", "{}")
}

#[tokio::test]
async fn rate_limits_are_waited_for_in_all_their_forms() {
    // The clock starts at the beginning of 2024.
    for (headers, least, most) in [
        ("retry-after: 3\r\n", 3, 3),
        ("retry-after: Mon, 01 Jan 2024 00:00:30 GMT\r\n", 30, 30),
        ("x-ratelimit-reset: 1704067205\r\n", 5, 6),
        ("retry-after: 3\r\nx-ratelimit-reset: 1704067205\r\n", 3, 3),
        ("", 0, 1),
        ("retry-after: 0\r\n", 0, 1),
        ("retry-after: Sun, 01 Jan 1984 00:00:00 GMT\r\n", 0, 1),
        ("x-ratelimit-reset: 1\r\nretry-after: soon\r\n", 1, 2),
        ("x-ratelimit-reset: 1600000000\r\n", 0, 1),
        ("retry-after: 999999999999999999\r\n", 60, 60),
        ("retry-after: 99999999999999999999999999\r\n", 0, 1),
        ("x-ratelimit-reset: 99999999999\r\n", 60, 60),
    ] {
        let server = Server::sequence([limited(headers), ok()]).await;
        let clock = MockClock::new();
        let response = client(&server, &clock).list().send_with_response().await.unwrap();
        assert_eq!(response.attempts, 2, "{headers:?}");
        assert_eq!((response.rate_limit.limit, response.rate_limit.remaining), (Some(10), Some(9)));
        let slept = clock.slept();
        assert_eq!(slept.len(), 1);
        assert!(slept[0] >= SECOND * least && slept[0] <= SECOND * most, "{headers:?}: {slept:?}");
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn there_is_no_wait_after_the_last_attempt() {
    let server = Server::sequence([limited("retry-after: 3\r\nx-request-id: r7\r\nx-ratelimit-limit: 2\r\n")]).await;
    let clock = MockClock::new();
    let error = client(&server, &clock).list().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 4));
    assert_eq!(clock.slept(), [SECOND * 3; 3]);
    assert_eq!(server.requests().len(), 4);
    assert_eq!(error.to_string(), "list_things: the server returned 429 Too Many Requests, after 4 attempts");
    assert_eq!((error.request_id(), error.retry_after()), (Some("r7"), Some(SECOND * 3)));
    assert_eq!(error.rate_limit().unwrap().limit, Some(2));
    assert!(error.is_retryable());
    for policy in [RetryPolicy::never(), RetryPolicy::new().attempts(0), RetryPolicy::new().budget(SECOND)] {
        let (server, clock) = (Server::sequence([limited("retry-after: 3\r\n")]).await, MockClock::new());
        let options = CallOptions::new().retry(policy);
        let error = client(&server, &clock).list().options(options).await.unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(StatusCode::TOO_MANY_REQUESTS), 1));
        assert!(clock.slept().is_empty());
    }
}

#[tokio::test]
async fn a_wait_beyond_the_timeout_is_not_started() {
    let (server, clock) = (Server::sequence([limited("retry-after: 30\r\n"), ok()]).await, MockClock::new());
    let options = CallOptions::new().timeout(SECOND * 30);
    let error = client(&server, &clock).list().options(options).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 1));
    let options = CallOptions::new().timeout(SECOND * 31);
    client(&server, &clock).list().options(options).await.unwrap();
}

#[tokio::test]
async fn only_idempotent_requests_are_retried_after_server_errors() {
    for (status, gets, posts) in [
        ("503 Service Unavailable", 4, 4),
        ("408 Request Timeout", 4, 4),
        ("500 Internal Server Error", 4, 1),
        ("502 Bad Gateway", 4, 1),
        ("504 Gateway Timeout", 4, 1),
        ("400 Bad Request", 1, 1),
        ("404 Not Found", 1, 1),
        ("409 Conflict", 1, 1),
    ] {
        let clock = MockClock::new();
        let server = Server::sequence([failed(status)]).await;
        let error = client(&server, &clock).list().await.unwrap_err();
        assert_eq!((error.attempts(), server.requests().len()), (gets, gets as usize), "{status}");
        let server = Server::sequence([failed(status)]).await;
        let error = client(&server, &clock).delete("x").await.unwrap_err();
        assert_eq!(error.attempts(), gets, "{status}");
        let server = Server::sequence([failed(status)]).await;
        let error = client(&server, &clock).create(&Json::null()).await.unwrap_err();
        assert_eq!((error.attempts(), server.requests().len()), (posts, posts as usize), "{status}");
    }
}

#[tokio::test]
async fn a_post_is_retried_if_the_policy_or_a_key_allows_it() {
    let body = Json::parse(r#"{"a":1}"#).unwrap();
    for options in [
        CallOptions::new().retry(RetryPolicy::new().retry_on(RetryOn::All)),
        CallOptions::new().header("Idempotency-Key", "k1"),
    ] {
        let created = response("201 Created", "", "1");
        let server = Server::sequence([failed("500 Oops"), Vec::new(), created]).await;
        client(&server, &MockClock::new()).create(&body).options(options).await.unwrap();
        let requests = server.requests();
        assert_eq!(requests.len(), 3);
        assert!(requests.iter().all(|request| *request == requests[0] && request.ends_with(r#"{"a":1}"#)));
        assert_eq!(header(&requests[0], "content-length"), Some("7"));
    }
}

#[tokio::test]
async fn broken_connections_are_retried() {
    let announced = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[".to_vec();
    let chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n[]\r\n".to_vec();
    for broken in [
        Response::Bytes(Vec::new()),
        Response::Bytes(b"HTTP/1.1 200".to_vec()),
        Response::Bytes(announced.clone()),
        Response::Bytes(chunked),
        Response::Reset(Vec::new()),
        Response::Reset(announced),
    ] {
        let server = Server::start(Response::Sequence(vec![broken.clone(), Response::Bytes(ok())])).await;
        let clock = MockClock::new();
        assert_eq!(client(&server, &clock).list().send_with_response().await.unwrap().attempts, 2);
        assert_eq!(clock.slept().len(), 1);
        let server = Server::start(Response::Sequence(vec![broken, Response::Bytes(ok())])).await;
        let error = client(&server, &clock).create(&Json::null()).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
        assert_eq!(error.transport_error().unwrap().kind(), TransportErrorKind::Interrupted);
        assert!(error.is_retryable());
    }
    // A reset after the response does not break the call.
    let server = Server::start(Response::Reset(ok())).await;
    let response = client(&server, &MockClock::new()).list().send_with_response().await;
    assert!(response.is_ok_and(|response| response.attempts <= 4));
}

#[tokio::test]
async fn calls_to_an_unreachable_server_are_retried() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let clock = MockClock::new();
    let client = Client::builder(format!("http://{address}")).token("t").clock(clock.clone()).build().unwrap();
    let error = client.list().await.unwrap_err();
    assert_eq!((error.transport_error().unwrap().kind(), error.attempts()), (TransportErrorKind::Connect, 4));
    let error = client.create(&Json::null()).await.unwrap_err();
    assert_eq!((error.transport_error().unwrap().kind(), error.attempts()), (TransportErrorKind::Connect, 1));
    assert_eq!(clock.slept().len(), 3);
}

/// Waits for a condition without moving the clock, so that the test decides when a timeout expires.
async fn until(condition: impl Fn() -> bool) {
    while !condition() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_slow_attempt_is_retried_and_a_slow_call_times_out() {
    let slow = Response::Silence(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[".to_vec());
    let server = Server::start(Response::Sequence(vec![slow, Response::Bytes(ok())])).await;
    let clock = MockClock::new();
    let list = tokio::spawn(client(&server, &clock).list().send_with_response());
    until(|| server.requests().len() == 1).await;
    // The deadline begins when the call first waits, which it has done by now.
    clock.advance(SECOND * 60);
    assert_eq!(list.await.unwrap().unwrap().attempts, 2);

    let server = Server::start(Response::Silence(Vec::new())).await;
    let options = CallOptions::new().timeout(SECOND * 100).attempt_timeout(Duration::MAX);
    let get = tokio::spawn(client(&server, &clock).get("x").options(options).send());
    until(|| server.requests().len() == 1).await;
    clock.advance(SECOND * 100);
    let error = get.await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.attempts(), error.status()), (ErrorKind::Timeout, 1, None));
    assert_eq!(error.to_string(), "get_thing: timed out");
}

#[tokio::test]
async fn a_slow_error_keeps_its_status() {
    let slow = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 100\r\n\r\n{\"message\":".to_vec();
    let server = Server::start(Response::Silence(slow)).await;
    let clock = MockClock::new();
    let call = tokio::spawn(client(&server, &clock).list().send());
    until(|| server.requests().len() == 1).await;
    // If the head has not arrived yet, the whole attempt times out.
    clock.advance(SECOND * 60);
    let error = call.await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Status | ErrorKind::Timeout), "{error}");
}

#[tokio::test]
async fn a_call_that_is_dropped_while_it_waits_is_not_retried() {
    let server = Server::sequence([limited("retry-after: 3\r\n"), ok()]).await;
    let clock = MockClock::manual();
    let call = tokio::spawn(client(&server, &clock).list().send());
    until(|| clock.sleeping() == 1).await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    assert_eq!(clock.sleeping(), 0);
    clock.advance(SECOND * 10);
    assert_eq!(server.requests().len(), 1);

    let call = tokio::spawn(client(&server, &clock).list().send());
    call.await.unwrap().unwrap();
    assert_eq!(server.requests().len(), 2);
}

/// Delegates to the default policy, but never retries a deletion.
struct NoDeletion(RetryPolicy);

impl Retry for NoDeletion {
    fn after(&self, attempt: &Attempt<'_>) -> Option<Duration> {
        let wait = self.0.after(attempt)?;
        (attempt.operation().method != "DELETE" && attempt.is_idempotent()).then_some(wait)
    }
}

#[tokio::test]
async fn a_custom_policy_is_used() {
    let server = Server::sequence([failed("500 Oops")]).await;
    let clock = MockClock::new();
    let builder = Client::builder(format!("http://{}", server.address)).token("t").clock(clock.clone());
    let client = builder.retry(NoDeletion(RetryPolicy::new().attempts(2))).build().unwrap();
    assert_eq!(client.delete("x").await.unwrap_err().attempts(), 1);
    assert_eq!(client.get("x").await.unwrap_err().attempts(), 2);
}

#[tokio::test]
async fn a_response_can_be_streamed() {
    let server = Server::sequence([failed("503 Busy"), response("200 OK", "x-a: b\r\n", "abc")]).await;
    let request = client(&server, &MockClock::new()).request(&crate::responses::DOWNLOAD);
    let response = request.send_streaming().await.unwrap();
    assert_eq!(
        (response.status, response.attempts, &response.headers["x-a"]),
        (StatusCode::OK, 2, &"b".parse().unwrap())
    );
    let mut body = std::pin::pin!(response.body);
    let mut read = Vec::new();
    while let Some(frame) = std::future::poll_fn(|context| http_body::Body::poll_frame(body.as_mut(), context)).await {
        read.extend_from_slice(&frame.unwrap().into_data().unwrap());
    }
    assert_eq!(read, b"abc");
}
