//! Runs a command for its crates. One crate and several take the same path.

use crate::input::Input;
use crate::input::crates::{Member, members};
use crate::report::Reported;
use bindery::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use bindery::{Change, Locking, Options, Run};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// The task of a command for each crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Generate,
    /// `generate --check`
    Compare,
    /// `lock`
    Lock,
    /// `check`
    Report,
    /// `check --examples`
    Examples,
}

/// The outcome.
pub(crate) struct Done {
    /// The files that the output depends on.
    pub(crate) inputs: Vec<PathBuf>,
    /// The files and directories that were written, or would have been.
    pub(crate) outputs: Vec<PathBuf>,
    /// The lock files of names, which are inputs and outputs.
    pub(crate) locks: Vec<PathBuf>,
    pub(crate) code: ExitCode,
}

/// Runs a task for every crate of a command and reports. A crate with an error stays as it is; the others are written.
///
/// # Errors
/// The exit code if there is no crate; the reason has been printed.
pub(crate) fn run(input: &Input, task: Task, started: Instant) -> Result<Done, ExitCode> {
    let members = members(input)?;
    let runs = {
        let _progress = input.reporting.progress(about(&members));
        in_parallel(with_rivals(&members), |(member, rival)| one(member, rival, task))
    };
    let reported: Vec<Reported<'_>> =
        members.iter().zip(&runs).map(|(member, run)| Reported { name: member.name.as_deref(), run }).collect();
    input.reporting.runs(&reported, started);
    let has_failed = runs.iter().any(|run| run.diagnostics.has_errors());
    let outputs = runs.iter().flat_map(|run| run.output.iter().map(PathBuf::as_path).chain(run.effective_spec()));
    let done = Done {
        inputs: runs.iter().flat_map(Run::inputs).map(Path::to_owned).collect(),
        outputs: outputs.map(Path::to_owned).collect(),
        locks: runs.iter().filter_map(Run::lock).map(Path::to_owned).collect(),
        code: if has_failed { ExitCode::from(1) } else { ExitCode::SUCCESS },
    };
    // The process is about to exit, or waits for the next change: freeing the memory piece by piece would only take time.
    std::mem::forget(runs);
    Ok(done)
}

/// The name in the progress line.
fn about(members: &[Member]) -> String {
    match members {
        [only] => {
            let path = only.options.description.as_deref().or(only.options.config.as_deref());
            path.map(|path| path.display().to_string()).unwrap_or_default()
        }
        several => format!("{} crates", several.len()),
    }
}

/// Another crate that writes to the same place, by name.
#[derive(Clone, Copy)]
enum Rival<'m> {
    None,
    Output(&'m str),
    Lock(&'m str),
}

/// Each crate, with another one that has the same output directory or lock file, if any.
fn with_rivals(members: &[Member]) -> Vec<(&Member, Rival<'_>)> {
    let outputs: Vec<Option<PathBuf>> = members.iter().map(|member| member.output.as_deref().map(resolved)).collect();
    let lock = |member: &Member| bindery::lock_path(&member.options).filter(|_| members.len() > 1);
    let locks: Vec<Option<PathBuf>> = members.iter().map(|member| lock(member).as_deref().map(resolved)).collect();
    let rival = |places: &[Option<PathBuf>], index: usize| {
        let place = places[index].as_ref()?;
        let same = (0..members.len()).find(|other| *other != index && places[*other].as_ref() == Some(place))?;
        members[same].name.as_deref()
    };
    let found = |index: usize| match (rival(&outputs, index), rival(&locks, index)) {
        (Some(name), _) => Rival::Output(name),
        (None, Some(name)) => Rival::Lock(name),
        (None, None) => Rival::None,
    };
    members.iter().enumerate().map(|(index, member)| (member, found(index))).collect()
}

fn one(member: &Member, rival: Rival<'_>, task: Task) -> Run {
    let has_rival = |key: &str, what: &str, rival: &str| {
        let message = format!("the crate {rival} has the same {what}");
        let found = Diagnostic::new(Code::Config, &Pointer::root().join(key), message).about(File::Config);
        let mut run = bindery::run(&member.options);
        run.diagnostics.push(found.expected(format!("a different `{key}` for each crate")));
        run
    };
    let mut run = match rival {
        Rival::Output(rival) => has_rival("output", "output directory", rival),
        Rival::Lock(rival) => has_rival("lock", "lock file", rival),
        Rival::None => alone(&member.options, task),
    };
    if let Some(name) = &member.name {
        run.diagnostics = named(&run.diagnostics, name, member.options.table);
    }
    run
}

fn out_of_step(change: &Change) -> Diagnostic {
    Diagnostic::new(Code::OutOfStep, &Pointer::root(), change.to_string()).about(File::Output)
}

/// Runs a task for a crate.
fn alone(options: &Options, task: Task) -> Run {
    match task {
        Task::Generate => bindery::generate(options),
        Task::Compare => {
            let mut run = bindery::run(options);
            let (changes, found) = bindery::out_of_step(&run);
            run.diagnostics.extend(found);
            changes.iter().for_each(|change| run.diagnostics.push(out_of_step(change)));
            run
        }
        Task::Lock => {
            let is_free = options.locking == Locking::Present;
            let locking = if is_free { Locking::Create } else { options.locking };
            let mut run = bindery::run(&Options { locking, ..options.clone() });
            bindery::write_lock(&mut run);
            run
        }
        Task::Report | Task::Examples => {
            let mut run = if task == Task::Examples { bindery::checked(options) } else { bindery::run(options) };
            run.diagnostics.extend(bindery::write_effective_spec(&run));
            run
        }
    }
}

/// Adds the name of the crate to diagnostics, and moves their places in bindery.toml into its table.
fn named(diagnostics: &Diagnostics, name: &str, table: Option<usize>) -> Diagnostics {
    let placed = |pointer: &Pointer| match table {
        Some(index) => pointer.segments().fold(Pointer::root().join("crate").join(index), |place, key| place.join(key)),
        None => pointer.clone(),
    };
    let each = diagnostics.iter().cloned().map(|mut each| {
        each.message = format!("{name}: {}", each.message);
        if each.file == File::Config {
            each.pointer = placed(&each.pointer);
        }
        each
    });
    each.collect()
}

/// The path with what exists of it resolved, so that one folder has one path.
fn resolved(path: &Path) -> PathBuf {
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
    if threads < 2 {
        return items.into_iter().map(call).collect();
    }
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
