//! The static description of an operation's events, declared by generated code.

const EVENT_STREAM: &str = "text/event-stream";

/// The data that ends a stream, a custom that began with OpenAI.
pub(crate) const DONE: &str = "[DONE]";

/// The description of an operation's events.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct EventSource {
    /// The media type to request.
    pub(crate) media_type: &'static str,
    pub(crate) framing: Framing,
    pub(crate) content: Content,
    /// The property that tells the types of data apart. If the data lacks it, the name of the event is its value.
    pub(crate) tag: Option<&'static str>,
    /// The parameter that takes the position to resume from, and the path of that position in the data.
    pub(crate) resume: Option<(usize, &'static [&'static str])>,
}

/// How the values of a sequence are delimited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Server-sent events.
    #[default]
    Events,
    /// One value per line: JSON Lines, NDJSON.
    Lines,
    /// A record separator before each value (RFC 7464).
    Records,
}

/// The part of an event that its type describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// The data.
    Data,
    /// The event with its fields: an object with `data`, `event` and `id` (OpenAPI 3.2, Media Type Object, `itemSchema`).
    Event,
}

impl EventSource {
    /// Events with a type for their data.
    #[must_use]
    pub const fn new() -> Self {
        let framing = Framing::Events;
        Self { media_type: EVENT_STREAM, framing, content: Content::Data, tag: None, resume: None }
    }

    /// One value per line, such as `application/jsonl` or `application/x-ndjson`. The events have no name and no id, and the stream
    /// ends with the response.
    #[must_use]
    pub const fn lines(mut self, media_type: &'static str) -> Self {
        (self.media_type, self.framing) = (media_type, Framing::Lines);
        self
    }

    /// Like [`lines`](EventSource::lines), but with a record separator before each value (`application/json-seq`, RFC 7464).
    #[must_use]
    pub const fn records(mut self, media_type: &'static str) -> Self {
        (self.media_type, self.framing) = (media_type, Framing::Records);
        self
    }

    /// Events with a type for all their fields, an object with the properties `data`, `event` and `id`.
    #[must_use]
    pub const fn whole(mut self) -> Self {
        self.content = Content::Event;
        self
    }

    /// Sets the property that tells the types of data apart. If the data lacks it, the name of the event is its value.
    #[must_use]
    pub const fn tag(mut self, property: &'static str) -> Self {
        self.tag = Some(property);
        self
    }

    /// Sets how to resume a broken connection, in addition to the header `Last-Event-ID`: a parameter takes the value at a path of the
    /// last data.
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
