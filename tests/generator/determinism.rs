//! The same description gives the same crate, whatever the order of its members.

use super::{description, log_streams, root};
use bindery::{Options, Run};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

#[test]
fn two_runs_write_the_same_bytes() {
    assert_eq!(files(&log_streams()), files(&log_streams()));
}

#[test]
fn the_order_of_components_does_not_matter() {
    let text = fs::read_to_string(description()).expect("the description");
    let whole = surface(&log_streams());
    for (name, order) in [("reversed", reversed as fn(Map<String, Value>) -> _), ("rotated", rotated)] {
        let mut document: Value = serde_json::from_str(&text).expect("JSON");
        for kind in document["components"].as_object_mut().expect("components").values_mut() {
            let members = std::mem::take(kind.as_object_mut().expect("an object"));
            *kind = Value::Object(order(members));
        }
        assert_eq!(surface(&bind(name, &document)), whole, "{name}");
    }
}

/// A change of one enum value changes a few lines.
#[test]
fn a_small_change_of_the_description_is_a_small_change_of_the_crate() {
    let text = fs::read_to_string(description()).expect("the description");
    let changed = text.replace("\"JSONLINES\"", "\"JSONROWS\"");
    assert_ne!(text, changed);
    let document: Value = serde_json::from_str(&changed).expect("JSON");
    let (before, after) = (files(&log_streams()), files(&bind("changed", &document)));
    let mut different = Vec::new();
    for ((path, old), (_, new)) in before.iter().zip(&after) {
        assert_eq!(old.lines().count(), new.lines().count(), "{path}");
        let pairs = old.lines().zip(new.lines()).filter(|(old, new)| old != new);
        different.extend(pairs.map(|(_, new)| new.trim().to_owned()));
    }
    assert_eq!(different, ["/// `JSONROWS`", "Jsonrows,", "Jsonrows = \"JSONROWS\","]);
}

fn reversed(members: Map<String, Value>) -> Map<String, Value> {
    members.into_iter().rev().collect()
}

fn rotated(members: Map<String, Value>) -> Map<String, Value> {
    let middle = members.len() / 2;
    let (mut first, mut last): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
    for (index, member) in members.into_iter().enumerate() {
        if index < middle { last.push(member) } else { first.push(member) }
    }
    first.into_iter().chain(last).collect()
}

/// Binds a changed description of the log streams with the configuration `spec/bindery.toml`.
fn bind(name: &str, document: &Value) -> Run {
    let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("determinism-{name}.json"));
    fs::write(&place, document.to_string()).expect("a file");
    let run = bindery::run(&Options {
        description: Some(place),
        config: Some(root().join("spec/bindery.toml")),
        ..Options::default()
    });
    assert!(run.diagnostics.is_empty(), "{}", bindery::diag::render_human(&run.diagnostics, &run));
    run
}

fn files(run: &Run) -> Vec<(String, String)> {
    let product = run.product.as_ref().expect("a product");
    product.files.iter().map(|file| (file.path.clone(), file.text.clone())).collect()
}

/// Returns every line of the crate that declares a public item or a table. Items are ordered by name, but nothing depends on that.
fn surface(run: &Run) -> BTreeSet<String> {
    let lines = files(run).into_iter().flat_map(|(path, text)| {
        let lines: Vec<String> = text.lines().map(|line| format!("{path}: {}", line.trim())).collect();
        lines
    });
    lines.collect()
}
