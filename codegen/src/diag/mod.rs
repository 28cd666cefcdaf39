//! Diagnostics: the errors, warnings and notes of a run, shared by all phases.
//!
//! A phase never stops at the first problem and never prints. It returns [`Diagnostics`] beside its output, and the
//! caller decides what to do with them.

mod code;
mod examples;
mod finding;
mod levels;
mod path_stack;
mod place;
mod pointer;
mod render;

pub use code::{Code, Severity};
pub use examples::Example;
pub use finding::{Detail, Finding, findings};
pub(crate) use levels::LintLevels;
pub use levels::{Allowed, Denied};
pub(crate) use path_stack::PathStack;
pub(crate) use place::word_at;
pub use place::{COMMAND_LINE, File, Located, Part, Place, Position, Related, positions};
pub use pointer::Pointer;
pub use render::{render_brief, render_human, render_json};

use indexmap::IndexSet;

/// An error, warning or note about one place in the description or the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The kind of diagnostic.
    pub code: Code,
    /// The severity: the default of its code, unless the run overrides it.
    pub severity: Severity,
    /// The file it is about.
    pub file: File,
    /// The place in that file; for the description, also the document.
    pub pointer: Pointer,
    /// What is wrong there.
    pub message: String,
    /// What was expected there, if known.
    pub expected: Option<String>,
    /// A byte offset into the text, for errors that have no pointer yet (syntax errors).
    pub offset: Option<usize>,
    /// Which part of the place it points at.
    pub part: Part,
    /// Related places.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// The main place.
    pub fn place(&self) -> Place<'_> {
        Place { file: self.file, pointer: &self.pointer, part: self.part, offset: self.offset }
    }

    /// The main place, then the related ones.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        let related = self.related.iter().map(|other| Place {
            file: self.file,
            pointer: &other.pointer,
            part: other.part,
            offset: None,
        });
        std::iter::once(self.place()).chain(related)
    }

    /// A diagnostic about the description, with the default severity of its code.
    pub fn new(code: Code, pointer: &Pointer, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            file: File::Description,
            pointer: pointer.clone(),
            message: message.into(),
            expected: None,
            offset: None,
            part: Part::Value,
            related: Vec::new(),
        }
    }

    /// Changes the file.
    #[must_use]
    pub fn about(mut self, file: File) -> Self {
        self.file = file;
        self
    }

    /// Adds what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Points at the key that leads to the place, instead of its value.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        self.part = Part::Key;
        self
    }

    /// Adds another place, with what is there.
    #[must_use]
    pub fn related(mut self, pointer: &Pointer, label: impl Into<String>) -> Self {
        self.related.push(Related { pointer: pointer.clone(), part: Part::Value, label: label.into() });
        self
    }

    /// Adds the byte offset of a syntax error.
    #[must_use]
    pub fn at(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }
}

/// The diagnostics of one or several phases in the order of their discovery, without duplicates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(IndexSet<Diagnostic>);

impl Diagnostics {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic, unless it is already in the list.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.insert(diagnostic);
    }

    /// Adds the diagnostics of another phase.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Maps the place of each diagnostic about the description through `place`.
    #[must_use]
    pub(crate) fn moved(self, place: impl Fn(&Pointer) -> Pointer) -> Self {
        let moved = self.0.into_iter().map(|mut each| {
            if each.file == File::Description {
                each.pointer = place(&each.pointer);
                for other in &mut each.related {
                    other.pointer = place(&other.pointer);
                }
            }
            each
        });
        Self(moved.collect())
    }

    /// Applies the lint levels of a run: drops allowed diagnostics, and turns denied ones into errors.
    #[must_use]
    pub(crate) fn weighed(self, levels: &LintLevels) -> Self {
        let weighed = self.0.into_iter().filter_map(|mut each| {
            each.severity = levels.of(each.code)?;
            Some(each)
        });
        Self(weighed.collect())
    }

    /// Whether an error prevents writing output.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|each| each.severity == severity).count()
    }

    /// The diagnostics in order.
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.0.iter())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The diagnostics of [`Diagnostics`] in order.
#[derive(Clone, Debug)]
pub struct Iter<'a>(indexmap::set::Iter<'a, Diagnostic>);

impl<'a> Iterator for Iter<'a> {
    type Item = &'a Diagnostic;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(IndexSet::from([diagnostic]))
    }
}
