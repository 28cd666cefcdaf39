//! Enums from the values of their caller.

use std::borrow::Cow;

use crate::{ChoiceType, Json, Literal, Unrecognized, decode};

/// The listed value that `text` is, else an unknown one.
pub fn recognize<T: ChoiceType>(text: &str) -> T {
    let is_text = |value: &Literal| matches!(value, Literal::Text(listed) if *listed == text);
    let listed = T::VALUES.literals.iter().position(is_text).and_then(|index| T::VALUES.variant(index));
    listed.unwrap_or_else(|| T::VALUES.unknown(Unrecognized::text(text)))
}

/// The listed value that `json` is, else an unknown one.
pub fn recognize_json<T: ChoiceType>(json: Json) -> T {
    let mut place = T::VALUES.unknown(Unrecognized::blank());
    match decode::decode_choice(json.text(), &mut place) {
        Ok(()) => place,
        Err(_) => T::VALUES.unknown(Unrecognized::scalar(json)),
    }
}

/// What an enum of strings can be made from: `&str`, `String` and what else holds one.
pub trait Text {
    /// The text.
    fn text(&self) -> &str;
}

macro_rules! text {
    ($($type:ty)*) => {$(
        impl Text for $type {
            fn text(&self) -> &str {
                self
            }
        }
    )*};
}

text! { &str String &String Box<str> Cow<'_, str> }
