//! Multipart responses (`multipart/*`, RFC 2046), read part by part.

mod head;
mod scanner;
mod typed;

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use self::scanner::{EXPECTED, Scanner, Step, UNEXPECTED_END, not_multipart};
pub(crate) use self::typed::read;
use super::raw::RawResponse;
use super::reader::Reader;
use crate::client::transport::body::Gathered;
use crate::client::{Body, Error, Operation};
use crate::syntax::error::DecodeError;
use crate::wire::{Incoming, Wire};

/// The parts of a multipart response as they arrive. Memory use is bounded by the chunks in which the response arrives
/// and by 16 kB for the headers of a part; the reader limits the content.
///
/// ```
/// # async fn example(mut parts: bindery_runtime::ReceivedParts) -> Result<(), bindery_runtime::Error> {
/// while let Some(mut part) = parts.next().await? {
///     match part.name().as_deref() {
///         Some("summary") => println!("{}", part.read::<String>(10_000).await?),
///         _ => while let Some(bytes) = part.chunk().await? {
///             println!("{} bytes of {:?}", bytes.len(), part.file_name());
///         },
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub struct ReceivedParts {
    operation: &'static Operation,
    raw: RawResponse,
    body: Body,
    reader: Reader,
    scanner: Scanner,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Between,
    Inside,
    Done,
}

/// A part of a multipart response. Content that is not read is skipped.
pub struct ReceivedPart<'a> {
    headers: HeaderMap,
    parts: &'a mut ReceivedParts,
}

impl ReceivedParts {
    pub(crate) fn new(
        operation: &'static Operation,
        response: RawResponse,
        body: Body,
        reader: Reader,
    ) -> Result<Self, Error> {
        match head::boundary(&response.headers) {
            Some(boundary) => Ok(Self {
                operation,
                raw: response,
                body,
                reader,
                scanner: Scanner::new(&boundary),
                state: State::Between,
            }),
            None => Err(Error::decode(operation.id, response, not_multipart())),
        }
    }

    /// The next part; `None` at the end.
    ///
    /// # Errors
    /// When the body ends early or is not multipart.
    pub async fn next(&mut self) -> Result<Option<ReceivedPart<'_>>, Error> {
        loop {
            match self.step().await? {
                Some(Step::Head(headers)) => return Ok(Some(ReceivedPart { headers, parts: self })),
                Some(_) => {}
                None => return Ok(None),
            }
        }
    }

    /// Reads the next element of the body; `None` at the end and after an error.
    async fn step(&mut self) -> Result<Option<Step>, Error> {
        while self.state != State::Done {
            match self.scanner.next() {
                Ok(Step::More) => match self.body.chunk().await {
                    Ok(Some(bytes)) => self.scanner.feed(&bytes),
                    Ok(None) => return Err(self.malformed(UNEXPECTED_END)),
                    Err(error) => {
                        self.state = State::Done;
                        return Err(Error::transport(self.operation.id, Some(self.raw.clone()), error));
                    }
                },
                Ok(Step::End) => self.state = State::Done,
                Ok(step) => {
                    self.state = if matches!(step, Step::PartEnd) { State::Between } else { State::Inside };
                    return Ok(Some(step));
                }
                Err(found) => return Err(self.malformed(found)),
            }
        }
        Ok(None)
    }

    fn malformed(&mut self, found: &'static str) -> Error {
        self.state = State::Done;
        let error = DecodeError::mismatch(EXPECTED, found, 0);
        Error::decode(self.operation.id, self.raw.clone(), error)
    }
}

impl ReceivedPart<'_> {
    /// The field name, or else the `Content-ID`.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        head::name(&self.headers)
    }

    /// The file name, without a path.
    #[must_use]
    pub fn file_name(&self) -> Option<String> {
        head::file_name(&self.headers)
    }

    /// The media type, if declared.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The headers of the part.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Reads the next chunk of the content; `None` at the end.
    ///
    /// # Errors
    /// When the body ends early or is not multipart.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        match self.parts.state {
            State::Inside => {}
            State::Between | State::Done => return Ok(None),
        }
        match self.parts.step().await? {
            Some(Step::Content(bytes)) => Ok(Some(bytes)),
            _ => Ok(None),
        }
    }

    /// Reads the rest of the content, up to `limit` bytes.
    ///
    /// # Errors
    /// When the content exceeds the limit, and as for [`chunk`](ReceivedPart::chunk).
    pub async fn bytes(&mut self, limit: usize) -> Result<Bytes, Error> {
        let mut gathered = Gathered::default();
        let mut length = 0_usize;
        while let Some(bytes) = self.chunk().await? {
            length += bytes.len();
            if length > limit {
                return Err(Error::too_large(self.parts.operation.id, self.parts.raw.clone(), limit));
            }
            gathered.add(bytes);
        }
        Ok(gathered.into_bytes())
    }

    /// Reads the rest of the content as a value: from JSON if the part declares it, otherwise from plain text.
    ///
    /// # Errors
    /// When the content does not match the type, and as for [`bytes`](ReceivedPart::bytes).
    pub async fn read<T: Wire>(&mut self, limit: usize) -> Result<T, Error> {
        let bytes = self.bytes(limit).await?;
        let mut value = T::blank();
        let reader = &self.parts.reader;
        let mut reading = reader.reading(None);
        match typed::read_part(&self.headers, &bytes, &mut value.slot(Incoming::Value), &mut reading) {
            Ok(()) => {
                reader.notify(self.parts.operation, reading, None);
                Ok(value)
            }
            Err(error) => Err(Error::decode(self.parts.operation.id, self.parts.raw.clone().with_body(bytes), error)),
        }
    }
}

impl fmt::Debug for ReceivedParts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ReceivedParts").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}

impl fmt::Debug for ReceivedPart<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ReceivedPart").field("name", &self.name()).finish_non_exhaustive()
    }
}
