//! From the text of an event to its data.

use super::parser::RawEvent;
use crate::client::api::event_source::{Content, EventSource, Framing};
use crate::syntax::error::DecodeError;
use crate::syntax::kind::Kind;
use crate::text::decode::{Reading, incoming};
use crate::text::encode::write;
use crate::value::json::Json;
use crate::wire::{Incoming, Slot, View, Wire};

/// The data of an event as a type. A string takes that of a server-sent event as it is; else it is JSON, or, if it is no
/// JSON, a string.
pub(crate) fn decode<T: Wire>(raw: &RawEvent, source: &EventSource, reading: &mut Reading) -> Result<T, DecodeError> {
    let mut value = T::blank();
    if source.framing == Framing::Events
        && source.content == Content::Data
        && let Slot::Text(slot) = value.slot(Incoming::Value)
    {
        raw.data.clone_into(slot);
        return Ok(value);
    }
    // Does not depend on the type.
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

/// The JSON of an event, and another reading of it to be tried if that does not decode.
fn texts(raw: &RawEvent, source: &EventSource) -> (String, Option<String>) {
    match source.content {
        Content::Data => (tagged(raw, source.tag), None),
        // Data that is described as text is a string, and data that is described by `contentSchema` is JSON.
        Content::Event => {
            (whole(raw, &quoted(&raw.data)), Json::parse(&raw.data).ok().map(|data| whole(raw, data.text())))
        }
    }
}

fn whole(raw: &RawEvent, data: &str) -> String {
    let id = raw.id.as_ref().map(|id| format!(",\"id\":{}", quoted(id))).unwrap_or_default();
    format!("{{\"event\":{},\"data\":{data}{id}}}", quoted(&raw.name))
}

/// The data with the name of the event as its tag, where it has none.
fn tagged(raw: &RawEvent, tag: Option<&str>) -> String {
    let Ok(json) = Json::parse(&raw.data) else { return quoted(&raw.data) };
    let Some(tag) = tag.filter(|tag| json.kind() == Kind::Object && json.get(tag).is_none()) else {
        return raw.data.clone();
    };
    let members = json.text().trim_start().trim_start_matches('{');
    let separator = if members.trim_start().starts_with('}') { "" } else { "," };
    format!("{{{}:{}{separator}{members}", quoted(tag), quoted(&raw.name))
}

/// What stands at a place of data that is JSON.
pub(crate) fn at(data: &str, path: &[&str]) -> Option<String> {
    scalar(&path.iter().try_fold(Json::parse(data).ok()?, |json, name| json.get(name))?)
}

/// A text or an integer, as what an event can say beside its data.
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
