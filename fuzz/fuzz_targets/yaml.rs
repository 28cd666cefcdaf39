//! Any bytes are parsed as YAML or rejected with a position; JSON has the same value when read as YAML; every value has a position.

#![no_main]

use bindery::diag::{Code, Diagnostic, Pointer};
use bindery::source::{Source, parse};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use std::path::Path;

/// The maximum number of values of a document whose positions are checked.
const MAX_PLACES: usize = 200;

/// The maximum length of a key in YAML, including white space before its colon. JSON has no such limit.
const MAX_KEY: usize = 1024;

fuzz_target!(|bytes: &[u8]| {
    let yaml = read("a.yaml", bytes);
    assert_positions(&yaml);
    let printable = std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(printable));
    if printable && bytes.len() < MAX_KEY && serde_json::from_slice::<Value>(bytes).is_ok() {
        // Both are parsed by the generator, which has its own treatment of numbers beyond 64 bits.
        let json = read("a.json", bytes);
        assert_positions(&json);
        // With the marker, the text is not recognized as JSON.
        let marked = [b"---\n", bytes].concat();
        let yaml = read("a.yaml", &marked);
        let (json, yaml) = (json.documents.main(), yaml.documents.main());
        assert!(same(json, yaml), "JSON must have the same value in YAML: {json} is {yaml}");
    }
});

/// Whether two values are equal. `-0` is a float in `serde_json`, but an integer in YAML.
fn same(json: &Value, yaml: &Value) -> bool {
    match (json, yaml) {
        (Value::Number(json), Value::Number(yaml)) => {
            json == yaml || (json.as_f64() == Some(0.0) && yaml.as_f64() == Some(0.0))
        }
        (Value::Array(json), Value::Array(yaml)) => {
            json.len() == yaml.len() && json.iter().zip(yaml).all(|(json, yaml)| same(json, yaml))
        }
        (Value::Object(json), Value::Object(yaml)) => {
            json.len() == yaml.len()
                && json.iter().all(|(name, json)| yaml.get(name).is_some_and(|yaml| same(json, yaml)))
        }
        _ => json == yaml,
    }
}

/// Whether YAML allows a character anywhere. The parser rejects others even in quotes, where YAML, like JSON, allows them.
fn printable(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
        && character != '\u{feff}'
}

/// Parses a text and asserts that every diagnostic has a position.
fn read(path: &str, bytes: &[u8]) -> Source {
    let (source, diagnostics) = parse(Path::new(path), bytes.to_vec());
    let found: Vec<&Diagnostic> = diagnostics.iter().collect();
    assert_eq!(source.positions(&found).len(), found.len());
    source
}

fn assert_positions(source: &Source) {
    if source.documents.main().is_null() {
        // The text was rejected, or is null.
        return;
    }
    let mut places = Vec::new();
    collect(source.documents.main(), &Pointer::root(), &mut places);
    let found: Vec<&Diagnostic> = places.iter().collect();
    for (place, position) in places.iter().zip(source.positions(&found)) {
        assert!(position.is_some(), "{} has no position", place.pointer.as_str());
    }
}

/// Adds a diagnostic for each value.
fn collect(value: &Value, pointer: &Pointer, places: &mut Vec<Diagnostic>) {
    if places.len() >= MAX_PLACES {
        return;
    }
    places.push(Diagnostic::new(Code::Tolerated, pointer, ""));
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| collect(item, &pointer.join(index), places));
        }
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| collect(member, &pointer.join(name), places));
        }
        _ => {}
    }
}
