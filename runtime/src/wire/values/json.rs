//! JSON, numbers, secrets, and what the description does not list.

use crate::value::json::Json;
use crate::value::number::Number;
use crate::value::secret::Secret;
use crate::value::unknown::Unlisted;
use crate::value::unknown::{Fixed, Unrecognized};
use crate::wire::{Incoming, Scalar, Slot, View, Wire};

impl Wire for Json {
    fn view(&self) -> View<'_> {
        View::Raw(self)
    }

    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        Slot::Raw(self)
    }

    fn blank() -> Self {
        Self::null()
    }
}

impl Wire for Number {
    fn view(&self) -> View<'_> {
        View::Raw(&self.0)
    }

    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        Slot::Scalar(self)
    }

    fn blank() -> Self {
        Self::from(0_i32)
    }
}

impl Scalar for Number {
    fn expected(&self) -> &'static str {
        "a number"
    }

    fn set_number(&mut self, text: &str) -> bool {
        self.0 = Json::trusted(text);
        true
    }

    fn set_text(&mut self, _text: &str) -> bool {
        false
    }
}

impl Wire for Secret {
    fn view(&self) -> View<'_> {
        View::Secret(self)
    }

    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        Slot::Secret(self)
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl Wire for Fixed {
    /// Represents the constant, which is in the table of the object.
    fn view(&self) -> View<'_> {
        View::Null
    }

    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        Slot::Scalar(self)
    }

    fn blank() -> Self {
        Self
    }
}

impl Scalar for Fixed {
    fn expected(&self) -> &'static str {
        "the constant in the description"
    }

    fn set_number(&mut self, _text: &str) -> bool {
        false
    }

    fn set_text(&mut self, _text: &str) -> bool {
        false
    }
}

impl Unrecognized {
    /// The value, to be read.
    #[doc(hidden)]
    #[must_use]
    pub fn view(&self) -> View<'_> {
        match self.0.as_deref() {
            Some(Unlisted::Text(value)) => View::Text(value),
            Some(Unlisted::Scalar(value)) => View::Raw(value),
            None => View::Null,
        }
    }
}
