//! The smallest description that shows a finding of `bindery check`.

use super::configuration;
use super::progress::Progress;
use super::{Config, Failure, LISTED, Outcome, nothing};
use crate::report::Reporting;
use crate::scratch;
use bindery::diag::{Code, Diagnostic, File, Pointer, Severity};
use bindery::reduce::{Limit, Moves, Reduced, Tally, Target, Tree, keeping_finding, place_in_bundle};
use bindery::{Options, Run, Trials};
use std::collections::{BTreeMap, BTreeSet};

/// The smallest description that shows a finding.
pub(super) fn smallest(
    tree: Tree,
    (code, at): (Code, Option<&Pointer>),
    (count, run): (usize, &Run),
    options: &Options,
    reporting: &Reporting,
) -> Result<Outcome, Failure> {
    let text = tree.to_json();
    let plain = Trials::for_code(code);
    let mut first = plain.run(&text);
    let mut trials = plain;
    // A report is better without bindery.toml, if the finding does not depend on it.
    let mut needs_config = false;
    if chosen(&first, code, at).is_none() {
        trials = trials.configured(options);
        first = trials.run(&text);
        needs_config = true;
    }
    let Some(found) = chosen(&first, code, at) else {
        return Err(nothing(missing(code, at, &first, run)));
    };
    let moves = if at.is_some() { Moves::Nowhere } else { Moves::Outwards };
    let target = Target::of(found, &tree, moves);
    let kept = format!("kept {}[{}] at {}", found.severity.word(), code.number(), found.pointer);
    let errors: BTreeSet<Code> = errors_of(&first);
    let progress = Progress::begin(text.len(), reporting);
    let is_shown = |trials: &Trials, candidate: &str| {
        let run = trials.run(candidate);
        // A smaller description may not fail for another reason.
        run.diagnostics.iter().any(|each| target.is_shown(each)) && errors_of(&run).is_subset(&errors)
    };
    let mut shows = |candidate: &str, tally: Tally| {
        progress.show(tally);
        is_shown(&trials, candidate)
    };
    let limit = Limit { is_stopped: scratch::is_stopped, ..Limit::default() };
    let Reduced { tree, tally, is_minimal } = keeping_finding(tree, &target, limit, &mut shows);
    let text = tree.to_json();
    let config = needs_config.then(|| {
        configuration::smallest(options, &trials, limit, &mut |trials| is_shown(trials, &text))
            .map_or(Config::Whole, Config::Part)
    });
    drop(progress);
    let summary = format!("{kept}: {} of {count} values, {} tries", tree.count(), tally.tries);
    Ok(Outcome { tree, config: config.unwrap_or(Config::None), summary, is_minimal })
}

/// The codes of errors.
fn errors_of(run: &Run) -> BTreeSet<Code> {
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
