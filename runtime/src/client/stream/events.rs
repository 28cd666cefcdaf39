//! Server-sent events (HTML Living Standard, 9.2) and other sequences of values as a stream.

pub(crate) mod connection;
pub(crate) mod data;
mod parser;

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use self::connection::{Connection, Reconnect};
use crate::client::{Call, Error, EventSource, Request};
use crate::wire::Wire;

/// A call of an operation that streams events. [`events!`](crate::events!) implements it.
pub trait EventCall: Call {
    /// The data of an event.
    type Data: Wire;
    /// The framing of the events and the way to read them.
    const SOURCE: &'static EventSource;
}

/// An event of a stream: its data as a value, with the name and the identifier that the server gave it.
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

    /// Returns the next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        let raw = match ready!(self.connection.poll(context)) {
            Some(Ok(raw)) => raw,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        let connection = &self.connection;
        let mut reading = connection.reader.reading(None);
        let event = match data::decode(&raw, connection.source, &mut reading) {
            Ok(data) => {
                connection.reader.notify(connection.operation(), reading, None);
                Ok(Event { name: raw.name, id: raw.id, data })
            }
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

impl Request {
    /// Returns a stream of the events of the operation.
    pub fn events<T: Wire>(self, source: &'static EventSource) -> Events<T> {
        Events::new(self, source)
    }
}

#[cfg(test)]
#[cfg(feature = "mock")]
mod tests;
