//! Finds the boundary lines of a multipart body (RFC 2046, 5.1.1) that arrives in chunks.

use bytes::{Buf, Bytes, BytesMut};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::syntax::error::DecodeError;

/// The expectation in the error for a body that is not multipart.
pub(super) const EXPECTED: &str = "a multipart body";
/// The finding in the error for a body that ends too early.
pub(super) const UNEXPECTED_END: &str = "a body without a closing boundary";

/// The maximum size of the preamble, the text before the first part.
const MAX_PREAMBLE_BYTES: usize = 64 * 1024;
/// The maximum size of the headers of a part.
const MAX_HEAD_BYTES: usize = 16 * 1024;
/// The maximum number of headers of a part.
const MAX_HEADERS: usize = 64;
/// The maximum length of the whitespace after a boundary.
const MAX_PADDING: usize = 256;

/// Splits a multipart body into parts. Buffers at most one boundary line or the headers of one part.
pub(crate) struct Scanner {
    /// The start of a boundary line, including the line break before it.
    delimiter: Vec<u8>,
    buffer: BytesMut,
    place: Place,
    /// The number of bytes at the front of the buffer that have been searched.
    searched: usize,
    /// The number of bytes before the first part.
    preamble: usize,
}

/// The section of the body that the front of the buffer belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Preamble,
    Head,
    /// The content, after the line break that ends the headers. It is still in the buffer, because a boundary line may begin with it.
    Start,
    Content,
    End,
}

/// The next element of the body.
pub(crate) enum Step {
    /// The scanner needs more bytes.
    More,
    /// A part begins.
    Head(HeaderMap),
    /// A chunk of the content of the part.
    Content(Bytes),
    /// The part ends.
    PartEnd,
    /// There are no more parts.
    End,
}

/// The result of the search for a boundary line.
enum Line {
    /// The scanner needs more bytes.
    More,
    /// There is none: the bytes belong to the content.
    None,
    /// A boundary before another part, which begins after this many bytes.
    Next(usize),
    /// The closing boundary.
    Last,
}

impl Scanner {
    pub(crate) fn new(boundary: &str) -> Self {
        let delimiter = [b"\n--", boundary.as_bytes()].concat();
        // The first boundary need not follow a line break.
        let buffer = BytesMut::from(&b"\n"[..]);
        Self { delimiter, buffer, place: Place::Preamble, searched: 0, preamble: 0 }
    }

    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        if self.place != Place::End {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// Returns the next element of the body. An error describes what is wrong.
    pub(crate) fn next(&mut self) -> Result<Step, &'static str> {
        match self.place {
            Place::Preamble => self.preamble(),
            Place::Head => self.head(),
            Place::Start | Place::Content => Ok(self.content()),
            Place::End => Ok(Step::End),
        }
    }

    fn preamble(&mut self) -> Result<Step, &'static str> {
        match self.find() {
            (_, Line::Next(length)) => {
                self.buffer.advance(length);
                self.enter(Place::Head);
                self.head()
            }
            (_, Line::Last) => {
                self.enter(Place::End);
                Ok(Step::End)
            }
            (before, Line::More | Line::None) => {
                self.preamble += before;
                self.buffer.advance(before);
                self.searched = 0;
                if self.preamble > MAX_PREAMBLE_BYTES {
                    Err("no part in the first 65536 bytes")
                } else {
                    Ok(Step::More)
                }
            }
        }
    }

    fn head(&mut self) -> Result<Step, &'static str> {
        while let Some(length) = self.buffer[self.searched..].iter().position(|byte| *byte == b'\n') {
            let line = &self.buffer[self.searched..self.searched + length];
            let end = self.searched + length;
            if end > MAX_HEAD_BYTES {
                break;
            }
            if line.is_empty() || line == b"\r" {
                let headers = headers(&self.buffer[..end])?;
                self.buffer.advance(end);
                self.enter(Place::Start);
                return Ok(Step::Head(headers));
            }
            self.searched = end + 1;
        }
        if self.buffer.len() > MAX_HEAD_BYTES {
            Err("a part with more than 16384 bytes of headers")
        } else {
            Ok(Step::More)
        }
    }

    fn content(&mut self) -> Step {
        let skipped = usize::from(self.place == Place::Start);
        let (before, line) = self.find();
        let before = match line {
            Line::More | Line::None => before,
            // The line break before a boundary belongs to it.
            Line::Next(_) | Line::Last => match self.buffer[..before].last() {
                Some(b'\r') => before - 1,
                _ => before,
            },
        };
        if before > skipped {
            self.buffer.advance(skipped);
            self.enter(Place::Content);
            let content = self.buffer.split_to(before - skipped).freeze();
            return Step::Content(content);
        }
        match line {
            Line::More | Line::None => Step::More,
            Line::Next(length) => {
                self.buffer.advance(length);
                self.enter(Place::Head);
                Step::PartEnd
            }
            Line::Last => {
                self.enter(Place::End);
                Step::PartEnd
            }
        }
    }

    fn enter(&mut self, place: Place) {
        (self.place, self.searched) = (place, 0);
        if place == Place::End {
            self.buffer.clear();
        }
    }

    /// Finds the first boundary line. Returns the number of bytes before it; without one, the number of bytes that cannot be part of one.
    fn find(&mut self) -> (usize, Line) {
        let mut from = self.searched;
        while let Some(at) = find(&self.buffer[from..], &self.delimiter).map(|at| from + at) {
            match line(&self.buffer[at + self.delimiter.len()..]) {
                Line::None => from = at + 1,
                Line::Next(length) => return (at, Line::Next(at + self.delimiter.len() + length)),
                Line::Last => return (at, Line::Last),
                // A carriage return before the boundary may belong to it.
                Line::More => return (at.saturating_sub(1), Line::More),
            }
        }
        // Keeps bytes that may be the start of a boundary line, and the carriage return before it.
        let kept = self.delimiter.len() + 1;
        (self.buffer.len().saturating_sub(kept), Line::None)
    }
}

/// Parses the rest of a boundary line.
fn line(rest: &[u8]) -> Line {
    if rest.starts_with(b"--") {
        return Line::Last;
    }
    let padding = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    match &rest[padding..] {
        _ if padding > MAX_PADDING => Line::None,
        [b'\n', ..] => Line::Next(padding + 1),
        [b'\r', b'\n', ..] => Line::Next(padding + 2),
        [] | [b'\r'] => Line::More,
        [b'-'] if padding == 0 => Line::More,
        _ => Line::None,
    }
}

/// Finds a delimiter in a buffer.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let (first, rest) = wanted.split_first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| byte == first) {
        if bytes[from + at + 1..].starts_with(rest) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// Parses the headers of a part. Joins folded lines, and skips invalid lines, as mail readers do.
fn headers(head: &[u8]) -> Result<HeaderMap, &'static str> {
    let mut headers = HeaderMap::new();
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for line in head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end) {
        match (line.first(), lines.last_mut()) {
            (None, _) => {}
            (Some(b' ' | b'\t'), Some(last)) => {
                last.push(b' ');
                last.extend_from_slice(line.trim_ascii());
            }
            _ => lines.push(line.to_vec()),
        }
    }
    if lines.len() > MAX_HEADERS {
        return Err("a part with more than 64 headers");
    }
    for line in lines {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let name = HeaderName::from_bytes(line[..colon].trim_ascii());
        let value = HeaderValue::from_bytes(line[colon + 1..].trim_ascii());
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    Ok(headers)
}

/// Returns the error for a response that is not multipart.
pub(super) fn not_multipart() -> DecodeError {
    DecodeError::mismatch(EXPECTED, "a media type without a boundary", 0)
}

#[cfg(test)]
mod tests {
    use super::{MAX_HEAD_BYTES, MAX_PREAMBLE_BYTES, Scanner, Step};

    /// The headers and contents of the parts, and whether the body ends with a closing boundary.
    type Found = (Vec<(String, Vec<u8>)>, bool);

    /// Splits a body that arrives in chunks of a size.
    fn parts(body: &[u8], size: usize) -> Result<Found, &'static str> {
        let mut scanner = Scanner::new("b");
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        let mut chunks = body.chunks(size);
        loop {
            match scanner.next()? {
                Step::More => match chunks.next() {
                    Some(chunk) => scanner.feed(chunk),
                    None => return Ok((parts, false)),
                },
                Step::Head(headers) => {
                    let name = headers.get("a").map(|value| value.to_str().unwrap().to_owned());
                    parts.push((name.unwrap_or_default(), Vec::new()));
                }
                Step::Content(content) => parts.last_mut().unwrap().1.extend_from_slice(&content),
                Step::PartEnd => {}
                Step::End => return Ok((parts, true)),
            }
            assert!(scanner.buffer.len() <= MAX_HEAD_BYTES + 2 * size + 8, "{}", scanner.buffer.len());
        }
    }

    #[test]
    fn parts_are_found_in_chunks_of_any_size() {
        let both = [("1", "x"), ("2", "y\r\n--bc\r\nz\r\n")];
        for (body, expected) in [
            ("--b\r\nA: 1\r\n\r\nx\r\n--b\r\nA: 2\r\n\r\ny\r\n--bc\r\nz\r\n\r\n--b--\r\n", &both[..]),
            (
                "before\r\n--b \t\r\na:1\r\n\r\nx\r\n--b\r\nA: 2\r\n\r\ny\r\n--bc\r\nz\r\n\r\n--b--after\r\n--b\r\n",
                &both,
            ),
            ("--b\nA: 1\n\nx\n--b\nA: 2\n\ny\r\n--bc\r\nz\r\n\n--b--", &both),
            ("--b--", &[]),
            ("--b\r\n\r\n\r\n--b--", &[("", "")]),
            ("--b\r\n\r\n--b--", &[("", "")]),
            ("--b\r\nA: 1\r\n 2\r\nno header\r\n\r\n--b-\r\n--b--", &[("1 2", "--b-")]),
            ("--b\r\n\r\n\r\n\r\n\r\n--b--", &[("", "\r\n\r\n")]),
        ] {
            for size in [1, 2, 3, 7, 1000] {
                let (found, is_whole) = parts(body.as_bytes(), size).unwrap();
                let found: Vec<(&str, &str)> = found
                    .iter()
                    .map(|(name, content)| (name.as_str(), std::str::from_utf8(content).unwrap()))
                    .collect();
                assert_eq!((found.as_slice(), is_whole), (expected, true), "{body:?} by {size}");
            }
        }
    }

    #[test]
    fn content_may_be_any_bytes() {
        let mut content: Vec<u8> = (0..=255).cycle().take(5000).collect();
        content.extend_from_slice(b"\r\n--\r\n-\r\n--bb\r\r\n\n--");
        let body = [b"--b\r\n\r\n", content.as_slice(), b"\r\n--b--"].concat();
        for size in [1, 13, 4096] {
            assert_eq!(parts(&body, size).unwrap(), (vec![(String::new(), content.clone())], true), "{size}");
        }
    }

    #[test]
    fn a_truncated_body_has_no_end() {
        let body = b"--b\r\nA: 1\r\n\r\nx\r\n--b--";
        for length in 0..body.len() {
            assert!(!parts(&body[..length], 4).unwrap().1, "{length}");
        }
    }

    #[test]
    fn preamble_and_headers_are_bounded() {
        assert!(parts(&vec![b'x'; MAX_PREAMBLE_BYTES * 2], 100).unwrap_err().contains("no part"));
        let long = [b"--b\r\nA: ".to_vec(), vec![b'x'; MAX_HEAD_BYTES * 2]].concat();
        assert!(parts(&long, 100).unwrap_err().contains("headers"));
        let many = [b"--b\r\n".to_vec(), b"A: 1\r\n".repeat(65), b"\r\n".to_vec()].concat();
        assert!(parts(&many, 100).unwrap_err().contains("64 headers"));
    }
}
