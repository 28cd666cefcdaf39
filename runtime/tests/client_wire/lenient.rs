//! Responses that differ from their description: how they are decoded, and which deviations are reported.

use std::sync::{Arc, Mutex};

use bindery_runtime::__private::{EventSource, Paging, Parameter};
use bindery_runtime::{CallOptions, Deviation, ErrorKind, Extra, Json, Operation, WithResponse, object, responses};

use crate::api::Client;
use crate::server::{Response, Server, response};

#[derive(Clone)]
struct Message {
    sid: String,
    price: Option<f64>,
    token: Option<bool>,
    extra: Extra,
}
object! { Message { sid: required, price: optional, token: optional, } rest extra }

#[derive(Clone)]
struct Page {
    messages: Vec<Message>,
    next: Option<String>,
    extra: Extra,
}
object! { Page { messages: required, next: optional, } rest extra }

static GET: Operation = Operation {
    id: "get_message",
    path: "/message",
    responses: responses!["200" "application/json"],
    ..Operation::EMPTY
};
static LIST: Operation = Operation {
    id: "list_messages",
    path: "/messages",
    parameters: &[Parameter::query("from")],
    responses: responses!["200" "application/json"],
    ..Operation::EMPTY
};
static PAGING: Paging = Paging::by_cursor(0, &["next"]).items(&["messages"]);
static FOLLOW: Operation =
    Operation { id: "follow", path: "/events", responses: responses!["200" "text/event-stream"], ..Operation::EMPTY };
static EVENTS: EventSource = EventSource::new();
static PARTS: Operation =
    Operation { id: "parts", path: "/parts", responses: responses!["200" "multipart/form-data"], ..Operation::EMPTY };

const MESSAGE: &str = r#"{"sid":"SM1","price":"-0.0075","token":"hunter2"}"#;

/// A client that logs the deviations of its responses.
fn logging(server: &Server) -> (Client, Arc<Mutex<Vec<String>>>) {
    let log = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&log);
    let builder = Client::builder(format!("http://{}", server.address)).token("t");
    let builder = builder.on_deviation(move |operation, deviation| {
        kept.lock().unwrap().push(format!("{} {deviation}", operation.id));
    });
    (builder.build().unwrap(), log)
}

fn take(log: &Mutex<Vec<String>>) -> Vec<String> {
    std::mem::take(&mut *log.lock().unwrap())
}

#[tokio::test]
async fn a_response_that_differs_is_decoded_and_reported() {
    let server = Server::json("200 OK", MESSAGE).await;
    let (client, log) = logging(&server);
    let received: WithResponse<Message> = client.request(&GET).send_with_response().await.unwrap();
    let message = &received.body;
    assert_eq!(
        (message.sid.as_str(), message.price, message.extra.kept("price")),
        ("SM1", None, Some(&Json::from("-0.0075")))
    );
    let [price, token] = received.deviations() else { panic!("{:?}", received.deviations()) };
    let Deviation { path, expected, found, .. } = price;
    assert_eq!(
        (path.as_str(), expected.as_str(), found.as_str()),
        ("/price", "a number in the range of 64-bit floats", r#"a string such as "-0.0000""#)
    );
    assert_eq!(token.to_string(), "/token: expected true or false, found a string");
    let reported: Vec<String> = received.deviations().iter().map(|each| format!("get_message {each}")).collect();
    assert_eq!(take(&log), reported);
    // Encoding the value restores the original.
    assert_eq!(Json::of(message), Json::parse(MESSAGE).unwrap());
    // The listener is also called if only the body is returned.
    assert!(client.request(&GET).send::<Message>().await.unwrap().price.is_none());
    assert_eq!(take(&log), reported);
}

#[tokio::test]
async fn a_response_that_does_not_differ_is_not_reported() {
    let server = Server::json("200 OK", r#"{"sid":"SM1","price":1,"more":[1]}"#).await;
    let (client, log) = logging(&server);
    let received: WithResponse<Message> = client.request(&GET).send_with_response().await.unwrap();
    assert!(received.deviations().is_empty() && take(&log).is_empty());
}

#[tokio::test]
async fn a_strict_client_and_a_strict_call_refuse_deviations() {
    let server = Server::json("200 OK", MESSAGE).await;
    let (client, log) = logging(&server);
    let strict = client.request(&GET).options(CallOptions::new().strict()).send::<Message>().await.unwrap_err();
    assert_eq!(strict.kind(), ErrorKind::Decode);
    assert_eq!(strict.decode_error().unwrap().path(), "$.price");
    let builder = Client::builder(format!("http://{}", server.address)).token("t");
    let error = builder.strict().build().unwrap().request(&GET).send::<Message>().await.unwrap_err();
    assert_eq!(error.decode_error(), strict.decode_error());
    assert!(take(&log).is_empty());
    client.request(&GET).send::<Message>().await.unwrap();
    assert_eq!(take(&log).len(), 2);
}

#[tokio::test]
async fn a_missing_required_property_is_an_error() {
    let server = Server::json("200 OK", r#"{"price":1}"#).await;
    let (client, log) = logging(&server);
    let error = client.request(&GET).send::<Message>().await.unwrap_err();
    assert_eq!((error.kind(), error.decode_error().unwrap().path().as_str()), (ErrorKind::Decode, "$.sid"));
    assert!(take(&log).is_empty());
}

#[tokio::test]
async fn deviations_in_items_are_located_in_their_page() {
    let server = Server::json("200 OK", &format!(r#"{{"messages":[{{"sid":"SM0"}},{MESSAGE}]}}"#)).await;
    let (client, log) = logging(&server);
    let items = client.request(&LIST).items::<Message>(&PAGING).all().await.unwrap();
    assert_eq!((items.len(), items[1].extra.len()), (2, 2));
    let reported = take(&log);
    assert!(reported.len() == 2 && reported[0].starts_with("list_messages /messages/1/price: "), "{reported:?}");
    let mut pages = client.request(&LIST).pages::<Page>(&PAGING);
    assert_eq!(pages.next().await.unwrap().unwrap().messages.len(), 2);
    assert_eq!(take(&log), reported);
    let mut items = client.request(&LIST).options(CallOptions::new().strict()).items::<Message>(&PAGING);
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.decode_error().unwrap().path(), "$.messages[1].price");
}

#[tokio::test]
async fn events_are_decoded_leniently() {
    let events = format!("data: {MESSAGE}\n\ndata: {{\"price\":1}}\n\ndata: {{\"sid\":\"SM2\"}}\n\ndata: [DONE]\n\n");
    let head = "content-type: text/event-stream\r\nconnection: close\r\n";
    let server = Server::start(Response::Bytes(response("200 OK", head, &events))).await;
    let (client, log) = logging(&server);
    let mut stream = client.request(&FOLLOW).events::<Message>(&EVENTS);
    let first = stream.next().await.unwrap().unwrap();
    assert_eq!(first.data.extra.kept("price"), Some(&Json::from("-0.0075")));
    assert!(take(&log)[0].starts_with("follow /price: "));
    assert_eq!(stream.next().await.unwrap().unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(stream.next().await.unwrap().unwrap().data.sid, "SM2");
    let strict = client.request(&FOLLOW).options(CallOptions::new().strict());
    assert_eq!(strict.events::<Message>(&EVENTS).next().await.unwrap().unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn parts_are_decoded_leniently() {
    let part =
        |name: &str, text: &str| format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
    let body = format!("{}{}--b--\r\n", part("sid", "SM1"), part("price", "free"));
    let head = "content-type: multipart/form-data; boundary=b\r\n";
    let server = Server::start(Response::Bytes(response("200 OK", head, &body))).await;
    let (client, log) = logging(&server);
    let message = client.request(&PARTS).send::<Message>().await.unwrap();
    assert_eq!((message.sid.as_str(), message.extra.kept("price")), ("SM1", Some(&Json::from("free"))));
    assert_eq!(
        take(&log),
        [r#"parts /price: expected a number in the range of 64-bit floats, found a string such as "aaaa""#]
    );
    let strict = client.request(&PARTS).options(CallOptions::new().strict());
    assert_eq!(strict.send::<Message>().await.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn error_bodies_are_decoded_like_success_bodies() {
    let server = Server::json("400 Bad Request", MESSAGE).await;
    let (client, _) = logging(&server);
    let error = client.request(&GET).send::<Message>().await.unwrap_err();
    assert_eq!(error.decode_body::<Message>().unwrap().extra.kept("price"), Some(&Json::from("-0.0075")));
    let error = client.request(&GET).options(CallOptions::new().strict()).send::<Message>().await.unwrap_err();
    assert_eq!(error.decode_body::<Message>().unwrap_err().path(), "$.price");
}

#[tokio::test]
async fn the_number_of_reported_deviations_is_bounded() {
    let messages = vec![MESSAGE; 1_000].join(",");
    let server = Server::json("200 OK", &format!(r#"{{"messages":[{messages}]}}"#)).await;
    let (client, log) = logging(&server);
    let received: WithResponse<Page> = client.request(&LIST).send_with_response().await.unwrap();
    assert_eq!((received.body.messages.len(), received.deviations().len(), take(&log).len()), (1_000, 100, 100));
    assert!(received.body.messages.iter().all(|message| message.extra.len() == 2));
    assert_eq!(received.deviations()[99].path, "/messages/49/token");
}
