//! The report about all values.

use bindery::sample::Unmade;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// The maximum length of an example, in characters.
const LONGEST: usize = 600;

/// Counts of reasons, each with the first example.
type Reasons = BTreeMap<String, (usize, String)>;

/// Counts, with an example of every failure.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) schemas: usize,
    pub(crate) drawn: usize,
    same: usize,
    /// Values that are the same, but match no variant of some union: by schema.
    unmatched: Reasons,
    different: Reasons,
    failed: Reasons,
    unmade: Reasons,
    left_out: Reasons,
}

impl Report {
    pub(crate) fn same(&mut self, unmatched: Option<&str>, pointer: &str, value: &Value) {
        self.same += 1;
        if let Some(place) = unmatched {
            add(&mut self.unmatched, pointer, || format!("/{place} matches no variant: {value}"));
        }
    }

    pub(crate) fn different(&mut self, kind: &str, pointer: &str, what: &str) {
        add(&mut self.different, kind, || format!("{pointer} {what}"));
    }

    pub(crate) fn failed(&mut self, why: &str, pointer: &str, value: &Value) {
        // Without line and column, which always differ.
        let kind: String = why.split(" (line ").next().unwrap_or(why).chars().take(120).collect();
        add(&mut self.failed, &kind, || format!("{pointer} {why}: {value}"));
    }

    pub(crate) fn unmade(&mut self, why: Unmade, pointer: &str) {
        add(&mut self.unmade, &why.to_string(), || pointer.to_owned());
    }

    pub(crate) fn left_out(&mut self, why: Unmade, count: usize) {
        self.left_out.entry(why.to_string()).or_default().0 += count;
    }

    /// Whether every value came back unchanged.
    pub(crate) fn is_clean(&self) -> bool {
        self.different.is_empty() && self.failed.is_empty()
    }
}

/// Counts a reason.
fn add(reasons: &mut Reasons, reason: &str, example: impl FnOnce() -> String) {
    reasons.entry(reason.to_owned()).or_insert_with(|| (0, example())).0 += 1;
}

fn sum(reasons: &Reasons) -> usize {
    reasons.values().map(|(count, _)| count).sum()
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (different, failed) = (sum(&self.different), sum(&self.failed));
        let tried = self.same + different + failed;
        writeln!(formatter, "schemas: {} drawn of {}", self.drawn, self.schemas)?;
        writeln!(formatter, "values:  {tried} tried, {} same, {different} different, {failed} failed", self.same)?;
        let lists = [
            ("different", &self.different),
            ("failed", &self.failed),
            ("same, but untyped", &self.unmatched),
            ("not created", &self.unmade),
            ("optional properties not created", &self.left_out),
        ];
        for (title, reasons) in lists.into_iter().filter(|(_, reasons)| !reasons.is_empty()) {
            writeln!(formatter, "{title}: {}", sum(reasons))?;
            for (reason, (count, example)) in reasons {
                writeln!(formatter, "  {count:>6}  {reason}")?;
                if !example.is_empty() {
                    writeln!(formatter, "          {}", example.chars().take(LONGEST).collect::<String>())?;
                }
            }
        }
        Ok(())
    }
}
