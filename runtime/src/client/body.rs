//! The body of a request or of an answer, as it is sent or arrives.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::TransportError;

/// The body of a request or of an answer: at hand, or a stream of pieces.
///
/// It is an [`http_body::Body`], so that any transport can send and read it.
pub struct Body(Source);

enum Source {
    Full(Option<Bytes>),
    Stream(Pin<Box<dyn HttpBody<Data = Bytes, Error = TransportError> + Send>>),
}

/// Why a body was not read to its end.
pub(super) enum ReadError {
    /// It goes on beyond the limit.
    TooLarge,
    /// It broke off.
    Transport(TransportError),
}

impl Body {
    /// A body that arrives in pieces.
    pub fn stream(body: impl HttpBody<Data = Bytes, Error = TransportError> + Send + 'static) -> Self {
        Self(Source::Stream(Box::pin(body)))
    }

    /// A body without content.
    #[must_use]
    pub fn empty() -> Self {
        Self(Source::Full(None))
    }

    /// The bytes, unless they come in pieces.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Source::Full(bytes) => Some(bytes.as_deref().unwrap_or_default()),
            Source::Stream(_) => None,
        }
    }

    /// The bytes of a body that [has them](Body::as_bytes); of a stream, none.
    pub(super) fn into_bytes(self) -> Bytes {
        match self.0 {
            Source::Full(bytes) => bytes.unwrap_or_default(),
            Source::Stream(_) => Bytes::new(),
        }
    }

    /// The same body once more, to be sent again; `None` for a stream, which can be read only once.
    #[must_use]
    pub fn replay(&self) -> Option<Self> {
        match &self.0 {
            Source::Full(bytes) => Some(Self(Source::Full(bytes.clone()))),
            Source::Stream(_) => None,
        }
    }

    /// The number of bytes that it has at least, as far as that is known beforehand.
    pub(super) fn announced(&self) -> u64 {
        match &self.0 {
            Source::Full(_) => 0,
            Source::Stream(stream) => stream.size_hint().lower(),
        }
    }

    /// The next piece of data. Trailers say nothing that is used here.
    pub(super) fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let Some(frame) = ready!(Pin::new(&mut *self).poll_frame(context)) else {
                return Poll::Ready(None);
            };
            match frame.map(Frame::into_data) {
                Ok(Ok(data)) => return Poll::Ready(Some(Ok(data))),
                Ok(Err(_trailers)) => {}
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }

    /// Reads at most `limit` bytes. Memory use stays within the limit and one piece, whatever the server announces. A
    /// reading that is dropped leaves what was read so far.
    pub(super) async fn read(&mut self, into: &mut Gathered, limit: usize) -> Result<(), ReadError> {
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

/// What was read of a body. A body of one piece is not copied.
#[derive(Default)]
pub(super) struct Gathered {
    first: Bytes,
    /// All pieces, as soon as there are two.
    all: Vec<u8>,
}

impl Gathered {
    fn len(&self) -> usize {
        self.first.len() + self.all.len()
    }

    fn add(&mut self, piece: Bytes) {
        if self.len() == 0 {
            self.first = piece;
            return;
        }
        if self.all.is_empty() {
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.all.extend_from_slice(&piece);
    }

    pub(super) fn into_bytes(self) -> Bytes {
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
        match &mut self.0 {
            Source::Full(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Source::Stream(stream) => stream.as_mut().poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Source::Full(bytes) => bytes.is_none(),
            Source::Stream(stream) => stream.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Source::Full(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Source::Stream(stream) => stream.size_hint(),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Source::Full(Some(bytes).filter(|bytes| !bytes.is_empty())))
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
        match &self.0 {
            Source::Full(bytes) => {
                let length = bytes.as_ref().map_or(0, Bytes::len);
                write!(formatter, "Body({length} bytes)")
            }
            Source::Stream(_) => formatter.write_str("Body(stream)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::{Pin, pin};
    use std::task::{Context, Poll, Waker};

    use bytes::Bytes;
    use http_body::{Body as HttpBody, Frame};

    use super::{Body, Gathered, ReadError, TransportError};

    /// Pieces of a body; the last one comes again and again.
    struct Pieces(Vec<&'static str>);

    impl HttpBody for Pieces {
        type Data = Bytes;
        type Error = TransportError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
            let piece = if self.0.len() > 1 { self.0.remove(0) } else { self.0[0] };
            Poll::Ready((!piece.is_empty()).then(|| Ok(Frame::data(Bytes::from_static(piece.as_bytes())))))
        }
    }

    fn read(mut body: Body, limit: usize) -> (Bytes, Result<(), ReadError>) {
        let mut context = Context::from_waker(Waker::noop());
        let mut gathered = Gathered::default();
        let end = pin!(body.read(&mut gathered, limit)).poll(&mut context);
        match end {
            Poll::Ready(end) => (gathered.into_bytes(), end),
            Poll::Pending => panic!("it waits"),
        }
    }

    #[test]
    fn pieces_are_put_together() {
        for pieces in [vec![""], vec!["a", ""], vec!["a", "bc", ""], vec!["a", "b", "c", "d", ""]] {
            let whole = pieces.concat();
            let (bytes, end) = read(Body::stream(Pieces(pieces)), 10);
            assert_eq!(bytes, whole);
            assert!(end.is_ok());
        }
        assert_eq!(read(Body::from("abc"), 3).0, "abc");
        assert_eq!(read(Body::empty(), 0).0, "");
    }

    #[test]
    fn reading_stops_at_the_limit() {
        for limit in [0, 1, 3, 4, 1000] {
            let (bytes, end) = read(Body::stream(Pieces(vec!["abc"])), limit);
            assert_eq!(bytes.len(), limit);
            assert!(matches!(end, Err(ReadError::TooLarge)));
        }
        assert!(matches!(read(Body::from("abc"), 2).1, Err(ReadError::TooLarge)));
    }

    #[test]
    fn bytes_can_be_sent_again_and_streams_cannot() {
        let body = Body::from("abc");
        assert_eq!((body.as_bytes(), body.size_hint().exact()), (Some(&b"abc"[..]), Some(3)));
        assert_eq!(read(body.replay().unwrap(), 9).0, "abc");
        assert_eq!(read(body, 9).0, "abc");
        assert_eq!(Body::empty().as_bytes(), Some(&b""[..]));
        assert!(Body::from("").is_end_stream());
        let stream = Body::stream(Pieces(vec!["a", ""]));
        assert!(stream.replay().is_none() && stream.as_bytes().is_none());
    }
}
