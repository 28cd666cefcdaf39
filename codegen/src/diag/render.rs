//! Diagnostics for people and for programs.

use super::{Diagnostic, Diagnostics, File};
use serde_json::json;
use std::fmt::Write;

/// Knows the texts that diagnostics point into.
pub trait Located {
    /// The path of a file, as the user knows it.
    fn path(&self, file: File) -> String;
    /// Line and column, both from 1, of a diagnostic's place, where the text is known.
    fn position(&self, diagnostic: &Diagnostic) -> Option<(usize, usize)>;
}

/// All findings as text, one paragraph each.
pub fn render_human(diagnostics: &Diagnostics, located: &dyn Located) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let code = diagnostic.code;
        let _ = writeln!(out, "{}[{}]: {}", code.severity().word(), code.number(), diagnostic.message);
        let place = match located.position(diagnostic) {
            Some((line, column)) => format!("{}:{line}:{column}", located.path(diagnostic.file)),
            None => located.path(diagnostic.file),
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
    for diagnostic in diagnostics {
        let position = located.position(diagnostic);
        let line = json!({
            "code": diagnostic.code.number(),
            "severity": diagnostic.code.severity().word(),
            "file": located.path(diagnostic.file),
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
