//! The unions of the log streams: the right variant is selected, and nothing is lost.

#![deny(warnings)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![cfg(feature = "serde")]

mod wire_types;

use bindery_runtime::{Json, Wire, decode, decode_strict, encode};
use serde_json::json;
use wire_types::{CreateLogStream, LogStream, SinkPatch, UpdateLogStream};

/// Decodes and encodes through the runtime and through `serde_json`. Returns the variant.
fn variant<T>(text: &str) -> (String, T)
where
    T: Wire + std::fmt::Debug + PartialEq + serde::Serialize + serde::de::DeserializeOwned,
{
    let expected = Json::parse(text).unwrap();
    let value: T = decode(text).unwrap();
    assert_eq!(Json::parse(&encode(&value)).unwrap(), expected, "through the runtime");
    let other: T = serde_json::from_str(text).unwrap();
    assert_eq!(value, other);
    assert_eq!(Json::parse(&serde_json::to_string(&other).unwrap()).unwrap(), expected, "through serde_json");
    let from_value: T = serde_json::from_value(serde_json::to_value(&value).unwrap()).unwrap();
    let again: T = decode(&encode(&value)).unwrap();
    assert_eq!(value, again);
    let shown = format!("{value:?}");
    assert_eq!(shown, format!("{other:?}"));
    // The `Value` of serde_json sorts properties, even of values that match no variant.
    assert_eq!(shown.len(), format!("{from_value:?}").len());
    (shown.split('(').next().unwrap().to_owned(), value)
}

const SINKS: [(&str, &str, &str); 8] = [
    (
        "Http",
        "http",
        r#"{"httpAuthorization":"s3cret","httpContentFormat":"JSONLINES","httpEndpoint":"https://e.com","httpCustomHeaders":[{"header":"a","value":"s3cret"},{}]}"#,
    ),
    (
        "EventBridge",
        "eventbridge",
        r#"{"awsAccountId":"123456789012","awsRegion":"us-east-1","awsPartnerEventSource":"x"}"#,
    ),
    ("EventGrid", "eventgrid", r#"{"azureSubscriptionId":"b69a6835","azureRegion":"westus","azureResourceGroup":"g"}"#),
    ("Datadog", "datadog", r#"{"datadogApiKey":"s3cret","datadogRegion":"us3"}"#),
    ("Splunk", "splunk", r#"{"splunkDomain":"d","splunkPort":"8088","splunkToken":"s3cret","splunkSecure":true}"#),
    ("Sumo", "sumo", r#"{"sumoSourceAddress":"s3cret"}"#),
    ("Segment", "segment", r#"{"segmentWriteKey":"s3cret"}"#),
    (
        "Mixpanel",
        "mixpanel",
        r#"{"mixpanelRegion":"eu","mixpanelProjectId":"1","mixpanelServiceAccountUsername":"u","mixpanelServiceAccountPassword":"s3cret"}"#,
    ),
];

const COMMON: &str = r#""id":"lst_1","name":"audit","status":"active","isPriority":false,"filters":[{"type":"category","name":"auth.login.fail"},{}],"pii_config":{"log_fields":["email"],"method":"mask"}"#;

fn is(text: &str, expected: &str) -> LogStream {
    let (name, value) = variant::<LogStream>(text);
    assert_eq!(name, expected, "{text}");
    assert!(!format!("{value:?}{value:#?}").contains("s3cret"), "{value:?}");
    value
}

#[test]
fn responses_with_a_sink() {
    for (name, kind, sink) in SINKS {
        is(&format!(r#"{{{COMMON},"type":"{kind}","sink":{sink}}}"#), name);
        is(&format!(r#"{{"sink":{sink},"type":"{kind}",{COMMON}}}"#), name);
    }
}

#[test]
fn responses_without_a_sink() {
    for (name, kind, _) in SINKS {
        is(&format!(r#"{{{COMMON},"type":"{kind}"}}"#), name);
        is(&format!(r#"{{"type":"{kind}"}}"#), name);
    }
}

#[test]
fn responses_without_a_type() {
    for (name, _, sink) in SINKS {
        is(&format!(r#"{{{COMMON},"sink":{sink}}}"#), name);
    }
}

#[test]
fn type_null_counts_as_missing() {
    let stream: LogStream = decode(r#"{"type":null,"sink":{"segmentWriteKey":"x"}}"#).unwrap();
    assert!(matches!(stream, LogStream::Segment(_)));
}

#[test]
fn unknown_properties_are_kept_at_every_level() {
    for (name, kind, sink) in SINKS {
        is(
            &format!(r#"{{{COMMON},"new":{{"a":[1,36893488147419103232,-1e-999]}},"type":"{kind}","sink":{sink}}}"#),
            name,
        );
        let opened = sink.strip_suffix('}').unwrap();
        is(&format!(r#"{{{COMMON},"type":"{kind}","sink":{opened},"new":"s3cret"}}}}"#), name);
    }
}

#[test]
fn numbers_beyond_64_bits_survive_serde_json() {
    let text = r#"{"type":"sumo","new":36893488147419103232,"deep":[{"x":1e400}]}"#;
    let value: LogStream = serde_json::from_str(text).unwrap();
    assert_eq!(
        serde_json::to_string(&value).unwrap(),
        r#"{"type":"sumo","deep":[{"x":1e400}],"new":36893488147419103232}"#
    );
}

#[test]
fn create_bodies() {
    for (name, kind, sink) in SINKS {
        let text = format!(r#"{{"name":"x","type":"{kind}","startFrom":"2021-03-01T19:57:29.532Z","sink":{sink}}}"#);
        assert_eq!(variant::<CreateLogStream>(&text).0, name);
        // A body without a type matches no variant and is kept.
        let text = format!(r#"{{"name":"x","sink":{sink}}}"#);
        assert_eq!(variant::<CreateLogStream>(&text).0, "Unknown");
    }
}

#[test]
fn a_create_body_carries_its_tag() {
    let body = wire_types::CreateHttp::new(wire_types::HttpSink::new("https://e.com").authorization("s3cret"));
    let body = CreateLogStream::from(body);
    assert_eq!(
        encode(&body),
        r#"{"type":"http","sink":{"httpAuthorization":"s3cret","httpEndpoint":"https://e.com"}}"#
    );
    assert_eq!(
        format!("{body:?}"),
        r#"Http(CreateHttp { type: "http", sink: HttpSink { httpAuthorization: [redacted], httpEndpoint: "https://e.com" } })"#
    );
}

#[test]
fn the_keys_of_a_sink_patch_select_its_variant() {
    for (name, _, sink) in SINKS {
        let expected = if name.starts_with("Event") { "Unknown" } else { name };
        let (found, _) = variant::<SinkPatch>(sink);
        assert!(found.starts_with(expected), "{found} for {name}");
    }
    for text in ["{}", "null", "[]", "3", r#""x""#, r#"{"other":1}"#, r#"{"splunkToken":"x"}"#] {
        let (_, value) = variant::<SinkPatch>(text);
        assert!(matches!(value, SinkPatch::Unknown(_)), "{text}");
    }
    let partial: SinkPatch = decode(r#"{"splunkToken":"x"}"#).unwrap();
    let SinkPatch::Unknown(unmatched) = partial else { panic!("a partial sink is not a Splunk sink") };
    assert_eq!(unmatched.reason().unwrap().path(), "$.splunkDomain");
    assert_eq!(unmatched.reason().unwrap().found(), "nothing");
}

#[test]
fn updates_have_three_states() {
    for text in ["{}", r#"{"pii_config":null}"#, r#"{"pii_config":{"log_fields":[]}}"#] {
        let update: UpdateLogStream = decode(text).unwrap();
        assert_eq!(encode(&update), text);
    }
}

#[test]
fn unlisted_values_are_kept() {
    is(r#"{"type":"http","status":"resting"}"#, "Http");
    is(r#"{"type":"http","filters":[{"type":"category","name":"new.category"},{"type":"other"}]}"#, "Http");
    is(r#"{"type":"eventbridge","sink":{"awsAccountId":"1","awsRegion":"mars-north-1"}}"#, "EventBridge");
    is(r#"{"type":"datadog","sink":{"datadogApiKey":"x","datadogRegion":"ap1"}}"#, "Datadog");
}

#[test]
fn withheld_secrets_are_not_an_error() {
    is(r#"{"type":"datadog","sink":{"datadogRegion":"eu"}}"#, "Datadog");
    is(r#"{"sink":{"datadogRegion":"eu"}}"#, "Datadog");
    is(
        r#"{"type":"mixpanel","sink":{"mixpanelRegion":"us","mixpanelProjectId":"1","mixpanelServiceAccountUsername":"u"}}"#,
        "Mixpanel",
    );
    is(r#"{"type":"sumo","sink":{}}"#, "Sumo");
}

#[test]
fn values_that_match_no_variant_are_kept() {
    for text in ["{}", "null", "7", "[1]", r#"{"type":"newvendor","sink":{"a":1}}"#, r#"{"type":5}"#, r#"{"id":"x"}"#] {
        let (_, value) = variant::<LogStream>(text);
        let LogStream::Unknown(unmatched) = value else { panic!("{text} matches no variant") };
        assert_eq!(unmatched.json().text(), text);
        assert!(unmatched.reason().is_none());
    }
}

#[test]
fn a_sink_of_another_type_does_not_match_the_tag() {
    let text =
        r#"{"type":"http","sink":{"azureSubscriptionId":"b69a6835","azureRegion":"westus","azureResourceGroup":"g"}}"#;
    let (_, value) = variant::<LogStream>(text);
    let LogStream::Unknown(unmatched) = value else { panic!("the sink is not an HTTP sink") };
    let reason = unmatched.reason().unwrap();
    assert_eq!(
        (reason.path().as_str(), reason.expected(), reason.found()),
        ("$.sink.httpEndpoint", "a string", "nothing")
    );
}

#[test]
fn an_invalid_element_does_not_fail_a_list() {
    let text = r#"[ {"type":"sumo"} , {"type":"newvendor" , "a" : [ 1 ]} , {"type":"http","sink":{"httpEndpoint":3}}, {"type":"splunk"} ]"#;
    let list: Vec<LogStream> = decode(text).unwrap();
    assert!(matches!(
        &list[..],
        [LogStream::Sumo(_), LogStream::Unknown(_), LogStream::Unknown(_), LogStream::Splunk(_)]
    ));
    assert_eq!(Json::parse(&encode(&list)).unwrap(), Json::parse(text).unwrap());
    let LogStream::Unknown(unmatched) = &list[1] else { panic!() };
    assert_eq!(unmatched.json().text(), r#"{"type":"newvendor" , "a" : [ 1 ]}"#);
    let list: Vec<LogStream> =
        serde_json::from_value(json!([{"type": "sumo"}, {"type": "x"}, {"type": "http"}])).unwrap();
    assert!(matches!(&list[..], [LogStream::Sumo(_), LogStream::Unknown(_), LogStream::Http(_)]));
    // A lone surrogate cannot be in a Rust string. This affects only the element or, in lenient decoding, the property.
    let text = r#"[{"type":"sumo","name":"\ud800"},{"type":"sumo"}]"#;
    let list: Vec<LogStream> = decode_strict(text).unwrap();
    assert!(matches!(&list[..], [LogStream::Unknown(_), LogStream::Sumo(_)]));
    let list: Vec<LogStream> = decode(text).unwrap();
    let [LogStream::Sumo(stream), LogStream::Sumo(_)] = &list[..] else { panic!("{list:?}") };
    assert_eq!(stream.extra.kept("name").unwrap().text(), r#""\ud800""#);
    // Invalid JSON is an error.
    assert!(decode::<Vec<LogStream>>(r#"[{"type":"sumo"},{"type":"http","sink":{"httpEndpoint":3,}}]"#).is_err());
}

#[test]
fn an_optional_constant_that_differs_is_kept() {
    let stream: wire_types::HttpLogStream = decode(r#"{"type":"other"}"#).unwrap();
    assert_eq!(encode(&stream), r#"{"type":"other"}"#);
    assert_eq!(stream.extra.get("type").unwrap().text(), r#""other""#);
}
