//! `bindery verify`: compares recorded traffic with the description.

use crate::input::{Input, crates};
use crate::report::{Reported, complain, print};
use bindery::Repaired;
use bindery::api::Api;
use bindery::diag::Severity;
use bindery::source::Documents;
use bindery::verify::{read, verify};
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
    let check = |api: &Api, documents: &Documents| verify(api, documents, &traffic, &arguments.server).findings;
    let target = arguments.write_overlay.as_deref().filter(|_| report.checked > 0);
    let repaired = target.map(|target| bindery::write_repairs(&run, &options, target, &check));
    // Other diagnostics of the description are reported by `check`.
    run.diagnostics = Default::default();
    run.add(report.diagnostics());
    let deviates = run.diagnostics.iter().any(|each| each.severity != Severity::Note);
    run.add(repaired.as_ref().map(|repaired| repaired.problems.clone()).unwrap_or_default());
    input.reporting.runs(&[Reported { name: None, run: &run }], started);
    if arguments.json {
        let mut figures = report.json();
        if let Some(repaired) = &repaired {
            figures["overlays"] = repaired.json();
        }
        print(&format!("{figures:#}\n"));
    }
    input.reporting.say(&report.summary());
    let code = match (report.checked, &repaired) {
        (0, _) => {
            complain("error: none of the exchanges in the traffic belongs to the description\n");
            ExitCode::from(INCOMPARABLE)
        }
        (_, Some(repaired)) => mended(input, repaired),
        _ if deviates => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    };
    // The process is about to exit: freeing the memory piece by piece would only take time.
    std::mem::forget(run);
    code
}

/// Says what was written, and what the overlays leave.
fn mended(input: &Input, repaired: &Repaired) -> ExitCode {
    let reporting = &input.reporting;
    if !repaired.problems.is_empty() {
        return ExitCode::from(INCOMPARABLE);
    }
    if repaired.files.is_empty() {
        reporting.say("there is nothing to mend, so no overlay was written");
    }
    for file in &repaired.files {
        let plural = if file.actions == 1 { "" } else { "s" };
        reporting.say(&format!("wrote {}: {} action{plural}", file.path.display(), file.actions));
    }
    if !repaired.files.is_empty() {
        let entries: Vec<String> = repaired.files.iter().map(|file| format!("{:?}", file.entry)).collect();
        reporting.say(&format!("to apply what was written: overlays = [{}] in bindery.toml", entries.join(", ")));
    }
    for finding in &repaired.left {
        reporting.say(&format!("an overlay cannot mend this: {}", finding.diagnostic().message));
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
    let repaired = run.model().map(|_| bindery::write_repairs(&run, &options, target, &bindery::verify::examples));
    run.add(repaired.as_ref().map(|repaired| repaired.problems.clone()).unwrap_or_default());
    input.reporting.runs(&[Reported { name: None, run: &run }], started);
    let code = repaired.map_or(ExitCode::from(1), |repaired| mended(input, &repaired));
    std::mem::forget(run);
    code
}
