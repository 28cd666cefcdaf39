//! How much it takes to compile what is generated: `cargo bench -p bindery --bench compile [-- OPTIONS] [DOCUMENT...]`.
//!
//! For each document (without any, that of this repository) the crate is generated below `target/tmp` and checked alone:
//! its dependencies are built before, incremental compilation is off, and the least of three runs counts. `--features A,B`
//! enables just these groups, `--release` builds optimised code instead of checking, and `--beside DIRECTORY` measures
//! another crate in the same run, such as what another generator made of the same document. `--program` builds, optimised,
//! the crate and a program that calls 1, 10 and all of its operations, and measures the stripped program too. `--runs COUNT`
//! takes the least of so many runs; with 0 the run counts that otherwise builds the dependencies, which then have to be there.
//!
//! Wants GNU time as `/usr/bin/time`, which knows the memory of child processes.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints")]

mod program;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use bindery::Product;

fn main() -> Result<(), Box<dyn Error>> {
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--release" => options.profile = Profile::Release,
            "--program" => options.what = What::Program,
            "--runs" => options.runs = arguments.next().ok_or("--runs wants a number")?.parse()?,
            "--features" => options.features = Some(arguments.next().ok_or("--features wants names")?),
            "--beside" => options.beside.push(arguments.next().ok_or("--beside wants a directory")?.into()),
            _ => options.documents.push(argument.into()),
        }
    }
    if options.documents.is_empty() {
        options.documents.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/auth0-log-streams.json"));
    }
    match options.what {
        What::Crate => crates(&options),
        What::Program => programs(&options),
    }
}

fn crates(options: &Options) -> Result<(), Box<dyn Error>> {
    println!("{:<32} {:>8} {:>8} {:>8} {:>10}", "crate", "CPU s", "wall s", "MB", "source kB");
    let mut first = None;
    for document in &options.documents {
        let (directory, _) = generate(document)?;
        let cost = measure(&directory, options, options.features.as_deref())?;
        print(&directory, &cost, *first.get_or_insert(cost.processor));
    }
    for directory in &options.beside {
        let cost = measure(directory, options, None)?;
        print(directory, &cost, *first.get_or_insert(cost.processor));
    }
    Ok(())
}

/// Each document's crate with each of the programs that call it.
fn programs(options: &Options) -> Result<(), Box<dyn Error>> {
    if options.features.is_some() || !options.beside.is_empty() {
        return Err("--program calls all groups of generated crates: leave out --features and --beside".into());
    }
    println!("{:<48} {:>8} {:>8} {:>8} {:>12}", "crate and program", "CPU s", "wall s", "MB", "stripped kB");
    for document in &options.documents {
        let (directory, product) = generate(document)?;
        let name = directory.file_name().unwrap_or_default().to_string_lossy();
        for program in program::write(&directory, &product)? {
            let sources = [directory.join("src/lib.rs"), program.source.clone()];
            let cost = least(&sources, options.runs, || program.build(&target()))?;
            let title = format!("{name}, {}", program.title);
            let kilobytes = fs::metadata(program.binary(&target()))?.len() / 1000;
            println!(
                "{title:<48} {:>8.2} {:>8.2} {:>8} {kilobytes:>12}   {}",
                cost.processor,
                cost.wall,
                cost.megabytes,
                program.run(&target())?
            );
        }
    }
    Ok(())
}

struct Options {
    documents: Vec<PathBuf>,
    beside: Vec<PathBuf>,
    features: Option<String>,
    profile: Profile,
    what: What,
    /// How often each is compiled: the least is taken.
    runs: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            documents: Vec::new(),
            beside: Vec::new(),
            features: None,
            profile: Profile::Check,
            what: What::Crate,
            runs: 3,
        }
    }
}

/// What is compiled.
#[derive(Clone, Copy)]
enum What {
    /// Crates alone.
    Crate,
    /// Crates, and programs that call them.
    Program,
}

#[derive(Clone, Copy)]
enum Profile {
    Check,
    Release,
}

/// What compiling a crate takes.
struct Cost {
    processor: f64,
    wall: f64,
    megabytes: u64,
    source: u64,
}

fn print(directory: &Path, cost: &Cost, first: f64) {
    let name = directory.file_name().unwrap_or_default().to_string_lossy();
    println!(
        "{name:<32} {:>8.2} {:>8.2} {:>8} {:>10}   {:.2} times the first",
        cost.processor,
        cost.wall,
        cost.megabytes,
        cost.source / 1000,
        cost.processor / first
    );
}

/// Writes the crate of a document below `target/tmp`.
fn generate(document: &Path) -> Result<(PathBuf, Product), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let name = document.file_stem().unwrap_or_default().to_string_lossy().replace(['.', ' '], "-");
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("compile").join(&name);
    let run = bindery::generate(&bindery::Options {
        description: Some(document.to_owned()),
        output: Some(directory.clone()),
        name: Some(format!("bench-{name}")),
        runtime_path: Some(root.join("runtime")),
        ..bindery::Options::default()
    });
    if run.diagnostics.has_errors() {
        return Err(bindery::diag::render_human(&run.diagnostics, &run).into());
    }
    fs::copy(root.join("Cargo.lock"), directory.join("Cargo.lock"))?;
    let product = run.product.ok_or("there is no product")?;
    Ok((directory, product))
}

fn measure(directory: &Path, options: &Options, features: Option<&str>) -> Result<Cost, Box<dyn Error>> {
    let sources = [directory.join("src/lib.rs")];
    let mut cost = least(&sources, options.runs, || {
        let mut command = cargo(directory, "rustc", &target());
        command.arg("--lib");
        match options.profile {
            Profile::Check => command.args(["--profile", "check"]),
            Profile::Release => command.arg("--release"),
        };
        if let Some(features) = features {
            command.args(["--no-default-features", "--features", features]);
        }
        command
    })?;
    cost.source = bytes_below(&directory.join("src"))?;
    Ok(cost)
}

/// The least that a command takes, each time after the sources have changed.
fn least(sources: &[PathBuf], runs: usize, command: impl Fn() -> Command) -> Result<Cost, Box<dyn Error>> {
    let mut least = Cost { processor: f64::INFINITY, wall: f64::INFINITY, megabytes: 0, source: 0 };
    // The first run builds the dependencies, and does not count.
    for run in 0..=runs {
        for source in sources {
            let text = fs::read(source)?;
            fs::write(source, text)?;
        }
        let [user, system, wall, kilobytes] = timed(&mut command())?;
        if run > 0 || runs == 0 {
            least.processor = least.processor.min(user + system);
            least.wall = least.wall.min(wall);
            least.megabytes = least.megabytes.max(kilobytes as u64 / 1024);
        }
    }
    Ok(least)
}

fn target() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("compile-target")
}

/// Cargo below GNU time, in a directory.
fn cargo(directory: &Path, action: &str, target: &Path) -> Command {
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%U %S %e %M", env!("CARGO"), action, "--quiet"]);
    command.env("CARGO_TARGET_DIR", target).env("CARGO_INCREMENTAL", "0").current_dir(directory);
    command
}

/// User and system seconds, wall seconds, and kilobytes at the most.
fn timed(command: &mut Command) -> Result<[f64; 4], Box<dyn Error>> {
    let output = command.stdout(Stdio::null()).output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(said.into());
    }
    let numbers: Vec<f64> =
        said.lines().last().unwrap_or_default().split(' ').filter_map(|number| number.parse().ok()).collect();
    <[f64; 4]>::try_from(numbers).map_err(|_| format!("/usr/bin/time said: {said}").into())
}

fn bytes_below(directory: &Path) -> Result<u64, Box<dyn Error>> {
    let mut sum = 0;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        sum += if entry.file_type()?.is_dir() { bytes_below(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(sum)
}
