//! Measures a command.

use crate::bound::Bound;
use bindery_bench_support::{Ended, Outcome};
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Runs are repeated until they have taken this long in total.
const LONG_ENOUGH: Duration = Duration::from_millis(1500);
/// The maximum number of runs.
const MOST_RUNS: usize = 40;
const LEAST_RUNS: usize = 3;

/// The measurements of a command.
pub(crate) struct Cost {
    /// The minimum processor time in seconds.
    pub(crate) processor: f64,
    /// The minimum wall time in seconds.
    pub(crate) wall: f64,
    /// The peak memory in bytes.
    pub(crate) memory: u64,
    /// Its summary, if it prints one.
    pub(crate) bound: Option<Bound>,
}

/// Measures a command that writes into a directory, which is emptied before each run.
pub(crate) fn measure(command: &Command, directory: &Path) -> Result<Cost, Box<dyn Error>> {
    let mut least = Cost { processor: f64::INFINITY, wall: f64::INFINITY, memory: 0, bound: None };
    let started = Instant::now();
    for run in 0..MOST_RUNS {
        if run >= LEAST_RUNS && started.elapsed() > LONG_ENOUGH {
            break;
        }
        empty(directory)?;
        let ended = bindery_bench_support::run(command, None)?;
        succeeded(&ended)?;
        least.processor = least.processor.min(ended.cost.processor);
        least.wall = least.wall.min(ended.cost.wall);
        least.memory = least.memory.max(ended.cost.memory);
        least.bound = Bound::said(&ended.said);
    }
    Ok(least)
}

fn empty(directory: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn succeeded(ended: &Ended) -> Result<(), Box<dyn Error>> {
    match ended.outcome {
        Outcome::Success => Ok(()),
        Outcome::Failure(_) | Outcome::OutOfTime => {
            Err(ended.said.lines().last().unwrap_or("it fails without a message").into())
        }
    }
}
