//! Cuts excerpts from a text: the lines with a diagnostic, made safe and short enough for a terminal.

use bindery::text::is_unfit;
use std::collections::HashMap;
use std::ops::Range;

/// How many characters of a line are kept on each side of the start of a span: more than any terminal shows. A text may be one line of many
/// megabytes.
const KEPT: usize = 240;
/// How many lines around a span are kept, so that the lines between close spans are shown.
const AROUND: usize = 2;
/// The maximum distance of spans in one excerpt.
const FARTHEST: usize = 2_000;

/// Lines of a text with spans in them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The number of the first line, from 1.
    pub(super) first: usize,
    /// The lines.
    pub(super) source: String,
    /// The spans in these lines, in bytes, in the requested order.
    pub(super) spans: Vec<Range<usize>>,
}

/// Texts with the offsets of their lines, which are computed once for each text.
#[derive(Default)]
pub(super) struct Lines(HashMap<(usize, usize), Vec<usize>>);

impl Lines {
    /// The offsets at which the lines of a text begin.
    fn of(&mut self, text: &str) -> &[usize] {
        self.0.entry((text.as_ptr().addr(), text.len())).or_insert_with(|| {
            let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
        })
    }

    /// Whether two spans of a text are close enough for one excerpt.
    pub(super) fn are_close(&mut self, text: &str, one: &Range<usize>, other: &Range<usize>) -> bool {
        let starts = self.of(text);
        line_of(starts, one.start).abs_diff(line_of(starts, other.start)) <= FARTHEST
    }

    /// The excerpt of a text with these spans, each cut at the end of its first line.
    pub(super) fn excerpt(&mut self, text: &str, spans: &[Range<usize>]) -> Excerpt {
        let starts = self.of(text);
        let lines: Vec<usize> = spans.iter().map(|span| line_of(starts, span.start)).collect();
        let (first, last) = (lines.iter().min().copied().unwrap_or(0), lines.iter().max().copied().unwrap_or(0));
        let mut shown = vec![0..0; spans.len()];
        let mut source = String::new();
        for line in first..=last {
            let start = starts.get(line).copied().unwrap_or(text.len());
            let end = starts.get(line + 1).map_or(text.len(), |next| next - 1).max(start);
            let content = text.get(start..end).unwrap_or_default();
            let content = content.strip_suffix('\r').unwrap_or(content);
            let here: Vec<usize> = (0..spans.len()).filter(|index| lines[*index] == line).collect();
            let inside: Vec<Range<usize>> = here.iter().map(|index| clipped(&spans[*index], start, content)).collect();
            if !here.is_empty() || lines.iter().any(|other| other.abs_diff(line) <= AROUND) {
                let offset = source.len();
                let (cut, inside) = cut(content, &inside);
                source.push_str(&cut);
                for (index, span) in here.into_iter().zip(inside) {
                    shown[index] = span.start + offset..span.end + offset;
                }
            }
            source.push('\n');
        }
        Excerpt { first: first + 1, source, spans: shown }
    }
}

/// The index of the line of an offset.
fn line_of(starts: &[usize], offset: usize) -> usize {
    starts.partition_point(|start| *start <= offset).saturating_sub(1)
}

/// The part of a span that lies in the line that begins at `start`.
fn clipped(span: &Range<usize>, start: usize, line: &str) -> Range<usize> {
    let inside = |offset: usize| {
        let mut offset = offset.saturating_sub(start).min(line.len());
        while !line.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    inside(span.start)..inside(span.end)
}

/// The characters of a line around its spans, without control characters. The returned spans refer to the result.
fn cut(line: &str, spans: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    let from = spans.iter().map(|span| span.start).min().unwrap_or(0);
    let before = line[..from].char_indices().rev().take(KEPT).last().map_or(from, |(at, _)| at);
    let until = line[from..].char_indices().nth(KEPT).map_or(line.len(), |(at, _)| from + at);
    let mut out = String::new();
    if before > 0 {
        out.push('…');
    }
    let mut shown = vec![0..0; spans.len()];
    let mut mark = |at: usize, length: usize| {
        for (span, shown) in spans.iter().zip(&mut shown) {
            if at <= span.start {
                shown.start = length;
            }
            if at <= span.end {
                shown.end = length;
            }
        }
    };
    for (at, each) in line[before..until].char_indices() {
        mark(before + at, out.len());
        match each {
            '\t' => out.push_str("    "),
            each if is_unfit(each) => out.push(char::REPLACEMENT_CHARACTER),
            each => out.push(each),
        }
    }
    mark(until, out.len());
    for (span, shown) in spans.iter().zip(&mut shown) {
        if span.end > until {
            shown.end = out.len();
        }
        shown.start = shown.start.min(shown.end);
    }
    if until < line.len() {
        out.push('…');
    }
    (out, shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that are shown, and the marked parts.
    fn shown(text: &str, spans: &[&str]) -> (usize, String, Vec<String>) {
        let found = |span: &&str| text.find(span).map(|at| at..at + span.len()).expect("in the text");
        let spans: Vec<Range<usize>> = spans.iter().map(found).collect();
        let excerpt = Lines::default().excerpt(text, &spans);
        let marked = excerpt.spans.iter().map(|span| excerpt.source[span.clone()].to_owned()).collect();
        (excerpt.first, excerpt.source, marked)
    }

    #[test]
    fn a_line_is_safe_to_show() {
        let (first, source, marked) = shown("a\n\t\u{1b}[2J{é: \u{202e}x🦀y}\r\nb", &["x🦀"]);
        assert_eq!((first, source.as_str()), (2, "    \u{fffd}[2J{é: \u{fffd}x🦀y}\n"));
        assert_eq!(marked, ["x🦀"]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_span() {
        let text = format!("{{{}\"name\": 1, {}}}", "\"é\": 2, ".repeat(100_000), "\"b\": 3, ".repeat(100_000));
        let (_, source, marked) = shown(&text, &["\"name\""]);
        assert!(source.chars().count() < 2 * KEPT + 10, "{}", source.chars().count());
        assert!(source.starts_with('…') && source.ends_with("…\n"), "{source}");
        assert_eq!(marked, ["\"name\""]);
        let long = format!("\"{}\"", "x".repeat(100_000));
        let (_, source, marked) = shown(&long, &[&long]);
        assert!(source.len() < 300 && marked[0].len() == KEPT, "{source}");
    }

    #[test]
    fn several_spans_share_an_excerpt() {
        let text = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: |\n  7\n  8\n";
        let (first, source, marked) = shown(text, &["|\n  7", "a"]);
        assert_eq!((first, source.lines().count()), (1, 7));
        assert_eq!(source.lines().nth(3), Some(""), "no one looks at it");
        assert_eq!(marked, ["|", "a"]);
    }

    #[test]
    fn an_offset_behind_the_text_is_at_its_end() {
        for text in ["", "a", "a\n", "é"] {
            let excerpt = Lines::default().excerpt(text, std::slice::from_ref(&(99..120)));
            assert!(excerpt.spans[0].end <= excerpt.source.len(), "{text:?}: {excerpt:?}");
        }
    }
}
