//! Converts prose of a description to safe rustdoc, without doctests, broken links and HTML.

mod escape;
mod links;
mod markdown;

use crate::resolve::KeyNames;
use crate::text::{Line, is_unfit};
use std::borrow::Cow;

/// The maximum length of prose; the rest is cut.
const LONGEST: usize = 8_000;

/// The maximum number of keys of a map that are listed.
const MOST_KEYS: usize = 20;

/// The text as lines of rustdoc. Code blocks are plain text, so that nothing in them is ever compiled or run.
pub fn lines(text: &str) -> Vec<Line> {
    let text = truncated(text);
    match plain(text) {
        Some(lines) => lines.into_iter().map(Line::from).collect(),
        None => markdown::written(text).into_iter().map(Line::from).collect(),
    }
}

/// The lines of a text that is only paragraphs of words, like most texts, and therefore need not be parsed as Markdown. `None` for any
/// other text.
fn plain(text: &str) -> Option<Vec<&str>> {
    if text.contains("://") || !text.is_ascii() && text.contains(|each: char| each != '\n' && is_unfit(each)) {
        return None;
    }
    let mut lines: Vec<&str> = Vec::new();
    for raw in text.split('\n') {
        let line = raw.trim_start_matches(' ');
        let begins_block = line.starts_with(['-', '+', '=', '#', ':', '|'])
            || line.trim_start_matches(|each: char| each.is_ascii_digit()).starts_with(['.', ')']);
        if raw.len() - line.len() > 3 || line.ends_with("  ") || begins_block || !is_plain(line) {
            return None;
        }
        let line = line.trim_end_matches(' ');
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    Some(lines)
}

fn is_plain(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_word = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'\\' | b'`' | b'*' | b'[' | b']' | b'<' | b'>' | b'&' | b'~' | b'|' => false,
        b'_' => is_word(at.checked_sub(1)) && is_word(Some(at + 1)),
        byte => !byte.is_ascii_control(),
    })
}

/// A summary and the description below it. Many descriptions begin with the summary, which is not repeated.
pub fn prose(summary: Option<&str>, text: Option<&str>) -> Vec<Line> {
    let text = text.map(str::trim_ascii_end).unwrap_or_default();
    let Some(summary) = summary.map(str::trim).filter(|summary| !summary.is_empty()) else { return lines(text) };
    let mut docs = lines(summary);
    if let Some(last) = docs.last_mut().filter(|last| last.ends_with(|end: char| end.is_alphanumeric() || end == ')')) {
        *last = Line::new(format!("{last}."));
    }
    let after = text
        .trim_ascii_start()
        .strip_prefix(summary.trim_end_matches('.'))
        .filter(|rest| rest.chars().next().is_none_or(|next| next == '.' || next.is_whitespace()));
    let rest = lines(after.map_or(text, |rest| rest.trim_start_matches('.').trim_start()));
    if !rest.is_empty() {
        docs.push(Line::default());
        docs.extend(rest);
    }
    docs
}

/// The first paragraph of a text in one line, for a list.
pub fn first_paragraph(text: &str) -> String {
    let text = truncated(text);
    match plain(text) {
        Some(lines) => lines
            .into_iter()
            .skip_while(|line| line.is_empty())
            .take_while(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        None => markdown::first_paragraph(text),
    }
}

/// A list item: its label, and a text with all its paragraphs, lists and tables.
pub fn item(about: &str, text: &str) -> Vec<Line> {
    let first = first_paragraph(text);
    let lines = lines(text);
    let is_heading = lines.len() == 1 && lines[0].starts_with('#');
    if is_heading || lines.iter().map(|line| &**line).collect::<Vec<_>>().join(" ") == first {
        return vec![Line::new(format!("* {about} {first}").trim_end())];
    }
    let mut docs = vec![Line::new(format!("* {about}"))];
    let mut rest = lines.into_iter();
    match rest.next() {
        Some(line) if begins_block(&line) => docs.extend([Line::default(), nested(&line)]),
        Some(line) => docs = vec![Line::new(format!("* {about} {line}"))],
        None => {}
    }
    docs.extend(rest.map(|line| nested(&line)));
    docs
}

/// Whether a line of Markdown begins something other than a paragraph.
fn begins_block(line: &str) -> bool {
    let after_number = line.trim_start_matches(|each: char| each.is_ascii_digit());
    let is_numbered = after_number.len() < line.len() && after_number.starts_with(['.', ')']);
    let is_listed = ["-", "+", "*"].into_iter().any(|marker| line == marker || line.starts_with(&format!("{marker} ")));
    is_numbered || is_listed || line.starts_with(['#', '>', '|']) || line.starts_with("```") || line == "___"
}

/// A line inside of a list item.
fn nested(line: &str) -> Line {
    if line.is_empty() { Line::default() } else { Line::new(format!("  {line}")) }
}

/// The keys of a map in a sentence.
pub fn keys(keys: &KeyNames) -> Option<String> {
    let shown: Vec<String> = keys.values.iter().take(MOST_KEYS).map(|key| format!("`{}`", code(key))).collect();
    let listed = shown.join(", ");
    match (keys.values.len().saturating_sub(shown.len()), &keys.pattern) {
        (0, Some(pattern)) if listed.is_empty() => Some(format!("Keys match `{}`.", code(pattern))),
        (0, _) if listed.is_empty() => None,
        (0, _) => Some(format!("Keys: {listed}.")),
        (more, _) => Some(format!("Keys: {listed} and {more} more.")),
    }
}

fn truncated(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A text such as a title, in one line.
pub fn line(text: &str) -> String {
    let text = one_line(truncated(text));
    let mut lines = lines(&text);
    match (lines.pop(), lines.is_empty()) {
        (Some(line), true) => line.into_string(),
        // Outside of paragraphs, every character is literal.
        _ => escape::everything(&text).join(" "),
    }
}

/// All words of a text, separated by single spaces.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(|each: char| each.is_whitespace() && each != ' ' || is_unfit(each)) && !text.contains("  ") {
        return Cow::Borrowed(text.trim());
    }
    let line = Line::new(text).into_string();
    Cow::Owned(line.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text for use between backticks.
pub fn code(text: &str) -> String {
    let text: String = text.chars().take(200).map(|each| if each == '`' { ' ' } else { each }).collect();
    let shown = Line::new(text).into_string();
    let shown = shown.trim();
    if shown.is_empty() { " ".to_owned() } else { shown.to_owned() }
}

/// The example of a place as a sentence, if it is short enough to be shown whole and differs from the default.
pub fn example(docs: &crate::api::Docs) -> Option<String> {
    const LONGEST: usize = 80;
    let example = docs.example.as_ref().filter(|example| docs.default.as_ref() != Some(*example))?;
    let text = crate::dialect::plain_text(example);
    let is_plain = !text.trim().is_empty() && text.chars().count() <= LONGEST && !text.contains(['`', '\n']);
    is_plain.then(|| format!("Example: `{}`.", code(&text)))
}

/// Adds a paragraph.
pub fn paragraph(docs: &mut Vec<Line>, text: &str) {
    if !docs.is_empty() {
        docs.push(Line::default());
    }
    docs.push(Line::new(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_blocks_never_run() {
        let docs = lines("Try:\n```rust\nstd::process::exit(1)\n```\nDone.\n```json\n{}");
        assert_eq!(
            docs,
            ["Try:", "", "```text", "std::process::exit(1)", "```", "", "Done.", "", "```text", "{}", "```"]
        );
        assert_eq!(lines("    indented();"), ["```text", "indented();", "```"]);
    }

    #[test]
    fn a_summary_is_not_repeated() {
        assert_eq!(prose(Some("Get it"), Some("Get it. Then go.")), ["Get it.", "", "Then go."]);
        assert_eq!(prose(Some("Get it."), Some("Get it")), ["Get it."]);
        assert_eq!(prose(Some("Get"), Some("Gets it.")), ["Get.", "", "Gets it."]);
        assert_eq!(prose(None, Some(" Gets it.\n")), ["Gets it."]);
        assert_eq!(prose(Some(" "), None), [""; 0]);
    }

    #[test]
    fn the_first_paragraph_fits_into_a_list() {
        assert_eq!(first_paragraph("\n One\n  two [x].\n\nThree."), "One two \\[x\\].");
        assert_eq!(first_paragraph("See\n```\ncode\n```"), "See");
        assert_eq!(first_paragraph(""), "");
    }

    #[test]
    fn an_item_keeps_the_structure_of_its_text() {
        for (text, expected) in [
            ("Not\nfound.", vec!["* `404` Not found."]),
            ("", vec!["* `404`"]),
            ("# Gone", vec!["* `404` Gone"]),
            ("One of:\n- a\n  - b\n- c", vec!["* `404` One of:", "", "  - a", "    - b", "  - c"]),
            ("- a\n- b", vec!["* `404`", "", "  - a", "  - b"]),
            ("One.\n\nTwo\nlines.", vec!["* `404` One.", "", "  Two", "  lines."]),
            ("```\na\n\nb\n```", vec!["* `404`", "", "  ```text", "  a", "", "  b", "  ```"]),
            ("1. a\n2. b\n\nEnd.", vec!["* `404`", "", "  1. a", "  2. b", "", "  End."]),
        ] {
            assert_eq!(item("`404`", text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_short_example_is_shown_unless_it_is_the_default() {
        let docs = |example: serde_json::Value, default: Option<serde_json::Value>| crate::api::Docs {
            example: Some(example),
            default,
            ..crate::api::Docs::default()
        };
        let shown = |example, default| super::example(&docs(example, default));
        assert_eq!(shown("a@b.c".into(), None).as_deref(), Some("Example: `a@b.c`."));
        assert_eq!(shown(serde_json::json!([1, 2]), None).as_deref(), Some("Example: `[1,2]`."));
        assert_eq!(shown(5.into(), Some(5.into())), None);
        assert_eq!(shown("x".repeat(81).into(), None), None);
    }

    #[test]
    fn links_brackets_and_addresses_are_made_safe() {
        assert_eq!(line("see [here](https://a.b/c) or [there]"), "see [here](https://a.b/c) or \\[there\\]");
        assert_eq!(line("at https://a.b/c."), "at <https://a.b/c>.");
        assert_eq!(line("a Vec<String> and `Vec<String>`"), "a Vec\\<String\\> and `Vec<String>`");
        assert_eq!(line("[x](javascript:1)"), "x");
        assert_eq!(line("lone ` tick"), "lone \\` tick");
    }
}
