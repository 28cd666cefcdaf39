//! The places that diagnostics point at, and how they are found in texts.

use super::Pointer;
use std::ops::Range;

/// Line and column in a text, both from 1; the column counts characters.
pub type Position = (usize, usize);

/// The value of [`Located::path`] for values on the command line, or missing there.
pub const COMMAND_LINE: &str = "the command line";

/// The file a diagnostic is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum File {
    /// The API description: the document that the pointer names.
    Description,
    /// `bindery.toml`.
    Config,
    /// `bindery.lock`.
    Lock,
    /// The output directory.
    Output,
    /// The command line.
    CommandLine,
    /// Recorded traffic: the file that the pointer names as its document.
    Recording {
        /// The line, from 1; `None` if the whole file is meant.
        line: Option<usize>,
    },
}

/// Which part of a place a diagnostic points at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// The value; of an object or an array, the key that leads to it.
    #[default]
    Value,
    /// The key that leads to the value.
    Key,
    /// Of several equal keys, the first one.
    FirstKey,
}

/// Another place that belongs to a diagnostic, such as an earlier definition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Related {
    /// The place, in the same file or another document of the description.
    pub pointer: Pointer,
    /// Which part of that place.
    pub part: Part,
    /// What is there, such as `first defined here`.
    pub label: String,
}

/// A place that a diagnostic points at.
#[derive(Clone, Copy, Debug)]
pub struct Place<'d> {
    /// The file.
    pub file: File,
    /// The place in that file; for the description, also the document.
    pub pointer: &'d Pointer,
    /// Which part of it.
    pub part: Part,
    /// A byte offset, which replaces the pointer.
    pub offset: Option<usize>,
}

/// Provides the paths and texts that diagnostics point into.
pub trait Located {
    /// The path of the file that a place is in, as the user wrote it.
    fn path(&self, place: Place<'_>) -> String;
    /// The text that a place is in; `None` if it has none.
    fn text(&self, place: Place<'_>) -> Option<&str>;
    /// The spans of places in their texts, in bytes; `None` if unknown. Takes all places at once, so that each text is scanned only once.
    fn spans(&self, places: &[Place<'_>]) -> Vec<Option<Range<usize>>>;
}

/// The lines and columns of the starts and ends of places.
pub fn positions(located: &dyn Located, places: &[Place<'_>]) -> Vec<Option<(Position, Position)>> {
    let spans = located.spans(places);
    let texts: Vec<Option<&str>> = places.iter().map(|place| located.text(*place)).collect();
    let mut positions = vec![None; places.len()];
    let mut open: Vec<usize> = (0..places.len()).filter(|index| spans[*index].is_some()).collect();
    while let Some(text) = open.first().and_then(|first| texts[*first]) {
        let is_here = |index: &usize| texts[*index].is_some_and(|other| std::ptr::eq(other, text));
        let (here, others): (Vec<usize>, Vec<usize>) = open.into_iter().partition(is_here);
        let ends = here.iter().filter_map(|index| spans[*index].as_ref()).flat_map(|span| [span.start, span.end]);
        let found = positions_of(text, &ends.collect::<Vec<_>>());
        for (index, pair) in here.into_iter().zip(found.chunks_exact(2)) {
            positions[index] = Some((pair[0], pair[1]));
        }
        open = others;
    }
    // A recording may be large, and is not kept.
    for (position, place) in positions.iter_mut().zip(places) {
        if let File::Recording { line: Some(line) } = place.file {
            *position = Some(((line, 1), (line, 1)));
        }
    }
    positions
}

/// Lines and columns of byte offsets.
fn positions_of(text: &str, offsets: &[usize]) -> Vec<Position> {
    let mut order: Vec<usize> = (0..offsets.len()).collect();
    order.sort_by_key(|index| offsets[*index]);
    let mut positions = vec![(1, 1); offsets.len()];
    let (mut at, mut line, mut column) = (0, 1, 1);
    for index in order {
        let mut end = offsets[index].min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let between = text.get(at..end).unwrap_or_default();
        line += between.bytes().filter(|byte| *byte == b'\n').count();
        column = match between.rfind('\n') {
            Some(newline) => between[newline + 1..].chars().count() + 1,
            None => column + between.chars().count(),
        };
        at = at.max(end);
        positions[index] = (line, column);
    }
    positions
}

/// The word at a byte offset, or the character there.
pub(crate) fn word_at(text: &str, offset: usize) -> Range<usize> {
    let mut start = offset.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let rest = &text[start..];
    let is_inside = |each: char| each.is_alphanumeric() || matches!(each, '_' | '-');
    let word = rest.find(|each| !is_inside(each)).unwrap_or(rest.len());
    let first = rest.chars().next().filter(|first| *first != '\n').map_or(0, char::len_utf8);
    start..start + word.max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_in_any_order_of_offsets() {
        let text = "aé\n  🦀x\n";
        assert_eq!(positions_of(text, &[11, 0, 3, 6, 99]), [(2, 5), (1, 1), (1, 3), (2, 3), (3, 1)]);
    }

    #[test]
    fn a_word_ends_where_something_else_begins() {
        let of = |offset: usize| word_at("ab-c: é, {\n", offset);
        assert_eq!([of(0), of(4), of(6), of(7), of(11), of(99)], [0..4, 4..5, 6..8, 6..8, 11..11, 12..12]);
    }
}

#[cfg(test)]
mod lazy {
    use super::*;
    use crate::diag::{Code, Diagnostic, Diagnostics, render_brief, render_human, render_json};
    use std::cell::RefCell;

    /// Counts what is asked for.
    #[derive(Default)]
    struct Counted(RefCell<(usize, usize)>);

    impl Located for Counted {
        fn path(&self, _: Place<'_>) -> String {
            "api.json".to_owned()
        }

        fn text(&self, _: Place<'_>) -> Option<&str> {
            self.0.borrow_mut().1 += 1;
            Some("{\n  \"a\": 1\n}")
        }

        fn spans(&self, places: &[Place<'_>]) -> Vec<Option<Range<usize>>> {
            self.0.borrow_mut().0 += places.len();
            vec![Some(4..7); places.len()]
        }
    }

    #[test]
    fn places_are_looked_for_only_where_they_are_shown() {
        let counted = Counted::default();
        for render in [render_human, render_brief, render_json] {
            assert_eq!(render(&Diagnostics::new(), &counted), "");
        }
        assert_eq!(counted.0.take(), (0, 0), "no place is printed, so none is looked for and no line is counted");
        let one: Diagnostics = Diagnostic::new(Code::Untyped, &Pointer::root().join("a"), "any").into();
        assert!(render_human(&one, &counted).contains("api.json:2:3"));
        assert_eq!(counted.0.take().0, 1);
    }
}
