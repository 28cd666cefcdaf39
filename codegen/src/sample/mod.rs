//! Makes values of schemas: for the answers of `bindery mock`, and for tests that need values of every type.
//!
//! Values are made from the description in its normal form, and not from the model of the API: that has no bounds, patterns or
//! formats. The same seed gives the same values. No phase uses this module.

mod branch;
mod document;
mod make;
mod manner;
mod merge;
mod pattern;
mod random;
mod scalar;
mod unmade;
mod words;

pub use document::Document;
pub use make::{Maker, Undeclared};
pub use manner::Manner;
pub use random::Random;
#[cfg(feature = "cli")]
pub(crate) use scalar::count;
pub use unmade::Unmade;

#[cfg(test)]
mod tests;
