//! Finds the places of values in YAML text.

use super::super::wanted::Wanted;
use super::events::{offset, parser};
use granit_parser::{Event, Parser, Span, StrInput};

/// Records the byte offsets of the wanted values. `base` is the offset of the text itself.
pub(in super::super) fn locate(text: &str, base: usize, wanted: &mut Wanted) {
    let mut walker = Walker { parser: parser(text), text, base };
    while let Some((event, span)) = walker.next() {
        match event {
            Event::StreamStart | Event::DocumentStart(..) => {}
            Event::StreamEnd | Event::DocumentEnd => break,
            event => {
                let at = walker.offset(&span);
                walker.value(&event, at, Some(wanted));
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

    fn offset(&self, span: &Span) -> usize {
        self.base + offset(self.text, &span.start)
    }

    /// Walks over the value that begins with an event. Recursion is bounded by the nesting of the text, which was
    /// parsed before, and by what is wanted.
    fn value(&mut self, event: &Event<'t>, at: usize, wanted: Option<&mut Wanted>) {
        let Some(wanted) = wanted else { return self.skip(event) };
        wanted.found = Some(at);
        match event {
            Event::MappingStart(..) if !wanted.is_leaf() => self.map(wanted),
            Event::SequenceStart(..) if !wanted.is_leaf() => self.list(wanted),
            event => self.skip(event),
        }
    }

    fn map(&mut self, wanted: &mut Wanted) {
        while let Some((event, span)) = self.next() {
            let (key, key_at) = match &event {
                Event::MappingEnd | Event::StreamEnd => return,
                Event::Scalar(text, ..) => (Some(text.clone()), self.offset(&span)),
                event => {
                    self.skip(event);
                    (None, 0)
                }
            };
            let Some((event, span)) = self.next() else { return };
            let child = key.and_then(|key| wanted.child(&key));
            // A block collection begins at its key: its first entry may be lines below.
            let at = match event {
                Event::MappingStart(..) | Event::SequenceStart(..) if child.is_some() => key_at,
                _ => self.offset(&span),
            };
            self.value(&event, at, child);
        }
    }

    fn list(&mut self, wanted: &mut Wanted) {
        for index in 0usize.. {
            match self.next() {
                None | Some((Event::SequenceEnd | Event::StreamEnd, _)) => return,
                Some((event, span)) => {
                    let at = self.offset(&span);
                    self.value(&event, at, wanted.child(&index.to_string()));
                }
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
