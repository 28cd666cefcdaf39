//! The `bindery` command.

mod cli;
mod diff;
mod generate;
mod init;
mod input;
mod listing;
#[cfg(feature = "mock")]
mod mock;
mod progress;
mod reduce;
mod report;
mod scratch;
mod verify;
mod work;

use bindery::diag::Code;
use clap::Parser;
use cli::{Cli, Command, shell};
use generate::{release, watch};
use input::Input;
use report::{complain, explanation, print};
use std::process::ExitCode;
use std::time::Instant;
use work::Task;

fn main() -> ExitCode {
    let started = Instant::now();
    match Cli::parse().command {
        Command::Generate { input, check: true, .. } => work(&input, Task::Compare, started),
        Command::Generate { input, watch: true, .. } => watch::generate(&input),
        Command::Generate { input, release, .. } if release.is_asked() => release::run(&input, &release, started),
        Command::Generate { input, .. } => work(&input, Task::Generate, started),
        Command::Check { input, write_overlay: Some(target), .. } => verify::examples(&input, &target, started),
        Command::Check { input, examples: true, .. } => work(&input, Task::Examples, started),
        Command::Check { input, .. } => work(&input, Task::Report, started),
        Command::Lock { input } => work(&input, Task::Lock, started),
        Command::List { input, json, signatures } => {
            let form = match (json, signatures) {
                (_, true) => listing::Form::Signatures,
                (true, false) => listing::Form::Json,
                (false, false) => listing::Form::Columns,
            };
            listing::run(&input, form, started)
        }
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments, started),
        Command::Reduce(arguments) => reduce::run(arguments, started),
        #[cfg(feature = "mock")]
        Command::Mock(arguments) => mock::run(&arguments, started),
        Command::Init(arguments) => init::run(&arguments),
        Command::Schema => {
            print(&format!("{:#}\n", bindery::config::schema()));
            ExitCode::SUCCESS
        }
        Command::Explain { code } => explain(&code),
        Command::Completions { shell } => shell::completions::<Cli>(shell),
        Command::Man { directory } => shell::man::<Cli>(directory.as_deref()),
    }
}

fn work(input: &Input, task: Task, started: Instant) -> ExitCode {
    work::run(input, task, started).map_or_else(|code| code, |done| done.code)
}

fn explain(code: &str) -> ExitCode {
    match Code::of(code) {
        Some(code) => {
            print(&explanation(code));
            ExitCode::SUCCESS
        }
        None => {
            complain(&format!("error: unknown code {code:?}; expected one of {}\n", Code::list()));
            ExitCode::from(2)
        }
    }
}
