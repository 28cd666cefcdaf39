//! Files without the feature `client`.

use crate::Upload;
use crate::wire::{Incoming, Scalar, Slot, View, Wire};

impl Wire for Upload {
    fn view(&self) -> View<'_> {
        View::File(self)
    }

    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        Slot::Scalar(self)
    }

    fn blank() -> Self {
        Self(String::new())
    }
}

impl Scalar for Upload {
    fn expected(&self) -> &'static str {
        "a string"
    }

    fn set_number(&mut self, _text: &str) -> bool {
        false
    }

    fn set_text(&mut self, text: &str) -> bool {
        text.clone_into(&mut self.0);
        true
    }
}
