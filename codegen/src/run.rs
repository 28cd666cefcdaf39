//! A complete run, from files to files.

mod address;
mod check;
mod derives;
#[cfg(feature = "cli")]
mod evidence;
mod former;
mod generate;
mod inputs;
mod lock_file;
mod locking;
mod memory;
mod options;
mod pipeline;
#[cfg(feature = "cli")]
mod repairing;
#[cfg(feature = "cli")]
mod trials;
mod unboxed;
mod unused;

#[cfg(feature = "cli")]
pub use evidence::{checked, modelled};
pub use generate::{generate, out_of_step, write_effective_spec};
use inputs::{edits, named_files, places};
use lock_file::LockFile;
#[cfg(feature = "cli")]
pub use locking::lock_path;
pub use locking::write_lock;
pub use memory::{bind, draft_text};
pub use options::{Locking, Options};
use pipeline::Goal;
pub use pipeline::Product;
#[cfg(feature = "cli")]
pub use repairing::{Repaired, write_repairs};
#[cfg(feature = "cli")]
pub use trials::Trials;

use crate::config::{self, Config, GroupFeatures, Placement, Selector};
use crate::diag::{COMMAND_LINE, Code, Diagnostic, Diagnostics, File, LintLevels, Located, Place, Pointer};
use crate::names::Lock;
use crate::output::Change;
use crate::overlay;
use crate::paths::joined;
use crate::plan::Places;
use crate::source;
use crate::source::{Documents, Source, Vendored};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The result of a run: diagnostics, and bindings unless there are errors.
///
/// The rendering functions of [`diag`](crate::diag) take it beside the diagnostics, because it has the texts that these point into.
#[derive(Debug)]
pub struct Run {
    /// The diagnostics of all phases.
    pub diagnostics: Diagnostics,
    /// The bindings; `None` if an error prevents output.
    pub product: Option<Product>,
    /// The output directory, if known.
    pub output: Option<PathBuf>,
    /// The changes that [`generate`] made: to the output directory, and to the lock file of names and the effective description where there
    /// is one.
    pub changes: Vec<Change>,
    /// The edited description, and where to write it.
    effective: Option<(PathBuf, String)>,
    /// The lock file of names.
    lock: Option<LockFile>,
    /// The lint levels, for diagnostics about writing the output.
    levels: LintLevels,
    texts: Texts,
    /// The documents after all edits, for what is compared with them.
    documents: Option<Documents>,
}

/// The texts that diagnostics point into.
#[derive(Debug)]
struct Texts {
    description: Source,
    config: Option<(PathBuf, String)>,
    output: PathBuf,
    /// The files that the options and the configuration name, readable or not.
    named: Vec<PathBuf>,
}

impl Run {
    /// A run before its description is read.
    fn begun(diagnostics: Diagnostics, config: &Config, output: Option<PathBuf>, texts: Texts) -> Self {
        Self {
            diagnostics,
            product: None,
            changes: Vec::new(),
            effective: None,
            lock: None,
            levels: LintLevels { denied: config.deny.clone(), allowed: config.allow.clone() },
            texts,
            documents: None,
            output,
        }
    }

    /// The files that the run depends on: the configuration, the lock file of names, the description, the documents that it refers to,
    /// overlays and patches. Those that could not be read are among them.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        let config = self.texts.config.iter().map(|(path, _)| path.as_path());
        let read = || self.texts.description.paths();
        let missing =
            self.texts.named.iter().map(PathBuf::as_path).filter(move |path| read().all(|other| other != *path));
        let lock = self.lock.iter().filter(|file| file.text.is_some()).map(|file| file.path.as_path());
        config.chain(lock).chain(read()).chain(missing)
    }

    /// The file for the edited description, if one was requested.
    pub fn effective_spec(&self) -> Option<&Path> {
        self.effective.as_ref().map(|(path, _)| path.as_path())
    }
}

impl Located for Run {
    fn path(&self, place: Place<'_>) -> String {
        match place.file {
            File::Description => named(self.texts.description.path_of(place)),
            File::Config => named(self.texts.config.as_ref().map_or(Path::new(""), |(path, _)| path)),
            File::Lock => named(self.lock().unwrap_or(Path::new(""))),
            File::Output => named(&self.texts.output),
            File::CommandLine => COMMAND_LINE.to_owned(),
            File::Recording { .. } => place.pointer.document().to_owned(),
        }
    }

    fn text(&self, place: Place<'_>) -> Option<&str> {
        match place.file {
            File::Description => self.texts.description.text_at(place),
            File::Config => self.texts.config.as_ref().map(|(_, text)| text.as_str()),
            File::Lock => self.lock.as_ref().and_then(|file| file.text.as_deref()),
            File::Output | File::CommandLine | File::Recording { .. } => None,
        }
    }

    fn spans(&self, places: &[Place<'_>]) -> Vec<Option<Range<usize>>> {
        let of_file = |file| (0..places.len()).filter(move |index| places[*index].file == file);
        let mut spans = vec![None; places.len()];
        let described: Vec<usize> = of_file(File::Description).collect();
        let here: Vec<Place<'_>> = described.iter().map(|index| places[*index]).collect();
        let found = self.texts.description.spans(&here);
        described.into_iter().zip(found).for_each(|(index, span)| spans[index] = span);
        let toml = [(File::Config, self.texts.config.as_ref().map(|(_, text)| text.as_str()))];
        let lock = [(File::Lock, self.lock.as_ref().and_then(|file| file.text.as_deref()))];
        for (file, text) in toml.into_iter().chain(lock) {
            let Some(text) = text else { continue };
            let here: Vec<usize> = of_file(file).collect();
            let found = config::spans(text, &here.iter().map(|index| places[*index]).collect::<Vec<_>>());
            here.into_iter().zip(found).for_each(|(index, span)| spans[index] = span);
        }
        spans
    }
}

/// Binds the description that the options or their configuration name. Nothing is written.
///
/// # Errors
/// Errors are diagnostics of the run, which then has no product: no description is given, a file cannot be read, is not an OpenAPI
/// description or exceeds a bound, the configuration is invalid, or a diagnostic is denied.
pub fn run(options: &Options) -> Run {
    run_to(options, Goal::Files)
}

/// Binds a description as [`run`] does, up to the plan of the crate: the product has no files, but everything that
/// [`diff`](crate::diff) compares. For the command line.
///
/// # Errors
/// The same as for [`run`].
pub fn plan(options: &Options) -> Run {
    run_to(options, Goal::Plan)
}

/// The configuration and its file. The options of the caller take precedence over the file.
fn configured(options: &Options) -> (Config, Option<(PathBuf, String)>, Diagnostics) {
    let (mut config, text, mut diagnostics) = match &options.config {
        Some(path) => {
            let (config, text, found) = config::read_table(path, options.table);
            (config, Some((path.clone(), text)), found)
        }
        None => (Config::default(), None, Diagnostics::new()),
    };
    if !options.settings.is_empty() && !diagnostics.has_errors() {
        let text = text.as_ref().map_or("", |(_, text)| text.as_str());
        (config, diagnostics) = config::with_settings(text, options.table, &options.settings);
    }
    if options.name.is_some() {
        config.package.name.clone_from(&options.name);
    }
    if !options.only.is_empty() {
        config.select.only = options.only.iter().cloned().map(Selector::given).collect();
    }
    config.select.except.extend(options.except.iter().cloned().map(Selector::given));
    config.deny.extend(&options.deny);
    config.allow.extend(&options.allow);
    config.placement.clone_from(&options.placement);
    let usual = if config.placement == Placement::Crate { config.group_features } else { GroupFeatures::None };
    config.group_features = options.group_features.unwrap_or(usual);
    (config, text, diagnostics)
}

fn run_to(options: &Options, goal: Goal) -> Run {
    let (config, config_text, diagnostics) = configured(options);
    let base = options.config.as_deref().and_then(Path::parent).unwrap_or_else(|| Path::new("")).to_owned();
    let output = options.output.clone().or_else(|| config.output.as_ref().map(|path| joined(&base, path)));
    let description =
        options.description.clone().or_else(|| config.description.as_ref().map(|path| joined(&base, path)));
    let edits = edits((&options.overlays, &options.patches), &config, &base);
    let texts = Texts {
        description: Source::unread(description.as_deref().unwrap_or_else(|| Path::new(""))),
        config: config_text,
        output: output.clone().unwrap_or_default(),
        named: named_files(description.as_deref().filter(|_| options.bytes.is_none()), &edits),
    };
    let mut run = Run::begun(diagnostics, &config, output, texts);
    if run.diagnostics.has_errors() {
        return run;
    }
    let Some(description) = description else {
        run.diagnostics.push(no_description());
        return run;
    };
    run.diagnostics.extend(check::check(&config, options.name.is_some()));
    let (lock, found) = lock_file::find(options, &config, &base);
    run.lock = lock;
    run.diagnostics.extend(found);
    if let Some(command) = address::download(&description) {
        run.diagnostics.push(is_address(&description, &command));
        return run;
    }
    let places = places(options.runtime_path.as_ref(), &config, &base, run.output.as_deref());
    let vendored = config.vendor.iter().map(|(prefix, place)| (prefix.clone(), joined(&base, place)));
    let vendored = Vendored::new(vendored);
    let root = options.root.clone().or_else(|| config.root.as_ref().map(|path| joined(&base, path)));
    let (mut source, found) = match &options.bytes {
        Some(bytes) => source::read_bytes(&description, bytes.clone(), &vendored, root.as_deref()),
        None => source::read(&description, &vendored, root.as_deref()),
    };
    run.diagnostics.extend(found);
    if !edits.is_empty() && !run.diagnostics.has_errors() {
        run.diagnostics.extend(overlay::apply(&mut source, &edits));
        run.diagnostics.extend(source.load_more(&vendored, root.as_deref()));
    }
    // Keep the texts for diagnostics; the values have been consumed.
    let documents = std::mem::take(&mut source.documents);
    run.texts.description = source;
    if run.diagnostics.has_errors() {
        return run;
    }
    let effective = options.effective_spec.clone().or(config.effective_spec.as_ref().map(|path| joined(&base, path)));
    run.effective = effective.map(|path| (path, overlay::effective(&documents)));
    run.documents = goal.keeps_documents().then(|| documents.clone());
    let lock = run.lock.as_ref().map(|file| &file.lock);
    run.product = bound(documents, (&config, lock), &places, goal, &mut run.diagnostics);
    run.renew_lock();
    run.check_lock();
    run
}

fn no_description() -> Diagnostic {
    let message = "no description given, neither as an argument nor in bindery.toml";
    let expected = "a path, as in `bindery generate openapi.yaml --out petstore`, or a bindery.toml with `description`";
    Diagnostic::new(Code::Unreadable, &Pointer::root(), message).expected(expected)
}

/// Runs the phases, and makes their diagnostics point to the overlays and patches that wrote edited values.
fn bound(
    documents: Documents,
    (config, lock): (&Config, Option<&Lock>),
    places: &Places,
    goal: Goal,
    diagnostics: &mut Diagnostics,
) -> Option<Product> {
    let provenance = documents.provenance();
    let mut found = Diagnostics::new();
    let product = pipeline::run_phases(documents, (config, lock), places, goal, &mut found);
    diagnostics.extend(found.moved(|place| provenance.written(place)));
    pipeline::weigh(diagnostics, config);
    product.filter(|_| !diagnostics.has_errors())
}

fn is_address(path: &Path, command: &str) -> Diagnostic {
    let message = format!("{} is a URL, and Bindery does not download files", path.display());
    let expected = format!("the path of a file; to download it: `{command}`");
    Diagnostic::new(Code::Unreadable, &Pointer::root(), message).about(File::CommandLine).expected(expected)
}

/// The name of a file in messages; without a file, the value comes from the command line or is missing there.
fn named(path: &Path) -> String {
    if path.as_os_str().is_empty() { COMMAND_LINE.to_owned() } else { path.display().to_string() }
}
