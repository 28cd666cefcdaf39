//! `bindery reduce`: makes a small description for a report.

mod cargo;
mod compile_error;
mod configuration;
mod finding;
mod progress;

use crate::input::{Input, crates, options};
use crate::report::{Reported, Reporting, complain, print};
use crate::scratch;
use bindery::config::{Selector, Setting};
use bindery::diag::{Code, Pointer};
use bindery::reduce::{Tree, keeping_operation, place_in_bundle, to_toml, to_yaml, without_other_operations};
use bindery::text::Line;
use bindery::{Options, Run, Trials};
use clap::Args;
use compile_error::Effort;
use configuration::Needed;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

pub(crate) const EXAMPLES: &str = "\
Examples:
  bindery reduce openapi.yaml --keep-code B0301               # the first finding with this code
  bindery reduce openapi.yaml --keep-code B0301 --at '#/components/schemas/Pet/allOf/1'
  bindery reduce openapi.yaml --keep-operation getPet --out reduced.yaml
  bindery reduce openapi.yaml --keep-operation 'GET /pets/{id}' --json
  bindery reduce openapi.yaml --keep-compile-error            # the generated crate does not compile; runs cargo
  curl -fsSL https://example.com/openapi.json | bindery reduce - --keep-code B0202

Ctrl-C ends it with what it has reached; a second one ends it at once.
Exit codes: 0 reduced, 1 the description cannot be read or the result cannot be written, 2 nothing to keep: there is no such finding or
operation, 130 interrupted.";

/// The exit code if the description does not have what is to be kept.
const NOTHING_TO_KEEP: u8 = 2;
/// How many places a message lists.
const LISTED: usize = 5;

#[derive(Args)]
#[group(id = "kept", args = ["keep_code", "keep_operation", "keep_compile_error"], required = true, multiple = true)]
pub(crate) struct Arguments {
    /// The OpenAPI description; `-` reads it from standard input. Default: the one that bindery.toml names.
    spec: Option<PathBuf>,
    /// Keep a finding with this code, such as B0301.
    #[arg(long, value_name = "CODE", value_parser = code)]
    keep_code: Option<Code>,
    /// The place of the finding, as `bindery check --verbose` shows it. Default: the first one with the code.
    #[arg(long, value_name = "POINTER", requires = "keep_code")]
    at: Option<String>,
    /// Keep one operation, with all that it refers to: an operationId, or `METHOD /path`.
    #[arg(long, value_name = "ID")]
    keep_operation: Option<Selector>,
    /// Keep an error of the compiler in the generated crate: the first one with a code such as E0277, or the first of all. Each try runs
    /// `cargo check` in a folder for temporary files, where what the crate depends on is built once.
    #[arg(long, value_name = "CODE", num_args = 0..=1, require_equals = true, conflicts_with = "keep_code", value_parser = error_code)]
    keep_compile_error: Option<Option<String>>,
    /// Features of the generated crate to compile with, beside all groups, the client, `components` and `serde`.
    #[arg(long, value_name = "FEATURES", value_delimiter = ',', requires = "keep_compile_error")]
    features: Vec<String>,
    /// A local copy of bindery-runtime for the generated crate to depend on. Default: the published package.
    #[arg(long, value_name = "PATH", requires = "keep_compile_error")]
    runtime_path: Option<PathBuf>,
    /// How long to try with the compiler.
    #[arg(long, value_name = "SECONDS", default_value_t = 600, requires = "keep_compile_error")]
    seconds: u64,
    /// How often to try with the compiler.
    #[arg(long, value_name = "COUNT", default_value_t = 500, requires = "keep_compile_error")]
    tries: usize,
    /// The file for the result: YAML, or JSON if its name ends in .json. Default: standard output, as YAML.
    #[arg(long, short, value_name = "FILE", value_parser = output)]
    out: Option<PathBuf>,
    /// Write JSON to standard output.
    #[arg(long, conflicts_with = "out")]
    json: bool,
    /// The file for what is needed of bindery.toml, if what is kept depends on it. Default: standard error.
    #[arg(long, value_name = "FILE")]
    out_config: Option<PathBuf>,
    /// The configuration file. Default: the nearest bindery.toml; if a description is given, only one that applies to it.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder that must contain every file that the description refers to. Default: the repository around it.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// An overlay to apply to the description first. May be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// A patch to apply after the overlays. May be repeated.
    #[arg(long, value_name = "FILE")]
    patch: Vec<PathBuf>,
    /// Set a key of bindery.toml, such as `dates=jiff`. May be repeated.
    #[arg(long, value_name = "KEY=VALUE", value_parser = options::setting)]
    set: Vec<Setting>,
    /// Reduce the description of the crate with this name, if bindery.toml has several.
    #[arg(long = "crate", value_name = "NAME")]
    members: Vec<String>,
    #[command(flatten)]
    reporting: Reporting,
}

fn code(text: &str) -> Result<Code, String> {
    Code::of(text).ok_or_else(|| format!("unknown code; expected one of {}", Code::list()))
}

fn error_code(text: &str) -> Result<String, String> {
    let digits = text.strip_prefix('E').unwrap_or_default();
    let is_code = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| text.to_owned()).ok_or_else(|| "expected a code of the compiler, such as E0277".to_owned())
}

fn output(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    match ending.as_deref().and_then(std::ffi::OsStr::to_str) {
        Some("json" | "yaml" | "yml") => Ok(path),
        _ => Err("expected a file name that ends in .yaml, .yml or .json".to_owned()),
    }
}

/// Why there is no result, with its exit code.
struct Failure {
    code: u8,
    message: String,
}

fn nothing(message: String) -> Failure {
    Failure { code: NOTHING_TO_KEEP, message }
}

/// What has to be shown by what is left.
enum Kept {
    /// Nothing but the operation.
    Operation,
    /// A finding, at a place or at the first one.
    Finding(Code, Option<Pointer>),
    CompileError(Effort),
}

/// What is wanted, apart from the input.
struct Wanted {
    kept: Kept,
    operation: Option<Selector>,
    out: Option<PathBuf>,
    out_config: Option<PathBuf>,
    is_json: bool,
}

/// A reduced description, with a sentence about it.
struct Outcome {
    tree: Tree,
    config: Config,
    summary: String,
    /// Whether it is as small as it can be, or the work was cut short.
    is_minimal: bool,
}

/// What the result needs of the configuration.
enum Config {
    None,
    Part(Needed),
    /// All of it, as far as can be told.
    Whole,
}

/// Runs the command.
pub(crate) fn run(arguments: Arguments, started: Instant) -> ExitCode {
    let (input, wanted) = split(arguments);
    let options = match crates::single(&input) {
        Ok(options) => Options { only: wanted.operation.iter().cloned().collect(), ..options },
        Err(code) => return code,
    };
    let run = crates::run_one(&input, &options, bindery::modelled);
    let needs_bindings = wanted.operation.is_some() || matches!(wanted.kept, Kept::CompileError(_));
    let found = run.bundle().filter(|_| !needs_bindings || run.product.is_some());
    let Some(text) = found else {
        input.reporting.runs(&[Reported { name: None, run: &run }], started);
        let is_unknown = run.diagnostics.iter().any(|each| each.code == Code::Selector);
        return ExitCode::from(if is_unknown { NOTHING_TO_KEEP } else { 1 });
    };
    scratch::be_patient();
    let result = reduced(&text, &run, &options, &wanted, &input.reporting).and_then(|outcome| {
        deliver(&outcome, &wanted, &run)?;
        deliver_config(&outcome.config, &wanted, &run, &input.reporting)?;
        Ok(outcome)
    });
    match result {
        Ok(outcome) => {
            input.reporting.say(&format!("{}, {:.1} s", outcome.summary, started.elapsed().as_secs_f64()));
            if !outcome.is_minimal {
                let why = if scratch::is_stopped() { "it was interrupted" } else { "the limit of work was reached" };
                input
                    .reporting
                    .say(&format!("note: {why}, so that more can perhaps be removed; reduce the result again"));
            }
            scratch::code_of_end()
        }
        Err(Failure { code, message }) => {
            complain(&format!("error: {}\n", Line::new(message)));
            ExitCode::from(code)
        }
    }
}

/// The input of a run, and what is wanted of it.
fn split(arguments: Arguments) -> (Input, Wanted) {
    let Arguments { spec, config, root, overlay, patch, set, members, reporting, out, .. } = arguments;
    let is_json = match &out {
        Some(path) => path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")),
        None => arguments.json,
    };
    let at = arguments.at.as_deref().map(Pointer::from_displayed);
    let kept = match (arguments.keep_code, arguments.keep_compile_error) {
        (Some(code), _) => Kept::Finding(code, at),
        (None, Some(code)) => {
            let (features, tries) = (arguments.features, arguments.tries);
            Kept::CompileError(Effort { code, features, tries, time: Duration::from_secs(arguments.seconds) })
        }
        (None, None) => Kept::Operation,
    };
    let (operation, out_config) = (arguments.keep_operation, arguments.out_config);
    let wanted = Wanted { kept, operation, out, out_config, is_json };
    let input = Input {
        spec,
        config,
        root,
        overlay,
        patch,
        set,
        members,
        reporting,
        out: None,
        name: None,
        only: Vec::new(),
        except: Vec::new(),
        effective_spec: None,
        lock: None,
        locked: false,
        runtime_path: arguments.runtime_path,
        deny: Vec::new(),
        allow: Vec::new(),
        workspace: false,
    };
    (input, wanted)
}

fn reduced(
    text: &str,
    run: &Run,
    options: &Options,
    wanted: &Wanted,
    reporting: &Reporting,
) -> Result<Outcome, Failure> {
    let whole = Tree::parse(text)
        .map_err(|error| Failure { code: 1, message: format!("cannot read back the description: {error}") })?;
    let count = whole.count();
    let (tree, name) = match &wanted.operation {
        Some(selector) => {
            let (tree, name) = one_operation(&whole, run, selector, options)?;
            (tree, Some(name))
        }
        None => (whole, None),
    };
    match &wanted.kept {
        Kept::Finding(code, at) => finding::smallest(tree, (*code, at.as_ref()), (count, run), options, reporting),
        Kept::CompileError(effort) => compile_error::smallest(tree, effort, count, options, reporting),
        Kept::Operation => {
            let kept = name.unwrap_or_default();
            let summary = format!("kept {kept}: {} of {} values", tree.count(), count);
            Ok(Outcome { tree, config: Config::None, summary, is_minimal: true })
        }
    }
}

/// The description with a single operation.
fn one_operation(whole: &Tree, run: &Run, selector: &Selector, options: &Options) -> Result<(Tree, String), Failure> {
    let operations = run.product.as_ref().map(|product| product.api.operations.as_slice()).unwrap_or_default();
    let [operation] = operations else {
        let names: Vec<&str> = operations.iter().take(LISTED).map(|operation| operation.id.as_str()).collect();
        return Err(nothing(match operations.len() {
            0 => {
                format!("{selector} is no operation that clients call; a webhook or a skipped operation cannot be kept")
            }
            several => {
                format!("{selector} matches {several} operations, such as {}; give one of them", names.join(", "))
            }
        }));
    };
    let path = ["paths".to_owned(), operation.path_key.clone(), operation.method.to_ascii_lowercase()].to_vec();
    let places = [path, place_in_bundle(&operation.pointer).segments().collect()];
    // What is bound has to stay the same; types are compared by their names.
    let trials = Trials::for_code(Code::Selector).configured(options).selecting(selector);
    let shape = |run: &Run| {
        let listing = run.product.as_ref().map(bindery::listing::listing)?;
        let names = |key: &str, of: &str| -> BTreeSet<String> {
            let rows = listing[key].as_array().into_iter().flatten();
            rows.map(|row| row[of].to_string()).collect()
        };
        Some((names("operations", "rust"), names("schemas", "rust")))
    };
    // In one document, types may have other names than in several.
    let before = shape(&trials.run(&whole.to_json()));
    let small = keeping_operation(whole, &places);
    let tree =
        if shape(&trials.run(&small.to_json())) == before { small } else { without_other_operations(whole, &places) };
    Ok((tree, format!("{} {}", operation.method, operation.path)))
}

/// Writes the result.
fn deliver(outcome: &Outcome, wanted: &Wanted, run: &Run) -> Result<(), Failure> {
    let text = if wanted.is_json { outcome.tree.to_pretty_json() } else { to_yaml(&outcome.tree) };
    let Some(path) = &wanted.out else {
        print(&text);
        return Ok(());
    };
    write(path, &text, run)
}

/// Writes what is needed of the configuration, or says that all of it is.
fn deliver_config(config: &Config, wanted: &Wanted, run: &Run, reporting: &Reporting) -> Result<(), Failure> {
    match (config, &wanted.out_config) {
        (Config::None, None) => {}
        (Config::None, Some(_)) => {
            reporting.say("it does not depend on the configuration, so no file is written for it")
        }
        (Config::Whole, _) => reporting.say("it depends on the configuration, which belongs to the report"),
        (Config::Part(needed), place) => {
            let text = to_toml(&needed.tree);
            let (left, count) = (needed.tree.count(), needed.count);
            match place {
                Some(path) => write(path, &text, run)?,
                None => reporting.say(&format!("it depends on this part of the configuration:\n\n{text}")),
            }
            reporting.say(&format!("kept {left} of {count} values of the configuration"));
        }
    }
    Ok(())
}

/// Writes a file that is no input.
fn write(path: &Path, text: &str, run: &Run) -> Result<(), Failure> {
    let real = |path: &Path| path.canonicalize().ok();
    let is_input = real(path).is_some_and(|path| run.inputs().any(|input| real(input).as_ref() == Some(&path)));
    if is_input {
        return Err(Failure { code: 1, message: format!("{} is an input and is not overwritten", path.display()) });
    }
    std::fs::write(path, text)
        .map_err(|error| Failure { code: 1, message: format!("cannot write {}: {error}", path.display()) })
}
