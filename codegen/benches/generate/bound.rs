//! Parses the summary of `bindery generate`.

use std::fmt;

/// The counts of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    pub(crate) types: usize,
    /// Types that are aliases of equal ones.
    pub(crate) equal: usize,
    pub(crate) operations: usize,
}

impl Bound {
    /// Parses the last line of a run: `7 types (2 of them equal to others), 1 operation, ...`.
    pub(crate) fn said(said: &str) -> Option<Self> {
        let line = said.lines().last()?;
        let (types, rest) = number_before(line, " type")?;
        let equal = number_before(rest, " of them equal").map_or(0, |(equal, _)| equal);
        let (operations, _) = number_before(rest, " operation")?;
        Some(Self { types, equal, operations })
    }

    /// Checks that the counts of copies are multiples of those of one: nothing is missing, and nothing was merged with another copy.
    pub(crate) fn of_copies(self, one: Self, copies: usize) -> Result<(), String> {
        let expected =
            Self { types: one.types * copies, equal: one.equal * copies, operations: one.operations * copies };
        if self == expected {
            Ok(())
        } else {
            Err(format!("{copies} copies have {self}, where {expected} are expected"))
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} types ({} equal to others), {} operations", self.types, self.equal, self.operations)
    }
}

/// The number before a word, and the rest.
fn number_before<'t>(text: &'t str, word: &str) -> Option<(usize, &'t str)> {
    let (before, after) = text.split_once(word)?;
    let digits = before.rfind(|each: char| !each.is_ascii_digit()).map_or(0, |end| end + 1);
    Some((before[digits..].parse().ok()?, after))
}
