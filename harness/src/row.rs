//! The outcome of one document.

use crate::examples::{Fault, Tally};
use bindery_harness::limits::Cost;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many faulty examples of a document are printed; saved rows have all.
const SHOWN: usize = 12;

/// The outcome of a document, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// The generator or the compiler crashed: a panic, a signal, a limit.
    Crashed,
    /// The generator reported errors in the description.
    Rejected,
    /// The crate does not compile.
    Broken,
    /// The crate compiles with warnings.
    Warns,
    /// The crate is generated, and was not compiled.
    Generated,
    /// The crate compiles without a warning.
    Compiles,
}

impl Outcome {
    const ALL: [Self; 6] = [Self::Compiles, Self::Generated, Self::Warns, Self::Broken, Self::Rejected, Self::Crashed];

    /// The name in tables and manifests.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Crashed => "crashed",
            Self::Rejected => "rejected",
            Self::Broken => "broken",
            Self::Warns => "warns",
            Self::Generated => "generated",
            Self::Compiles => "compiles",
        }
    }

    /// The outcome with a name.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.word() == word)
    }

    /// Every outcome, best first.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter()
    }

    /// Whether Bindery is at fault. A rejected description may be invalid.
    pub(crate) fn is_fault(self) -> bool {
        matches!(self, Self::Crashed | Self::Broken | Self::Warns)
    }
}

/// One row of the table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) document: String,
    pub(crate) outcome: Outcome,
    pub(crate) types: usize,
    pub(crate) operations: usize,
    pub(crate) skipped: usize,
    /// Places that are bound as any JSON value, by reason.
    pub(crate) untyped: BTreeMap<String, usize>,
    /// The diagnostics of the generator, by code.
    pub(crate) findings: BTreeMap<String, usize>,
    /// Warnings of the compiler.
    pub(crate) warnings: usize,
    /// The diagnostics of the compiler, by lint or error code.
    pub(crate) lints: BTreeMap<String, usize>,
    /// Bytes of generated source.
    pub(crate) source: usize,
    pub(crate) generate: Cost,
    pub(crate) compile: Cost,
    /// The counts of examples, if they were tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) examples: Option<Tally>,
    /// The first problem.
    pub(crate) problem: String,
}

impl Row {
    /// A row without results.
    pub(crate) fn new(document: &str, outcome: Outcome) -> Self {
        Self {
            document: document.to_owned(),
            outcome,
            types: 0,
            operations: 0,
            skipped: 0,
            untyped: BTreeMap::new(),
            findings: BTreeMap::new(),
            warnings: 0,
            lints: BTreeMap::new(),
            source: 0,
            generate: Cost::default(),
            compile: Cost::default(),
            examples: None,
            problem: String::new(),
        }
    }

    /// Whether examples that match their schemas did not round-trip.
    pub(crate) fn has_lost_examples(&self) -> bool {
        self.examples.as_ref().is_some_and(|tally| tally.ours() > 0)
    }

    /// The outcome with its problem.
    pub(crate) fn told(&self) -> String {
        if let Some(tally) = &self.examples {
            let faults = tally.faults.iter().filter(|fault| fault.is_ours()).take(SHOWN).map(Fault::told);
            let faults: Vec<String> = faults.map(|fault| format!("\n    {fault}")).collect();
            return format!("{}: {} of {} examples{}", self.document, tally.ours(), tally.examples, faults.concat());
        }
        let problem = self.problem.trim_end().replace('\n', "\n    ");
        format!("{}: {}\n    {problem}", self.outcome.word(), self.document)
    }
}
