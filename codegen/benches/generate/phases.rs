//! Measures each phase.

use bindery::config::{Config, Unreached};
use bindery::diag::Severity;
use bindery::source::{self, Source};
use bindery::{analysis, api, dialect, emit, names, plan, resolve, shape};
use bindery_bench_support::{Cost, Outcome, Stopwatch};
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

/// The first argument of the process that runs the phases.
const WALKS: &str = "--walks";

/// How often the phases run; the minimum time counts. Memory is that of the first run, since later ones start with memory that the
/// allocator has kept.
const RUNS: usize = 3;

/// The phases, with their measurements.
type Times = Vec<(&'static str, Cost)>;

/// Prints the measurements of each phase for a document, in a fresh process, because memory is counted for the whole process, including
/// freed memory that was not returned to the system.
pub(crate) fn print(document: &Path) -> Result<(), Box<dyn Error>> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(WALKS).arg(document);
    let ended = bindery_bench_support::run(&command, None)?;
    match ended.outcome {
        Outcome::Success => print!("{}", ended.said),
        Outcome::Failure(_) | Outcome::OutOfTime => return Err(ended.said.trim_end().into()),
    }
    Ok(())
}

/// Runs the phases if the arguments request it, and prints the result to stderr.
pub(crate) fn serve(arguments: &[String]) -> Option<Result<(), Box<dyn Error>>> {
    match arguments {
        [mark, document] if mark == WALKS => Some(walks(Path::new(document))),
        _ => None,
    }
}

fn walks(document: &Path) -> Result<(), Box<dyn Error>> {
    let mut least = Times::new();
    let mut summary = String::new();
    for _ in 0..RUNS {
        let mut times = Times::new();
        summary = walk(document, &mut times)?;
        if least.is_empty() {
            least.clone_from(&times);
        }
        for (kept, new) in least.iter_mut().zip(times) {
            kept.1.processor = kept.1.processor.min(new.1.processor);
        }
    }
    eprintln!("  {summary}");
    let total = least.iter().fold(Cost::default(), |total, (_, cost)| Cost {
        processor: total.processor + cost.processor,
        memory: total.memory.max(cost.memory),
        ..total
    });
    for (phase, cost) in least.iter().chain([&("total", total)]) {
        eprintln!("  {phase:<8} {:>9.1} ms   peak {:>5} MB", cost.processor * 1e3, cost.memory / 1_000_000);
    }
    Ok(())
}

/// Runs the phases like [`bindery::run`], and measures each.
fn walk(document: &Path, times: &mut Times) -> Result<String, Box<dyn Error>> {
    let config = Config::default();
    let (mut source, found): (Source, _) =
        timed("source", times, || fs::read(document).map(|bytes| source::parse(document, bytes)))?;
    if let Some(error) = found.iter().find(|each| each.severity == Severity::Error) {
        return Err(error.message.clone().into());
    }
    let documents = std::mem::take(&mut source.documents);
    let (normal, _) = timed("dialect", times, || dialect::normalise(documents));
    let (resolve::Resolved { description, schemas }, _) = timed("resolve", times, || {
        let resolved = resolve::resolve(&normal);
        drop(normal);
        resolved
    });
    let (shapes, _) = timed("shape", times, || shape::shape(&description, schemas, Unreached::Bind));
    let (api, _) = timed("api", times, || api::build(&description, &shapes, &config, &api::Listed::default()));
    let names = timed("names", times, || names::names(&api, &config, &names::Lock::default()));
    let analysis = timed("analysis", times, || analysis::analyze(&api, &names, &config));
    let plan = timed("plan", times, || plan::plan(&api, &analysis, &names, &config, &plan::Places::default()));
    let (files, _) = timed("emit", times, || emit::emit(&plan));
    let written: usize = files.iter().map(|file| file.text.len()).sum();
    let (types, operations) = (api.types.len(), api.operations.len());
    black_box(files);
    Ok(format!("{types} types, {operations} operations, {} kB of source", written / 1000))
}

fn timed<T>(phase: &'static str, times: &mut Times, work: impl FnOnce() -> T) -> T {
    let stopwatch = Stopwatch::start();
    let out = work();
    times.push((phase, stopwatch.end()));
    out
}
