//! The pipeline: all phases in order, from documents to files.

use crate::analysis::Analysis;
use crate::api::Api;
use crate::config::{Config, GroupFeatures, Unreached};
use crate::diag::{Code, Diagnostic, Diagnostics, File, LintLevels, Pointer};
use crate::names::Names;
use crate::output::OutputFile;
use crate::plan::CratePlan;
use crate::resolve::Resolved;
use crate::source::Documents;
use crate::{analysis, api, dialect, emit, names, plan, resolve, shape};

/// The bindings: the files of the crate, and what [`listing`](crate::listing::listing) describes.
#[derive(Debug)]
pub struct Product {
    /// The API.
    #[doc(hidden)]
    pub api: Api,
    /// Facts about its types.
    #[doc(hidden)]
    pub analysis: Analysis,
    /// Its names.
    #[doc(hidden)]
    pub names: Names,
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
    /// The plan of the crate, which has everything that callers see; the product has no files.
    Plan,
}

impl Product {
    /// The public surface of the crate, to compare it with that of another one.
    #[doc(hidden)]
    pub fn surface(&self) -> crate::diff::Plan<'_> {
        crate::diff::Plan { api: &self.api, names: &self.names, analysis: &self.analysis, plan: &self.plan }
    }
}

/// Runs all phases. They continue after errors, so that all problems are reported at once; only a document that is not
/// an OpenAPI description ends the run early.
pub(super) fn run_phases(
    documents: Documents,
    config: &Config,
    runtime: Option<String>,
    goal: Goal,
    diagnostics: &mut Diagnostics,
) -> Option<Product> {
    let (normal, found) = dialect::normalise(documents);
    diagnostics.extend(found);
    if weigh(diagnostics, config).has_errors() {
        return None;
    }
    let (resolved, found) = resolve::resolve(&normal);
    diagnostics.extend(found);
    // All that is needed of them has been resolved.
    drop(normal);
    let Resolved { description, schemas } = resolved;
    let unreached = config.unreached.unwrap_or_else(|| {
        // Without a feature they would be compiled by everybody.
        let has_feature = config.group_features == GroupFeatures::PerGroup;
        if has_feature || description.has_only_schemas() { Unreached::Bind } else { Unreached::Leave }
    });
    let (shapes, found) = shape::shape(&description, schemas, unreached);
    diagnostics.extend(found);
    let (mut api, found) = api::build(&description, &shapes, config);
    diagnostics.extend(found);
    let names = names::names(&api, config);
    api::correct(&mut api, &|id| names.of(id).ident.clone(), &config.rules);
    let analysis = analysis::analyze(&api, &names, config);
    for (index, pattern) in config.rules.unused() {
        let message = format!("the rule for {pattern:?} matches nothing");
        let place = Pointer::root().join("rule").join(index);
        diagnostics.push(Diagnostic::new(Code::UnusedRule, &place, message).about(File::Config));
    }
    for (index, pattern) in config.paging.unused() {
        let message = format!("the paging rule for {pattern:?} matches no operation");
        let place = Pointer::root().join("paging").join(index);
        diagnostics.push(Diagnostic::new(Code::UnusedRule, &place, message).about(File::Config));
    }
    if weigh(diagnostics, config).has_errors() {
        return None;
    }
    let plan = plan::plan(&api, &analysis, &names, config, runtime);
    let (files, found) = match goal {
        Goal::Files => emit::emit(&plan),
        Goal::Plan => (Vec::new(), Diagnostics::new()),
    };
    diagnostics.extend(found);
    Some(Product { api, analysis, names, plan, files })
}

/// Applies the severity overrides of this run.
pub(super) fn weigh<'d>(diagnostics: &'d mut Diagnostics, config: &Config) -> &'d Diagnostics {
    let levels = LintLevels { denied: config.deny.clone(), allowed: config.allow.clone() };
    *diagnostics = std::mem::take(diagnostics).weighed(&levels);
    diagnostics
}
