//! The body of a request or response, in memory or as a stream.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::client::platform::BoxBody;
use crate::client::{MaybeSend, TransportError, TransportErrorKind};

/// The body of a request or response: bytes in memory, a stream of bytes that can be read once, or both in sequence.
///
/// Implements [`http_body::Body`] and, for its chunks, [`Stream`].
///
/// ```
/// use bindery_runtime::Body;
///
/// let body = Body::from("a,b\n1,2\n");
/// assert_eq!(body.length(), Some(8));
/// assert_eq!(body.as_bytes(), Some(&b"a,b\n1,2\n"[..]));
/// ```
#[derive(Default)]
pub struct Body(VecDeque<Piece>);

enum Piece {
    Bytes(Bytes),
    Stream(BoxBody),
    /// A stream that can be created again.
    #[cfg_attr(
        all(target_arch = "wasm32", target_os = "unknown"),
        allow(dead_code, reason = "there are no files in a browser")
    )]
    Repeatable(BoxBody, Again),
}

/// Creates the stream again, from its beginning.
type Again = Arc<dyn Fn() -> BoxBody + Send + Sync>;

/// Why a body was not read to its end.
pub(crate) enum ReadError {
    /// The body exceeds the limit.
    TooLarge,
    /// The body ended early.
    Transport(TransportError),
}

impl Body {
    /// Creates a streamed body. Its length is known in advance if its size hint is exact.
    pub fn stream(body: impl HttpBody<Data = Bytes, Error = TransportError> + MaybeSend + 'static) -> Self {
        Self(VecDeque::from([Piece::Stream(Box::pin(body))]))
    }

    /// Creates a body that can be sent again, with a new stream each time.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub(crate) fn repeatable(again: Again) -> Self {
        Self(VecDeque::from([Piece::Repeatable(again(), again)]))
    }

    /// Creates a body from a stream of bytes: a file, a channel, the body of another response. With a length,
    /// `Content-Length` is sent and the stream must yield exactly that many bytes; without one, the body is sent in
    /// chunks.
    pub fn from_stream<S, E>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + MaybeSend + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::stream(Measured::new(stream, length))
    }

    /// Limits the body: reading more than this number of bytes is an error.
    #[must_use]
    pub fn limited(self, bytes: u64) -> Self {
        match self.length() {
            Some(length) if length <= bytes && self.as_bytes().is_some() => self,
            _ => Self::stream(Limited { body: self, remaining: bytes }),
        }
    }

    /// Creates an empty body.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Returns the bytes, unless the body is a stream.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match (self.0.front(), self.0.len()) {
            (None, _) => Some(&[]),
            (Some(Piece::Bytes(bytes)), 1) => Some(bytes),
            _ => None,
        }
    }

    /// Returns the bytes if [`as_bytes`](Body::as_bytes) does; otherwise none.
    pub(crate) fn into_bytes(mut self) -> Bytes {
        match (self.0.pop_front(), self.0.is_empty()) {
            (Some(Piece::Bytes(bytes)), true) => bytes,
            _ => Bytes::new(),
        }
    }

    /// Clones the body to send it again; `None` if it contains a stream, which can be read only once.
    #[must_use]
    pub fn replay(&self) -> Option<Self> {
        let copy = |piece: &Piece| match piece {
            Piece::Bytes(bytes) => Some(Piece::Bytes(bytes.clone())),
            Piece::Repeatable(_, again) => Some(Piece::Repeatable(again(), Arc::clone(again))),
            Piece::Stream(_) => None,
        };
        self.0.iter().map(copy).collect::<Option<_>>().map(Self)
    }

    /// Returns the length in bytes, if it is known in advance.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        HttpBody::size_hint(self).exact()
    }

    /// Reads the next chunk; `None` at the end.
    ///
    /// # Errors
    /// If the body ends early.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|context| self.poll_data(context)).await.transpose()
    }

    /// Appends another body.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Returns the minimum number of bytes that the server announces.
    pub(crate) fn announced(&self) -> u64 {
        let announced = |piece: &Piece| match piece {
            Piece::Bytes(_) => 0,
            Piece::Stream(stream) | Piece::Repeatable(stream, _) => stream.size_hint().lower(),
        };
        self.0.iter().map(announced).fold(0, u64::saturating_add)
    }

    pub(crate) fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            match self.0.front_mut() {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    self.0.pop_front();
                    if !bytes.is_empty() {
                        return Poll::Ready(Some(Ok(bytes)));
                    }
                }
                Some(Piece::Stream(stream) | Piece::Repeatable(stream, _)) => {
                    match ready!(stream.as_mut().poll_frame(context)) {
                        None => {
                            self.0.pop_front();
                        }
                        // Trailers are ignored.
                        Some(Ok(frame)) => {
                            if let Ok(data) = frame.into_data() {
                                return Poll::Ready(Some(Ok(data)));
                            }
                        }
                        Some(Err(error)) => {
                            self.0.clear();
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                }
            }
        }
    }

    /// Reads at most `limit` bytes. Memory use is at most the limit plus one chunk, whatever the server announces. If the future is
    /// dropped, `into` keeps the chunks read so far.
    pub(crate) async fn read(&mut self, into: &mut Gathered, limit: usize) -> Result<(), ReadError> {
        while let Some(data) = poll_fn(|context| self.poll_data(context)).await {
            let mut data = data.map_err(ReadError::Transport)?;
            let room = limit.saturating_sub(into.len());
            let excess = data.len() > room;
            data.truncate(room);
            into.add(data);
            if excess {
                return Err(ReadError::TooLarge);
            }
        }
        Ok(())
    }
}

/// The bytes read so far. A body of one chunk is not copied.
#[derive(Default)]
pub(crate) struct Gathered {
    first: Bytes,
    /// All chunks, once there are two.
    all: Vec<u8>,
}

impl Gathered {
    fn len(&self) -> usize {
        self.first.len() + self.all.len()
    }

    pub(crate) fn add(&mut self, piece: Bytes) {
        if self.len() == 0 {
            self.first = piece;
            return;
        }
        if self.all.is_empty() {
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.all.extend_from_slice(&piece);
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        if self.all.is_empty() { self.first } else { self.all.into() }
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.poll_data(context).map(|data| data.map(|data| data.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.iter().all(|piece| match piece {
            Piece::Bytes(bytes) => bytes.is_empty(),
            Piece::Stream(stream) | Piece::Repeatable(stream, _) => stream.is_end_stream(),
        })
    }

    fn size_hint(&self) -> SizeHint {
        let mut sum = SizeHint::with_exact(0);
        for piece in &self.0 {
            let hint = match piece {
                Piece::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
                Piece::Stream(stream) | Piece::Repeatable(stream, _) => stream.size_hint(),
            };
            let upper = sum.upper().zip(hint.upper()).and_then(|(sum, upper)| sum.checked_add(upper));
            let mut next = SizeHint::new();
            next.set_lower(sum.lower().saturating_add(hint.lower()));
            if let Some(upper) = upper {
                next.set_upper(upper);
            }
            sum = next;
        }
        sum
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_data(context)
    }
}

/// A stream of bytes with a declared length.
pub(crate) struct Measured<S> {
    stream: Pin<Box<S>>,
    length: Option<u64>,
    remaining: Option<u64>,
}

impl<S> Measured<S> {
    pub(crate) fn new(stream: S, length: Option<u64>) -> Self {
        Self { stream: Box::pin(stream), length, remaining: length }
    }
}

impl<S, E> HttpBody for Measured<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let refused = |cause: Box<dyn std::error::Error + Send + Sync>| {
            Poll::Ready(Some(Err(TransportError::new(TransportErrorKind::Refused, cause))))
        };
        let data = match ready!(self.stream.as_mut().poll_next(context)) {
            Some(Ok(data)) => data,
            Some(Err(error)) => return refused(error.into()),
            None => {
                let missing = self.remaining.take().unwrap_or(0);
                return match missing {
                    0 => Poll::Ready(None),
                    _ => refused(format!("the stream ended {missing} bytes before its declared length").into()),
                };
            }
        };
        if let Some(remaining) = &mut self.remaining {
            match remaining.checked_sub(data.len() as u64) {
                Some(rest) => *remaining = rest,
                None => return refused("the stream is longer than its declared length".into()),
            }
        }
        Poll::Ready(Some(Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.length == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.remaining.map(SizeHint::with_exact).unwrap_or_default()
    }
}

/// A body with a limited length.
struct Limited {
    body: Body,
    remaining: u64,
}

impl HttpBody for Limited {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let Some(data) = ready!(self.body.poll_data(context)).transpose()? else { return Poll::Ready(None) };
        match self.remaining.checked_sub(data.len() as u64) {
            Some(rest) => self.remaining = rest,
            None => {
                let error = TransportError::new(TransportErrorKind::Refused, "the body is larger than its limit");
                return Poll::Ready(Some(Err(error)));
            }
        }
        Poll::Ready(Some(Ok(Frame::data(data))))
    }

    fn size_hint(&self) -> SizeHint {
        HttpBody::size_hint(&self.body)
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        let piece = (!bytes.is_empty()).then_some(Piece::Bytes(bytes));
        Self(piece.into_iter().collect())
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(formatter, "Body({length} bytes)"),
            None => formatter.write_str("Body(stream)"),
        }
    }
}

#[cfg(test)]
mod tests;
