//! Prints diagnostics for people and for programs.

use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::text::Line;
use indexmap::IndexMap;
use serde_json::json;
use std::fmt::Write;

/// Line and column in a text, both from 1; the column counts characters.
pub type Position = (usize, usize);

/// Provides the paths and texts that diagnostics point into.
pub trait Located {
    /// The path of the file that a diagnostic is about, as the user wrote it.
    fn path(&self, diagnostic: &Diagnostic) -> String;
    /// The positions of all diagnostics, in order; `None` if the text is not known. Takes all at once, so that each
    /// text is read only once.
    fn positions(&self, diagnostics: &Diagnostics) -> Vec<Option<Position>>;
}

/// The brief report prints up to this many notes of one code in full, and summarizes more.
const NOTES_IN_FULL: usize = 3;
/// How many different messages such a summary prints.
const MESSAGES_SHOWN: usize = 5;

/// All diagnostics as text, one paragraph each.
pub fn render_human(diagnostics: &Diagnostics, located: &dyn Located) -> String {
    let mut out = String::new();
    for (diagnostic, position) in diagnostics.iter().zip(located.positions(diagnostics)) {
        paragraph(diagnostic, position, located, &mut out);
    }
    out
}

/// Like [`render_human`], but summarizes many notes of one code in one paragraph: a document with thousands of schemas
/// has hundreds of notes, which would bury an error. Errors and warnings are always printed in full.
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
        let _ = writeln!(out, "  note: denied in this run; a {} by default", usual.word());
    }
    let _ = writeln!(out, "  help: {}", code.remedy());
}

/// Many notes of one code as one paragraph: their messages, most frequent first, and the place of the first note.
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
        let _ = writeln!(out, "{rest:>6} with other messages");
    }
    if let Some(first) = notes.first() {
        let _ = writeln!(
            out,
            "  --> {} ({}) and others; use --verbose to list them",
            Line::new(located.path(first)),
            Line::new(first.pointer.to_string())
        );
    }
    let _ = writeln!(out, "  help: {}", code.remedy());
}

/// All diagnostics as JSON, one object per line.
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
        assert_eq!(render_brief(&diagnostics(3), &Nowhere), render_human(&diagnostics(3), &Nowhere));
        let brief = render_brief(&diagnostics(100), &Nowhere);
        assert!(brief.starts_with("warning[B0303]: they differ\n"), "{brief}");
        assert!(brief.contains("note[B0302]: in 100 places\n    99 frequent\n     1 rare\n"), "{brief}");
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
        assert_eq!(render_json(&denied, &Nowhere).matches(r#""severity":"error""#).count(), 100);
    }

    #[test]
    fn an_allowed_diagnostic_is_not_reported() {
        let levels = LintLevels { allowed: "B0302".parse().expect("a code"), ..LintLevels::default() };
        let brief = render_brief(&diagnostics(100).weighed(&levels), &Nowhere);
        assert!(brief.starts_with("warning[B0303]") && !brief.contains("B0302"), "{brief}");
    }
}
