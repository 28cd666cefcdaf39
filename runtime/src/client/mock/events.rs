//! Builds responses that stream values.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

use super::prepared::Prepared;
use super::reply;
use crate::client::EventCall;
use crate::client::api::event_source::{Content, DONE, Framing};
use crate::client::stream::events::data::{at, scalar};
use crate::syntax::kind::Kind;
use crate::text::encode::encode;
use crate::value::json::Json;
use crate::wire::{View, Wire};

/// Returns a response that streams these values and then ends.
pub(super) fn response<C: EventCall>(data: &[C::Data]) -> Prepared {
    let source = C::SOURCE;
    let mut body = String::new();
    for value in data {
        match (source.framing, source.content) {
            (Framing::Events, Content::Data) => event(&mut body, value, source.tag),
            (Framing::Events, Content::Event) => whole_event(&mut body, value),
            (Framing::Lines, _) => body.push_str(&encode(value)),
            (Framing::Records, _) => body.extend(["\u{1e}", &encode(value)]),
        }
        body.push('\n');
    }
    if source.framing == Framing::Events {
        field(&mut body, "data", DONE);
        body.push('\n');
    }
    let declared = C::OPERATION.responses.iter().find(|response| {
        response.status.starts_with('2')
            && response.media_type.is_some_and(|media_type| media_type.eq_ignore_ascii_case(source.media_type))
    });
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(source.media_type))]);
    Prepared::Text { status: reply::status(declared, false), headers, body: body.into() }
}

/// Writes an event with this data. Its name is the value of the discriminator property, if there is one, as servers do.
fn event(body: &mut String, value: &dyn Wire, tag: Option<&str>) {
    let data = match value.view() {
        View::Text(text) => text.to_owned(),
        View::Unrecognized(value) => value.as_str().to_owned(),
        View::Embedded(content) => content.text().to_owned(),
        _ => encode(value),
    };
    if let Some(name) = tag.and_then(|tag| at(&data, &[tag])) {
        field(body, "event", &name);
    }
    field(body, "data", &data);
}

/// Writes an event whose fields are the properties of an object.
fn whole_event(body: &mut String, value: &dyn Wire) {
    let Ok(event) = Json::parse(&encode(value)) else { return };
    for name in ["event", "id", "retry"] {
        if let Some(value) = event.get(name).and_then(|value| scalar(&value)) {
            field(body, name, &value);
        }
    }
    let Some(data) = event.get("data") else { return };
    match data.kind() {
        Kind::Text => field(body, "data", &data.as_str().unwrap_or_default()),
        _ => field(body, "data", data.text()),
    }
}

/// Writes a field, with its name before each line of the value (HTML Living Standard, 9.2.5).
fn field(body: &mut String, name: &str, value: &str) {
    for line in value.replace("\r\n", "\n").split(['\n', '\r']) {
        body.extend([name, ": ", line, "\n"]);
    }
}
