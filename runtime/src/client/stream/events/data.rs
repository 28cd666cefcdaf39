//! Decodes the data of events.

use super::parser::RawEvent;
use crate::client::api::event_source::{Content, EventSource, Framing};
use crate::syntax::error::DecodeError;
use crate::syntax::kind::Kind;
use crate::text::decode::{Reading, incoming};
use crate::text::encode::write;
use crate::value::json::Json;
use crate::wire::{Incoming, Slot, View, Wire};

/// Decodes the data of an event. A `String` takes the data of a server-sent event unchanged. For other types the data is JSON
/// or, if it is not JSON, a string.
pub(crate) fn decode<T: Wire>(raw: &RawEvent, source: &EventSource, reading: &mut Reading) -> Result<T, DecodeError> {
    let mut value = T::blank();
    if source.framing == Framing::Events
        && source.content == Content::Data
        && let Slot::Text(slot) = value.slot(Incoming::Value)
    {
        raw.data.clone_into(slot);
        return Ok(value);
    }
    // Does not depend on the type, so that it is compiled once.
    let (text, other) = texts(raw, source);
    let mut decode = |text: &str, value: &mut T| {
        let incoming = incoming(text.as_bytes());
        reading.decode_into(text, &mut value.slot(incoming), &[])
    };
    let decoded = decode(&text, &mut value);
    let decoded = match (decoded, other) {
        (Err(_), Some(other)) => {
            value = T::blank();
            decode(&other, &mut value)
        }
        (decoded, _) => decoded,
    };
    decoded.map(|()| value)
}

/// Returns the JSON of an event, and an alternative to try if that does not decode.
fn texts(raw: &RawEvent, source: &EventSource) -> (String, Option<String>) {
    match source.content {
        Content::Data => (tagged(raw, source.tag), None),
        // Data is a string if the description says text, and JSON if it has a `contentSchema`.
        Content::Event => {
            (whole(raw, &quoted(&raw.data)), Json::parse(&raw.data).ok().map(|data| whole(raw, data.text())))
        }
    }
}

fn whole(raw: &RawEvent, data: &str) -> String {
    let id = raw.id.as_ref().map(|id| format!(",\"id\":{}", quoted(id))).unwrap_or_default();
    format!("{{\"event\":{},\"data\":{data}{id}}}", quoted(&raw.name))
}

/// Returns the data, with the event name as its tag if it has none.
fn tagged(raw: &RawEvent, tag: Option<&str>) -> String {
    let Ok(json) = Json::parse(&raw.data) else { return quoted(&raw.data) };
    let Some(tag) = tag.filter(|tag| json.kind() == Kind::Object && json.get(tag).is_none()) else {
        return raw.data.clone();
    };
    let members = json.text().trim_start().trim_start_matches('{');
    let separator = if members.trim_start().starts_with('}') { "" } else { "," };
    format!("{{{}:{}{separator}{members}", quoted(tag), quoted(&raw.name))
}

/// Returns the string or integer at a path of JSON data.
pub(crate) fn at(data: &str, path: &[&str]) -> Option<String> {
    scalar(&path.iter().try_fold(Json::parse(data).ok()?, |json, name| json.get(name))?)
}

/// Returns the text of a string or integer: the values that an event can have beside its data.
pub(crate) fn scalar(json: &Json) -> Option<String> {
    match json.kind() {
        Kind::Text => json.as_str().map(std::borrow::Cow::into_owned),
        Kind::Integer => Some(json.text().to_owned()),
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    let mut json = String::new();
    write(&View::Text(text), &mut json);
    json
}
