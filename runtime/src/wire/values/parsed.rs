//! Strings and numbers that represent a value of another type.

use std::str::FromStr;

use crate::value::json::Json;
use crate::value::parsed::{Meaning, Parsed};
use crate::value::typed::{Typed, TypedNumber};
use crate::wire::{Incoming, Scalar, Slot, View, Wire};

/// A string with its parsed value.
macro_rules! text {
    ($name:ident: $($bound:tt)+) => {
        impl<T: $($bound)+> Wire for $name<T> {
            fn view(&self) -> View<'_> {
                View::Text(&self.text)
            }

            fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
                Slot::Scalar(self)
            }

            fn blank() -> Self {
                Self { text: String::new(), value: None }
            }
        }

        impl<T: $($bound)+> Scalar for $name<T> {
            fn expected(&self) -> &'static str {
                "a string"
            }

            fn set_number(&mut self, _text: &str) -> bool {
                false
            }

            fn set_text(&mut self, text: &str) -> bool {
                *self = Self::new(text);
                true
            }
        }
    };
}

text! { Parsed: Meaning }
text! { Typed: FromStr + 'static }

impl<T: FromStr + 'static> Wire for TypedNumber<T> {
    fn view(&self) -> View<'_> {
        View::Raw(&self.json)
    }

    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        Slot::Scalar(self)
    }

    fn blank() -> Self {
        Self { json: Json::from(0_i32), value: None }
    }
}

impl<T: FromStr> Scalar for TypedNumber<T> {
    fn expected(&self) -> &'static str {
        "a number"
    }

    fn set_number(&mut self, text: &str) -> bool {
        *self = Self { json: Json::trusted(text), value: text.parse().ok() };
        true
    }

    fn set_text(&mut self, _text: &str) -> bool {
        false
    }
}
