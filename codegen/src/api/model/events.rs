//! Operations that stream events, or other sequences of values.

use super::types::Type;

const EVENT_STREAM: &str = "text/event-stream";

/// How the values of a sequence are told apart (OpenAPI 3.2, Sequential Media Types).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// They are events.
    Events,
    /// Each has a line.
    Lines,
    /// Each has a record separator in front (RFC 7464).
    Records,
}

impl Framing {
    /// That of a media type which is a sequence.
    pub(crate) fn of(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
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

/// The events of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The media type that is asked for.
    pub media_type: String,
    /// How its values are told apart.
    pub framing: Framing,
    /// The type of what is described.
    pub of: Type,
    /// What is described.
    pub content: EventContent,
    /// Whether the operation gives anything else.
    pub alone: Alone,
    /// The property of the data that the name of the event stands for.
    pub tag: Option<String>,
    /// The parameter that takes where to go on, and the property of the data that says it.
    pub resume: Option<(usize, Vec<String>)>,
}

/// What the schema of a stream of events describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventContent {
    /// The data of an event.
    Data,
    /// The event, an object with `data`, `event` and `id` (OpenAPI 3.2, `itemSchema`).
    Event,
}

/// Whether an operation that streams events gives anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// Events are all that it gives.
    Yes,
    /// It also gives an answer that ends.
    No,
}
