//! `bindery generate --watch`: generates again whenever an input changes.

use crate::input::Input;
use crate::report::complain;
use crate::work::{self, Done, Task};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

/// Editors write, rename and remove in several steps; a run begins after this long without a change.
const QUIET: Duration = Duration::from_millis(150);
/// The longest wait, for files that change all the time.
const LONGEST: Duration = Duration::from_secs(2);

/// Generates after each change, until the program is stopped.
pub(crate) fn generate(input: &Input) -> ExitCode {
    if input.is_standard_input() {
        complain("error: standard input cannot be watched; give a file\n");
        return ExitCode::from(2);
    }
    let (sender, events) = mpsc::channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Fails only when the program is ending.
        drop(sender.send(event));
    });
    match watcher.map_err(|error| error.to_string()).and_then(|watcher| watch(input, watcher, &events)) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("error: cannot watch files: {error}\n"));
            ExitCode::from(1)
        }
    }
}

fn watch(
    input: &Input,
    mut watcher: RecommendedWatcher,
    events: &Receiver<notify::Result<Event>>,
) -> Result<ExitCode, String> {
    let mut folders: HashSet<PathBuf> = HashSet::new();
    let mut known: Option<Inputs> = None;
    loop {
        let (started, since) = (Instant::now(), SystemTime::now());
        let inputs = match (work::run(input, Task::Generate, started), known.take()) {
            (Ok(done), _) => Inputs::of(done),
            // The requested crate is no longer in bindery.toml; it may come back.
            (Err(_), Some(before)) => before,
            (Err(code), None) => return Ok(code),
        };
        let mut is_new = false;
        // Watch folders instead of files, because editors replace files.
        for folder in inputs.folders() {
            if !folders.contains(&folder) && watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok() {
                is_new |= folders.insert(folder);
            }
        }
        if folders.is_empty() && inputs.files.is_empty() {
            return Ok(ExitCode::from(1));
        }
        if folders.is_empty() {
            return Err("none of the folders can be read".to_owned());
        }
        // Files that changed before their folder was watched.
        if is_new && inputs.changed_since(since) {
            known = Some(inputs);
            continue;
        }
        input.reporting.say(&format!("watching {} files, until Ctrl+C", inputs.files.len()));
        let changed = inputs.wait(events)?;
        input.reporting.say(&format!("\n{} changed", changed.display()));
        known = Some(inputs);
    }
}

/// The files that a run depends on.
struct Inputs {
    files: HashSet<PathBuf>,
    /// The files and directories that every run writes.
    outputs: Vec<PathBuf>,
    /// The lock files of names as the run left them, by the time of their last change: a run reads and writes them.
    locks: HashMap<PathBuf, Option<SystemTime>>,
}

impl Inputs {
    fn of(done: Done) -> Self {
        let inputs = done.inputs.iter().filter(|path| !path.is_dir()).chain(&done.locks);
        let locks = done.locks.iter().map(|path| (with_real_folder(path), modified(path))).collect();
        let outputs = done.outputs.iter().map(|path| with_real_folder(path)).collect();
        Self { files: inputs.map(|path| with_real_folder(path)).collect(), outputs, locks }
    }

    fn folders(&self) -> HashSet<PathBuf> {
        self.files.iter().filter_map(|file| file.parent()).map(Path::to_owned).collect()
    }

    fn changed_since(&self, since: SystemTime) -> bool {
        let others = self.files.iter().filter(|path| !self.locks.contains_key(*path));
        others.filter_map(|path| modified(path)).any(|modified| modified > since)
    }

    /// Whether a change of this file can change the output: it was read, or it may be the missing target of a reference.
    fn is_one(&self, path: &Path) -> bool {
        let path = with_real_folder(path);
        if let Some(left) = self.locks.get(&path) {
            return *left != modified(&path);
        }
        // One that somebody makes or brings back while this program watches.
        let is_lock = || {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.starts_with("bindery.") && name.ends_with(".lock")
        };
        let is_description = || {
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            matches!(extension, "json" | "yaml" | "yml" | "toml")
        };
        let is_output = || self.outputs.iter().any(|output| path.starts_with(output));
        self.files.contains(&path) || is_lock() || is_description() && !is_output()
    }

    /// Waits for a change, and then until changes stop.
    fn wait(&self, events: &Receiver<notify::Result<Event>>) -> Result<PathBuf, String> {
        let ended = "the system stopped sending file events";
        let changed = loop {
            let event = events.recv().map_err(|_| ended.to_owned())?.map_err(|error| error.to_string())?;
            if let Some(path) = self.changed_by(&event) {
                break path;
            }
        };
        let first = Instant::now();
        while first.elapsed() < LONGEST {
            match events.recv_timeout(QUIET) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Err(ended.to_owned()),
            }
        }
        Ok(changed)
    }

    fn changed_by(&self, event: &Event) -> Option<PathBuf> {
        // Ignore accesses: Bindery reads the files, too.
        let is_change = !matches!(event.kind, EventKind::Access(_));
        event.paths.iter().find(|path| is_change && self.is_one(path)).cloned()
    }
}

/// When a file changed, if it exists.
fn modified(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|about| about.modified()).ok()
}

/// A path whose folder has no links, for comparison.
fn with_real_folder(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}
