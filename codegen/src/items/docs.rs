//! Prose of a description as rustdoc.

/// Making any text safe as rustdoc: no code that runs as a test, no broken links, no HTML.
pub mod rustdoc {
    use crate::resolve::KeyNames;

    /// The longest prose that is taken over; the rest is for the description's own readers.
    const LONGEST: usize = 8_000;

    /// The most keys of a map that are named.
    const MOST_KEYS: usize = 20;

    /// The text as lines of rustdoc. Code blocks are kept as text, so that nothing in them is ever compiled or run.
    pub fn lines(text: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let mut fence: Option<String> = None;
        let text = truncated(text);
        for raw in text.lines() {
            let line: String = raw
                .chars()
                .map(|each| if each == '\t' { ' ' } else { each })
                .filter(|each| !each.is_control())
                .collect();
            let line = line.trim_end();
            let marker = fence_marker(line);
            match (&fence, marker) {
                (None, Some(marker)) => {
                    out.push(format!("{marker}text"));
                    fence = Some(marker);
                }
                (Some(open), Some(marker)) if marker.starts_with(open.as_str()) => {
                    out.push(marker);
                    fence = None;
                }
                (Some(_), _) => out.push(line.to_owned()),
                (None, None) => out.push(self::line(line)),
            }
        }
        if let Some(marker) = fence {
            out.push(marker);
        }
        while out.last().is_some_and(String::is_empty) {
            out.pop();
        }
        let first = out.iter().position(|line| !line.is_empty()).unwrap_or(out.len());
        out.split_off(first)
    }

    /// A summary and the text below it. Many descriptions begin the text with the summary; it is not said twice.
    pub fn prose(summary: Option<&str>, text: Option<&str>) -> Vec<String> {
        let text = text.map(str::trim).unwrap_or_default();
        let Some(summary) = summary.map(str::trim).filter(|summary| !summary.is_empty()) else { return lines(text) };
        let mut docs = lines(summary);
        if let Some(last) = docs.last_mut().filter(|last| !last.ends_with(['.', '!', '?', '`'])) {
            last.push('.');
        }
        let after = text
            .strip_prefix(summary.trim_end_matches('.'))
            .filter(|rest| rest.chars().next().is_none_or(|next| next == '.' || next.is_whitespace()));
        let rest = lines(after.map_or(text, |rest| rest.trim_start_matches('.').trim_start()));
        if !rest.is_empty() {
            docs.push(String::new());
            docs.extend(rest);
        }
        docs
    }

    /// The first paragraph of a text in one line, for a list.
    pub fn first_paragraph(text: &str) -> String {
        let lines = lines(text);
        let paragraph = lines.iter().take_while(|line| !line.is_empty() && fence_marker(line).is_none());
        let trimmed: Vec<&str> = paragraph.map(|line| line.trim()).collect();
        trimmed.join(" ")
    }

    /// What the keys of a map are, in a sentence.
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

    /// The backticks or tildes that open or close a code block.
    fn fence_marker(line: &str) -> Option<String> {
        let line = line.trim_start();
        let mark = line.chars().next().filter(|first| matches!(first, '`' | '~'))?;
        let length = line.chars().take_while(|each| *each == mark).count();
        (length >= 3).then(|| mark.to_string().repeat(length))
    }

    /// One line of prose. An indented line would be a code block, so it is not indented; brackets that are no link,
    /// angle brackets and bare addresses are escaped.
    pub fn line(line: &str) -> String {
        let mut out = String::with_capacity(line.len() + 8);
        let mut rest = line.trim_start();
        let indent = (line.len() - rest.len()).min(3);
        if rest.starts_with(['-', '*', '+']) || rest.starts_with(|first: char| first.is_ascii_digit()) {
            out.push_str(&" ".repeat(indent));
        }
        while let Some(next) = rest.chars().next() {
            let taken = match next {
                '`' => code_span(rest, &mut out),
                '[' => link(rest, &mut out),
                'h' => address(rest, &mut out),
                _ => 0,
            };
            if taken > 0 {
                rest = &rest[taken..];
                continue;
            }
            if matches!(next, '<' | '>' | '[' | ']' | '`') {
                out.push('\\');
            }
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
        out
    }

    /// Copies `code` and returns its length; 0 when the backtick is alone.
    fn code_span(text: &str, out: &mut String) -> usize {
        let ticks = text.len() - text.trim_start_matches('`').len();
        let marker = &text[..ticks];
        match text[ticks..].find(marker) {
            Some(length) if length > 0 => {
                let end = ticks + length + ticks;
                out.push_str(&text[..end]);
                end
            }
            _ => 0,
        }
    }

    /// Copies a link with an absolute address; 0 when it is none.
    fn link(text: &str, out: &mut String) -> usize {
        let Some(middle) = text.find("](") else { return 0 };
        let label = &text[1..middle];
        if label.contains(['[', ']', '<', '`']) {
            return 0;
        }
        let Some(length) = text[middle..].find(')') else { return 0 };
        let target = &text[middle + 2..middle + length];
        if !(target.starts_with("https://") || target.starts_with("http://")) || target.contains([' ', '<', '(']) {
            return 0;
        }
        out.push_str(&format!("[{}]({target})", label.replace('<', "\\<").replace('>', "\\>")));
        middle + length + 1
    }

    /// Copies a bare address in angle brackets; 0 when it is none.
    fn address(text: &str, out: &mut String) -> usize {
        if !(text.starts_with("https://") || text.starts_with("http://")) {
            return 0;
        }
        let end =
            text.find(|each: char| each.is_whitespace() || "<>()[]{}`\"'|\\^*".contains(each)).unwrap_or(text.len());
        let address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        if address.ends_with("//") {
            return 0;
        }
        out.push_str(&format!("<{address}>"));
        address.len()
    }

    /// Text for between backticks.
    pub fn code(text: &str) -> String {
        let shown: String =
            text.chars().map(|each| if each.is_control() || each == '`' { ' ' } else { each }).take(200).collect();
        let shown = shown.trim().to_owned();
        if shown.is_empty() { " ".to_owned() } else { shown }
    }

    /// The example of a place as a sentence, when it is short enough to be shown whole and says more than the default.
    pub fn example(docs: &crate::api::Docs) -> Option<String> {
        const LONGEST: usize = 80;
        let example = docs.example.as_ref().filter(|example| docs.default.as_ref() != Some(*example))?;
        let text = crate::dialect::plain_text(example);
        let is_plain = !text.trim().is_empty() && text.chars().count() <= LONGEST && !text.contains(['`', '\n']);
        is_plain.then(|| format!("Example: `{}`.", code(&text)))
    }

    /// Adds a paragraph.
    pub fn paragraph(docs: &mut Vec<String>, text: &str) {
        if !docs.is_empty() {
            docs.push(String::new());
        }
        docs.push(text.to_owned());
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn code_blocks_never_run() {
            let docs = lines("Try:\n```rust\nstd::process::exit(1)\n```\nDone.\n```json\n{}");
            assert_eq!(docs, ["Try:", "```text", "std::process::exit(1)", "```", "Done.", "```text", "{}", "```"]);
            assert_eq!(lines("    indented();"), ["indented();"]);
        }

        #[test]
        fn a_summary_is_not_said_twice() {
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
            assert_eq!(line("[x](javascript:1)"), "\\[x\\](javascript:1)");
            assert_eq!(line("lone ` tick"), "lone \\` tick");
        }
    }
}
