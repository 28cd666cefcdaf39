//! Bodies without `required` in the description, and arguments in the order of the path.

use bindery_patterns::optional_bodies::{Client, types::*};
use bindery_runtime::{Json, MockTransport};
use http::StatusCode;

fn client() -> (Client, MockTransport) {
    let mock = (0..10).fold(MockTransport::new(), |mock, _| mock.json(StatusCode::OK, r#"{"a":1}"#));
    (Client::builder().transport(mock.clone()).build().unwrap(), mock)
}

/// Returns the content type and the body of each request.
fn sent(mock: &MockTransport) -> Vec<(Option<String>, String)> {
    let requests = mock.requests();
    let content_type = |headers: &http::HeaderMap| Some(headers.get("content-type")?.to_str().ok()?.to_owned());
    requests
        .iter()
        .map(|each| (content_type(each.headers()), String::from_utf8_lossy(each.body()).into_owned()))
        .collect()
}

#[tokio::test]
async fn an_omitted_body_sends_nothing_and_an_explicit_null_is_sent() {
    let (client, mock) = client();
    let bodies = client.bodies();
    bodies.deploy().await.unwrap();
    bodies.deploy().body(None).await.unwrap();
    bodies.deploy().body(Options::new().force(true)).await.unwrap();
    bodies.change().await.unwrap();
    bodies.change().body(Note::new("a")).await.unwrap();
    bodies.run().await.unwrap();
    bodies.clear().await.unwrap();
    let json = |body: &str| (Some("application/json".to_owned()), body.to_owned());
    let nothing = (None, String::new());
    assert_eq!(
        sent(&mock),
        [
            nothing.clone(),
            json("null"),
            json(r#"{"force":true}"#),
            nothing.clone(),
            json(r#"{"text":"a"}"#),
            nothing.clone(),
            nothing,
        ]
    );
}

#[tokio::test]
async fn a_body_that_a_call_obviously_needs_is_an_argument() {
    let (client, mock) = client();
    client.bodies().write(Note::new("a")).await.unwrap();
    client.bodies().replace(Options::new()).await.unwrap();
    let bodies: Vec<String> = sent(&mock).into_iter().map(|(_, body)| body).collect();
    assert_eq!(bodies, [r#"{"text":"a"}"#, "{}"]);
}

#[tokio::test]
async fn a_body_without_a_schema_is_untyped_json() {
    let (client, mock) = client();
    let response: Json = client.bodies().lose().body(Json::parse("[1]").unwrap()).await.unwrap();
    assert_eq!((response.text(), mock.requests()[0].body().as_ref()), (r#"{"a":1}"#, &b"[1]"[..]));
}

#[tokio::test]
async fn arguments_are_in_the_order_of_the_path() {
    let (client, mock) = client();
    client.bodies().r#move("here", "there", 3).await.unwrap();
    assert_eq!(mock.requests()[0].uri().path_and_query().unwrap(), "/from/here/to/there?limit=3");
}
