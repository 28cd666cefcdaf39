//! The whole road, from files to files.

use crate::api::Api;
use crate::config::{self, Config, GroupFeatures, Placement, Unreached};
use crate::diag::{Allowed, Code, Denied, Diagnostic, Diagnostics, File, Located, Pointer, Position, Weights};
use crate::emit::{self, OutputFile};
use crate::facts::Facts;
use crate::items::Crate;
use crate::names::Names;
use crate::source::{Documents, Source, Vendored};
use crate::write::Change;
use crate::{api, dialect, facts, items, names, resolve, shape, source, write};
use std::path::{Component, Path, PathBuf};

/// What to generate, and where.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The description; else that of the configuration.
    pub description: Option<PathBuf>,
    /// The configuration; else the defaults.
    pub config: Option<PathBuf>,
    /// The directory of the generated crate; else that of the configuration.
    pub output: Option<PathBuf>,
    /// The name of the package; else that of the configuration, else one made from the title.
    pub name: Option<String>,
    /// Findings that are errors, beside those of the configuration.
    pub deny: Denied,
    /// Findings that are no errors, beside those of the configuration.
    pub allow: Allowed,
    /// The folder in which the files that the description refers to must lie; else that of the configuration, else the
    /// repository around the description, else its folder.
    pub root: Option<PathBuf>,
    /// Where the runtime is; else that of the configuration, else the published package.
    pub runtime_path: Option<PathBuf>,
    /// Whether groups of operations are features; else that of the configuration. A module has none unless it is said
    /// here: they would be features of the crate that it is in.
    pub group_features: Option<GroupFeatures>,
    /// Whether the output is a crate, or a module of one.
    pub placement: Placement,
}

/// What a run made.
#[derive(Debug)]
pub struct Run {
    /// The findings of all phases.
    pub diagnostics: Diagnostics,
    /// What was bound; `None` when an error forbids output.
    pub product: Option<Product>,
    /// The directory that the product belongs into, when one is known.
    pub output: Option<PathBuf>,
    /// How the output directory differed, when [`generate`] brought it in step.
    pub changes: Vec<Change>,
    texts: Texts,
}

/// What was bound.
#[derive(Debug)]
pub struct Product {
    /// The API.
    pub api: Api,
    /// What follows from it.
    pub facts: Facts,
    /// Its names.
    pub names: Names,
    /// The plan of the crate.
    pub plan: Crate,
    /// The files of the crate.
    pub files: Vec<OutputFile>,
}

/// The texts that diagnostics point into.
#[derive(Debug)]
struct Texts {
    description: Source,
    config: Option<(PathBuf, String)>,
    output: PathBuf,
}

impl Run {
    /// The files that were read: the configuration, the description, and the documents that it refers to.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        let config = self.texts.config.iter().map(|(path, _)| path.as_path());
        config.chain(self.texts.description.paths())
    }
}

impl Located for Run {
    fn path(&self, diagnostic: &Diagnostic) -> String {
        match diagnostic.file {
            File::Description => named(self.texts.description.path_of(diagnostic)),
            File::Config => named(self.texts.config.as_ref().map_or(Path::new(""), |(path, _)| path)),
            File::Output => named(&self.texts.output),
        }
    }

    fn positions(&self, diagnostics: &Diagnostics) -> Vec<Option<Position>> {
        let all: Vec<&Diagnostic> = diagnostics.iter().collect();
        let of_file = |file| (0..all.len()).filter(|index| all[*index].file == file).collect::<Vec<_>>();
        let mut positions = vec![None; all.len()];
        let described = of_file(File::Description);
        let found = self.texts.description.positions(&described.iter().map(|index| all[*index]).collect::<Vec<_>>());
        described.into_iter().zip(found).for_each(|(index, position)| positions[index] = position);
        if let Some((_, text)) = &self.texts.config {
            let configured = of_file(File::Config);
            let offsets: Vec<Option<usize>> = configured.iter().map(|index| all[*index].offset).collect();
            let found = source::positions_of(text, &offsets);
            configured.into_iter().zip(found).for_each(|(index, position)| positions[index] = position);
        }
        positions
    }
}

/// Binds a description. Nothing is written: see [`write`](crate::write).
pub fn run(options: &Options) -> Run {
    let mut diagnostics = Diagnostics::new();
    let (mut config, config_text) = match &options.config {
        Some(path) => {
            let (config, text, found) = config::read(path);
            diagnostics.extend(found);
            (config, Some((path.clone(), text)))
        }
        None => (Config::default(), None),
    };
    if options.name.is_some() {
        config.package.name.clone_from(&options.name);
    }
    config.deny.extend(&options.deny);
    config.allow.extend(&options.allow);
    config.placement.clone_from(&options.placement);
    let usual = if config.placement == Placement::Crate { config.group_features } else { GroupFeatures::None };
    config.group_features = options.group_features.unwrap_or(usual);
    let base = options.config.as_deref().and_then(Path::parent).unwrap_or_else(|| Path::new("")).to_owned();
    let output = options.output.clone().or_else(|| config.output.as_ref().map(|path| joined(&base, path)));
    let description =
        options.description.clone().or_else(|| config.description.as_ref().map(|path| joined(&base, path)));
    let mut run = Run {
        diagnostics,
        product: None,
        changes: Vec::new(),
        texts: Texts {
            description: Source::unread(description.as_deref().unwrap_or_else(|| Path::new(""))),
            config: config_text,
            output: output.clone().unwrap_or_default(),
        },
        output,
    };
    if run.diagnostics.has_errors() {
        return run;
    }
    let Some(description) = description else {
        let message = "no description is given: neither as an argument nor in bindery.toml";
        run.diagnostics.push(Diagnostic::new(Code::Unreadable, &Pointer::root(), message));
        return run;
    };
    check_name(&config, &mut run.diagnostics);
    check_version(&config, &mut run.diagnostics);
    check_placement(&config, &mut run.diagnostics);
    let runtime = options.runtime_path.clone().or_else(|| config.runtime_path.as_ref().map(|path| joined(&base, path)));
    let runtime = runtime.map(|runtime| relative(run.output.as_deref().unwrap_or_else(|| Path::new("")), &runtime));
    let vendored = config.vendor.iter().map(|(prefix, place)| (prefix.clone(), joined(&base, place)));
    let root = options.root.clone().or_else(|| config.root.as_ref().map(|path| joined(&base, path)));
    let (mut source, found) = source::read(&description, &Vendored::new(vendored), root.as_deref());
    run.diagnostics.extend(found);
    // The texts are kept for the findings, the values are used up.
    let documents = std::mem::take(&mut source.documents);
    run.texts.description = source;
    if run.diagnostics.has_errors() {
        return run;
    }
    let product = walk(documents, &config, runtime, &mut run.diagnostics);
    run.product = product.filter(|_| !run.diagnostics.has_errors());
    run
}

/// Binds a description and brings the output directory in step. Nothing is written when anything is wrong.
pub fn generate(options: &Options) -> Run {
    let mut run = run(options);
    let (changes, found) = out_of_step(&run);
    run.diagnostics.extend(found);
    if let (Some(product), Some(output), false) = (&run.product, &run.output, run.diagnostics.has_errors()) {
        let found = write::apply(output, &product.files, &changes);
        run.diagnostics.extend(found);
        run.changes = changes;
    }
    run
}

/// How the output directory differs from what a run made.
pub fn out_of_step(run: &Run) -> (Vec<Change>, Diagnostics) {
    match (&run.product, &run.output) {
        (Some(product), Some(output)) => write::compare(output, &product.files),
        (Some(_), None) => {
            let message = "no output directory is given: neither with --out nor in bindery.toml";
            (Vec::new(), Diagnostic::new(Code::Unwritable, &Pointer::root(), message).about(File::Output).into())
        }
        (None, _) => (Vec::new(), Diagnostics::new()),
    }
}

/// Binds a description that is in memory and consists of one document; other documents that it refers to are not read.
/// `path` says how it is called in findings, and by its extension how it is written.
pub fn bind(path: &Path, bytes: Vec<u8>, config: &Config) -> Run {
    let (mut source, diagnostics) = source::parse(path, bytes);
    let documents = std::mem::take(&mut source.documents);
    let texts = Texts { description: source, config: None, output: PathBuf::new() };
    let mut run = Run { diagnostics, product: None, changes: Vec::new(), texts, output: None };
    if run.diagnostics.has_errors() {
        return run;
    }
    let product = walk(documents, config, None, &mut run.diagnostics);
    run.product = product.filter(|_| !run.diagnostics.has_errors());
    run
}

/// Source to files. Phases go on past errors, so that all problems are found at once; only a document that is no
/// description at all ends the road early.
fn walk(
    documents: Documents,
    config: &Config,
    runtime: Option<String>,
    diagnostics: &mut Diagnostics,
) -> Option<Product> {
    let (normal, found) = dialect::normalise(documents);
    diagnostics.extend(found);
    if weigh(diagnostics, config).has_errors() {
        return None;
    }
    let (mut description, found) = resolve::resolve(&normal);
    diagnostics.extend(found);
    // All that is needed of them is in the description.
    drop(normal);
    description.unreached = config.unreached.unwrap_or_else(|| {
        // Without a feature they would be compiled by everybody.
        let has_feature = config.group_features == GroupFeatures::PerGroup;
        if has_feature || description.has_only_schemas() { Unreached::Bind } else { Unreached::Leave }
    });
    let (shapes, found) = shape::shape(&mut description);
    diagnostics.extend(found);
    let (mut api, found) = api::build(&description, &shapes, config);
    diagnostics.extend(found);
    let mut names = names::names(&api, config);
    api::correct(&mut api, &|id| names.of(id).ident.clone(), &config.rules);
    let facts = facts::facts(&api, &names, config);
    names.follow(&facts.leaders);
    for (index, pattern) in config.rules.unused() {
        let message = format!("the rule for {pattern:?} applies to nothing");
        let place = Pointer::root().join("rule").join(index);
        diagnostics.push(Diagnostic::new(Code::UnusedRule, &place, message).about(File::Config));
    }
    for (index, pattern) in config.paging.unused() {
        let message = format!("the paging rule for {pattern:?} applies to no operation");
        let place = Pointer::root().join("paging").join(index);
        diagnostics.push(Diagnostic::new(Code::UnusedRule, &place, message).about(File::Config));
    }
    if weigh(diagnostics, config).has_errors() {
        return None;
    }
    let plan = items::items(&api, &facts, &names, config, runtime);
    let (files, found) = emit::emit(&plan);
    diagnostics.extend(found);
    Some(Product { api, facts, names, plan, files })
}

/// The findings as they weigh in this run.
fn weigh<'d>(diagnostics: &'d mut Diagnostics, config: &Config) -> &'d Diagnostics {
    let weights = Weights { denied: config.deny.clone(), allowed: config.allow.clone() };
    *diagnostics = std::mem::take(diagnostics).weighed(&weights);
    diagnostics
}

/// A file for messages. What no file says comes from the command line, or is missing there.
fn named(path: &Path) -> String {
    if path.as_os_str().is_empty() { "the command line".to_owned() } else { path.display().to_string() }
}

/// The name goes into paths and Rust code, so it must be one that Cargo takes.
fn check_name(config: &Config, diagnostics: &mut Diagnostics) {
    let Some(name) = &config.package.name else { return };
    let plain = name.chars().all(|each| each.is_ascii_alphanumeric() || matches!(each, '-' | '_'));
    if !plain || !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        let message = format!("{name:?} is not a package name");
        let expected = "ASCII letters, digits, hyphens and underscores, a letter first";
        diagnostics.push(
            Diagnostic::new(Code::Config, &Pointer::root().join("package").join("name"), message)
                .about(File::Config)
                .expected(expected),
        );
    } else if config.placement == Placement::Crate && (names::is_reserved_package(name) || name.len() > 64) {
        let message = format!("{name:?} cannot be the name of the package");
        diagnostics.push(
            Diagnostic::new(Code::Config, &Pointer::root().join("package").join("name"), message)
                .about(File::Config)
                .expected(
                    "a name of up to 64 characters that is no word of Rust and no name of a crate that everybody uses",
                ),
        );
    }
}

/// Cargo reads nothing of a package whose version is none.
fn check_version(config: &Config, diagnostics: &mut Diagnostics) {
    let Some(version) = &config.package.version else { return };
    if !is_version(version) {
        let message = format!("{version:?} is not the version of a package");
        diagnostics.push(
            Diagnostic::new(Code::Config, &Pointer::root().join("package").join("version"), message)
                .about(File::Config)
                .expected("three numbers with dots between them, such as \"1.2.3\""),
        );
    }
}

/// Three numbers, words of a pre-release behind a hyphen, words of a build behind a plus sign (Semantic Versioning 2.0.0).
fn is_version(text: &str) -> bool {
    let (text, build) = text.split_once('+').map_or((text, None), |(text, build)| (text, Some(build)));
    let (numbers, pre) = text.split_once('-').map_or((text, None), |(text, pre)| (text, Some(pre)));
    let is_number = |text: &str| {
        let is_short = (1..19).contains(&text.len()) && (text == "0" || !text.starts_with('0'));
        is_short && text.bytes().all(|each| each.is_ascii_digit())
    };
    let is_word =
        |text: &str| !text.is_empty() && text.bytes().all(|each| each.is_ascii_alphanumeric() || each == b'-');
    let is_mark = |text: &str| is_word(text) && (is_number(text) || !text.bytes().all(|each| each.is_ascii_digit()));
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && pre.is_none_or(|pre| pre.split('.').all(is_mark))
        && build.is_none_or(|build| build.split('.').all(is_word))
}

/// The path of a module goes into Rust code, so it must be one.
fn check_placement(config: &Config, diagnostics: &mut Diagnostics) {
    let Placement::Module(path) = &config.placement else { return };
    if !path.split("::").all(|segment| syn::parse_str::<syn::Ident>(segment).is_ok()) {
        let message = format!("{path:?} is not the path of a module");
        let expected = "names of modules that Rust allows, with \"::\" between them";
        diagnostics.push(
            Diagnostic::new(Code::Config, &Pointer::root().join("placement"), message)
                .about(File::Config)
                .expected(expected),
        );
    }
}

/// A path from a directory, as short as it can be: `spec` and `../generated` are `generated`. What is a link is kept,
/// because what lies above it is not what is before it.
fn joined(base: &Path, path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for component in base.join(path).components() {
        let ends_in_name = matches!(whole.components().next_back(), Some(Component::Normal(_)));
        match component {
            Component::CurDir => {}
            Component::ParentDir if ends_in_name && !whole.is_symlink() => {
                whole.pop();
            }
            other => whole.push(other),
        }
    }
    if whole.as_os_str().is_empty() { PathBuf::from(".") } else { whole }
}

/// The way from one directory to another, with forward slashes.
fn relative(from: &Path, to: &Path) -> String {
    let (from, to) = (absolute(from), absolute(to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - shared);
    let path: Vec<String> = up.chain(to[shared..].iter().cloned()).collect();
    if path.is_empty() { ".".to_owned() } else { path.join("/") }
}

/// The names from the root to a path, without `.` and `..`.
fn absolute(path: &Path) -> Vec<String> {
    let whole = std::env::current_dir().unwrap_or_default().join(path);
    let mut names = Vec::new();
    for component in whole.components() {
        match component {
            Component::ParentDir => {
                names.pop();
            }
            Component::Normal(name) => names.push(name.to_string_lossy().into_owned()),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_from_a_directory_is_as_short_as_it_can_be() {
        let of = |base: &str, path: &str| joined(Path::new(base), Path::new(path)).display().to_string();
        assert_eq!(of("spec", "../generated"), "generated");
        assert_eq!(of("", "api.json"), "api.json");
        assert_eq!(of("spec", ".."), ".");
        assert_eq!(of("spec", "../../x/./y"), "../x/y");
        assert_eq!(of("spec", "/a/../b"), "/b");
        assert_eq!(of("/", "../b"), "/../b");
    }

    /// The places of what a configuration says that no package can have.
    fn refused(package: config::Package, placement: Placement) -> Vec<String> {
        let config = Config { package, placement, ..Config::default() };
        let mut diagnostics = Diagnostics::new();
        check_name(&config, &mut diagnostics);
        check_version(&config, &mut diagnostics);
        check_placement(&config, &mut diagnostics);
        diagnostics.iter().map(|each| each.pointer.to_string()).collect()
    }

    #[test]
    fn a_package_has_a_name_of_its_own() {
        let of = |name: &str, placement| {
            refused(config::Package { name: Some(name.to_owned()), ..config::Package::default() }, placement)
        };
        for name in ["pets", "Pets-2", "pets_api", "n"] {
            assert_eq!(of(name, Placement::Crate), [""; 0], "{name}");
        }
        let long = "x".repeat(65);
        for name in
            ["core", "std", "Test", "proc_macro", "bindery-runtime", "serde", "async", "self", "nul", "com1", &long]
        {
            assert_eq!(of(name, Placement::Crate), ["#/package/name"], "{name}");
        }
        for name in ["", "2pets", "-", "_", "a b", "宠物", "a\n[dependencies]", "a\"", "../a", "a.b", "T\u{2028}"] {
            assert_eq!(of(name, Placement::Crate), ["#/package/name"], "{name:?}");
        }
        // A module is no package that could hide another.
        assert_eq!(of("core", Placement::Module("api".to_owned())), [""; 0]);
    }

    #[test]
    fn a_package_has_a_version_that_cargo_reads() {
        let of = |version: &str| {
            refused(
                config::Package { version: Some(version.to_owned()), ..config::Package::default() },
                Placement::Crate,
            )
        };
        for version in ["0.1.0", "1.2.3-beta.1", "1.2.3+2024.1", "1.0.0-rc.1+b"] {
            assert_eq!(of(version), [""; 0], "{version}");
        }
        for version in [
            "",
            "1",
            "1.2",
            "v1.2.3",
            "1.2.3.4",
            "1.2.x",
            "1.2.3-",
            "01.2.3",
            "1.2.3-a..b",
            "1.2.3\n",
            "1.2.3-\"",
            "1.2.3-ä",
        ] {
            assert_eq!(of(version), ["#/package/version"], "{version:?}");
        }
    }

    #[test]
    fn the_way_between_directories_is_relative() {
        assert_eq!(relative(Path::new("/a/b/generated"), Path::new("/a/b/spec/../runtime")), "../runtime");
        assert_eq!(relative(Path::new("/a/b"), Path::new("/c")), "../../c");
        assert_eq!(relative(Path::new("/a"), Path::new("/a/./b")), "b");
        assert_eq!(relative(Path::new("/a"), Path::new("/a")), ".");
    }
}
