//! Measures a command, with all processes that it starts.
//!
//! Until `exec`, a new process is as large as its parent, which counts toward its peak memory. So a small process stands between this one,
//! which may be large, and the command: this program again, which only starts the command, waits for it, and reports its usage ([`serve`]).
//! It leads a process group that ends when its standard input closes: when the time is over, or when this process ends.

use crate::Cost;
use std::error::Error;
use std::fmt;
use std::io;
use std::process::{Command, ExitCode};
use std::time::Duration;

/// The first argument of the intermediate process.
const MARK: &str = "--measures-a-command";

/// A command that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// How it ended.
    pub outcome: Outcome,
    /// Its usage; `None` if it ran out of time.
    pub cost: Cost,
    /// Its standard error.
    pub said: String,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With success.
    Success,
    /// With another exit code, or by a signal.
    Failure(Option<i32>),
    /// It ran out of time and was killed.
    OutOfTime,
}

/// Why a command could not be measured.
#[derive(Debug)]
pub enum Failure {
    /// It could not be started.
    Start(String, io::Error),
    /// The intermediate process failed, with this output.
    Between(String),
    /// This system is not Unix.
    Platform,
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(program, error) => write!(out, "cannot start {program}: {error}"),
            Self::Between(said) => {
                write!(out, "the process that measures failed (does `main` begin with `serve`?): {said}")
            }
            Self::Platform => write!(out, "commands can only be measured on Unix"),
        }
    }
}

impl Error for Failure {}

/// Runs a command until it ends or the time is over, with the program, arguments, directory and environment of `command`. Its standard
/// input is empty, and its standard output is discarded.
///
/// # Errors
///
/// [`Failure`] if the command cannot be started or measured. A failing command is not an error of this function.
pub fn run(command: &Command, most: Option<Duration>) -> Result<Ended, Failure> {
    between::run(command, most)
}

/// Runs the intermediate process, if this is one. A program that calls [`run`] calls this first, and exits with the code, if there is one.
#[must_use]
pub fn serve() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    (arguments.next()? == MARK).then(|| between::serve(arguments))
}

/// The `main` of a benchmark that calls [`run`]: runs the benchmark or the intermediate process, and prints errors to stderr.
#[expect(clippy::print_stderr, reason = "a benchmark prints")]
pub fn main(measure: impl FnOnce() -> Result<(), Box<dyn Error>>) -> ExitCode {
    if let Some(code) = serve() {
        return code;
    }
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(unix)]
mod between {
    use super::{Ended, Failure, MARK, Outcome};
    use crate::{Clock, Cost, of_children};
    use std::ffi::OsString;
    use std::io::{self, Write};
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    use std::process::{ChildStdin, Command, ExitCode, Stdio};
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    pub(super) fn run(command: &Command, most: Option<Duration>) -> Result<Ended, Failure> {
        let cannot = |error| Failure::Start(command.get_program().to_string_lossy().into_owned(), error);
        let mut between = between(command).map_err(cannot)?;
        let mut child = between.spawn().map_err(cannot)?;
        let lifeline = child.stdin.take();
        let (done, waits) = mpsc::channel::<()>();
        let (output, is_late) = thread::scope(|scope| {
            let watch = scope.spawn(move || is_late(lifeline, &waits, most));
            let output = child.wait_with_output();
            drop(done);
            (output, watch.join().unwrap_or_default())
        });
        let output = output.map_err(cannot)?;
        let mut said = String::from_utf8_lossy(&output.stderr).into_owned();
        if is_late && output.status.signal().is_some() {
            return Ok(Ended { outcome: Outcome::OutOfTime, cost: Cost::default(), said });
        }
        match report(&String::from_utf8_lossy(&output.stdout)) {
            Some((outcome, cost)) => Ok(Ended { outcome, cost, said }),
            None if output.status.success() => Err(cannot(io::Error::other(said.trim_end().to_owned()))),
            None => {
                said.push_str(&output.status.to_string());
                Err(Failure::Between(said))
            }
        }
    }

    /// This program again, which starts the command.
    fn between(command: &Command) -> io::Result<Command> {
        let mut between = Command::new(std::env::current_exe()?);
        between.arg(MARK).arg(command.get_program()).args(command.get_args()).process_group(0);
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => between.env(name, value),
                None => between.env_remove(name),
            };
        }
        if let Some(directory) = command.get_current_dir() {
            between.current_dir(directory);
        }
        between.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Ok(between)
    }

    /// Keeps the pipe open until the command is done, or the time is over.
    fn is_late(lifeline: Option<ChildStdin>, done: &mpsc::Receiver<()>, most: Option<Duration>) -> bool {
        let is_late = match most {
            Some(most) => done.recv_timeout(most) == Err(mpsc::RecvTimeoutError::Timeout),
            None => {
                // Nothing is ever sent; this returns when the sender is dropped.
                let _ = done.recv();
                false
            }
        };
        drop(lifeline);
        is_late
    }

    /// Runs the command in the arguments, and prints its usage to stdout in one line.
    pub(super) fn serve(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
        let Some(program) = arguments.next() else { return ExitCode::FAILURE };
        thread::spawn(end_with_input);
        let clock = Clock::of_process();
        let status = Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).status();
        let wall = clock.wall();
        let cost = of_children();
        let written = match status {
            Ok(status) => {
                let code = status.code().map_or_else(|| "signal".to_owned(), |code| code.to_string());
                writeln!(io::stdout(), "{code} {} {wall} {}", cost.processor, cost.memory)
            }
            // Without a line, the command could not be started.
            Err(error) => writeln!(io::stderr(), "{error}"),
        };
        if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    /// Kills this process group when nobody waits for it any more.
    fn end_with_input() {
        drop(io::copy(&mut io::stdin(), &mut io::sink()));
        // It also kills this process, so there is no failure to handle.
        let _ = nix::sys::signal::killpg(nix::unistd::getpgrp(), nix::sys::signal::Signal::SIGKILL);
    }

    fn report(line: &str) -> Option<(Outcome, Cost)> {
        let mut words = line.split_whitespace();
        let outcome = match words.next()? {
            "0" => Outcome::Success,
            code => Outcome::Failure(code.parse().ok()),
        };
        let mut number = || words.next()?.parse::<f64>().ok();
        let (processor, wall, memory) = (number()?, number()?, number()?);
        Some((outcome, Cost { processor, wall, memory: memory as u64 }))
    }
}

#[cfg(not(unix))]
mod between {
    use super::{Ended, Failure};
    use std::ffi::OsString;
    use std::process::{Command, ExitCode};
    use std::time::Duration;

    pub(super) fn run(_: &Command, _: Option<Duration>) -> Result<Ended, Failure> {
        Err(Failure::Platform)
    }

    pub(super) fn serve(_: impl Iterator<Item = OsString>) -> ExitCode {
        ExitCode::FAILURE
    }
}
