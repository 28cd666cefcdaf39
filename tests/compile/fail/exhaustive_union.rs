//! There will be more kinds.

use auth0_bindings::types::LogStream;

fn name(stream: &LogStream) -> &str {
    match stream {
        LogStream::Http(_) => "http",
        LogStream::EventBridge(_) => "eventbridge",
        LogStream::EventGrid(_) => "eventgrid",
        LogStream::Datadog(_) => "datadog",
        LogStream::Splunk(_) => "splunk",
        LogStream::Sumo(_) => "sumo",
        LogStream::Segment(_) => "segment",
        LogStream::Mixpanel(_) => "mixpanel",
        LogStream::Unknown(_) => "unknown",
    }
}

fn main() {}
