//! What a run has to say: the one vocabulary that all phases share.
//!
//! A phase never stops at the first problem and never prints. It returns [`Diagnostics`] beside its output, and whoever
//! called decides what to do with them.

mod code;
mod examples;
mod levels;
mod path_stack;
mod pointer;
mod render;

pub use code::{Code, Severity};
pub use examples::Example;
pub use levels::{Allowed, Denied, LintLevels};
pub use path_stack::PathStack;
pub use pointer::Pointer;
pub use render::{Located, Position, render_brief, render_human, render_json};

use indexmap::IndexSet;

/// One finding, at one place of the description or of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// How much it weighs: as its code says, or what the run makes of it.
    pub severity: Severity,
    /// Which file it is about.
    pub file: File,
    /// Where in that file; for the description, also in which of its documents.
    pub pointer: Pointer,
    /// What was found there.
    pub message: String,
    /// What would have been right, where that can be said.
    pub expected: Option<String>,
    /// A byte offset into the text, for problems that have no pointer yet (a syntax error).
    pub offset: Option<usize>,
}

/// The file a diagnostic is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum File {
    /// The API description: the document that the pointer names.
    Description,
    /// `bindery.toml`.
    Config,
    /// The directory that is written.
    Output,
}

impl Diagnostic {
    /// A finding about the description.
    pub fn new(code: Code, pointer: &Pointer, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            file: File::Description,
            pointer: pointer.clone(),
            message: message.into(),
            expected: None,
            offset: None,
        }
    }

    /// The same finding about another file.
    #[must_use]
    pub fn about(mut self, file: File) -> Self {
        self.file = file;
        self
    }

    /// Adds what would have been right.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Adds the byte offset of a syntax error.
    #[must_use]
    pub fn at(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }
}

/// The findings of one or several phases, in the order in which they were made, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(IndexSet<Diagnostic>);

impl Diagnostics {
    /// No findings yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding, once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.insert(diagnostic);
    }

    /// Adds the findings of another phase.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The same findings, each at the place that `place` gives for its own.
    #[must_use]
    pub fn moved(self, place: impl Fn(&Pointer) -> Pointer) -> Self {
        let moved = self.0.into_iter().map(|mut each| {
            if each.file == File::Description {
                each.pointer = place(&each.pointer);
            }
            each
        });
        Self(moved.collect())
    }

    /// The findings that a run reports, each of which weighs what the run says.
    #[must_use]
    pub fn weighed(self, levels: &LintLevels) -> Self {
        let weighed = self.0.into_iter().filter_map(|mut each| {
            each.severity = levels.of(each.code)?;
            Some(each)
        });
        Self(weighed.collect())
    }

    /// Whether anything forbids writing output.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many weigh so much.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|each| each.severity == severity).count()
    }

    /// The findings in order.
    pub fn iter(&self) -> indexmap::set::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = indexmap::set::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(findings: I) -> Self {
        Self(findings.into_iter().collect())
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(IndexSet::from([diagnostic]))
    }
}
