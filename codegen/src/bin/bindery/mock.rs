//! `bindery mock`: serves a description.

use crate::report::{Reported, complain, print};
use crate::{Input, crates};
use bindery::Run;
use bindery::mock::{Answer, Credentials, Mock, Request, Serving, Settings, Values, serve};
use bindery::text::is_unfit;
use clap::Args;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::process::ExitCode;
use std::time::Instant;

pub(crate) const EXAMPLES: &str = "\
Examples:
  bindery mock openapi.yaml                       # http://127.0.0.1:4010
  bindery mock openapi.yaml --port 0              # any free port; the address is the first line of stdout
  bindery mock openapi.yaml --dynamic --seed 7    # made values instead of examples; the same seed, the same values
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
        max_body: arguments.max_body,
    };
    let wanted = SocketAddr::new(arguments.listen, arguments.port);
    let listener = match TcpListener::bind(wanted) {
        Ok(listener) => listener,
        Err(error) => {
            let advice = if arguments.port == 0 { "" } else { "; --port 0 takes any free port" };
            return failed(&format!("cannot listen on {wanted}: {error}{advice}"));
        }
    };
    let address = listener.local_addr().unwrap_or(wanted);
    let server = Server { mock: Mock::new(api, documents, settings), is_quiet: input.reporting.is_quiet() };
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
