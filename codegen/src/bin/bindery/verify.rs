//! `bindery verify`: compares recorded traffic with the description.

use crate::report::{Reported, complain, print};
use crate::{Input, crates};
use bindery::diag::Severity;
use bindery::verify::{read, verify};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

pub(crate) const EXAMPLES: &str = "\
Examples:
  bindery verify openapi.yaml --traffic session.har
  bindery verify openapi.yaml --traffic calls.jsonl mappings/    # JSON lines, and a folder of WireMock mappings
  bindery verify --traffic session.har                           # against what the nearest bindery.toml names
  bindery verify openapi.yaml --traffic session.har --allow B0601   # undeclared properties are fine
  bindery verify openapi.yaml --traffic session.har --json

Exit codes: 0 no deviations, 1 deviations, 2 nothing could be compared.";

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
    /// Print the report with all figures as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, started: Instant) -> ExitCode {
    let input = &arguments.input;
    let mut run = match crates::run_single(input, bindery::modelled) {
        Ok(run) => run,
        Err(code) => return code,
    };
    let Some((api, documents)) = run.model() else {
        input.reporting.runs(&[Reported { name: None, run: &run }], started);
        return ExitCode::from(INCOMPARABLE);
    };
    let report = verify(api, documents, &read(&arguments.traffic), &arguments.server);
    // Other diagnostics of the description are reported by `check`.
    run.diagnostics = Default::default();
    run.add(report.diagnostics());
    input.reporting.runs(&[Reported { name: None, run: &run }], started);
    if arguments.json {
        print(&format!("{:#}\n", report.json()));
    }
    input.reporting.say(&report.summary());
    let deviates = run.diagnostics.iter().any(|each| each.severity != Severity::Note);
    let code = match report.checked {
        0 => {
            complain("error: none of the exchanges in the traffic belongs to the description\n");
            ExitCode::from(INCOMPARABLE)
        }
        _ if deviates => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    };
    // The process is about to exit: freeing the memory piece by piece would only take time.
    std::mem::forget(run);
    code
}
