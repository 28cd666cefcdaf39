//! Regular expressions, compiled once.

use regex::{Regex, RegexBuilder};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The maximum size of a compiled pattern, in bytes.
const LARGEST: usize = 1 << 20;
/// The maximum number of patterns that are kept compiled.
const MOST: usize = 10_000;

/// The patterns that were used, compiled; `None` for those that only JavaScript has, such as lookahead.
#[derive(Debug, Default)]
pub(super) struct Patterns(Mutex<HashMap<String, Option<Arc<Regex>>>>);

impl Patterns {
    /// Whether a text matches a pattern; `None` if the pattern cannot be compiled.
    pub(super) fn is_match(&self, pattern: &str, text: &str) -> Option<bool> {
        let mut patterns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
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
