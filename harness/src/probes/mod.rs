//! One line of code for each public item of a crate, made from rustdoc's JSON: what breaks is then known item by item, from a source
//! that knows nothing of Bindery. docs/STABILITY.md says what the lines rely on.

mod items;
mod paths;
mod types;

use crate::caller::{accessors, outside, plain};
use bindery::plan::{CallForm, CratePlan, ErrorBody, Group, Operation, Output};
use paths::Paths;
use rustdoc_types::Crate;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A line about an item.
#[derive(Clone, Debug)]
pub struct Probe {
    /// A function on one line.
    pub text: String,
    /// The type or operation that it is about, as `bindery diff` names them.
    pub subject: String,
    /// The types and operations that the line names, the subject among them.
    pub names: BTreeSet<String>,
    /// Whether it needs two names to be one type.
    pub kind: ProbeKind,
}

/// What a line relies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeKind {
    /// An item as its signature declares it.
    Item,
    /// That an alias is its target, which STABILITY.md does not promise.
    Alias,
}

/// The lines of a crate, and how many items have none.
#[derive(Debug, Default)]
pub struct Probes {
    /// The lines.
    pub lines: Vec<Probe>,
    /// How many items cannot be written as a line.
    pub left_out: usize,
}

/// Reads rustdoc's JSON.
///
/// # Errors
/// The file cannot be read, or is of another format than the one that this program knows.
pub fn read(file: &Path) -> Result<Crate, String> {
    let shown = file.display();
    let text = std::fs::read(file).map_err(|error| format!("{shown}: {error}"))?;
    serde_json::from_slice(&text)
        .map_err(|error| format!("{shown} is not of format {}: {error}", rustdoc_types::FORMAT_VERSION))
}

impl Probes {
    /// The lines about the items of a crate. With its plan, they know which operations they are about, and what awaited calls return.
    pub fn of(rustdoc: &Crate, plan: Option<&CratePlan>) -> Self {
        let paths = Paths::of(rustdoc);
        let mut probes = Self::default();
        items::all(&paths, &mut probes);
        let called = plan.map(called).unwrap_or_default();
        if let Some(plan) = plan {
            probes.results(plan);
        }
        for probe in &mut probes.lines {
            probe.names = names(&probe.text, &called);
            if let Some(name) = called.get(&probe.subject) {
                probe.subject.clone_from(name);
            }
            if let Some(path) = probe.subject.strip_prefix(&format!("{}::types::", crate::compile::PACKAGE)) {
                probe.subject = plain(path.split("::").next().unwrap_or(path));
            }
            probe.names.insert(probe.subject.clone());
        }
        probes
    }

    /// The file with the lines, without those at some positions.
    pub fn text(&self, without: &BTreeSet<usize>) -> String {
        let mut out = items::HEADER.to_owned();
        for (number, probe) in self.lines.iter().enumerate() {
            if !without.contains(&number) {
                out.push_str(&probe.text.replace("fn probe", &format!("fn p{number}")));
            }
            out.push('\n');
        }
        out
    }

    /// The position of the line about which the compiler complains.
    pub fn at(line: usize) -> Option<usize> {
        line.checked_sub(1 + items::HEADER.matches('\n').count())
    }

    /// What awaited calls return, and their error bodies. The markers of calls are hidden from rustdoc, so this comes from the plan.
    fn results(&mut self, plan: &CratePlan) {
        let library = crate::compile::PACKAGE;
        for (group, operation) in operations(plan) {
            let of = format!("{library}::operations::{}", group.module);
            let body = match &operation.error_body {
                Some(ErrorBody::One(held, _)) => Some(outside(held)),
                Some(ErrorBody::PerStatus(name, _) | ErrorBody::Same(name, _)) => Some(format!("{of}::{name}")),
                None => None,
            };
            let path = format!("{of}::{}", operation.ident);
            if let Some(body) = body {
                let text = format!(
                    "fn probe(error: &{library}::Error) {{ let _: Option<{body}> = {path}::error_body(error); }}"
                );
                self.push(text, &path);
            }
            if operation.form == CallForm::Events {
                continue;
            }
            let output = match &operation.output {
                Output::Unit => "()".to_owned(),
                Output::Value(of) => outside(of),
                Output::Maybe(of) => format!("Option<{}>", outside(of)),
                Output::PerStatus(name, _) => format!("{of}::{name}"),
            };
            let text =
                format!("async fn probe(call: {path}) {{ let _: Result<{output}, {library}::Error> = call.await; }}");
            self.push(text, &path);
        }
    }

    fn push(&mut self, text: String, subject: &str) {
        let (subject, names) = (subject.to_owned(), BTreeSet::new());
        self.lines.push(Probe { text, subject, names, kind: ProbeKind::Item });
    }
}

fn operations(plan: &CratePlan) -> impl Iterator<Item = (&Group, &Operation)> {
    plan.groups.iter().flat_map(|group| group.operations.iter().map(move |operation| (group, operation)))
}

/// The operations by the paths of their functions and types, and groups by those of their functions.
fn called(plan: &CratePlan) -> BTreeMap<String, String> {
    let library = crate::compile::PACKAGE;
    let mut called = BTreeMap::new();
    let name = |accessors: &str| accessors.replace("()", "").split('.').map(plain).collect::<Vec<_>>().join(".");
    for (group, operation) in operations(plan) {
        let path = name(&format!("{}.{}", accessors(plan, group), operation.method));
        let path = path.trim_start_matches('.');
        let of = format!("{library}::operations::{}", group.module);
        let mut own =
            vec![format!("{of}::{}", operation.ident), format!("{of}::{}::{}", group.ident, operation.method)];
        own.extend(operation.other_bodies.iter().map(|other| format!("{of}::{}::{}", group.ident, other.method)));
        if let Output::PerStatus(name, _) = &operation.output {
            own.push(format!("{of}::{name}"));
        }
        if let Some(ErrorBody::PerStatus(name, _) | ErrorBody::Same(name, _)) = &operation.error_body {
            own.push(format!("{of}::{name}"));
        }
        called.extend(own.into_iter().map(|own| (own, path.to_owned())));
    }
    for group in &plan.groups {
        let around = group.parent.as_ref().and_then(|parent| plan.groups.iter().find(|other| other.module == *parent));
        let own = match around {
            Some(around) => format!("{library}::operations::{}::{}::{}", around.module, around.ident, group.method),
            None => format!("{library}::Client::{}", group.method),
        };
        let path = name(&accessors(plan, group));
        called.entry(own).or_insert_with(|| format!("{}.", path.trim_start_matches('.')));
        let handle = format!("{library}::operations::{}::{}", group.module, group.ident);
        called.entry(handle).or_insert_with(|| format!("{}.", path.trim_start_matches('.')));
    }
    called
}

/// The types, operations and groups that a line names. Groups end with a dot.
fn names(text: &str, called: &BTreeMap<String, String>) -> BTreeSet<String> {
    let library = crate::compile::PACKAGE;
    let mut names = BTreeSet::new();
    let is_part = |next: char| next.is_alphanumeric() || matches!(next, '_' | ':' | '#');
    for (at, _) in text.match_indices(&format!("{library}::")) {
        let rest = &text[at..];
        let path = &rest[..rest.find(|next| !is_part(next)).unwrap_or(rest.len())];
        if let Some(name) = path.strip_prefix(&format!("{library}::types::")) {
            names.insert(plain(name.split("::").next().unwrap_or(name)));
        }
        // The path of a function begins with that of its type.
        let ends = path.match_indices("::").map(|(end, _)| end).chain([path.len()]);
        names.extend(ends.filter_map(|end| called.get(&path[..end]).cloned()));
    }
    names
}
