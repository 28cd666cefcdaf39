//! Compares the public surfaces of two crates: what a new description means for the people who call the old one.
//!
//! A surface is taken from a plan, or read from a file that another version of Bindery may have written. `compare` matches their operations and types, and reports for each difference whether code that
//! compiles with the old crate compiles with the new one, and why not.

mod change;
mod client;
mod compare;
mod docs;
mod enums;
mod fields;
mod fold;
mod groups;
mod items;
mod matching;
mod model;
mod operations;
mod output;
mod package;
mod recorder;
mod render;
mod requests;
mod rules;
mod shapes;
mod side;
mod surface;
mod types;
mod verdict;

pub use change::Change;
pub use compare::compare;
pub use model::{At, Comparison, Counts, Finding, Incomparable, Place, Way, Weight};
pub use render::{html, human, json, markdown};
pub use surface::{FORMAT, Surface, Unreadable};
pub use verdict::{Verdict, Version, next_version, verdict};
