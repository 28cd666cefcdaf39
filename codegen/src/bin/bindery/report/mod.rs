//! The report of a run: its diagnostics, then a summary line.

mod excerpt;
mod human;
mod machine;

use super::progress::Line;
use anstream::{AutoStream, ColorChoice};
use bindery::diag::{Code, Detail, Finding, Severity, findings, render_json};
use bindery::text::is_unfit;
use bindery::{Change, Run};
use clap::{Args, ValueEnum};
use human::Look;
use serde_json::{Value, json};
use std::io::{IsTerminal, Write};
use std::time::Instant;

/// Options of the report.
#[derive(Args)]
pub(crate) struct Reporting {
    /// The format of diagnostics.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
    /// Whether to use colors. `auto` uses them on a terminal and honors NO_COLOR and CLICOLOR_FORCE.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
    /// Show every place separately, even if many have one cause or there are many notes of one kind.
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
    /// Print errors only.
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum MessageFormat {
    /// Human-readable text, with excerpts of the description.
    Human,
    /// One line each.
    Short,
    /// One JSON object per line.
    Json,
    /// Annotations of GitHub Actions.
    Github,
    /// A SARIF 2.1.0 log.
    Sarif,
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Reporting {
    /// Prints the diagnostics and the summaries of runs, one or several.
    pub(crate) fn runs(&self, runs: &[Reported<'_>], started: Instant) {
        let milliseconds = started.elapsed().as_millis();
        match self.message_format {
            MessageFormat::Json => complain(&self.json(runs, milliseconds)),
            MessageFormat::Sarif => complain(&machine::sarif(runs.iter().map(|each| each.run))),
            MessageFormat::Human | MessageFormat::Short | MessageFormat::Github => {
                for each in runs {
                    self.run(each);
                    self.line(&Summary::of(each.run).text(), each.name, Some(milliseconds).filter(|_| runs.len() == 1));
                }
                if runs.iter().any(|each| each.name.is_some()) {
                    self.line(&overall(runs), None, Some(milliseconds));
                }
            }
        }
    }

    /// Prints the diagnostics and changes of one run.
    fn run(&self, Reported { run, .. }: &Reported<'_>) {
        let shown = self.findings(run);
        match self.message_format {
            MessageFormat::Short => complain(&human::render_short(&shown, run)),
            MessageFormat::Github => complain(&machine::github(&shown, run)),
            // The renderer gets texts that are safe to print and adds color sequences.
            _ => drop(std::io::stderr().lock().write_all(human::render(&shown, run, self.look()).as_bytes())),
        }
        if !self.quiet {
            complain(&lock_written(run));
            complain(&written(run, if self.verbose { Detail::Full } else { Detail::Brief }));
        }
    }

    fn line(&self, text: &str, name: Option<&str>, milliseconds: Option<u128>) {
        if !self.quiet {
            let name = name.map(|name| format!("{name}: ")).unwrap_or_default();
            let time = milliseconds.map(|milliseconds| format!(", {milliseconds} ms")).unwrap_or_default();
            complain(&format!("{name}{text}{time}\n"));
        }
    }

    fn json(&self, runs: &[Reported<'_>], milliseconds: u128) -> String {
        let found: String = runs.iter().map(|each| render_json(&each.run.diagnostics, each.run)).collect();
        let summaries: Vec<Summary> = runs.iter().map(|each| Summary::of(each.run)).collect();
        let changes: Vec<&Change> = runs.iter().flat_map(|each| &each.run.changes).collect();
        let mut sum = summaries.iter().copied().fold(Summary::default(), Summary::plus).json(milliseconds, &changes);
        let crates = runs.iter().zip(&summaries).filter_map(|(each, summary)| {
            let mut counts = summary.counts();
            counts["name"] = each.name?.into();
            Some(counts)
        });
        let crates: Vec<Value> = crates.collect();
        if !crates.is_empty() {
            sum["summary"]["crates"] = crates.into();
        }
        format!("{found}{sum}\n")
    }

    /// A progress line that disappears on drop; `None` if none may be drawn.
    pub(crate) fn progress(&self, what: String) -> Option<Line> {
        self.draws().then(|| Line::about(what))
    }

    /// The same with a text that changes.
    pub(crate) fn progress_saying(&self, text: impl Fn() -> String + Send + 'static) -> Option<Line> {
        self.draws().then(|| Line::saying(text))
    }

    fn draws(&self) -> bool {
        let is_for_people = matches!(self.message_format, MessageFormat::Human | MessageFormat::Short);
        is_for_people && !self.quiet && std::io::stderr().is_terminal()
    }

    /// Prints a line in human-readable formats, unless `--quiet` is given.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet && matches!(self.message_format, MessageFormat::Human | MessageFormat::Short) {
            complain(&format!("{text}\n"));
        }
    }

    /// Whether only errors are printed.
    #[cfg(feature = "mock")]
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    fn findings<'r>(&self, run: &'r Run) -> Vec<Finding<'r>> {
        let mut shown = findings(&run.diagnostics, if self.verbose { Detail::Full } else { Detail::Brief });
        if self.quiet {
            shown.retain(|finding| finding.first.severity == Severity::Error);
        }
        shown
    }

    fn look(&self) -> Look {
        let choice = match self.color {
            Color::Auto => AutoStream::choice(&std::io::stderr()),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        if choice == ColorChoice::Never { Look::Plain } else { Look::Colored }
    }
}

/// A run to report.
pub(crate) struct Reported<'r> {
    /// The name of its crate, if there are several.
    pub(crate) name: Option<&'r str>,
    pub(crate) run: &'r Run,
}

/// The outcome of several crates.
fn overall(runs: &[Reported<'_>]) -> String {
    let failed: Vec<&str> =
        runs.iter().filter(|each| each.run.diagnostics.has_errors()).filter_map(|each| each.name).collect();
    let failures = match failed.is_empty() {
        true => String::new(),
        false => format!(", {} failed: {}", failed.len(), failed.join(", ")),
    };
    format!("{}{failures}", counted(runs.len(), "crate"))
}

/// The counts in the summary of a run.
#[derive(Clone, Copy, Default)]
struct Summary {
    /// The counts of types, operations, untyped places and skipped operations; `None` if nothing was bound.
    bound: Option<[usize; 4]>,
    /// Operations that are not selected.
    left_out: usize,
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
            left_out: run.product.as_ref().map_or(0, |product| product.left_out),
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
                "{}{}, {}{}, {}, {skipped} skipped",
                counted(types, "type"),
                if self.equal == 0 { String::new() } else { format!(" ({} of them equal to others)", self.equal) },
                counted(operations, "operation"),
                if self.left_out == 0 { String::new() } else { format!(" ({} not selected)", self.left_out) },
                counted(untyped, "untyped place")
            ),
            None => "nothing bound".to_owned(),
        };
        let found = [(self.errors, "error"), (self.warnings, "warning")];
        let found = found.iter().filter(|(count, _)| *count > 0).map(|(count, word)| counted(*count, word));
        std::iter::once(bound).chain(found).collect::<Vec<_>>().join(", ")
    }

    fn plus(self, other: Self) -> Self {
        let bound = match (self.bound, other.bound) {
            (Some(own), Some(others)) => Some(std::array::from_fn(|index| own[index] + others[index])),
            (own, others) => own.or(others),
        };
        Self {
            bound,
            left_out: self.left_out + other.left_out,
            equal: self.equal + other.equal,
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            notes: self.notes + other.notes,
        }
    }

    fn counts(&self) -> Value {
        let of = |index: usize| self.bound.map(|bound| bound[index]);
        json!({
            "types": of(0), "equal_types": self.equal, "operations": of(1), "untyped": of(2), "skipped": of(3), "not_selected": self.left_out,
            "errors": self.errors, "warnings": self.warnings, "notes": self.notes,
        })
    }

    /// Has the form of a diagnostic, so that one parser reads both.
    fn json(&self, milliseconds: u128, changes: &[&Change]) -> Value {
        let mut summary = self.counts();
        summary["milliseconds"] = u64::try_from(milliseconds).unwrap_or(u64::MAX).into();
        summary["changes"] = changes.iter().map(|each| change(each)).collect::<Vec<_>>().into();
        json!({
            "code": Value::Null, "severity": "summary", "file": Value::Null, "line": Value::Null, "column": Value::Null,
            "end_line": Value::Null, "end_column": Value::Null, "pointer": Value::Null, "message": self.text(),
            "expected": Value::Null, "help": Value::Null, "related": [], "summary": summary,
        })
    }
}

/// What was written into the lock file of names.
fn lock_written(run: &Run) -> String {
    let (Some(counts), Some(path)) = (run.lock_written(), run.lock()) else { return String::new() };
    let kinds = counts.iter().zip(["added", "changed", "removed"]).filter(|(count, _)| **count > 0);
    let counts: Vec<String> = kinds.map(|(count, word)| format!("{count} {word}")).collect();
    let counts = if counts.is_empty() { "the same".to_owned() } else { counts.join(", ") };
    format!("wrote {}: names {counts}\n", path.display())
}

/// The changes of the output directory, in one line or in one line per file.
fn written(run: &Run, detail: Detail) -> String {
    let Some(output) = &run.output else { return String::new() };
    // The lock file of names has its own line.
    let all = run.changes.iter().filter(|change| Some(change.path()) != run.lock());
    let (inside, beside): (Vec<&Change>, Vec<&Change>) =
        all.partition(|change| Some(change.path()) != run.effective_spec());
    let beside: String = beside.iter().map(|change| format!("wrote {}\n", change.path().display())).collect();
    if inside.is_empty() {
        return beside;
    }
    let each = || inside.iter().map(|change| (Written::of(change), change.path()));
    if detail == Detail::Full {
        return each().map(|(what, path)| format!("{} {}\n", what.word(), path.display())).collect::<String>()
            + &beside;
    }
    let kinds = [Written::Added, Written::Changed, Written::Removed];
    let counts = kinds.map(|kind| (each().filter(|(what, _)| *what == kind).count(), kind.word()));
    let counts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    format!("wrote {}: files {}\n{beside}", output.display(), counts.join(", "))
}

/// What happened to a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Added,
    Changed,
    Removed,
}

impl Written {
    fn of(change: &Change) -> Self {
        match change {
            Change::Missing(_) => Self::Added,
            Change::Differs(..) => Self::Changed,
            Change::Stale(_) => Self::Removed,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

fn change(change: &Change) -> Value {
    json!({"path": change.path().display().to_string(), "change": Written::of(change).word()})
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

/// Prints to stdout and ignores a closed pipe.
pub(crate) fn print(text: &str) {
    drop(std::io::stdout().lock().write_all(escaped(text).as_bytes()));
}

/// Prints trusted text to stdout, unescaped.
pub(crate) fn print_raw(text: &[u8]) {
    drop(std::io::stdout().lock().write_all(text));
}

/// Escapes control characters: names and prose of the description may contain them, and a terminal would interpret them. The escapes are
/// those of JSON, so that JSON output keeps its meaning.
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
