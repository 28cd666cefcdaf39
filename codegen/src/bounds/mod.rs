//! Checks values by the bounds of their schemas: lengths, ranges, steps, patterns, formats and counts. The model of the API leaves
//! these to servers; a server that stands in for one needs them.
//!
//! No phase uses this module. It reads the description in its normal form, as `sample` does, which makes values within the same bounds.

mod check;
mod format;
mod keywords;
mod model;
mod patterns;
mod schemas;
mod shape;
mod walk;

pub use check::Bounds;
pub use model::Excess;

#[cfg(test)]
mod tests;
