//! How fast values are decoded and encoded, beside `serde_json` with derived types that hold the same.
//!
//! `cargo bench -p bindery-runtime --bench wire [-- [WORD]... [--rounds N] [--only decode|encode] [--alone] [--runs N]]`: only
//! shapes with one of the words in their name; `--alone` leaves the others out, for a profiler, and `--runs` runs each shape
//! so often and prints no time, for whoever counts instructions. The contenders of a shape take
//! turns, many short rounds each, and the lower quartile of the rounds counts: what else the machine does slows them
//! alike. Times are those of the thread on the processor and include giving the value up.

#![allow(clippy::print_stdout, reason = "a benchmark prints")]
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod contender;
mod data;
mod shapes;
mod twins;
mod unions;

use bindery_bench_support::Clock;
use contender::{Contender, Direction};
use std::hint::black_box;

/// How long one round of one contender is.
const ROUND: f64 = 1.0e-3;

/// What the command line asks for.
struct Task {
    words: Vec<String>,
    rounds: usize,
    directions: Vec<Direction>,
    is_alone: bool,
    /// How many runs a shape has, without a clock: for whoever counts instructions.
    runs: Option<usize>,
}

impl Task {
    fn read() -> Self {
        let mut task = Self {
            words: Vec::new(),
            rounds: 80,
            directions: vec![Direction::Decode, Direction::Encode],
            is_alone: false,
            runs: None,
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--bench" => {}
                "--alone" => task.is_alone = true,
                "--runs" => task.runs = Some(arguments.next().unwrap().parse().unwrap()),
                "--rounds" => task.rounds = arguments.next().unwrap().parse().unwrap(),
                "--only" => {
                    let only = arguments.next().unwrap();
                    task.directions.retain(|direction| format!("{direction:?}").to_lowercase() == only);
                }
                _ => task.words.push(argument),
            }
        }
        task
    }

    fn wants(&self, shape: &str) -> bool {
        self.words.is_empty() || self.words.iter().any(|word| shape.contains(word.as_str()))
    }
}

fn main() {
    let task = Task::read();
    for direction in &task.directions {
        println!("\n| {direction:?} | size | tables | beside them: MB/s, and how many times faster the tables are |");
        println!("|---|---|---|---|");
        for mut shape in shapes::all().into_iter().filter(|shape| task.wants(shape.name)) {
            if task.is_alone {
                shape.contenders.truncate(1);
            }
            if let Some(runs) = task.runs {
                time(&shape.contenders[0], *direction, runs);
                continue;
            }
            let times = race(&shape.contenders, *direction, task.rounds);
            print_row(&shape, &times);
        }
    }
}

/// Seconds of one run of each contender.
fn race(contenders: &[Contender], direction: Direction, count: usize) -> Vec<f64> {
    let runs: Vec<usize> = contenders.iter().map(|contender| runs(contender, direction)).collect();
    let mut times = vec![Vec::with_capacity(count); contenders.len()];
    for _ in 0..count {
        for ((contender, runs), times) in contenders.iter().zip(&runs).zip(&mut times) {
            times.push(time(contender, direction, *runs));
        }
    }
    times.into_iter().map(lower_quartile).collect()
}

/// How many runs fill a round.
fn runs(contender: &Contender, direction: Direction) -> usize {
    let mut runs = 1;
    loop {
        let seconds = time(contender, direction, runs);
        if seconds * runs as f64 >= ROUND {
            return runs;
        }
        runs *= 2;
    }
}

fn time(contender: &Contender, direction: Direction, runs: usize) -> f64 {
    let clock = Clock::of_thread();
    for _ in 0..runs {
        black_box(contender).run(direction);
    }
    clock.seconds() / runs as f64
}

fn lower_quartile(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 4).copied().unwrap_or(f64::NAN)
}

fn print_row(shape: &shapes::Shape, times: &[f64]) {
    let rate = |seconds: f64| shape.bytes as f64 / seconds / 1e6;
    let ours = times.first().copied().unwrap_or(f64::NAN);
    let others: Vec<String> = shape
        .contenders
        .iter()
        .zip(times)
        .skip(1)
        .map(|(contender, seconds)| format!("{} {:.0} ({:.2})", contender.name, rate(*seconds), seconds / ours))
        .collect();
    println!("| {} | {} | {:.0} | {} |", shape.name, shape.bytes, rate(ours), others.join(", "));
}
