//! How long generation takes and how much memory, by phase, and how both grow with the description.
//!
//! `cargo bench -p bindery --bench generate [-- DOCUMENT...]`: without a document, that of this repository. Times are
//! CPU time of the thread, which other work on the machine changes little; where the system does not say them, wall time.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints")]

mod copies;
mod usage;

use bindery::config::Config;
use bindery::source::{self, Source};
use bindery::{api, dialect, emit, facts, items, names, resolve, shape};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use usage::Usage;

/// How often each is run: the least is taken.
const RUNS: usize = 3;

/// The sizes of the copies.
const SIZES: [usize; 4] = [1, 4, 16, 64];

/// Copies are not made larger than this.
const MOST_BYTES: usize = 80_000_000;

fn main() {
    let named: Vec<PathBuf> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).map(PathBuf::from).collect();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/auth0-log-streams.json");
    for path in if named.is_empty() { vec![own] } else { named } {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{}: {error}", path.display());
                continue;
            }
        };
        println!("{} ({} kB)", path.display(), bytes.len() / 1000);
        phases(&path, &bytes);
        growth(&path, &bytes);
    }
}

/// What each phase takes.
fn phases(path: &Path, bytes: &[u8]) {
    let mut least: Vec<(&str, f64, u64)> = Vec::new();
    let mut summary = String::new();
    for _ in 0..RUNS {
        let mut times = Vec::new();
        summary = walk(path, bytes.to_vec(), &mut times);
        if least.is_empty() {
            least.clone_from(&times);
        }
        for (kept, new) in least.iter_mut().zip(times) {
            kept.1 = kept.1.min(new.1);
        }
    }
    println!("  {summary}");
    for (phase, seconds, peak) in &least {
        println!("  {phase:<8} {:>9.1} ms   peak {:>5} MB", seconds * 1e3, peak / 1_000_000);
    }
    let total: f64 = least.iter().map(|(_, seconds, _)| seconds).sum();
    let peak = least.iter().map(|(_, _, peak)| *peak).max().unwrap_or_default();
    println!("  total    {:>9.1} ms   peak {:>5} MB", total * 1e3, peak / 1_000_000);
}

/// Walks the road as [`bindery::run`] does, and notes what each phase takes.
fn walk(path: &Path, bytes: Vec<u8>, times: &mut Vec<(&'static str, f64, u64)>) -> String {
    let config = Config::default();
    let (mut source, _): (Source, _) = timed("source", times, || source::parse(path, bytes));
    let documents = std::mem::take(&mut source.documents);
    let (normal, _) = timed("dialect", times, || dialect::normalise(documents));
    let (mut description, _) = timed("resolve", times, || resolve::resolve(&normal));
    drop(normal);
    let (shapes, _) = timed("shape", times, || shape::shape(&mut description));
    let (api, _) = timed("api", times, || api::build(&description, &shapes, &config));
    let facts = timed("facts", times, || facts::facts(&api));
    let names = timed("names", times, || names::names(&api, &facts, &config));
    let plan = timed("items", times, || items::items(&api, &facts, &names, &config, None));
    let (files, _) = timed("emit", times, || emit::emit(&plan));
    let written: usize = files.iter().map(|file| file.text.len()).sum();
    let (types, operations) = (api.types.len(), api.operations.len());
    black_box(files);
    format!("{types} types, {operations} operations, {} kB of source", written / 1000)
}

fn timed<T>(phase: &'static str, times: &mut Vec<(&'static str, f64, u64)>, work: impl FnOnce() -> T) -> T {
    let start = Usage::start();
    let out = work();
    let (seconds, peak) = start.end();
    times.push((phase, seconds, peak));
    out
}

/// What the whole takes, for the description repeated.
fn growth(path: &Path, bytes: &[u8]) {
    let Ok(document) = serde_json::from_slice(bytes) else {
        println!("  growth is measured of JSON only");
        return;
    };
    let mut first = None;
    for size in SIZES {
        if bytes.len() * size > MOST_BYTES {
            println!("  {size:>2} times: left out, more than {} MB", MOST_BYTES / 1_000_000);
            continue;
        }
        let copies = copies::repeated(&document, size).to_string().into_bytes();
        let mut least = f64::INFINITY;
        let mut peak = 0;
        for _ in 0..RUNS {
            let bytes = copies.clone();
            let start = Usage::start();
            black_box(bindery::bind(path, bytes, &Config::default()));
            let (seconds, memory) = start.end();
            (least, peak) = (least.min(seconds), memory);
        }
        let each = least / size as f64;
        let ratio = each / *first.get_or_insert(each);
        println!(
            "  {size:>2} times: {:>9.1} ms, {:>7.2} ms each ({ratio:.2} of the first), peak {} MB",
            least * 1e3,
            each * 1e3,
            peak / 1_000_000
        );
    }
}
