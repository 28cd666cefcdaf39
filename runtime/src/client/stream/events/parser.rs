//! Splits a stream into server-sent events (HTML Living Standard, 9.2.6), JSON lines or JSON text sequences (RFC 7464).

use std::collections::VecDeque;
use std::time::Duration;

use crate::client::api::event_source::Framing;

/// The byte before each JSON text of a sequence (RFC 7464, 2.2).
const RECORD_SEPARATOR: u8 = 0x1e;

/// An event as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RawEvent {
    /// `message` if the server sent none.
    pub(crate) name: String,
    pub(crate) data: String,
    /// The last id, sent with this event or an earlier one.
    pub(crate) id: Option<String>,
}

/// Splits a stream into events, however its bytes are divided into chunks.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    framing: Framing,
    /// The current line, as far as it has arrived.
    line: Vec<u8>,
    /// Whether the previous line ended with a carriage return, to which a following line feed belongs.
    after_return: bool,
    /// Whether the first line, which may begin with a byte order mark, was read.
    begun: bool,
    name: String,
    data: String,
    /// Whether the event has a `data` field, which may be empty.
    has_data: bool,
    /// The id of the current event, and of later ones without an id.
    id: Option<String>,
    /// The id of the last complete event. The server sends an incomplete one again.
    last_id: Option<String>,
    retry: Option<Duration>,
    ready: VecDeque<RawEvent>,
}

impl Parser {
    /// Creates a parser that resumes after an event.
    pub(crate) fn after(framing: Framing, id: Option<String>) -> Self {
        Self { framing, last_id: id.clone(), id, ..Self::default() }
    }

    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            match byte {
                RECORD_SEPARATOR if self.framing == Framing::Records => self.take_buffer(),
                _ if self.framing == Framing::Records => self.line.push(byte),
                b'\n' if std::mem::take(&mut self.after_return) => {}
                b'\n' | b'\r' => {
                    self.after_return = byte == b'\r';
                    self.take_buffer();
                }
                _ => {
                    self.after_return = false;
                    self.line.push(byte);
                }
            }
        }
    }

    /// Ends the stream. A last event without an empty line after it counts: browsers drop it, but here it would be lost.
    pub(crate) fn finish(&mut self) {
        self.take_buffer();
        self.dispatch();
    }

    /// Ends the current line or JSON text.
    fn take_buffer(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        match self.framing {
            Framing::Events => self.take_line(&line),
            Framing::Lines | Framing::Records => self.take_text(&line),
        }
        // Reuses the allocation for the next line.
        line.clear();
        self.line = line;
    }

    /// Adds an event for a JSON text; ignores a blank one.
    fn take_text(&mut self, text: &[u8]) {
        let text = String::from_utf8_lossy(text);
        let text = if std::mem::replace(&mut self.begun, true) { &*text } else { text.trim_start_matches('\u{feff}') };
        let data = text.trim_ascii();
        if !data.is_empty() {
            self.ready.push_back(RawEvent { name: "message".to_owned(), data: data.to_owned(), id: None });
        }
    }

    pub(crate) fn next(&mut self) -> Option<RawEvent> {
        self.ready.pop_front()
    }

    /// Returns the id of the last complete event, after which to resume.
    pub(crate) fn id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// Returns the wait before reconnecting that the server asked for.
    pub(crate) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Returns how many bytes of the current event are buffered.
    pub(crate) fn buffered(&self) -> usize {
        self.line.len() + self.data.len()
    }

    fn take_line(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        let mut line = &*line;
        if !std::mem::replace(&mut self.begun, true) {
            line = line.strip_prefix('\u{feff}').unwrap_or(line);
        }
        if line.is_empty() {
            return self.dispatch();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.data.push('\n');
                }
                self.data.push_str(value);
            }
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // Comments begin with a colon. Unknown fields are ignored.
            _ => {}
        }
    }

    fn dispatch(&mut self) {
        self.last_id.clone_from(&self.id);
        let name = std::mem::take(&mut self.name);
        let data = std::mem::take(&mut self.data);
        if std::mem::take(&mut self.has_data) {
            let name = if name.is_empty() { "message".to_owned() } else { name };
            self.ready.push_back(RawEvent { name, data, id: self.id.clone().filter(|id| !id.is_empty()) });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Framing, Parser, RawEvent};

    fn event(name: &str, data: &str, id: Option<&str>) -> RawEvent {
        RawEvent { name: name.to_owned(), data: data.to_owned(), id: id.map(str::to_owned) }
    }

    fn events(chunks: &[&[u8]]) -> Vec<RawEvent> {
        framed(Framing::Events, chunks)
    }

    fn framed(framing: Framing, chunks: &[&[u8]]) -> Vec<RawEvent> {
        let mut parser = Parser::after(framing, None);
        chunks.iter().for_each(|chunk| parser.feed(chunk));
        parser.finish();
        std::iter::from_fn(|| parser.next()).collect()
    }

    const TEXT: &str =
        "\u{feff}: hello\r\nevent: add\rdata: 1\ndata:2\r\ndata:  ü\n\nid: a\ndata\n\n\nevent: none\n\nid\ndata: x\r\r";

    #[test]
    fn fields_comments_and_line_ends_are_parsed_like_browsers_do() {
        let expected = [event("add", "1\n2\n ü", None), event("message", "", Some("a")), event("message", "x", None)];
        assert_eq!(events(&[TEXT.as_bytes()]), expected);
    }

    #[test]
    fn events_do_not_depend_on_chunk_boundaries() {
        let whole = events(&[TEXT.as_bytes()]);
        for cut in 0..TEXT.len() {
            let (front, back) = TEXT.as_bytes().split_at(cut);
            assert_eq!(events(&[front, back]), whole, "cut at {cut}");
        }
        let single: Vec<&[u8]> = TEXT.as_bytes().chunks(1).collect();
        assert_eq!(events(&single), whole);
    }

    #[test]
    fn json_lines_and_json_text_sequences_have_one_value_per_line_or_separator() {
        let cases: [(Framing, &str, &[&str]); 3] = [
            (
                Framing::Lines,
                "\u{feff}{\"a\":1}\r\n\n  \"ü\" \r[2]\ndata: x\n3",
                &["{\"a\":1}", "\"ü\"", "[2]", "data: x", "3"],
            ),
            (Framing::Records, "\u{1e}{\"a\":\n 1}\n\u{1e}\u{1e}\"ü\"\n\u{1e}3", &["{\"a\":\n 1}", "\"ü\"", "3"]),
            (Framing::Records, "", &[]),
        ];
        for (framing, text, expected) in cases {
            let expected: Vec<RawEvent> = expected.iter().map(|data| event("message", data, None)).collect();
            for cut in 0..text.len() {
                let (front, back) = text.as_bytes().split_at(cut);
                assert_eq!(framed(framing, &[front, back]), expected, "{framing:?} cut at {cut}");
            }
            assert_eq!(framed(framing, &[text.as_bytes()]), expected, "{framing:?}");
        }
    }

    #[test]
    fn the_last_event_needs_no_empty_line() {
        assert_eq!(events(&[b"data: a"]), [event("message", "a", None)]);
        assert_eq!(events(&[b"data: a\n"]), [event("message", "a", None)]);
        assert_eq!(events(&[b"event: a\n"]), []);
    }

    #[test]
    fn ids_and_waits_are_kept() {
        let mut parser = Parser::after(Framing::Events, Some("before".to_owned()));
        parser.feed(b"retry: 1500\nretry: 1x\ndata: a\n\nid: b\0c\ndata: b\n\nid: d\n\n");
        assert_eq!(parser.retry(), Some(Duration::from_millis(1500)));
        assert_eq!(parser.next().unwrap().id.as_deref(), Some("before"));
        assert_eq!(parser.next().unwrap().id.as_deref(), Some("before"));
        assert_eq!((parser.next(), parser.id()), (None, Some("d")));
        // This event is incomplete: the server sends it again after a broken connection.
        parser.feed(b"id: e\ndata: e\n");
        assert_eq!((parser.next(), parser.id()), (None, Some("d")));
    }
}
