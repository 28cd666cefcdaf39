//! Server-sent events (HTML Living Standard, 9.2) and other sequences of values as a stream.

mod connection;
pub(crate) mod data;
mod parser;

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use self::connection::Connection;
use crate::client::{Call, Error, Request};
use crate::wire::Wire;

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

/// A call of an operation that streams events: what [`events!`](crate::events!) makes of one.
pub trait EventCall: Call {
    /// The data of an event.
    type Data: Wire;
    /// How events are told apart and read.
    const SOURCE: &'static EventSource;
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The event name; `message` if the server sends none.
    pub name: String,
    /// The last event id that the server sent.
    pub id: Option<String>,
    /// The data.
    pub data: T,
}

/// When a stream of events reconnects after it ended or broke.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reconnect {
    /// Never: a lost connection is an error.
    Never,
    /// When the stream can be resumed: the operation is read-only, and an event had an id or a cursor.
    #[default]
    WhenResumable,
    /// Whenever the operation is read-only. Events between the connections may be lost.
    Always,
}

/// A stream of the events of an operation as they arrive. The request is sent when the stream is first polled.
///
/// The server ends the stream with `[DONE]` as data, with status 204 or, if the stream cannot be resumed, by closing
/// the connection. Otherwise the stream reconnects, with the id of the last event in the header `Last-Event-ID`, after
/// the time that the server asked for, at least half a second, by default 3 seconds. It fails when the server rejects
/// the request, and after 5 attempts without an event.
///
/// Data that does not decode is an error with the data as its [body](Error::body), and the stream continues. The
/// timeouts of a call apply until the stream is open.
///
/// Implements [`Stream`]; [`next`](Events::next) works without importing the trait.
#[must_use = "a stream does nothing until it is polled"]
pub struct Events<T> {
    connection: Connection,
    data: PhantomData<fn() -> T>,
}

impl<T: Wire> Events<T> {
    pub(crate) fn new(request: Request, source: &'static EventSource) -> Self {
        Self { connection: Connection::new(request, source), data: PhantomData }
    }

    /// Sets when the stream reconnects.
    pub fn reconnect(mut self, reconnect: Reconnect) -> Self {
        self.connection.reconnect = reconnect;
        self
    }

    /// Sets how long the server may be silent before the connection counts as lost. The default is no limit. For
    /// servers that send keep-alives, choose a multiple of their interval.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.connection.idle_timeout = timeout;
        self
    }

    /// Resumes after an event, by its [id](Event::id), which may come from an earlier process.
    pub fn after(mut self, id: impl Into<String>) -> Self {
        self.connection.begin_after(id.into());
        self
    }

    /// The next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        let raw = match ready!(self.connection.poll(context)) {
            Some(Ok(raw)) => raw,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        let event = match data::decode(&raw, self.connection.source) {
            Ok(data) => Ok(Event { name: raw.name, id: raw.id, data }),
            Err(error) => Err(self.connection.undecodable(raw.data, error)),
        };
        Poll::Ready(Some(event))
    }
}

impl<T: Wire> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Events").field("operation", &self.connection.operation().id).finish_non_exhaustive()
    }
}

#[cfg(test)]
#[cfg(feature = "mock")]
mod tests;
