//! The text of a stream of events (HTML Living Standard, 9.2.6), and of sequences of JSON.

use std::collections::VecDeque;
use std::time::Duration;

use crate::client::api::event_source::Framing;

/// What stands before each text of a sequence (RFC 7464, 2.2).
const RECORD_SEPARATOR: u8 = 0x1e;

/// An event as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RawEvent {
    /// `message` when nothing else is said.
    pub(crate) name: String,
    pub(crate) data: String,
    /// The last id that was sent with this event or with one before.
    pub(crate) id: Option<String>,
}

/// Takes bytes, however they are cut, and gives out events.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    framing: Framing,
    /// What is there of the line that is not complete yet.
    line: Vec<u8>,
    /// The line before ended with a carriage return: a line feed belongs to its end.
    after_return: bool,
    /// The first line is behind.
    begun: bool,
    name: String,
    data: String,
    /// The data of the event, even if it is an empty line, has begun.
    has_data: bool,
    /// The id of the event that is coming, and of those behind it that have none of their own.
    id: Option<String>,
    /// The id of the last event that was complete: one that breaks off comes again.
    last_id: Option<String>,
    retry: Option<Duration>,
    ready: VecDeque<RawEvent>,
}

impl Parser {
    /// A parser that goes on behind an event.
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

    /// Takes the end of a stream that was complete. An event without the empty line behind it is one, too: browsers drop
    /// it, but here it would be lost.
    pub(crate) fn finish(&mut self) {
        self.take_buffer();
        self.dispatch();
    }

    /// Takes what is there of a line, or of a text, as the whole of it.
    fn take_buffer(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        match self.framing {
            Framing::Events => self.take_line(&line),
            Framing::Lines | Framing::Records => self.take_text(&line),
        }
        // The memory of a line serves the next one.
        line.clear();
        self.line = line;
    }

    /// A value by itself; blank lines are none.
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

    /// The last id of an event that was complete, which says where to go on.
    pub(crate) fn id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// How long the server wants to be left alone before it is asked again.
    pub(crate) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// The bytes that are kept of an event that is not complete yet.
    pub(crate) fn kept(&self) -> usize {
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
            // Comments begin with the colon; other fields are ignored.
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
    fn fields_comments_and_line_ends_are_read_as_browsers_do() {
        let expected = [event("add", "1\n2\n ü", None), event("message", "", Some("a")), event("message", "x", None)];
        assert_eq!(events(&[TEXT.as_bytes()]), expected);
    }

    #[test]
    fn it_does_not_matter_where_the_bytes_are_cut() {
        let whole = events(&[TEXT.as_bytes()]);
        for cut in 0..TEXT.len() {
            let (front, back) = TEXT.as_bytes().split_at(cut);
            assert_eq!(events(&[front, back]), whole, "cut at {cut}");
        }
        let single: Vec<&[u8]> = TEXT.as_bytes().chunks(1).collect();
        assert_eq!(events(&single), whole);
    }

    #[test]
    fn values_have_a_line_or_a_separator_each() {
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
    fn an_event_at_the_end_needs_no_empty_line() {
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
        // It is not complete, and comes again if the stream breaks here.
        parser.feed(b"id: e\ndata: e\n");
        assert_eq!((parser.next(), parser.id()), (None, Some("d")));
    }
}
