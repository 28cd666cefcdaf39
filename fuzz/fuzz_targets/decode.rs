//! The runtime reads what `serde_json` reads, refuses what it refuses, and writes back what it read.

#![no_main]

mod shapes;

use bindery_runtime::__private::equal;
use bindery_runtime::{Json, Wire, decode, decode_slice, encode};
use libfuzzer_sys::fuzz_target;
use serde::de::IgnoredAny;
use serde_json::Value;
use shapes::{Account, Named, Pet, Status};
use std::collections::BTreeMap;

fuzz_target!(|bytes: &[u8]| {
    let value = serde_json::from_slice::<Value>(bytes);
    let json = decode_slice::<Json>(bytes);
    match (&value, &json) {
        (Ok(value), Ok(json)) => same_value(value, json),
        (Ok(_), Err(error)) => panic!("serde_json reads it: {error}"),
        // These are JSON by its grammar, which `Json` keeps as it is: numbers beyond floats, halves of surrogate pairs,
        // and one level more than serde_json allows.
        (Err(_), Ok(_)) => {
            let grammar = serde_json::from_slice::<IgnoredAny>(bytes);
            assert!(grammar.is_ok(), "serde_json refuses it: {grammar:?}");
        }
        (Err(_), Err(_)) => {}
    }
    let value = value.ok();
    typed::<Account>(bytes, value.as_ref());
    typed::<Vec<Pet>>(bytes, value.as_ref());
    typed::<Pet>(bytes, value.as_ref());
    typed::<Status>(bytes, value.as_ref());
    typed::<BTreeMap<String, f64>>(bytes, value.as_ref());
    typed::<Vec<i64>>(bytes, value.as_ref());
    typed::<Vec<Named>>(bytes, value.as_ref());
    typed::<String>(bytes, value.as_ref());
});

/// The text that is kept has the value, also through serde and when read again.
fn same_value(value: &Value, json: &Json) {
    let again: Value = serde_json::from_str(&encode(json)).expect("JSON is written");
    assert_eq!(&again, value, "encoded");
    let read = decode::<Json>(&encode(json)).expect("what was written is read");
    assert!(read == *json, "read again");
}

/// What a type reads, it writes so that it reads the same again, and loses nothing but what a type may leave out: a null,
/// and all but the last of members with one name.
fn typed<T: Wire>(bytes: &[u8], value: Option<&Value>) {
    let Ok(read) = decode_slice::<T>(bytes) else { return };
    let text = encode(&read);
    let again = decode::<T>(&text).unwrap_or_else(|error| panic!("{text} was written: {error}"));
    assert!(equal(&read, &again), "{text} is another value");
    assert_eq!(encode(&again), text);
    if let Some(value) = value {
        let written: Value = serde_json::from_str(&text).expect("JSON is written");
        kept(value, &written, &text);
    }
}

fn kept(before: &Value, after: &Value, text: &str) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before {
                match after.get(name) {
                    Some(other) => kept(value, other, text),
                    None => assert!(value.is_null(), "{name:?} is not in {text}"),
                }
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            assert_eq!(before.len(), after.len(), "in {text}");
            before.iter().zip(after).for_each(|(before, after)| kept(before, after, text));
        }
        (Value::Number(one), Value::Number(other)) => {
            assert!(one == other || one.as_f64() == other.as_f64(), "{one} is {other} in {text}");
        }
        (before, after) => assert_eq!(before, after, "in {text}"),
    }
}
