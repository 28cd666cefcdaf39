//! The mock transport.

// Generated calls are public; here some of their methods are unused.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used, clippy::panic)]

use std::future::Future;
use std::task::{Context, Poll, Waker};

use bindery_runtime::__private::{Api, EventSource, Request, Server};
use bindery_runtime::{
    Call, CallOptions, ClientBuilder, ClientCredentials, Core, ErrorKind, Event, Events, Extra, Json, MockTransport,
    RetryPolicy, TokenEndpoint, TransportError, TransportErrorKind, Wire, event_call, events, object, operation,
};
use http::StatusCode;

static API: Api = Api {
    servers: &[&Server { url: "https://example.com", variables: &[] }],
    token_endpoint: Some(TokenEndpoint { url: "/token", parameters: &[] }),
    ..Api::EMPTY
};

struct Get(Request);
operation! { Get -> i64 = "get" "GET" "/x" {
    parameters: [query("q")],
    responses: ["200" "application/json"],
    security: [["bearer"] | []],
} }

struct Put(Request);
operation! { Put -> () = "put" "PUT" "/x" {
    client_headers: ["X-Domain"],
    request: ["application/json"],
    responses: ["200" "text/plain", "204"],
} }

struct PutText(Request);
operation! { PutText -> String = "put_text" "PUT" "/x" { responses: ["200" "text/plain", "204"], } }

/// The event `added`.
#[derive(Clone)]
struct Added {
    n: i64,
    extra: Extra,
}
object! { Added { "type" = const "added", n: required, } rest extra }

struct Follow(Request);
event_call! { Follow = "follow" "GET" "/events" { responses: ["200" "text/event-stream"], } }
events! { Follow -> Added = EventSource::new().tag("type") }

struct Tell(Request);
operation! { Tell -> i64 = "tell" "POST" "/tell" { responses: ["201" "text/event-stream", "200" "application/json"], } }
events! { Tell -> String = EventSource::new() }

struct Lines(Request);
event_call! { Lines = "lines" "GET" "/lines" { responses: ["200" "application/jsonl"], } }
events! { Lines -> String = EventSource::new().lines("application/jsonl") }

struct Records(Request);
event_call! { Records = "records" "GET" "/records" {} }
events! { Records -> Json = EventSource::new().records("application/json-seq") }

struct Whole(Request);
event_call! { Whole = "whole" "GET" "/whole" { responses: ["2XX" "text/event-stream"], } }
events! { Whole -> Json = EventSource::new().whole() }

/// The output of a future that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits"),
    }
}

fn core(mock: &MockTransport) -> Core {
    ClientBuilder::new(&API).transport(mock.clone()).retry(RetryPolicy::never()).build().unwrap()
}

fn get(core: &Core) -> Get {
    Get(core.call::<Get>())
}

#[test]
fn responses_are_sent_in_order_and_requests_are_recorded() {
    let broken = TransportError::new(TransportErrorKind::Interrupted, "broken");
    let mock = MockTransport::new().json(StatusCode::OK, "7").fail(broken);
    let core = core(&mock);
    assert_eq!(now(get(&core).send()).unwrap(), 7);
    assert_eq!(now(get(&core).send()).unwrap_err().kind(), ErrorKind::Transport);
    let unprepared = now(get(&core).send()).unwrap_err();
    assert_eq!(unprepared.transport_error().unwrap().kind(), TransportErrorKind::Refused);
    assert_eq!((mock.requests().len(), mock.unused()), (3, 0));
    let request = &mock.requests()[0];
    assert_eq!(request.uri(), "https://example.com/x");
    assert_eq!((request.operation(), request.path()), ("get", "/x"));
}

#[test]
fn operations_can_have_their_own_responses() {
    let mock = MockTransport::new()
        .always::<Get>(&0)
        .reply::<Get>(&1)
        .json(StatusCode::OK, "\"any\"")
        .reply::<Put>(&())
        .reply::<PutText>(&"text".to_owned())
        .reply::<Get>(&2)
        .json_for::<Get>(StatusCode::NOT_FOUND, "{\"message\":\"no\"}")
        .fail_for::<Get>(TransportError::new(TransportErrorKind::Connect, "down"));
    assert_eq!(mock.unused(), 7);
    let core = core(&mock);
    let response = now(Put(core.call::<Put>().json(&Json::null())).send_with_response()).unwrap();
    assert_eq!((response.status, response.headers.len()), (StatusCode::NO_CONTENT, 0));
    assert_eq!(now(PutText(core.call::<PutText>()).send()).unwrap(), "text");
    assert_eq!(now(get(&core).send()).unwrap(), 1);
    assert_eq!(now(get(&core).send()).unwrap(), 2);
    assert_eq!(now(get(&core).send()).unwrap_err().message(), Some("no"));
    assert_eq!(now(get(&core).send()).unwrap_err().kind(), ErrorKind::Transport);
    assert_eq!(now(get(&core).send()).unwrap(), 0);
    assert_eq!(now(get(&core).send()).unwrap(), 0);
    assert_eq!((mock.requests_of::<Get>().len(), mock.requests_of::<Put>().len()), (6, 1));
    assert_eq!(mock.requests_of::<PutText>().len(), 1);
    assert_eq!(mock.unused(), 1);
    assert_eq!(<Get as Call>::OPERATION.id, "get");
}

/// Reads a stream of events to its end.
fn all<T: Wire>(mut events: Events<T>) -> Vec<Event<T>> {
    std::iter::from_fn(|| now(events.next())).map(Result::unwrap).collect()
}

#[test]
fn streams_are_prepared_from_the_data_of_their_events() {
    let added = |n| Added { n, extra: Extra::default() };
    let texts = ["", "two\nlines\n", " \"quoted\" ", "{\"a\":1}", "7"].map(str::to_owned);
    let values = ["1", "\"é\"", "[null,{}]"].map(|text| Json::parse(text).unwrap());
    let mock = MockTransport::new()
        .events::<Follow>(&[added(1), added(2)])
        .events::<Follow>(&[])
        .events::<Tell>(&texts)
        .events::<Lines>(&texts)
        .events::<Records>(&values)
        .fail_for::<Follow>(TransportError::new(TransportErrorKind::Connect, "down"));
    let core = core(&mock);
    let follow = || Follow(core.call::<Follow>()).events();
    let added: Vec<_> = all(follow()).into_iter().map(|event| (event.name, event.data.n)).collect();
    assert_eq!(added, [("added".to_owned(), 1), ("added".to_owned(), 2)]);
    assert_eq!(all(follow()), []);
    let data = |events: Vec<Event<String>>| events.into_iter().map(|event| event.data).collect::<Vec<_>>();
    assert_eq!(data(all(Tell(core.call::<Tell>()).events())), texts);
    assert_eq!(data(all(Lines(core.call::<Lines>()).events())), texts);
    let records: Vec<_> = all(Records(core.call::<Records>()).events()).into_iter().map(|event| event.data).collect();
    assert_eq!(records, values);
    assert_eq!(now(follow().next()).unwrap().unwrap_err().kind(), ErrorKind::Transport);
    assert_eq!((mock.requests_of::<Follow>().len(), mock.unused()), (3, 0));
}

#[test]
fn whole_events_have_all_their_fields() {
    let events = [
        r#"{"event":"added","id":"7","data":"text\nof two lines"}"#,
        r#"{"data":{"n":1},"retry":10}"#,
        r#"{"event":"beat","data":""}"#,
    ];
    let mock = MockTransport::new().events::<Whole>(&events.map(|text| Json::parse(text).unwrap()));
    let seen = all(Whole(core(&mock).call::<Whole>()).events());
    let fields: Vec<_> =
        seen.iter().map(|event| (event.name.as_str(), event.id.as_deref(), event.data.text())).collect();
    assert_eq!(
        fields,
        [
            ("added", Some("7"), r#"{"event":"added","data":"text\nof two lines","id":"7"}"#),
            // The type is any JSON, so that the data is kept as text.
            ("message", Some("7"), r#"{"event":"message","data":"{\"n\":1}","id":"7"}"#),
            ("beat", Some("7"), r#"{"event":"beat","data":"","id":"7"}"#),
        ]
    );
}

#[test]
fn requests_can_be_inspected() {
    let mock = MockTransport::new().token("t1").always::<Get>(&1).always::<Put>(&());
    let builder = ClientBuilder::new(&API).transport(mock.clone());
    let builder = builder.token_provider(ClientCredentials::new("id", "secret"));
    let core: Core = builder.declared_header("x-domain", "login.example.com").build().unwrap();
    let options = CallOptions::new().query("q", "1").query("a b", "c&d=e+f").correlation_id("c1");
    now(Get(core.call::<Get>().text_argument(0, "ü ")).options(options).send()).unwrap();
    let token = &mock.requests()[0];
    assert_eq!((token.operation(), token.path()), ("token", "/token"));
    assert!(token.text().contains("client_secret=secret"));
    let request = &mock.requests_of::<Get>()[0];
    assert_eq!(request.query("q"), ["ü ", "1"]);
    assert_eq!(request.query("a b"), ["c&d=e+f"]);
    assert_eq!(request.query("none"), Vec::<String>::new());
    assert_eq!(request.header("authorization"), Some("Bearer t1"));
    assert_eq!((request.header("x-correlation-id"), request.header("x-domain")), (Some("c1"), None));
    assert!(!format!("{mock:?}").contains("secret"));

    let options = CallOptions::new().body_property("b", &2_i64).body_property("c", &"x".to_owned());
    let body = Json::parse(r#"{"a":1,"b":{"big":18446744073709551616}}"#).unwrap();
    now(Put(core.call::<Put>().json(&body)).options(options.clone()).send()).unwrap();
    let own = CallOptions::new().declared_header("X-DOMAIN", "other.example.com");
    now(Put(core.call::<Put>()).options(own.clone().body_property("a", &1_i64)).send()).unwrap();
    let [first, second] = &mock.requests_of::<Put>()[..] else { panic!("two requests") };
    assert_eq!(first.json::<Json>().unwrap(), Json::parse(r#"{"a":1,"b":2,"c":"x"}"#).unwrap());
    assert_eq!(first.header("x-domain"), Some("login.example.com"));
    assert_eq!((second.text().as_str(), second.header("x-domain")), (r#"{"a":1}"#, Some("other.example.com")));
    assert_eq!(second.header("content-type"), Some("application/json"));
    for request in [core.call::<Put>().json(&vec![1_i64]), core.call::<Put>().text("x"), core.call::<Get>()] {
        let error = now(request.options(options.clone()).send::<()>()).unwrap_err();
        assert_eq!(error.to_string().split(": ").last().unwrap(), "body overrides require a JSON object as the body");
    }
}

#[test]
fn an_unreachable_server_stays_unreachable() {
    let mock = MockTransport::new().unreachable().reply::<Get>(&1);
    let core = core(&mock);
    assert_eq!(now(get(&core).send()).unwrap(), 1);
    for _ in 0..2 {
        let error = now(get(&core).send()).unwrap_err();
        assert_eq!(error.transport_error().unwrap().kind(), TransportErrorKind::Connect);
    }
}
