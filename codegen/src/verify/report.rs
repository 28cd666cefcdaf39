//! Renders reports: as diagnostics, for every output format, and as JSON with the figures.

use super::model::{Finding, Kind, Report, Unread};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use serde_json::{Value, json};

/// The maximum length of a name in a message, in characters.
const MAX_NAME: usize = 100;
/// The maximum number of operations that a message names.
const MAX_NAMED: usize = 2;

impl Finding {
    /// Returns the deviation as a diagnostic about the place in the description.
    pub fn diagnostic(&self) -> Diagnostic {
        let about = self.about();
        let mut message = format!("{about} in {}", self.counted());
        if let Some(sample) = self.sample.as_ref().filter(|_| self.kind != Kind::UnexpectedNull) {
            message.push_str(&format!(", such as {sample}"));
        }
        let first = self.origin.as_ref().map(|origin| format!("; first at {origin}")).unwrap_or_default();
        message.push_str(&format!(" ({}{first})", shortened(&self.path)));
        let found = Diagnostic::new(self.kind.code(), &self.pointer, message).expected(self.expected.clone());
        found.at_key()
    }

    fn about(&self) -> String {
        let name = &shortened(self.name.as_deref().unwrap_or_default());
        let found = || self.found.keys().cloned().collect::<Vec<_>>().join(" or ");
        match self.kind {
            Kind::UndeclaredProperty => format!("the property {name:?} ({}) is not declared, but is", found()),
            Kind::MissingRequired => format!("{name:?} is required, but is missing"),
            Kind::UnexpectedNull => "the value is null, which is not allowed,".to_owned(),
            Kind::WrongType => format!("the value is {}", found()),
            Kind::NewValue => "the enum does not list the value".to_owned(),
            Kind::UnmatchedUnion => format!("no variant matches the value ({})", found()),
            Kind::UndeclaredStatus => format!("the status {name} is not declared, but is"),
            Kind::UndeclaredMediaType => format!("{name} is not declared, but is"),
            Kind::UnknownPath => format!("{name} is not declared, but is"),
            Kind::UndeclaredParameter => format!("the parameter {name:?} is not declared, but is"),
            Kind::UndeclaredHeader => format!("the header {name:?} is not declared, but is"),
        }
    }

    /// Returns the frequency and the operations: `37 of 40 responses of GET /messages`.
    pub fn counted(&self) -> String {
        let plural = if self.of == 1 { "" } else { "s" };
        let counts = match self.kind {
            Kind::UnknownPath => format!("{} request{}", self.count, if self.count == 1 { "" } else { "s" }),
            _ => format!("{} of {} {}{plural}", self.count, self.of, self.part.word()),
        };
        if self.kind == Kind::UnknownPath || self.operations.is_empty() {
            return counts;
        }
        let named: Vec<&str> = self.operations.iter().take(MAX_NAMED).map(String::as_str).collect();
        let more = self.operations.len().saturating_sub(MAX_NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{counts} of {}{more}", named.join(", "))
    }

    fn json(&self) -> Value {
        json!({
            "kind": self.kind.word(), "code": self.kind.code().number(), "pointer": self.pointer.to_string(), "part": self.part.word(),
            "path": self.path, "name": self.name, "expected": self.expected, "found": self.found,
            "count": self.count, "of": self.of, "operations": self.operations, "sample": self.sample,
            "first": self.origin.as_ref().map(|origin| json!({"file": &*origin.file, "line": origin.line})),
        })
    }
}

/// A name as a message shows it.
fn shortened(name: &str) -> String {
    match name.char_indices().nth(MAX_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

impl Report {
    /// Returns diagnostics for all deviations, and for all parts that could not be read.
    pub fn diagnostics(&self) -> Diagnostics {
        let problems = self.problems.iter().map(|problem| {
            let place = Pointer::document_root(&problem.file);
            let found = Diagnostic::new(Code::UnreadableTraffic, &place, problem.why.clone());
            found.about(File::Recording { line: problem.line })
        });
        self.findings.iter().map(Finding::diagnostic).chain(problems).collect()
    }

    /// Returns the report as JSON, with all figures.
    pub fn json(&self) -> Value {
        json!({
            "exchanges": self.exchanges, "checked": self.checked, "foreign": self.foreign,
            "deviations": self.findings.iter().map(Finding::json).collect::<Vec<_>>(), "problems": self.problems.iter().map(Unread::to_string).collect::<Vec<_>>(),
        })
    }

    /// Returns the figures in one line.
    pub fn summary(&self) -> String {
        let counted = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
        let mut parts = vec![counted(self.exchanges, "exchange"), format!("{} checked", self.checked)];
        if self.foreign > 0 {
            parts.push(format!("{} of other servers ignored", self.foreign));
        }
        parts.push(match self.findings.len() {
            0 => "no deviations".to_owned(),
            places => counted(places, "deviation"),
        });
        if !self.problems.is_empty() {
            parts.push(counted(self.problems.len(), "unreadable part"));
        }
        parts.join(", ")
    }
}
