use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::{EventSource, Events, Reconnect};
use crate::client::{
    Api, Body, ClientBuilder, Core, ErrorKind, MockClock, MockTransport, Operation, Parameter, RetryPolicy,
    TransportError, TransportErrorKind,
};
use crate::value::extra::Extra;
use crate::value::json::Json;
use crate::value::unknown::Unmatched;
use crate::{object, security, union};

static API: Api = Api::EMPTY;

static FOLLOW: Operation = Operation {
    id: "follow",
    path: "/events",
    parameters: &[Parameter::query("from")],
    security: security!(["bearer"]),
    ..Operation::EMPTY
};

static ASK: Operation = Operation { id: "ask", method: "POST", path: "/ask", ..Operation::EMPTY };

static PLAIN: EventSource = EventSource::new();
static TAGGED: EventSource = EventSource::new().tag("type").resume(0, &["offset"]);

/// An event of the type `added`.
#[derive(Clone)]
struct Added {
    n: i64,
    extra: Extra,
}
object! { Added { "type" = const "added", "n" => n: required, } rest extra }

/// A union of events, discriminated by `type`.
#[derive(Clone)]
enum Change {
    Added(Added),
    Unknown(Unmatched),
}
union! { Change { Added(Added) } tag ["type"] { "added" => Added } }

/// Returns the output of a future that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits"),
    }
}

/// The chunks of a body, and how it ends.
struct Chunks(Vec<&'static str>, Ending);

#[derive(Clone, Copy)]
enum Ending {
    Closed,
    Broken,
    Silent,
}

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if !self.0.is_empty() {
            return Poll::Ready(Some(Ok(Bytes::from_static(self.0.remove(0).as_bytes()))));
        }
        match self.1 {
            Ending::Closed => Poll::Ready(None),
            Ending::Broken => Poll::Ready(Some(Err(std::io::Error::other("reset")))),
            Ending::Silent => Poll::Pending,
        }
    }
}

fn stream(chunks: &[&'static str], ending: Ending) -> http::Response<Body> {
    let mut response = http::Response::new(Body::from_stream(Chunks(chunks.to_vec(), ending), None));
    response.headers_mut().insert(CONTENT_TYPE, "text/event-stream; charset=utf-8".parse().unwrap());
    response
}

fn status(status: StatusCode) -> http::Response<Body> {
    let mut response = http::Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

fn core(mock: &MockTransport, clock: &MockClock) -> Core {
    let builder = ClientBuilder::new(&API).base_url("https://example.com").token("t").transport(mock.clone());
    builder.clock(clock.clone()).retry(RetryPolicy::never()).build().unwrap()
}

fn follow<T: crate::wire::Wire>(mock: &MockTransport, source: &'static EventSource) -> Events<T> {
    core(mock, &MockClock::new()).request(&FOLLOW).events(source)
}

/// Reads a stream to its end. Returns names and data, and the kinds of errors.
fn drained<T: crate::wire::Wire>(mut events: Events<T>) -> Vec<Result<(String, T), ErrorKind>> {
    let mut all = Vec::new();
    while let Some(event) = now(events.next()) {
        all.push(event.map(|event| (event.name, event.data)).map_err(|error| error.kind()));
    }
    all
}

fn texts(mock: &MockTransport, source: &'static EventSource) -> Vec<String> {
    drained::<String>(follow(mock, source))
        .into_iter()
        .map(|event| event.map_or_else(|kind| format!("{kind:?}"), |event| event.1))
        .collect()
}

#[test]
fn events_are_returned_as_they_arrive() {
    let mock =
        MockTransport::new().response(stream(&["data: a\n", "\ndata: b", "\n\ndata: c\n\n: end\n"], Ending::Silent));
    let mut events: Events<String> = follow(&mock, &PLAIN);
    assert!(mock.requests().is_empty());
    for expected in ["a", "b", "c"] {
        assert_eq!(now(events.next()).unwrap().unwrap().data, expected);
    }
    let mut waiting = pin!(events.next());
    assert!(waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    let request = &mock.requests()[0];
    assert_eq!(request.headers()["accept"], "text/event-stream");
    assert_eq!(request.headers()["authorization"], "Bearer t");
    assert!(!request.headers().contains_key("last-event-id"));
}

#[test]
fn the_event_name_is_the_discriminator_unless_the_data_has_one() {
    let chunks = [
        "event: added\ndata: {\"n\":1}\n\n",
        "data: {\"type\":\"added\",\"n\":2}\n\nevent: gone\ndata: { }\n\n",
        "event: odd\ndata: not json\n\n",
    ];
    let mock = MockTransport::new().response(stream(&chunks, Ending::Closed));
    let changes = drained::<Change>(follow(&mock, &TAGGED));
    let [
        Ok((_, Change::Added(first))),
        Ok((name, Change::Added(second))),
        Ok((gone, Change::Unknown(kept))),
        Ok((odd, Change::Unknown(text))),
    ] = &changes[..]
    else {
        panic!("{changes:?}")
    };
    assert_eq!((first.n, second.n, name.as_str()), (1, 2, "message"));
    assert_eq!((gone.as_str(), kept.json().text()), ("gone", r#"{"type":"gone" }"#));
    assert_eq!((odd.as_str(), text.json().text()), ("odd", r#""not json""#));
}

#[test]
fn data_that_does_not_decode_is_an_error_and_the_stream_continues() {
    let mock = MockTransport::new().response(stream(&["data: {\"n\":\"x\"}\n\ndata: {\"n\":1}\n\n"], Ending::Closed));
    let mut events: Events<Added> = follow(&mock, &TAGGED);
    let error = now(events.next()).unwrap().unwrap_err();
    assert_eq!((error.kind(), error.body()), (ErrorKind::Decode, &br#"{"n":"x"}"#[..]));
    // The event name `message` differs from the constant `added`, but a differing constant is kept, not rejected.
    assert!(now(events.next()).is_some());
    assert!(now(events.next()).is_none());
}

#[test]
fn done_ends_the_stream() {
    let mock =
        MockTransport::new().response(stream(&["id: 1\ndata: a\n\ndata: [DONE]\n\ndata: b\n\n"], Ending::Silent));
    assert_eq!(texts(&mock, &PLAIN), ["a"]);
    assert_eq!(texts(&MockTransport::new().response(status(StatusCode::NO_CONTENT)), &PLAIN), Vec::<String>::new());
}

#[test]
fn a_stream_with_ids_resumes_after_the_last_event() {
    let mock = MockTransport::new()
        .response(stream(&["retry: 700\nid: 7\ndata: a\n\ndata: half"], Ending::Broken))
        .fail(TransportError::new(TransportErrorKind::Connect, "down"))
        .response(stream(&["data: b\n\n"], Ending::Closed))
        .response(status(StatusCode::NO_CONTENT));
    let clock = MockClock::new();
    let events: Events<String> = core(&mock, &clock).request(&FOLLOW).events(&PLAIN);
    let all: Vec<_> = drained(events).into_iter().map(|event| event.unwrap().1).collect();
    assert_eq!(all, ["a", "b"]);
    let ids: Vec<_> = mock.requests().iter().map(|request| request.headers().get("last-event-id").cloned()).collect();
    assert_eq!(ids[0], None);
    assert!(ids[1..].iter().all(|id| id.as_ref().unwrap() == "7"));
    assert_eq!(clock.slept(), [700, 1400, 700].map(Duration::from_millis));
}

#[test]
fn a_stream_resumes_at_the_cursor_in_the_data() {
    let mock = MockTransport::new()
        .response(stream(
            &["event: added\ndata: {\"n\":1,\"offset\":\"o 1\"}\n\nevent: added\ndata: {\"n\":2}\n\n"],
            Ending::Closed,
        ))
        .response(status(StatusCode::NO_CONTENT));
    assert_eq!(drained::<Change>(follow(&mock, &TAGGED)).len(), 2);
    let queries: Vec<_> = mock.requests().iter().map(|request| request.uri().query().map(str::to_owned)).collect();
    assert_eq!(queries, [None, Some("from=o%201".to_owned())]);
}

#[test]
fn a_stream_that_cannot_be_resumed_ends_when_closed_and_fails_when_broken() {
    let closed = MockTransport::new().response(stream(&["data: a\n"], Ending::Closed));
    assert_eq!(texts(&closed, &PLAIN), ["a"]);
    let broken = MockTransport::new().response(stream(&["data: a\n\n"], Ending::Broken));
    assert_eq!(texts(&broken, &PLAIN), ["a", "Transport"]);
    // An operation that is not read-only is never sent again.
    let posted = MockTransport::new().response(stream(&["id: 1\ndata: a\n\n"], Ending::Closed));
    let events: Events<String> = core(&posted, &MockClock::new()).request(&ASK).events(&PLAIN);
    assert_eq!(drained(events).len(), 1);
    let never = MockTransport::new().response(stream(&["id: 1\ndata: a\n\n"], Ending::Closed));
    assert_eq!(drained(follow::<String>(&never, &PLAIN).reconnect(Reconnect::Never)).len(), 1);
}

#[test]
fn a_stream_ends_if_the_server_rejects_the_request_or_sends_no_events() {
    let gone = MockTransport::new()
        .response(stream(&["id: 1\ndata: a\n\n"], Ending::Closed))
        .response(status(StatusCode::GONE));
    assert_eq!(texts(&gone, &PLAIN), ["a", "Status"]);
    let mut barren = MockTransport::new().response(stream(&["id: 1\ndata: a\n\n"], Ending::Closed));
    for _ in 0..9 {
        barren = barren.response(stream(&[": nothing\n"], Ending::Closed));
    }
    assert_eq!(texts(&barren, &PLAIN), ["a"]);
    assert_eq!(barren.requests().len(), 6);
    let first = MockTransport::new().fail(TransportError::new(TransportErrorKind::Connect, "down"));
    assert_eq!(texts(&first, &PLAIN), ["Transport"]);
}

#[test]
fn a_response_that_is_not_an_event_stream_is_an_error() {
    let mut events: Events<Json> = follow(&MockTransport::new().json(StatusCode::OK, "{}"), &PLAIN);
    let error = now(events.next()).unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("text/event-stream"), "{error}");
    assert!(now(events.next()).is_none());
}

#[test]
fn a_silent_server_times_out() {
    let mock = MockTransport::new().response(stream(&["data: a\n\n"], Ending::Silent));
    let clock = MockClock::new();
    let events: Events<String> = core(&mock, &clock).request(&FOLLOW).events(&PLAIN);
    let mut events = events.idle_timeout(Duration::from_secs(30));
    assert!(now(events.next()).unwrap().is_ok());
    {
        let mut waiting = pin!(events.next());
        assert!(waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        clock.advance(Duration::from_secs(31));
        let Poll::Ready(Some(Err(error))) = waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("the stream still waits")
        };
        assert_eq!(error.kind(), ErrorKind::Timeout);
    }
    assert!(now(events.next()).is_none());
}

#[test]
fn an_event_can_be_decoded_with_all_its_fields() {
    /// An event with all its fields.
    #[derive(Clone)]
    struct Whole {
        event: String,
        id: Option<String>,
        data: Json,
        extra: Extra,
    }
    object! { Whole { "event" => event: required, "id" => id: optional, "data" => data: required, } rest extra }
    static WHOLE: EventSource = EventSource::new().whole();
    let mock = MockTransport::new().response(stream(&["id: 1\nevent: e\ndata: {\"a\":1}\n\n"], Ending::Closed));
    let events = follow::<Whole>(&mock, &WHOLE).reconnect(Reconnect::Never);
    let [Ok((_, whole))] = &drained(events)[..] else { panic!("one event") };
    assert_eq!((whole.event.as_str(), whole.id.as_deref()), ("e", Some("1")));
    assert_eq!(whole.data.as_str().unwrap(), r#"{"a":1}"#);
    assert!(whole.extra.is_empty());
}

#[test]
fn an_event_larger_than_the_response_limit_is_an_error() {
    let mock = MockTransport::new().response(stream(&["data: 0123456789", "0123456789\n"], Ending::Silent));
    let builder = ClientBuilder::<Core>::new(&API).base_url("https://example.com").token("t").transport(mock);
    let core = builder.response_limit(16).build().unwrap();
    let mut events: Events<String> = core.request(&FOLLOW).events(&PLAIN);
    assert_eq!(now(events.next()).unwrap().unwrap_err().kind(), ErrorKind::TooLarge);
}
