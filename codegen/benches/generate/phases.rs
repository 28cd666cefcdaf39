//! What each phase takes.

use bindery::config::Config;
use bindery::source::{self, Source};
use bindery::{api, dialect, emit, facts, items, names, resolve, shape};
use bindery_gauge::{Cost, Stretch};
use std::hint::black_box;
use std::path::Path;

/// How often the road is walked: the least is taken.
const RUNS: usize = 3;

/// The phases of a walk, and what they take.
type Times = Vec<(&'static str, Cost)>;

pub(crate) fn print(path: &Path, bytes: &[u8]) {
    let mut least = Times::new();
    let mut summary = String::new();
    for _ in 0..RUNS {
        let mut times = Times::new();
        summary = walk(path, bytes.to_vec(), &mut times);
        if least.is_empty() {
            least.clone_from(&times);
        }
        for (kept, new) in least.iter_mut().zip(times) {
            kept.1.processor = kept.1.processor.min(new.1.processor);
        }
    }
    println!("  {summary}");
    for (phase, cost) in &least {
        println!("  {phase:<8} {:>9.1} ms   peak {:>5} MB", cost.processor * 1e3, cost.memory / 1_000_000);
    }
    let total: f64 = least.iter().map(|(_, cost)| cost.processor).sum();
    let peak = least.iter().map(|(_, cost)| cost.memory).max().unwrap_or_default();
    println!("  total    {:>9.1} ms   peak {:>5} MB", total * 1e3, peak / 1_000_000);
}

/// Walks the road as [`bindery::run`] does, and notes what each phase takes.
fn walk(path: &Path, bytes: Vec<u8>, times: &mut Times) -> String {
    let config = Config::default();
    let (mut source, _): (Source, _) = timed("source", times, || source::parse(path, bytes));
    let documents = std::mem::take(&mut source.documents);
    let (normal, _) = timed("dialect", times, || dialect::normalise(documents));
    let (mut description, _) = timed("resolve", times, || {
        let resolved = resolve::resolve(&normal);
        drop(normal);
        resolved
    });
    let (shapes, _) = timed("shape", times, || shape::shape(&mut description));
    let (api, _) = timed("api", times, || api::build(&description, &shapes, &config));
    let mut names = timed("names", times, || names::names(&api, &config));
    let facts = timed("facts", times, || facts::facts(&api, &names, &config));
    names.follow(&facts.leaders);
    let plan = timed("items", times, || items::items(&api, &facts, &names, &config, None));
    let (files, _) = timed("emit", times, || emit::emit(&plan));
    let written: usize = files.iter().map(|file| file.text.len()).sum();
    let (types, operations) = (api.types.len(), api.operations.len());
    black_box(files);
    format!("{types} types, {operations} operations, {} kB of source", written / 1000)
}

fn timed<T>(phase: &'static str, times: &mut Times, work: impl FnOnce() -> T) -> T {
    let stretch = Stretch::start();
    let out = work();
    times.push((phase, stretch.end()));
    out
}
