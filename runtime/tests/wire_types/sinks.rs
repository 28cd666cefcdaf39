#![no_implicit_prelude]

use ::bindery_runtime::prelude::*;

#[derive(Clone)]
#[non_exhaustive]
pub enum HttpContentFormat {
    JsonArray,
    JsonLines,
    JsonObject,
    Unknown(Unrecognized),
}
runtime::open_enum! { HttpContentFormat { JsonArray = "JSONARRAY", JsonLines = "JSONLINES", JsonObject = "JSONOBJECT" } }

#[derive(Clone)]
#[non_exhaustive]
pub enum AwsRegion {
    EuCentral1,
    UsEast1,
    UsWest2,
    Unknown(Unrecognized),
}
runtime::open_enum! { AwsRegion { EuCentral1 = "eu-central-1", UsEast1 = "us-east-1", UsWest2 = "us-west-2" } }

#[derive(Clone)]
#[non_exhaustive]
pub enum AzureRegion {
    NorthEurope,
    WestUs,
    Unknown(Unrecognized),
}
runtime::open_enum! { AzureRegion { NorthEurope = "northeurope", WestUs = "westus" } }

#[derive(Clone)]
#[non_exhaustive]
pub enum DatadogRegion {
    Us,
    Eu,
    Us3,
    Us5,
    Unknown(Unrecognized),
}
runtime::open_enum! { DatadogRegion { Us = "us", Eu = "eu", Us3 = "us3", Us5 = "us5" } }

#[derive(Clone)]
#[non_exhaustive]
pub enum MixpanelRegion {
    Us,
    Eu,
    Unknown(Unrecognized),
}
runtime::open_enum! { MixpanelRegion { Us = "us", Eu = "eu" } }

#[derive(Clone)]
#[non_exhaustive]
pub struct HttpCustomHeader {
    pub header: Option<String>,
    pub value: Option<Secret>,
    pub extra: Extra,
}
runtime::object! {
    HttpCustomHeader {
        "header" => header: optional,
        "value" => value: optional,
    } rest extra
}

#[derive(Clone)]
#[non_exhaustive]
pub struct HttpSink {
    pub authorization: Option<Secret>,
    pub content_format: Option<HttpContentFormat>,
    pub content_type: Option<String>,
    pub endpoint: String,
    pub custom_headers: Option<Vec<HttpCustomHeader>>,
    pub extra: Extra,
}
runtime::object! {
    HttpSink {
        "httpAuthorization" => authorization: optional,
        "httpContentFormat" => content_format: optional,
        "httpContentType" => content_type: optional,
        "httpEndpoint" => endpoint: required,
        "httpCustomHeaders" => custom_headers: optional,
    } rest extra
}

impl HttpSink {
    pub fn new(endpoint: impl Into<String>) -> Self {
        Self { endpoint: endpoint.into(), ..blank() }
    }

    pub fn authorization(mut self, value: impl Into<Secret>) -> Self {
        self.authorization = Some(value.into());
        self
    }
}

#[derive(Clone)]
#[non_exhaustive]
pub struct EventBridgeSink {
    pub account_id: String,
    pub region: AwsRegion,
    pub partner_event_source: Option<String>,
    pub extra: Extra,
}
runtime::object! {
    EventBridgeSink {
        "awsAccountId" => account_id: required,
        "awsRegion" => region: required,
        "awsPartnerEventSource" => partner_event_source: optional,
    } rest extra
}

#[derive(Clone)]
#[non_exhaustive]
pub struct EventGridSink {
    pub subscription_id: String,
    pub region: AzureRegion,
    pub resource_group: String,
    pub partner_topic: Option<String>,
    pub extra: Extra,
}
runtime::object! {
    EventGridSink {
        "azureSubscriptionId" => subscription_id: required,
        "azureRegion" => region: required,
        "azureResourceGroup" => resource_group: required,
        "azurePartnerTopic" => partner_topic: optional,
    } rest extra
}

#[derive(Clone)]
#[non_exhaustive]
pub struct DatadogSink {
    pub api_key: Option<Secret>,
    pub region: DatadogRegion,
    pub extra: Extra,
}
runtime::object! {
    DatadogSink {
        "datadogApiKey" => api_key: optional,
        "datadogRegion" => region: required,
    } rest extra
}

#[derive(Clone)]
#[non_exhaustive]
pub struct SplunkSink {
    pub domain: String,
    pub port: String,
    pub token: Option<Secret>,
    pub secure: bool,
    pub extra: Extra,
}
runtime::object! {
    SplunkSink {
        "splunkDomain" => domain: required,
        "splunkPort" => port: required,
        "splunkToken" => token: optional,
        "splunkSecure" => secure: required,
    } rest extra
}

#[derive(Clone)]
#[non_exhaustive]
pub struct SumoSink {
    pub source_address: Option<Secret>,
    pub extra: Extra,
}
runtime::object! {
    SumoSink {
        "sumoSourceAddress" => source_address: optional,
    } rest extra
}

#[derive(Clone)]
#[non_exhaustive]
pub struct SegmentSink {
    pub write_key: Option<Secret>,
    pub extra: Extra,
}
runtime::object! {
    SegmentSink {
        "segmentWriteKey" => write_key: optional,
    } rest extra
}

#[derive(Clone)]
#[non_exhaustive]
pub struct MixpanelSink {
    pub region: MixpanelRegion,
    pub project_id: String,
    pub username: String,
    pub password: Option<Secret>,
    pub extra: Extra,
}
runtime::object! {
    MixpanelSink {
        "mixpanelRegion" => region: required,
        "mixpanelProjectId" => project_id: required,
        "mixpanelServiceAccountUsername" => username: required,
        "mixpanelServiceAccountPassword" => password: optional,
    } rest extra
}

#[derive(Clone)]
#[non_exhaustive]
pub enum SinkPatch {
    Http(HttpSink),
    Datadog(DatadogSink),
    Splunk(SplunkSink),
    Sumo(SumoSink),
    Segment(SegmentSink),
    Mixpanel(Box<MixpanelSink>),
    Unknown(Unmatched),
}
runtime::union! {
    SinkPatch {
        Http(HttpSink), Datadog(DatadogSink), Splunk(SplunkSink), Sumo(SumoSink), Segment(SegmentSink),
        Mixpanel(Box<MixpanelSink>),
    }
    keys {
        ["httpEndpoint"] => Http, ["datadogApiKey"] => Datadog, ["datadogRegion"] => Datadog,
        ["splunkDomain"] => Splunk, ["splunkPort"] => Splunk, ["splunkToken"] => Splunk,
        ["sumoSourceAddress"] => Sumo, ["segmentWriteKey"] => Segment, ["mixpanelRegion"] => Mixpanel,
        ["mixpanelProjectId"] => Mixpanel,
    }
}
