//! Finds the crates that a command works on: that of a description or a bindery.toml, those of `[[crate]]` tables, or those of a workspace.

use super::Input;
use super::locate::nearest_config;
use crate::report::complain;
use bindery::config;
use bindery::{Options, Run};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The maximum depth of the folders that are searched.
const DEEPEST: usize = 32;

/// A crate that a command works on.
pub(crate) struct Member {
    /// Its name in reports; `None` if it is the only crate.
    pub(crate) name: Option<String>,
    pub(crate) options: Options,
    /// Its output directory, if known before the run.
    pub(crate) output: Option<PathBuf>,
}

/// The crates of a command, at least one. Prints an error and returns the exit code if there are none.
pub(crate) fn members(input: &Input) -> Result<Vec<Member>, ExitCode> {
    found(input).map_err(|message| {
        complain(&format!("error: {message}\n"));
        ExitCode::from(2)
    })
}

/// The run of a command that works on a single crate, with its progress.
pub(crate) fn run_single(input: &Input, run: impl FnOnce(&Options) -> Run) -> Result<Run, ExitCode> {
    Ok(run_one(input, &single(input)?, run))
}

/// Runs a command for a crate.
pub(crate) fn run_one(input: &Input, options: &Options, run: impl FnOnce(&Options) -> Run) -> Run {
    let what = options.description.as_deref().or(options.config.as_deref());
    let _progress = input.reporting.progress(what.map(|path| path.display().to_string()).unwrap_or_default());
    run(options)
}

/// The options of a command that works on a single crate.
pub(crate) fn single(input: &Input) -> Result<Options, ExitCode> {
    let mut members = members(input)?;
    match members.pop() {
        Some(only) if members.is_empty() => Ok(only.options),
        last => {
            let names: Vec<&str> = members.iter().chain(&last).filter_map(|member| member.name.as_deref()).collect();
            complain(&format!(
                "error: this command works on a single crate; choose one with --crate: {}\n",
                names.join(", ")
            ));
            Err(ExitCode::from(2))
        }
    }
}

fn found(input: &Input) -> Result<Vec<Member>, String> {
    let only = |options: Options| vec![Member { name: None, output: options.output.clone(), options }];
    if let Some(spec) = &input.spec {
        return match input.workspace || !input.members.is_empty() {
            true => {
                Err(format!("--workspace and --crate select crates from bindery.toml; leave out {}", spec.display()))
            }
            false => {
                let options = input.options();
                Ok(match (&options.config, options.table) {
                    (Some(config), Some(table)) => vec![member(config, Some(table), &options)],
                    _ => only(options),
                })
            }
        };
    }
    let configs = match (&input.config, input.workspace) {
        (Some(_), true) => return Err("--workspace finds every bindery.toml; leave out --config".to_owned()),
        (Some(config), false) => vec![config.clone()],
        (None, true) => configs_below(Path::new("")),
        (None, false) => nearest_config().into_iter().collect(),
    };
    let options = input.options();
    let mut members: Vec<Member> = configs.iter().flat_map(|config| crates(config, &options)).collect();
    if input.workspace && members.is_empty() {
        return Err("there is no bindery.toml in this folder or below it".to_owned());
    }
    name_apart(&mut members);
    let is_several = input.workspace || members.iter().any(|member| member.options.table.is_some());
    choose(&mut members, &input.members)?;
    if !is_several {
        return Ok(only(options));
    }
    let single = [
        ("--out", input.out.is_some()),
        ("--name", input.name.is_some()),
        ("--effective-spec", input.effective_spec.is_some()),
    ];
    match single.iter().find(|(_, given)| *given && members.len() > 1) {
        Some((option, _)) => {
            Err(format!("{option} applies to a single crate, but there are {}; choose one with --crate", members.len()))
        }
        None => Ok(members),
    }
}

/// Keeps the crates that were requested by name, or all if none was.
fn choose(members: &mut Vec<Member>, wanted: &[String]) -> Result<(), String> {
    if wanted.is_empty() {
        return Ok(());
    }
    let is_called = |member: &Member, name: &String| member.name.as_ref() == Some(name);
    if let Some(unknown) = wanted.iter().find(|name| !members.iter().any(|member| is_called(member, name))) {
        let names: Vec<&str> = members.iter().filter_map(|member| member.name.as_deref()).collect();
        return Err(match names.is_empty() {
            true => format!("there is no crate {unknown:?}, because there is no bindery.toml"),
            false => format!("there is no crate {unknown:?}; expected one of {}", names.join(", ")),
        });
    }
    members.retain(|member| wanted.iter().any(|name| is_called(member, name)));
    Ok(())
}

/// Crates with the same name are named after their configuration.
fn name_apart(members: &mut [Member]) {
    let names: Vec<Option<String>> = members.iter().map(|member| member.name.clone()).collect();
    for member in members {
        if names.iter().filter(|name| **name == member.name).count() > 1 {
            let config = member.options.config.as_deref().unwrap_or_else(|| Path::new(""));
            member.name = Some(match member.options.table {
                Some(index) => format!("{}#{}", config.display(), index + 1),
                None => config.display().to_string(),
            });
        }
    }
}

/// The crates of a configuration file: one for each `[[crate]]` table, or for the whole file.
fn crates(config: &Path, options: &Options) -> Vec<Member> {
    let count = config::tables(config);
    let tables: Vec<Option<usize>> = if count == 0 { vec![None] } else { (0..count).map(Some).collect() };
    tables.into_iter().map(|table| member(config, table, options)).collect()
}

fn member(config: &Path, table: Option<usize>, options: &Options) -> Member {
    let (name, own_output) = config::name_and_output(config, table);
    let folder = config.parent().unwrap_or_else(|| Path::new(""));
    let output = options.output.clone().or_else(|| own_output.as_ref().map(|output| folder.join(output)));
    let place = || match table {
        Some(index) => format!("{}, crate {}", config.display(), index + 1),
        None => config.display().to_string(),
    };
    let last = || own_output.as_ref().and_then(|output| Some(output.file_name()?.to_string_lossy().into_owned()));
    Member {
        name: Some(name.or_else(last).unwrap_or_else(place)),
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
            let (Ok(kind), shown) = (kind, name.to_string_lossy()) else { continue };
            if kind.is_file() && shown == "bindery.toml" {
                found.push(folder.join("bindery.toml"));
            } else if kind.is_dir()
                && depth < DEEPEST
                && !shown.starts_with('.')
                && !matches!(&*shown, "target" | "node_modules")
            {
                open.push((folder.join(&name), depth + 1));
            }
        }
    }
    found.sort();
    found
}
