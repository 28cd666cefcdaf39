//! `bindery reduce`: makes a small description for a report.

use crate::report::{Reported, Reporting, complain, print};
use crate::{Input, crates, options};
use bindery::config::{Selector, Setting};
use bindery::diag::{Code, Diagnostic, File, Pointer, Severity};
use bindery::reduce::{
    Limit, Moves, Reduced, Tally, Target, Tree, keeping_finding, keeping_operation, place_in_bundle, to_yaml,
    without_other_operations,
};
use bindery::text::Line;
use bindery::{Options, Run, Trials};
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

pub(crate) const EXAMPLES: &str = "\
Examples:
  bindery reduce openapi.yaml --keep-code B0301               # the first finding with this code
  bindery reduce openapi.yaml --keep-code B0301 --at '#/components/schemas/Pet/allOf/1'
  bindery reduce openapi.yaml --keep-operation getPet --out reduced.yaml
  bindery reduce openapi.yaml --keep-operation 'GET /pets/{id}' --json
  curl -fsSL https://example.com/openapi.json | bindery reduce - --keep-code B0202

Exit codes: 0 reduced, 1 the description cannot be read or the result cannot be written, 2 nothing to keep: there is no such finding or
operation.";

/// The exit code if the description does not have what is to be kept.
const NOTHING_TO_KEEP: u8 = 2;
/// How many places a message lists.
const LISTED: usize = 5;

#[derive(Args)]
#[group(id = "kept", args = ["keep_code", "keep_operation"], required = true, multiple = true)]
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
    /// The file for the result: YAML, or JSON if its name ends in .json. Default: standard output, as YAML.
    #[arg(long, short, value_name = "FILE", value_parser = output)]
    out: Option<PathBuf>,
    /// Write JSON to standard output.
    #[arg(long, conflicts_with = "out")]
    json: bool,
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

/// What is wanted, apart from the input.
struct Wanted {
    code: Option<Code>,
    at: Option<Pointer>,
    operation: Option<Selector>,
    out: Option<PathBuf>,
    is_json: bool,
}

/// A reduced description, with a sentence about it.
struct Outcome {
    tree: Tree,
    summary: String,
    /// Whether it is as small as it can be, or the work was cut short.
    is_minimal: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: Arguments, started: Instant) -> ExitCode {
    let (input, wanted) = split(arguments);
    let options = match crates::single(&input) {
        Ok(options) => Options { only: wanted.operation.iter().cloned().collect(), ..options },
        Err(code) => return code,
    };
    let run = crates::run_one(&input, &options, bindery::modelled);
    let found = run.bundle().filter(|_| wanted.operation.is_none() || run.product.is_some());
    let Some(text) = found else {
        input.reporting.runs(&[Reported { name: None, run: &run }], started);
        let is_unknown = run.diagnostics.iter().any(|each| each.code == Code::Selector);
        return ExitCode::from(if is_unknown { NOTHING_TO_KEEP } else { 1 });
    };
    let result = reduced(&text, &run, &options, &wanted, &input.reporting).and_then(|outcome| {
        deliver(&outcome, &wanted, &run)?;
        Ok(outcome)
    });
    match result {
        Ok(outcome) => {
            input.reporting.say(&format!("{}, {:.1} s", outcome.summary, started.elapsed().as_secs_f64()));
            if !outcome.is_minimal {
                let note =
                    "note: the limit of work was reached, so that more can perhaps be removed; reduce the result again";
                input.reporting.say(note);
            }
            ExitCode::SUCCESS
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
    let wanted = Wanted { code: arguments.keep_code, at, operation: arguments.keep_operation, out, is_json };
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
        runtime_path: None,
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
    match wanted.code {
        Some(code) => one_finding(tree, code, (count, run), options, wanted, reporting),
        None => {
            let kept = name.unwrap_or_default();
            let summary = format!("kept {kept}: {} of {} values", tree.count(), count);
            Ok(Outcome { tree, summary, is_minimal: true })
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

/// The smallest description that shows a finding.
fn one_finding(
    tree: Tree,
    code: Code,
    (count, run): (usize, &Run),
    options: &Options,
    wanted: &Wanted,
    reporting: &Reporting,
) -> Result<Outcome, Failure> {
    let text = tree.to_json();
    let plain = Trials::for_code(code);
    let mut first = plain.run(&text);
    let mut trials = plain;
    // A report is better without bindery.toml, if the finding does not depend on it.
    let mut needs_config = false;
    if chosen(&first, code, wanted.at.as_ref()).is_none() {
        trials = trials.configured(options);
        first = trials.run(&text);
        needs_config = true;
    }
    let Some(found) = chosen(&first, code, wanted.at.as_ref()) else {
        return Err(nothing(missing(code, wanted.at.as_ref(), &first, run)));
    };
    let moves = if wanted.at.is_some() { Moves::Nowhere } else { Moves::Outwards };
    let target = Target::of(found, &tree, moves);
    let kept = format!("kept {}[{}] at {}", found.severity.word(), code.number(), found.pointer);
    let errors: BTreeSet<Code> = errors(&first);
    let (tries, size) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(text.len())));
    let progress = {
        let (tries, size) = (Arc::clone(&tries), Arc::clone(&size));
        let shown = move || {
            let (tries, size) = (tries.load(Ordering::Relaxed), size.load(Ordering::Relaxed));
            format!("reducing: {size} bytes left after {tries} tries")
        };
        reporting.progress_saying(shown)
    };
    let mut shows = |candidate: &str, tally: Tally| {
        tries.store(tally.tries, Ordering::Relaxed);
        if tally.smallest > 0 {
            size.store(tally.smallest, Ordering::Relaxed);
        }
        let run = trials.run(candidate);
        // A smaller description may not fail for another reason.
        run.diagnostics.iter().any(|each| target.is_shown(each)) && self::errors(&run).is_subset(&errors)
    };
    let Reduced { tree, tally, is_minimal } = keeping_finding(tree, &target, Limit::default(), &mut shows);
    drop(progress);
    let depends = if needs_config { "; it depends on the configuration, which belongs to the report" } else { "" };
    let summary = format!("{kept}{depends}: {} of {count} values, {} tries", tree.count(), tally.tries);
    Ok(Outcome { tree, summary, is_minimal })
}

/// The codes of errors.
fn errors(run: &Run) -> BTreeSet<Code> {
    let errors = run.diagnostics.iter().filter(|each| each.severity == Severity::Error);
    errors.map(|each| each.code).collect()
}

/// The finding to keep: the first one with the code, or the one at a place.
fn chosen<'r>(run: &'r Run, code: Code, at: Option<&Pointer>) -> Option<&'r Diagnostic> {
    let at = at.map(place_in_bundle);
    with_code(run, code).find(|each| at.as_ref().is_none_or(|at| each.pointer == *at))
}

fn with_code(run: &Run, code: Code) -> impl Iterator<Item = &Diagnostic> {
    run.diagnostics.iter().filter(move |each| each.code == code && each.file == File::Description)
}

/// Why there is no such finding.
fn missing(code: Code, at: Option<&Pointer>, first: &Run, run: &Run) -> String {
    let number = code.number();
    let places: Vec<String> = with_code(first, code).take(LISTED).map(|each| each.pointer.to_string()).collect();
    if let (Some(at), false) = (at, places.is_empty()) {
        return format!("there is no {number} at {at}; it is at {}", places.join(", "));
    }
    if with_code(run, code).next().is_some() {
        return format!(
            "{number} is about the text of the description, not about a value in it, so a description that is written again does not show it; report the lines around the place instead"
        );
    }
    if run.diagnostics.iter().any(|each| each.code == code) {
        return format!("{number} is not about the description, so there is nothing in it to reduce");
    }
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    first.diagnostics.iter().for_each(|each| *counts.entry(each.code).or_default() += 1);
    let shown: Vec<String> = counts.iter().map(|(code, count)| format!("{} ({count})", code.number())).collect();
    match shown.is_empty() {
        true => format!("the description does not show {number}: it has no findings"),
        false => format!("the description does not show {number}; it shows {}", shown.join(", ")),
    }
}

/// Writes the result.
fn deliver(outcome: &Outcome, wanted: &Wanted, run: &Run) -> Result<(), Failure> {
    let text = if wanted.is_json { outcome.tree.to_pretty_json() } else { to_yaml(&outcome.tree) };
    let Some(path) = &wanted.out else {
        print(&text);
        return Ok(());
    };
    let real = |path: &Path| path.canonicalize().ok();
    let is_input = real(path).is_some_and(|path| run.inputs().any(|input| real(input).as_ref() == Some(&path)));
    if is_input {
        return Err(Failure { code: 1, message: format!("{} is an input and is not overwritten", path.display()) });
    }
    std::fs::write(path, text)
        .map_err(|error| Failure { code: 1, message: format!("cannot write {}: {error}", path.display()) })
}
