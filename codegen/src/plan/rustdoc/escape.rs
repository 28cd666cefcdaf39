//! Escapes literal text in Markdown.

use super::links;
use crate::text::is_unfit;

/// The position of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// At the start of a line, where some characters begin a block.
    Line,
    /// In a cell of a table.
    Cell,
    /// After something else.
    Within,
}

/// Adds a text, escaping what Markdown would interpret. URLs become links where possible.
pub(super) fn text(text: &str, start: Start, has_addresses: bool, has_tildes: bool, out: &mut String) {
    let fit: String = text.chars().map(|each| if is_unfit(each) { ' ' } else { each }).collect();
    let mut rest = fit.as_str();
    let mut before = out.chars().next_back().filter(|_| start == Start::Within);
    if start == Start::Line {
        rest = rest.trim_start_matches([' ', '\t', '\n']);
        rest = line_start(rest, out);
    }
    while let Some(next) = rest.chars().next() {
        if next == 'h' && has_addresses {
            let taken = links::address(rest, out);
            if taken > 0 {
                rest = &rest[taken..];
                before = Some('>');
                continue;
            }
        }
        let behind = &rest[next.len_utf8()..];
        if is_special(next, before, behind, start, has_tildes) {
            out.push('\\');
        }
        out.push(next);
        before = Some(next);
        rest = behind;
    }
}

fn is_special(each: char, before: Option<char>, behind: &str, start: Start, has_tildes: bool) -> bool {
    let after = behind.chars().next();
    let is_space = |each: Option<char>| each.is_none_or(char::is_whitespace);
    let is_word = |each: Option<char>| each.is_some_and(char::is_alphanumeric);
    match each {
        '`' | '<' | '>' | '[' | ']' => true,
        '\\' => after.is_none_or(|after| after.is_ascii_punctuation() || after.is_control()),
        // Something may follow the end of a piece.
        '*' => !(before.is_some_and(char::is_whitespace) && after.is_some() && is_space(after)),
        '_' => !(is_word(before) && is_word(after)),
        '~' => has_tildes,
        '|' => start == Start::Cell,
        '&' => after.is_some_and(|after| after.is_alphabetic() || after == '#') && behind.contains(';'),
        _ => false,
    }
}

/// Adds the start of a line, escaping what would begin a block there, and returns the rest.
fn line_start<'t>(text: &'t str, out: &mut String) -> &'t str {
    let Some(first) = text.chars().next() else { return text };
    let digits = text.len() - text.trim_start_matches(|each: char| each.is_ascii_digit()).len();
    if digits > 0 {
        let behind = &text[digits..];
        let is_marker = behind.starts_with(['.', ')']) && ends_marker(&behind[1..]);
        if is_marker && digits < 10 {
            out.push_str(&text[..digits]);
            out.push('\\');
            out.push_str(&behind[..1]);
            return &behind[1..];
        }
        return text;
    }
    let behind = &text[first.len_utf8()..];
    let begins = match first {
        '#' => ends_marker(text.trim_start_matches('#')),
        '-' => ends_marker(behind) || behind.starts_with(['-', ':', '|']),
        '+' => ends_marker(behind),
        '=' | '|' => true,
        ':' => behind.starts_with(['-', ':']),
        _ => false,
    };
    if !begins {
        return text;
    }
    out.push('\\');
    out.push(first);
    behind
}

fn ends_marker(behind: &str) -> bool {
    behind.chars().next().is_none_or(char::is_whitespace)
}

/// The text as paragraphs in which every character is literal.
pub(super) fn everything(text: &str) -> Vec<String> {
    let line = |line: &str| {
        let mut out = String::with_capacity(line.len() * 2);
        for each in line.trim().chars() {
            if each.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(if is_unfit(each) { ' ' } else { each });
        }
        out
    };
    text.lines().map(line).collect()
}
