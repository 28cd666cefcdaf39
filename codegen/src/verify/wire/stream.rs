//! Reads the values of streams: server-sent events (HTML Living Standard, 9.2.6), JSON lines, and JSON text sequences (RFC 7464).

use super::decoder::{Decoder, json};
use crate::api::{EventContent, Events, Framing, Type};
use serde_json::{Value, json};

/// The data of the event that ends a stream by convention.
const DONE: &str = "[DONE]";

/// An event as it was sent.
#[derive(Debug, Default, PartialEq)]
struct Event {
    name: String,
    data: Option<String>,
    id: String,
    /// Whether the recording has its end.
    is_whole: bool,
}

impl<'a> Decoder<'a> {
    /// Reads the values of a stream. An event that is cut off at the end of the recording is left out.
    pub(in crate::verify) fn stream(&self, events: &'a Events, text: &str) -> Vec<Value> {
        let found = split(events.framing, text);
        let ends = |event: &Event| event.data.as_deref().is_some_and(|data| data.trim() == DONE);
        let read = |event: &Event| {
            let data = event.data.as_deref()?;
            let is_cut = !event.is_whole && events.of != Type::Text && json(data).is_none();
            (!is_cut).then(|| self.event(events, event, data))
        };
        found.iter().take_while(|event| !ends(event)).filter_map(read).collect()
    }

    fn event(&self, events: &'a Events, event: &Event, data: &str) -> Value {
        let parsed = json(data);
        match events.content {
            // The data of a server-sent event is already a text.
            EventContent::Data if events.framing == Framing::Events && events.of == Type::Text => data.into(),
            EventContent::Data => match (parsed, &events.tag) {
                (Some(Value::Object(mut members)), Some(tag)) => {
                    members.entry(tag.clone()).or_insert_with(|| event.name().into());
                    members.into()
                }
                (Some(value), _) => value,
                (None, _) => data.into(),
            },
            EventContent::Event => {
                let whole = |data: Value| {
                    let mut whole = json!({"event": event.name(), "data": data});
                    if !event.id.is_empty() {
                        whole["id"] = event.id.as_str().into();
                    }
                    whole
                };
                let readings = parsed.map(whole).into_iter().chain([whole(data.into())]);
                self.first_fitting(&events.of, readings).unwrap_or_default()
            }
        }
    }
}

/// The texts of the values in a stream that is complete.
pub(in crate::verify) fn texts(framing: Framing, text: &str) -> Vec<String> {
    split(framing, text).into_iter().filter_map(|event| event.data).collect()
}

fn split(framing: Framing, text: &str) -> Vec<Event> {
    match framing {
        Framing::Events => of_events(text),
        Framing::Lines => of_texts(text.split(['\n', '\r']), text.ends_with(['\n', '\r'])),
        Framing::Records => of_texts(text.split('\u{1e}'), text.ends_with('\n')),
    }
}

impl Event {
    fn name(&self) -> &str {
        if self.name.is_empty() { "message" } else { &self.name }
    }
}

/// JSON texts; blank ones are ignored.
fn of_texts<'t>(texts: impl Iterator<Item = &'t str>, is_whole: bool) -> Vec<Event> {
    let texts = texts.map(str::trim).filter(|text| !text.is_empty());
    let event = |text: &str| Event { data: Some(text.to_owned()), is_whole: true, ..Event::default() };
    let mut events: Vec<Event> = texts.map(event).collect();
    if let Some(last) = events.last_mut() {
        last.is_whole = is_whole;
    }
    events
}

/// Server-sent events: fields in lines, and an empty line after each event.
fn of_events(text: &str) -> Vec<Event> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let mut events = Vec::new();
    let mut event = Event::default();
    for line in text.split('\n') {
        if line.is_empty() {
            let id = event.id.clone();
            event.is_whole = true;
            events.push(std::mem::replace(&mut event, Event { id, ..Event::default() }));
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut event.name),
            "data" => match &mut event.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => event.data = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => value.clone_into(&mut event.id),
            // Comments begin with a colon; other fields are ignored.
            _ => {}
        }
    }
    // The text ends after the line break of an event's last line.
    event.is_whole = text.ends_with('\n');
    events.push(event);
    events.retain(|event| event.data.is_some());
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_read_as_browsers_do() {
        let text =
            "\u{feff}: hello\r\nevent: add\rdata: 1\ndata:2\r\ndata:  ü\n\nid: a\ndata\n\n\nevent: none\n\nid\ndata: x";
        let read: Vec<(String, String, String, bool)> = of_events(text)
            .into_iter()
            .map(|event| (event.name().to_owned(), event.data.unwrap_or_default(), event.id, event.is_whole))
            .collect();
        let expected = [("add", "1\n2\n ü", "", true), ("message", "", "a", true), ("message", "x", "", false)];
        let expected = expected.map(|(name, data, id, whole)| (name.to_owned(), data.to_owned(), id.to_owned(), whole));
        assert_eq!(read, expected);
        assert!(of_events("").is_empty() && of_events("\n\n\n").is_empty());
    }
}
