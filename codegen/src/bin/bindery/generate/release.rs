//! `bindery generate --changelog FILE --bump`: updates the changelog and the version for a release.

use super::changelog;
use crate::input::{Input, crates};
use crate::report::complain;
use crate::work::Task;
use crate::{diff, work};
use bindery::config;
use bindery::diff::{Comparison, Verdict, Version, markdown, next_version, verdict};
use bindery::{Options, Run};
use clap::Args;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// The exit code if the changes cannot be determined.
const INCOMPARABLE: u8 = 3;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Record what changes for callers in this changelog, below `[Unreleased]`.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["check", "watch"])]
    changelog: Option<PathBuf>,
    /// Raise the version in bindery.toml as the changes require.
    #[arg(long, conflicts_with_all = ["check", "watch"])]
    bump: bool,
    /// The git revision that `--changelog` and `--bump` compare with, such as the tag of the last release.
    #[arg(long, value_name = "REVISION", default_value = "HEAD")]
    since: String,
}

impl Arguments {
    pub(crate) fn is_asked(&self) -> bool {
        self.changelog.is_some() || self.bump
    }
}

/// Compares, sets the version, generates, and writes the changelog. If the comparison fails, nothing is generated.
pub(crate) fn run(input: &Input, arguments: &Arguments, started: Instant) -> ExitCode {
    let options = match crates::single(input) {
        Ok(options) => options,
        Err(code) => return code,
    };
    let new = bindery::plan_only(&options);
    if new.product.is_none() {
        // The reason has been printed.
        return work(input, Task::Generate, started);
    }
    let (comparison, commit) = match diff::since(&arguments.since, &options, &new) {
        Ok(found) => found,
        Err(problem) => return fail(&problem),
    };
    let changelog = match arguments.changelog.as_deref().map(|path| prepared(path, &commit, &comparison)).transpose() {
        Ok(changelog) => changelog.flatten(),
        Err(problem) => return fail(&format!("error: {problem}\n")),
    };
    if arguments.bump
        && let Err(problem) = bump(input, &options, &new, &comparison)
    {
        return fail(&format!("error: {problem}\n"));
    }
    std::mem::forget(new);
    let code = work(input, Task::Generate, started);
    if code != ExitCode::SUCCESS {
        return code;
    }
    if let Some((path, text)) = changelog {
        if let Err(error) = std::fs::write(path, text) {
            return fail(&format!("error: cannot write {}: {error}\n", path.display()));
        }
        input.reporting.say(&format!("{}: written", path.display()));
    }
    code
}

fn fail(problem: &str) -> ExitCode {
    complain(problem);
    ExitCode::from(INCOMPARABLE)
}

/// The new text of the changelog, if it changes.
fn prepared<'p>(path: &'p Path, commit: &str, comparison: &Comparison) -> Result<Option<(&'p Path, String)>, String> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("cannot read {}: {error}", path.display())),
    };
    let is_changed = verdict(comparison) != Verdict::Unchanged;
    let section = is_changed.then(|| markdown(comparison, None));
    let updated = changelog::update(&text, commit, section.as_deref());
    let updated = updated.map_err(|problem| format!("{}: {problem}", path.display()))?;
    Ok(updated.map(|text| (path, text)))
}

/// Sets the version in bindery.toml, unless it is already as high.
fn bump(input: &Input, options: &Options, new: &Run, comparison: &Comparison) -> Result<(), String> {
    let Some(path) = options.config.as_deref().filter(|_| options.table.is_none()) else {
        return Err("--bump needs a bindery.toml with a single crate, whose version it sets".to_owned());
    };
    let old = &comparison.version;
    let next = next_version(old, verdict(comparison));
    let next = next.ok_or_else(|| format!("the version {old:?} is not valid in Cargo; expected one such as 1.2.3"))?;
    let current = new.product.as_ref().map(|product| product.plan.package.version.clone()).unwrap_or_default();
    if !is_due(old, &current, &next) {
        return Ok(());
    }
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let written = with_version(&text, &next)
        .ok_or_else(|| format!("cannot find the place of `version` in {}: set it to {next:?}", path.display()))?;
    std::fs::write(path, written).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    input.reporting.say(&format!("{}: version {current} -> {next}", path.display()));
    Ok(())
}

/// Whether the version has to be raised: not if it has already been raised as far or further.
fn is_due(old: &str, current: &str, next: &str) -> bool {
    current != next && (current == old || Version::parse(current) < Version::parse(next))
}

/// The span of the version in a configuration.
#[derive(Deserialize)]
struct Versioned {
    package: Option<VersionedPackage>,
}

#[derive(Deserialize)]
struct VersionedPackage {
    version: Option<toml::Spanned<String>>,
}

/// The configuration with another package version. Everything else stays as it is, comments included.
fn with_version(text: &str, version: &str) -> Option<String> {
    let line = format!("version = {version:?}");
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut candidates = Vec::new();
    let versioned = toml::from_str::<Versioned>(text).ok();
    if let Some(span) = versioned.and_then(|found| found.package?.version).map(|version| version.span()) {
        candidates.push([&text[..span.start], &format!("{version:?}"), &text[span.end..]].concat());
    }
    let mut at = 0;
    for each in text.split_inclusive('\n') {
        at += each.len();
        if each.trim_start().starts_with("[package]") {
            let end = if each.ends_with('\n') { "" } else { newline };
            candidates.push([&text[..at], end, &line, newline, &text[at..]].concat());
        }
        if let Some((before, after)) = each.split_once('{')
            && before.trim_start().starts_with("package")
        {
            let start = at - after.len();
            let comma = if after.trim_start().starts_with('}') { "" } else { "," };
            candidates.push([&text[..start], " ", &line, comma, &text[start..]].concat());
        }
    }
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { newline };
    let empty = if text.trim().is_empty() { "" } else { newline };
    candidates.push([text, gap, empty, "[package]", newline, &line, newline].concat());
    candidates.push(["package.", &line, newline, text].concat());
    candidates.into_iter().find(|candidate| is_only_version(text, candidate, version))
}

/// Whether two configurations differ only in the package version.
fn is_only_version(old: &str, new: &str, version: &str) -> bool {
    let (mut before, _) = config::parse(old);
    let (after, found) = config::parse(new);
    before.package.version = Some(version.to_owned());
    !found.has_errors() && format!("{before:?}") == format!("{after:?}")
}

#[cfg(test)]
mod tests {
    use super::{is_due, with_version};

    #[test]
    fn the_version_is_set_and_everything_else_stays() {
        for (text, expected) in [
            ("", "[package]\nversion = \"0.2.0\"\n"),
            ("# a\nname-x = 1", ""),
            ("output = \"x\" # out", "output = \"x\" # out\n\n[package]\nversion = \"0.2.0\"\n"),
            (
                "[package] # ours\nname = \"a\"\n  version   =  '0.1.0' # first\n\n[client]\n",
                "[package] # ours\nname = \"a\"\n  version   =  \"0.2.0\" # first\n\n[client]\n",
            ),
            ("[package]\nname = \"a\"\n", "[package]\nversion = \"0.2.0\"\nname = \"a\"\n"),
            ("[package]", "[package]\nversion = \"0.2.0\"\n"),
            ("package.version = \"0.1.0\"\n", "package.version = \"0.2.0\"\n"),
            ("package.name = \"a\"\n", "package.version = \"0.2.0\"\npackage.name = \"a\"\n"),
            ("package = { name = \"a\" }\n", "package = { version = \"0.2.0\", name = \"a\" }\n"),
            ("[package]\r\nname = \"a\"\r\n", "[package]\r\nversion = \"0.2.0\"\r\nname = \"a\"\r\n"),
            (
                "# [package]\n[[rule]]\nmatch = \"A\"\ndocs = \"\"\"\n[package]\n\"\"\"\nrename = \"B\"\n",
                "# [package]\n[[rule]]\nmatch = \"A\"\ndocs = \"\"\"\n[package]\n\"\"\"\nrename = \"B\"\n\n[package]\nversion = \"0.2.0\"\n",
            ),
        ] {
            assert_eq!(with_version(text, "0.2.0").unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn a_version_is_never_lowered() {
        for (old, current, next, due) in [
            ("0.1.0", "0.1.0", "0.2.0", true),
            ("0.1.0", "0.2.0", "0.2.0", false),
            ("0.1.0", "0.3.0", "0.2.0", false),
            ("0.1.0", "1.0.0", "0.2.0", false),
            ("0.9.0", "0.9.1", "0.10.0", true),
            ("1.2.0-rc.1", "1.2.0-rc.1", "1.2.0", true),
            ("0.1.0", "0.1.0", "0.1.0", false),
        ] {
            assert_eq!(is_due(old, current, next), due, "{old} {current} {next}");
        }
    }
}
