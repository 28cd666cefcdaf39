//! Compares the public surfaces of two crates: what a new description means for the people who call the old one.
//!
//! The surfaces are taken from two plans. `compare` matches their operations and types, and reports for each difference whether code that
//! compiles with the old crate compiles with the new one, and why not.

mod change;
mod client;
mod compare;
mod docs;
mod enums;
mod fields;
mod fold;
mod groups;
mod matching;
mod model;
mod operations;
mod output;
mod recorder;
mod render;
mod rules;
mod shapes;
mod signature;
mod surface;
mod types;
mod verdict;

pub use change::Change;
pub use compare::compare;
pub use model::{At, Comparison, Counts, Finding, Incomparable, Place, Way, Weight};
pub use render::{html, human, json, markdown};
pub use surface::Plan;
pub use verdict::{Verdict, Version, next_version, verdict};
