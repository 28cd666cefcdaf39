//! Collects failed measurements. The run continues with the next one.

use std::error::Error;
use std::path::Path;

/// The failures, in order.
#[derive(Default)]
pub(crate) struct Failures(Vec<String>);

impl Failures {
    /// Records and prints why a part was not measured, if it failed.
    #[allow(clippy::print_stderr, reason = "a benchmark prints")]
    pub(crate) fn note(&mut self, part: &str, document: &Path, measured: Result<(), Box<dyn Error>>) {
        if let Err(error) = measured {
            eprintln!("  {part}: {error}");
            self.0.push(format!("{}, {part}: {error}", document.display()));
        }
    }

    /// The error with which the run ends.
    pub(crate) fn end(self) -> Result<(), Box<dyn Error>> {
        if self.0.is_empty() { Ok(()) } else { Err(format!("not measured:\n{}", self.0.join("\n")).into()) }
    }
}
