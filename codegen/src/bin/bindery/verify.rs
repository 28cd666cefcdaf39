//! `bindery verify`: compares recorded traffic with the description.

use crate::report::{Reported, complain, print};
use crate::{Input, crates};
use bindery::api::Api;
use bindery::diag::Severity;
use bindery::source::Documents;
use bindery::verify::{Finding, read, verify};
use bindery::{Options, Run};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

pub(crate) const EXAMPLES: &str = "\
Examples:
  bindery verify openapi.yaml --traffic session.har
  bindery verify openapi.yaml --traffic calls.jsonl mappings/    # JSON lines, and a folder of WireMock mappings
  bindery verify --traffic session.har                           # against what the nearest bindery.toml names
  bindery verify openapi.yaml --traffic session.har --allow B0601   # undeclared properties are fine
  bindery verify openapi.yaml --traffic session.har --json
  bindery verify openapi.yaml --traffic session.har --write-overlay repairs.yaml   # for `overlays` in bindery.toml

Exit codes: 0 no deviations, or none that the written overlay leaves; 1 deviations; 2 nothing could be compared or written.";

/// The exit code of traffic that cannot be compared.
const INCOMPARABLE: u8 = 2;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// Recorded traffic: HAR 1.2, JSON lines with method, url, status, requestBody and responseBody, WireMock mappings, or
    /// folders of these.
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    traffic: Vec<PathBuf>,
    /// The URL of a server that the description does not name; may be repeated.
    #[arg(long, value_name = "URL")]
    server: Vec<String>,
    /// Write an overlay that makes the description true for the traffic, for `overlays` in bindery.toml: YAML if its name ends with
    /// .yaml, else JSON. Documents that the description refers to have overlays of their own, with their names in the file name.
    #[arg(long, value_name = "FILE")]
    write_overlay: Option<PathBuf>,
    /// Print the report with all figures as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, started: Instant) -> ExitCode {
    let input = &arguments.input;
    let options = match crates::single(input) {
        Ok(options) => options,
        Err(code) => return code,
    };
    let mut run = crates::run_one(input, &options, bindery::modelled);
    let Some((api, documents)) = run.model() else {
        input.reporting.runs(&[Reported { name: None, run: &run }], started);
        return ExitCode::from(INCOMPARABLE);
    };
    let traffic = read(&arguments.traffic);
    let report = verify(api, documents, &traffic, &arguments.server);
    // Other diagnostics of the description are reported by `check`.
    run.diagnostics = Default::default();
    run.add(report.diagnostics());
    input.reporting.runs(&[Reported { name: None, run: &run }], started);
    if arguments.json {
        print(&format!("{:#}\n", report.json()));
    }
    input.reporting.say(&report.summary());
    let deviates = run.diagnostics.iter().any(|each| each.severity != Severity::Note);
    let check = |api: &Api, documents: &Documents| verify(api, documents, &traffic, &arguments.server).findings;
    let code = match (report.checked, &arguments.write_overlay) {
        (0, _) => {
            complain("error: none of the exchanges in the traffic belongs to the description\n");
            ExitCode::from(INCOMPARABLE)
        }
        (_, Some(target)) => mend(input, (&run, &options), target, &check),
        _ if deviates => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    };
    // The process is about to exit: freeing the memory piece by piece would only take time.
    std::mem::forget(run);
    code
}

/// Writes the overlay, and says what it leaves.
fn mend(
    input: &Input,
    (run, options): (&Run, &Options),
    target: &Path,
    check: &dyn Fn(&Api, &Documents) -> Vec<Finding>,
) -> ExitCode {
    let repaired = bindery::write_repairs(run, options, target, check);
    let reporting = &input.reporting;
    if !repaired.problems.is_empty() {
        for each in repaired.problems.iter() {
            let expected = each.expected.as_ref().map(|text| format!("; expected {text}")).unwrap_or_default();
            complain(&format!("error: {}{expected}\n", each.message));
        }
        return ExitCode::from(INCOMPARABLE);
    }
    if repaired.files.is_empty() {
        reporting.say("there is nothing to mend, so no overlay was written");
    }
    for (path, actions) in &repaired.files {
        let plural = if *actions == 1 { "" } else { "s" };
        reporting.say(&format!("wrote {}: {actions} action{plural}", path.display()));
    }
    if !repaired.files.is_empty() {
        let files: Vec<String> =
            repaired.files.iter().map(|(path, _)| format!("{:?}", path.display().to_string())).collect();
        reporting.say(&format!("to apply what was written: overlays = [{}] in bindery.toml", files.join(", ")));
    }
    for finding in &repaired.left {
        complain(&format!("warning: an overlay cannot mend this: {}\n", finding.diagnostic().message));
    }
    if repaired.left.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// Runs `check --examples --write-overlay`.
pub(crate) fn examples(input: &Input, target: &Path, started: Instant) -> ExitCode {
    let options = match crates::single(input) {
        Ok(options) => options,
        Err(code) => return code,
    };
    let mut run = crates::run_one(input, &options, bindery::checked);
    run.diagnostics.extend(bindery::write_effective_spec(&run));
    input.reporting.runs(&[Reported { name: None, run: &run }], started);
    let code = match run.model() {
        Some(_) => mend(input, (&run, &options), target, &bindery::verify::examples),
        None => ExitCode::from(1),
    };
    std::mem::forget(run);
    code
}
