//! Checks values by the bounds of their schemas: lengths, ranges, steps, patterns, formats and counts. The model of the API leaves
//! these to servers; a server that stands in for one needs them.
//!
//! No phase uses this module. It reads the description in its normal form, as `sample` does, which makes values within the same bounds.

mod format;
mod keywords;
mod shape;
mod walk;

use crate::diag::Pointer;
use crate::sample::Document;
use regex::{Regex, RegexBuilder};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use walk::Walk;

/// The maximum size of a compiled pattern, in bytes.
const LARGEST: usize = 1 << 20;
/// The maximum number of patterns that are kept compiled.
const MOST: usize = 10_000;

/// Checks values of one description.
#[derive(Debug, Default)]
pub struct Bounds {
    /// The patterns that were used, compiled; `None` for those that only JavaScript has, such as lookahead.
    patterns: Mutex<HashMap<String, Option<Arc<Regex>>>>,
}

/// A value that is out of bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Excess {
    /// Where the value is, such as `$.lines[0].sku`.
    pub path: String,
    /// The place of the schema, as the description is written.
    pub place: Pointer,
    /// The bound, such as `a string of at least 3 characters`.
    pub expected: String,
    /// What is there, such as `a string of 2 characters`.
    pub found: String,
    /// The value itself.
    pub value: Value,
    /// Whether a name on the path, or the format, says that the value is secret.
    pub is_secret: bool,
}

impl Bounds {
    /// What of a value is out of bounds. `place` is that of its schema, as the description is written, and `name` that of the value, if it
    /// has one.
    pub fn check(&self, document: &Document, place: &Pointer, name: &str, value: &Value) -> Vec<Excess> {
        let place = document.current(place);
        let Some(schema) = document.here(&place) else { return Vec::new() };
        let mut walk = Walk::new(self, document);
        walk.root(schema, &place, name, value);
        walk.found
    }

    /// Whether a text matches a pattern; `None` if the pattern cannot be compiled.
    fn is_match(&self, pattern: &str, text: &str) -> Option<bool> {
        let mut patterns = self.patterns.lock().unwrap_or_else(PoisonError::into_inner);
        let compiled = match patterns.get(pattern) {
            Some(compiled) => compiled.clone(),
            None => {
                let compiled =
                    RegexBuilder::new(pattern).size_limit(LARGEST).nest_limit(100).build().ok().map(Arc::new);
                if patterns.len() < MOST {
                    patterns.insert(pattern.to_owned(), compiled.clone());
                }
                compiled
            }
        };
        drop(patterns);
        compiled.map(|compiled| compiled.is_match(text))
    }
}

#[cfg(test)]
mod tests;
