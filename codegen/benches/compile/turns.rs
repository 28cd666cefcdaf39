//! Runs commands alternately, so that other work of the machine affects all of them alike.

use bindery_bench_support::{Cost, Ended, Outcome};
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

/// A compilation to measure.
pub(crate) struct Job {
    pub(crate) title: String,
    /// The source file to touch before.
    pub(crate) source: PathBuf,
    pub(crate) command: Command,
    /// The job that must succeed before this one, by position.
    pub(crate) after: Option<usize>,
    pub(crate) took: Vec<Cost>,
    /// Why it failed.
    pub(crate) problem: Option<String>,
}

impl Job {
    pub(crate) fn new(title: String, source: PathBuf, command: Command) -> Self {
        Self { title, source, command, after: None, took: Vec::new(), problem: None }
    }

    /// The minimum processor time and wall time, and the maximum memory, of all rounds.
    pub(crate) fn least(&self) -> Option<Cost> {
        self.took.iter().copied().reduce(|least, each| Cost {
            processor: least.processor.min(each.processor),
            wall: least.wall.min(each.wall),
            memory: least.memory.max(each.memory),
        })
    }

    /// The processor time of all rounds.
    pub(crate) fn sum(&self) -> f64 {
        self.took.iter().map(|cost| cost.processor).sum()
    }
}

/// Runs the jobs alternately for several rounds. A failed job is not repeated.
pub(crate) fn run(jobs: &mut [Job], rounds: usize, most: Duration) -> Result<(), Box<dyn Error>> {
    for round in 1..=rounds {
        for position in 0..jobs.len() {
            let before = jobs[position].after.and_then(|before| jobs[before].problem.clone());
            let job = &mut jobs[position];
            job.problem = job.problem.take().or(before);
            if job.problem.is_some() {
                continue;
            }
            // Cargo compiles what is newer than the last build.
            let text = fs::read(&job.source)?;
            fs::write(&job.source, text)?;
            let ended = bindery_bench_support::run(&job.command, Some(most))?;
            match problem(&ended, most) {
                None => {
                    eprintln!("round {round}: {}: {:.2} s", job.title, ended.cost.processor);
                    job.took.push(ended.cost);
                }
                Some(problem) => {
                    eprintln!("round {round}: {}: {problem}", job.title);
                    job.problem = Some(problem);
                }
            }
        }
    }
    Ok(())
}

/// Why a compilation failed, in one line.
pub(crate) fn problem(ended: &Ended, most: Duration) -> Option<String> {
    match ended.outcome {
        Outcome::Success => None,
        Outcome::OutOfTime => Some(format!("not done after {} minutes", most.as_secs() / 60)),
        Outcome::Failure(_) => {
            let Cost { processor, memory, .. } = ended.cost;
            Some(format!("does not compile ({processor:.0} s, {} MB): {}", memory / 1_000_000, reason(&ended.said)))
        }
    }
}

/// The reason of a failed compilation: out of memory, or the first and the last error.
fn reason(said: &str) -> String {
    let errors: Vec<&str> = said.lines().filter(|line| line.starts_with("error")).collect();
    match (said.lines().find(|line| line.starts_with("memory allocation of")), errors.as_slice()) {
        (Some(memory), _) => memory.to_owned(),
        (None, []) => said.lines().last().unwrap_or("it does not say why").to_owned(),
        (None, [one]) => (*one).to_owned(),
        (None, [first, .., last]) => format!("{first}; {last}"),
    }
}
