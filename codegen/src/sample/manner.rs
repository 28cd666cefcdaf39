//! The manner of values.

/// The manner of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Those that programs often get wrong: empty and strange texts, the ends of ranges, `null`.
    Odd,
    /// Those that people expect, with all properties, and examples and defaults where a schema has them.
    Exemplary,
    /// The same, but without examples and defaults, which may contradict their schemas.
    Plain,
}
