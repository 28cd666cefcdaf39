//! Values that the description does not list, and properties that are withheld, absent or null.

use super::unions::{exchanged, stream};
use auth0_bindings::runtime::{decode, encode};
use auth0_bindings::types::*;

#[test]
fn a_new_status() {
    let LogStream::Http(stream) = stream(r#"{"type":"http","status":"resting"}"#) else { panic!("an HTTP stream") };
    let Some(LogStreamStatus::Unknown(status)) = stream.status else { panic!("{:?}", stream.status) };
    assert_eq!(status.as_str(), "resting");
}

#[test]
fn a_new_filter_category() {
    let text =
        r#"{"type":"sumo","filters":[{"type":"category","name":"auth.new"},{"type":"severity","name":"other"}]}"#;
    let LogStream::Sumo(stream) = stream(text) else { panic!("a Sumo stream") };
    let filters = stream.filters.expect("filters");
    assert!(matches!(filters[0].name, Some(LogStreamFilterName::Unknown(_))));
    assert!(matches!(filters[1].r#type, Some(LogStreamFilterType::Unknown(_))));
    assert_eq!(filters[1].name, Some(LogStreamFilterName::Other));
}

#[test]
fn a_new_region_of_each_vendor() {
    let sinks = [
        ("eventbridge", r#"{"awsAccountId":"1","awsRegion":"mars-north-1"}"#),
        ("eventgrid", r#"{"azureSubscriptionId":"b","azureRegion":"marsnorth","azureResourceGroup":"g"}"#),
        ("datadog", r#"{"datadogApiKey":"s3cret","datadogRegion":"ap1"}"#),
        (
            "mixpanel",
            r#"{"mixpanelRegion":"in","mixpanelProjectId":"1","mixpanelServiceAccountUsername":"u","mixpanelServiceAccountPassword":"s3cret"}"#,
        ),
    ];
    for (tag, sink) in sinks {
        let stream = stream(&format!(r#"{{"type":"{tag}","sink":{sink}}}"#));
        assert!(!matches!(stream, LogStream::Unknown(_)), "{tag}");
    }
}

#[test]
fn a_required_secret_that_the_server_withholds() {
    let withheld = [
        ("datadog", r#"{"datadogRegion":"eu"}"#),
        ("splunk", r#"{"splunkDomain":"d","splunkPort":"8088","splunkSecure":true}"#),
        ("sumo", "{}"),
        ("segment", "{}"),
        ("mixpanel", r#"{"mixpanelRegion":"eu","mixpanelProjectId":"1","mixpanelServiceAccountUsername":"u"}"#),
    ];
    for (tag, sink) in withheld {
        let stream = stream(&format!(r#"{{"type":"{tag}","sink":{sink}}}"#));
        assert!(!matches!(stream, LogStream::Unknown(_)), "{tag}");
    }
}

#[test]
fn the_default_of_the_description_is_never_sent() {
    let body: CreateLogStream = CreateLogStream::segment(SegmentSink::new("s3cret")).into();
    assert_eq!(encode(&body), r#"{"type":"segment","sink":{"segmentWriteKey":"s3cret"}}"#);
    let decoded: CreateLogStream = decode(&encode(&body)).expect("a body");
    assert_eq!(decoded, body);
}

#[test]
fn an_update_has_three_states() {
    for (text, state) in
        [("{}", "absent"), (r#"{"pii_config":null}"#, "null"), (r#"{"pii_config":{"log_fields":["email"]}}"#, "value")]
    {
        let update: UpdateLogStream = exchanged(text);
        let found = match update.pii_config {
            auth0_bindings::Patch::Absent => "absent",
            auth0_bindings::Patch::Null => "null",
            auth0_bindings::Patch::Value(_) => "value",
        };
        assert_eq!(found, state);
    }
}

#[test]
fn numbers_of_any_size_and_texts_of_any_kind_survive() {
    let text = r#"{"type":"sumo","a":36893488147419103232,"b":[-0.0,1e400,0.1000000000000000055511151231257827],"c":"\u0000\ud83d\ude00\"\\/"}"#;
    let LogStream::Sumo(stream) = stream(text) else { panic!("a Sumo stream") };
    assert_eq!(stream.extra.get("b").expect("b").text(), "[-0.0,1e400,0.1000000000000000055511151231257827]");
}
