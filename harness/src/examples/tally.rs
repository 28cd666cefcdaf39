//! The counts of one document's examples, and the manifest that compares them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The limit for faults in a row.
const MOST: usize = 2_000;

/// The counts, and the examples that differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// The number of tried examples: the sum of the next five.
    pub(crate) examples: usize,
    pub(crate) same: usize,
    /// Equal but for the spelling of a number: `5` for `5.0`.
    pub(crate) respelled: usize,
    pub(crate) different: usize,
    pub(crate) failed: usize,
    /// Failed or different examples that contradict their own schema.
    pub(crate) contradicting: usize,
    /// Those of them that do not decode strictly, and come back as they were when they are decoded leniently.
    #[serde(default)]
    pub(crate) lenient: usize,
    /// Examples in which a value that its schema allows matches no variant of its union, whatever their outcome.
    pub(crate) unmatched: usize,
    /// Skipped examples, by reason.
    pub(crate) skipped: BTreeMap<String, usize>,
    pub(crate) faults: Vec<Fault>,
}

/// Whether an example contradicts its schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "verdict", content = "because")]
pub(crate) enum Verdict {
    /// At the place of the failure.
    Contradicts(String),
    /// At another place.
    Elsewhere(String),
    /// No.
    Fits,
}

/// An example that did not round-trip unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fault {
    pub(crate) pointer: String,
    /// `failed`, `lenient` if it decodes only leniently, `lossy` if it loses something then, `different`, `respelled` or
    /// `unmatched`.
    pub(crate) result: String,
    /// The place in the example, as a JSON pointer.
    pub(crate) place: String,
    pub(crate) why: String,
    #[serde(flatten)]
    pub(crate) verdict: Verdict,
    pub(crate) excerpt: String,
}

impl Fault {
    /// Whether the description is correct.
    pub(crate) fn is_ours(&self) -> bool {
        let is_excused = matches!(self.verdict, Verdict::Contradicts(_));
        self.result == "lossy" || matches!(self.result.as_str(), "different" | "failed" | "lenient") && !is_excused
    }

    /// What happened, in a line or two.
    pub(crate) fn told(&self) -> String {
        let schema = match &self.verdict {
            Verdict::Contradicts(because) => format!("contradicts its schema {because}"),
            Verdict::Elsewhere(because) => format!("contradicts its schema elsewhere, {because}"),
            Verdict::Fits => "fits its schema".to_owned(),
        };
        format!("{} {} at {:?}: {}; {schema}\n      {}", self.result, self.pointer, self.place, self.why, self.excerpt)
    }
}

impl Tally {
    pub(crate) fn note(&mut self, fault: Fault) {
        if self.faults.len() < MOST {
            self.faults.push(fault);
        }
    }

    /// Adds the counts of another document.
    pub(crate) fn add(&mut self, other: &Self) {
        self.examples += other.examples;
        self.same += other.same;
        self.respelled += other.respelled;
        self.different += other.different;
        self.failed += other.failed;
        self.contradicting += other.contradicting;
        self.lenient += other.lenient;
        self.unmatched += other.unmatched;
        for (why, count) in &other.skipped {
            *self.skipped.entry(why.clone()).or_default() += count;
        }
    }

    /// Unexcused examples. A number that is equal but spelled differently is fine: JSON does not distinguish them.
    pub(crate) fn ours(&self) -> usize {
        self.different + self.failed
    }

    pub(crate) fn skips(&self) -> usize {
        self.skipped.values().sum()
    }

    /// The cells of a manifest.
    pub(crate) fn cells(&self) -> String {
        let Self { examples, same, respelled, different, failed, contradicting, .. } = self;
        format!("{examples}\t{same}\t{respelled}\t{different}\t{failed}\t{contradicting}\t{}", self.skips())
    }

    /// Parses the cells of a manifest.
    pub(crate) fn of_cells<'c>(cells: impl Iterator<Item = &'c str>) -> Option<Self> {
        let counts: Vec<usize> = cells.map(|cell| cell.parse().ok()).collect::<Option<_>>()?;
        let [examples, same, respelled, different, failed, contradicting, skips] = counts.try_into().ok()?;
        let skipped = BTreeMap::from([(String::new(), skips)]);
        Some(Self { examples, same, respelled, different, failed, contradicting, skipped, ..Self::default() })
    }

    /// The counts that are worse than expected. Neither more examples nor mistakes of the description are regressions.
    pub(crate) fn worse_than(&self, expected: &Self) -> Option<String> {
        let counts: [(&str, usize, usize); 3] = [
            ("respelled", self.respelled, expected.respelled),
            ("different", self.different, expected.different),
            ("failed", self.failed, expected.failed),
        ];
        let mut worse: Vec<String> = counts
            .iter()
            .filter(|(_, now, before)| now > before)
            .map(|(word, now, before)| format!("{now} {word}, before {before}"))
            .collect();
        if self.same < expected.same {
            worse.push(format!("{} the same, before {}", self.same, expected.same));
        }
        (!worse.is_empty()).then(|| worse.join("; "))
    }
}
