//! Diagnostics for people and for programs.

use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::text::Line;
use indexmap::IndexMap;
use serde_json::json;
use std::fmt::Write;

/// Line and column in a text, both from 1; the column counts characters.
pub type Position = (usize, usize);

/// Knows the texts that diagnostics point into.
pub trait Located {
    /// The path of the file that a diagnostic is about, as the user knows it.
    fn path(&self, diagnostic: &Diagnostic) -> String;
    /// The positions of the diagnostics' places, in their order, where the text is known. All at once, so that each
    /// text is read only once.
    fn positions(&self, diagnostics: &Diagnostics) -> Vec<Option<Position>>;
}

/// So many notes of one code are shown one by one in a brief rendering; more of them are counted.
const NOTES_IN_FULL: usize = 3;
/// So many different messages of the counted notes are shown.
const MESSAGES_SHOWN: usize = 5;

/// All findings as text, one paragraph each.
pub fn render_human(diagnostics: &Diagnostics, located: &dyn Located) -> String {
    let mut out = String::new();
    for (diagnostic, position) in diagnostics.iter().zip(located.positions(diagnostics)) {
        paragraph(diagnostic, position, located, &mut out);
    }
    out
}

/// As [`render_human`], but where there are many notes of one code, they are one paragraph: a document of thousands of
/// schemas has hundreds of notes, among which an error would drown. Errors and warnings are always in full.
pub fn render_brief(diagnostics: &Diagnostics, located: &dyn Located) -> String {
    let mut notes: IndexMap<Code, Vec<&Diagnostic>> = IndexMap::new();
    for each in diagnostics.iter().filter(|each| each.severity == Severity::Note) {
        notes.entry(each.code).or_default().push(each);
    }
    notes.retain(|_, each| each.len() > NOTES_IN_FULL);
    let is_counted = |each: &Diagnostic| each.severity == Severity::Note && notes.contains_key(&each.code);
    let shown: Diagnostics = diagnostics.iter().filter(|each| !is_counted(each)).cloned().collect();
    let mut out = render_human(&shown, located);
    for (code, notes) in &notes {
        counted(*code, notes, located, &mut out);
    }
    out
}

fn paragraph(diagnostic: &Diagnostic, position: Option<Position>, located: &dyn Located, out: &mut String) {
    let (code, severity) = (diagnostic.code, diagnostic.severity);
    let _ = writeln!(out, "{}[{}]: {}", severity.word(), code.number(), Line::new(diagnostic.message.as_str()));
    let place = match position {
        Some((row, column)) => format!("{}:{row}:{column}", Line::new(located.path(diagnostic))),
        None => Line::new(located.path(diagnostic)).into_string(),
    };
    if diagnostic.pointer.text().is_empty() {
        let _ = writeln!(out, "  --> {place}");
    } else {
        let _ = writeln!(out, "  --> {place} ({})", Line::new(diagnostic.pointer.to_string()));
    }
    if let Some(expected) = &diagnostic.expected {
        let _ = writeln!(out, "  expected: {}", Line::new(expected.as_str()));
    }
    let usual = code.severity();
    if severity == Severity::Error && usual != Severity::Error {
        let _ = writeln!(out, "  denied: otherwise it is a {}", usual.word());
    }
    let _ = writeln!(out, "  help: {}", code.remedy());
}

/// Many notes of one code as one paragraph: what they say, the most frequent first, and where the first of them is.
fn counted(code: Code, notes: &[&Diagnostic], located: &dyn Located, out: &mut String) {
    let mut messages: IndexMap<&str, usize> = IndexMap::new();
    for note in notes {
        *messages.entry(&note.message).or_default() += 1;
    }
    messages.sort_by(|_, a, _, b| b.cmp(a));
    let _ = writeln!(out, "{}[{}]: in {} places", code.severity().word(), code.number(), notes.len());
    for (message, count) in messages.iter().take(MESSAGES_SHOWN) {
        let _ = writeln!(out, "{count:>6} {}", Line::new(*message));
    }
    if messages.len() > MESSAGES_SHOWN {
        let rest: usize = messages.values().skip(MESSAGES_SHOWN).sum();
        let _ = writeln!(out, "{rest:>6} others");
    }
    if let Some(first) = notes.first() {
        let _ = writeln!(
            out,
            "  --> {} ({}) and others: --verbose names them",
            Line::new(located.path(first)),
            Line::new(first.pointer.to_string())
        );
    }
    let _ = writeln!(out, "  help: {}", code.remedy());
}

/// All findings as JSON, one object a line.
pub fn render_json(diagnostics: &Diagnostics, located: &dyn Located) -> String {
    let mut out = String::new();
    for (diagnostic, position) in diagnostics.iter().zip(located.positions(diagnostics)) {
        let line = json!({
            "code": diagnostic.code.number(),
            "severity": diagnostic.severity.word(),
            "file": located.path(diagnostic),
            "line": position.map(|(line, _)| line),
            "column": position.map(|(_, column)| column),
            "pointer": diagnostic.pointer.to_string(),
            "message": diagnostic.message,
            "expected": diagnostic.expected,
            "help": diagnostic.code.remedy(),
        });
        let _ = writeln!(out, "{line}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{LintLevels, Pointer};

    struct Nowhere;

    impl Located for Nowhere {
        fn path(&self, _: &Diagnostic) -> String {
            "api.json".to_owned()
        }

        fn positions(&self, diagnostics: &Diagnostics) -> Vec<Option<Position>> {
            vec![None; diagnostics.len()]
        }
    }

    /// Notes at so many places, and a warning among them.
    fn findings(notes: usize) -> Diagnostics {
        let at = |index: usize| Pointer::root().join("a").join(index);
        let reason = |index: usize| if index == 0 { "rare" } else { "frequent" };
        let mut findings: Diagnostics =
            (0..notes).map(|index| Diagnostic::new(Code::Untyped, &at(index), reason(index))).collect();
        findings.push(Diagnostic::new(Code::Conflict, &Pointer::root(), "they differ"));
        findings
    }

    #[test]
    fn a_text_of_the_description_stays_on_its_line() {
        let pointer = Pointer::root().join("a\u{1b}[2J\nerror[B0102]: b");
        let found: Diagnostics = Diagnostic::new(Code::Conflict, &pointer, "x\r\n\u{9b}31my\u{202e}").into();
        let text = render_human(&found, &Nowhere);
        assert!(text.starts_with("warning[B0303]: x 31my\n  --> api.json (#/a [2J error[B0102]: b)\n"), "{text}");
    }

    #[test]
    fn few_notes_are_shown_and_many_are_counted() {
        assert_eq!(render_brief(&findings(3), &Nowhere), render_human(&findings(3), &Nowhere));
        let brief = render_brief(&findings(100), &Nowhere);
        assert!(brief.starts_with("warning[B0303]: they differ\n"), "{brief}");
        assert!(brief.contains("note[B0302]: in 100 places\n    99 frequent\n     1 rare\n"), "{brief}");
        assert!(brief.lines().count() < 10, "{brief}");
    }

    #[test]
    fn what_is_denied_is_an_error_and_says_so() {
        let denied =
            findings(100).weighed(&LintLevels { denied: "B0302".parse().expect("a code"), ..LintLevels::default() });
        assert_eq!((denied.count(Severity::Error), denied.count(Severity::Warning)), (100, 1));
        let brief = render_brief(&denied, &Nowhere);
        assert!(brief.contains("error[B0302]: rare") && brief.contains("denied: otherwise it is a note"), "{brief}");
        assert_eq!(render_json(&denied, &Nowhere).matches(r#""severity":"error""#).count(), 100);
    }

    #[test]
    fn what_is_allowed_is_not_reported() {
        let levels = LintLevels { allowed: "B0302".parse().expect("a code"), ..LintLevels::default() };
        let brief = render_brief(&findings(100).weighed(&levels), &Nowhere);
        assert!(brief.starts_with("warning[B0303]") && !brief.contains("B0302"), "{brief}");
    }
}
