//! Unions: always the right variant, and nothing is lost. Each row decodes and encodes by the runtime and by serde.

use auth0_bindings::Json;
use auth0_bindings::runtime::{Wire, decode, encode};
use auth0_bindings::types::{CreateLogStream, LogStream, LogStreamStatus, SinkPatch};
use std::fmt::Debug;

/// Properties that all kinds of streams have.
const COMMON: &str = r#""id":"lst_1","name":"audit","status":"active","isPriority":false,"filters":[{"type":"category","name":"auth.login.fail"},{}],"pii_config":{"log_fields":["email"],"method":"mask"}"#;

/// Decodes a text in each way, and checks that each writes the same JSON back.
pub(super) fn exchanged<T>(text: &str) -> T
where
    T: Wire + Debug + PartialEq + serde::Serialize + serde::de::DeserializeOwned,
{
    let expected = Json::parse(text).expect("JSON");
    let value: T = decode(text).expect("a value");
    assert_eq!(Json::parse(&encode(&value)).expect("JSON"), expected, "by the runtime");
    let other: T = serde_json::from_str(text).expect("a value");
    assert_eq!(value, other);
    let written = serde_json::to_string(&other).expect("a text");
    assert_eq!(Json::parse(&written).expect("JSON"), expected, "by serde");
    assert!(!format!("{value:?} {value:#?}").contains("s3cret"), "{value:?}");
    value
}

/// A response.
pub(super) fn stream(text: &str) -> LogStream {
    exchanged(text)
}

macro_rules! kinds {
    ($( $module:ident $variant:ident $tag:literal $sink:literal )*) => { $(
        mod $module {
            use super::*;

            const SINK: &str = $sink;

            #[test]
            fn response_with_its_sink() {
                for text in [
                    format!(r#"{{{COMMON},"type":{:?},"sink":{SINK}}}"#, $tag),
                    format!(r#"{{"sink":{SINK},"type":{:?},{COMMON}}}"#, $tag),
                ] {
                    let LogStream::$variant(stream) = stream(&text) else { panic!("{text}") };
                    assert_eq!((stream.id.as_deref(), stream.sink.is_some()), (Some("lst_1"), true));
                    assert!(stream.extra.is_empty());
                }
            }

            #[test]
            fn response_without_a_sink() {
                let text = format!(r#"{{{COMMON},"type":{:?}}}"#, $tag);
                let LogStream::$variant(stream) = stream(&text) else { panic!("{text}") };
                assert!(stream.sink.is_none());
            }

            #[test]
            fn response_with_an_unknown_property_at_the_top() {
                let text = format!(r#"{{"new":[36893488147419103232,{{"a":-1e-999}}],{COMMON},"type":{:?},"sink":{SINK}}}"#, $tag);
                let LogStream::$variant(stream) = stream(&text) else { panic!("{text}") };
                let kept = stream.extra.get("new").expect("the property");
                assert_eq!(kept.text(), r#"[36893488147419103232,{"a":-1e-999}]"#);
            }

            #[test]
            fn response_with_an_unknown_property_in_its_sink() {
                let sink = SINK.replacen('{', r#"{"new":18446744073709551617,"#, 1);
                let text = format!(r#"{{{COMMON},"type":{:?},"sink":{sink}}}"#, $tag);
                let LogStream::$variant(stream) = stream(&text) else { panic!("{text}") };
                let sink = stream.sink.expect("a sink");
                assert_eq!(sink.extra.get("new").expect("the property").text(), "18446744073709551617");
            }

            #[test]
            fn response_without_a_type() {
                let text = format!(r#"{{{COMMON},"sink":{SINK}}}"#);
                assert!(matches!(stream(&text), LogStream::$variant(_)), "{text}");
            }

            #[test]
            fn create_body() {
                let text = format!(r#"{{"name":"x","type":{:?},"startFrom":"2021-03-01T19:57:29.532Z","sink":{SINK}}}"#, $tag);
                assert!(matches!(exchanged(&text), CreateLogStream::$variant(_)), "{text}");
            }
        }
    )* };
}

kinds! {
    http Http "http" r#"{"httpAuthorization":"s3cret","httpContentFormat":"JSONLINES","httpContentType":"application/json","httpEndpoint":"https://e.com","httpCustomHeaders":[{"header":"a","value":"s3cret"},{}]}"#
    event_bridge EventBridge "eventbridge" r#"{"awsAccountId":"123456789012","awsRegion":"us-east-1","awsPartnerEventSource":"x"}"#
    event_grid EventGrid "eventgrid" r#"{"azureSubscriptionId":"b69a6835-57c7-4d53-b0d5-1c6ae580b6d5","azureRegion":"westus","azureResourceGroup":"g","azurePartnerTopic":"t"}"#
    datadog Datadog "datadog" r#"{"datadogApiKey":"s3cret","datadogRegion":"us3"}"#
    splunk Splunk "splunk" r#"{"splunkDomain":"d","splunkPort":"8088","splunkToken":"s3cret","splunkSecure":true}"#
    sumo Sumo "sumo" r#"{"sumoSourceAddress":"s3cret"}"#
    segment Segment "segment" r#"{"segmentWriteKey":"s3cret"}"#
    mixpanel Mixpanel "mixpanel" r#"{"mixpanelRegion":"eu","mixpanelProjectId":"1","mixpanelServiceAccountUsername":"u","mixpanelServiceAccountPassword":"s3cret"}"#
}

macro_rules! patches {
    ($( $test:ident $variant:ident $sink:literal )*) => { $(
        #[test]
        fn $test() {
            assert!(matches!(exchanged($sink), SinkPatch::$variant(_)), "{}", $sink);
        }
    )* };
}

patches! {
    patch_http Http r#"{"httpEndpoint":"https://e.com","httpAuthorization":"s3cret"}"#
    patch_datadog Datadog r#"{"datadogApiKey":"s3cret","datadogRegion":"eu"}"#
    patch_splunk Splunk r#"{"splunkDomain":"d","splunkPort":"8088","splunkToken":"s3cret","splunkSecure":false}"#
    patch_sumo Sumo r#"{"sumoSourceAddress":"s3cret"}"#
    patch_segment Segment r#"{"segmentWriteKey":"s3cret"}"#
    patch_mixpanel Mixpanel r#"{"mixpanelRegion":"us","mixpanelProjectId":"1","mixpanelServiceAccountUsername":"u","mixpanelServiceAccountPassword":"s3cret"}"#
    patch_mixpanel_without_its_password Mixpanel r#"{"mixpanelRegion":"us","mixpanelProjectId":"1","mixpanelServiceAccountUsername":"u"}"#
    patch_of_event_bridge_is_none Unknown r#"{"awsAccountId":"1","awsRegion":"us-east-1"}"#
    patch_of_event_grid_is_none Unknown r#"{"azureSubscriptionId":"b","azureRegion":"westus","azureResourceGroup":"g"}"#
    patch_with_a_part_of_a_sink_is_none Unknown r#"{"splunkToken":"s3cret"}"#
    patch_without_anything_is_none Unknown "{}"
}

#[test]
fn an_unknown_type_is_kept_whole() {
    for text in [
        r#"{"type":"newvendor","id":"lst_9","sink":{"newKey":"s3cret","n":36893488147419103232}}"#,
        r#"{"type":"newvendor"}"#,
        r#"{"type":7}"#,
    ] {
        let LogStream::Unknown(kept) = stream(text) else { panic!("{text}") };
        assert_eq!(kept.json().text(), text);
    }
    let unknown = stream(r#"{"type":"newvendor","id":"lst_9","status":"paused","filters":[{"type":"category"}]}"#);
    assert_eq!((unknown.r#type().as_deref(), unknown.id().as_deref()), (Some("newvendor"), Some("lst_9")));
    assert_eq!(
        (unknown.status(), unknown.filters().map(|filters| filters.len())),
        (Some(LogStreamStatus::Paused), Some(1))
    );
}

#[test]
fn a_sink_that_contradicts_the_type_does_not_pass_for_it() {
    let text = r#"{"type":"http","sink":{"datadogApiKey":"s3cret","datadogRegion":"eu"}}"#;
    let LogStream::Unknown(kept) = stream(text) else { panic!("{text}") };
    assert_eq!(kept.reason().expect("a reason").path(), "$.sink.httpEndpoint");
}

#[test]
fn nothing_says_the_kind() {
    for text in ["{}", r#"{"id":"lst_1","status":"active"}"#, r#"{"sink":{}}"#, "[]", "null", "7"] {
        assert!(matches!(stream(text), LogStream::Unknown(_)), "{text}");
    }
}

#[test]
fn a_list_with_an_unknown_element_among_three() {
    let text =
        r#"[{"type":"sumo"},{"type":"newvendor","n":36893488147419103232},{"sink":{"segmentWriteKey":"s3cret"}}]"#;
    let list: Vec<LogStream> = exchanged(text);
    assert!(matches!(list.as_slice(), [LogStream::Sumo(_), LogStream::Unknown(_), LogStream::Segment(_)]), "{list:?}");
    let odd = encode(&list[1]);
    assert_eq!(odd, r#"{"type":"newvendor","n":36893488147419103232}"#);
}
