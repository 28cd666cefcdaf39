//! Compares the verdict of `bindery diff` with lines about each public item, made from rustdoc's JSON.

use crate::caller::hidden;
use crate::crates::Crates;
use crate::probes::{self, Probe, ProbeKind, Probes};
use bindery::Product;
use bindery::diff::{Change, Comparison, Finding, Weight};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How often lines are taken out and the rest is compiled again: errors of one kind hide others.
const ROUNDS: usize = 12;

/// What compiling the lines against the new crate says.
#[derive(Debug)]
pub struct Outcome {
    /// How many lines compile against the old crate.
    pub lines: usize,
    /// How many items have no line, or one that does not compile against the old crate.
    pub left_out: usize,
    /// How many lines do not compile against the new one.
    pub broken: usize,
    /// The types and operations that these lines are about.
    pub subjects: usize,
    /// Lines, not counted above, that need an alias to be its target, and do not compile.
    pub aliases: usize,
    /// Lines that do not compile though no finding mentions what they name.
    pub unexplained: Vec<String>,
    /// Breaking findings without a line that does not compile.
    pub unconfirmed: Vec<String>,
    /// Whether all breaking findings are about types behind the feature for components that no operation uses, which is off here.
    pub is_behind_feature: bool,
}

/// The lines of an old crate, and those that do not compile against it.
pub struct Reference {
    probes: Probes,
    own: BTreeSet<usize>,
    /// The types behind the feature for components that no operation uses.
    hidden: Vec<String>,
}

impl Reference {
    /// The lines of the crate in the folder `old`.
    ///
    /// # Errors
    /// A tool cannot be started, or rustdoc's JSON cannot be read.
    pub fn of(crates: &Crates, old: &Product) -> Result<Self, String> {
        let rustdoc = probes::read(&crates.documented("old")?)?;
        let probes = Probes::of(&rustdoc, Some(&old.plan));
        let own = failing(crates, &probes, "old", &BTreeSet::new())?;
        let idents = hidden(&old.plan).into_iter().filter_map(|at| Some(old.plan.types.get(at)?.ident().to_owned()));
        Ok(Self { probes, own, hidden: idents.collect() })
    }

    /// Compiles the lines against the crate in a folder.
    ///
    /// # Errors
    /// The compiler cannot be started.
    pub fn against(&self, crates: &Crates, folder: &str, comparison: &Comparison) -> Result<Outcome, String> {
        let Self { probes, own, hidden } = self;
        let broken: BTreeSet<usize> = failing(crates, probes, folder, own)?.difference(own).copied().collect();
        Ok(outcome(probes, &broken, own.len(), hidden, comparison))
    }
}

fn outcome(
    probes: &Probes,
    broken: &BTreeSet<usize>,
    own: usize,
    hidden: &[String],
    comparison: &Comparison,
) -> Outcome {
    let all: Vec<&Probe> = broken.iter().filter_map(|number| probes.lines.get(*number)).collect();
    let of = |kind: ProbeKind| all.iter().copied().filter(move |probe| probe.kind == kind);
    let unexplained = all.iter().filter(|probe| !is_explained(probe, comparison));
    let is_hidden = |finding: &&Finding| finding.at.iter().all(|at| hidden.contains(&at.item));
    let breaking: Vec<&Finding> =
        comparison.findings.iter().filter(|finding| finding.weight == Weight::Breaking).collect();
    let unconfirmed = breaking
        .iter()
        .filter(|finding| !finding.groups.is_empty() && !is_hidden(finding) && !is_confirmed(finding, &all));
    Outcome {
        lines: probes.lines.len() - own,
        left_out: probes.left_out + own,
        broken: of(ProbeKind::Item).count(),
        subjects: of(ProbeKind::Item).map(|probe| &probe.subject).collect::<BTreeSet<_>>().len(),
        aliases: of(ProbeKind::Alias).count(),
        unexplained: unexplained.map(|probe| format!("{}: {}", probe.subject, probe.text)).collect(),
        unconfirmed: unconfirmed.map(|finding| format!("{} {}", finding.change.id(), items(finding))).collect(),
        is_behind_feature: !breaking.is_empty() && breaking.iter().all(is_hidden),
    }
}

/// Compiles the lines of one crate against another one, both in folders that `generate` made, by whatever version of Bindery. The lines that
/// do not compile, and how many there are.
///
/// # Errors
/// As for [`Reference`].
pub fn between(crates: &Crates) -> Result<(Vec<String>, usize), String> {
    let rustdoc = probes::read(&crates.documented("old")?)?;
    let probes = Probes::of(&rustdoc, None);
    let own = failing(crates, &probes, "old", &BTreeSet::new())?;
    let broken = failing(crates, &probes, "new", &own)?;
    let texts = broken.difference(&own).filter_map(|number| probes.lines.get(*number));
    Ok((texts.map(|probe| format!("{}: {}", probe.subject, probe.text)).collect(), probes.lines.len() - own.len()))
}

/// The lines that do not compile against a crate.
fn failing(
    crates: &Crates,
    probes: &Probes,
    folder: &str,
    without: &BTreeSet<usize>,
) -> Result<BTreeSet<usize>, String> {
    let mut failing = without.clone();
    let source = crates.work().join(folder).join("probes.rs");
    for _ in 0..ROUNDS {
        fs::write(&source, probes.text(&failing)).map_err(|error| format!("{}: {error}", source.display()))?;
        let called = crates.call(&source, folder)?;
        if called.success {
            return Ok(failing);
        }
        let before = failing.len();
        failing.extend(called.lines.iter().filter_map(|line| Probes::at(*line)));
        if failing.len() == before {
            return Err(format!("the lines about items: {}", called.problem));
        }
    }
    Err(format!("the lines about items have errors after {ROUNDS} rounds"))
}

fn items(finding: &Finding) -> String {
    let of = |at: &bindery::diff::At| match &at.member {
        Some(member) => format!("{}.{member}", at.item),
        None => at.item.clone(),
    };
    finding.at.iter().map(of).collect::<Vec<_>>().join(", ")
}

/// The types and operations of the old side that a finding is about.
fn subjects(finding: &Finding) -> impl Iterator<Item = &str> {
    let with = finding.with.iter().map(|with| with.split(" -> ").next().unwrap_or(with));
    finding.at.iter().map(|at| at.item.as_str()).chain(with)
}

/// Whether a line names what a finding is about. The names of groups end with a dot, and stand for all in them.
fn mentions(probe: &Probe, finding: &Finding) -> bool {
    let is_group = |name: &&String| name.ends_with('.');
    subjects(finding).any(|subject| {
        probe.names.contains(subject)
            || probe.names.iter().filter(is_group).any(|group| subject.starts_with(group.as_str()))
    })
}

fn is_explained(probe: &Probe, comparison: &Comparison) -> bool {
    let is_about_client = probe.subject.contains("::");
    comparison.findings.iter().any(|finding| match finding.weight {
        Weight::Breaking => mentions(probe, finding) || is_about_client && finding.groups.is_empty(),
        _ => probe.kind == ProbeKind::Alias && finding.change == Change::EqualTypesPart && mentions(probe, finding),
    })
}

fn is_confirmed(finding: &Finding, broken: &[&Probe]) -> bool {
    broken.iter().any(|probe| mentions(probe, finding))
}

/// What `cargo-semver-checks` says about two crates, if it is installed.
#[derive(Debug)]
pub struct Second {
    /// The lints that failed, each with what it is about.
    pub failures: Vec<String>,
    /// Whether it asks for a new major version.
    pub is_major: bool,
}

/// Asks `cargo-semver-checks`; `None` if it is not installed.
///
/// # Errors
/// It fails for another reason than a change.
pub fn second(crates: &Crates, folder: &str) -> Result<Option<Second>, String> {
    let program = std::env::var_os("SEMVER_CHECKS").map_or_else(|| PathBuf::from("cargo-semver-checks"), PathBuf::from);
    let (old, new) = (crates.documented("old")?, crates.documented(folder)?);
    let output = std::process::Command::new(&program)
        .args(["semver-checks", "--color", "never", "--baseline-rustdoc"])
        .args([&old, Path::new("--current-rustdoc"), &new])
        .args(["--release-type", "patch"])
        .output();
    let Ok(output) = output else { return Ok(None) };
    let (text, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !log.contains("Summary") {
        return Err(format!("{}: {log}", program.display()));
    }
    let failures = text.lines().filter_map(|line| line.strip_prefix("--- failure "));
    let failures = failures.map(|line| line.split(':').next().unwrap_or(line).to_owned()).collect();
    Ok(Some(Second { failures, is_major: log.contains("major version") }))
}
