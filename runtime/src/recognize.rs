//! Enums from the values of their caller.

use crate::{ChoiceType, Json, Literal, Unrecognized, decode};

/// The listed value that `text` is, else an unknown one.
pub fn recognize<T: ChoiceType>(text: &str) -> T {
    let is_text = |value: &Literal| matches!(value, Literal::Text(listed) if *listed == text);
    let listed = T::VALUES.iter().position(is_text).and_then(|index| T::VARIANTS.get(index));
    listed.map_or_else(|| T::unknown(Unrecognized::text(text)), T::clone)
}

/// The listed value that `json` is, else an unknown one.
pub fn recognize_json<T: ChoiceType>(json: Json) -> T {
    let mut place = T::unknown(Unrecognized::blank());
    match decode::decode_choice(json.text(), &mut place) {
        Ok(()) => place,
        Err(_) => T::unknown(Unrecognized::scalar(json)),
    }
}
