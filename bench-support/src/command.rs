//! What a command takes, with all processes that it starts.
//!
//! A process is as large as the one that starts it until it becomes another program, and that counts into what the system
//! says was its peak. So between this process, which may be large, and the command there is one that is small: this
//! program again, which does nothing but start the command, wait for it, and say what it took ([`serve`]). It is the first
//! of a group of processes that ends as a whole when its standard input does: when there is no time left, or when this
//! process is gone.

use crate::Cost;
use std::error::Error;
use std::fmt;
use std::io;
use std::process::{Command, ExitCode};
use std::time::Duration;

/// The first argument of the process in between.
const MARK: &str = "--measures-a-command";

/// A command that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// How.
    pub outcome: Outcome,
    /// What it took; nothing when it ran out of time.
    pub cost: Cost,
    /// What it wrote to its standard error.
    pub said: String,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With success.
    Success,
    /// Otherwise: with a code, or by a signal.
    Failure(Option<i32>),
    /// It did not, and was ended.
    OutOfTime,
}

/// Why a command could not be measured.
#[derive(Debug)]
pub enum Failure {
    /// It cannot be started.
    Start(String, io::Error),
    /// The process in between did not do its part; what it said.
    Between(String),
    /// There is no Unix here.
    Platform,
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(program, error) => write!(out, "{program} cannot be started: {error}"),
            Self::Between(said) => {
                write!(out, "the process that measures failed (does `main` begin with `serve`?): {said}")
            }
            Self::Platform => write!(out, "what a command takes can be measured on Unix only"),
        }
    }
}

impl Error for Failure {}

/// Runs a command to its end, or for a time at the most. Its program, arguments, directory and environment are those of
/// `command`; it reads nothing, and its standard output is dropped.
///
/// # Errors
///
/// [`Failure`], when the command cannot be started or measured. How it ends is no error of this function.
pub fn run(command: &Command, most: Option<Duration>) -> Result<Ended, Failure> {
    between::run(command, most)
}

/// Does the part of the process in between, if this is one: a program that calls [`run`] calls this first, and ends when
/// there is a code.
#[must_use]
pub fn serve() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    (arguments.next()? == MARK).then(|| between::serve(arguments))
}

/// The `main` of a benchmark that calls [`run`]: its own part, or that of the process in between. An error is said on the
/// standard error.
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

    /// Holds the lifeline until the command is done, or the time is over.
    fn is_late(lifeline: Option<ChildStdin>, done: &mpsc::Receiver<()>, most: Option<Duration>) -> bool {
        let is_late = match most {
            Some(most) => done.recv_timeout(most) == Err(mpsc::RecvTimeoutError::Timeout),
            None => {
                // Nothing is ever sent: this returns when the sender is dropped.
                let _ = done.recv();
                false
            }
        };
        drop(lifeline);
        is_late
    }

    /// Runs what the arguments name and writes what it took to the standard output, in one line.
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

    /// Ends this group of processes when there is nobody who waits for it.
    fn end_with_input() {
        drop(io::copy(&mut io::stdin(), &mut io::sink()));
        // It ends this process too, so there is nothing to do when it fails.
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
