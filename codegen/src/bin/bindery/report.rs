//! The report of a run: its diagnostics, then a line of summary.

use bindery::Run;
use bindery::diag::{Code, Severity, render_brief, render_human, render_json};
use bindery::text::is_unfit;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::io::Write;
use std::time::Instant;

/// Options of the report.
#[derive(Args)]
pub(crate) struct Reporting {
    /// The format of diagnostics.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
    /// Print every note in full, even if there are many of one kind.
    #[arg(long, short)]
    verbose: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum MessageFormat {
    /// Text for people.
    Human,
    /// One JSON object per line.
    Json,
}

impl Reporting {
    /// Prints the diagnostics and the summary of a run.
    pub(crate) fn run(&self, run: &Run, started: Instant) {
        let milliseconds = started.elapsed().as_millis();
        let summary = Summary::of(run);
        complain(&match (self.message_format, self.verbose) {
            (MessageFormat::Human, false) => render_brief(&run.diagnostics, run) + &summary.line(milliseconds),
            (MessageFormat::Human, true) => render_human(&run.diagnostics, run) + &summary.line(milliseconds),
            (MessageFormat::Json, _) => render_json(&run.diagnostics, run) + &summary.json(milliseconds),
        });
    }
}

/// The counts in the summary of a run.
struct Summary {
    /// Types, operations, untyped places, skipped operations; `None` if nothing was bound.
    bound: Option<[usize; 4]>,
    /// Types that are aliases of an equal type.
    equal: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Summary {
    fn of(run: &Run) -> Self {
        let api = run.product.as_ref().map(|product| &product.api);
        Self {
            equal: run.product.as_ref().map_or(0, |product| product.analysis.equal().count()),
            bound: api.map(|api| [api.types.len(), api.operations.len(), api.untyped.len(), api.skipped.len()]),
            errors: run.diagnostics.count(Severity::Error),
            warnings: run.diagnostics.count(Severity::Warning),
            notes: run.diagnostics.count(Severity::Note),
        }
    }

    fn text(&self) -> String {
        let bound = match self.bound {
            Some([types, operations, untyped, skipped]) => format!(
                "{}{}, {}, {}, {skipped} skipped",
                counted(types, "type"),
                if self.equal == 0 { String::new() } else { format!(" ({} of them equal to others)", self.equal) },
                counted(operations, "operation"),
                counted(untyped, "untyped place")
            ),
            None => "nothing bound".to_owned(),
        };
        let found = [(self.errors, "error"), (self.warnings, "warning")];
        let found = found.iter().filter(|(count, _)| *count > 0).map(|(count, word)| counted(*count, word));
        std::iter::once(bound).chain(found).collect::<Vec<_>>().join(", ")
    }

    fn line(&self, milliseconds: u128) -> String {
        format!("{}, {milliseconds} ms\n", self.text())
    }

    /// In the same form as a diagnostic, so that one parser reads both.
    fn json(&self, milliseconds: u128) -> String {
        let of = |index: usize| self.bound.map(|bound| bound[index]);
        let summary = json!({
            "types": of(0), "equal_types": self.equal, "operations": of(1), "untyped": of(2), "skipped": of(3),
            "errors": self.errors, "warnings": self.warnings, "notes": self.notes,
            "milliseconds": u64::try_from(milliseconds).unwrap_or(u64::MAX),
        });
        let line = json!({
            "code": Value::Null, "severity": "summary", "file": Value::Null, "line": Value::Null, "column": Value::Null,
            "pointer": Value::Null, "message": self.text(), "expected": Value::Null, "help": Value::Null,
            "summary": summary,
        });
        format!("{line}\n")
    }
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// The explanation of a code.
pub(crate) fn explanation(code: Code) -> String {
    let mut text = format!("{} ({})\n{}\n", code.number(), code.severity().word(), code.meaning());
    if let Some(example) = code.example() {
        text.push_str(&format!("\nReported:\n{}\n\nFixed:\n{}\n", indented(example.wrong), indented(example.right)));
    }
    text.push_str(&format!("\nWhat to do: {}.\n", code.remedy()));
    let number = code.number();
    if code.severity() != Severity::Error {
        text.push_str(&format!(
            "To make it an error: `--deny {number}`, or `deny = [\"{number}\"]` in bindery.toml.\n\
             To silence it: `--allow {number}`, or `allow = [\"{number}\"]`.\n"
        ));
    }
    text
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {}", line.trim_end())).collect::<Vec<_>>().join("\n")
}

/// Prints to stdout; a closed pipe is no reason to fail.
pub(crate) fn print(text: &str) {
    drop(std::io::stdout().lock().write_all(escaped(text).as_bytes()));
}

/// Escapes control characters, which names and prose of the description may contain and a terminal would obey. The escapes
/// are those of JSON, so that JSON output keeps its meaning.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for each in text.chars() {
        match each {
            '\n' | '\t' => out.push(each),
            each if is_unfit(each) => {
                out.extend(each.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
            }
            each => out.push(each),
        }
    }
    out
}

/// Prints to stderr.
pub(crate) fn complain(text: &str) {
    drop(std::io::stderr().lock().write_all(escaped(text).as_bytes()));
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(
            escaped("a\u{1b}[31m\tb\r\n\u{9b}\u{202e}\u{e0041}"),
            "a\\u001b[31m\tb\\u000d\n\\u009b\\u202e\\udb40\\udc41"
        );
    }
}
