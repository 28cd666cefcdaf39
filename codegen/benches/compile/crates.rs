//! Compiles crates alone.

use crate::contenders::{Contender, Document};
use crate::options::{Options, Profile};
use crate::package::{Package, cargo};
use crate::report::{Row, Table, share};
use crate::turns::{self, Job};
use std::error::Error;
use std::process::Command;

/// Measures the crates of a document, and prints a row for each.
pub(crate) fn measure(document: &Document, options: &Options) -> Result<(), Box<dyn Error>> {
    let mut jobs = Vec::new();
    let mut sizes = Vec::new();
    for contender in &options.only {
        let (job, size) = match contender.make(document, options.most) {
            Ok(package) => (job(*contender, &package, options)?, package.size()?),
            Err(problem) => (impossible(*contender, problem), 0),
        };
        jobs.push(job);
        sizes.push(size);
    }
    turns::run(&mut jobs, options.runs, options.most)?;
    let mut table = Table::new(&["crate", "processor", "of the first", "of all rounds", "memory", "of it", "source"]);
    let first = jobs.first();
    for (job, size) in jobs.iter().zip(&sizes) {
        table.row(row(job, *size, first));
    }
    table.print(&format!("{}, {}", document.name, action(options.profile)));
    Ok(())
}

fn row(job: &Job, size: u64, first: Option<&Job>) -> Row {
    let Some(cost) = job.least().filter(|_| job.problem.is_none()) else {
        return Row::Problem(job.title.clone(), job.problem.clone().unwrap_or_default());
    };
    let least = first.and_then(Job::least).unwrap_or_default();
    Row::Figures(vec![
        job.title.clone(),
        format!("{:.2} s", cost.processor),
        share(cost.processor, least.processor),
        share(job.sum(), first.map(Job::sum).unwrap_or_default()),
        format!("{} MB", cost.memory / 1_000_000),
        share(cost.memory as f64, least.memory as f64),
        format!("{:.2} MB", size as f64 / 1e6),
    ])
}

/// The compilation of a crate whose dependencies have been built.
fn job(contender: Contender, package: &Package, options: &Options) -> Result<Job, Box<dyn Error>> {
    let features = options.features.as_deref().filter(|_| contender == Contender::Ours);
    let mut job = Job::new(contender.name().to_owned(), package.root(), command(package, options.profile, features));
    let ended = package.hollow(|| bindery_bench_support::run(&job.command, None))??;
    job.problem = turns::problem(&ended, options.most);
    Ok(job)
}

/// An empty cell for a missing crate.
fn impossible(contender: Contender, problem: String) -> Job {
    eprintln!("{}: {problem}", contender.name());
    let mut job = Job::new(contender.name().to_owned(), std::path::PathBuf::new(), Command::new(""));
    job.problem = Some(problem);
    job
}

fn command(package: &Package, profile: Profile, features: Option<&str>) -> Command {
    let mut command = cargo(&package.directory, "rustc");
    command.arg("--lib");
    match profile {
        Profile::Check => command.args(["--profile", "check"]),
        Profile::Release => command.arg("--release"),
    };
    if let Some(features) = features {
        command.args(["--no-default-features", "--features", "client", "--features", features]);
    }
    command
}

fn action(profile: Profile) -> &'static str {
    match profile {
        Profile::Check => "cargo check",
        Profile::Release => "cargo build --release",
    }
}
