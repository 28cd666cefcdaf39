//! `bindery mock`: serves a description.

use crate::input::{Input, crates};
use crate::report::{Reported, complain, print};
use bindery::Run;
use bindery::mock::{Answer, Credentials, Keeping, Mock, Recorder, Request, Secrets, Serving, Settings, Values, serve};
use bindery::text::is_unfit;
use clap::Args;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

pub(crate) const EXAMPLES: &str = "\
Examples:
  bindery mock openapi.yaml                       # http://127.0.0.1:4010
  bindery mock openapi.yaml --port 0              # any free port; the address is the first line of stdout
  bindery mock openapi.yaml --dynamic --seed 7    # made values instead of examples; the same seed, the same values
  bindery mock openapi.yaml --record calls.jsonl  # or calls.har; bindery verify reads both
  bindery mock openapi.yaml --replay session.har  # recorded answers where there are some
  curl http://127.0.0.1:4010/parcels -H 'Prefer: code=404'
  curl http://127.0.0.1:4010/parcels -H 'Prefer: example=empty'

Wrong requests are answered with 4xx and application/problem+json: place, expected, found.
Exit codes: 0 stopped by Ctrl-C or SIGTERM, 1 the description has errors, 2 the address cannot be used.";

/// The exit code if the server cannot run.
const UNSERVABLE: u8 = 2;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// The port; 0 is any free one.
    #[arg(long, value_name = "PORT", default_value_t = 4010)]
    port: u16,
    /// The address to listen on, such as 0.0.0.0 for all of this machine's. Default: only this machine reaches the mock.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// The seed of made values.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Make all values; leave the examples of the description aside.
    #[arg(long)]
    dynamic: bool,
    /// Accept requests without the credentials that the description requires.
    #[arg(long)]
    no_credentials: bool,
    /// Answer each request as if it were the first: keep nothing of what requests create, change and delete.
    #[arg(long)]
    no_state: bool,
    /// Record requests and answers to this file, which is replaced: an HTTP archive if it ends with .har, JSON lines otherwise.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Record secrets as they are; by default, credentials and what has the name of a secret are written as ***.
    #[arg(long, requires = "record")]
    record_secrets: bool,
    /// Answer from recorded traffic, as `verify` reads it, where it has the request; from the description otherwise.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    replay: Vec<PathBuf>,
    /// The maximum size of a request's body, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = Settings::default().max_body)]
    max_body: usize,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, started: Instant) -> ExitCode {
    let input = &arguments.input;
    let run = match crates::run_single(input, bindery::modelled) {
        Ok(run) => run,
        Err(code) => return code,
    };
    input.reporting.runs(&[Reported { name: None, run: &run }], started);
    // Until the process ends.
    let run: &'static Run = Box::leak(Box::new(run));
    let Some((api, documents)) = run.model() else { return ExitCode::from(1) };
    let settings = Settings {
        seed: arguments.seed,
        values: if arguments.dynamic { Values::Made } else { Values::Examples },
        credentials: if arguments.no_credentials { Credentials::Ignored } else { Credentials::Required },
        state: if arguments.no_state { Keeping::Nothing } else { Keeping::State },
        max_body: arguments.max_body,
    };
    let mut mock = Mock::new(api, documents, settings);
    if !arguments.replay.is_empty() {
        let traffic = bindery::verify::read(&arguments.replay);
        traffic.problems.iter().for_each(|problem| complain(&format!("warning: {}\n", fit(&problem.to_string()))));
        match (traffic.exchanges.len(), mock.replay(&traffic)) {
            (all, skipped) if all == skipped => return failed("none of the recorded exchanges can be replayed"),
            (all, skipped) => input.reporting.say(&format!("replaying {} of {all} recorded exchanges", all - skipped)),
        }
    }
    let wanted = SocketAddr::new(arguments.listen, arguments.port);
    let listener = match TcpListener::bind(wanted) {
        Ok(listener) => listener,
        Err(error) => {
            let advice = if arguments.port == 0 { "" } else { "; --port 0 takes any free port" };
            return failed(&format!("cannot listen on {wanted}: {error}{advice}"));
        }
    };
    let address = listener.local_addr().unwrap_or(wanted);
    let secrets = if arguments.record_secrets { Secrets::Kept } else { Secrets::Masked };
    let recorder = match &arguments.record {
        None => None,
        Some(path) => match Recorder::create(path, &format!("http://{address}"), api, secrets) {
            Ok(recorder) => Some(Mutex::new(recorder)),
            Err(error) => return failed(&format!("cannot write {}: {error}", path.display())),
        },
    };
    let server = Server { mock, recorder, is_quiet: input.reporting.is_quiet() };
    print(&format!("http://{address}\n"));
    input.reporting.say(&format!(
        "mock of {} {}, {} operations: stop it with Ctrl-C",
        api.title,
        api.version,
        api.operations.len()
    ));
    match serve(listener, server) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&format!("cannot serve: {error}")),
    }
}

fn failed(message: &str) -> ExitCode {
    complain(&format!("error: {message}\n"));
    ExitCode::from(UNSERVABLE)
}

/// A mock with its log.
struct Server {
    mock: Mock<'static>,
    recorder: Option<Mutex<Recorder>>,
    is_quiet: bool,
}

impl Serving for Server {
    fn answer(&self, request: &Request) -> Answer {
        self.mock.answer(request)
    }

    fn max_body(&self) -> usize {
        self.mock.settings().max_body
    }

    fn served(&self, request: &Request, answer: &Answer) {
        if let Some(recorder) = &self.recorder
            && let Err(error) = recorder.lock().unwrap_or_else(PoisonError::into_inner).add(request, answer)
        {
            complain(&format!("error: the exchange is not recorded: {error}\n"));
        }
        // A query may have secrets.
        let path = request.target.split(['?', '#']).next().unwrap_or_default();
        if !self.is_quiet {
            complain(&format!("{}\n", fit(&format!("{} {} {path}", answer.status, request.method))));
            answer.notes.iter().for_each(|note| complain(&format!("    {}\n", fit(note))));
        }
    }
}

/// A line that is safe to print, and not too long.
fn fit(text: &str) -> String {
    text.chars().take(500).map(|letter| if is_unfit(letter) { '\u{fffd}' } else { letter }).collect()
}
