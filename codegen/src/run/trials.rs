//! Runs that bind one text after the other, to see which of them shows a finding: for `bindery reduce`.

use super::memory::in_memory;
use super::pipeline::Goal;
use super::{Options, Run, configured};
use crate::config::{Config, Select, Selector};
use crate::diag::{Allowed, Code, Denied, Diagnostics};
use crate::overlay;
use crate::verify::{Finding, examples};
use std::path::PathBuf;

/// Binds texts with one configuration, in memory.
#[derive(Clone, Debug)]
pub struct Trials {
    path: PathBuf,
    config: Config,
    goal: Goal,
    has_examples: bool,
}

impl Trials {
    /// Runs that can show a code. They go as far as the code needs: to the model of the API with its examples, or to the files.
    pub fn for_code(code: Code) -> Self {
        let goal = if code == Code::Malformed { Goal::Files } else { Goal::Model };
        let has_examples = (Code::UndeclaredProperty..=Code::UnmatchedUnion).contains(&code);
        Self { path: PathBuf::from("reduced.json"), config: Config::default(), goal, has_examples }
    }

    /// The same with the configuration of a run. All operations are selected, and no severity changes: a smaller text may lack what a
    /// selector matches, and an allowed finding would not be seen.
    #[must_use]
    pub fn configured(self, options: &Options) -> Self {
        let (config, ..) = configured(options);
        let (select, deny, allow) = (Select::default(), Denied::default(), Allowed::default());
        Self { config: Config { select, deny, allow, ..config }, ..self }
    }

    /// The same with the operations that match a selector.
    #[must_use]
    pub fn selecting(mut self, selector: &Selector) -> Self {
        self.config.select.only = vec![selector.clone()];
        self
    }

    /// Binds a JSON text.
    pub fn run(&self, text: &str) -> Run {
        let bytes = text.as_bytes().to_vec();
        let mut run = in_memory(&self.path, bytes, (&self.config, self.goal), None, Diagnostics::new());
        if self.has_examples {
            let findings = run.model().map(|(api, documents)| examples(api, documents)).unwrap_or_default();
            run.add(findings.iter().map(Finding::diagnostic).collect());
        }
        run
    }
}

impl Run {
    /// The description after all overlays and patches, as one JSON text with the documents that it refers to; `None` if it was not read,
    /// or the run does not keep it.
    pub fn bundle(&self) -> Option<String> {
        self.documents.as_ref().map(overlay::effective)
    }
}
