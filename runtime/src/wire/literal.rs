//! Constants of the description.

/// A constant of the description: a string, or another JSON scalar as its text.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A string, without quotes or escapes.
    Text(&'static str),
    /// The JSON text of a number, `true`, `false` or `null`.
    Json(&'static str),
}
