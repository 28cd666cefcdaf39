//! Blocks of Markdown as lines.

use pulldown_cmark::Alignment;

/// The lines of one block: a paragraph, a list, a block of code.
pub(super) type Block = Vec<String>;

pub(super) fn longest_run(text: &str, of: char) -> usize {
    text.split(|each| each != of).map(str::len).max().unwrap_or_default()
}

/// Inline content without its line breaks.
pub(super) fn one_line(inline: &str) -> String {
    let parts = inline.split(['\n', HARD_BREAK]).map(|part| part.trim_matches(' ')).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// Joins blocks, with or without blank lines between them.
pub(super) fn joined(blocks: Vec<Block>, is_loose: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        if is_loose && !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(block);
    }
    lines
}

pub(super) fn list(items: Vec<(String, Vec<Block>)>, is_loose: bool) -> Block {
    let mut lines = Vec::new();
    for (marker, blocks) in items {
        if is_loose && !lines.is_empty() {
            lines.push(String::new());
        }
        let indent = " ".repeat(marker.len() + 1);
        let content = joined(blocks, is_loose);
        if content.is_empty() {
            lines.push(marker.clone());
        }
        for (position, line) in content.into_iter().enumerate() {
            lines.push(match position {
                0 => format!("{marker} {line}"),
                _ if line.is_empty() => line,
                _ => format!("{indent}{line}"),
            });
        }
    }
    lines
}

pub(super) fn table(alignments: &[Alignment], rows: &[Vec<String>]) -> Block {
    let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let rule = alignments.iter().map(|alignment| match alignment {
        Alignment::None => "---",
        Alignment::Left => ":--",
        Alignment::Center => ":-:",
        Alignment::Right => "--:",
    });
    let Some((head, body)) = rows.split_first() else { return Vec::new() };
    let mut lines = vec![row(head), format!("| {} |", rule.collect::<Vec<_>>().join(" | "))];
    lines.extend(body.iter().map(|cells| row(cells)));
    lines
}

/// A hard line break. No text contains this character, because control characters have been removed.
pub(super) const HARD_BREAK: char = '\u{1}';
