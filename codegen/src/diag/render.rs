//! Diagnostics for people and for programs.

use super::{Diagnostic, Diagnostics};
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

/// All findings as text, one paragraph each.
pub fn render_human(diagnostics: &Diagnostics, located: &dyn Located) -> String {
    let mut out = String::new();
    for (diagnostic, position) in diagnostics.iter().zip(located.positions(diagnostics)) {
        let code = diagnostic.code;
        let _ = writeln!(out, "{}[{}]: {}", code.severity().word(), code.number(), diagnostic.message);
        let place = match position {
            Some((line, column)) => format!("{}:{line}:{column}", located.path(diagnostic)),
            None => located.path(diagnostic),
        };
        if diagnostic.pointer.as_str().is_empty() {
            let _ = writeln!(out, "  --> {place}");
        } else {
            let _ = writeln!(out, "  --> {place} ({})", diagnostic.pointer);
        }
        if let Some(expected) = &diagnostic.expected {
            let _ = writeln!(out, "  expected: {expected}");
        }
        let _ = writeln!(out, "  help: {}", code.remedy());
    }
    out
}

/// All findings as JSON, one object a line.
pub fn render_json(diagnostics: &Diagnostics, located: &dyn Located) -> String {
    let mut out = String::new();
    for (diagnostic, position) in diagnostics.iter().zip(located.positions(diagnostics)) {
        let line = json!({
            "code": diagnostic.code.number(),
            "severity": diagnostic.code.severity().word(),
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
