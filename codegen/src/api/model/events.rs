//! Operations that stream events, or other sequences of values.

use super::types::Type;

const EVENT_STREAM: &str = "text/event-stream";

/// How the values of a sequence are delimited (OpenAPI 3.2, Sequential Media Types).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events.
    Events,
    /// One value per line.
    Lines,
    /// A record separator before each value (RFC 7464).
    Records,
}

impl Framing {
    /// The framing of a media type, if it is a sequence.
    pub(crate) fn of(media_type: &str) -> Option<Self> {
        let essence = crate::text::essence(media_type);
        Some(match essence.as_str() {
            EVENT_STREAM => Self::Events,
            "application/jsonl"
            | "application/x-jsonl"
            | "application/jsonlines"
            | "application/x-jsonlines"
            | "application/json-lines"
            | "application/ndjson"
            | "application/x-ndjson"
            | "application/json-stream"
            | "application/x-json-stream"
            | "application/stream+json" => Self::Lines,
            "application/json-seq" => Self::Records,
            other if other.ends_with("+json-seq") => Self::Records,
            _ => return None,
        })
    }
}

/// The event stream of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The media type to request.
    pub media_type: String,
    /// How the values are delimited.
    pub framing: Framing,
    /// The type of the described part.
    pub of: Type,
    /// The described part.
    pub content: EventContent,
    /// Whether the operation has other responses.
    pub alone: Alone,
    /// The property of the data that holds the event's name.
    pub tag: Option<String>,
    /// The parameter that takes the position to resume from, and the property of the data that holds it.
    pub resume: Option<(usize, Vec<String>)>,
}

/// The part of an event that the schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventContent {
    /// The data of an event.
    Data,
    /// The whole event, an object with `data`, `event` and `id` (OpenAPI 3.2, `itemSchema`).
    Event,
}

/// Whether an operation that streams events has other responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// It only streams events.
    Yes,
    /// It also has a response that ends.
    No,
}
