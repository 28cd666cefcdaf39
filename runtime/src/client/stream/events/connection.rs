//! The successive connections of a stream of events.

use std::collections::VecDeque;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};

use super::data;
use super::parser::{Parser, RawEvent};
use crate::client::api::event_source::{DONE, EventSource, Framing};
use crate::client::api::media::essence;
use crate::client::response::raw::RawResponse;
use crate::client::response::reader::Reader;
use crate::client::send::attempts;
use crate::client::{
    Body, BoxFuture, Clock, Error, Operation, Request, RequestError, TransportError, TransportErrorKind, WithResponse,
};
use crate::syntax::error::DecodeError;

const LAST_EVENT_ID: &str = "Last-Event-ID";

/// The wait before reconnecting, unless the server sends another.
const DEFAULT_WAIT: Duration = Duration::from_secs(3);
/// The shortest wait that a server can ask for: `retry: 0` would reconnect as fast as the server closes connections.
const MIN_WAIT: Duration = Duration::from_millis(500);
/// The longest wait that a server can ask for.
const MAX_WAIT: Duration = Duration::from_secs(300);
/// The maximum number of connections in a row without an event.
const MAX_FRUITLESS: u32 = 5;

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

pub(crate) struct Connection {
    pub(crate) source: &'static EventSource,
    pub(crate) reconnect: Reconnect,
    pub(crate) idle_timeout: Duration,
    request: Request,
    /// How data is read.
    pub(crate) reader: Reader,
    clock: Arc<dyn Clock>,
    phase: Phase,
    parser: Parser,
    /// Complete events of the previous connection.
    ready: VecDeque<RawEvent>,
    /// The cursor in the data of the last event, at which to resume.
    cursor: Option<String>,
    /// The status and headers of the current response.
    head: (StatusCode, HeaderMap),
    /// The wait before reconnecting that the server asked for.
    wait: Duration,
    /// The number of connections in a row without an event.
    fruitless: u32,
}

enum Phase {
    Closed,
    Opening(BoxFuture<'static, Result<WithResponse<Body>, Error>>),
    Open { body: Body, silence: Option<BoxFuture<'static, ()>> },
    Waiting(BoxFuture<'static, ()>),
    Done,
}

impl Connection {
    pub(crate) fn new(request: Request, source: &'static EventSource) -> Self {
        Self {
            source,
            reconnect: Reconnect::default(),
            idle_timeout: Duration::MAX,
            clock: request.clock(),
            reader: request.reader(),
            request,
            phase: Phase::Closed,
            parser: Parser::after(source.framing, None),
            ready: VecDeque::new(),
            cursor: None,
            head: (StatusCode::OK, HeaderMap::new()),
            wait: DEFAULT_WAIT,
            fruitless: 0,
        }
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.request.operation()
    }

    pub(crate) fn begin_after(&mut self, id: String) {
        self.parser = Parser::after(self.source.framing, Some(id));
    }

    /// Returns the error for data that does not decode.
    pub(crate) fn undecodable(&self, data: String, error: DecodeError) -> Error {
        let (status, headers) = self.head.clone();
        let response = RawResponse::new(status, headers, self.clock.now()).with_body(data.into());
        let response = response.decoded_by(self.reader.policy());
        Error::decode(self.operation().id, response, error)
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<RawEvent, Error>>> {
        loop {
            if let Some(event) = self.next_event() {
                return Poll::Ready(event.map(Ok));
            }
            let step = match &mut self.phase {
                Phase::Done => return Poll::Ready(None),
                Phase::Closed => self.open(),
                Phase::Waiting(wait) => {
                    ready!(wait.as_mut().poll(context));
                    self.open()
                }
                Phase::Opening(response) => {
                    let response = ready!(response.as_mut().poll(context));
                    self.opened(response)
                }
                Phase::Open { .. } => ready!(self.read(context)),
            };
            if let Err(error) = step {
                self.phase = Phase::Done;
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    /// Returns a buffered event, if there is one; the inner `None` is the end of the stream.
    #[expect(clippy::option_option, reason = "nothing yet, the end, or an event")]
    fn next_event(&mut self) -> Option<Option<RawEvent>> {
        if matches!(self.phase, Phase::Done) && self.ready.is_empty() {
            return None;
        }
        let event = self.ready.pop_front().or_else(|| self.parser.next())?;
        self.fruitless = 0;
        if event.data.trim() == DONE {
            self.phase = Phase::Done;
            self.ready.clear();
            return Some(None);
        }
        if let Some((_, path)) = self.source.resume {
            self.cursor = data::at(&event.data, path).or_else(|| self.cursor.take());
        }
        Some(Some(event))
    }

    fn open(&mut self) -> Result<(), Error> {
        let Some(mut request) = self.request.replay() else {
            let stream = RequestError::UploadSent { name: "body".to_owned() };
            return Err(Error::request(self.operation().id, stream));
        };
        let headers = &mut request.options_mut().headers;
        // Inserted first, so that a header of the call overrides it.
        headers.insert(0, (ACCEPT.as_str().to_owned(), self.source.media_type.to_owned()));
        if let Some(id) = self.parser.id().filter(|id| !id.is_empty()) {
            headers.push((LAST_EVENT_ID.to_owned(), id.to_owned()));
        }
        if let (Some((parameter, _)), Some(cursor)) = (self.source.resume, &self.cursor) {
            request.set_text_argument(parameter, cursor);
        }
        self.phase = Phase::Opening(Box::pin(attempts::open(request)));
        Ok(())
    }

    fn opened(&mut self, response: Result<WithResponse<Body>, Error>) -> Result<(), Error> {
        let response = match response {
            Ok(response) => response,
            // The first connection has no stream to resume.
            Err(error) if self.fruitless > 0 && error.is_retryable() => return self.reconnect(Some(error)),
            Err(error) => return Err(error),
        };
        self.head = (response.status, response.headers);
        if response.status == StatusCode::NO_CONTENT {
            self.phase = Phase::Done;
            return Ok(());
        }
        if !self.is_sequence() {
            let expected = match self.source.framing {
                Framing::Events => "a stream of events (text/event-stream)",
                Framing::Lines => "JSON lines",
                Framing::Records => "a sequence of JSON texts (application/json-seq)",
            };
            let error = DecodeError::mismatch(expected, "another media type", 0);
            return Err(self.undecodable(String::new(), error));
        }
        self.phase = Phase::Open { body: response.body, silence: None };
        Ok(())
    }

    /// Whether the media type is the requested one. JSON lines have no registered media type, and servers use many.
    fn is_sequence(&self) -> bool {
        let (_, headers) = &self.head;
        let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let found = essence(media_type);
        let is_alias =
            || found.contains("json") || matches!(found.as_str(), "" | "text/plain" | "application/octet-stream");
        found == essence(self.source.media_type) || self.source.framing == Framing::Lines && is_alias()
    }

    /// Reads a chunk of the stream.
    fn read(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        let Phase::Open { body, silence } = &mut self.phase else { return Poll::Ready(Ok(())) };
        let Poll::Ready(data) = body.poll_data(context) else {
            if self.idle_timeout < Duration::MAX {
                let silence = silence.get_or_insert_with(|| self.clock.deadline(self.idle_timeout));
                ready!(silence.as_mut().poll(context));
                let error = TransportError::new(TransportErrorKind::Timeout, "the server was silent for too long");
                return Poll::Ready(self.broken(error));
            }
            return Poll::Pending;
        };
        *silence = None;
        Poll::Ready(match data {
            Some(Ok(data)) => {
                self.parser.feed(&data);
                self.within_limit()
            }
            Some(Err(error)) => self.broken(error),
            None => {
                self.parser.finish();
                self.reconnect(None)
            }
        })
    }

    /// Fails if the event being read is larger than the response limit.
    fn within_limit(&self) -> Result<(), Error> {
        let limit = self.request.response_limit();
        if self.parser.buffered() <= limit {
            return Ok(());
        }
        let (status, headers) = self.head.clone();
        Err(Error::too_large(self.operation().id, RawResponse::new(status, headers, self.clock.now()), limit))
    }

    fn broken(&mut self, error: TransportError) -> Result<(), Error> {
        let (status, headers) = self.head.clone();
        let response = RawResponse::new(status, headers, self.clock.now());
        self.reconnect(Some(Error::transport(self.operation().id, Some(response), error)))
    }

    /// Reconnects after the end of a connection or an error, unless the stream ends there.
    fn reconnect(&mut self, error: Option<Error>) -> Result<(), Error> {
        self.wait = self.parser.retry().map_or(self.wait, |wait| wait.clamp(MIN_WAIT, MAX_WAIT));
        // Backs off from a server that sends no events.
        let wait = self.wait.saturating_mul(1 << self.fruitless.min(MAX_FRUITLESS)).min(MAX_WAIT);
        // Keeps complete events. The server sends an incomplete one again.
        while let Some(event) = self.parser.next() {
            if let (Some((_, path)), true) = (self.source.resume, event.data.trim() != DONE) {
                self.cursor = data::at(&event.data, path).or_else(|| self.cursor.take());
            }
            self.ready.push_back(event);
        }
        let is_done = self.ready.iter().any(|event| event.data.trim() == DONE);
        let reconnects = !is_done && self.may_reconnect() && (self.fruitless < MAX_FRUITLESS || !self.ready.is_empty());
        self.parser = Parser::after(self.source.framing, self.parser.id().map(str::to_owned));
        if reconnects {
            self.fruitless += 1;
            self.phase = Phase::Waiting(self.clock.sleep(wait));
            return Ok(());
        }
        match error {
            Some(error) if !is_done => Err(error),
            _ => {
                self.phase = Phase::Done;
                Ok(())
            }
        }
    }

    fn may_reconnect(&self) -> bool {
        let only_reads = matches!(self.operation().method, "GET" | "HEAD" | "QUERY");
        let has_place = self.parser.id().is_some_and(|id| !id.is_empty()) || self.cursor.is_some();
        match self.reconnect {
            Reconnect::Never => false,
            Reconnect::WhenResumable => only_reads && has_place,
            Reconnect::Always => only_reads,
        }
    }
}
