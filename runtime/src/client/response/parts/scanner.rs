//! The lines between parts (RFC 2046, 5.1.1), found in bytes that arrive bit by bit.

use bytes::{Buf, Bytes, BytesMut};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::syntax::error::DecodeError;

/// What is expected where a body is not in parts.
pub(super) const EXPECTED: &str = "a body in parts (multipart)";
/// Where a body ends too early.
pub(super) const BROKEN_OFF: &str = "an end within a part";

/// What may stand before the first part.
const MOST_PREAMBLE: usize = 64 * 1024;
/// What the headers of a part may take.
const MOST_HEAD: usize = 16 * 1024;
/// The headers that a part may have.
const MOST_HEADERS: usize = 64;
/// The space that may stand behind a line between parts.
const MOST_PADDING: usize = 256;

/// Finds parts. It holds back no more than a line between parts may take, or the headers of one part.
pub(crate) struct Scanner {
    /// What a line between parts begins with, from the line break before it.
    delimiter: Vec<u8>,
    buffer: BytesMut,
    place: Place,
    /// The bytes at the front that are searched already.
    searched: usize,
    /// The bytes before the first part.
    preamble: usize,
}

/// Where the front of the buffer is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Preamble,
    Head,
    /// The content, before which the line break that ends the head is still there: it may begin a line between parts.
    Start,
    Content,
    End,
}

/// What comes next.
pub(crate) enum Step {
    /// It takes more bytes to say.
    More,
    /// A part begins.
    Head(HeaderMap),
    /// Some of the content of the part.
    Content(Bytes),
    /// The part ends.
    PartEnd,
    /// There are no more parts.
    End,
}

/// What follows where a line between parts may be.
enum Line {
    /// Too little to say.
    More,
    /// Something else: the bytes belong to the content.
    None,
    /// Another part, behind so many bytes.
    Next(usize),
    /// Nothing more.
    Last,
}

impl Scanner {
    pub(crate) fn new(boundary: &str) -> Self {
        let delimiter = [b"\n--", boundary.as_bytes()].concat();
        // The first line has no break before it.
        let buffer = BytesMut::from(&b"\n"[..]);
        Self { delimiter, buffer, place: Place::Preamble, searched: 0, preamble: 0 }
    }

    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        if self.place != Place::End {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// What comes next. An error says what is wrong.
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
                if self.preamble > MOST_PREAMBLE { Err("no part in its first 65536 bytes") } else { Ok(Step::More) }
            }
        }
    }

    fn head(&mut self) -> Result<Step, &'static str> {
        while let Some(length) = self.buffer[self.searched..].iter().position(|byte| *byte == b'\n') {
            let line = &self.buffer[self.searched..self.searched + length];
            let end = self.searched + length;
            if end > MOST_HEAD {
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
        if self.buffer.len() > MOST_HEAD { Err("a part with more than 16384 bytes of headers") } else { Ok(Step::More) }
    }

    fn content(&mut self) -> Step {
        let skipped = usize::from(self.place == Place::Start);
        let (before, line) = self.find();
        let before = match line {
            Line::More | Line::None => before,
            // The break before the line belongs to it.
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

    /// The first line between parts, with the number of bytes before it; or how many bytes surely belong to no such line.
    fn find(&mut self) -> (usize, Line) {
        let mut from = self.searched;
        while let Some(at) = find(&self.buffer[from..], &self.delimiter).map(|at| from + at) {
            match line(&self.buffer[at + self.delimiter.len()..]) {
                Line::None => from = at + 1,
                Line::Next(length) => return (at, Line::Next(at + self.delimiter.len() + length)),
                Line::Last => return (at, Line::Last),
                // The carriage return before it may belong to it.
                Line::More => return (at.saturating_sub(1), Line::More),
            }
        }
        // What may be the beginning of a line, and the carriage return before it.
        let kept = self.delimiter.len() + 1;
        (self.buffer.len().saturating_sub(kept), Line::None)
    }
}

/// What follows the beginning of a line between parts.
fn line(rest: &[u8]) -> Line {
    if rest.starts_with(b"--") {
        return Line::Last;
    }
    let padding = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    match &rest[padding..] {
        _ if padding > MOST_PADDING => Line::None,
        [b'\n', ..] => Line::Next(padding + 1),
        [b'\r', b'\n', ..] => Line::Next(padding + 2),
        [] | [b'\r'] => Line::More,
        [b'-'] if padding == 0 => Line::More,
        _ => Line::None,
    }
}

/// Where a text is in another, whose first byte is a line break.
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

/// The headers of a part. A line that is none is passed over, as mail readers do; a line that begins with space goes on.
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
    if lines.len() > MOST_HEADERS {
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

/// The error for a response that is not in parts.
pub(super) fn no_parts() -> DecodeError {
    DecodeError::mismatch(EXPECTED, "a media type without a boundary", 0)
}

#[cfg(test)]
mod tests {
    use super::{MOST_HEAD, MOST_PREAMBLE, Scanner, Step};

    /// The headers and the contents of parts, and whether the body ends as it should.
    type Found = (Vec<(String, Vec<u8>)>, bool);

    /// The parts of a body that arrives in pieces of a size.
    fn parts(body: &[u8], size: usize) -> Result<Found, &'static str> {
        let mut scanner = Scanner::new("b");
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        let mut pieces = body.chunks(size);
        loop {
            match scanner.next()? {
                Step::More => match pieces.next() {
                    Some(piece) => scanner.feed(piece),
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
            assert!(scanner.buffer.len() <= MOST_HEAD + 2 * size + 8, "{}", scanner.buffer.len());
        }
    }

    #[test]
    fn parts_are_found_however_they_arrive() {
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
    fn any_bytes_are_content_and_come_back_whole() {
        let mut content: Vec<u8> = (0..=255).cycle().take(5000).collect();
        content.extend_from_slice(b"\r\n--\r\n-\r\n--bb\r\r\n\n--");
        let body = [b"--b\r\n\r\n", content.as_slice(), b"\r\n--b--"].concat();
        for size in [1, 13, 4096] {
            assert_eq!(parts(&body, size).unwrap(), (vec![(String::new(), content.clone())], true), "{size}");
        }
    }

    #[test]
    fn what_breaks_off_has_no_end() {
        let body = b"--b\r\nA: 1\r\n\r\nx\r\n--b--";
        for length in 0..body.len() {
            assert!(!parts(&body[..length], 4).unwrap().1, "{length}");
        }
    }

    #[test]
    fn what_has_no_end_is_bounded() {
        assert!(parts(&vec![b'x'; MOST_PREAMBLE * 2], 100).unwrap_err().contains("no part"));
        let long = [b"--b\r\nA: ".to_vec(), vec![b'x'; MOST_HEAD * 2]].concat();
        assert!(parts(&long, 100).unwrap_err().contains("headers"));
        let many = [b"--b\r\n".to_vec(), b"A: 1\r\n".repeat(65), b"\r\n".to_vec()].concat();
        assert!(parts(&many, 100).unwrap_err().contains("64 headers"));
    }
}
