//! The runtime accepts and rejects the same texts as `serde_json`, and encodes what it decoded.

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
        (Ok(_), Err(error)) => panic!("serde_json accepts the text: {error}"),
        // These texts match the grammar of JSON, and `Json` keeps them unchanged: numbers beyond the range of floats, lone
        // surrogates, and one level more than serde_json allows.
        (Err(_), Ok(_)) => {
            let grammar = serde_json::from_slice::<IgnoredAny>(bytes);
            assert!(grammar.is_ok(), "serde_json rejects the text: {grammar:?}");
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

/// Asserts that the kept text has the same value, through serde and when decoded again.
fn same_value(value: &Value, json: &Json) {
    let again: Value = serde_json::from_str(&encode(json)).expect("the output is JSON");
    assert_eq!(&again, value, "encoded");
    let read = decode::<Json>(&encode(json)).expect("the output can be decoded");
    assert!(read == *json, "decoded again");
}

/// Asserts that a decoded value round-trips, and that it loses nothing except nulls and all but the last of duplicate members.
fn typed<T: Wire>(bytes: &[u8], value: Option<&Value>) {
    let Ok(read) = decode_slice::<T>(bytes) else { return };
    let text = encode(&read);
    let again = decode::<T>(&text).unwrap_or_else(|error| panic!("{text} was encoded but cannot be decoded: {error}"));
    assert!(equal(&read, &again), "{text} is a different value");
    assert_eq!(encode(&again), text);
    if let Some(value) = value {
        let written: Value = serde_json::from_str(&text).expect("the output is JSON");
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
