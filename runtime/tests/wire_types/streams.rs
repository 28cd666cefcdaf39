#![no_implicit_prelude]

use ::bindery_runtime::prelude::*;

use super::sinks::*;

#[derive(Clone)]
#[non_exhaustive]
pub enum LogStreamStatus {
    Active,
    Paused,
    Suspended,
    Unknown(Unrecognized),
}
runtime::open_enum! { LogStreamStatus { Active = "active", Paused = "paused", Suspended = "suspended" } }

#[derive(Clone)]
#[non_exhaustive]
pub enum FilterType {
    Category,
    Unknown(Unrecognized),
}
runtime::open_enum! { FilterType { Category = "category" } }

#[derive(Clone)]
#[non_exhaustive]
pub enum FilterName {
    AuthLoginFail,
    AuthSilentAuthSuccess,
    Actions,
    Other,
    Unknown(Unrecognized),
}
runtime::open_enum! { FilterName { AuthLoginFail = "auth.login.fail", AuthSilentAuthSuccess = "auth.silent_auth.success", Actions = "actions", Other = "other" } }

#[derive(Clone)]
#[non_exhaustive]
pub enum PiiLogField {
    FirstName,
    Email,
    Unknown(Unrecognized),
}
runtime::open_enum! { PiiLogField { FirstName = "first_name", Email = "email" } }

#[derive(Clone)]
#[non_exhaustive]
pub enum PiiMethod {
    Mask,
    Hash,
    Unknown(Unrecognized),
}
runtime::open_enum! { PiiMethod { Mask = "mask", Hash = "hash" } }

#[derive(Clone)]
#[non_exhaustive]
pub struct LogStreamFilter {
    pub kind: Option<FilterType>,
    pub name: Option<FilterName>,
    pub extra: Extra,
}
runtime::object! {
    LogStreamFilter {
        "type" => kind: optional,
        "name" => name: optional,
    } rest extra
}

#[derive(Clone)]
#[non_exhaustive]
pub struct PiiConfig {
    pub log_fields: Vec<PiiLogField>,
    pub method: Option<PiiMethod>,
    pub extra: Extra,
}
runtime::object! {
    PiiConfig {
        "log_fields" => log_fields: required,
        "method" => method: optional,
    } rest extra
}

macro_rules! stream {
    ($response:ident $body:ident $sink:ident $kind:literal) => {
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct $response {
            pub id: Option<String>,
            pub name: Option<String>,
            pub status: Option<LogStreamStatus>,
            kind: Option<Fixed>,
            pub is_priority: Option<bool>,
            pub filters: Option<Vec<LogStreamFilter>>,
            pub pii_config: Option<PiiConfig>,
            pub sink: Option<$sink>,
            pub extra: Extra,
        }
        runtime::object! {
            $response {
                "id" => id: optional,
                "name" => name: optional,
                "status" => status: optional,
                "type" => kind: optional const $kind,
                "isPriority" => is_priority: optional,
                "filters" => filters: optional,
                "pii_config" => pii_config: optional,
                "sink" => sink: optional,
            } rest extra
        }

        #[derive(Clone)]
        #[non_exhaustive]
        pub struct $body {
            pub name: Option<String>,
            pub is_priority: Option<bool>,
            pub filters: Option<Vec<LogStreamFilter>>,
            pub pii_config: Patch<PiiConfig>,
            pub start_from: Option<String>,
            pub sink: $sink,
            pub extra: Extra,
        }
        runtime::object! {
            $body {
                "name" => name: optional,
                "type" = const $kind,
                "isPriority" => is_priority: optional,
                "filters" => filters: optional,
                "pii_config" => pii_config: optional,
                "startFrom" => start_from: optional,
                "sink" => sink: required,
            } rest extra
        }
        impl $body {
            pub fn new(sink: $sink) -> Self {
                Self { sink, ..blank() }
            }
        }
    };
}

stream!(HttpLogStream CreateHttp HttpSink "http");
stream!(EventBridgeLogStream CreateEventBridge EventBridgeSink "eventbridge");
stream!(EventGridLogStream CreateEventGrid EventGridSink "eventgrid");
stream!(DatadogLogStream CreateDatadog DatadogSink "datadog");
stream!(SplunkLogStream CreateSplunk SplunkSink "splunk");
stream!(SumoLogStream CreateSumo SumoSink "sumo");
stream!(SegmentLogStream CreateSegment SegmentSink "segment");
stream!(MixpanelLogStream CreateMixpanel MixpanelSink "mixpanel");

#[derive(Clone)]
#[non_exhaustive]
pub enum LogStream {
    Http(HttpLogStream),
    EventBridge(EventBridgeLogStream),
    EventGrid(EventGridLogStream),
    Datadog(DatadogLogStream),
    Splunk(SplunkLogStream),
    Sumo(SumoLogStream),
    Segment(SegmentLogStream),
    Mixpanel(MixpanelLogStream),
    Unknown(Unmatched),
}
runtime::union! {
    LogStream {
        Http(HttpLogStream),
        EventBridge(EventBridgeLogStream),
        EventGrid(EventGridLogStream),
        Datadog(DatadogLogStream),
        Splunk(SplunkLogStream),
        Sumo(SumoLogStream),
        Segment(SegmentLogStream),
        Mixpanel(MixpanelLogStream),
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
    keys {
        ["sink", "httpEndpoint"] => Http,
        ["sink", "awsAccountId"] => EventBridge,
        ["sink", "azureSubscriptionId"] => EventGrid,
        ["sink", "datadogRegion"] => Datadog,
        ["sink", "splunkDomain"] => Splunk,
        ["sink", "sumoSourceAddress"] => Sumo,
        ["sink", "segmentWriteKey"] => Segment,
        ["sink", "mixpanelProjectId"] => Mixpanel,
    }
}

#[derive(Clone)]
#[non_exhaustive]
pub enum CreateLogStream {
    Http(CreateHttp),
    EventBridge(CreateEventBridge),
    EventGrid(CreateEventGrid),
    Datadog(CreateDatadog),
    Splunk(CreateSplunk),
    Sumo(CreateSumo),
    Segment(CreateSegment),
    Mixpanel(CreateMixpanel),
    Unknown(Unmatched),
}
runtime::union! {
    CreateLogStream {
        Http(CreateHttp),
        EventBridge(CreateEventBridge),
        EventGrid(CreateEventGrid),
        Datadog(CreateDatadog),
        Splunk(CreateSplunk),
        Sumo(CreateSumo),
        Segment(CreateSegment),
        Mixpanel(CreateMixpanel),
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
    keys {
        ["sink", "httpEndpoint"] => Http,
        ["sink", "awsAccountId"] => EventBridge,
        ["sink", "azureSubscriptionId"] => EventGrid,
        ["sink", "datadogRegion"] => Datadog,
        ["sink", "splunkDomain"] => Splunk,
        ["sink", "sumoSourceAddress"] => Sumo,
        ["sink", "segmentWriteKey"] => Segment,
        ["sink", "mixpanelProjectId"] => Mixpanel,
    }
}

#[derive(Clone)]
#[non_exhaustive]
pub struct UpdateLogStream {
    pub name: Option<String>,
    pub status: Option<LogStreamStatus>,
    pub pii_config: Patch<PiiConfig>,
    pub sink: Option<SinkPatch>,
    pub extra: Extra,
}
runtime::object! {
    UpdateLogStream {
        "name" => name: optional,
        "status" => status: optional,
        "pii_config" => pii_config: optional,
        "sink" => sink: optional,
    } rest extra
}
