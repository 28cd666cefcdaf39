//! Values of the API as users make and take them.

use auth0_bindings::types::*;
use auth0_bindings::{Json, Patch, Secret};

fn main() {
    // What is required is an argument; what is optional is a method.
    let sink = HttpSink::new("https://logs.example.com")
        .authorization("Bearer s3cret")
        .content_format(HttpContentFormat::Jsonlines)
        .custom_headers([HttpCustomHeader::new().header("x-team").value("red")]);
    let body = CreateLogStream::http(sink).name("audit").is_priority(true).filters(Vec::new());
    // A body of one kind is a body of any kind.
    let _: CreateLogStream = body.into();

    // A value that the description does not list yet can be sent.
    let sink = DatadogSink::new("key", "ap1");
    assert!(matches!(sink.region, DatadogRegion::Unknown(_)));
    assert_eq!(DatadogSink::new("key", "eu").region, DatadogRegion::Eu);

    // Three states in an update.
    let update = UpdateLogStream::new();
    assert!(update.clone().pii_config(Patch::Null).pii_config.is_null());
    assert!(update.clone().pii_config(PiiConfig::new([PiiLogField::Email])).pii_config.is_value());
    assert!(update.pii_config.is_absent());

    // A secret is shown only to who asks for it.
    let secret = Secret::from("s3cret");
    assert_eq!(format!("{secret:?}"), "[redacted]");
    assert_eq!(secret.expose(), "s3cret");

    // What the description does not name can be sent, too.
    let mut filter = LogStreamFilter::new();
    filter.extra.insert("new", Json::parse("[1]").unwrap());
    assert_eq!(auth0_bindings::runtime::encode(&filter), r#"{"new":[1]}"#);
}
