//! The changelog section about the changes of a new description. The rest of the file stays as it is.

/// What a changelog begins with.
const HEADER: &str = "\
# Changelog

The format follows [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).

## [Unreleased]
";

/// Puts the section about the changes since a commit below `[Unreleased]`. It replaces a section about the same commit, or removes that if
/// there are no changes. `None` if the text stays the same.
///
/// # Errors
/// The section has a beginning and no end, so what to replace is unknown.
pub(crate) fn update(text: &str, commit: &str, section: Option<&str>) -> Result<Option<String>, String> {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: Vec<&str> = text.lines().collect();
    let marks = [format!("<!-- bindery: since {commit} -->"), format!("<!-- bindery: end of {commit} -->")];
    let position = |mark: &str| lines.iter().position(|line| line.trim() == mark);
    let block = section.map(|section| {
        let inner: Vec<&str> = section.trim_end().lines().collect();
        [&[marks[0].as_str(), ""], inner.as_slice(), &["", marks[1].as_str()]].concat()
    });
    let updated = match (position(&marks[0]), position(&marks[1]), block) {
        (Some(start), Some(end), block) if start < end => {
            let is_last = |index: usize| lines.get(index).is_none_or(|line| line.trim().is_empty());
            // Remove the empty line behind a removed section, too.
            let end = if block.is_none() && is_last(end + 1) { end + 2 } else { end + 1 };
            spliced(&lines, start, end.min(lines.len()), &block.unwrap_or_default(), newline)
        }
        (None, None, None) => return Ok(None),
        (None, None, Some(block)) => inserted(&lines, &block, newline),
        _ => return Err(format!("the section between `{}` and `{}` has no beginning or no end", marks[0], marks[1])),
    };
    Ok((updated != text).then_some(updated))
}

/// Replaces a range of lines.
fn spliced(lines: &[&str], start: usize, end: usize, block: &[&str], newline: &str) -> String {
    let all = lines[..start].iter().chain(block).chain(&lines[end..]);
    all.flat_map(|line| [*line, newline]).collect()
}

/// Inserts a block at the end of the unreleased changes.
fn inserted(lines: &[&str], block: &[&str], newline: &str) -> String {
    let headings = headings(lines);
    let is_unreleased = |line: &str| {
        let title = line.trim_start_matches('#').trim();
        let title = title.strip_prefix('[').and_then(|title| title.split(']').next()).unwrap_or(title);
        title.eq_ignore_ascii_case("unreleased")
    };
    let unreleased = headings.iter().position(|index| is_unreleased(lines[*index]));
    let (at, own) = match unreleased {
        Some(which) => (headings.get(which + 1).copied().unwrap_or_else(|| end_of_text(lines)), None),
        None => (headings.first().copied().unwrap_or_else(|| end_of_text(lines)), Some("## [Unreleased]")),
    };
    // One empty line on either side.
    let kept = lines[..at].iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
    let header: Vec<&str> =
        if lines.iter().all(|line| line.trim().is_empty()) { HEADER.lines().collect() } else { Vec::new() };
    let own = own.filter(|_| header.is_empty());
    let mut new: Vec<&str> = header;
    if kept > 0 {
        new.push("");
    }
    if let Some(own) = own {
        new.extend([own, ""]);
    } else if kept == 0 {
        new.push("");
    }
    new.extend(block);
    if at < lines.len() {
        new.push("");
    }
    spliced(lines, kept, at, &new, newline)
}

/// The positions of headings of the second level, outside of code.
fn headings(lines: &[&str]) -> Vec<usize> {
    let mut fence = None;
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) if line.starts_with("## ") => found.push(index),
            _ => {}
        }
    }
    found
}

/// Where the text ends, before the link definitions that are usual at the end of a changelog.
fn end_of_text(lines: &[&str]) -> usize {
    let is_definition = |line: &str| line.starts_with('[') && line.contains("]: ");
    let last = lines.iter().rposition(|line| !line.trim().is_empty() && !is_definition(line));
    let definitions = lines.iter().rposition(|line| is_definition(line));
    match (last, definitions) {
        (Some(last), Some(definition)) if definition > last => {
            lines[last + 1..].iter().position(|line| is_definition(line)).map_or(lines.len(), |at| last + 1 + at)
        }
        (None, Some(_)) => 0,
        _ => lines.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::update;

    fn written(text: &str, section: &str) -> String {
        update(text, "abc", Some(section)).expect("marks").expect("a change")
    }

    const BLOCK: &str = "<!-- bindery: since abc -->\n\nPets.\n\n### Breaking\n\n- a\n\n<!-- bindery: end of abc -->\n";
    const SECTION: &str = "Pets.\n\n### Breaking\n\n- a\n";

    #[test]
    fn a_section_is_put_below_unreleased() {
        let links = "[unreleased]: https://a.example\n[1.0.0]: https://b.example\n";
        for (name, text, expected) in [
            ("nothing", String::new(), format!("{}\n{BLOCK}", super::HEADER)),
            ("no heading", "# Log\n\nWords.\n".to_owned(), format!("# Log\n\nWords.\n\n## [Unreleased]\n\n{BLOCK}")),
            (
                "empty",
                "# Log\n\n## [Unreleased]\n\n## [1.0.0]\n- x\n".to_owned(),
                format!("# Log\n\n## [Unreleased]\n\n{BLOCK}\n## [1.0.0]\n- x\n"),
            ),
            (
                "no brackets",
                "## unreleased\n- own\n\n\n## 1.0\n".to_owned(),
                format!("## unreleased\n- own\n\n{BLOCK}\n## 1.0\n"),
            ),
            (
                "released only",
                "# Log\n\n## [1.0.0]\n".to_owned(),
                format!("# Log\n\n## [Unreleased]\n\n{BLOCK}\n## [1.0.0]\n"),
            ),
            ("no line end", "## [Unreleased]\n- own".to_owned(), format!("## [Unreleased]\n- own\n\n{BLOCK}")),
            (
                "links",
                format!("## [Unreleased]\n- own\n\n{links}"),
                format!("## [Unreleased]\n- own\n\n{BLOCK}\n{links}"),
            ),
            (
                "code",
                "## [Unreleased]\n```\n## no\n```\n".to_owned(),
                format!("## [Unreleased]\n```\n## no\n```\n\n{BLOCK}"),
            ),
        ] {
            let once = written(&text, SECTION);
            assert_eq!(once, expected, "{name}");
            assert_eq!(update(&once, "abc", Some(SECTION)).expect("marks"), None, "{name}, again");
        }
    }

    #[test]
    fn a_section_about_the_same_commit_is_replaced() {
        let text = "# Log\n\n## [Unreleased]\n\n- own\n\n## [1.0.0]\n\n- old\n";
        let once = written(text, SECTION);
        let twice = written(&once, "Other.\n");
        assert_eq!(twice, once.replace("Pets.\n\n### Breaking\n\n- a", "Other."));
        // Without changes, the section is removed, and nothing else.
        assert_eq!(update(&twice, "abc", None).expect("marks").as_deref(), Some(text));
        assert_eq!(update(text, "abc", None).expect("marks"), None);
        let both = update(&once, "def", Some("Later.\n")).expect("marks").expect("a change");
        assert!(
            both.find("since abc") < both.find("since def") && both.find("since def") < both.find("[1.0.0]"),
            "{both}"
        );
    }

    #[test]
    fn line_endings_are_kept() {
        let once = written("## [Unreleased]\r\n- own\r\n", SECTION);
        assert_eq!(once, format!("## [Unreleased]\n- own\n\n{BLOCK}").replace('\n', "\r\n"));
    }

    #[test]
    fn a_section_without_an_end_is_left_alone() {
        let text = "## [Unreleased]\n<!-- bindery: since abc -->\nwords\n";
        assert!(update(text, "abc", Some(SECTION)).is_err());
    }
}
