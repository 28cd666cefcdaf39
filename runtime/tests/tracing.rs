//! Spans and events that calls record with `tracing`.

#![cfg(feature = "tracing")]
#![allow(clippy::unwrap_used)]

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use bindery_runtime::__private::{Api, Parameter, Server};
use bindery_runtime::{
    CallOptions, ClientBuilder, Core, Extra, Json, MockClock, MockTransport, Operation, object, responses, security,
};
use http::StatusCode;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static API: Api = Api { servers: &[&Server { url: "https://example.com", variables: &[] }], ..Api::EMPTY };

static PUT: Operation = Operation {
    id: "put_thing",
    method: "PUT",
    path: "/things/{id}",
    parameters: &[Parameter::path("id"), Parameter::query("q")],
    request: &["application/json"],
    responses: responses!["200" "application/json"],
    security: security!(["bearer"]),
    ..Operation::EMPTY
};

/// A subscriber that writes everything into a string.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0.lock().unwrap(), " {}={value:?}", field.name()).unwrap();
    }
}

impl Log {
    fn line(&self, start: &str, record: impl FnOnce(&mut Self)) {
        self.0.lock().unwrap().push_str(start);
        record(&mut self.clone());
        self.0.lock().unwrap().push('\n');
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("bindery_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.line(span.metadata().name(), |log| span.record(log));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.line("recorded", |log| values.record(log));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.line("event", |log| event.record(log));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_is_a_span_without_secrets() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let mock = MockTransport::new().json(StatusCode::SERVICE_UNAVAILABLE, r#"{"message":"s3cret"}"#);
    let mock = mock.json(StatusCode::OK, "\"s3cret\"");
    let builder = ClientBuilder::new(&API).token("s3cret").transport(mock).clock(MockClock::new());
    let core: Core = builder.build().unwrap();
    let request = core.request(&PUT).text_argument(0, "s3cret").text_argument(1, "s3cret");
    let request = request.json(&"s3cret".to_owned()).options(CallOptions::new().header("X-A", "s3cret"));
    request.send::<Json>().await.unwrap();
    let text = log.0.lock().unwrap().clone();
    assert!(!text.contains("s3cret"), "{text}");
    for part in [
        "api_call",
        "operation=\"put_thing\"",
        "http.request.method=\"PUT\"",
        "url.template=\"/things/{id}\"",
        "attempt=1 error=put_thing: the server returned 503 Service Unavailable",
        "http.response.status_code=200",
        "attempts=2",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[tokio::test]
async fn a_deviation_is_an_event() {
    #[derive(Clone)]
    struct Thing {
        size: Option<i64>,
        extra: Extra,
    }
    object! { Thing { size: optional, } rest extra }

    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let mock = MockTransport::new().json(StatusCode::OK, r#"{"size":"s3cret"}"#);
    let builder = ClientBuilder::new(&API).token("t").transport(mock).clock(MockClock::new());
    let core: Core = builder.build().unwrap();
    let request = core.request(&PUT).text_argument(0, "x").json(&Json::null());
    assert_eq!(request.send::<Thing>().await.unwrap().size, None);
    let text = log.0.lock().unwrap().clone();
    assert!(!text.contains("s3cret"), "{text}");
    for part in [
        "message=the response differs from its description",
        "operation=\"put_thing\"",
        "path=\"/size\"",
        "expected=\"a 64-bit integer\"",
        "found=\"a string such as \\\"a0aaaa\\\"\"",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}
