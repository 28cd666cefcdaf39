//! The pipeline: all phases in order, from documents to files.

use super::{derives, former, unboxed, unused};
use crate::analysis::Analysis;
use crate::api::{Api, Listed};
use crate::config::{Config, GroupFeatures, Rules, Select, Unreached};
use crate::diag::{Diagnostics, LintLevels};
use crate::dialect::Normal;
use crate::names::{Lock, Names};
use crate::output::OutputFile;
use crate::plan::{CratePlan, Places};
use crate::resolve::{Description, Resolved};
use crate::shape::Shapes;
use crate::source::Documents;
use crate::{analysis, api, dialect, emit, names, plan, resolve, shape};

/// The bindings: the files of the crate, and what [`listing`](crate::listing::listing) describes.
#[derive(Debug)]
pub struct Product {
    /// The API.
    #[doc(hidden)]
    pub api: Api,
    /// The analysis of its types.
    #[doc(hidden)]
    pub analysis: Analysis,
    /// Its names.
    #[doc(hidden)]
    pub names: Names,
    /// The names for the lock file, if there is one.
    #[doc(hidden)]
    pub lock: Option<Lock>,
    /// The number of unselected operations and webhooks.
    #[doc(hidden)]
    pub left_out: usize,
    /// The plan of the crate.
    #[doc(hidden)]
    pub plan: CratePlan,
    /// All files of the crate or the module; `Cargo.toml` is one of them for a crate.
    pub files: Vec<OutputFile>,
}

/// How far a run goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// The files of the crate.
    Files,
    /// The plan of the crate, without files. It has everything that callers see.
    Plan,
    /// The same with all findings about the configuration, for somebody who has the files written later.
    Draft,
    /// The same, with the documents.
    #[cfg(feature = "cli")]
    Model,
    /// The files of the crate, with the documents.
    #[cfg(feature = "cli")]
    Checked,
    /// The files of the crate for a smaller description, which may lack what a rule matches.
    #[cfg(feature = "cli")]
    Trial,
}

impl Goal {
    fn has_files(self) -> bool {
        match self {
            Self::Files => true,
            Self::Plan | Self::Draft => false,
            #[cfg(feature = "cli")]
            Self::Checked | Self::Trial => true,
            #[cfg(feature = "cli")]
            Self::Model => false,
        }
    }

    /// Whether a rule that matches nothing is reported. It may match something that exists only on the other side of a comparison.
    fn reports_unused_rules(self) -> bool {
        match self {
            Self::Files | Self::Draft => true,
            Self::Plan => false,
            #[cfg(feature = "cli")]
            Self::Checked => true,
            #[cfg(feature = "cli")]
            Self::Model | Self::Trial => false,
        }
    }

    pub(super) fn keeps_documents(self) -> bool {
        match self {
            Self::Files | Self::Plan | Self::Draft => false,
            #[cfg(feature = "cli")]
            Self::Trial => false,
            #[cfg(feature = "cli")]
            Self::Model | Self::Checked => true,
        }
    }
}

impl Product {
    /// The public surface of the crate, to compare it with that of another one.
    #[doc(hidden)]
    pub fn surface(&self) -> crate::diff::Surface {
        crate::diff::Surface::of(&self.api, &self.names, &self.analysis, &self.plan)
    }
}

/// Runs all phases. They continue after errors, so that all problems are reported at once; only a document that is not an OpenAPI
/// description stops the run early.
pub(super) fn run_phases(
    documents: Documents,
    (config, lock): (&Config, Option<&Lock>),
    places: &Places,
    goal: Goal,
    diagnostics: &mut Diagnostics,
) -> Option<Product> {
    let (normal, found) = dialect::normalise(documents);
    diagnostics.extend(found);
    if weigh(diagnostics, config).has_errors() {
        return None;
    }
    let (resolved, found) = resolve::resolve_selected(&normal, &config.select);
    diagnostics.extend(found);
    // Everything needed from them has been resolved, unless rules match nothing in it.
    let normal = (!config.select.is_all() && !config.rules.is_empty()).then_some(normal);
    let Resolved { description, schemas } = resolved;
    let left_out = description.left_out;
    let unreached = config.unreached.unwrap_or_else(|| {
        // Without a feature, every user would compile them.
        let has_feature = config.group_features == GroupFeatures::PerGroup;
        let is_whole = config.select.is_all() && (has_feature || description.has_only_schemas());
        if is_whole { Unreached::Bind } else { Unreached::Leave }
    });
    let (shapes, found) = shape::shape(&description, schemas, unreached);
    diagnostics.extend(found);
    let (mut api, names, found) = named(&description, &shapes, config, lock.unwrap_or(&Lock::default()));
    diagnostics.extend(found);
    let lock = lock.map(|lock| names::renew(&api, &names, config, lock));
    let (lock, found) = lock.unzip();
    diagnostics.extend(found.unwrap_or_default());
    diagnostics.extend(former::check(&names));
    diagnostics.extend(api::redact(&mut api, config));
    let analysis = analysis::analyze(&api, &names, config);
    diagnostics.extend(unboxed::check(&api, &names, &analysis));
    if goal.reports_unused_rules() {
        let unused = unused::patterns(&config.rules);
        diagnostics.extend(match normal {
            Some(normal) if !unused.is_empty() => unused_in_all(&normal, config, &unused),
            _ => unused::report(&description, &api, &names, &config.rules, &unused),
        });
    }
    if weigh(diagnostics, config).has_errors() {
        return None;
    }
    let plan = plan::plan(&api, &analysis, &names, config, places);
    diagnostics.extend(derives::check(&plan.types));
    if weigh(diagnostics, config).has_errors() {
        return None;
    }
    let (files, found) = if goal.has_files() { emit::emit(&plan) } else { (Vec::new(), Diagnostics::new()) };
    diagnostics.extend(found);
    Some(Product { api, analysis, names, lock, left_out, plan, files })
}

/// The rules that match nothing of what is selected, and nothing of the rest either.
fn unused_in_all(normal: &Normal, config: &Config, unused: &[(usize, String)]) -> Diagnostics {
    let all = Config { select: Select::default(), ..config.clone() };
    let (Resolved { description, schemas }, _) = resolve::resolve_selected(normal, &all.select);
    let (shapes, _) = shape::shape(&description, schemas, Unreached::Bind);
    let (api, names, _) = named(&description, &shapes, &all, &Lock::default());
    unused::report(&description, &api, &names, &all.rules, unused)
}

/// How often the API is rebuilt because rules changed names that other rules may match.
const MOST_PASSES: usize = 4;

/// The API and its names. Where a rule knows a part of the API by its Rust name, the API is built again with the names of the
/// pass before.
fn named(description: &Description, shapes: &Shapes, config: &Config, lock: &Lock) -> (Api, Names, Diagnostics) {
    config.rules.reset();
    let mut listed = Listed::default();
    let (mut api, mut found) = api::build(description, shapes, config, &listed);
    let mut names = names::names(&api, config, lock);
    for pass in 0..MOST_PASSES {
        let mut is_new = !config.rules.is_empty() && names::list(&api, &names, &mut listed);
        if pass == 0 && config.rules.unused().next().is_some() {
            // A rule may match a type by the name that it would have without the other rules.
            let plain = Config { rules: Rules::default(), ..config.clone() };
            let (api, _) = api::build(description, shapes, &plain, &Listed::default());
            is_new |= names::list(&api, &names::names(&api, &plain, lock), &mut listed);
        }
        if !is_new || !listed.is_named(&config.rules) {
            break;
        }
        config.rules.widen();
        (api, found) = api::build(description, shapes, config, &listed);
        names = names::names(&api, config, lock);
    }
    (api, names, found)
}

/// Applies the severity overrides of this run.
pub(super) fn weigh<'d>(diagnostics: &'d mut Diagnostics, config: &Config) -> &'d Diagnostics {
    let levels = LintLevels { denied: config.deny.clone(), allowed: config.allow.clone() };
    *diagnostics = std::mem::take(diagnostics).weighed(&levels);
    diagnostics
}
