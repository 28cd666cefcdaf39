//! Building clients, and what they reveal.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bindery_runtime::__private::Request;
use bindery_runtime::{
    Body, BoxFuture, CallOptions, ClientBuilder, ConfigurationProblem, Core, Error, ErrorKind, Json, Pending,
    ReqwestTransport, Transport, TransportError, WithResponse,
};
use bytes::Bytes;

use crate::api::Client;
use crate::server::{Server, body, header};

#[test]
fn all_problems_are_reported_together() {
    let builder = Client::builder("user:s3cret@tenant.example.com").token("s3cret\n");
    let builder = builder.default_header("a b", "s3cret").default_header("a", "s3cret\n");
    assert!(!format!("{builder:?}").contains("s3cret"));
    let error = builder.build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let problems = error.configuration_error().unwrap().problems();
    assert!(matches!(
        problems,
        [
            ConfigurationProblem::VariableInvalid { name: "domain", .. },
            ConfigurationProblem::Header { .. },
            ConfigurationProblem::Header { .. },
            ConfigurationProblem::Token { .. },
        ]
    ));
    let text = format!("{error} {error:?}");
    assert!(!text.contains("s3cret") && !text.contains('\n'), "{text}");
}

#[test]
fn invalid_base_urls_are_refused() {
    for address in [
        "",
        "tenant.example.com",
        "ftp://tenant.example.com",
        "https://user:pass@tenant.example.com",
        "https://tenant.example.com/?a=b",
        "https://tenant.example.com/#a",
        "https://tenant.example.com/a/../b",
        "https://ten ant.example.com",
    ] {
        let error = Client::builder("unused").base_url(address).build().unwrap_err();
        let problems = error.configuration_error().unwrap().problems();
        assert!(matches!(problems, [ConfigurationProblem::Address { .. }]), "{address}: {error}");
    }
}

#[tokio::test]
async fn the_base_url_replaces_the_described_servers() {
    let server = Server::json("200 OK", "[]").await;
    let base = format!("http://{}/other/", server.address);
    let client = Client::builder("tenant.example.com").base_url(base).token("t").build().unwrap();
    client.list().await.unwrap();
    assert_eq!(server.target(), "/other/things");
    assert_eq!(header(&server.request(), "host"), Some(server.address.to_string().as_str()));
}

#[tokio::test]
async fn the_client_sends_telemetry_unless_it_is_turned_off() {
    let sent = async |builder: bindery_runtime::ClientBuilder<Client>, server: &Server| {
        builder.token("t").build().unwrap().list().await.unwrap();
        header(server.requests().last().unwrap(), "x-client").map(str::to_owned)
    };
    let server = Server::json("200 OK", "[]").await;
    let builder = || Client::builder(format!("http://{}", server.address));
    let value = sent(builder(), &server).await.unwrap();
    assert!(value.starts_with("eyJuYW1lIjoidGVzdC1iaW5kaW5ncyIsInZlcnNpb24iOiIxLjIuMyI"), "{value}");
    let longer = sent(builder().telemetry_entry("app", "7"), &server).await.unwrap();
    assert!(longer.len() > value.len());
    assert_eq!(sent(builder().without_telemetry().telemetry_entry("app", "7"), &server).await, None);
    assert_eq!(sent(builder().default_header("X-Client", "mine"), &server).await.unwrap(), "mine");
    assert_eq!(header(&server.requests()[0], "x-api-version"), Some("2024-01-01"));
}

#[test]
fn debug_hides_secrets_in_clients_and_calls() {
    let builder = Client::builder("tenant.example.com").token("s3cret");
    let builder = builder.default_header("X-Key", "s3cret");
    let shown_builder = format!("{builder:?}");
    let client = builder.build().unwrap();
    let options = CallOptions::new().token("s3cret").header("X", "s3cret").query("q", "s3cret");
    let shown_options = format!("{client:?} {options:?}");
    let (list, get) = (client.list().tag("s3cret").q("s3cret").options(options), client.get("s3cret"));
    let shown_operations = format!("{list:?} {get:#?}");
    let shown_calls = format!("{:?} {:?}", list.send(), get.send_with_response());
    let shown = [shown_builder, shown_options, shown_operations, shown_calls].concat();
    assert!(!shown.contains("s3cret"), "{shown}");
    assert!(shown.contains("list_things") && shown.contains("X-Tag"), "{shown}");
}

/// Responds with the URI and the headers of the request.
struct Echo;

impl Transport for Echo {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let text = format!("{:?}", format!("{} {:?}", request.uri(), request.headers()));
        Box::pin(async move { Ok(http::Response::new(Body::from(text))) })
    }
}

#[tokio::test]
async fn a_custom_transport_is_used() {
    let client = Client::builder("tenant.example.com").token("s3cret").transport(Echo).build().unwrap();
    let shown = client.get("x").await.unwrap().to_string();
    assert!(shown.contains("https://tenant.example.com/api/v2/things/x"), "{shown}");
    // The value of the header is marked as sensitive.
    assert!(shown.contains("authorization") && !shown.contains("s3cret"), "{shown}");
}

/// A body of chunks, without a length.
struct Chunks(Vec<&'static str>);

impl http_body::Body for Chunks {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, TransportError>>> {
        let chunk = self.0.pop().map(|chunk| Ok(http_body::Frame::data(Bytes::from_static(chunk.as_bytes()))));
        Poll::Ready(chunk)
    }
}

/// Replaces the body with a stream.
struct Streaming(ReqwestTransport);

impl Transport for Streaming {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.0.send(request.map(|_| Body::stream(Chunks(vec!["def", "abc"]))))
    }
}

#[tokio::test]
async fn a_transport_can_wrap_another_and_send_a_stream() {
    let server = Server::json("201 Created", "1").await;
    let builder = Client::builder(format!("http://{}", server.address)).token("t");
    let client = builder.transport(Streaming(ReqwestTransport::new().unwrap())).build().unwrap();
    client.create(&Json::null()).await.unwrap();
    let request = server.request();
    assert_eq!(header(&request, "transfer-encoding"), Some("chunked"));
    assert_eq!(body(&request), "3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
}

#[test]
fn clients_and_calls_can_move_between_threads() {
    fn is_sync<T: Clone + Send + Sync + 'static>() {}
    fn is_send<T: Send + 'static>() {}
    fn future_is_send(_: &(impl Future + Send + 'static)) {}
    is_sync::<Client>();
    is_sync::<Core>();
    is_sync::<CallOptions>();
    is_send::<ClientBuilder<Client>>();
    is_send::<Request>();
    is_send::<Error>();
    is_send::<Pending<std::rc::Rc<()>>>();
    is_send::<WithResponse<String>>();
    let client = Client::builder("tenant.example.com").timeout(Duration::from_secs(1)).build().unwrap();
    future_is_send(&client.list().send());
    future_is_send(&client.list().send_with_response());
    future_is_send(&client.list().into_future());
    future_is_send(&async move { client.list().await });
}
