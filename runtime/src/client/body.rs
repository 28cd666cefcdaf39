//! The body of an answer, as it arrives.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Body as HttpBody;

use super::TransportError;

/// The body of an answer: at hand, or still arriving.
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

/// A body as far as it was read.
pub(super) struct ReadBody {
    pub(super) bytes: Bytes,
    pub(super) end: Result<(), ReadError>,
}

impl Body {
    /// A body that arrives in pieces.
    pub fn stream(
        body: impl HttpBody<Data = Bytes, Error = TransportError> + Send + 'static,
    ) -> Self {
        Self(Source::Stream(Box::pin(body)))
    }

    /// A body without content.
    #[must_use]
    pub fn empty() -> Self {
        Self(Source::Full(None))
    }

    /// The number of bytes that it has at least, as far as that is known beforehand.
    pub(super) fn announced(&self) -> u64 {
        match &self.0 {
            Source::Full(_) => 0,
            Source::Stream(stream) => stream.size_hint().lower(),
        }
    }

    fn poll_data(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Source::Full(bytes) => Poll::Ready(bytes.take().map(Ok)),
            Source::Stream(stream) => loop {
                let Some(frame) = std::task::ready!(stream.as_mut().poll_frame(context)) else {
                    return Poll::Ready(None);
                };
                match frame.map(http_body::Frame::into_data) {
                    Ok(Ok(data)) => return Poll::Ready(Some(Ok(data))),
                    // Trailers say nothing that is used here.
                    Ok(Err(_trailers)) => {}
                    Err(error) => return Poll::Ready(Some(Err(error))),
                }
            },
        }
    }

    /// Reads at most `limit` bytes. Memory use stays within the limit and one piece, whatever the server announces.
    pub(super) async fn read(mut self, limit: usize) -> ReadBody {
        let mut first = Bytes::new();
        let mut all = Vec::new();
        let end = loop {
            let data = match poll_fn(|context| self.poll_data(context)).await {
                None => break Ok(()),
                Some(Ok(data)) => data,
                Some(Err(error)) => break Err(ReadError::Transport(error)),
            };
            let room = limit - first.len() - all.len();
            let excess = data.len() > room;
            let data = data.slice(..data.len().min(room));
            if first.is_empty() && all.is_empty() {
                first = data;
            } else {
                if all.is_empty() {
                    all.extend_from_slice(&std::mem::take(&mut first));
                }
                all.extend_from_slice(&data);
            }
            if excess {
                break Err(ReadError::TooLarge);
            }
        };
        let bytes = if all.is_empty() {
            first
        } else {
            Bytes::from(all)
        };
        ReadBody { bytes, end }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Source::Full(Some(bytes)))
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
