//! Several crates in one command: `[[crate]]` tables of a bindery.toml, and every bindery.toml of a workspace.

use super::locate::nearest_config;
use super::{Input, out_of_step};
use crate::report::complain;
use bindery::config::{self, Config};
use bindery::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use bindery::{Options, Run};
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// How deep folders are searched.
const DEEPEST: usize = 32;

/// What a command does with each crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Generate,
    /// `generate --check`
    Compare,
    /// `check`
    Report,
}

/// One of several crates.
struct Member {
    /// The name by which reports call it.
    name: String,
    options: Options,
    /// Where it is written.
    output: Option<PathBuf>,
}

/// Does a task for several crates, if the command is for several; the exit code then.
pub(crate) fn run(input: &Input, task: Task, started: Instant) -> Option<ExitCode> {
    match members(input) {
        Ok(members) if members.is_empty() => None,
        Ok(members) => Some(each(input, &members, task, started)),
        Err(message) => {
            complain(&format!("error: {message}\n"));
            Some(ExitCode::from(2))
        }
    }
}

/// The crates of a command that is for several; none if it is for a single one, which needs no name.
fn members(input: &Input) -> Result<Vec<Member>, String> {
    if let Some(spec) = &input.spec {
        return match input.workspace || !input.members.is_empty() {
            true => Err(format!("--workspace and --crate go by bindery.toml; leave out {}", spec.display())),
            false => Ok(Vec::new()),
        };
    }
    let configs = match (&input.config, input.workspace) {
        (Some(_), true) => return Err("--workspace finds every bindery.toml; leave out --config".to_owned()),
        (Some(config), false) => vec![config.clone()],
        (None, true) => configs_below(Path::new("")),
        (None, false) => nearest_config().into_iter().collect(),
    };
    let mut members: Vec<Member> = configs.iter().flat_map(|config| crates(config, &input.options())).collect();
    name_apart(&mut members);
    if input.workspace && members.is_empty() {
        return Err("there is no bindery.toml in this folder or below it".to_owned());
    }
    let is_several = input.workspace || members.iter().any(|member| member.options.table.is_some());
    if !input.members.is_empty() {
        let names: Vec<String> = members.iter().map(|member| member.name.clone()).collect();
        if let Some(unknown) = input.members.iter().find(|name| !names.contains(name)) {
            return Err(format!("there is no crate {unknown:?}; expected one of {}", names.join(", ")));
        }
        members.retain(|member| input.members.contains(&member.name));
    }
    if !is_several {
        return Ok(Vec::new());
    }
    let single = [
        ("--out", input.out.is_some()),
        ("--name", input.name.is_some()),
        ("--effective-spec", input.effective_spec.is_some()),
    ];
    match single.iter().find(|(_, given)| *given && members.len() > 1) {
        Some((option, _)) => {
            Err(format!("{option} is for one crate, but there are {}; choose one with --crate", members.len()))
        }
        None => Ok(members),
    }
}

/// Crates that would have one name are called by their configuration.
fn name_apart(members: &mut [Member]) {
    let names: Vec<String> = members.iter().map(|member| member.name.clone()).collect();
    for member in members {
        if names.iter().filter(|name| **name == member.name).count() > 1 {
            let config = member.options.config.as_deref().unwrap_or_else(|| Path::new(""));
            member.name = match member.options.table {
                Some(index) => format!("{}#{}", config.display(), index + 1),
                None => config.display().to_string(),
            };
        }
    }
}

/// The options of the one crate that a command is for.
pub(crate) fn single(input: &Input) -> Result<Options, ExitCode> {
    let message = match members(input) {
        Ok(mut members) if members.len() == 1 => return Ok(members.remove(0).options),
        Ok(members) if members.is_empty() => return Ok(input.options()),
        Ok(members) => {
            let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
            format!("this is for one crate; choose one with --crate: {}", names.join(", "))
        }
        Err(message) => message,
    };
    complain(&format!("error: {message}\n"));
    Err(ExitCode::from(2))
}

/// The crates of a configuration file: one for each `[[crate]]` table, or for the whole file.
fn crates(config: &Path, options: &Options) -> Vec<Member> {
    let count = config::tables(config);
    let tables: Vec<Option<usize>> = if count == 0 { vec![None] } else { (0..count).map(Some).collect() };
    tables.into_iter().map(|table| member(config, table, options)).collect()
}

fn member(config: &Path, table: Option<usize>, options: &Options) -> Member {
    let (found, ..): (Config, _, _) = config::read_table(config, table);
    let folder = config.parent().unwrap_or_else(|| Path::new(""));
    let output = options.output.clone().or_else(|| found.output.as_ref().map(|output| folder.join(output)));
    let place = || match table {
        Some(index) => format!("{}, crate {}", config.display(), index + 1),
        None => config.display().to_string(),
    };
    let last = || found.output.as_ref().and_then(|output| Some(output.file_name()?.to_string_lossy().into_owned()));
    Member {
        name: found.package.name.clone().or_else(last).unwrap_or_else(place),
        options: Options { config: Some(config.to_owned()), table, ..options.clone() },
        output,
    }
}

/// Every bindery.toml in a folder and below it, in order. Hidden folders, `target`, `node_modules` and links are left out.
fn configs_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        let whole = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
        for entry in std::fs::read_dir(whole).into_iter().flatten().flatten() {
            let (name, kind) = (entry.file_name(), entry.file_type());
            let (Ok(kind), name) = (kind, name.to_string_lossy()) else { continue };
            if kind.is_file() && name == "bindery.toml" {
                found.push(folder.join("bindery.toml"));
            } else if kind.is_dir()
                && depth < DEEPEST
                && !name.starts_with('.')
                && !matches!(&*name, "target" | "node_modules")
            {
                open.push((folder.join(&*name), depth + 1));
            }
        }
    }
    found.sort();
    found
}

/// Does a task for every crate in parallel, reports each under its name, and sums up. A crate with an error stays as it is; the
/// others are written.
fn each(input: &Input, members: &[Member], task: Task, started: Instant) -> ExitCode {
    let mut places: HashMap<PathBuf, &str> = HashMap::new();
    let mut work: Vec<(&Member, Option<String>)> = Vec::new();
    for member in members {
        let place = member.output.as_ref().map(|output| whole(output));
        let taken = place.as_ref().and_then(|place| places.get(place)).map(|other| (*other).to_owned());
        if let (Some(place), None) = (place, &taken) {
            places.insert(place, &member.name);
        }
        work.push((member, taken));
    }
    let runs = in_parallel(work, |(member, taken)| {
        let mut run = match (task, &taken) {
            (Task::Generate, None) => bindery::generate(&member.options),
            _ => bindery::run(&member.options),
        };
        if task == Task::Compare && taken.is_none() {
            let (changes, found) = bindery::out_of_step(&run);
            run.diagnostics.extend(found);
            changes.iter().for_each(|change| run.diagnostics.push(out_of_step(change)));
        }
        if let Some(other) = taken {
            let message = format!("the crate {other} has the same output directory");
            let found = Diagnostic::new(Code::Config, &Pointer::root().join("output"), message);
            run.diagnostics.push(found.about(File::Config).expected("another `output` for each crate"));
        }
        run.diagnostics = named(&run.diagnostics, member);
        run
    });
    runs.iter().for_each(|run| input.reporting.run(run, started));
    let failed: Vec<&str> = members
        .iter()
        .zip(&runs)
        .filter(|(_, run)| run.diagnostics.has_errors())
        .map(|(member, _)| member.name.as_str())
        .collect();
    input.reporting.say(&summary(&runs, &failed, started));
    std::mem::forget(runs);
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

fn summary(runs: &[Run], failed: &[&str], started: Instant) -> String {
    let plural = if runs.len() == 1 { "" } else { "s" };
    let failures = match failed.is_empty() {
        true => String::new(),
        false => format!(", {} failed: {}", failed.len(), failed.join(", ")),
    };
    format!("{} crate{plural}{failures}, {} ms", runs.len(), started.elapsed().as_millis())
}

/// The diagnostics with the name of their crate, and their places in bindery.toml inside of its table.
fn named(diagnostics: &Diagnostics, member: &Member) -> Diagnostics {
    let placed = |pointer: &Pointer| match member.options.table {
        Some(index) => pointer.segments().fold(Pointer::root().join("crate").join(index), |place, key| place.join(key)),
        None => pointer.clone(),
    };
    let each = diagnostics.iter().cloned().map(|mut each| {
        each.message = format!("{}: {}", member.name, each.message);
        if each.file == File::Config {
            each.pointer = placed(&each.pointer);
        }
        each
    });
    each.collect()
}

/// The path with what exists of it resolved, so that one folder has one path.
fn whole(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    for above in plain.ancestors() {
        if let (Ok(real), Ok(rest)) = (above.canonicalize(), plain.strip_prefix(above)) {
            return real.join(rest);
        }
    }
    plain
}

/// Calls a function for every item, on as many threads as there are processors. The results are in the order of the items.
fn in_parallel<T: Send, R: Send>(items: Vec<T>, call: impl Fn(T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(items.len());
    let mut results: Vec<Option<R>> = items.iter().map(|_| None).collect();
    let work = Mutex::new(items.into_iter().zip(results.iter_mut()));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = work.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((item, place)) = next else { break };
                    *place = Some(call(item));
                }
            });
        }
    });
    results.into_iter().flatten().collect()
}
