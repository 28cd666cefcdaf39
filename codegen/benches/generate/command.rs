//! What a command takes from its start to its end.

use crate::usage;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Runs go on until they took this long together.
const LONG_ENOUGH: Duration = Duration::from_millis(1500);
/// No command is run more often, nor less often unless it takes longer than a run of all.
const MOST_RUNS: usize = 40;
const LEAST_RUNS: usize = 3;

/// What a command takes.
pub(crate) struct Cost {
    /// The least seconds of the processor.
    pub(crate) processor: f64,
    /// The least seconds by the clock.
    pub(crate) wall: f64,
    /// The most memory in use, in bytes.
    pub(crate) memory: u64,
    /// The types and operations that it says it bound; nothing for a command that does not say it.
    pub(crate) bound: Option<(usize, usize)>,
}

/// Measures a command that writes into a directory, which is emptied before each run.
pub(crate) fn measure(program: &Path, arguments: &[&str], directory: &Path) -> Result<Cost, Box<dyn Error>> {
    let (mut processor, mut wall) = (f64::INFINITY, f64::INFINITY);
    let mut bound = None;
    let started = Instant::now();
    for run in 0..MOST_RUNS {
        if run >= LEAST_RUNS && started.elapsed() > LONG_ENOUGH {
            break;
        }
        empty(directory)?;
        let (before, start) = (usage::of_children(), Instant::now());
        let output = Command::new(program).args(arguments).stdin(Stdio::null()).output()?;
        let took = start.elapsed().as_secs_f64();
        succeeded(program, &output)?;
        wall = wall.min(took);
        processor = processor.min(match (before, usage::of_children()) {
            (Some(before), Some(after)) => after - before,
            _ => took,
        });
        bound = summary(&String::from_utf8_lossy(&output.stderr));
    }
    empty(directory)?;
    let memory = memory(program, arguments)?;
    Ok(Cost { processor, wall, memory, bound })
}

fn empty(directory: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn succeeded(program: &Path, output: &Output) -> Result<(), Box<dyn Error>> {
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().last().unwrap_or_default();
    Err(format!("{}: {}: {last}", program.display(), output.status).into())
}

/// The most memory of one more run, by GNU time; zero where there is none.
fn memory(program: &Path, arguments: &[&str]) -> Result<u64, Box<dyn Error>> {
    let run = Command::new("/usr/bin/time").args(["-f", "%M"]).arg(program).args(arguments).output();
    let Ok(output) = run else { return Ok(0) };
    succeeded(program, &output)?;
    let said = String::from_utf8_lossy(&output.stderr);
    let kilobytes: u64 = said.lines().last().unwrap_or_default().parse()?;
    Ok(kilobytes * 1024)
}

/// The types and operations of the line that closes a run of `bindery generate`.
fn summary(said: &str) -> Option<(usize, usize)> {
    let words: Vec<&str> = said.lines().last()?.split(' ').collect();
    let operations = words.iter().position(|word| word.starts_with("operation"))?;
    Some((words.first()?.parse().ok()?, words.get(operations.checked_sub(1)?)?.parse().ok()?))
}
