//! The verdict of `bindery diff` agrees with the compiler: for single changes of a small description, a caller of everything in the old
//! crate compiles against the new one exactly if no change is breaking.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod additions;
mod boxes;
mod locked;
mod pairs;
mod rules;
mod signatures;

use bindery::Product;
use bindery::diff::{Comparison, Finding, Weight, compare};
use bindery_harness::reference::{Outcome, Reference};
use bindery_harness::stability::Bench;
use pairs::{Edit, Pair};
use serde_json::Value;
use std::path::Path;

fn base() -> Value {
    serde_json::from_str(include_str!("greenhouse.json")).expect("JSON")
}

fn product(description: &Value, rules: &str) -> Product {
    let (mut config, found) = bindery::config::parse(rules);
    assert!(found.is_empty(), "{rules}");
    config.package.name = Some(bindery_harness::compile::PACKAGE.to_owned());
    let run = bindery::bind("greenhouse.json".as_ref(), description.to_string().into_bytes(), &config);
    run.product.expect("a product")
}

fn apply(edit: Edit, description: &mut Value) {
    let parsed = |text: &str| -> Value { serde_json::from_str(text).expect("JSON") };
    let split = |pointer: &'static str| -> (&'static str, String) {
        let (around, last) = pointer.rsplit_once('/').expect("a pointer");
        (around, last.replace("~1", "/").replace("~0", "~"))
    };
    match edit {
        Edit::Set(pointer, text) => {
            let (around, last) = split(pointer);
            match description.pointer_mut(around).expect(pointer) {
                Value::Array(items) if last == "-" => items.push(parsed(text)),
                Value::Array(items) => items[last.parse::<usize>().expect("an index")] = parsed(text),
                other => other[last.as_str()] = parsed(text),
            }
        }
        Edit::Remove(pointer) => {
            let (around, last) = split(pointer);
            match description.pointer_mut(around).expect(pointer) {
                Value::Array(items) => drop(items.remove(last.parse().expect("an index"))),
                other => drop(other.as_object_mut().and_then(|object| object.shift_remove(&last)).expect(pointer)),
            }
        }
        Edit::Rotate(pointer) => match description.pointer_mut(pointer).expect(pointer) {
            Value::Array(items) => items.rotate_left(1),
            other => {
                let object = other.as_object_mut().expect("an object");
                let (key, value) =
                    object.iter().next().map(|(key, value)| (key.clone(), value.clone())).expect("a member");
                object.shift_remove(&key);
                object.insert(key, value);
            }
        },
        Edit::Rename(pointer, name) => {
            let (around, last) = split(pointer);
            let object = description.pointer_mut(around).and_then(Value::as_object_mut).expect(pointer);
            let renamed = std::mem::take(object).into_iter();
            *object = renamed.map(|(key, value)| (if key == last { name.to_owned() } else { key }, value)).collect();
        }
        Edit::Replace(old, new) => *description = parsed(&description.to_string().replace(old, new)),
    }
}

/// Findings that lack what people need to judge them: their places in both documents, and the direction of the values.
fn bare(comparison: &Comparison, old: &Product) -> Vec<String> {
    let is_type = |name: &str| old.plan.types.iter().any(|item| item.ident() == name);
    let about_client = |finding: &&Finding| finding.groups.is_empty();
    let judged = comparison.findings.iter().filter(|finding| finding.weight < Weight::Compatible);
    let judged = judged.filter(|finding| !about_client(finding));
    let lacks = |finding: &&Finding| {
        let has_places = finding.at.iter().all(|at| at.old.is_some() || at.new.is_some());
        let both = finding.at.iter().all(|at| at.old.is_some() && at.new.is_some());
        let (is_new, is_gone) = (finding.old.is_none(), finding.new.is_none());
        let is_used = finding.at.iter().any(|at| is_type(&at.item)) && !finding.operations.is_empty();
        !has_places || !(both || is_new || is_gone) || is_used && finding.way.word().is_none()
    };
    judged
        .filter(lacks)
        .map(|finding| format!("{} {:?} has no place or no direction", finding.change.id(), finding.at))
        .collect()
}

/// The problems of a pair: unmet expectations, or a wrong verdict.
fn problem(pair: &Pair, comparison: &Comparison, compiles: bool, error: &str) -> Option<String> {
    let (name, _, weight, ids) = pair;
    let found: Vec<(Weight, &str)> =
        comparison.findings.iter().map(|finding| (finding.weight, finding.change.id())).collect();
    let worst = found.iter().map(|(weight, _)| *weight).min().unwrap_or(Weight::Docs);
    let breaks = found.iter().any(|(weight, _)| *weight == Weight::Breaking);
    let missing: Vec<&&str> = ids.iter().filter(|id| found.iter().all(|(_, other)| other != *id)).collect();
    if compiles == breaks {
        return Some(format!(
            "{name}: the caller {}, the verdict is {found:?}\n{error}",
            if compiles { "compiles" } else { "does not compile" }
        ));
    }
    (worst != *weight || !missing.is_empty())
        .then(|| format!("{name}: expected {weight:?} with {ids:?}, found {found:?}"))
}

#[test]
fn the_verdict_is_what_the_compiler_says() {
    let old = product(&base(), "");
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stability");
    let bench = Bench::of(&old, &work).expect("a caller that compiles against its own crate");
    let reference = Reference::of(bench.crates(), &old).expect("lines about items");
    // One thread for each core of a small machine.
    let pairs = pairs::pairs();
    let halves = pairs.chunks(pairs.len().div_ceil(2)).enumerate();
    let problems: Vec<String> = std::thread::scope(|scope| {
        let (old, benches) = (&old, (&bench, &reference));
        let running: Vec<_> = halves
            .map(|(number, pairs)| {
                scope.spawn(move || pairs.iter().flat_map(|pair| check(pair, old, benches, number)).collect())
            })
            .collect();
        running
            .into_iter()
            .flat_map(|each| -> Vec<String> { each.join().expect("a thread that does not panic") })
            .collect()
    });
    assert!(problems.is_empty(), "{} in {} pairs:\n{}", problems.len(), pairs.len(), problems.join("\n"));
}

/// The problems of a pair.
fn check(pair: &Pair, old: &Product, (bench, reference): (&Bench, &Reference), number: usize) -> Vec<String> {
    let mut description = base();
    pair.1.iter().for_each(|edit| apply(*edit, &mut description));
    let new = product(&description, "");
    let comparison = compare(&old.surface(), &new.surface()).expect("one API");
    let files = [old, &new].map(|side| signatures::through_files(&side.surface()));
    assert_eq!(signatures::shown(&files[0], &files[1]), bindery::diff::json(&comparison), "{}", pair.0);
    let trial = bench.against(&new, &comparison, &format!("new-{number}")).expect("a crate that compiles");
    let unexplained = trial.unexplained.iter().map(|probe| format!("{}: {probe} breaks without a finding", pair.0));
    let mut problems: Vec<String> =
        problem(pair, &comparison, trial.compiles, &trial.problem).into_iter().chain(unexplained).collect();
    let outcome = reference.against(bench.crates(), &format!("new-{number}"), &comparison).expect("a compiler");
    problems.extend(judged(&comparison, &outcome).into_iter().map(|problem| format!("{}: {problem}", pair.0)));
    problems.extend(bare(&comparison, old).into_iter().map(|bare| format!("{}: {bare}", pair.0)));
    let silent = bindery_harness::meaning::changed(&old.plan, &new.plan);
    let found = comparison.findings.iter().any(|finding| finding.weight == Weight::Silent);
    if silent.is_empty() == found {
        problems.push(format!("{}: the meaning of {silent:?} changed, found: {found}", pair.0));
    }
    let breaking = comparison.findings.iter().filter(|finding| finding.weight == Weight::Breaking);
    let rules: Option<Vec<&str>> = breaking.map(|finding| finding.rule.as_deref()).collect();
    if let Some(rules) = rules.filter(|rules| !rules.is_empty()) {
        let kept = product(&description, &rules.join("\n"));
        let trial = bench.against(&kept, &comparison, &format!("new-{number}")).expect("a crate that compiles");
        if !trial.compiles {
            problems.push(format!("{}: the caller does not compile with {rules:?}: {}", pair.0, trial.problem));
        }
        problems.extend(with_aliases(pair, &description, old, bench, (number, &rules)));
    }
    problems
}

/// The problems of a pair whose rules keep old names as aliases instead of the only names.
fn with_aliases(
    pair: &Pair,
    description: &Value,
    old: &Product,
    bench: &Bench,
    (number, rules): (usize, &[&str]),
) -> Option<String> {
    let alias = |rule: &&str| rules::with_alias(rule);
    let rules: Option<Vec<String>> = rules.iter().map(alias).collect();
    let rules = rules?.join("\n");
    let kept = product(description, &rules);
    let comparison = compare(&old.surface(), &kept.surface()).expect("one API");
    let trial = bench.against(&kept, &comparison, &format!("new-{number}")).expect("a crate that compiles");
    let worst = comparison.findings.iter().map(|finding| finding.weight).min();
    let ids: Vec<&str> = comparison.findings.iter().map(|finding| finding.change.id()).collect();
    let agree = trial.compiles && worst == Some(Weight::Compatible) && ids.contains(&"deprecated");
    (!agree).then(|| format!("{}: with {rules}, found {ids:?} and {}", pair.0, trial.problem))
}

/// Where the lines about items and the findings disagree.
fn judged(comparison: &Comparison, outcome: &Outcome) -> Vec<String> {
    let breaks = comparison.findings.iter().any(|finding| finding.weight == Weight::Breaking);
    let mut problems = outcome.unexplained.clone();
    problems.extend(outcome.unconfirmed.iter().map(|each| format!("no line confirms {each}")));
    if breaks != (outcome.broken > 0) {
        problems.push(format!("{} lines about items break, breaking: {breaks}", outcome.broken));
    }
    problems
}

/// Callers match a closed enum without an arm for other values.
#[test]
fn the_verdict_on_a_closed_enum_is_what_the_compiler_says() {
    const CLOSED: &str = "[[rule]]\nmatch = \"PlantState\"\nvalues = \"closed\"\n";
    let values = |values: &str| {
        let mut description = base();
        description["components"]["schemas"]["PlantState"]["enum"] = serde_json::from_str(values).expect("JSON");
        description
    };
    let old = product(&base(), CLOSED);
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stability-closed");
    let bench = Bench::of(&old, &work).expect("a caller that compiles against its own crate");
    for (name, new, rules, id) in [
        ("a value more", r#"["seed", "grown", "lost", "sold"]"#, CLOSED, Some("closed-value-added")),
        ("a value less", r#"["seed", "grown"]"#, CLOSED, Some("value-removed")),
        ("another order", r#"["lost", "seed", "grown"]"#, CLOSED, None),
        ("open", r#"["seed", "grown", "lost"]"#, "", Some("catch-all")),
    ] {
        let new = product(&values(new), rules);
        let comparison = compare(&old.surface(), &new.surface()).expect("one API");
        let trial = bench.against(&new, &comparison, "new").expect("a crate that compiles");
        let breaking = comparison.findings.iter().filter(|finding| finding.weight == Weight::Breaking);
        let found: Vec<&str> = breaking.map(|finding| finding.change.id()).collect();
        assert_eq!(trial.compiles, found.is_empty(), "{name}: {found:?} {}", trial.problem);
        assert_eq!(found.first().copied(), id, "{name}");
        assert!(trial.unexplained.is_empty(), "{name}: {:?}", trial.unexplained);
    }
}
