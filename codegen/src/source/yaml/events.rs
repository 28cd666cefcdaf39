//! The events of a text, and where they are.

use granit_parser::{Marker, Options, Parser, StrInput};

/// The byte offset of a place in a text. The parser knows it wherever it reads from memory.
pub(super) fn offset(text: &str, marker: &Marker) -> usize {
    marker.byte_offset().unwrap_or(0).min(text.len())
}

/// A parser of a text. Comments are skipped whether or not some other crate asks the parser to keep them.
pub(super) fn parser(text: &str) -> Parser<'_, StrInput<'_>> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    Parser::new_from_str_with_options(text, options)
}
