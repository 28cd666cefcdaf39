//! What a run of `bindery generate` says it bound.

use std::fmt;

/// What was bound, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    pub(crate) types: usize,
    /// Those of them that equal others, and are no more than names of these.
    pub(crate) equal: usize,
    pub(crate) operations: usize,
}

impl Bound {
    /// What the line says that closes a run: `7 types (2 of them equal to others), 1 operation, ...`.
    pub(crate) fn said(said: &str) -> Option<Self> {
        let line = said.lines().last()?;
        let (types, rest) = number_before(line, " type")?;
        let equal = number_before(rest, " of them equal").map_or(0, |(equal, _)| equal);
        let (operations, _) = number_before(rest, " operation")?;
        Some(Self { types, equal, operations })
    }

    /// Checks that copies have so many times what one has: that they are copies, and nothing of one is missing or has become
    /// one with something of another.
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

/// The number that ends before a word, and what follows.
fn number_before<'t>(text: &'t str, word: &str) -> Option<(usize, &'t str)> {
    let (before, after) = text.split_once(word)?;
    let digits = before.rfind(|each: char| !each.is_ascii_digit()).map_or(0, |end| end + 1);
    Some((before[digits..].parse().ok()?, after))
}
