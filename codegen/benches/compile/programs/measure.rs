//! Measures programs alternately, each crate once for all of its programs.

use super::{Carrier, HOLLOW, Programs, parts, write};
use crate::contenders::{Contender, Document};
use crate::options::Options;
use crate::package::{Package, cargo, target};
use crate::report::{Row, Table, share};
use crate::turns::{self, Job};
use bindery_bench_support::Cost;
use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

/// A row: a crate, and a program that calls it.
struct Entry {
    contender: Contender,
    carrier: Carrier,
    calls: usize,
    /// Which of the programs of a crate.
    kind: Kind,
    /// The jobs, by position.
    jobs: [usize; 2],
    binary: PathBuf,
}

/// How many operations of a crate a program calls.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Some(usize),
    All,
}

/// Measures the programs that call the crates of a document, and prints a table for each carrier.
pub(crate) fn measure(document: &Document, options: &Options) -> Result<(), Box<dyn Error>> {
    let (mut jobs, mut entries, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for contender in &options.only {
        let made = contender.make(document, options.most).and_then(|package| {
            add(*contender, document, &package, &mut jobs, &mut entries).map_err(|error| error.to_string())
        });
        if let Err(problem) = made {
            eprintln!("{}: {problem}", contender.name());
            missing.push((contender.name().to_owned(), problem));
        }
    }
    turns::run(&mut jobs, options.runs, options.most)?;
    for (carrier, title) in [(Carrier::Program, "requests carried by the program"), (Carrier::Http, "over HTTP")] {
        let mut table = Table::new(&[
            "program", "crate", "program", "both", "of ours", "memory", "of ours", "stripped", "of ours", "answered",
        ]);
        for entry in entries.iter().filter(|entry| entry.carrier == carrier) {
            table.row(row(entry, &entries, &jobs)?);
        }
        if carrier == Carrier::Http {
            missing.iter().for_each(|(name, problem)| table.row(Row::Problem(name.clone(), problem.clone())));
        }
        table.print(&format!("{}, cargo build --release, {title}", document.name));
    }
    Ok(())
}

/// Writes the programs for a crate, and adds the jobs.
fn add(
    contender: Contender,
    document: &Document,
    package: &Package,
    jobs: &mut Vec<Job>,
    entries: &mut Vec<Entry>,
) -> Result<(), Box<dyn Error>> {
    for parts in parts(contender, document, package)? {
        let Programs { package: callers, carrier, programs } = write(package, &parts)?;
        let build = |what: [&str; 2]| {
            let mut command = cargo(&callers.directory, "build");
            command.arg("--release").args(what);
            command
        };
        let title = format!("{}, {carrier:?}", contender.name());
        let mut of_crate = Job::new(format!("{title}, crate"), package.root(), build(["-p", &package.name]));
        let ended = package.hollow(|| bindery_bench_support::run(&build(["--bin", HOLLOW]), None))??;
        of_crate.problem = turns::problem(&ended, Duration::MAX);
        let position = jobs.len();
        jobs.push(of_crate);
        let all = parts.calls.len();
        for (calls, source) in programs {
            let name = callers.binary(calls);
            let mut job = Job::new(format!("{title}, {}", self::calls(calls)), source, build(["--bin", &name]));
            job.after = Some(position);
            let kind = if calls == all { Kind::All } else { Kind::Some(calls) };
            let binary = target().join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
            entries.push(Entry { contender, carrier, calls, kind, jobs: [position, jobs.len()], binary });
            jobs.push(job);
        }
    }
    Ok(())
}

fn calls(count: usize) -> String {
    if count == 1 { "1 call".to_owned() } else { format!("{count} calls") }
}

/// The measurements of a crate and a program.
#[derive(Clone, Copy)]
struct Took {
    package: Cost,
    program: Cost,
    stripped: u64,
}

impl Took {
    fn of(entry: &Entry, jobs: &[Job]) -> Option<Self> {
        let [package, program] = entry.jobs.map(|job| jobs.get(job)?.least());
        Some(Self { package: package?, program: program?, stripped: fs::metadata(&entry.binary).ok()?.len() })
    }

    fn processor(self) -> f64 {
        self.package.processor + self.program.processor
    }

    fn memory(self) -> u64 {
        self.package.memory.max(self.program.memory)
    }
}

fn row(entry: &Entry, entries: &[Entry], jobs: &[Job]) -> Result<Row, Box<dyn Error>> {
    let title = format!("{}, {}", entry.contender.name(), calls(entry.calls));
    let problem = entry.jobs.iter().find_map(|job| jobs[*job].problem.clone());
    let (None, Some(took)) = (&problem, Took::of(entry, jobs)) else {
        return Ok(Row::Problem(title, problem.unwrap_or_default()));
    };
    let beside = entries
        .iter()
        .find(|each| each.contender == Contender::Ours && each.carrier == entry.carrier && each.kind == entry.kind);
    let ours = beside.and_then(|entry| Took::of(entry, jobs));
    let of_ours = |of: fn(Took) -> f64| ours.map_or_else(|| "–".to_owned(), |ours| share(of(took), of(ours)));
    Ok(Row::Figures(vec![
        title,
        format!("{:.1} s", took.package.processor),
        format!("{:.1} s", took.program.processor),
        format!("{:.1} s", took.processor()),
        of_ours(Took::processor),
        format!("{} MB", took.memory() / 1_000_000),
        of_ours(|took| took.memory() as f64),
        format!("{:.2} MB", took.stripped as f64 / 1e6),
        of_ours(|took| took.stripped as f64),
        answered(entry)?,
    ]))
}

/// The output of a program without a server whose bodies and responses are all empty objects. Not all of them match.
fn answered(entry: &Entry) -> Result<String, Box<dyn Error>> {
    if entry.carrier == Carrier::Http {
        return Ok(String::new());
    }
    let mut command = Command::new(&entry.binary);
    let mut process = command.arg("{}").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    process.stdin.take().ok_or("the program has no input")?.write_all(b"{}")?;
    let output = process.wait_with_output()?;
    if !output.status.success() {
        return Err("the program fails".into());
    }
    Ok(String::from_utf8(output.stdout)?.split(' ').next().unwrap_or_default().to_owned())
}
