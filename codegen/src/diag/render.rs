//! Prints diagnostics for people and for programs.

use super::finding::{Detail, Finding, findings};
use super::{Diagnostic, Diagnostics, Located, Place, Position, positions};
use crate::text::Line;
use serde_json::{Value, json};
use std::fmt::Write;

/// All diagnostics as text, one paragraph each.
pub fn render_human(diagnostics: &Diagnostics, located: &dyn Located) -> String {
    render(&findings(diagnostics, Detail::Full), located)
}

/// Like [`render_human`], but with one paragraph for each cause, and for many notes of one code.
pub fn render_brief(diagnostics: &Diagnostics, located: &dyn Located) -> String {
    render(&findings(diagnostics, Detail::Brief), located)
}

fn render(findings: &[Finding<'_>], located: &dyn Located) -> String {
    let places = |finding: &Finding<'_>| -> usize { 1 + finding.first.related.len() + finding.listed().len() };
    let all: Vec<Place<'_>> = findings
        .iter()
        .flat_map(|finding| finding.first.places().chain(finding.listed().iter().map(|other| other.place())))
        .collect();
    let mut written = all
        .iter()
        .zip(positions(located, &all))
        .map(|(place, found)| written(*place, found.map(|(start, _)| start), located));
    let mut out = String::new();
    for finding in findings {
        paragraph(finding, &mut written.by_ref().take(places(finding)), &mut out);
    }
    out
}

/// A finding, with its place, the related ones, and the others that are listed.
fn paragraph(finding: &Finding<'_>, places: &mut dyn Iterator<Item = String>, out: &mut String) {
    let Diagnostic { code, severity, related, expected, .. } = finding.first;
    let _ = writeln!(out, "{}[{}]: {}", severity.word(), code.number(), Line::new(finding.message()));
    for (count, message) in finding.counted() {
        let _ = writeln!(out, "{count:>6} {}", Line::new(message));
    }
    let _ = writeln!(out, "  --> {}", places.next().unwrap_or_default());
    if let (Some(expected), true) = (expected, finding.messages.is_empty()) {
        let _ = writeln!(out, "  expected: {}", Line::new(expected.as_str()));
    }
    for other in related {
        let _ = writeln!(out, "  ::: {}: {}", places.next().unwrap_or_default(), Line::new(other.label.as_str()));
    }
    for place in places {
        let _ = writeln!(out, "  and {place}");
    }
    if let Some(rest) = finding.rest() {
        let _ = writeln!(out, "  {rest}");
    }
    if let Some(denied) = finding.denied() {
        let _ = writeln!(out, "  note: {denied}");
    }
    let _ = writeln!(out, "  help: {}", code.remedy());
}

/// A place with its line, column and pointer, if known.
fn written(place: Place<'_>, position: Option<Position>, located: &dyn Located) -> String {
    let path = Line::new(located.path(place));
    let file = position.map_or_else(|| path.to_string(), |(row, column)| format!("{path}:{row}:{column}"));
    if place.pointer.text().is_empty() { file } else { format!("{file} ({})", Line::new(place.pointer.to_string())) }
}

/// All diagnostics as JSON, one object per line.
pub fn render_json(diagnostics: &Diagnostics, located: &dyn Located) -> String {
    let mut out = String::new();
    let places: Vec<Place<'_>> = diagnostics.iter().flat_map(Diagnostic::places).collect();
    let mut positions = positions(located, &places).into_iter();
    for diagnostic in diagnostics {
        let found = positions.next().flatten();
        let related: Vec<Value> = diagnostic
            .places()
            .skip(1)
            .zip(&diagnostic.related)
            .map(|(place, other)| {
                let found = positions.next().flatten();
                json!({
                    "file": located.path(place),
                    "line": found.map(|((line, _), _)| line),
                    "column": found.map(|((_, column), _)| column),
                    "pointer": place.pointer.to_string(),
                    "message": other.label,
                })
            })
            .collect();
        let line = json!({
            "code": diagnostic.code.number(),
            "severity": diagnostic.severity.word(),
            "file": located.path(diagnostic.place()),
            "line": found.map(|((line, _), _)| line),
            "column": found.map(|((_, column), _)| column),
            "end_line": found.map(|(_, (line, _))| line),
            "end_column": found.map(|(_, (_, column))| column),
            "pointer": diagnostic.pointer.to_string(),
            "message": diagnostic.message,
            "expected": diagnostic.expected,
            "help": diagnostic.code.remedy(),
            "related": related,
        });
        let _ = writeln!(out, "{line}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, LintLevels, Pointer, Severity};

    struct Nowhere;

    impl Located for Nowhere {
        fn path(&self, _: Place<'_>) -> String {
            "api.json".to_owned()
        }

        fn text(&self, _: Place<'_>) -> Option<&str> {
            None
        }

        fn spans(&self, places: &[Place<'_>]) -> Vec<Option<std::ops::Range<usize>>> {
            vec![None; places.len()]
        }
    }

    /// A warning and this many notes.
    fn diagnostics(notes: usize) -> Diagnostics {
        let at = |index: usize| Pointer::root().join("a").join(index);
        let reason = |index: usize| if index == 0 { "rare" } else { "frequent" };
        let mut diagnostics: Diagnostics =
            (0..notes).map(|index| Diagnostic::new(Code::Untyped, &at(index), reason(index))).collect();
        diagnostics.push(Diagnostic::new(Code::Conflict, &Pointer::root(), "they differ"));
        diagnostics
    }

    #[test]
    fn text_from_the_description_cannot_break_the_line() {
        let pointer = Pointer::root().join("a\u{1b}[2J\nerror[B0102]: b");
        let found: Diagnostics = Diagnostic::new(Code::Conflict, &pointer, "x\r\n\u{9b}31my\u{202e}").into();
        let text = render_human(&found, &Nowhere);
        assert!(text.starts_with("warning[B0303]: x 31my\n  --> api.json (#/a [2J error[B0102]: b)\n"), "{text}");
    }

    #[test]
    fn few_notes_are_printed_in_full_and_many_are_summarized() {
        assert_eq!(render_brief(&diagnostics(2), &Nowhere), render_human(&diagnostics(2), &Nowhere));
        let brief = render_brief(&diagnostics(100), &Nowhere);
        assert!(brief.starts_with("warning[B0303]: they differ\n"), "{brief}");
        assert!(
            brief.contains("note[B0302]: in 100 places\n    99 frequent\n     1 rare\n  --> api.json (#/a/0)\n"),
            "{brief}"
        );
        assert!(brief.lines().count() < 10, "{brief}");
    }

    #[test]
    fn a_denied_diagnostic_is_an_error_and_says_so() {
        let denied =
            diagnostics(100).weighed(&LintLevels { denied: "B0302".parse().expect("a code"), ..LintLevels::default() });
        assert_eq!((denied.count(Severity::Error), denied.count(Severity::Warning)), (100, 1));
        let brief = render_brief(&denied, &Nowhere);
        assert!(
            brief.contains("error[B0302]: rare") && brief.contains("note: denied in this run; a note by default"),
            "{brief}"
        );
        assert!(brief.contains("error[B0302]: frequent\n  --> api.json (#/a/1)\n  and api.json (#/a/2)\n"), "{brief}");
        assert!(brief.contains("  and in 94 more places; --verbose lists them\n"), "{brief}");
        assert_eq!(render_json(&denied, &Nowhere).matches(r#""severity":"error""#).count(), 100);
    }

    #[test]
    fn an_allowed_diagnostic_is_not_reported() {
        let levels = LintLevels { allowed: "B0302".parse().expect("a code"), ..LintLevels::default() };
        let brief = render_brief(&diagnostics(100).weighed(&levels), &Nowhere);
        assert!(brief.starts_with("warning[B0303]") && !brief.contains("B0302"), "{brief}");
    }
}
