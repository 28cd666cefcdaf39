//! What is said of the events of an operation, as generated code declares it.

const EVENT_STREAM: &str = "text/event-stream";

/// The data that ends a stream, a custom that began with OpenAI.
pub(crate) const DONE: &str = "[DONE]";

/// What generated code knows about the events of an operation.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct EventSource {
    /// What is asked for.
    pub(crate) media_type: &'static str,
    pub(crate) framing: Framing,
    pub(crate) content: Content,
    /// The property that tells the types of data apart: the name of the event stands there if nothing else does.
    pub(crate) tag: Option<&'static str>,
    /// The parameter that takes where to go on, and where the data says it.
    pub(crate) resume: Option<(usize, &'static [&'static str])>,
}

/// How the values of a sequence are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Framing {
    /// They are events.
    #[default]
    Events,
    /// Each has a line: JSON Lines, NDJSON.
    Lines,
    /// Each has a record separator in front (RFC 7464).
    Records,
}

/// What the type of an event describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// The data.
    Data,
    /// The event with its fields: an object with `data`, `event` and `id` (OpenAPI 3.2, Media Type Object, `itemSchema`).
    Event,
}

impl EventSource {
    /// Events whose data is described.
    #[must_use]
    pub const fn new() -> Self {
        let framing = Framing::Events;
        Self { media_type: EVENT_STREAM, framing, content: Content::Data, tag: None, resume: None }
    }

    /// Values that have a line each, such as `application/jsonl` or `application/x-ndjson`. They come as events without
    /// a name or an id, and the stream ends where the response does.
    #[must_use]
    pub const fn lines(mut self, media_type: &'static str) -> Self {
        (self.media_type, self.framing) = (media_type, Framing::Lines);
        self
    }

    /// As [`lines`](EventSource::lines), for values with a record separator in front of each (`application/json-seq`, RFC
    /// 7464).
    #[must_use]
    pub const fn records(mut self, media_type: &'static str) -> Self {
        (self.media_type, self.framing) = (media_type, Framing::Records);
        self
    }

    /// Events that are described with all their fields, as an object with the properties `data`, `event` and `id`.
    #[must_use]
    pub const fn whole(mut self) -> Self {
        self.content = Content::Event;
        self
    }

    /// Sets the property that tells the types of data apart. Where the data does not have it, it is the name of the
    /// event.
    #[must_use]
    pub const fn tag(mut self, property: &'static str) -> Self {
        self.tag = Some(property);
        self
    }

    /// Sets how to go on after the connection broke, besides the header `Last-Event-ID`: a parameter takes what stands
    /// at a place of the last data.
    #[must_use]
    pub const fn resume(mut self, parameter: usize, path: &'static [&'static str]) -> Self {
        self.resume = Some((parameter, path));
        self
    }
}

impl Default for EventSource {
    fn default() -> Self {
        Self::new()
    }
}
