//! Finds the places of values in YAML text.

use super::super::wanted::{Found, Wanted};
use super::events::{offset, parser};
use granit_parser::{Event, Parser, Span, StrInput};
use std::ops::Range;

/// Records where the wanted values are. `base` is the offset of the text itself.
pub(in super::super) fn locate(text: &str, base: usize, wanted: &mut Wanted) {
    let mut walker = Walker { parser: parser(text), text, base };
    while let Some((event, span)) = walker.next() {
        match event {
            Event::StreamStart | Event::DocumentStart(..) => {}
            Event::StreamEnd | Event::DocumentEnd => break,
            event => {
                walker.value(&event, &span, Some(wanted), None);
                break;
            }
        }
    }
}

struct Walker<'t> {
    parser: Parser<'t, StrInput<'t>>,
    text: &'t str,
    base: usize,
}

impl<'t> Walker<'t> {
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        self.parser.next_event()?.ok()
    }

    /// The bytes of a scalar or an alias, or of the beginning of a collection.
    fn bytes(&self, span: &Span) -> Range<usize> {
        let start = offset(self.text, &span.start);
        let end = offset(self.text, &span.end).max(start);
        let written = self.text.get(start..end).unwrap_or_default().trim_end().len();
        self.base + start..self.base + start + written
    }

    /// Walks over the value that begins with an event. Recursion is bounded by the nesting of the text, which was
    /// parsed before, and by what is wanted.
    fn value(&mut self, event: &Event<'t>, span: &Span, wanted: Option<&mut Wanted>, key: Option<Range<usize>>) {
        let Some(wanted) = wanted else { return self.skip(event) };
        let mut value = self.bytes(span);
        let is_collection = matches!(event, Event::MappingStart(..) | Event::SequenceStart(..));
        match event {
            Event::MappingStart(..) if !wanted.is_leaf() => self.map(wanted),
            Event::SequenceStart(..) if !wanted.is_leaf() => self.list(wanted),
            event => self.skip(event),
        }
        if is_collection {
            // A block collection has no token of its own, so mark its first entry.
            let rest = self.text.get(value.start - self.base..).unwrap_or_default();
            value.end = value.start + rest.chars().next().map_or(0, char::len_utf8);
        }
        wanted.meet(Found { value, key, is_collection });
    }

    fn map(&mut self, wanted: &mut Wanted) {
        while let Some((event, span)) = self.next() {
            let key = match &event {
                Event::MappingEnd | Event::StreamEnd => return,
                Event::Scalar(text, ..) => Some((text.clone(), self.bytes(&span))),
                event => {
                    self.skip(event);
                    None
                }
            };
            let Some((event, span)) = self.next() else { return };
            match key {
                Some((key, written)) => self.value(&event, &span, wanted.child(&key), Some(written)),
                None => self.skip(&event),
            }
        }
    }

    fn list(&mut self, wanted: &mut Wanted) {
        for index in 0usize.. {
            match self.next() {
                None | Some((Event::SequenceEnd | Event::StreamEnd, _)) => return,
                Some((event, span)) => self.value(&event, &span, wanted.child(&index.to_string()), None),
            }
        }
    }

    /// Moves past the value that begins with an event.
    fn skip(&mut self, event: &Event<'t>) {
        let mut depth = usize::from(matches!(event, Event::MappingStart(..) | Event::SequenceStart(..)));
        while depth > 0 {
            match self.next() {
                Some((Event::MappingStart(..) | Event::SequenceStart(..), _)) => depth += 1,
                Some((Event::MappingEnd | Event::SequenceEnd, _)) => depth -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }
}
