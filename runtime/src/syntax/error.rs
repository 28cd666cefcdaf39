//! Decoding errors.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// Why a JSON text does not match the requested type.
///
/// No message or accessor shows a value of the text, because it may be a secret. Property names are shown.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Report>);

#[derive(Clone, PartialEq, Eq)]
struct Report {
    kind: DecodeErrorKind,
    /// From the innermost outwards, because it is built while the decoder returns.
    steps: Vec<Step>,
    expected: Cow<'static, str>,
    found: Cow<'static, str>,
    rule: Option<Rule>,
    reach: Reach,
    offset: usize,
    line: usize,
    column: usize,
}

/// The kind of the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The text is not JSON (RFC 8259).
    Syntax,
    /// The text is nested deeper than [`MAX_DEPTH`](crate::MAX_DEPTH).
    Depth,
    /// The JSON does not match the type.
    Mismatch,
}

/// Who can still do something about an error.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// The property that holds the value, if it may be missing.
    Open,
    /// None: the value is that of a required property, or lacks one.
    Settled,
}

/// The rule of bindery.toml that corrects the description of a property.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Rule {
    holder: &'static str,
    property: &'static str,
    word: &'static str,
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { holder, property, word } = self;
        let subject = format!("{holder}.{property}");
        write!(formatter, "match = {subject:?}, {word} = true")
    }
}

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Key(Cow<'static, str>),
    Index(usize),
}

/// Longer names are truncated in paths, because the text is untrusted.
const LONGEST_KEY: usize = 128;

impl DecodeError {
    #[cold]
    fn new(kind: DecodeErrorKind, expected: Cow<'static, str>, found: Cow<'static, str>, offset: usize) -> Self {
        let (steps, rule, reach) = (Vec::new(), None, Reach::Open);
        Self(Box::new(Report { kind, steps, expected, found, rule, reach, offset, line: 1, column: 1 }))
    }

    #[cold]
    pub(crate) fn syntax(expected: &'static str, found: &'static str, offset: usize) -> Self {
        Self::new(DecodeErrorKind::Syntax, Cow::Borrowed(expected), Cow::Borrowed(found), offset)
    }

    #[cold]
    pub(crate) fn depth(offset: usize) -> Self {
        let expected = "at most 128 levels of arrays and objects";
        Self::new(DecodeErrorKind::Depth, Cow::Borrowed(expected), Cow::Borrowed("one more"), offset)
    }

    #[cold]
    pub(crate) fn mismatch(
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
        offset: usize,
    ) -> Self {
        Self::new(DecodeErrorKind::Mismatch, expected.into(), found.into(), offset)
    }

    /// Adds the rule that makes a required property optional or nullable, if it is missing or null.
    #[cold]
    pub(crate) fn with_rule(mut self, holder: &'static str, property: &'static str) -> Self {
        let word = match &*self.0.found {
            _ if !self.0.steps.is_empty() || self.0.kind != DecodeErrorKind::Mismatch => return self,
            "nothing" => "optional",
            "null" => "nullable",
            _ => return self,
        };
        self.0.rule = Some(Rule { holder, property, word });
        self
    }

    /// Notes that the error is one of a required property.
    #[cold]
    pub(crate) fn settled(mut self) -> Self {
        self.0.reach = Reach::Settled;
        self
    }

    /// Whether a property that may be missing can be left out for it.
    pub(crate) fn is_open(&self) -> bool {
        self.0.kind == DecodeErrorKind::Mismatch && self.0.reach == Reach::Open
    }

    /// What was expected and what was found, where they go on without the error.
    pub(crate) fn into_words(self) -> (Cow<'static, str>, Cow<'static, str>) {
        (self.0.expected, self.0.found)
    }

    /// Adds a property to the path.
    #[cold]
    pub(crate) fn under_field(mut self, name: &'static str) -> Self {
        self.0.steps.push(Step::Key(Cow::Borrowed(name)));
        self
    }

    /// Adds a key to the path.
    #[cold]
    pub(crate) fn under_key(mut self, key: &str) -> Self {
        let kept = if key.len() > LONGEST_KEY {
            key.chars().take(LONGEST_KEY).chain(['…']).collect()
        } else {
            key.to_owned()
        };
        self.0.steps.push(Step::Key(Cow::Owned(kept)));
        self
    }

    /// Adds an index to the path.
    #[cold]
    pub(crate) fn under_index(mut self, index: usize) -> Self {
        self.0.steps.push(Step::Index(index));
        self
    }

    /// Makes the position relative to `text`, which starts at `start`, and computes line and column.
    #[cold]
    pub(crate) fn located(mut self, text: &str, start: usize) -> Self {
        let offset = self.0.offset.saturating_sub(start).min(text.len());
        let before = text.get(..offset).unwrap_or(text);
        self.0.offset = offset;
        self.0.line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        self.0.column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        self
    }

    /// Whether trying another variant of a union is useless.
    pub(crate) fn is_fatal(&self) -> bool {
        self.0.kind != DecodeErrorKind::Mismatch
    }

    /// The kind of the error.
    #[must_use]
    pub fn kind(&self) -> DecodeErrorKind {
        self.0.kind
    }

    /// The JSON path of the value, such as `$.streams[3].sink.httpEndpoint`. A key that is not an identifier is in
    /// brackets and quotes.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::from("$");
        for step in self.0.steps.iter().rev() {
            // Writing to a string cannot fail.
            let _ = match step {
                Step::Key(key) if is_identifier(key) => write!(path, ".{key}"),
                Step::Key(key) => write!(path, "[{key:?}]"),
                Step::Index(index) => write!(path, "[{index}]"),
            };
        }
        path
    }

    /// What was expected: `a string`.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What was found: `a number`, or `nothing`.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.0.found
    }

    /// The rule of bindery.toml that makes the generated type accept the value, if there is one: for a property that is
    /// missing or null although its schema requires it. `match = "Zone.serial", optional = true`.
    #[must_use]
    pub fn rule(&self) -> Option<String> {
        self.0.rule.map(|rule| rule.to_string())
    }

    /// The byte offset in the text.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column in characters, counted from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.0.column
    }
}

fn is_identifier(key: &str) -> bool {
    let mut characters = key.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_' || first == '$')
        && characters.all(|next| next.is_ascii_alphanumeric() || next == '_' || next == '$')
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { expected, found, rule, line, column, .. } = &*self.0;
        write!(formatter, "{}: expected {expected}, found {found} (line {line}, column {column})", self.path())?;
        match rule {
            Some(rule) => {
                write!(formatter, "; to accept this, add a rule to bindery.toml: {rule}")
            }
            None => Ok(()),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DecodeError")
            .field("kind", &self.0.kind)
            .field("path", &self.path())
            .field("expected", &self.0.expected)
            .field("found", &self.0.found)
            .field("line", &self.0.line)
            .field("column", &self.0.column)
            .finish()
    }
}

impl std::error::Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::DecodeError;

    #[test]
    fn path_is_written_from_the_outside() {
        let error = DecodeError::mismatch("a string", "a number", 9)
            .under_field("httpEndpoint")
            .under_key("a \"b\"")
            .under_index(3)
            .under_field("streams");
        assert_eq!(error.path(), r#"$.streams[3]["a \"b\""].httpEndpoint"#);
    }

    #[test]
    fn long_keys_are_cut() {
        let error = DecodeError::mismatch("a string", "a number", 0).under_key(&"é".repeat(1_000_000));
        assert!(error.path().chars().count() < 200);
    }

    #[test]
    fn position_counts_lines_and_characters() {
        let error = DecodeError::mismatch("a string", "a number", 11).located("{\n\"é\":\n  \"é", 0);
        assert_eq!((error.line(), error.column(), error.offset()), (3, 4, 11));
        assert_eq!(error.to_string(), "$: expected a string, found a number (line 3, column 4)");
    }
}
