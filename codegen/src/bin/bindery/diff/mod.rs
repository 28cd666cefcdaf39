//! `bindery diff`: what a new description means for the people who call the crate.

mod revision;
mod sides;

use crate::report::{complain, print};
use bindery::diag::{self, Diagnostics, File, Located, Part, Pointer, Severity, render_human};
use bindery::diff::{
    Change, Comparison, Place, Surface, Verdict, Weight, compare, html, human, json, markdown, verdict,
};
use bindery::{Options, Run};
use clap::{Args, ValueEnum};
use sides::{Described, Side};
use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;

pub(crate) const EXAMPLES: &str = "\
Examples:
  bindery diff                            # the last commit against the working tree
  bindery diff main                       # a branch, tag or commit against the working tree
  bindery diff v1.2.0 v1.3.0 --format markdown
  bindery diff main --format html > changes.html
  bindery diff new-openapi.yaml           # what bindery.toml names against a file
  bindery diff old.json new.json --fail-on breaking
  bindery diff main:spec/api.yaml spec/api.yaml
  bindery diff signatures.json            # what another version of bindery made (bindery list --signatures)
  bindery diff --explain became-required

Exit codes: 0 nothing changed, 1 compatible changes, 2 breaking changes, 3 the sides cannot be compared.";

/// The exit code if the sides cannot be compared.
const INCOMPARABLE: u8 = 3;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The old side: a description, a git revision, REVISION:PATH, or signatures of `bindery list --signatures`. Default: HEAD.
    old: Option<String>,
    /// The new side. Default: the description in the working tree that bindery.toml names.
    new: Option<String>,
    /// The configuration of both sides. Default: the bindery.toml next to a description; for a revision, its own bindery.toml.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder that must contain every file that a description refers to. Default: the repository around it.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The format of the report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The changes that lead to a non-zero exit code.
    #[arg(long, value_enum, default_value_t = FailOn::Any, value_name = "WEIGHT")]
    fail_on: FailOn,
    /// Explain a kind of change, such as became-required.
    #[arg(long, value_name = "ID", conflicts_with_all = ["old", "new"])]
    explain: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people.
    Human,
    /// A section for a changelog or a pull request.
    Markdown,
    /// One JSON object.
    Json,
    /// A self-contained HTML page.
    Html,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Breaking changes.
    Breaking,
    /// Any change.
    Any,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if let Some(id) = &arguments.explain {
        return explain(id);
    }
    match compared(arguments) {
        Ok(comparison) => {
            print(&match arguments.format {
                Format::Human => human(&comparison),
                Format::Markdown => markdown(&comparison, None),
                Format::Json => format!("{:#}\n", json(&comparison)),
                Format::Html => html(&comparison),
            });
            exit_code(&comparison, arguments.fail_on)
        }
        Err(problem) => {
            complain(&problem);
            ExitCode::from(INCOMPARABLE)
        }
    }
}

fn exit_code(comparison: &Comparison, fail_on: FailOn) -> ExitCode {
    match (verdict(comparison), fail_on) {
        (Verdict::Unchanged, _) => ExitCode::SUCCESS,
        (Verdict::Breaking, _) => ExitCode::from(2),
        (Verdict::Docs | Verdict::Compatible, FailOn::Any) => ExitCode::from(1),
        (Verdict::Docs | Verdict::Compatible, FailOn::Breaking) => ExitCode::SUCCESS,
    }
}

/// Binds both sides and compares them.
fn compared(arguments: &Arguments) -> Result<Comparison, String> {
    let cannot = |problem: &dyn std::fmt::Display| format!("error: cannot compare: {problem}\n");
    let (old, new) = sides::sides(arguments).map_err(|problem| cannot(&problem))?;
    let before = surface(&old)?;
    if let (Surfaced::Bound(run, surface), Side::Described(old), Side::Described(new)) = (&before, &old, &new)
        && old.has_inputs_of(new, run)
    {
        // The same bytes give the same crate.
        return compare(surface, surface).map_err(|error| cannot(&error));
    }
    let after = surface(&new)?;
    let mut comparison = compare(before.surface(), after.surface()).map_err(|error| cannot(&error))?;
    for (index, (surfaced, side)) in [(&before, &old), (&after, &new)].into_iter().enumerate() {
        if let (Surfaced::Bound(run, _), Side::Described(side)) = (surfaced, side) {
            locate(&mut comparison, arguments.format, index, run, side);
        }
    }
    // The process is about to exit: freeing the memory piece by piece would only take time.
    std::mem::forget((before, after));
    Ok(comparison)
}

/// The surface of a side.
enum Surfaced {
    /// Of a description, with its run.
    Bound(Box<Run>, Surface),
    /// From a file of signatures.
    Read(Surface),
}

impl Surfaced {
    fn surface(&self) -> &Surface {
        match self {
            Self::Bound(_, surface) | Self::Read(surface) => surface,
        }
    }
}

/// Binds a description, or reads signatures.
fn surface(side: &Side) -> Result<Surfaced, String> {
    match side {
        Side::Described(side) => {
            let run = bound(side)?;
            let surface = run.product.as_ref().map(bindery::Product::surface).ok_or_else(String::new)?;
            Ok(Surfaced::Bound(Box::new(run), surface))
        }
        Side::Signatures { name, text, .. } => {
            let read = Surface::read(text).map(Surfaced::Read);
            read.map_err(|problem| format!("error: cannot compare: {name}: {problem}\n"))
        }
    }
}

/// Compares a revision with a crate that is about to be generated. Also returns the commit of the revision.
pub(crate) fn since(revision: &str, options: &Options, new: &Run) -> Result<(Comparison, String), String> {
    let failed = |problem: String| format!("error: cannot compare with {revision}: {problem}\n");
    let (old, commit) = sides::of_revision(revision, options).map_err(failed)?;
    let before = bound(&old)?;
    let (Some(one), Some(other)) = (&before.product, &new.product) else { return Err(String::new()) };
    let comparison = compare(&one.surface(), &other.surface()).map_err(|error| failed(error.to_string()))?;
    std::mem::forget(before);
    Ok((comparison, commit))
}

/// Binds a side up to its plan. A side that does not bind is an error, never "no changes".
fn bound(side: &Described) -> Result<Run, String> {
    let run = bindery::plan_only(&side.options);
    if run.product.is_some() {
        return Ok(run);
    }
    let errors: Diagnostics = run.diagnostics.iter().filter(|each| each.severity == Severity::Error).cloned().collect();
    let shown = render_human(&errors, &Shown { run: &run, side });
    Err(format!("{shown}error: cannot compare: {} does not bind\n", side.name))
}

/// The texts of a side, by the paths that the user gave.
struct Shown<'a> {
    run: &'a Run,
    side: &'a Described,
}

impl Located for Shown<'_> {
    fn path(&self, place: diag::Place<'_>) -> String {
        self.side.shown(&self.run.path(place))
    }

    fn text(&self, place: diag::Place<'_>) -> Option<&str> {
        self.run.text(place)
    }

    fn spans(&self, places: &[diag::Place<'_>]) -> Vec<Option<Range<usize>>> {
        self.run.spans(places)
    }
}

/// Finds the lines and columns of one side. The human-readable report shows only those of breaking changes.
fn locate(comparison: &mut Comparison, format: Format, index: usize, run: &Run, side: &Described) {
    let shown = Shown { run, side };
    let mut places: Vec<&mut Place> = Vec::new();
    for finding in &mut comparison.findings {
        if matches!(format, Format::Json | Format::Html) || finding.weight < Weight::Compatible {
            let of_side = finding.at.iter_mut();
            places.extend(of_side.filter_map(|at| if index == 0 { at.old.as_mut() } else { at.new.as_mut() }));
        }
    }
    let pointers: Vec<Pointer> = places.iter().map(|place| place.pointer.clone()).collect();
    let all: Vec<diag::Place<'_>> = pointers
        .iter()
        .map(|pointer| diag::Place { file: File::Description, pointer, part: Part::Value, offset: None })
        .collect();
    let found = diag::positions(&shown, &all);
    for ((place, of), position) in places.into_iter().zip(&all).zip(found) {
        place.path = shown.path(*of);
        place.position = position.map(|(start, _)| start);
    }
}

fn explain(id: &str) -> ExitCode {
    let Some(change) = Change::of(id) else {
        let known: Vec<&str> = Change::ALL.iter().map(|change| change.id()).collect();
        complain(&format!("error: unknown change {id:?}; expected one of {}\n", known.join(", ")));
        return ExitCode::from(INCOMPARABLE);
    };
    let mut text = format!("{}\n  {}.\n", change.id(), change.reason());
    if !change.migration().is_empty() {
        text.push_str(&format!("  To do: {}.\n", change.migration()));
    }
    print(&text);
    ExitCode::SUCCESS
}
