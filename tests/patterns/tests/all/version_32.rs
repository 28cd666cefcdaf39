//! Additions of OpenAPI 3.2 that affect bindings.

use bindery_patterns::version_32::{Client, types::*};
use bindery_runtime::{ErrorKind, MockTransport, Reconnect, RequestError};
use http::StatusCode;

fn client(mock: &MockTransport) -> Client {
    Client::builder().token("t").transport(mock.clone()).build().unwrap()
}

const ORDER: &str = r#"{"id":7}"#;

fn order() -> MockTransport {
    MockTransport::new().json(StatusCode::OK, ORDER)
}

#[tokio::test]
async fn tags_can_be_nested_and_badges_are_not_groups() {
    let mock = order();
    assert_eq!(client(&mock).shop().orders().get(7).await.unwrap().id, 7);
    assert_eq!(mock.requests()[0].headers()["authorization"], "Bearer t");
}

#[tokio::test]
async fn media_types_can_be_components_and_self_identifies_a_document() {
    let mock = order();
    let order: Order = client(&mock).shop().orders().put(7, Order::new(7)).await.unwrap();
    assert_eq!((order.id, mock.requests()[0].body()), (7, &ORDER.into()));
}

#[tokio::test]
async fn any_method_can_be_called() {
    let mock = order().json(StatusCode::OK, ORDER).response({
        let mut response = http::Response::new(bindery_runtime::Body::from(String::new()));
        *response.status_mut() = StatusCode::NO_CONTENT;
        response
    });
    client(&mock).shop().orders().find(7, "id = 7").await.unwrap();
    client(&mock).shop().purge(7).await.unwrap();
    client(&mock).shop().orders().lock(7).await.unwrap();
    let requests = mock.requests();
    let methods: Vec<&str> = requests.iter().map(|request| request.method().as_str()).collect();
    assert_eq!(methods, ["QUERY", "Purge", "LOCK"]);
    assert_eq!(requests[0].body(), "id = 7");
}

#[tokio::test]
async fn the_cookie_style_does_not_encode_values() {
    let mock = order();
    let call = client(&mock).shop().orders().get(7).session("a=b/c%20").flags(["x".to_owned(), "y z".to_owned()]);
    call.seen([1, 2]).await.unwrap();
    assert_eq!(mock.requests()[0].headers()["cookie"], "session=a=b/c%20; flags=x; flags=y z; seen=1,2");
    let error = client(&mock).shop().orders().get(7).session("a; admin=1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(error.request_error(), Some(&RequestError::CookieUnsafe { name: "session" }));
    assert_eq!(mock.requests().len(), 1, "nothing is sent");
}

#[tokio::test]
async fn an_item_schema_describes_an_event_with_its_fields() {
    let text = "event: placed\ndata: {\"id\":7}\n\n";
    let mut response = http::Response::new(bindery_runtime::Body::from(text));
    response.headers_mut().insert("content-type", "text/event-stream".parse().unwrap());
    let mock = MockTransport::new().response(response);
    let mut events = client(&mock).shop().orders().placed().events().reconnect(Reconnect::Never);
    let event = events.next().await.unwrap().unwrap();
    assert_eq!((event.data.event.as_deref(), event.data.data.as_str()), (Some("placed"), ORDER));
    assert_eq!(event.data.data.get(), Ok(&Order::new(7)));
    assert!(events.next().await.is_none());
}

/// Returns a transport that responds with a text in a media type.
fn responding(media_type: &str, text: &'static str) -> MockTransport {
    let mut response = http::Response::new(bindery_runtime::Body::from(text));
    response.headers_mut().insert("content-type", media_type.parse().unwrap());
    MockTransport::new().response(response)
}

#[tokio::test]
async fn json_lines_are_a_stream_of_values_or_bytes() {
    for media_type in ["application/jsonl", "application/x-ndjson; charset=utf-8", "application/json"] {
        let mock = responding(media_type, "{\"id\":1}\n\n{\"id\":2,\"note\":\"a\\nb\"}\r\nnothing\n{\"id\":3}");
        let mut orders = client(&mock).shop().orders().log().events();
        assert_eq!(orders.next().await.unwrap().unwrap().data.id, 1);
        assert_eq!(orders.next().await.unwrap().unwrap().data.note.as_deref(), Some("a\nb"));
        let error = orders.next().await.unwrap().unwrap_err();
        assert_eq!((error.kind(), error.body()), (ErrorKind::Decode, &b"nothing"[..]), "the stream goes on");
        assert_eq!(orders.next().await.unwrap().unwrap().data.id, 3);
        assert!(orders.next().await.is_none());
        assert_eq!(mock.requests()[0].headers()["accept"], "application/jsonl");
    }
    let mut page = client(&responding("text/html", "<p>")).shop().orders().log().events();
    assert_eq!(page.next().await.unwrap().unwrap_err().kind(), ErrorKind::Decode);
    let bytes = client(&responding("application/jsonl", "1\n2")).shop().orders().log().await.unwrap();
    assert_eq!(bytes, &b"1\n2"[..]);
}

#[tokio::test]
async fn json_text_sequences_are_streams_and_json_is_a_response() {
    let mock = responding("application/json-seq", "\u{1e}{\"id\":\n1}\n\u{1e}{\"id\":2}\n");
    let mut orders = client(&mock).shop().orders().search().events();
    assert_eq!(orders.next().await.unwrap().unwrap().data.id, 1);
    assert_eq!(orders.next().await.unwrap().unwrap().data.id, 2);
    assert!(orders.next().await.is_none());
    let mock = responding("application/json", "[{\"id\":1}]");
    assert_eq!(client(&mock).shop().orders().search().await.unwrap(), [Order::new(1)]);
    assert_eq!(mock.requests()[0].headers()["accept"], "application/json");
}
