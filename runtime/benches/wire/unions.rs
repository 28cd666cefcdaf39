//! Unions, each three ways: on the tables, and with serde's two ways to tell variants apart.

use std::fmt;

use bindery_runtime::{Extra, Unmatched, object, union};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::twins::{Unset, twin};

twin! { HttpSink DerivedHttpSink {
    "httpEndpoint" endpoint: String, String, required;
    "httpContentType" content_type: Option<String>, Option<String>, optional;
} }

twin! { SplunkSink DerivedSplunkSink {
    "splunkDomain" domain: String, String, required;
    "splunkPort" port: String, String, required;
    "splunkSecure" secure: bool, bool, required;
} }

twin! { DatadogSink DerivedDatadogSink {
    "datadogApiKey" key: String, String, required;
    "datadogRegion" region: String, String, required;
} }

twin! { BridgeSink DerivedBridgeSink {
    "awsAccountId" account: String, String, required;
    "awsRegion" region: String, String, required;
    "awsPartnerEventSource" source: Option<String>, Option<String>, optional;
} }

twin! { GridSink DerivedGridSink {
    "azureSubscriptionId" subscription: String, String, required;
    "azureResourceGroup" group: String, String, required;
    "azureRegion" region: String, String, required;
    "azurePartnerTopic" topic: Option<String>, Option<String>, optional;
} }

twin! { SumoSink DerivedSumoSink {
    "sumoSourceAddress" address: String, String, required;
} }

twin! { SegmentSink DerivedSegmentSink {
    "segmentWriteKey" key: String, String, required;
} }

twin! { MixpanelSink DerivedMixpanelSink {
    "mixpanelRegion" region: String, String, required;
    "mixpanelProjectId" project: String, String, required;
    "mixpanelServiceAccountUsername" user: String, String, required;
} }

/// A stream with its tag as a constant: on the tables, as the inside of a variant of `serde(tag)`, and with the tag as a
/// property of its own for `serde(untagged)`, which would lose it else.
macro_rules! stream {
    ($name:ident $derived:ident $whole:ident $tag:ident $kind:literal $sink:ident $derived_sink:ident) => {
        #[derive(Clone)]
        pub(crate) struct $name {
            id: String,
            name: String,
            status: Option<String>,
            sink: $sink,
            extra: Extra,
        }
        object! {
            $name {
                "id" => id: required, "name" => name: required, "type" = const $kind, "status" => status: optional,
                "sink" => sink: required,
            } rest extra
        }

        #[derive(Clone, Serialize, Deserialize)]
        pub(crate) struct $derived {
            id: String,
            name: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            status: Option<String>,
            sink: $derived_sink,
        }

        #[derive(Clone, Serialize, Deserialize)]
        pub(crate) enum $tag {
            #[serde(rename = $kind)]
            Only,
        }

        #[derive(Clone, Serialize, Deserialize)]
        pub(crate) struct $whole {
            id: String,
            name: String,
            r#type: $tag,
            #[serde(skip_serializing_if = "Option::is_none")]
            status: Option<String>,
            sink: $derived_sink,
        }
    };
}

stream! { HttpStream DerivedHttpStream WholeHttpStream HttpTag "http" HttpSink DerivedHttpSink }
stream! { BridgeStream DerivedBridgeStream WholeBridgeStream BridgeTag "eventbridge" BridgeSink DerivedBridgeSink }
stream! { GridStream DerivedGridStream WholeGridStream GridTag "eventgrid" GridSink DerivedGridSink }
stream! { DatadogStream DerivedDatadogStream WholeDatadogStream DatadogTag "datadog" DatadogSink DerivedDatadogSink }
stream! { SplunkStream DerivedSplunkStream WholeSplunkStream SplunkTag "splunk" SplunkSink DerivedSplunkSink }
stream! { SumoStream DerivedSumoStream WholeSumoStream SumoTag "sumo" SumoSink DerivedSumoSink }
stream! { SegmentStream DerivedSegmentStream WholeSegmentStream SegmentTag "segment" SegmentSink DerivedSegmentSink }
stream! { MixpanelStream DerivedMixpanelStream WholeMixpanelStream MixpanelTag "mixpanel" MixpanelSink DerivedMixpanelSink }

/// The eight log streams of the Management API.
#[derive(Clone)]
pub(crate) enum Stream {
    Http(HttpStream),
    EventBridge(BridgeStream),
    EventGrid(GridStream),
    Datadog(DatadogStream),
    Splunk(SplunkStream),
    Sumo(SumoStream),
    Segment(SegmentStream),
    Mixpanel(MixpanelStream),
    Unknown(Unmatched),
}
union! {
    Stream {
        Http(HttpStream),
        EventBridge(BridgeStream),
        EventGrid(GridStream),
        Datadog(DatadogStream),
        Splunk(SplunkStream),
        Sumo(SumoStream),
        Segment(SegmentStream),
        Mixpanel(MixpanelStream),
    }
    tag ["type"] {
        "http" => Http,
        "eventbridge" => EventBridge,
        "eventgrid" => EventGrid,
        "datadog" => Datadog,
        "splunk" => Splunk,
        "sumo" => Sumo,
        "segment" => Segment,
        "mixpanel" => Mixpanel,
    }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum TaggedStream {
    Http(DerivedHttpStream),
    EventBridge(DerivedBridgeStream),
    EventGrid(DerivedGridStream),
    Datadog(DerivedDatadogStream),
    Splunk(DerivedSplunkStream),
    Sumo(DerivedSumoStream),
    Segment(DerivedSegmentStream),
    Mixpanel(DerivedMixpanelStream),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum UntaggedStream {
    Http(WholeHttpStream),
    EventBridge(WholeBridgeStream),
    EventGrid(WholeGridStream),
    Datadog(WholeDatadogStream),
    Splunk(WholeSplunkStream),
    Sumo(WholeSumoStream),
    Segment(WholeSegmentStream),
    Mixpanel(WholeMixpanelStream),
}

/// A union of two.
#[derive(Clone)]
pub(crate) enum Pair {
    Http(HttpStream),
    Splunk(SplunkStream),
    Unknown(Unmatched),
}
union! {
    Pair {
        Http(HttpStream),
        Splunk(SplunkStream),
    }
    tag ["type"] {
        "http" => Http,
        "splunk" => Splunk,
    }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum TaggedPair {
    Http(DerivedHttpStream),
    Splunk(DerivedSplunkStream),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum UntaggedPair {
    Http(WholeHttpStream),
    Splunk(WholeSplunkStream),
}

/// Values of the two in turns, by types that are told which of them comes: what they cost where nothing has to be found out.
pub(crate) struct ToldPairs(Vec<UntaggedPair>);

impl<'de> Deserialize<'de> for ToldPairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(InTurns)
    }
}

impl Serialize for ToldPairs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

struct InTurns;

impl<'de> Visitor<'de> for InTurns {
    type Value = ToldPairs;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("streams of two types in turns")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut streams: A) -> Result<ToldPairs, A::Error> {
        let mut pairs = Vec::new();
        while let Some(http) = streams.next_element()? {
            pairs.push(UntaggedPair::Http(http));
            pairs.extend(streams.next_element()?.map(UntaggedPair::Splunk));
        }
        Ok(ToldPairs(pairs))
    }
}

/// A union whose variants differ in a required property.
#[derive(Clone)]
pub(crate) enum Sink {
    Http(HttpSink),
    EventBridge(BridgeSink),
    EventGrid(GridSink),
    Datadog(DatadogSink),
    Splunk(SplunkSink),
    Sumo(SumoSink),
    Segment(SegmentSink),
    Mixpanel(MixpanelSink),
    Unknown(Unmatched),
}
union! {
    Sink {
        Http(HttpSink),
        EventBridge(BridgeSink),
        EventGrid(GridSink),
        Datadog(DatadogSink),
        Splunk(SplunkSink),
        Sumo(SumoSink),
        Segment(SegmentSink),
        Mixpanel(MixpanelSink),
    }
    keys {
        ["httpEndpoint"] => Http,
        ["awsAccountId"] => EventBridge,
        ["azureSubscriptionId"] => EventGrid,
        ["datadogApiKey"] => Datadog,
        ["splunkDomain"] => Splunk,
        ["sumoSourceAddress"] => Sumo,
        ["segmentWriteKey"] => Segment,
        ["mixpanelRegion"] => Mixpanel,
    }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum UntaggedSink {
    Http(DerivedHttpSink),
    EventBridge(DerivedBridgeSink),
    EventGrid(DerivedGridSink),
    Datadog(DerivedDatadogSink),
    Splunk(DerivedSplunkSink),
    Sumo(DerivedSumoSink),
    Segment(DerivedSegmentSink),
    Mixpanel(DerivedMixpanelSink),
}

/// A union whose variants differ in their JSON type.
#[derive(Clone)]
pub(crate) enum Loose {
    Text(String),
    Number(f64),
    Flag(bool),
    List(Vec<String>),
    Unknown(Unmatched),
}
union! {
    Loose { Text(String), Number(f64), Flag(bool), List(Vec<String>) }
    kinds { Text => Text, Fraction => Number, Bool => Flag, List => List }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum UntaggedLoose {
    Text(String),
    Number(f64),
    Flag(bool),
    List(Vec<String>),
}
