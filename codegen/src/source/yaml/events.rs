//! The events of the YAML parser and their offsets.

use granit_parser::{Marker, Options, Parser, StrInput};

/// The byte offset of a position. The parser always knows it when it reads from memory.
pub(super) fn offset(text: &str, marker: &Marker) -> usize {
    marker.byte_offset().unwrap_or(0).min(text.len())
}

/// Creates a parser. Comments are skipped whether or not another crate enables them in the parser.
pub(super) fn parser(text: &str) -> Parser<'_, StrInput<'_>> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    Parser::new_from_str_with_options(text, options)
}
