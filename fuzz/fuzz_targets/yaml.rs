//! Any bytes are read as YAML or refused with a place; what is JSON has the same value in YAML; and every value has a place.

#![no_main]

use bindery::diag::{Code, Diagnostic, Pointer};
use bindery::source::{Source, parse};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use std::path::Path;

/// How many values of a document are looked for in its text.
const PLACES: usize = 200;

/// How long YAML lets a key be, white space before its colon included. JSON has no such limit.
const LONGEST_KEY: usize = 1024;

fuzz_target!(|bytes: &[u8]| {
    let yaml = read("a.yaml", bytes);
    every_value_has_a_place(&yaml);
    let printable = std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(printable));
    if printable && bytes.len() < LONGEST_KEY && serde_json::from_slice::<Value>(bytes).is_ok() {
        // Both by the generator: what it makes of numbers beyond 64 bits is its own.
        let json = read("a.json", bytes);
        every_value_has_a_place(&json);
        // The marker keeps the reader from taking the text for JSON.
        let marked = [b"---\n", bytes].concat();
        let yaml = read("a.yaml", &marked);
        let (json, yaml) = (json.documents.main(), yaml.documents.main());
        assert!(same(json, yaml), "JSON means the same in YAML: {json} is {yaml}");
    }
});

/// Equal values; `-0` is a float where `serde_json` reads it, and an integer of YAML.
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

/// What YAML allows anywhere. The parser refuses the others even in quotes, where YAML allows them as JSON does.
fn printable(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
        && character != '\u{feff}'
}

/// Reads a text; what is wrong with it has a place in it.
fn read(path: &str, bytes: &[u8]) -> Source {
    let (source, diagnostics) = parse(Path::new(path), bytes.to_vec());
    let found: Vec<&Diagnostic> = diagnostics.iter().collect();
    assert_eq!(source.positions(&found).len(), found.len());
    source
}

fn every_value_has_a_place(source: &Source) {
    if source.documents.main().is_null() {
        // Nothing was read, or nothing but a null.
        return;
    }
    let mut places = Vec::new();
    collect(source.documents.main(), &Pointer::root(), &mut places);
    let found: Vec<&Diagnostic> = places.iter().collect();
    for (place, position) in places.iter().zip(source.positions(&found)) {
        assert!(position.is_some(), "{} has no place", place.pointer.as_str());
    }
}

/// A finding for each value.
fn collect(value: &Value, pointer: &Pointer, places: &mut Vec<Diagnostic>) {
    if places.len() >= PLACES {
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
