//! Enums from the values of their caller.

use crate::{Choice, Json, Literal, Unrecognized, decode};

/// Becomes the listed value that `text` is, else an unknown one.
pub fn recognize(place: &mut dyn Choice, text: &str) {
    match place.values().iter().position(|value| matches!(value, Literal::Text(listed) if *listed == text)) {
        Some(index) => place.set(index),
        None => place.set_unknown(Unrecognized::text(text)),
    }
}

/// Becomes the listed value that `json` is, else an unknown one.
pub fn recognize_json(place: &mut dyn Choice, json: Json) {
    if decode::decode_choice(json.text(), place).is_err() {
        place.set_unknown(Unrecognized::scalar(json));
    }
}
