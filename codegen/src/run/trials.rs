//! Runs that bind one text after the other, to see which of them shows a finding: for `bindery reduce`.

use super::inputs::places;
use super::memory::in_memory;
use super::pipeline::Goal;
use super::{Options, Run, configured};
use crate::config::{self, Config, Select, Selector};
use crate::diag::{Allowed, Code, Denied, Diagnostics};
use crate::overlay;
use crate::plan::Places;
use crate::tree::Tree;
use crate::verify::{Finding, examples};
use std::path::{Path, PathBuf};

/// Binds texts with one configuration, in memory.
#[derive(Clone, Debug)]
pub struct Trials {
    path: PathBuf,
    config: Config,
    goal: Goal,
    has_examples: bool,
    places: Places,
}

impl Trials {
    /// Runs that can show a code. They go as far as the code needs: to the model of the API with its examples, or to the files.
    pub fn for_code(code: Code) -> Self {
        let goal = if code == Code::Malformed { Goal::Files } else { Goal::Model };
        let has_examples = (Code::UndeclaredProperty..=Code::UnmatchedUnion).contains(&code);
        Self { has_examples, ..Self::to(goal) }
    }

    /// Runs that make the files of crates in a folder, for the compiler.
    pub fn for_crates(options: &Options, folder: &Path) -> Self {
        let (config, ..) = configured(options);
        let base = options.config.as_deref().and_then(Path::parent).unwrap_or_else(|| Path::new(""));
        let places = places(options.runtime_path.as_ref(), &config, base, Some(folder));
        Self { places, ..Self::to(Goal::Trial) }
    }

    fn to(goal: Goal) -> Self {
        let path = PathBuf::from("reduced.json");
        Self { path, config: Config::default(), goal, has_examples: false, places: Places::default() }
    }

    /// The same with the configuration of a run. All operations are selected, and no severity changes: a smaller text may lack what a
    /// selector matches, and an allowed finding would not be seen.
    #[must_use]
    pub fn configured(self, options: &Options) -> Self {
        let (config, ..) = configured(options);
        self.with(config)
    }

    /// The same with a configuration that is JSON, as [`Trials::configuration`] gives it; `None` if it is none.
    pub fn reconfigured(&self, json: &str) -> Option<Self> {
        Some(self.clone().with(config::of_json(json)?))
    }

    /// The configuration of a run, with what the command line sets, as one value; `None` if it cannot be read.
    pub fn configuration(options: &Options) -> Option<Tree> {
        let text = options.config.as_deref().map(|path| config::read_table(path, None).1).unwrap_or_default();
        Tree::parse(&config::as_json(&text, options.table, &options.settings)?).ok()
    }

    fn with(self, config: Config) -> Self {
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
        let (config, place) = ((&self.config, self.goal), &self.places);
        let mut run = in_memory(&self.path, bytes, config, place, None, Diagnostics::new());
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
