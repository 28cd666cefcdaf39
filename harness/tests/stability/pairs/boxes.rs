//! Changes that put values into boxes, or take them out.

use super::Edit::Set;
use super::Pair;
use bindery::diff::Weight::Breaking;

/// Properties for names, as JSON: enough that a value is put into a box where it is held.
macro_rules! texts {
    ($($name:literal)+) => { concat!($("\"", $name, "\": {\"type\": \"string\"}, ",)+) };
}

macro_rules! many {
    () => {
        texts!(
            "a0" "a1" "a2" "a3" "a4" "a5" "a6" "a7" "b0" "b1" "b2" "b3" "b4" "b5" "b6" "b7"
            "c0" "c1" "c2" "c3" "c4" "c5" "c6" "c7" "d0" "d1" "d2" "d3" "d4" "d5" "d6" "d7"
            "e0" "e1" "e2" "e3" "e4" "e5" "e6" "e7" "f0" "f1" "f2" "f3" "f4" "f5" "f6" "f7"
        )
    };
}

/// An object of a response that grows, and a variant of a union.
pub(crate) const BOXES: &[Pair] = &[
    (
        "a value grows too large for its field",
        &[Set(
            "/components/schemas/Spot/properties",
            concat!(
                "{",
                many!(),
                "\"x\": {\"type\": \"number\"}, \"y\": {\"type\": \"number\"}, \"z\": {\"type\": \"number\"}}"
            ),
        )],
        Breaking,
        &["boxed"],
    ),
    (
        "a value grows too large for its variant",
        &[Set(
            "/components/schemas/AirReading/properties",
            concat!(
                "{",
                many!(),
                "\"kind\": {\"type\": \"string\"}, \"sensor\": {\"type\": \"string\"}, ",
                "\"precision\": {\"type\": \"integer\"}, \"humidity\": {\"type\": \"number\"}}"
            ),
        )],
        Breaking,
        &["boxed"],
    ),
];
