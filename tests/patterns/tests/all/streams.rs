//! Pattern 45, and other streams: pages, events, downloads.

use bindery_patterns::streams::operations::live::{Ask, Follow};
use bindery_patterns::streams::{Client, types::*};
use bindery_runtime::{Body, ErrorKind, MockTransport, Reconnect, decode};
use http::StatusCode;

fn client(mock: &MockTransport) -> Client {
    Client::builder().transport(mock.clone()).build().unwrap()
}

fn events(text: &'static str) -> MockTransport {
    let mut response = http::Response::new(Body::from(text));
    response.headers_mut().insert("content-type", "text/event-stream".parse().unwrap());
    MockTransport::new().response(response)
}

fn queries(mock: &MockTransport) -> Vec<String> {
    mock.requests().iter().map(|request| request.uri().query().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_list_with_cursors_is_followed_to_its_end() {
    let mock = MockTransport::new()
        .json(StatusCode::OK, r#"{"next":"n1","users":[{"id":"a"},{"id":"b"}]}"#)
        .json(StatusCode::OK, r#"{"users":[{"id":"c"}]}"#);
    let users: Vec<User> = client(&mock).users().list().items().all().await.unwrap();
    assert_eq!(users.iter().map(|user| user.id.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(queries(&mock), ["take=50", "from=n1&take=50"]);
}

#[tokio::test]
async fn numbered_pages_are_followed_in_each_form_of_list() {
    let mock = MockTransport::new()
        .json(StatusCode::OK, r#"[{"id":"a"}]"#)
        .json(StatusCode::OK, r#"{"total":2,"start":1,"users":[{"id":"b"}]}"#);
    let users = client(&mock).users().list().per_page(1).items_by_page().all().await.unwrap();
    assert_eq!(users.len(), 2);
    assert_eq!(queries(&mock), ["per_page=1", "page=1&per_page=1"]);
    let mock = MockTransport::new().json(StatusCode::OK, r#"{"total":1,"start":0,"users":[{"id":"b"}]}"#);
    let mut pages = client(&mock).users().list().pages_by_page();
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn the_event_name_determines_the_type() {
    let mock = events(
        "event: user.added\ndata: {\"offset\":\"1\",\"user\":{\"id\":\"a\"}}\n\nevent: new\ndata: {\"x\":1}\n\n\
         event: error\ndata: {\"error\":\"over\"}\n\n",
    );
    let mut events = client(&mock).live().follow().events().reconnect(Reconnect::Never);
    let first = events.next().await.unwrap().unwrap();
    assert_eq!(first.name, "user.added");
    assert!(matches!(first.data, Change::UserAdded(UserAdded { user, .. }) if user.id == "a"));
    let second = events.next().await.unwrap().unwrap();
    assert!(matches!(second.data, Change::Unknown(_)) && second.name == "new");
    assert!(matches!(events.next().await.unwrap().unwrap().data, Change::Failure(_)));
    assert!(events.next().await.is_none());
    assert_eq!(mock.requests()[0].headers()["accept"], "text/event-stream");
}

#[tokio::test]
async fn one_operation_can_return_a_response_or_events() {
    let mock = MockTransport::new().json(StatusCode::OK, r#"{"text":"a b"}"#);
    assert_eq!(client(&mock).live().ask(Question::new("?")).await.unwrap().text, "a b");
    assert_eq!(mock.requests()[0].headers()["accept"], "application/json");
    let mock = events("data: {\"word\":\"a\"}\n\ndata: [DONE]\n\n");
    let mut words = client(&mock).live().ask(Question::new("?").stream(true)).events();
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "a");
    assert!(words.next().await.is_none());
    assert_eq!(mock.requests()[0].body(), r#"{"text":"?","stream":true}"#);
}

#[tokio::test]
async fn a_mock_streams_events_by_their_data() {
    let added: Change = decode(r#"{"type":"user.added","offset":"1","user":{"id":"a"}}"#).unwrap();
    let words: Vec<Word> = decode(r#"[{"word":"a"},{"word":"b"}]"#).unwrap();
    let mock = MockTransport::new().events::<Follow>(&[added]).events::<Ask>(&words);
    let mut changes = client(&mock).live().follow().events();
    let first = changes.next().await.unwrap().unwrap();
    assert_eq!(first.name, "user.added");
    assert!(matches!(first.data, Change::UserAdded(UserAdded { user, .. }) if user.id == "a"));
    assert!(changes.next().await.is_none());
    let mut words = client(&mock).live().ask(Question::new("?")).events();
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "a");
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "b");
    assert!(words.next().await.is_none());
    assert_eq!((mock.requests_of::<Follow>().len(), mock.requests_of::<Ask>().len(), mock.unused()), (1, 1, 0));
}

#[tokio::test]
async fn bytes_can_be_read_at_once_or_as_they_arrive() {
    let mock = || MockTransport::new().response(http::Response::new(Body::from(vec![0_u8, 255, 1])));
    assert_eq!(client(&mock()).live().export().await.unwrap(), &[0, 255, 1][..]);
    let response = client(&mock()).live().export().send_streaming().await.unwrap();
    assert_eq!(response.status, StatusCode::OK);
    let mut body = response.body.limited(3);
    assert_eq!(body.chunk().await.unwrap().unwrap(), &[0, 255, 1][..]);
    assert!(body.chunk().await.unwrap().is_none());
    let mut short = client(&mock()).live().export().send_streaming().await.unwrap().body.limited(2);
    assert!(short.chunk().await.is_err());
    let refused = MockTransport::new().json(StatusCode::NOT_FOUND, "{}");
    let error = client(&refused).live().export().send_streaming().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
}
